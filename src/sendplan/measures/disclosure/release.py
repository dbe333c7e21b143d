"""A release: a frozen folder of files, each with its digest, that says all there is to say and is never changed."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from sendplan.measures import period as periods
from sendplan.measures.disclosure.coarsen import Cleared, clear
from sendplan.measures.disclosure.open_data import pair
from sendplan.measures.disclosure.profile import HIDDEN, NHS_5_7, PROFILES, WORDS, Profile
from sendplan.measures.disclosure.published import PublishedTable, Shown
from sendplan.measures.disclosure.screener import screen
from sendplan.measures.disclosure.screener_verdicts import Verdict as Screened
from sendplan.measures.disclosure.solver import ENOUGH
from sendplan.measures.disclosure.table import Category, Dimension, Geography, Kind, Table

REPORT: Final = "report.json"
TABLES: Final = "tables.json"
DIGESTS: Final = "SHA256SUMS"
SIGNATURE: Final = "SHA256SUMS.hmac"


class ReleaseError(ValueError):
    """A release that cannot be written or read: one sentence, with what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """A written release. `digest`: SHA-256, in hexadecimal, of its list of files and their digests."""

    folder: Path
    digest: str
    made_on: date
    profile: Profile
    tables: tuple[PublishedTable, ...]
    report: Mapping[str, Any]


def write(
    tables: Sequence[Table],
    out: Path,
    *,
    made_on: date,
    profile: Profile = NHS_5_7,
    earlier: Sequence[Release] = (),
    key: bytes | None = None,
) -> Release:
    """Make `tables` safe, the gate looking at `earlier` releases too, and write them to the new folder `out`.

    `earlier`: every release already out of the same measures, oldest first. `key`: signs the list of digests, so that
    only its holder can have written it. All of the folder is written, or none. Raises ReleaseError where `out` is there
    already, where nothing is safe to publish, and where a pair of files would be refused by DfE's rules.
    """
    if out.exists():
        raise ReleaseError(f"{out}: is there already, and a release is never changed; give a folder that is not.")
    cleared = clear(tables, profile, [release.tables for release in earlier])
    if not cleared.tables or not cleared.verdict.is_safe:
        raise ReleaseError(f"{out}: no table is safe to publish; count over longer periods or larger groups.")
    files = _files(cleared, made_on, profile, earlier)
    listing = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
    files[DIGESTS] = listing
    if key is not None:
        files[SIGNATURE] = (hmac.new(key, listing, hashlib.sha256).hexdigest() + "\n").encode()
    _put(files, out)
    return read(out, key=key)


def read(folder: Path, *, key: bytes | None = None) -> Release:
    """A release that was written, if every file is as it was. Raises ReleaseError naming the file that is not."""
    try:
        listing = (folder / DIGESTS).read_bytes()
        for line in listing.decode().splitlines():
            digest, _, name = line.partition("  ")
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise ReleaseError(f"{folder / name}: is not as it was published; restore the file from the release.")
        signature = (folder / SIGNATURE).read_text() if key is not None else ""
        report = json.loads((folder / REPORT).read_bytes())
        tables = tuple(_table(each) for each in json.loads((folder / TABLES).read_bytes()))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReleaseError(f"{folder}: is no whole release ({error}); give a folder that publishing wrote.") from error
    if key is not None and not hmac.compare_digest(
        signature.strip(), hmac.new(key, listing, hashlib.sha256).hexdigest()
    ):
        raise ReleaseError(f"{folder}: was not signed with this key; check which key, or whose release this is.")
    made_on, profile = date.fromisoformat(report["made_on"]), PROFILES[report["profile"]]
    return Release(folder, hashlib.sha256(listing).hexdigest(), made_on, profile, tables, report)


def _files(cleared: Cleared, made_on: date, profile: Profile, earlier: Sequence[Release]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for table in cleared.tables:
        both = pair(table)
        data, meta = both[f"{table.name}.csv"], both[f"{table.name}.meta.csv"]
        refused = [each for each in screen(f"{table.name}.csv", data, meta) if each.verdict is Screened.FAIL]
        if refused:
            raise ReleaseError(f"{table.name}.csv: {refused[0].check}: {refused[0].reason}")
        files.update(both)
    files[TABLES] = _json([_as_data(table) for table in cleared.tables])
    files[REPORT] = _json(_report(cleared, made_on, profile, earlier))
    return files


def _report(cleared: Cleared, made_on: date, profile: Profile, earlier: Sequence[Release]) -> dict[str, Any]:
    cells = [shown for table in cleared.tables for cell in table.cells.values() for shown in cell.symbols]
    return {
        "made_on": made_on.isoformat(),
        "profile": profile.name,
        "hidden_to": profile.hidden_to,
        "rounded_to": profile.base,
        "cells": len(cells),
        "hidden_cells": cells.count(HIDDEN),
        "counts_solved": cleared.verdict.hidden + cleared.verdict.implied,
        "hidden_counts": cleared.verdict.hidden,
        "fewest_values_open_to_a_hidden_count": max(ENOUGH, cleared.verdict.narrowest)
        if cleared.verdict.hidden
        else None,
        "earlier_releases": [release.digest for release in earlier],
        "changed_since_earlier_release": list(cleared.verdict.changed_since),
        "steps": list(cleared.steps),
        "withheld": list(cleared.withheld),
        "symbols": WORDS,
        "note": "Totals are rounded from true totals and may not be the sum of what is shown.",
    }


def _as_data(table: PublishedTable) -> dict[str, Any]:
    area = table.geography
    return {
        "name": table.name,
        "measure": table.measure,
        "title": table.title,
        "kind": table.kind.value,
        "flow": table.flow,
        "unit": table.unit,
        "per": table.per,
        "within": table.within,
        "area": [area.region_code, area.region_name, area.old_la_code, area.new_la_code, area.la_name],
        "dimensions": [
            {"name": d.name, "label": d.label, "categories": [[c.label, list(c.parts)] for c in d.categories]}
            for d in table.dimensions
        ],
        "cells": [
            [str(period), list(groups), cell.base, cell.met, cell.value]
            for (period, groups), cell in table.cells.items()
        ],
    }


def _table(data: Mapping[str, Any]) -> PublishedTable:
    dimensions = tuple(
        Dimension(d["name"], d["label"], tuple(Category(label, tuple(parts)) for label, parts in d["categories"]))
        for d in data["dimensions"]
    )
    cells = {
        (periods.read(when), tuple(groups)): Shown(base, met, value) for when, groups, base, met, value in data["cells"]
    }
    return PublishedTable(
        name=data["name"],
        measure=data["measure"],
        title=data["title"],
        kind=Kind(data["kind"]),
        dimensions=dimensions,
        geography=Geography(*data["area"]),
        cells=cells,
        flow=data["flow"],
        unit=data["unit"],
        per=data["per"],
        within=data["within"],
    )


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _put(files: Mapping[str, bytes], out: Path) -> None:
    """Write beside the place and move there, so that nobody ever sees half a release."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, content in files.items():
            with (beside / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        beside.chmod(0o755)
        beside.rename(out)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
