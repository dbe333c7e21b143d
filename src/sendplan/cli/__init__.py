"""The command `sendplan`. One module a command; Django and the like are imported only when a command needs them."""

import typer

# Under other names, so that sendplan.cli.serve stays the module.
from sendplan.cli.area import area as _area
from sendplan.cli.prepare import prepare as _prepare
from sendplan.cli.serve import serve as _serve

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def sendplan() -> None:
    """A local area's improvement plan: read it, keep it, show it."""


app.add_typer(_area, name="area")
app.command()(_prepare)
app.command()(_serve)
