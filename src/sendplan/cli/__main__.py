"""`python -m sendplan.cli` is `sendplan`."""

from sendplan.cli import app

app()
