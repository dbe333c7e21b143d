"""KPIs of the register's documents, read back: a column for each step, or a row for each step."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sendplan.plan_reader import dates
from sendplan.plan_reader.draft import Actual, Baseline, Better, Kpi, Step, Where
from sendplan.plan_reader.ledger import Ledger
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.keys import unique
from sendplan.plan_reader.register.tables import Row
from sendplan.plan_reader.register.words import said
from sendplan.plan_reader.sense import better_of
from sendplan.plan_reader.values import read_value

__all__ = ["MeasuresRead"]

_TABLE = re.compile(r"Measures, table (?P<table>-?\d{1,4})(?: \(more \d{1,4}\))?")
_NUMBER = re.compile(r"-?\d{1,4}")


@dataclass(slots=True)
class _Open:
    """A KPI while its rows are read."""

    number: str
    section: str
    name: str
    table: int
    baseline: Baseline
    better: Better | None
    known: str | None
    where: Where
    steps: list[Step] = field(default_factory=list)
    actuals: list[Actual] = field(default_factory=list)


class MeasuresRead:
    """Reads the tables of KPIs and of their steps."""

    def __init__(self, ledger: Ledger, id_of: Callable[[Row, str], str | None]) -> None:
        self._ledger = ledger
        self._id_of = id_of
        self._table = 1
        self._open: list[_Open] = []
        self._steps: list[Row] = []

    def heading(self, words: str) -> bool:
        """True for a heading that numbers the table of KPIs under it."""
        match = _TABLE.fullmatch(words)
        if match is not None:
            self._table = int(match["table"])
        return match is not None

    def take(self, rows: Sequence[Row], names: Sequence[str], section: str) -> None:
        number, name, baseline, on = labels.MEASURES
        for row in rows:
            own = row.words("Table")
            made = _Open(
                number=row.text(number),
                section=row.text("Section") if "Section" in names else section,
                name=row.text(name),
                table=int(own) if _NUMBER.fullmatch(own) else self._table,
                baseline=_baseline(row, baseline, on),
                better=_better(row.words("Better")),
                known=self._id_of(row, labels.ID),
                where=row.where(name, number),
            )
            for label in names:
                self._beside(made, label, row, label)
            self._open.append(made)

    def take_steps(self, rows: Sequence[Row]) -> None:
        self._steps += rows

    def _beside(self, made: _Open, head: str, row: Row, cell: str) -> bool:
        """Add the step or the reported figure that a heading tells of; False for a heading that tells of neither."""
        step, reported = labels.STEP.fullmatch(head), labels.REPORTED.fullmatch(head)
        if step is not None:
            made.steps.append(_step(said(step["label"] or "") or "", row, cell))
        elif reported is not None:
            beside = int(reported["step"]) - 1 if reported["step"] else None
            made.actuals.append(_actual(said(reported["label"] or "") or "", beside, made.steps, row, cell))
        return step is not None or reported is not None

    @property
    def numbers(self) -> tuple[str, ...]:
        return unique(each.number for each in self._open)

    def finished(self) -> tuple[Kpi, ...]:
        """Every KPI, with the steps and figures of the rows that name it."""
        known = dict(zip(self.numbers, self._open, strict=True))
        number, kind, label, cell = labels.STEPS
        for row in self._steps:
            made = known.get(said(row.peek(number)) or "")
            heading = row.peek(label)
            head = row.peek(kind)
            if made is not None and self._beside(made, f"{head}: {heading}" if heading else head, row, cell):
                for name in (number, kind, label):
                    row.words(name)
        return tuple(
            Kpi(
                id=each.known,
                section=each.section,
                name=each.name,
                baseline=each.baseline,
                steps=tuple(each.steps),
                actuals=tuple(each.actuals),
                better=each.better or better_of(each.name, each.baseline, each.steps),
                table=each.table,
                where=each.where,
            )
            for each in self._open
        )


def _better(words: str) -> Better | None:
    known: tuple[Better, ...] = ("higher", "lower", "unknown")
    return next((each for each in known if each == words), None)


def _place(row: Row, label: str) -> Where | None:
    return row.where(label) if row.paragraphs(label) else None


def _baseline(row: Row, cell: str, on: str) -> Baseline:
    words, on_words = row.said(cell), row.said(on)
    value = read_value(words)
    known = value.kind in ("level", "remainder")
    when = dates.read(on_words) if on_words else None
    return Baseline(
        as_written=words,
        value=value.value if known else None,
        unit=value.unit if known else None,
        on=when.latest if when else None,
        on_as_written=on_words,
        on_earliest=when.earliest if when else None,
        where=_place(row, cell) or _place(row, on),
    )


def _step(label: str, row: Row, cell: str) -> Step:
    words = row.said(cell)
    value = read_value(words)
    when = dates.read_anywhere(label)
    return Step(
        label=label,
        on=when.latest if when else None,
        as_written=words,
        kind=value.kind,
        value=value.value,
        unit=value.unit,
        where=_place(row, cell),
    )


def _actual(label: str, beside: int | None, steps: Sequence[Step], row: Row, cell: str) -> Actual:
    words = row.said(cell)
    value = read_value(words)
    when = dates.read_anywhere(label)
    of_step = steps[beside].on if beside is not None and beside < len(steps) else None
    return Actual(
        label=label,
        on=when.latest if when else of_step,
        as_written=words,
        kind=value.kind,
        value=value.value,
        unit=value.unit,
        step=beside,
        where=_place(row, cell),
    )
