"""Whether places are told as the standard tells them: codes with their names, at the level the row is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sendplan.measures.disclosure.screener_files import LEVELS, PLACE_NAMES, Check, Pair, Row
from sendplan.measures.disclosure.screener_verdicts import Verdict
from sendplan.records.codes import authorities, closed_authorities, folded

_UNKNOWN: Final = ("x", "z")
_NOT_AVAILABLE: Final = "not available"
_LONGEST_NAME: Final = 120
_LONGEST_CODE: Final = 30
_SHAPES: Final = {"local_enterprise_partnership": r"E37\d{6}", "pcon": r"[ENSW]\d{8}"}
# DfE tells London's authorities apart by inner and outer; their own region is London.
_LONDON: Final = {"E13000001": "inner london", "E13000002": "outer london"}
_ABOVE: Final = {"Regional": ("region_code", "region_name"), "National": ()}
_INNER: Final = PLACE_NAMES - {"country_code", "country_name", "region_code", "region_name"}


def _completed(pair: Pair) -> Iterator[str]:
    for number, row in enumerate(pair.rows, 2):
        level = row.get("geographic_level", "")
        for name in ("country_code", "country_name", *LEVELS.get(level, ())):
            if (name in pair.header or name.startswith("country")) and not row.get(name, "").strip():
                yield f"Row {number}: {level} needs its {name}."


def _overcompleted(pair: Pair) -> Iterator[str]:
    for number, row in enumerate(pair.rows, 2):
        level = row.get("geographic_level", "")
        if level not in _ABOVE:
            continue
        allowed = {"country_code", "country_name", *_ABOVE[level]}
        for name in pair.header:
            if name in PLACE_NAMES and name not in allowed and row.get(name, "").strip():
                yield f"Row {number}: {level} has a {name}; leave it empty."


def _shaped(prefix: str) -> Check:
    code, name = f"{prefix}_code", f"{prefix}_name"

    def find(pair: Pair) -> Iterator[str]:
        names: dict[str, str] = {}
        codes: dict[str, str] = {}
        for number, row in enumerate(pair.rows, 2):
            one, other = row.get(code, ""), row.get(name, "")
            if not one and not other:
                continue
            if one not in _UNKNOWN and not re.fullmatch(_SHAPES[prefix], one):
                yield f"Row {number}: “{one}” is no {code}."
            if one not in _UNKNOWN and (names.setdefault(one, other) != other or codes.setdefault(other, one) != one):
                yield f"Row {number}: {one} and {other} stand elsewhere with another name or code."

    return Verdict.FAIL, find


@cache
def _known() -> dict[str, tuple[str, str, str, str]]:
    """Each authority's name, DfE number, region and region's code, folded, by each ONS code it has had."""
    return {
        code: (_name(each.name), each.dfe_number, _name(each.region), each.region_code)
        for each in (*closed_authorities(), *authorities())
        for code in (each.ons_code, *each.other_ons_codes)
    }


def _name(text: str) -> str:
    return re.sub(r"[^a-z ]", "", folded(text).replace("&", "and"))


def _authorities(pair: Pair) -> Iterator[str]:
    for number, row in enumerate(pair.rows, 2):
        code, name, old = (row.get(each, "") for each in ("new_la_code", "la_name", "old_la_code"))
        if not (code or name or old) or code in _UNKNOWN:
            continue
        if code not in _known():
            yield f"Row {number}: “{code}” is no code of a local authority."
            continue
        right_name, right_old, region, region_code = _known()[code]
        if _name(name) != right_name or (old and old not in (right_old, "z")):
            yield f"Row {number}: {code} is {right_name}, DfE number {right_old}, and not {name}, {old}."
        given = row.get("region_code", "")
        fits = given == region_code or (given in _LONDON and region == "london")
        if given and given not in _UNKNOWN and not fits:
            yield f"Row {number}: {name} is in {region} ({region_code}), and not in {given}."


def _one_name(pair: Pair) -> Iterator[str]:
    for level, columns in LEVELS.items():
        if level in ("National", "Regional", "Local authority", "RSC region", "School", "Provider", "Institution"):
            continue
        code, name = columns[:2]
        names: dict[str, str] = {}
        for row in pair.rows:
            one, other = row.get(code, ""), row.get(name, "")
            if one and one not in _UNKNOWN and names.setdefault(one, other) != other:
                yield f"{code} {one} stands for {names[one]} and for {other}."


def _coded(pair: Pair) -> Iterator[tuple[str, Row, str, str]]:
    for columns in LEVELS.values():
        if len(columns) > 1 and columns[0] in pair.header:
            for row in pair.rows:
                yield columns[0], row, row.get(columns[0], ""), row.get(columns[1], "")


def _unknown_place(pair: Pair) -> Iterator[str]:
    for column, _, code, name in _coded(pair):
        if code in _UNKNOWN and name.casefold() != _NOT_AVAILABLE:
            yield f"{column}: “{code}” goes with the name “Not available”, and not with {name}."


def _unknown_code(pair: Pair) -> Iterator[str]:
    for column, _, code, name in _coded(pair):
        if name.casefold() == _NOT_AVAILABLE and code not in _UNKNOWN:
            yield f"{column}: “Not available” goes with the code x or z, and not with {code}."


def _looks_like_a_place(pair: Pair) -> Iterator[str]:
    words = re.compile(
        r"(?:^|_)(?:school|provider|region|la|lad|pcon|ward|trust|sponsor)_?(?:name|code|urn|id)$", re.IGNORECASE
    )
    for row in pair.of_type("Filter"):
        name = row.get("col_name", "")
        if words.search(name) and name not in PLACE_NAMES:
            yield f"{name} is a filter and reads like a place; use the standard's columns for places."


def _long(ending: tuple[str, ...], longest: int) -> Check:
    def find(pair: Pair) -> Iterator[str]:
        for name in pair.header:
            if name in _INNER and name.endswith(ending):
                for value in pair.values(name):
                    if len(value) > longest:
                        yield f"{name}: “{value}” has {len(value)} letters; keep it to {longest}."

    return Verdict.ADVISORY, find


PLACE_CHECKS: Final[dict[str, Check]] = {
    "geography_level_completed": (Verdict.FAIL, _completed),
    "overcompleted_cols": (Verdict.FAIL, _overcompleted),
    "lep_combinations": _shaped("local_enterprise_partnership"),
    "pcon_combinations": _shaped("pcon"),
    "la_combinations": (Verdict.FAIL, _authorities),
    "other_geography_code_duplicates": (Verdict.FAIL, _one_name),
    "na_geography": (Verdict.FAIL, _unknown_place),
    "na_geography_code": (Verdict.FAIL, _unknown_code),
    "geographic_catch": (Verdict.FAIL, _looks_like_a_place),
    "location_name_length": _long(("_name",), _LONGEST_NAME),
    "location_code_length": _long(("_code", "_id"), _LONGEST_CODE),
}
