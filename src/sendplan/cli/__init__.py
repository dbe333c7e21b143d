"""The command `sendplan`. One module a command; each is imported only when its command runs."""

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def sendplan() -> None:
    """A local area's improvement plan: read it, keep it, show it."""
