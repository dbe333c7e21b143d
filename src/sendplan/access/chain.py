"""What seals the audit trail: each entry's hash covers what it says and the hash of the entry before it. Plain Python.

The hash is SHA-256, in lower-case hexadecimal, over the UTF-8 of a canonical JSON object: its keys in
alphabetical order, no space between, characters as they are save those JSON must escape, times in UTC to the
microsecond ("2023-11-30T09:00:00.000000Z"), whole numbers or null for people and areas, text for the rest. The
database builds the same text in `access_append_audit` (migration 0002); the two are held together by tests.

A chain shows an entry edited, taken out, put in or moved. It cannot show that its newest entries were cut off by
somebody who also set the head back, nor that everything was written anew: for that a checkpoint is kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

# The hash before the first entry.
BEFORE_ALL = "0" * 64


@dataclass(frozen=True)
class Sealed:
    """One entry as it is sealed. `at` has a time zone; `person` and `area` are ids or None."""

    seq: int
    at: datetime
    person: int | None
    person_name: str
    role: str
    area: int | None
    act: str
    sentence: str
    about_kind: str
    about_id: str
    request_id: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Checkpoint:
    """How the trail stood: `count` entries, the newest numbered `seq` with the hash `head` (BEFORE_ALL when none)."""

    seq: int
    head: str
    count: int


@dataclass(frozen=True)
class Verdict:
    """What a check of the trail found: `first_bad` is the number of the first bad or missing entry, None when sound.

    `sentence` says what is wrong there and, when nothing is, how much was checked.
    """

    count: int
    first_bad: int | None
    sentence: str

    @property
    def sound(self) -> bool:
        return self.first_bad is None


def seal(entry: Sealed) -> str:
    """The hash `entry` should have."""
    canonical = json.dumps(
        {
            "about_id": entry.about_id,
            "about_kind": entry.about_kind,
            "act": entry.act,
            "area": entry.area,
            "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "person": entry.person,
            "person_name": entry.person_name,
            "previous_hash": entry.previous_hash,
            "request_id": entry.request_id,
            "role": entry.role,
            "sentence": entry.sentence,
            "seq": entry.seq,
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def verify(entries: Iterable[Sealed], head: Checkpoint, kept: Checkpoint | None = None) -> Verdict:
    """Check `entries`, in order of `seq`, against each other, against the trail's own head, and against a checkpoint
    `kept` elsewhere earlier. `head.count` is not used: the trail's head holds no count of its own."""
    if kept is not None and (fault := _fault_of_a_checkpoint(kept)):
        return Verdict(0, max(kept.seq, 1), f"The checkpoint itself is wrong: {fault}.")
    count, previous = 0, BEFORE_ALL
    for entry in entries:
        if entry.seq > count + 1:
            return Verdict(count, count + 1, f"Entry {count + 1} is missing.")
        if fault := _fault_of_an_entry(entry, count + 1, previous, kept):
            return Verdict(count, entry.seq, f"Entry {entry.seq} {fault}.")
        count, previous = entry.seq, entry.hash
    return _verdict_at_the_end(count, previous, head, kept)


def _fault_of_a_checkpoint(kept: Checkpoint) -> str | None:
    if kept.count != kept.seq:
        return f"{kept.count} entries cannot end at {kept.seq}"
    if kept.seq == 0 and kept.head != BEFORE_ALL:
        return "it has a head and no entry"
    return None


def _fault_of_an_entry(entry: Sealed, expected: int, previous: str, kept: Checkpoint | None) -> str | None:
    if entry.seq < expected:
        return "does not belong: numbers start at 1 and never repeat"
    if entry.previous_hash != previous:
        return "does not follow from the entry before it"
    if entry.hash != seal(entry):
        return "is not what was written: its seal does not fit"
    if kept is not None and entry.seq == kept.seq and entry.hash != kept.head:
        return "is not the one the checkpoint saw: the trail was written anew"
    return None


def _verdict_at_the_end(count: int, newest: str, head: Checkpoint, kept: Checkpoint | None) -> Verdict:
    if kept is not None and count < kept.seq:
        return Verdict(
            count, count + 1, f"Entry {count + 1} and later are missing: the checkpoint saw {kept.count} entries."
        )
    if count < head.seq:
        return Verdict(count, count + 1, f"Entry {count + 1} and later are missing: the trail's head is {head.seq}.")
    if count > head.seq:
        return Verdict(count, head.seq + 1, f"Entry {head.seq + 1} was put in: the trail's head is {head.seq}.")
    if newest != head.head:
        return Verdict(count, max(count, 1), f"The trail's head does not fit entry {count}.")
    return Verdict(count, None, f"The audit trail is sound: {count} {'entry' if count == 1 else 'entries'} checked.")
