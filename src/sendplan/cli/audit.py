"""`sendplan audit verify` and `sendplan audit checkpoint`: is the audit trail what was written, and none of it gone?"""

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from sendplan.access.chain import Checkpoint
from sendplan.cli import application

audit = typer.Typer(no_args_is_help=True, help="The audit trail: check it, and keep word elsewhere of how it stands.")

UNSOUND, NOT_CHECKED = 1, 2


@audit.command()
def verify(
    checkpoint: Annotated[
        Path | None, typer.Option(help="What `sendplan audit checkpoint` printed earlier, kept somewhere else.")
    ] = None,
) -> None:
    """Check every entry. Ends with 0 when the trail is sound, 1 when it is not, 2 when it could not be checked."""
    kept = None if checkpoint is None else _read(checkpoint)
    with application.ready(NOT_CHECKED):
        from sendplan.access import queries  # needs Django set up

        verdict = queries.verify_audit(kept)
    typer.echo(verdict.sentence, err=not verdict.sound)
    if not verdict.sound:
        raise typer.Exit(UNSOUND)


@audit.command()
def checkpoint() -> None:
    """Print how the trail stands now. Keep it where nobody who can reach the database can: paper will do.

    The trail is checked first: word of one that is not sound already would be worth nothing.
    """
    with application.ready(NOT_CHECKED):
        from sendplan.access import queries  # needs Django set up

        verdict = queries.verify_audit()
        found = queries.audit_checkpoint()
    if not verdict.sound:
        typer.echo(f"No checkpoint: {verdict.sentence}", err=True)
        raise typer.Exit(UNSOUND)
    taken = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    typer.echo(json.dumps({"seq": found.seq, "head": found.head, "count": found.count, "taken": taken}))


def _read(path: Path) -> Checkpoint:
    try:
        with path.open(encoding="utf-8") as file:
            kept = json.loads(file.read(10_000))
    except OSError as reason:
        _give_up(f"{path} cannot be read: {reason.strerror}.")
    except ValueError:
        _give_up(f"{path} is not a checkpoint: it should hold the one line that `sendplan audit checkpoint` printed.")
    for name, kind in (("seq", int), ("head", str), ("count", int)):
        value = kept.get(name) if isinstance(kept, dict) else None
        if type(value) is not kind:
            _give_up(f"{path} is not a checkpoint: its “{name}” is {value!r}. Use the line as it was printed.")
    return Checkpoint(seq=kept["seq"], head=kept["head"], count=kept["count"])


def _give_up(sentence: str) -> NoReturn:
    application.give_up(sentence, NOT_CHECKED)
