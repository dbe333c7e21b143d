"""What a rule is, what it finds, and the catalogue of all rules."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

# error: the row cannot be counted, and is set aside. query: it is loaded, and somebody should look. notice: to know.
Severity = Literal["error", "query", "notice"]

_SHORT = 3
_DATE = re.compile(r"\b(\d{4})-\d{2}-\d{2}\b")

# An example: values laid over a sound return, by "table.column", or "table#2.column" for a second row beside the first.
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sent:
    """What is being checked: a SEN2 return of a census year, or feeds as they stand on a day.

    `year` is the census year of a return, 0 for feeds; `reference` its survey day, or the feeds' as-at day;
    `authority` the three-digit number of the authority that sends it, "" where it is not known.
    """

    year: int
    reference: dt.date
    authority: str = ""

    @property
    def is_feed(self) -> bool:
        """Whether a feed is checked, and not a return."""
        return self.year == 0

    @property
    def survey_day(self) -> str:
        """The survey day as SQL."""
        return f"DATE '{self.reference}'"

    @property
    def first_day(self) -> str:
        """1 January of the calendar year that the return's flows cover, as SQL."""
        return f"DATE '{self.reference.year - 1}-01-01'"

    @property
    def last_day(self) -> str:
        """31 December of that year, as SQL."""
        return f"DATE '{self.reference.year - 1}-12-31'"


Select = Callable[[Sent], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `select` gives the query for the rows of `table` that break it: their `row_no`, the `value` at fault as text, and
    where the sentence wants it a `reason`. A rule about a whole return gives NULL as `row_no`. `message` may hold
    {value} and {reason}. `wording` is the law's or the guide's rule in our words; `source` where it stands, or "ours".
    `breaks` and `keeps` are examples: the first is found by this rule, the second is not. `since` and `until` bound the
    census years it applies to; `needs` are further tables that must be there; `feed` says that it is asked of feeds,
    and not of returns.
    """

    id: str
    severity: Severity
    table: str
    column: str
    title: str
    wording: str
    source: str
    message: str
    remedy: str
    breaks: Values
    keeps: Values
    select: Select
    since: int = 0
    until: int | None = None
    needs: tuple[str, ...] = ()
    feed: bool = False

    def applies(self, sent: Sent, tables: frozenset[str]) -> bool:
        """Whether the rule can be asked of what was sent: its year, and tables that are there."""
        if self.feed != sent.is_feed:
            return False
        in_time = self.since <= sent.year and (self.until is None or sent.year <= self.until)
        return in_time and self.table in tables and tables.issuperset(self.needs)


RULES: dict[str, Rule] = {}


def rule(
    id_: str,
    severity: Severity,
    table: str,
    column: str,
    *,
    title: str,
    wording: str,
    source: str,
    message: str,
    remedy: str,
    breaks: Values,
    keeps: Values | None = None,
    since: int = 0,
    until: int | None = None,
    needs: tuple[str, ...] = (),
    feed: bool = False,
) -> Callable[[Select], Select]:
    """Add the function below to the catalogue as rule `id_`. Raises ValueError for an id that is taken."""

    def add(select: Select) -> Select:
        if id_ in RULES:
            raise ValueError(f"There are two rules {id_!r}.")
        RULES[id_] = Rule(
            id_, severity, table, column, title, wording, source, message, remedy, breaks, keeps or {}, select, since,
            until, needs, feed,
        )  # fmt: skip
        return select

    return add


def _hidden(value: str) -> str:
    if _DATE.fullmatch(value):
        return f"{value[:4]}-…"
    # One character is a code or a mark, and tells of nobody.
    return value if len(value) == 1 else f"{value[0]}… ({len(value)} characters)"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing found: which rule, where, what value, why and what to do. `line` is a sheet's row in a workbook."""

    rule: str
    severity: Severity
    file: str
    place: str
    line: int | None
    table: str
    column: str
    value: str | None
    reason: str
    remedy: str

    def masked(self) -> Issue:
        """The same for a log: of the value its first character and its length, of every date its year alone."""
        hidden = None if not self.value else _hidden(self.value)
        said = self.reason
        if self.value and hidden and len(self.value) > _SHORT:
            said = said.replace(self.value, hidden)
        elif self.value and hidden:
            # The value, and not the same letters within another word or number.
            said = re.sub(rf"(?<!\w){re.escape(self.value)}(?!\w)", lambda _: hidden, said)
        return replace(self, value=hidden, reason=_DATE.sub(r"\1-…", said))
