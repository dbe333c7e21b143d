"""The cells of a KPI's row as parts of the draft: its baseline, its steps and the figures reported against them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from sendplan.plan_reader import dates
from sendplan.plan_reader.draft import Actual, Ambiguity, Baseline, Step
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.progress import day_of_label
from sendplan.plan_reader.values import Value, read_value, run_together, withheld

__all__ = ["read_actual", "read_baseline", "read_step"]

_WITH_DATE = re.compile(r"(?P<value>.{1,80}?)[\s(,–-]{1,4}(?:(?:as\sat|as\sof|at|in|from)\s)?(?P<date>[^()]{4,40})\)?")
_DATE_FIRST = re.compile(
    r"(?P<date>[^()]{4,40}?)\s?(?:[:–-]|\s)\s?(?P<value>[<>~≤≥]?\d[^\s]{0,12}(?:\s?(?:%|per\scent))?)"
)


def read_baseline(cell: Piece | None, on: Piece | None, label: str = "") -> tuple[Baseline, Ambiguity | None]:
    """The baseline of a row. Its date is its own column's, or in its own cell, or in its column's heading."""
    words = cell.text if cell else None
    value, on_words = read_value(words), on.text if on else None
    if words and value.kind in ("level", "not_understood") and not (value.kind == "level" and (on or value.bare)):
        value, on_words = _with_date(words, value, on_words)
    when = dates.read(on_words) if on_words else None
    if when is None and on_words is None and label:
        when = dates.read_anywhere(label)
        on_words = label if when else None
    known = value.kind in ("level", "remainder") and not (words and withheld(words))
    baseline = Baseline(
        as_written=words,
        value=value.value if known else None,
        unit=value.unit if known else None,
        on=when.latest if when else None,
        on_as_written=on_words,
        on_earliest=when.earliest if when else None,
        where=(cell or on).where() if cell or on else None,  # type: ignore[union-attr]  # one of them is there
    )
    return baseline, _refused("baseline", words)


def _with_date(words: str, value: Value, on_words: str | None) -> tuple[Value, str | None]:
    """ "75% (March 2023)": the figure and its date."""
    for pattern in (_WITH_DATE, _DATE_FIRST):
        parted = pattern.fullmatch(words)
        if parted and dates.read(parted["date"]):
            inner = read_value(parted["value"])
            if inner.kind in ("level", "not_yet_set"):
                return inner, on_words or parted["date"]
    return value, on_words


def read_step(label: str, piece: Piece | None, period: Period | None = None) -> tuple[Step, Ambiguity | None]:
    """One milestone or target; its day is the last of the date in its label."""
    words = piece.text if piece else None
    value = read_value(words)
    step = Step(
        label=label,
        on=_day(label, period),
        as_written=words,
        kind=value.kind,
        value=value.value,
        unit=value.unit,
        where=piece.where() if piece else None,
    )
    return step, _refused("steps", words)


def read_actual(
    label: str, piece: Piece | None, step: int | None, steps: Sequence[Step], period: Period | None = None
) -> tuple[Actual, Ambiguity | None]:
    """A figure that the document reports: always a level, in the unit of its own words or of its step."""
    words = piece.text if piece else None
    value = read_value(words)
    own = steps[step] if step is not None and 0 <= step < len(steps) else None
    if words and value.kind == "not_understood":
        value, _ = _with_date(words, value, None)
    if words and withheld(words):
        value = Value("not_understood")
    actual = Actual(
        label=label,
        on=_day(label, period) or (own.on if own else None),
        as_written=words,
        kind=value.kind,
        value=value.value,
        unit=value.unit,
        step=step if own is not None else None,
        where=piece.where() if piece else None,
    )
    doubt = _refused("actuals", words)
    if doubt is None and own and (value.kind, value.unit, own.kind, own.unit) == ("level", "count", "level", "percent"):
        doubt = Ambiguity(
            field="actuals",
            preferred={"actual": words},
            others=({"actual": f"{words}%"},),
            evidence=f"The milestone beside it is a percentage, and “{words}” has no percent sign.",
        )
    return actual, doubt


def _day(label: str, period: Period | None) -> dt.date | None:
    when = dates.read_anywhere(label)
    return when.latest if when else day_of_label(label, period)


def _refused(field: str, words: str | None) -> Ambiguity | None:
    why = run_together(words) if words else None
    if why is None:
        return None
    return Ambiguity(field=field, preferred={field.removesuffix("s"): None}, others=(), evidence=why)
