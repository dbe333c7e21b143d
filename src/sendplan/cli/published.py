"""``sendplan published FILE``: DfE's figures as they were loaded, in one version of one release."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from sendplan.cli.application import give_up
from sendplan.cli.load import Area, store_of


def published(
    file: Annotated[str, typer.Argument(help="DfE's file without its ending, such as annual_reviews.")],
    area: Area = "",
    release: Annotated[str, typer.Option(help="The release's reporting year; else the newest loaded.")] = "",
    version: Annotated[str, typer.Option(help="The day of the version; else the newest of the release.")] = "",
    code: Annotated[str, typer.Option("--area-code", help="An area's nine-character code, such as E92000001.")] = "",
    indicator: Annotated[str, typer.Option(help="The column's name.")] = "",
    period: Annotated[str, typer.Option(help="DfE's time_period, such as 2024 or 202425.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
) -> None:
    """Show DfE's figures, of one version of one release; with --area those that the area loaded for itself."""
    import msgspec

    from sendplan.records.figures import figures
    from sendplan.records.store import StoreError

    try:
        day = dt.date.fromisoformat(version) if version else None
    except ValueError:
        give_up(f"--version is “{version}”, which is no day: write it as 2025-07-01.", 2)
    asked = {"area_code": code, "indicator": indicator.casefold(), "period": period}
    try:
        reader = store_of(area, not area).reader()
        found = figures(
            reader,
            file,
            {name: value for name, value in asked.items() if value},
            release=release or None,
            version=day,
        )
    except StoreError as refused:
        give_up(str(refused), 2)
    held = reader.editions(file)
    if found is None:
        if held:
            give_up(f"{file} was not loaded in that version. Loaded: {'; '.join(map(str, held))}.")
        known = sorted({name for load in reader.loads for name in load.figures})
        give_up(f"{file} was not loaded. Loaded of DfE's files: {', '.join(known) or 'none'}.")
    edition, rows = found
    if not rows:
        give_up(f"{file}, {edition}, has no such figure: check the area's code, the column's name and the period.")
    if as_json:
        # Exact figures are text, as everywhere here.
        said = {"file": file, "edition": edition, "figures": rows}
        typer.echo(msgspec.json.format(msgspec.json.encode(said), indent=2).decode())
        return
    typer.echo(f"DfE, {file}: {edition}")
    for row in rows:
        split = row.topic if row.topic == row.breakdown else f"{row.topic}, {row.breakdown}"
        typer.echo(f"  {row.period}  {row.area_code or row.level}  {split}: {row.indicator} {row.words}")
    others = [str(each) for each in held if each != edition]
    if others:
        typer.echo(f"Also loaded, and not counted here: {'; '.join(others)}.")
