"""``sendplan convert PLAN --as docx --out FILE``: any plan that can be read, written out in another form."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

__all__ = ["convert", "write_whole"]

_LONG = 1_000_000
"""Bytes of a plan from which reading it takes long enough to say so."""


def convert(
    plan: Annotated[Path, typer.Argument(help="The plan: text, HTML, Word (.docx), Excel (.xlsx), PDF, CSV or JSON.")],
    kind: Annotated[Literal["docx", "xlsx", "html", "json"], typer.Option("--as", help="The form to write.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write a plan out as Word, Excel, a web page or JSON, so that it reads back as the same plan."""
    from sendplan.cli.application import today
    from sendplan.formats import Unreadable
    from sendplan.formats.unwritable import Unwritable
    from sendplan.plan.exports import exported
    from sendplan.plan_reader.read import read_file

    if out.exists() and not force:
        _refuse(f"{out.name} is there already: choose another name, or add --force to write over it.")
    if out.is_dir() or not out.parent.is_dir():
        _refuse(f"{out} is no file that can be written: name a file in a folder that is there.")
    try:
        if plan.is_file() and plan.stat().st_size > _LONG:
            typer.echo(f"Reading {plan.name}, which is long", err=True)
        draft, _ = read_file(plan)
        data = exported(draft, kind, today=today())
        write_whole(out, data)
    except (Unreadable, Unwritable) as refused:
        _refuse(str(refused))
    except OSError as error:
        _refuse(f"{out} cannot be written: {error.strerror or error}; choose a folder that you may write in.")
    left = 0 if kind == "json" else len(draft.unplaced)
    note = f" {left} pieces of its text found no place in the plan and are not in it." if left else ""
    typer.echo(
        f"Wrote {out} ({len(data):,} bytes): {len(draft.actions)} actions, {len(draft.kpis)} KPIs.{note}", err=True
    )


def write_whole(out: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises ``OSError``, and leaves what was there as it was."""
    handle, name = tempfile.mkstemp(prefix=f".{out.name[:40]}.", dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
