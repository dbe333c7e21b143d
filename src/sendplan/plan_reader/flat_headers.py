"""Header rows flattened to one line, such as "Ref Action Outcome By when Owner"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendplan.plan_reader import dates
from sendplan.plan_reader.columns import STEP, Column, Columns, header_row, told_apart
from sendplan.plan_reader.header_words import FIELD_WORDS, Field
from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.measure_pairs import flat_kpi_labels

__all__ = ["flat_header"]

_WORDS = dict(FIELD_WORDS)
_FLAT_FIELDS: tuple[Field, ...] = (
    "ref",
    "action",
    "outcome",
    "due",
    "owner",
    "lead",
    "accountable",
    "status",
    "update",
    "start",
    "other",
)
_FLAT_ACTION = {field: re.compile(rf"(?:{_WORDS[field]})(?=[\s/&,?:*]|$)", re.IGNORECASE) for field in _FLAT_FIELDS}


def _flat_column(line: str, at: int, found: Sequence[tuple[Field, str]]) -> tuple[int, Field] | None:
    """The longest column heading at a position; the first "Action" is the action's even before "lead"."""
    fits = [(match.end(), field) for field, pattern in _FLAT_ACTION.items() if (match := pattern.match(line, at))]
    if not any(field == "action" for field, _ in found):
        fits = [fit for fit in fits if fit[1] == "action"] or fits
    return max(fits, key=lambda fit: fit[0], default=None)


_FLAT_NAME = re.compile(rf"(?:(?:{_WORDS['ref']})\s)?(?P<name>{_WORDS['name']})\s", re.IGNORECASE)
_FLAT_BASELINE = re.compile(r"baseline(?P<date>\sdate)?\s*", re.IGNORECASE)
_FLAT_LIMIT = 500
_UNKNOWN_WORDS = 6


def flat_header(text: str) -> Columns | None:
    """The columns of a header flattened to one line, such as "Ref Action Outcome By when Owner", or None."""
    line = collapse(text)
    if len(line) > _FLAT_LIMIT or line[:1].islower():
        return None
    labels = flat_kpi_labels(line)
    if labels is not None:
        columns = header_row(labels)
        return (
            columns if columns is not None and columns.kind == "kpis" and columns.columns[0].field == "name" else None
        )
    return _flat_kpis(line) or _flat_actions(line)


def _flat_actions(line: str) -> Columns | None:
    found: list[tuple[Field, str]] = []
    at = unknown = 0
    joined = False
    while at < len(line):
        best = _flat_column(line, at, found)
        if best is None:
            end = line.find(" ", at)
            end = len(line) if end < 0 else end
            word = line[at:end]
            if word in ("/", "&", "and", "or"):
                joined = True
            else:
                unknown += 1
            if not found or unknown > _UNKNOWN_WORDS:
                return None
            at = end + 1
            continue
        end, field = best
        label = line[at:end]
        if joined and found:
            field, label = found[-1][0], f"{found.pop()[1]} {label}"
        found.append((field, label))
        joined = False
        while end < len(line) and line[end] in "?:*":
            end += 1
        at = end + 1
    fields = [field for field, _ in found]
    needed = {"ref", "outcome", "due", "owner", "lead", "accountable"} & set(fields)
    if fields.count("action") != 1 or len(needed) < 2 or unknown > len(found) or line.rstrip().endswith("."):
        return None
    roles = told_apart(fields)
    return Columns("actions", tuple(Column(roles[i], label, i) for i, (_, label) in enumerate(found)))


def _flat_kpis(line: str) -> Columns | None:
    head = _FLAT_NAME.match(line)
    if head is None:
        return None
    made: list[tuple[Field, str]] = [("name", head["name"])]
    at = head.end()
    while (match := _FLAT_BASELINE.match(line, at)) is not None:
        words = match.group().split()
        if match["date"] and any(field == "baseline" for field, _ in made):
            made.append(("baseline_date", " ".join(words)))
        else:
            made.append(("baseline", words[0]))
            if match["date"]:
                made.append(("baseline_date", words[1]))
        at = match.end()
    if len(made) == 2 and (match := re.compile(r"date\s", re.IGNORECASE).match(line, at)):
        made.append(("baseline_date", match.group().strip()))
        at = match.end()
    steps = _flat_steps(line, at)
    if steps is None or (not steps and len(made) < 2):
        return None
    made += [("step", label) for label in steps]
    return Columns("kpis", tuple(Column(field, label, index) for index, (field, label) in enumerate(made)))


def _flat_steps(line: str, at: int) -> list[str] | None:
    """The step headings from ``at`` on, or None when something else stands there."""
    if at >= len(line):
        return []
    starts = [match.start() for match in STEP.finditer(line, at) if line[match.start()].isupper()]
    if not starts:
        starts = [found.start + at for found in dates.find(line[at:])]
    if not starts or starts[0] != at:
        return None
    return [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
