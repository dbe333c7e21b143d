"""``sendplan due --event "request received=2025-01-06"``: when each thing is due by law, and how it stands."""

from __future__ import annotations

import datetime as dt
import json as jsons
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from sendplan.clocks import (
    CHECK,
    STATES,
    Clock,
    Deadline,
    DeadlineError,
    Excuse,
    OutsideCalendarError,
    deadlines,
    event_names,
    ground_names,
    run,
    with_local,
)
from sendplan.clocks.events import near
from sendplan.clocks.words import any_of, count

__all__ = ["due", "listing", "read_event", "read_exception"]

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOCAL = "deadlines.toml"


class _Refused(Exception):  # noqa: N818  an answer, not an error: the person is shown the reason
    """What was given cannot be used, in one sentence."""


def due(
    event: Annotated[
        list[str],
        typer.Option("--event", help="What happened and when: “request received=2025-01-06”. May be repeated."),
    ],
    exception: Annotated[
        list[str] | None,
        typer.Option(
            "--exception",
            help="A ground and its days: “absent from area, 2025-02-01 to 2025-03-05”; for a closed school also "
            "“, advice asked 2025-07-18”. May be repeated.",
        ),
    ] = None,
    today: Annotated[str | None, typer.Option("--today", help="The day to look at it, as 2025-03-01.")] = None,
    area: Annotated[
        Path | None, typer.Option("--area", help="An area pack, whose own promises in deadlines.toml are added.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Read “before 15 February” as the day before.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Print the reasoning below each.")] = False,
) -> None:
    """Say when each thing is due by law, from what happened, and how it stands."""
    from sendplan.cli.application import today as this_day

    try:
        known = _known(area)
        names = event_names(known)
        events: dict[str, dt.date] = {}
        for text in event:
            name, day = read_event(text, names)
            if name in events:
                raise _Refused(f"The event “{name}” is given twice; give each event once.")
            events[name] = day
        excuses = [read_exception(text) for text in exception or ()]
        asked = _day(today, "--today") if today is not None else this_day()
        found = [
            (deadline, run(deadline, events, asked, excuses, strict=strict))
            for deadline in known.values()
            if any(name in events for name in deadline.anchors)
        ]
    except (_Refused, DeadlineError, OutsideCalendarError) as refused:
        _give_up(str(refused))
    found.sort(key=lambda pair: pair[1].due or dt.date.max)
    if json:
        typer.echo(jsons.dumps([_plain(*pair) for pair in found], ensure_ascii=False, indent=1))
        return
    for line in listing(found, why=why):
        typer.echo(line)


def read_event(text: str, names: tuple[str, ...]) -> tuple[str, dt.date]:
    """An event and its date from “request received=2025-01-06”. Refuses an unknown event, with those it may be."""
    given, equals, day = text.partition("=")
    if not equals:
        raise _Refused(f"“{text}” has no date: write the event, an equals sign and the day, as in “born=2025-01-06”.")
    folded = {name.casefold(): name for name in names}
    name = folded.get(" ".join(given.casefold().split()))
    if name is None:
        raise _Refused(_unknown("event", given.strip(), names))
    return name, _day(day.strip(), f"the event “{name}”")


def read_exception(text: str) -> Excuse:
    """An exception from “absent from area, 2025-02-01 to 2025-03-05”, the days as far as the ground needs them."""
    ground, *parts = (part.strip() for part in text.split(","))
    name = " ".join(ground.casefold().split())
    if name not in ground_names():
        raise _Refused(_unknown("exception", ground, ground_names()))
    begins: dt.date | None = None
    ends: dt.date | None = None
    asked: dt.date | None = None
    for part in parts:
        if part.casefold().startswith("advice asked"):
            asked = _day(part[len("advice asked") :].strip(" ="), f"“advice asked” of the exception “{name}”")
        elif begins is None:
            first, to, last = part.partition(" to ")
            begins = _day(first.strip(), f"the exception “{name}”")
            ends = _day(last.strip(), f"the exception “{name}”") if to else None
        else:
            raise _Refused(f"“{part}” of the exception “{name}” is not understood: write “2025-02-01 to 2025-03-05”.")
    if begins is not None and ends is not None and ends < begins:
        raise _Refused(f"The exception “{name}” ends on {ends}, before it begins on {begins}: put the days in order.")
    return Excuse(name, begins, ends, asked)


def _day(text: str, whose: str) -> dt.date:
    try:
        if not _ISO.fullmatch(text):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _Refused(f"“{text}”, the date of {whose}, is no day: write year, month and day, as 2025-01-06.") from None


def _unknown(what: str, given: str, names: tuple[str, ...]) -> str:
    meant = near(given, names)
    if meant:
        return f"There is no {what} “{given}”; did you mean {any_of([f'“{name}”' for name in meant])}?"
    return f"There is no {what} “{given}”; write one of: {', '.join(names)}."


def _known(area: Path | None) -> Mapping[str, Deadline]:
    if area is None:
        return deadlines()
    if not area.is_dir():
        raise _Refused(f"{area} is no folder: name an area pack, which is a folder with area.toml in it.")
    file = area / _LOCAL
    return with_local(file) if file.exists() else deadlines()


def _plain(deadline: Deadline, clock: Clock) -> dict[str, object]:
    """One deadline as JSON writes it; dates as 2025-01-06, null where there is none."""

    def day(value: dt.date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "id": deadline.id,
        "title": deadline.title,
        "due": day(clock.due),
        "law": deadline.law,
        "link": deadline.link or None,
        "standing": deadline.standing,
        "state": clock.state,
        "days_left": clock.days_left,
        "days_late": clock.days_late,
        "started_on": day(clock.started_on),
        "stopped_on": day(clock.stopped_on),
        "excused_by": list(clock.excused_by),
        "extended_by": clock.extended_by,
        "check": None if clock.sure else CHECK,
        "reasons": list(clock.reasons),
    }


def listing(found: list[tuple[Deadline, Clock]], *, why: bool) -> Iterator[str]:
    """The table for a person: one line a deadline, and with ``why`` its reasoning below."""
    if not found:
        yield "None of these events starts a deadline."
        return
    rows = [("id", "title", "due", "state", "", "law")]
    rows += [
        (
            deadline.id,
            deadline.title,
            clock.due.isoformat() if clock.due else "–",
            clock.state.replace("_", " "),
            _days(clock),
            _law(deadline, clock),
        )
        for deadline, clock in found
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([*cells, row[-1]]).rstrip()
        if why and number:
            deadline, clock = found[number - 1]
            yield f"    {STATES[clock.state].capitalize()}."
            yield from (f"    {reason}" for reason in clock.reasons)
            if deadline.link:
                yield f"    {deadline.link}"
            yield ""


def _days(clock: Clock) -> str:
    if clock.days_left is not None:
        return f"{count(clock.days_left, 'day')} left" if clock.days_left else "last day"
    return f"{count(clock.days_late, 'day')} past" if clock.days_late is not None else ""


def _law(deadline: Deadline, clock: Clock) -> str:
    standing = "" if deadline.standing == "law" else f" ({deadline.standing})"
    return f"{deadline.law}{standing}{'' if clock.sure else f'. {CHECK}'}"


def _give_up(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
