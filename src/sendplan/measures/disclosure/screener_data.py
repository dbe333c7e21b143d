"""Whether the rows of a data file say what they say once, in the standard's symbols and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sendplan.measures.disclosure.screener_files import FOUR_FIGURES, OBSERVATIONAL, SIX_FIGURES, Check, Pair
from sendplan.measures.disclosure.screener_verdicts import Verdict

_MIXED: Final = "Mixed / Multiple ethnic groups"
_ASIAN: Final = "Asian / Asian British"
_BLACK: Final = "Black / African / Caribbean / Black British"
# DfE's standard follows the Government Statistical Service's harmonised groups.
ETHNICITY: Final[dict[str, tuple[str, ...]]] = {
    "Total": ("Total",),
    "White": (
        "Total",
        "English / Welsh / Scottish / Northern Irish / British",
        "Irish",
        "Gypsy or Irish Traveller",
        "Roma",
        "Any other White background",
    ),
    _MIXED: (
        "Total",
        "White and Black Caribbean",
        "White and Black African",
        "White and Asian",
        "Any other Mixed / Multiple ethnic background",
    ),
    _ASIAN: ("Total", "Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"),
    _BLACK: ("Total", "African", "Caribbean", "Any other Black / African / Caribbean background"),
    "Other ethnic group": ("Total", "Arab", "Any other ethnic group"),
    "Unknown": ("Unknown",),
}
_EMPTY_WORDS: Final = frozenset({"null", "na", "n/a", "nan", "#n/a", "#ref!", "#value!"})
_OBSOLETE: Final = frozenset({"~", ":", ".", "..", "-", "*"})


def _plain(value: str) -> str:
    return value.replace(" / ", "/")


_MAJOR: Final = frozenset(map(_plain, ETHNICITY))
_MINOR: Final = frozenset(_plain(each) for minor in ETHNICITY.values() for each in minor)


def _duplicate_rows(pair: Pair) -> Iterator[str]:
    figures = set(pair.names_of("Indicator"))
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(pair.rows, 2):
        told = tuple(value for name, value in row.items() if name not in figures)
        if told in seen:
            yield f"Row {number} has the same place, time and filters as an earlier one."
        seen.add(told)


def _observational_total(pair: Pair) -> Iterator[str]:
    for name in pair.header:
        if name in OBSERVATIONAL and any(v.casefold() in ("total", "all") for v in pair.values(name)):
            yield f"{name}: leave what does not apply empty, and do not write “Total”."


def _null(pair: Pair) -> Iterator[str]:
    for where, rows in ((pair.name, pair.rows), ("The companion file", pair.meta_rows)):
        for number, row in enumerate(rows, 2):
            for name, value in row.items():
                if value.strip().casefold() in _EMPTY_WORDS:
                    yield f"{where}: row {number}, {name}: “{value}” is no value; leave it empty or use a symbol."


def _obsolete(pair: Pair) -> Iterator[str]:
    for name in pair.names_of("Indicator"):
        for value in pair.values(name):
            if value in _OBSOLETE:
                yield f"{name}: the symbol “{value}” is no longer used; write c, z, x, u or low."


def _symbols(pair: Pair) -> Iterator[str]:
    for name in pair.names_of("Indicator"):
        if any(not value.strip() for value in pair.values(name)):
            yield f"{name}: has empty cells; use a symbol to say why there is no figure."


def _time_period(pair: Pair) -> Iterator[str]:
    lengths = {(row.get("time_period", ""), row.get("time_identifier", "")) for row in pair.rows}
    for period, identifier in sorted(lengths):
        length = 4 if identifier in FOUR_FIGURES else 6 if identifier in SIX_FIGURES else 0
        if length and not (period.isdigit() and len(period) == length):
            yield f"{identifier} “{period}”: write {length} figures, such as {'2024' if length == 4 else '202425'}."
        elif length == 6 and int(period[4:]) != (int(period[:4]) + 1) % 100:
            yield f"{identifier} “{period}”: the second year does not follow the first."


def _spaces(pair: Pair) -> Iterator[str]:
    for name in (*pair.header, *(row.get("col_name", "") for row in pair.meta_rows)):
        if any(letter.isspace() for letter in name):
            yield f"The column name “{name}” has a space; use an underscore."


def _whitespace(pair: Pair) -> Iterator[str]:
    for name in pair.names_of("Filter"):
        for value in pair.values(name):
            if value != value.strip():
                yield f"{name}: “{value}” begins or ends with a space."


def _ethnicity(pair: Pair) -> Iterator[str]:
    for name, values in (("ethnicity_major", _MAJOR), ("ethnicity_minor", _MINOR)):
        for value in pair.values(name) if name in pair.header else ():
            if _plain(value) not in values:
                yield f"{name}: “{value}” is not in the standard list of groups."


def _characteristic(pair: Pair) -> Iterator[str]:
    for row in pair.rows:
        group, value = row.get("characteristic_group", ""), row.get("characteristic", "")
        if "ethnic" not in group.casefold():
            continue
        values = {"major": _MAJOR, "minor": _MINOR}.get(group.casefold().rsplit(" ", 1)[-1], _MAJOR | _MINOR)
        if _plain(value) not in values:
            yield f"characteristic: “{value}” under “{group}” is not in the standard list of groups."


DATA_CHECKS: Final[dict[str, Check]] = {
    "duplicate_rows": (Verdict.FAIL, _duplicate_rows),
    "observational_total": (Verdict.FAIL, _observational_total),
    "null": (Verdict.FAIL, _null),
    "obsolete_symbols": (Verdict.ADVISORY, _obsolete),
    "no_data_symbols": (Verdict.ADVISORY, _symbols),
    "time_period": (Verdict.FAIL, _time_period),
    "col_name_spaces": (Verdict.FAIL, _spaces),
    "whitespace_filters": (Verdict.FAIL, _whitespace),
    "ethnicity_values": (Verdict.ADVISORY, _ethnicity),
    "ethnicity_characteristic_values": (Verdict.ADVISORY, _characteristic),
}
