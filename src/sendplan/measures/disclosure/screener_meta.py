"""Whether the companion file describes the data file as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sendplan.measures.disclosure.screener_files import OBSERVATIONAL, Check, Pair
from sendplan.measures.disclosure.screener_verdicts import Verdict

_UNITS: Final = frozenset({"", "£", "£m", "%", "pp", "numberstring", "string"})
_LONGEST_NAME: Final = 50
_WORDS: Final = frozenset(
    {
        "number",
        "count",
        "total",
        "percent",
        "percentage",
        "rate",
        "mean",
        "median",
        "average",
        "denominator",
        "numerator",
        "headcount",
        "full_time_equivalent",
        "pupil",
        "school",
        "value",
        "sum",
        "min",
        "max",
        "enrolment",
        "session",
    }
)
_STANDARD_FILTERS: Final = {"ethnicity_major", "ethnicity_minor", "ethnicity_detailed"}


def _observational(pair: Pair) -> Iterator[str]:
    for row in pair.meta_rows:
        if (name := row.get("col_name", "")) in OBSERVATIONAL:
            yield f"{name} says where or when and is not described in the companion; leave it out."


def _type(pair: Pair) -> Iterator[str]:
    for row in pair.meta_rows:
        if row.get("col_type") not in ("Filter", "Indicator"):
            yield f"{row.get('col_name')}: col_type is “{row.get('col_type')}”; write Filter or Indicator."


def _cross_check(pair: Pair) -> Iterator[str]:
    for row in pair.meta_rows:
        if row.get("col_name") not in pair.header:
            yield f"The companion describes {row.get('col_name')}, which the data file has not."


def _label(pair: Pair) -> Iterator[str]:
    for row in pair.meta_rows:
        if not row.get("label", "").strip():
            yield f"{row.get('col_name')} has no label."


def _duplicate_label(pair: Pair) -> Iterator[str]:
    labels = [row.get("label", "") for row in pair.meta_rows]
    for label in labels:
        if labels.count(label) > 1:
            yield f"The label “{label}” is used {labels.count(label)} times; give each column its own."


def _only_for_filters(field: str) -> Check:
    def find(pair: Pair) -> Iterator[str]:
        for row in pair.of_type("Indicator"):
            if row.get(field, "") not in ("", "NA"):
                yield f"{row.get('col_name')}: {field} is for filters; leave it empty."

    return Verdict.FAIL, find


def _only_for_indicators(field: str) -> Check:
    def find(pair: Pair) -> Iterator[str]:
        for row in pair.of_type("Filter"):
            if row.get(field, ""):
                yield f"{row.get('col_name')}: {field} is for indicators; leave it empty."

    return Verdict.FAIL, find


def _groups(pair: Pair) -> list[str]:
    return [name for row in pair.of_type("Filter") if (name := row.get("filter_grouping_column", ""))]


def _group_is_filter(pair: Pair) -> Iterator[str]:
    described = {row.get("col_name", "") for row in pair.meta_rows}
    for name in _groups(pair):
        if name not in described:
            yield f"{name} groups a filter and is not described in the companion as a filter itself."


def _group_twice(pair: Pair) -> Iterator[str]:
    groups = _groups(pair)
    for name in groups:
        if groups.count(name) > 1:
            yield f"{name} groups {groups.count(name)} filters; let it group one."


def _group_there(pair: Pair) -> Iterator[str]:
    for name in _groups(pair):
        if name not in pair.header:
            yield f"The data file has no column {name} to group by."


def _stripped(pair: Pair) -> Iterator[str]:
    groups = {row.get("indicator_grouping", "") for row in pair.of_type("Indicator")}
    plain: dict[str, str] = {}
    for group in sorted(groups):
        bare = re.sub(r"[^a-z0-9]", "", group.casefold())
        if plain.setdefault(bare, group) != group:
            yield f"“{plain[bare]}” and “{group}” differ by spaces or marks alone; write one."


def _unit(pair: Pair) -> Iterator[str]:
    for row in pair.of_type("Indicator"):
        if row.get("indicator_unit", "") not in _UNITS:
            yield f"{row.get('col_name')}: “{row.get('indicator_unit')}” is no unit; write £, £m, %, pp or nothing."


def _places(pair: Pair) -> Iterator[str]:
    for row in pair.of_type("Indicator"):
        if (places := row.get("indicator_dp", "")) and not places.isdigit():
            yield f"{row.get('col_name')}: “{places}” is no number of decimal places."


def _dictionary(pair: Pair) -> Iterator[str]:
    """A name says what it is in the words of DfE's data dictionary."""
    for name in pair.names_of("Indicator"):
        if not _WORDS & set(name.split("_")[-1:]) and name not in _WORDS and not name.endswith(("_fte", "_percent")):
            yield f"{name} does not end as DfE's data dictionary names a figure, with count, percent, rate or the like."
    for name in pair.names_of("Filter"):
        if name.endswith("_group"):
            yield f"{name} is not in DfE's data dictionary; a filter's own name says what it is."


def _smushed(pair: Pair) -> Iterator[str]:
    """An indicator whose name begins with another's is that one for a group: the group belongs in a filter."""
    names = pair.names_of("Indicator")
    for name in names:
        smushed = [each for each in names if each.startswith(f"{name}_") and _is_a_group(each[len(name) + 1 :])]
        if smushed and not pair.of_type("Filter"):
            yield f"{', '.join(smushed)}: are {name} by group; put the groups in a filter, a row each."


def _is_a_group(text: str) -> bool:
    return bool(re.search(r"male|female|white|asian|black|mixed|other|total|year|age|sen|fsm", text))


def _long_names(pair: Pair) -> Iterator[str]:
    for name in pair.header:
        if len(name) > _LONGEST_NAME:
            yield f"{name} has {len(name)} letters; keep names to {_LONGEST_NAME}."


def _standard_headers(pair: Pair) -> Iterator[str]:
    for name in pair.names_of("Filter"):
        if "ethnic" in name and name not in _STANDARD_FILTERS:
            yield f"{name}: the standard's names are {', '.join(sorted(_STANDARD_FILTERS))}."


META_CHECKS: Final[dict[str, Check]] = {
    "ob_unit_meta": (Verdict.FAIL, _observational),
    "col_type": (Verdict.FAIL, _type),
    "variable_cross_check": (Verdict.FAIL, _cross_check),
    "label": (Verdict.FAIL, _label),
    "duplicate_label": (Verdict.FAIL, _duplicate_label),
    "filter_hint": _only_for_filters("filter_hint"),
    "filter_group": _only_for_filters("filter_grouping_column"),
    "filter_group_match": (Verdict.FAIL, _group_there),
    "filter_group_is_filter": (Verdict.WARNING, _group_is_filter),
    "filter_group_duplicate": (Verdict.FAIL, _group_twice),
    "indicator_grouping": _only_for_indicators("indicator_grouping"),
    "indicator_group_stripped": (Verdict.FAIL, _stripped),
    "filter_unit": _only_for_indicators("indicator_unit"),
    "indicator_unit": (
        Verdict.FAIL,
        lambda pair: iter([*_unit(pair), *_only_for_indicators("indicator_unit")[1](pair)]),
    ),
    "indicator_dp": (Verdict.FAIL, lambda pair: iter([*_places(pair), *_only_for_indicators("indicator_dp")[1](pair)])),
    "check_data_dictionary_col_name": (Verdict.ADVISORY, _dictionary),
    "indicators_smushed": (Verdict.FAIL, _smushed),
    "variable_name_length": (Verdict.ADVISORY, _long_names),
    "standard_filter_headers": (Verdict.ADVISORY, _standard_headers),
}
