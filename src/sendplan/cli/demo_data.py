"""``sendplan demo-data``: records of a made-up area, in every form that records come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

__all__ = ["demo_data"]

_FORMS = ("xml", "collect", "template", "supplier", "feeds")


def demo_data(
    out: Annotated[Path, typer.Option("--out", help="The folder to write to: a new or an empty one.")],
    area_code: Annotated[
        str, typer.Option("--area-code", help="The ONS code of the authority whose published figures are met.")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another area.")] = 1,
    years: Annotated[str, typer.Option("--years", help="Census years, as 2025 or 2023-2025.")] = "2023-2025",
    forms: Annotated[str, typer.Option("--forms", help="Which forms, with commas.")] = ",".join(_FORMS),
    faults: Annotated[bool, typer.Option("--faults", help="Plant faults, and list them in faults.csv.")] = False,
    scale: Annotated[Literal["area", "england"], typer.Option("--scale", help="england: every authority.")] = "area",
) -> None:
    """Make records of nobody, whose counts are the figures that DfE published for an authority."""
    from sendplan.records.made_up.folder import write_area
    from sendplan.records.made_up.published import authorities, current

    wanted = _years(years)
    chosen = tuple(dict.fromkeys(form.strip() for form in forms.split(",") if form.strip()))
    unknown = [form for form in chosen if form not in _FORMS]
    if unknown or not chosen:
        _refuse(f"“{', '.join(unknown) or forms}” is no form: choose among {', '.join(_FORMS)}.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        _refuse(f"{out} is there already and holds something: name a new folder.")
    if scale == "england":
        if area_code:
            _refuse("Give --area-code or --scale england, not both.")
        areas = current()
    elif area_code not in authorities():
        _refuse(f"“{area_code}” is not the ONS code of an authority in DfE's figures, such as E10000014.")
    else:
        areas = [authorities()[area_code]]
    for n, authority in enumerate(areas, 1):
        if len(areas) > 1:
            typer.echo(f"{n} of {len(areas)}: {authority.name}", err=True)
        folder = out / authority.code if len(areas) > 1 else out
        try:
            write_area(authority, seed, folder, wanted, chosen, faults, lambda what: typer.echo(what, err=True))
        except ValueError as reason:
            _refuse(f"{reason}.")
        except OSError as error:
            _refuse(f"{folder} cannot be written: {error.strerror or error}.")
    typer.echo(f"Wrote {out}: nobody in it is real.", err=True)


def _years(text: str) -> tuple[int, ...]:
    from sendplan.records.made_up.rows import YEARS

    first, _, last = text.partition("-")
    if (
        not (first.isdecimal() and (last or first).isdecimal())
        or not YEARS[0] <= int(first) <= int(last or first) <= YEARS[-1]
    ):
        _refuse(f"“{text}” are no years to make: DfE's figures reach from {YEARS[0]} to {YEARS[-1]}; write 2023-2025.")
    return tuple(range(int(first), int(last or first) + 1))


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
