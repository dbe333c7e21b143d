"""The catalogue of all that is asked of a return or a feed, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from sendplan.records.checks.check import rules
from sendplan.records.checks.rule import Rule
from sendplan.records.reading_rules import READING_RULES, ReadingRule
from sendplan.records.structure_rules import STRUCTURE_RULES

__all__ = ["page"]

_SEVERITY = {"error": "error: the row is set aside", "query": "query: look at it", "notice": "notice: good to know"}
_INTRODUCTION = """# What is asked of a return or a feed

Each finding carries the id of its rule, so that it can be looked up here. An **error** is of a row that cannot be
counted: it is set aside, with what is under it, or stops the load where all or nothing was asked for. A **query** is
loaded, and somebody should look. DfE's own numbers of its rules are not known here: these follow the guide's wording,
as public copies give it, and were not tested against DfE's COLLECT.
"""


def page() -> str:
    """The catalogue: what is asked while reading, then of a SEN2 return, then of feeds."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield "## While a file is read\n"
    for reading in READING_RULES.values():
        yield from _entry(reading)
    yield "## The shape of a SEN2 return\n"
    for structure in STRUCTURE_RULES.values():
        yield from _entry(structure)
    yield "## What a SEN2 return says\n"
    for each in rules().values():
        if not each.feed:
            yield from _entry(each)
            yield from _years(each)
    yield "## Feeds\n"
    yield "Every feed is asked for what it must give (`F1.table.column`), and for each row once (`F2.table`):\n"
    for each in rules().values():
        if each.id.startswith("F2."):
            needed = [rule.column for rule in rules().values() if rule.id.startswith(f"F1.{each.table}.")]
            yield f"* `{each.table}` must give {', '.join(needed)}. {each.wording}"


def _entry(each: Rule | ReadingRule) -> Iterator[str]:
    yield f"### `{each.id}` {each.title}\n"
    yield f"*{_SEVERITY[each.severity]}.* {each.wording} ({each.source})\n"
    if isinstance(each, Rule):
        yield f"*Found in:* `{each.table}.{each.column}`.\n"
    yield f"*Says:* {each.message}\n"
    yield f"*What to do:* {each.remedy}\n"


def _years(each: Rule) -> Iterator[str]:
    if each.since:
        yield f"*Asked of:* returns from {each.since}.\n"
