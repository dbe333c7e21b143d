"""The reference page of deadlines, as Markdown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sendplan.clocks.catalogue import deadlines
from sendplan.clocks.deadline import STATES, Deadline, Example, Excuse, Reckoning, RollPastWindow
from sendplan.clocks.exceptions import exception_sets
from sendplan.clocks.reasoning import CHECK
from sendplan.clocks.words import MONTHS, any_of

__all__ = ["page"]

_STANDING = {"law": "law", "guidance": "guidance, not law", "policy": "policy, not law"}
_INTRODUCTION = f"""# When things are due

Each deadline below is data in `src/sendplan/clocks/deadlines/`: when it starts, how long it gives, what stops it, and
the law or policy it stands on. Weeks and days count every day of the calendar, and the day of the start is day 0,
unless the rule says otherwise. A month leads to the same day of the later month, or to its last day where it has no
such day. Working days are Monday to Friday other than bank holidays in England. An exception excuses and never moves
the last day.

What was not read at its source says **{CHECK.lower()}**, here and wherever it is shown.

`sendplan due --event "request received=2025-01-06" --why` works a case out and gives its reasons.
"""


def page(known: Mapping[str, Deadline] | None = None) -> str:
    """The page for ``known``, by default the national deadlines."""
    return "\n".join(_lines(deadlines() if known is None else known)).rstrip() + "\n"


def _lines(known: Mapping[str, Deadline]) -> Iterator[str]:
    yield _INTRODUCTION
    yield "## How a deadline may stand\n"
    yield from (f"* {meaning}" for meaning in STATES.values())
    subject = ""
    for each in known.values():
        if each.subject != subject:
            subject = each.subject
            yield f"\n## {subject}"
        yield from _deadline(each)
    yield from _exceptions()


def _deadline(each: Deadline) -> Iterator[str]:
    yield f"\n### `{each.id}` {each.title}\n"
    law = f"[{each.law}]({each.link})" if each.link else each.law
    yield f"* **{_STANDING[each.standing].capitalize()}{'' if each.sure else ', to be checked'}:** {law}"
    if not each.sure:
        yield f"* **{CHECK}:** {each.doubt}"
    yield f"* {_rule(each)}"
    yield f"* Stopped by: {each.stops}"
    if each.ends:
        yield f"* Ended by: {any_of(each.ends)}"
    if each.excused_by:
        yield f"* Excused by: {any_of(tuple(each.excused_by))} (see below)"
    if each.extended_by:
        yield f"* Extended by: {each.extended_by.event}, to {each.extended_by.period} from the start"
    yield from (f"* {line}" for line in _moves(each))
    if each.since or each.until:
        first = f"from {each.since.isoformat()}" if each.since else ""
        last = f"until {each.until.isoformat()}" if each.until else ""
        yield f"* In force {' '.join(part for part in (first, last) if part)}"
    if each.note:
        yield f"\n{each.note}"
    yield "\n| given | looked at | due | state | why |\n|---|---|---|---|---|"
    yield from (_example(example) for example in each.examples)


def _rule(each: Deadline) -> str:
    starts = any_of(each.anchors)
    if each.by is not None:
        month, day = each.by
        return f"By {day} {MONTHS[month - 1]} of the year of: {starts} (read strictly, the day before)"
    if each.kind == "later_of":
        ways = any_of([f"{part.period} from {_from(part)}" for part in each.reckonings], "and")
        return f"The later of {ways}; it starts with: {starts}"
    (part,) = each.reckonings
    needs = f", once there is: {any_of(each.requires, 'and')}" if each.requires else ""
    if each.kind == "at_least_before":
        return f"At least {part.period} before: {starts}{needs}"
    day_one = ", whose day is day 1" if each.day_one else ""
    word = "At least" if each.kind == "at_least_after" else "Within"
    end = ". The last day of that time is shown; the next step may follow it" if each.kind == "at_least_after" else ""
    return f"{word} {part.period} from: {_from(part)}{day_one}{needs}{end}"


def _from(part: Reckoning) -> str:
    if len(part.starts) == 1:
        return part.starts[0]
    return f"{any_of(part.starts)}, whichever is {'later' if part.latest else 'earlier'}"


def _moves(each: Deadline) -> Iterator[str]:
    for roll in each.rolls:
        if isinstance(roll, RollPastWindow):
            first, last = (f"{day} {MONTHS[month - 1]}" for month, day in (roll.first, roll.last))
            yield f"A last day from {first} to {last} moves to the first working day after that time"
        else:
            yield "A last day on a weekend or a bank holiday moves to the next working day"


def _example(example: Example) -> str:
    given = [f"{name} {day.isoformat()}" for name, day in example.given.items()]
    given += [_excuse(excuse) for excuse in example.excuses]
    if example.strict:
        given.append("read strictly")
    cells = (
        "; ".join(given),
        example.today.isoformat(),
        _day(example.due) or "–",
        example.state.replace("_", " "),
        example.why,
    )
    return f"| {' | '.join(cells)} |"


def _excuse(excuse: Excuse) -> str:
    days = f" {excuse.begins.isoformat()}" if excuse.begins else ""
    days += f" to {excuse.ends.isoformat()}" if excuse.ends else ""
    days += f", advice asked {excuse.advice_asked.isoformat()}" if excuse.advice_asked else ""
    return f"exception: {excuse.ground}{days}"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _exceptions() -> Iterator[str]:
    yield "\n## Exceptions"
    for name, grounds in exception_sets().items():
        yield f"\n### {name[0].upper()}{name[1:]}\n"
        for ground in grounds.values():
            check = "" if ground.sure else f" **{CHECK}:** {ground.doubt}"
            yield f"* **{ground.name}** ([{ground.law}]({ground.link})): {ground.meaning}.{check}"
