"""A measure: what is counted, on which rows, by which law, and examples worked out by hand.

One TOML file declares one, under the file's own name. Its shape follows from what it has: a numerator and a denominator
make a proportion, `per` a rate, `average` a mean or a median, and a numerator alone a count. Each is a flow, counted
over a period by `counted_on`, or a stock, counted on one day among the rows that are open on it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Literal, get_args

from sendplan.clocks.entry import Entry
from sendplan.measures import language
from sendplan.measures.condition import Condition, columns
from sendplan.measures.language import ConditionError
from sendplan.measures.period import PeriodType
from sendplan.measures.sql import sql
from sendplan.records.columns import Table
from sendplan.records.tables import TABLES

Shape = Literal["proportion", "rate", "mean", "median", "count"]
Better = Literal["higher", "lower", "neither"]
Average = Literal["mean", "median"]

_FIELDS: Final = (
    "title", "question", "better", "unit", "table", "counted_on", "open_from", "open_until", "denominator", "exclude",
    "exclude_reason", "numerator", "value", "average", "per", "per_times", "sum_of", "sample", "groups", "usual_period",
    "law", "link", "published", "note", "written_by", "checked_by", "reviewed_on", "review_by", "example",
)  # fmt: skip
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FEWEST_EXAMPLES: Final = 3


class MeasureError(ValueError):
    """What is wrong in a measure's file: each sentence names file, field, value, reason and remedy."""


class _Part(Entry):
    error: ClassVar = MeasureError


