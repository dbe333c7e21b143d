"""What changed in a target: its name, its start, its steps, and what the document reports against it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from typing import TypeVar

from sendplan.plan.revision.changes import Change, aligned, later, text_change
from sendplan.plan.revision.likeness import as_typed, fold, tidy
from sendplan.plan.steps import UNSET, Reading, Start, read_step, same_unit, with_unit
from sendplan.plan.wording import amount, day, listed
from sendplan.plan_reader.draft import Actual, Baseline, Kpi, Step

__all__ = ["step_name", "target_changes"]

P = TypeVar("P", Step, Actual)
_BETTER = {"higher": "higher is better", "lower": "lower is better", "unknown": "not said"}


def target_changes(old: Kpi, new: Kpi) -> list[Change]:
    """What differs between a target and itself in a later version, but for its section."""
    found = [
        text_change("name", "Name", old.name, new.name),
        _better_change(old, new),
        _baseline_change(old, new),
        *(_step_change(old, new, before, after) for before, after in _beside(old.steps, new.steps)),
        *(_actual_change(old, new, before, after) for before, after in _beside(old.actuals, new.actuals)),
    ]
    return [change for change in found if change is not None]


def step_name(step: Step) -> str:
    """``target`` or ``milestone``, where the label says so; otherwise its label."""
    label = tidy(step.label).casefold()
    return next((name for name in ("target", "milestone") if label.startswith(name)), tidy(step.label))


def _beside(olds: Sequence[P], news: Sequence[P]) -> list[tuple[P | None, P | None]]:
    """Figures side by side: all alike, by day and label, by day, by label, and what is left in order, as far as there
    are as many on both sides."""
    whole: Callable[[P], Hashable] = lambda each: (fold(each.label), each.on, each.as_written, each.value)  # noqa: E731  shorter here
    rows = aligned(
        olds,
        news,
        whole,
        lambda each: (fold(each.label), each.on),
        lambda each: each.on,
        lambda each: fold(each.label),
    )
    gone = [old for old, new in rows if new is None and old is not None]
    come = [new for old, new in rows if old is None and new is not None]
    if not gone or len(gone) != len(come):
        return rows
    pairs = iter(gone)
    kept: list[tuple[P | None, P | None]] = []
    for old, new in rows:
        if new is not None:
            kept.append((old if old is not None else next(pairs), new))
    return kept


def _better_change(old: Kpi, new: Kpi) -> Change | None:
    if old.better == new.better:
        return None
    return Change("better", "Which way is better", _BETTER[old.better], _BETTER[new.better])


def _start(kpi: Kpi) -> Start:
    start = kpi.baseline
    return Start(start.as_written or "", start.value, start.unit or "", start.on_as_written or "")


def _read(kpi: Kpi, step: Step) -> Reading:
    return read_step(
        kind=step.kind,
        value=step.value,
        unit=step.unit or "",
        as_written=step.as_written or "",
        on=step.on,
        start=_start(kpi),
        better=kpi.better,
    )


def _unit(kpi: Kpi, step: Step) -> str:
    return (step.unit if step.kind in {"level", "remainder"} else kpi.baseline.unit) or ""


def _figure(part: Step | Actual) -> str:
    """The figure as the document writes it, or as it was understood."""
    if part.as_written:
        return tidy(part.as_written)
    return with_unit(part.value, part.unit or "") if part.value is not None else "blank"


def _stated(baseline: Baseline) -> str:
    figure = tidy(baseline.as_written or "")
    if not figure:
        figure = with_unit(baseline.value, baseline.unit or "") if baseline.value is not None else "blank"
    when = tidy(baseline.on_as_written or "") or (day(baseline.on) if baseline.on else "")
    return f"{figure} ({when})" if when else figure


def _baseline_change(old: Kpi, new: Kpi) -> Change | None:
    before, after = old.baseline, new.baseline
    if _told(before) == _told(after):
        return None
    words = _stated(before), _stated(after)
    if words[0] == words[1]:
        words = _understood(before), _understood(after)
    notice, easier = "", False
    for one, other in _beside(old.steps, new.steps):
        if one is not None and other is not None and _same_promise(one, other):
            moved = _moved(old, new, one, other)
            if moved:
                notice, easier = f"so the {step_name(other)} comes to another figure: {moved[0]}", moved[1]
    return Change("baseline", "Starting figure", *words, notice=notice, easier=easier)


def _told(baseline: Baseline) -> tuple[object, ...]:
    return (
        as_typed(baseline.as_written or ""),
        baseline.value,
        baseline.unit,
        baseline.on,
        baseline.on_earliest,
        as_typed(baseline.on_as_written or ""),
    )


def _understood(baseline: Baseline) -> str:
    value = amount(baseline.value) if baseline.value is not None else "no figure"
    when = f", {day(baseline.on)}" if baseline.on else ""
    since = f", from {day(baseline.on_earliest)}" if baseline.on_earliest else ""
    return f"{_stated(baseline)}, understood as {value} {baseline.unit or ''}".rstrip() + since + when


def _same_promise(old: Step, new: Step) -> bool:
    return (old.kind, old.value, old.unit, old.on) == (new.kind, new.value, new.unit, new.on)


def _step_told(step: Step) -> tuple[object, ...]:
    return (as_typed(step.label), step.on, as_typed(step.as_written or ""), step.kind, step.value, step.unit)


def _by_day(part: Step | Actual, other: Step | Actual | None) -> str:
    """The figure, with its day or label where the other's is different."""
    figure = _figure(part)
    if other is None or as_typed(part.label) != as_typed(other.label):
        return f"{figure} ({tidy(part.label)})"
    if part.on != other.on:
        return f"{figure} (by {day(part.on)})" if part.on else f"{figure} (no date)"
    return figure


