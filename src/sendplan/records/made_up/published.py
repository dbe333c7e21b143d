"""The published figures of one authority, from the extract of DfE's files that stands beside the code."""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A figure that DfE gives as "x" or "z" is None.
Figures = dict[str, int | None]
FOLDER = files("sendplan.records") / "reference" / "published"


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority: ONS code, DfE's three-figure number, name and region's code."""

    code: str
    number: str
    name: str
    region: str


@cache
def authorities() -> dict[str, Authority]:
    """The authorities that DfE published figures of, by ONS code; a former one is there too."""
    text = (FOLDER / "authorities.csv").read_text(encoding="utf-8")
    return {row["code"]: Authority(**row) for row in csv.DictReader(io.StringIO(text))}


@cache
def _rows(file: str) -> dict[str, list[dict[str, str]]]:
    text = gzip.decompress((FOLDER / f"{file}.csv.gz").read_bytes()).decode()
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        found[row["new_la_code"]].append(row)
    return dict(found)


def current() -> list[Authority]:
    """The authorities of the newest year, in the order of their codes: 153 of them."""
    return [a for code, a in sorted(authorities().items()) if ("202425", "All") in _topics("caseload", code)]


@cache
def _topics(file: str, code: str) -> dict[tuple[str, str], dict[str, Figures]]:
    found: dict[tuple[str, str], dict[str, Figures]] = defaultdict(dict)
    for row in _rows(file).get(code, []):
        topic = row["breakdown_topic"]
        topic = "All" if topic.startswith("All ") or topic == "New EHC plans" else topic
        # DfE spells some breakdowns in two ways.
        breakdown = "Total" if topic == "All" else row["breakdown"].lower()
        figures = {name: int(text) if text.isdigit() else None for name, text in list(row.items())[4:]}
        found[row["time_period"], topic][breakdown] = figures
    return dict(found)


def topic(file: str, code: str, period: str, name: str) -> dict[str, Figures]:
    """The rows of one breakdown topic by breakdown, in lower case; empty where DfE published none.

    A breakdown that is not there had nobody in it.
    """
    return _topics(file, code).get((period, name), {})


def total(file: str, code: str, period: str) -> Figures:
    """The row of all, empty where DfE published none."""
    return topic(file, code, period, "All").get("Total", {})


@cache
def england(file: str, period: str) -> Figures:
    """The sum of the authorities' rows of all: for what an authority itself has no figure of."""
    summed: Figures = defaultdict(int)
    for code in _rows(file):
        for name, figure in total(file, code, period).items():
            summed[name] = (summed[name] or 0) + (figure or 0)
    return dict(summed)


def officers(code: str, year: int) -> tuple[str, str, str]:
    """Whether the area has a designated medical, clinical and social care officer: Yes, No or Recruiting."""
    for row in _rows("officers").get(code, []):
        if row["time_period"] == str(year):
            return row["dmo"] or "No", row["dco"] or "No", row["dsco"] or "No"
    return "Yes", "Yes", "No"
