"""Deadlines, read from files of their shape: what a file declares, or the sentences that say why it is refused."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, get_args

from sendplan.clocks.deadline import (
    STATES,
    Deadline,
    Example,
    Excuse,
    Extension,
    Ground,
    Kind,
    Reckoning,
    Roll,
    RollPastWindow,
    RollToWorkingDay,
    Standing,
    State,
)
from sendplan.clocks.entry import DeadlineError, Entry
from sendplan.clocks.exceptions import exception_sets, ground_names

__all__ = ["read"]

_FIELDS = frozenset(
    [
        "title",
        "starts",
        "start_is",
        "within",
        "later_of",
        "by_date",
        "at_least_before",
        "at_least_after",
        "needs",
        "day_one",
        "rolls",
        "stops",
        "ends",
        "requires",
        "excused_by",
        "extended_by",
        "law",
        "link",
        "from",
        "until",
        "standing",
        "sure",
        "doubt",
        "note",
        "example",
    ]
)
_KINDS: tuple[Kind, ...] = get_args(Kind)
_STANDINGS: tuple[str, ...] = get_args(Standing)


def read(text: str, file: str, events: Collection[str], *, local: bool) -> Mapping[str, Deadline]:
    """The deadlines of one file, by id, in its order. ``events`` are the names known; a file may add an area's own.

    ``local`` marks each as policy, whatever the file says. Raises DeadlineError with a line for each entry refused.
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise DeadlineError(f"{file} cannot be read as TOML: {reason}; put that right.") from None
    subject = data.pop("subject", "The area's own promises" if local else None)
    if not isinstance(subject, str) or not subject.strip():
        raise DeadlineError(f"{file}, subject: it is missing or no text; write the subject of these deadlines.")
    known = {*events, *_own_events(data.pop("events", []), file, local=local)}
    found: dict[str, Deadline] = {}
    refused: list[str] = []
    for name, table in data.items():
        try:
            found[name] = _deadline(name, table, file, subject, known, local=local)
        except DeadlineError as reason:
            refused.append(str(reason))
    if refused:
        raise DeadlineError("\n".join(refused))
    return MappingProxyType(found)


def _own_events(value: object, file: str, *, local: bool) -> list[str]:
    """The names of an area's own events. The national ones have a file, with the words for a sentence."""
    if not local and value:
        raise DeadlineError(f"{file}, events: national events stand in events.toml; add them there.")
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() == name != "" for name in value):
        raise DeadlineError(f"{file}, events: it must be a list of names; write each in quotation marks.")
    return value


def _deadline(name: str, table: object, file: str, subject: str, known: Collection[str], *, local: bool) -> Deadline:
    if not isinstance(table, dict):
        raise DeadlineError(f"{file}, {name}: it is no deadline; give it a heading of its own, [{name}], and fields.")
    entry = Entry(f"{file}, entry {name}", table)
    entry.only(_FIELDS)
    kind = _kind(entry)
    reckonings = _reckonings(entry, kind, known)
    needs = entry.names("needs", known, "event")
    anchors = needs or entry.names("starts", known, "event")
    if kind == "later_of" and not any(set(needs) & set(each.starts) for each in reckonings):
        entry.refuse("needs", "none of the reckonings starts from it", "name the event without which nothing is due")
    if len(entry.names("stops", known, "event")) != 1:
        entry.refuse("stops", "one event must stop it", "name that event")
    standing = entry.one_of("standing", _STANDINGS, "law")
    doubt = _doubt(entry)
    return Deadline(
        id=name,
        title=entry.text("title"),
        subject=subject,
        kind=kind,
        anchors=anchors,
        latest=_latest(entry),
        reckonings=reckonings,
        by=entry.day_of_year("by_date") if kind == "by_date" else None,
        day_one=_day_one(entry, kind),
        stops=entry.text("stops"),
        ends=entry.names("ends", known, "event"),
        requires=entry.names("requires", known, "event"),
        excused_by=_grounds(entry, kind),
        extended_by=_extension(entry, kind, known),
        rolls=_rolls(entry),
        law=entry.text("law"),
        link=entry.link("link", needed=not local and standing != "policy"),
        standing=_standing(standing, local=local),
        since=entry.date("from"),
        until=_until(entry),
        doubt=doubt,
        note=entry.text("note", ""),
        examples=tuple(_example(each, known) for each in entry.tables("example")),
    )


def _standing(word: str, *, local: bool) -> Standing:
    standings: dict[str, Standing] = {"law": "law", "guidance": "guidance", "policy": "policy"}
    return "policy" if local else standings[word]


def _kind(entry: Entry) -> Kind:
    given = [kind for kind in _KINDS if entry.has(kind)]
    if len(given) != 1:
        entry.refuse(
            given[1] if given else "within",
            "it is missing" if not given else f"{given[0]} is given too",
            f"give exactly one of {', '.join(_KINDS)}",
        )
    return given[0]


