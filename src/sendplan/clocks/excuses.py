"""Whether an exception applies to a deadline: one function a rule, each answering with the reason why not, or None."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sendplan.clocks.deadline import Excuse, Ground, Rule
from sendplan.clocks.words import count, in_words

__all__ = ["why_not"]

Span = tuple[dt.date, dt.date]
"""The first and the last day of the time allowed, both included."""


def why_not(ground: Ground, excuse: Excuse, span: Span, today: dt.date) -> str | None:
    """Why ``excuse`` does not excuse a deadline whose time runs over ``span``, as a clause; None when it does."""
    if excuse.begins is not None and excuse.begins > today:
        return f"it begins on {in_words(excuse.begins)}, which is still to come"
    return _RULES[ground.rule.kind](ground.rule, excuse, span, today)


def _closure(rule: Rule, excuse: Excuse, span: Span, today: dt.date) -> str | None:
    del today
    begins, ends, asked = excuse.begins, excuse.ends, excuse.advice_asked
    if begins is None or ends is None or asked is None:
        return "it needs three dates: when the closure began, when it ended, and when advice was asked for"
    closed = (ends - begins).days
    if closed < rule.least:
        return f"the closure lasted {count(max(closed, 0), 'day')}, and only one of {rule.least} or more counts"
    margin = dt.timedelta(days=rule.margin)
    if not begins - margin <= asked <= ends - margin:
        return (
            f"advice was asked for on {in_words(asked)}, which is not from {in_words(begins - margin)} "
            f"to {in_words(ends - margin)}"
        )
    if not span[0] <= asked <= span[1]:
        return f"advice was asked for on {in_words(asked)}, outside the time allowed"
    return None


def _overlap(rule: Rule, excuse: Excuse, span: Span, today: dt.date) -> str | None:
    del rule
    return _days_in_common(excuse, span, today, 1, "no day of it lies in the time allowed")


def _absence(rule: Rule, excuse: Excuse, span: Span, today: dt.date) -> str | None:
    few = f"fewer than {rule.least} days of it lie in the time allowed"
    return _days_in_common(excuse, span, today, rule.least, few)


def _days_in_common(excuse: Excuse, span: Span, today: dt.date, least: int, too_few: str) -> str | None:
    if excuse.begins is None:
        return "it has no first day"
    ends = today if excuse.ends is None else excuse.ends
    days = (min(ends, span[1]) - max(excuse.begins, span[0])).days + 1
    return too_few if days < least else None


def _on_the_day(rule: Rule, excuse: Excuse, span: Span, today: dt.date) -> str | None:
    del rule, today
    if excuse.begins is None:
        return "it has no date"
    return None if span[0] <= excuse.begins <= span[1] else "its day lies outside the time allowed"


def _due_between(rule: Rule, excuse: Excuse, span: Span, today: dt.date) -> str | None:
    del excuse, today
    if rule.first is None or rule.last is None:
        raise ValueError("A rule of the kind “due between” needs its first and its last day.")
    if rule.first <= span[1] <= rule.last:
        return None
    return f"the last day does not lie from {in_words(rule.first)} to {in_words(rule.last)}"


_RULES: dict[str, Callable[[Rule, Excuse, Span, dt.date], str | None]] = {
    "closure": _closure,
    "overlap": _overlap,
    "absence": _absence,
    "on the day": _on_the_day,
    "due between": _due_between,
}
