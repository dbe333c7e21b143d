"""The chain of seals: what is wrong is found, at the first entry that is wrong. Plain Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.access.chain import BEFORE_ALL, Checkpoint, Sealed, seal, verify
from tests.access.sealing import seal_again
from tests.access.words import TEXT

START = datetime(2023, 11, 30, 9, tzinfo=UTC)

NUMBER = st.none() | st.integers(1, 2**63 - 1)
ENTRIES = st.builds(
    Sealed,
    seq=st.integers(1, 2**63 - 1),
    at=st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=1)))).filter(lambda at: at.year > 1000),
    person=NUMBER,
    person_name=TEXT,
    role=TEXT,
    area=NUMBER,
    act=TEXT,
    sentence=TEXT,
    about_kind=TEXT,
    about_id=TEXT,
    request_id=TEXT,
    previous_hash=TEXT,
    hash=TEXT,
)


def chain_of(count: int) -> list[Sealed]:
    """A sound trail of `count` entries."""
    entries: list[Sealed] = []
    previous = BEFORE_ALL
    for seq in range(1, count + 1):
        entry = Sealed(
            seq, START + timedelta(seconds=seq), 7, "Ben Carter", "programme-manager", 1, "adopted",
            f"Ben Carter adopted version {seq} of the plan.", "plan", f"pln_{seq}", "", previous, "",
        )  # fmt: skip
        entries.append(replace(entry, hash=seal(entry)))
        previous = entries[-1].hash
    return entries


def head_of(entries: list[Sealed]) -> Checkpoint:
    return Checkpoint(entries[-1].seq, entries[-1].hash, len(entries)) if entries else Checkpoint(0, BEFORE_ALL, 0)


def test_a_seal_worked_out_by_hand() -> None:
    """The JSON was typed out and given to sha256sum."""
    entry = replace(chain_of(1)[0], sentence='He said “no”.\n\\ "é" \x01\x7f😀')
    assert seal(entry) == "87cbec94cca1bc77184cecfdde2406d96dc0a321d5d8ddb5187d1885f2cc41d1"


@given(ENTRIES)
def test_the_seal_is_what_its_description_says(entry: Sealed) -> None:
    assert seal(entry) == seal_again(entry)


@given(ENTRIES, ENTRIES)
def test_two_entries_that_differ_have_two_seals(one: Sealed, other: Sealed) -> None:
    same = replace(one, hash="") == replace(other, hash="")
    assert (seal(one) == seal(other)) == same


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_a_sound_trail(count: int) -> None:
    entries = chain_of(count)
    verdict = verify(entries, head_of(entries), head_of(entries[: count // 2]))
    assert (verdict.sound, verdict.count, verdict.first_bad) == (True, count, None)
    assert f"{count} {'entry' if count == 1 else 'entries'} checked" in verdict.sentence


FIELDS: dict[str, Any] = {
    "at": START,
    "person": 8,
    "person_name": "Ben Cartor",
    "role": "board-chair",
    "area": 2,
    "act": "read",
    "sentence": "Ben Carter did nothing.",
    "about_kind": "",
    "about_id": "pln_99",
    "request_id": "abc",
    "previous_hash": "f" * 64,
    "hash": "f" * 64,
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("place", [1, 5, 10])
def test_an_edit_is_found_where_it_was_made(field: str, place: int) -> None:
    entries = chain_of(10)
    head = head_of(entries)
    entries[place - 1] = replace(entries[place - 1], **{field: FIELDS[field]})
    assert verify(entries, head).first_bad == place


@pytest.mark.parametrize("field", ["person", "area"])
def test_taking_out_who_or_where_is_found(field: str) -> None:
    entries = chain_of(3)
    nothing: dict[str, Any] = {field: None}
    entries[1] = replace(entries[1], **nothing)
    assert verify(entries, head_of(entries)).first_bad == 2


@given(place=st.integers(1, 12), data=st.data())
def test_a_clever_edit_resealed_is_found_at_the_next_entry(place: int, data: st.DataObject) -> None:
    entries = chain_of(12)
    head = head_of(entries)
    changed = replace(entries[place - 1], sentence=data.draw(TEXT.filter(lambda text: "version" not in text)))
    entries[place - 1] = replace(changed, hash=seal(changed))
    verdict = verify(entries, head)
    assert verdict.first_bad == (place + 1 if place < 12 else 12)


@given(st.sets(st.integers(1, 12), min_size=1))
def test_entries_taken_out_are_missed_from_the_first(gone: set[int]) -> None:
    entries = chain_of(12)
    left = [entry for entry in entries if entry.seq not in gone]
    assert verify(left, head_of(entries)).first_bad == min(gone)


@given(st.permutations(range(12)).filter(lambda order: list(order) != list(range(12))))
def test_entries_moved_are_found_at_the_first(order: list[int]) -> None:
    entries = chain_of(12)
    moved = [replace(entries[n], seq=place) for place, n in enumerate(order, 1)]
    assert verify(moved, head_of(entries)).first_bad == next(p for p, n in enumerate(order, 1) if p != n + 1)


@pytest.mark.parametrize("seq", [0, -3])
def test_a_number_before_the_first_does_not_belong(seq: int) -> None:
    entries = chain_of(2)
    early = replace(entries[0], seq=seq)
    for put_in in (early, replace(early, hash=seal(early))):
        assert verify([put_in, *entries], head_of(entries)).first_bad == seq


def test_an_entry_put_in_at_the_end_is_more_than_the_head_says() -> None:
    entries = chain_of(5)
    verdict = verify(entries, head_of(entries[:4]))
    assert (verdict.first_bad, verdict.sentence) == (5, "Entry 5 was put in: the trail's head is 4.")


def test_a_head_that_does_not_fit() -> None:
    entries = chain_of(5)
    assert verify(entries, replace(head_of(entries), head="f" * 64)).first_bad == 5
    assert verify([], Checkpoint(0, "f" * 64, 0)).first_bad == 1


@given(left=st.integers(0, 11), seen=st.integers(1, 12))
def test_a_tail_cut_off_with_its_head_set_back_is_found_by_a_checkpoint(left: int, seen: int) -> None:
    entries = chain_of(12)
    kept, cut = head_of(entries[:seen]), entries[:left]
    verdict = verify(cut, head_of(cut), kept)
    assert verdict.first_bad == (left + 1 if left < seen else None)


def test_a_trail_written_anew_is_found_by_a_checkpoint() -> None:
    kept = head_of(chain_of(4))
    anew: list[Sealed] = []
    for entry in chain_of(6):
        draft = replace(entry, role="board-chair", previous_hash=anew[-1].hash if anew else BEFORE_ALL)
        anew.append(replace(draft, hash=seal(draft)))
    assert verify(anew, head_of(anew)).sound
    verdict = verify(anew, head_of(anew), kept)
    assert (verdict.first_bad, "written anew" in verdict.sentence) == (4, True)


def test_a_checkpoint_that_cannot_be_is_refused() -> None:
    entries = chain_of(4)
    verdict = verify(entries, head_of(entries), replace(head_of(entries), count=3))
    assert (verdict.first_bad, "The checkpoint itself is wrong" in verdict.sentence) == (4, True)
    verdict = verify(entries, head_of(entries), Checkpoint(0, "f" * 64, 0))
    assert (verdict.sound, verdict.sentence) == (False, "The checkpoint itself is wrong: it has a head and no entry.")
