"""Deadlines worked by hand, to hold the oracle to: read from the two texts beside this file.

The texts are laid out to be checked by a person with a calendar and no knowledge of programming; the head of
oracle_examples.txt says how an entry is written.
"""

import re
from datetime import date
from pathlib import Path

Example = tuple[str, dict[str, date], list[dict[str, object]], date, bool, date | None, str, str]
"""The deadline, events, exceptions, today, whether read strictly, the due day, the state, and why."""

TEXTS = ("oracle_examples.txt", "oracle_examples_later.txt")

DAY = r"\d{4}-\d{2}-\d{2}"
EXCEPTION = re.compile(
    rf"    but (?P<ground>[a-z ]+?)(?: (?P<begins>{DAY}))?(?: to (?P<ends>{DAY}))?(?:, asked (?P<advice_asked>{DAY}))?"
)
VERDICT = re.compile(
    rf"    on (?P<today>{DAY})(?P<strict> strictly)?: (?P<state>[a-z_]+)(?:, due (?P<due>{DAY}))? \| (?P<why>.+)"
)


def _events(text: str) -> dict[str, date]:
    if text == "-":
        return {}
    pairs = [entry.rsplit(" ", 1) for entry in text.split("; ")]
    events = {name: date.fromisoformat(day) for name, day in pairs}
    if len(events) != len(pairs):
        raise ValueError(f"an event is given twice: {text}")
    return events


def _exception(line: str) -> dict[str, object]:
    found = EXCEPTION.fullmatch(line)
    if found is None:
        raise ValueError(f"not an exception: {line}")
    parts = found.groupdict()
    ground = parts.pop("ground")
    return {"ground": ground, **{name: date.fromisoformat(day) if day else None for name, day in parts.items()}}


def _examples(text: str) -> list[Example]:
    found: list[Example] = []
    entry: list[str] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        entry.append(line)
        if not line.startswith("    on "):
            continue
        verdict = VERDICT.fullmatch(line)
        if verdict is None:
            raise ValueError(f"not a verdict: {line}")
        deadline, events = entry[0].split(": ", 1)
        exceptions = [_exception(each) for each in entry[1:-1]]
        due = date.fromisoformat(verdict["due"]) if verdict["due"] else None
        today = date.fromisoformat(verdict["today"])
        strict = verdict["strict"] is not None
        found.append((deadline, _events(events), exceptions, today, strict, due, verdict["state"], verdict["why"]))
        entry = []
    if entry:
        raise ValueError(f"an entry without a verdict: {entry}")
    return found


EXAMPLES: list[Example] = [
    example for name in TEXTS for example in _examples((Path(__file__).parent / name).read_text(encoding="utf-8"))
]