@dataclass(frozen=True, slots=True)
class Example:
    """Rows written out by hand and the figure they give. `on` is the day a stock is counted on.

    `per` is the figure of the measure that a rate is per, where it is per another.
    """

    given: str
    expect: str
    why: str
    on: dt.date | None
    border: bool
    per: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure, as its file declares it. Conditions that were left out are None, and hold for every row.

    `per` is a column of the table, whose sum is the denominator, or the name of the measure whose numerator is, for
    the same period and group. `per_times` is what a rate is multiplied by, 100 or 10,000. `usual_period` is the kind of
    period it is looked at over where nobody asks for another; None leaves that open. `only` are the columns and values
    it was narrowed to, for one team or one question, and `declared` is the digest of what it was narrowed from.
    """

    name: str
    title: str
    question: str
    better: Better
    unit: str
    shape: Shape
    table: type[Table]
    counted_on: str | None
    open_from: str | None
    open_until: str | None
    denominator: Condition | None
    exclude: Condition | None
    exclude_reason: str
    numerator: Condition | None
    value: str | None
    per: str | None
    per_times: int
    sum_of: str | None
    sample: bool
    groups: tuple[str, ...]
    law: str
    link: str
    published: str
    note: str
    written_by: str
    checked_by: str
    reviewed_on: dt.date
    review_by: dt.date
    examples: tuple[Example, ...]
    usual_period: PeriodType | None = None
    only: tuple[tuple[str, str], ...] = ()
    declared: str = ""
    local: bool = False
    written: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def stock(self) -> bool:
        """Whether it is counted on a day, and not over a period."""
        return self.open_from is not None

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What tells it from every other measure asked for beside it."""
        return self.name, self.only

    @property
    def per_measure(self) -> str | None:
        """The name of the measure that is the denominator, where one is."""
        return self.per if self.per is not None and "-" in self.per else None

    def needs(self) -> tuple[str, ...]:
        """The columns that a source must supply for it to be measured, in order, each once."""
        said = [condition for condition in (self.denominator, self.exclude, self.numerator) if condition is not None]
        named = [self.counted_on, self.open_from, self.value, self.sum_of, self.per if not self.per_measure else None]
        return tuple(
            dict.fromkeys([each for each in named if each] + [name for each in said for name in columns(each)])
        )

    def digest(self) -> str:
        """SHA-256 (64 hexadecimal digits) of all that decides a figure; wording and examples leave it as it is.

        Of a narrowed measure it is that of the definition: what it was narrowed to stands beside it.
        """
        if self.declared:
            return self.declared
        said = {
            "table": self.table.name,
            "shape": self.shape,
            "days": [self.counted_on, self.open_from, self.open_until],
            "conditions": [
                each and sql(each, on_day="on_day") for each in (self.denominator, self.exclude, self.numerator)
            ],
            "value": [self.value, self.sum_of, self.per, self.per_times],
            "unit": self.unit,
            "sample": self.sample,
            "groups": sorted(self.groups),
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def read(text: str, file: str, name: str, *, local: bool = False) -> Measure:
    """The measure `name` that a file's text declares. Raises MeasureError with the first fault."""
    if not _NAME.fullmatch(name):
        raise MeasureError(
            f"{file}: “{name}” is no name for a measure; use small letters, digits and hyphens: plans-within-20-weeks."
        )
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise MeasureError(f"{file} cannot be read as TOML: {reason}; put that right.") from None
    return _Reading(file, table).measure(name, local=local)


class _Reading:
    def __init__(self, file: str, table: Mapping[str, Any]) -> None:
        self.entry = _Part(file, table)

    def measure(self, name: str, *, local: bool) -> Measure:
        entry = self.entry
        entry.only(_FIELDS)
        table = TABLES[entry.one_of("table", sorted(TABLES))]
        counted_on, open_from, open_until = self._days(table)
        stock = open_from is not None
        conditions = {
            each: self._condition(each, table, stock=stock) for each in ("denominator", "exclude", "numerator")
        }
        if entry.has("exclude") != entry.has("exclude_reason"):
            entry.refuse(
                "exclude_reason", "it stands if and only if exclude does", "say which rows are left out, and why"
            )
        average = self._average()
        per = self._per(table)
        shape = self._shape(average, per)
        written_by, checked_by = entry.text("written_by"), entry.text("checked_by")
        if written_by.casefold() == checked_by.casefold():
            entry.refuse("checked_by", "that is who wrote it", "let somebody else read it, and name them")
        reviewed_on, review_by = self._date("reviewed_on"), self._date("review_by")
        if review_by <= reviewed_on:
            entry.refuse("review_by", "it is not after reviewed_on", "write the day by which it is read again")
        return Measure(
            name=name,
            title=entry.text("title"),
            question=entry.text("question"),
            better=entry.one_of("better", get_args(Better)),  # type: ignore[arg-type]  # held to these words
            unit=entry.text("unit"),
            shape=shape,
            table=table,
            counted_on=counted_on,
            open_from=open_from,
            open_until=open_until,
            denominator=conditions["denominator"],
            exclude=conditions["exclude"],
            numerator=conditions["numerator"],
            exclude_reason=entry.text("exclude_reason", ""),
            value=self._column("value", table, numbers=True) if entry.has("value") else None,
            per=per,
            per_times=self._times(shape),
            sum_of=self._column("sum_of", table, numbers=True) if entry.has("sum_of") else None,
            sample=entry.flag("sample", absent=False),
            groups=self._groups(table),
            law=entry.text("law", ""),
            link=entry.link("link", needed=False),
            published=entry.text("published", ""),
            note=entry.text("note", ""),
            written_by=written_by,
            checked_by=checked_by,
            reviewed_on=reviewed_on,
            review_by=review_by,
            usual_period=self._usual_period(stock=stock),
            examples=self._examples(stock=stock, per_measure=per is not None and "-" in per),
            local=local,
            written={each: entry.text(each) for each in conditions if entry.has(each)},
        )

    def _days(self, table: type[Table]) -> tuple[str | None, str | None, str | None]:
        """The column that a flow is counted on, or those between which a row of a stock is open."""
        entry = self.entry
        if entry.has("counted_on") == entry.has("open_from"):
            entry.refuse(
                "counted_on", "a flow has counted_on and a stock has open_from, and each only that", "write one"
            )
        if entry.has("open_until") and not entry.has("open_from"):
            entry.refuse("open_until", "a flow has none", "take it out, or write open_from in place of counted_on")
        if not entry.has("open_from"):
            column = self._column("counted_on", table, days=True)
            if column not in table.counted_on:
                known = ", ".join(table.counted_on) or "no column at all: it can only be a stock"
                entry.refuse("counted_on", f"{table.name} is counted on {known}", "use one of those")
            return column, None, None
        until = self._column("open_until", table, days=True) if entry.has("open_until") else None
        return None, self._column("open_from", table, days=True), until

    def _condition(self, name: str, table: type[Table], *, stock: bool) -> Condition | None:
        if not self.entry.has(name):
            return None
        try:
            return language.read(self.entry.text(name), table, stock=stock)
        except ConditionError as reason:
            raise MeasureError(f"{self.entry.place}, {name}: {reason}") from None

    def _shape(self, average: Average | None, per: str | None) -> Shape:
        entry = self.entry
        if average is not None:
            self._without("average", "numerator", "per", "sum_of")
            return average
        if entry.has("value"):
            entry.refuse("value", "only a mean or a median has one", 'add average = "mean" or "median"')
        if per is not None:
            if not entry.has("numerator") and not entry.has("sum_of"):
                entry.refuse("numerator", "a rate counts rows or sums a column", "add numerator or sum_of")
            return "rate"
        if not entry.has("numerator"):
            entry.refuse(
                "numerator", "nothing says what is counted", "add it; a count has a numerator and no denominator"
            )
        if not entry.has("denominator"):
            return "count"
        self._without("denominator", "sum_of")
        return "proportion"

    def _without(self, because: str, *names: str) -> None:
        for name in names:
            if self.entry.has(name):
                self.entry.refuse(name, f"it does not go with {because}", "take one of them out")

    def _average(self) -> Average | None:
        if not self.entry.has("average"):
            return None
        if not self.entry.has("value"):
            self.entry.refuse("value", "a mean or a median is of a column", "name the column")
        return self.entry.one_of("average", get_args(Average))  # type: ignore[return-value]  # held to these words

    def _per(self, table: type[Table]) -> str | None:
        """A column of the table or, by its hyphens, the name of another measure, which `measures` finds."""
        if not self.entry.has("per"):
            return None
        return text if "-" in (text := self.entry.text("per")) else self._column("per", table, numbers=True)

    def _times(self, shape: Shape) -> int:
        if not self.entry.has("per_times"):
            return 100 if self.entry.text("unit") == "percent" else 1
        times = self.entry.table["per_times"]
        if shape != "rate" or type(times) is not int or times not in (1, 100, 1_000, 10_000, 100_000):
            self.entry.refuse("per_times", "only a rate has it, and it is 1, 100, 1000, 10000 or 100000", "write one")
        return times

    def _column(self, name: str, table: type[Table], *, days: bool = False, numbers: bool = False) -> str:
        wanted = ("date",) if days else ("whole", "decimal")
        known = [column.name for column in table.columns() if column.kind in wanted or not (days or numbers)]
        return self.entry.one_of(name, known)

    def _groups(self, table: type[Table]) -> tuple[str, ...]:
        able = [column.name for column in table.columns() if column.kind not in ("date", "key", "decimal")]
        return self.entry.names("groups", able, f"column of {table.name} that rows can be grouped by:")

    def _usual_period(self, *, stock: bool) -> PeriodType | None:
        if not self.entry.has("usual_period"):
            return None
        able = [str(kind) for kind in PeriodType if (kind is PeriodType.DAY) == stock]
        return PeriodType(self.entry.one_of("usual_period", able))

    def _date(self, name: str) -> dt.date:
        found = self.entry.date(name)
        if found is None:
            self.entry.refuse(name, "it is missing", "add the date")
        return found

    def _examples(self, *, stock: bool, per_measure: bool) -> tuple[Example, ...]:
        found = []
        for each in self.entry.tables("example"):
            each.only(("given", "expect", "why", "on", "border", "per"))
            on = each.date("on")
            if (on is not None) != stock:
                each.refuse("on", "an example of a stock has the day it is counted on, and of a flow none", "change it")
            per = each.table.get("per")
            if (per is not None) != per_measure or (per is not None and (type(per) is not int or per < 0)):
                each.refuse(
                    "per", "a whole number stands in it if and only if a rate is per another measure", "change it"
                )
            border = each.flag("border", absent=False)
            found.append(Example(each.text("given"), each.text("expect"), each.text("why"), on, border, per))
        if len(found) < FEWEST_EXAMPLES:
            self.entry.refuse("example", f"there are {len(found)}", f"work out at least {FEWEST_EXAMPLES} by hand")
        if not any(each.border for each in found):
            self.entry.refuse("example", "none stands at a border", "work one out on the last day, with border = true")
        return tuple(found)
