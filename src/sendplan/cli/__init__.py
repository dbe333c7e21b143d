"""The command `sendplan`. One module a command, imported only when it is the one that was asked for."""

import sys
from importlib import import_module

import typer

# Each command's module holds a function, or for a group of commands a Typer, of the command's own name.
_COMMANDS = (
    "area",
    "audit",
    "check",
    "convert",
    "demo-data",
    "due",
    "load",
    "measure",
    "person",
    "prepare",
    "publish",
    "published",
    "read",
    "serve",
    "signals",
    "template",
    "undo",
)


def app() -> None:
    """Run the command named by the first argument; without one, list them all."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    commands = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    commands.callback()(_about)
    # Reading a plan should not wait for what serving one needs.
    for name in (wanted,) if wanted in _COMMANDS else _COMMANDS:
        module = name.replace("-", "_")
        command = getattr(import_module(f"sendplan.cli.{module}"), module)
        if isinstance(command, typer.Typer):
            commands.add_typer(command, name=name)
        else:
            commands.command(name)(command)
    commands(prog_name="sendplan")


def _about() -> None:
    """A local area's improvement plan: read it, keep it, show it."""