def _latest(entry: Entry) -> bool:
    return entry.one_of("start_is", ("earliest", "latest"), "earliest") == "latest"


def _reckonings(entry: Entry, kind: Kind, known: Collection[str]) -> tuple[Reckoning, ...]:
    if kind == "later_of":
        if entry.has("starts"):
            entry.refuse("starts", "each of the reckonings has its own", "move it there, and name what it needs")
        found = []
        for each in entry.tables("later_of"):
            each.only({"starts", "start_is", "within"})
            found.append(Reckoning(_starts(each, known), _latest(each), each.period("within")))
        if len(found) < 2:
            entry.refuse("later_of", "there must be two reckonings or more", "add one, or use within")
        return tuple(found)
    starts = _starts(entry, known)
    if entry.has("needs"):
        entry.refuse("needs", "only a deadline with later_of has it", "use requires")
    if kind == "by_date":
        return ()
    period = entry.period(kind)
    if kind == "at_least_before" and period.unit == "working day":
        entry.refuse(kind, "working days are not counted backwards", "use days, weeks or months")
    return (Reckoning(starts, _latest(entry), period),)


def _starts(entry: Entry, known: Collection[str]) -> tuple[str, ...]:
    starts = entry.names("starts", known, "event")
    if not starts:
        entry.refuse("starts", "no event starts it", "name one")
    return starts


def _day_one(entry: Entry, kind: Kind) -> bool:
    word = entry.one_of("day_one", ("same day", "next day"), "next day")
    if word == "same day" and kind not in {"within", "at_least_after"}:
        entry.refuse("day_one", f"it has no meaning beside {kind}", "leave it out")
    return word == "same day"


def _grounds(entry: Entry, kind: Kind) -> Mapping[str, Ground]:
    found: dict[str, Ground] = {}
    for name in entry.names("excused_by", exception_sets(), "list of exceptions"):
        found |= exception_sets()[name]
    if found and kind == "at_least_after":
        entry.refuse("excused_by", "a least time that belongs to somebody else cannot be excused", "leave it out")
    return MappingProxyType(found)


def _extension(entry: Entry, kind: Kind, known: Collection[str]) -> Extension | None:
    if not entry.has("extended_by"):
        return None
    if kind != "within":
        entry.refuse("extended_by", "only a deadline with within can be extended", "leave it out")
    inner = entry.inner("extended_by")
    inner.only({"event", "within"})
    names = inner.names("event", known, "event")
    if len(names) != 1:
        inner.refuse("event", "one event must extend it", "name that event")
    period, whole = entry.period("within"), inner.period("within")
    if whole.unit != period.unit or whole.number <= period.number:
        inner.refuse(
            "within", f"it is not longer than {period} from the start", "give the whole time, in the same unit"
        )
    return Extension(names[0], whole)


def _rolls(entry: Entry) -> tuple[Roll, ...]:
    value = entry.table.get("rolls", [])
    if value == "next working day":
        return (RollToWorkingDay(),)
    if isinstance(value, str):
        entry.refuse("rolls", "that is no rule", "write “next working day”, or a list of windows with from and until")
    found = []
    for each in entry.tables("rolls"):
        each.only({"from", "until"})
        found.append(RollPastWindow(each.day_of_year("from"), each.day_of_year("until")))
    return tuple(found)


def _until(entry: Entry) -> dt.date | None:
    since, until = entry.date("from"), entry.date("until")
    if since is not None and until is not None and until < since:
        entry.refuse("until", f"it comes before {since.isoformat()}, the first day in force", "put the two in order")
    return until


def _doubt(entry: Entry) -> str:
    doubt = entry.text("doubt", "")
    sure = entry.flag("sure", absent=not doubt)
    if sure == bool(doubt):
        entry.refuse(
            "sure",
            "what is sure has no doubt" if sure else "what is not sure needs its doubt",
            "leave the doubt out" if sure else "say in the field doubt what is to be checked",
        )
    return doubt


def _example(entry: Entry, known: Collection[str]) -> Example:
    entry.only({"given", "exceptions", "today", "strict", "due", "state", "why"})
    today = entry.date("today")
    if today is None:
        entry.refuse("today", "it is missing", "say on which day it is looked at")
    return Example(
        given=MappingProxyType(entry.dated("given", known, "event")),
        excuses=tuple(_excuse(each) for each in entry.tables("exceptions")),
        today=today,
        strict=entry.flag("strict", absent=False),
        due=entry.date("due"),
        state=_state(entry),
        why=entry.text("why"),
    )


def _state(entry: Entry) -> State:
    states: dict[str, State] = {state: state for state in STATES}
    return states[entry.one_of("state", states)]


def _excuse(entry: Entry) -> Excuse:
    entry.only({"ground", "begins", "ends", "advice_asked"})
    names = entry.names("ground", ground_names(), "ground")
    if len(names) != 1:
        entry.refuse("ground", "an exception has one ground", "name it")
    return Excuse(names[0], entry.date("begins"), entry.date("ends"), entry.date("advice_asked"))
