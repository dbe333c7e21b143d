"""The deadlines that are known: the national ones, an area's own beside them, and the digest of what they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from sendplan.clocks.clock import run
from sendplan.clocks.deadline import Deadline
from sendplan.clocks.declared import read
from sendplan.clocks.entry import DeadlineError
from sendplan.clocks.events import events
from sendplan.clocks.working_days import OutsideCalendarError, bank_holidays

__all__ = ["FILES", "deadlines", "deadlines_digest", "event_names", "named", "unlike_examples", "with_local"]

FILES = (
    "assessment",
    "annual-review",
    "phase-transfer",
    "moves",
    "reassessment",
    "mediation",
    "orders",
    "complaints",
    "information-rights",
    "thresholds",
)
"""The national files, one a subject, in the order in which they are shown."""


@cache
def deadlines() -> Mapping[str, Deadline]:
    """Every national deadline, by id, in the order of the files."""
    found: dict[str, Deadline] = {}
    folder = resources.files("sendplan.clocks").joinpath("deadlines")
    for name in FILES:
        text = folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
        _add(found, read(text, f"{name}.toml", events(), local=False), f"{name}.toml")
    return MappingProxyType(found)


def named(name: str) -> Deadline:
    """The national deadline with that id. Raises KeyError with a sentence."""
    if name not in deadlines():
        raise KeyError(f"There is no deadline “{name}”; the deadlines are {', '.join(deadlines())}.")
    return deadlines()[name]


def with_local(*files: Path) -> Mapping[str, Deadline]:
    """The national deadlines and those that ``files`` add, each of those marked as policy.

    Raises DeadlineError, with a line for each fault, for a file that cannot be read or does not have the shape, for an
    id that is taken, and for a worked example of which something else comes out.
    """
    found = dict(deadlines())
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as reason:
            raise DeadlineError(f"{file} cannot be read: {reason.strerror}; name a file that can.") from None
        except UnicodeDecodeError as reason:
            raise DeadlineError(f"{file} is not UTF-8 text (byte {reason.start + 1}); save it as UTF-8.") from None
        added = read(text, str(file), _names(found), local=True)
        _add(found, added, str(file))
        wrong = [sentence for each in added.values() for sentence in unlike_examples(each, str(file))]
        if wrong:
            raise DeadlineError("\n".join(wrong))
    return MappingProxyType(found)


def _add(found: dict[str, Deadline], added: Mapping[str, Deadline], file: str) -> None:
    taken = [name for name in added if name in found]
    if taken:
        raise DeadlineError(f"{file}, entry {taken[0]}: there is a deadline of that id already; choose another id.")
    found.update(added)


def unlike_examples(deadline: Deadline, file: str) -> list[str]:
    """A sentence for each worked example of ``deadline`` that does not come out as it says."""
    wrong = []
    for number, example in enumerate(deadline.examples, 1):
        try:
            clock = run(deadline, example.given, example.today, example.excuses, strict=example.strict)
        except OutsideCalendarError as reason:
            wrong.append(f"{file}, entry {deadline.id}, example {number}: {reason}")
            continue
        if (clock.due, clock.state) != (example.due, example.state):
            wrong.append(
                f"{file}, entry {deadline.id}, example {number}: it says due {example.due or 'on no day'}, "
                f"{example.state}, but the rule gives {clock.due or 'no day'}, {clock.state}; "
                "put the rule or the example right."
            )
    return wrong


def event_names(known: Mapping[str, Deadline] | None = None) -> tuple[str, ...]:
    """The name of every event that has a bearing on one of ``known``, by default on a national deadline; sorted."""
    return tuple(sorted(_names(deadlines() if known is None else known)))


def _names(known: Mapping[str, Deadline]) -> Collection[str]:
    return {name for each in known.values() for name in each.events}


def deadlines_digest(known: Mapping[str, Deadline] | None = None) -> str:
    """SHA-256 (64 hexadecimal digits) of everything in ``known`` that decides a date, and of the bank holidays.

    By default of the national deadlines. A change of wording or of an example leaves it as it is; a change of a rule, a
    period, an event, a date in force, the law cited or a bank holiday does not.
    """
    known = deadlines() if known is None else known
    said = {
        "deadlines": {name: _rules(each) for name, each in known.items()},
        "bank holidays": [holiday.day.isoformat() for holiday in bank_holidays()],
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _rules(each: Deadline) -> dict[str, object]:
    """What decides a date, as plain values that JSON writes in one way."""
    return {
        "kind": each.kind,
        "anchors": each.anchors,
        "latest": each.latest,
        "reckonings": [(part.starts, part.latest, str(part.period)) for part in each.reckonings],
        "by": each.by,
        "day_one": each.day_one,
        "stops": each.stops,
        "ends": sorted(each.ends),
        "requires": sorted(each.requires),
        "excused_by": {name: (ground.law, repr(ground.rule)) for name, ground in each.excused_by.items()},
        "extended_by": each.extended_by and (each.extended_by.event, str(each.extended_by.period)),
        "rolls": [repr(roll) for roll in each.rolls],
        "law": each.law,
        "standing": each.standing,
        "in force": (str(each.since), str(each.until)),
    }
