"""Whether a pair of files is one at all: names, characters, the columns there must be, periods and levels."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sendplan.measures.disclosure.open_data import META_COLUMNS, MONTHS
from sendplan.measures.disclosure.screener_verdicts import Verdict

MANDATORY: Final = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")
LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "National": ("country_code", "country_name"),
    "Regional": ("region_code", "region_name"),
    "Local authority": ("new_la_code", "la_name", "old_la_code"),
    "Local authority district": ("lad_code", "lad_name"),
    "RSC region": ("rsc_region_lead_name",),
    "Parliamentary constituency": ("pcon_code", "pcon_name"),
    "Local skills improvement plan area": ("lsip_code", "lsip_name"),
    "Local enterprise partnership": ("local_enterprise_partnership_code", "local_enterprise_partnership_name"),
    "English devolved area": ("english_devolved_area_code", "english_devolved_area_name"),
    "Opportunity area": ("opportunity_area_code", "opportunity_area_name"),
    "Ward": ("ward_code", "ward_name"),
    "MAT": ("trust_id", "trust_name"),
    "Sponsor": ("sponsor_id", "sponsor_name"),
    "School": ("school_urn", "school_name", "school_laestab"),
    "Provider": ("provider_ukprn", "provider_name"),
    "Institution": ("institution_id", "institution_name"),
    "Planning area": ("planning_area_code", "planning_area_name"),
    "Police force area": ("pfa_code", "pfa_name"),
}
PLACE_NAMES: Final = frozenset(name for names in LEVELS.values() for name in names)
OBSERVATIONAL: Final = frozenset({*MANDATORY, *PLACE_NAMES})
FOUR_FIGURES: Final = frozenset(
    {"Calendar year", "Reporting year", *MONTHS, *(f"Week {n}" for n in range(1, 54))}
    | {f"Calendar year Q{n}" for n in range(1, 5)}
    | {f"Part {n} (April to {end})" for n, end in ((1, "September"), (2, "March"))}
)
SIX_FIGURES: Final = frozenset(
    {f"{kind} year{part}" for kind in ("Academic", "Financial", "Tax") for part in ("", " Q1", " Q2", " Q3", " Q4")}
    | {"Autumn term", "Spring term", "Summer term", "Autumn and spring term"}
)
Check = tuple[Verdict, Callable[["Pair"], Iterator[str]]]
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A data file and its companion, read: the header and the rows of each. `None` where there is no companion."""

    name: str
    data: bytes
    meta: bytes | None
    header: Sequence[str]
    rows: Sequence[Row]
    meta_header: Sequence[str]
    meta_rows: Sequence[Row]

    def of_type(self, kind: str) -> list[Row]:
        """The companion's rows for the filters or for the indicators."""
        return [row for row in self.meta_rows if row.get("col_type", "").casefold() == kind.casefold()]

    def names_of(self, kind: str) -> list[str]:
        return [row.get("col_name", "") for row in self.of_type(kind)]

    def values(self, column: str) -> list[str]:
        """A column's values in the order they first stand."""
        return list(dict.fromkeys(row.get(column, "") for row in self.rows))


def pair_of(name: str, data: bytes, meta: bytes | None) -> Pair:
    """Both files read, whatever they hold."""
    header, rows = _read(data)
    meta_header, meta_rows = _read(meta or b"")
    return Pair(name, data, meta, header, rows, meta_header, meta_rows)


def _read(content: bytes) -> tuple[list[str], list[Row]]:
    text = content.decode("utf-8-sig", errors="replace").replace("\0", "")
    lines = [line for line in csv.reader(io.StringIO(text, newline="")) if any(line)]
    if not lines:
        return [], []
    header = lines[0]
    return header, [dict(zip(header, [*line, *[""] * (len(header) - len(line))], strict=False)) for line in lines[1:]]


def _naming(pair: Pair) -> Iterator[str]:
    if pair.meta is None:
        yield f"{pair.name}: has no companion {pair.name.removesuffix('.csv')}.meta.csv."
    if not re.fullmatch(r"[a-z0-9_-]+\.csv", pair.name):
        yield f"{pair.name}: name files in lower case, with digits, hyphens and underscores, and .csv at the end."


def _meta_rows(pair: Pair) -> Iterator[str]:
    if not pair.meta_rows:
        yield "The companion file describes no column."


def _empty_columns(pair: Pair) -> Iterator[str]:
    for name in pair.header:
        if not name or not any(row.get(name) for row in pair.rows):
            yield f"The column {name or 'without a name'} is empty; leave it out."


def _mandatory(pair: Pair) -> Iterator[str]:
    for name in MANDATORY:
        if name not in pair.header:
            yield f"The column {name} is missing."


def _meta_mandatory(pair: Pair) -> Iterator[str]:
    for name in META_COLUMNS:
        if name not in pair.meta_header:
            yield f"The companion's column {name} is missing."


def _invalid_meta(pair: Pair) -> Iterator[str]:
    for name in pair.meta_header:
        if name not in META_COLUMNS:
            yield f"The companion's column {name} is not one of the standard's; leave it out."


def _time_identifier(pair: Pair) -> Iterator[str]:
    for value in pair.values("time_identifier"):
        if value not in FOUR_FIGURES | SIX_FIGURES:
            yield f"“{value}” is no time_identifier; write for example “Academic year”."


def _level(pair: Pair) -> Iterator[str]:
    for value in pair.values("geographic_level"):
        if value not in LEVELS:
            yield f"“{value}” is no geographic_level; write for example “National”."


def _duplicate_names(pair: Pair) -> Iterator[str]:
    for name in pair.header:
        if pair.header.count(name) > 1:
            yield f"There are {pair.header.count(name)} columns called {name}."


def _utf8(pair: Pair) -> Iterator[str]:
    for name, content in ((pair.name, pair.data), ("The companion file", pair.meta or b"")):
        try:
            broken = "\ufffd" in content.decode("utf-8-sig")
        except UnicodeDecodeError:
            broken = True
        if broken:
            yield f"{name}: is not UTF-8, or has characters that were lost; save it as UTF-8."


FILE_CHECKS: Final[dict[str, Check]] = {
    "naming_convention": (Verdict.FAIL, _naming),
    "meta_empty_rows": (Verdict.FAIL, _meta_rows),
    "data_empty_cols": (Verdict.FAIL, _empty_columns),
    "data_mandatory_cols": (Verdict.FAIL, _mandatory),
    "meta_mandatory_cols": (Verdict.FAIL, _meta_mandatory),
    "invalid_meta_cols": (Verdict.FAIL, _invalid_meta),
    "time_identifier": (Verdict.FAIL, _time_identifier),
    "geographic_level": (Verdict.FAIL, _level),
    "duplicate_variable_names": (Verdict.FAIL, _duplicate_names),
    "utf8": (Verdict.FAIL, _utf8),
}