def _step_change(old: Kpi, new: Kpi, before: Step | None, after: Step | None) -> Change | None:
    if before is None or after is None:
        step = before or after
        assert step is not None  # noqa: S101  a pair has one side at least; this tells mypy so
        label = tidy(step.label)
        if after is None:
            return Change("step", label, _by_day(step, None), None, notice="no longer set", easier=True)
        return Change("step", label, None, _by_day(step, None))
    if _step_told(before) == _step_told(after):
        return None
    notices, easier = [], False
    if before.on is not None and after.on is not None and (moved := later(before.on, after.on)):
        notices.append(moved)
        easier = after.on > before.on
    elif before.on is not None and after.on is None:
        notices.append("no longer has a date")
        easier = True
    reach = None if _same_promise(before, after) else _moved(old, new, before, after)
    if reach is not None:
        notices.append(reach[0])
        easier = easier or reach[1]
    words = _by_day(before, after), _by_day(after, before)
    if words[0] == words[1]:
        words = f"{words[0]}, read as {_as_read(before)}", f"{words[1]}, read as {_as_read(after)}"
    return Change("step", tidy(after.label), *words, notice=", ".join(notices), easier=easier)


def _as_read(part: Step | Actual) -> str:
    kind = part.kind.replace("_", " ")
    return f"{kind} {with_unit(part.value, part.unit or '')}" if part.value is not None else kind


def _moved(old: Kpi, new: Kpi, before: Step, after: Step) -> tuple[str, bool] | None:
    """How far a step's figure moved and whether it is easier to reach, or None where it did not or cannot be told."""
    if before.kind not in UNSET and after.kind in UNSET:
        return "no longer sets a figure", True
    if before.kind in UNSET:
        return ("now sets a figure", False) if after.kind not in UNSET else None
    found = _difference(old, new, before, after)
    if found is None or found[0] == 0:
        return None
    by, unit = found
    better = "lower" if after.kind == "remainder" else new.better
    points = amount(abs(by))
    size = f"{points} {'point' if points == '1' else 'points'}" if unit == "percent" else with_unit(abs(by), unit)
    if better == "unknown":
        return f"{size} {'higher' if by > 0 else 'lower'}", False
    easier = (by < 0) == (better == "higher")
    return f"{'easier' if easier else 'harder'} by {size}: {better} is better", easier


def _difference(old: Kpi, new: Kpi, before: Step, after: Step) -> tuple[Decimal, str] | None:
    """New less old, of the figures to reach where both can be worked out, otherwise of two changes of one kind."""
    reached, to_reach = _read(old, before).level, _read(new, after).level
    if reached is not None and to_reach is not None:
        units = _unit(old, before), _unit(new, after)
        if not same_unit(*units):
            return None
        return to_reach - reached, "percent" if units[1] in {"percent", "%"} else units[1]
    if before.kind == after.kind and before.value is not None and after.value is not None:
        return after.value - before.value, "percent"
    return None


def _actual_told(actual: Actual) -> tuple[object, ...]:
    return (*_step_told_of(actual), actual.step)


def _step_told_of(actual: Actual) -> tuple[object, ...]:
    return (
        as_typed(actual.label), actual.on, as_typed(actual.as_written or ""), actual.kind, actual.value, actual.unit,
    )  # fmt: skip


def _actual_change(old: Kpi, new: Kpi, before: Actual | None, after: Actual | None) -> Change | None:
    """What the document reports; it is neither easier nor harder."""
    if before is None or after is None:
        actual = before or after
        assert actual is not None  # noqa: S101  a pair has one side at least; this tells mypy so
        label = f"Reported: {tidy(actual.label)}"
        words = _by_day(actual, None)
        return Change("actual", label, words if before else None, words if after else None)
    if _actual_told(before) == _actual_told(after):
        return None
    words_ = _by_day(before, after), _by_day(after, before)
    if words_[0] == words_[1]:
        told = [
            listed([_as_read(each), "beside no step" if each.step is None else f"beside step {each.step + 1}"])
            for each in (before, after)
        ]
        words_ = f"{words_[0]}, read as {told[0]}", f"{words_[1]}, read as {told[1]}"
    del old, new
    return Change("actual", f"Reported: {tidy(after.label)}", *words_)
