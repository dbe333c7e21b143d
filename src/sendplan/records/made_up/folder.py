"""A made-up area as files in a folder."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from sendplan.records.made_up.area import Area, Streams, make
from sendplan.records.made_up.faults import plant
from sendplan.records.made_up.feeds import write_feeds
from sendplan.records.made_up.forms import write_collect, write_supplier, write_template, write_xml
from sendplan.records.made_up.published import Authority
from sendplan.records.made_up.returns import Return


def write_area(
    authority: Authority,
    seed: int,
    folder: Path,
    years: Sequence[int],
    forms: Sequence[str],
    faults: bool,
    say: Callable[[str], None],
) -> Area:
    """Make an area and write its files. The same arguments give the same bytes.

    Raises ValueError where DfE published no figures to make it to, OSError where a file cannot be written.
    """
    area = make(authority, seed, years, say)
    folder.mkdir(parents=True, exist_ok=True)
    _establishments(area, folder / "establishments.csv")
    planted = []
    for year, made in area.returns.items():
        if faults:
            planted += plant(made, Streams(seed, authority.code).named(f"faults {year}"))
        say(f"{authority.name}: writing the return of {year}")
        _write(made, folder, forms)
    if faults:
        with (folder / "faults.csv").open("w", encoding="utf-8", newline="") as out:
            lines = csv.writer(out, lineterminator="\n")
            lines.writerow(["year", "module", "row", "rule", "severity", "column"])
            lines.writerows(planted)
    if "feeds" in forms:
        write_feeds(area, Streams(seed, authority.code), folder / "feeds")
    with (folder / "missed.csv").open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["year", "breakdown", "missed"])
        lines.writerows([year, name, many] for year, of in sorted(area.missed.items()) for name, many in of.items())
    return area


def _write(made: Return, folder: Path, forms: Sequence[str]) -> None:
    if "xml" in forms:
        write_xml(made, folder / f"sen2-{made.year}.xml")
    if "collect" in forms:
        write_collect(made, folder / f"collect-{made.year}")
    if "template" in forms:
        write_template(made, folder / f"sen2-{made.year}-template.xlsx")
    if "supplier" in forms:
        write_supplier(made, folder / f"sen2-{made.year}-supplier.xlsx")


def _establishments(area: Area, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["urn", "ukprn", "name", "type"])
        seen = set()
        for place in area.establishments.all():
            if place.ukprn not in seen:
                lines.writerow([place.urn, place.ukprn, place.name, place.type])
            seen.add(place.ukprn)
