"""What two records say of each other, and which records are one child's."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.people.rules import (
    Record,
    Verdict,
    compare,
    fold,
    reason_given,
    settle,
    sound_nhs_number,
    sound_upn,
    still_open,
)
from tests.matching.made import BORN, nhs, partition, record, twins, upn

OTHER_DAY = dt.date(2014, 6, 5)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Neill", "ONEILL"),
        ("O’Neill", "o neill"),
        ("Anne-Marie", "Anne Marie"),
        ("José", "JOSE"),
        ("José", "Jose\u0301"),
        ("Groß", "GROSS"),
        ("St. John", "St John"),
        ("İnci", "Inci"),
    ],
)
def test_what_sources_write_differently_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Ann", "Anne"), ("Anna", "Anya"), ("कि", "की"), ("Lee", "Leigh")])
def test_another_name_is_another(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_number_is_sound_or_none() -> None:
    assert sound_upn("h801200001001") == "H801200001001"
    assert sound_upn("B801200001001") == sound_upn("") == sound_upn("A000000000000") == ""
    assert sound_nhs_number("943 476 5919") == "9434765919"
    assert sound_nhs_number("9434765918") == sound_nhs_number("0000000000") == sound_nhs_number("4444444444") == ""


A, B = upn(1), upn(2)
N, M = nhs(1), nhs(2)
TABLE: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("same UPN", {"upn": A, "surname": "Old"}, {"upn": A}, "same by number", "same UPN, birth date and forename"),
    ("same NHS number", {"nhs_number": N}, {"nhs_number": N}, "same by number", "same NHS number"),
    ("same name", {}, {}, "same by name", "no number that differs"),
    ("same name, one number", {"upn": A}, {}, "same by name", "no number"),
    ("same name, two kinds", {"upn": A}, {"nhs_number": N}, "same by name", "no number"),
    ("unsound UPNs say nothing", {"upn": "X1"}, {"upn": "X2"}, "same by name", "no number"),
    ("same UPN, other day", {"upn": A}, {"upn": A, "born_on": OTHER_DAY}, "ask", "not the same birth date"),
    ("same UPN, no day", {"upn": A}, {"upn": A, "born_on": None}, "ask", "not the same birth date"),
    ("same UPN, other forename", {"upn": A}, {"upn": A, "forename": "Amy"}, "ask", "not the same forename"),
    ("same NHS, no forename", {"nhs_number": N}, {"nhs_number": N, "forename": ""}, "ask", "not the same forename"),
    (
        "same UPN, both other",
        {"upn": A},
        {"upn": A, "forename": "Amy", "born_on": OTHER_DAY},
        "ask",
        "not the same birth date or forename",
    ),
    ("same UPN, NHS differ", {"upn": A, "nhs_number": N}, {"upn": A, "nhs_number": M}, "ask", "different NHS numbers"),
    ("same name, UPNs differ", {"upn": A}, {"upn": B}, "ask", "different UPNs"),
    ("twins", {"forename": "Amy"}, {}, "ask", "they may be twins"),
    ("twins, two kinds", {"forename": "Amy", "upn": A}, {"nhs_number": N}, "ask", "they may be twins"),
    ("twins, one postcode", {"forename": "Amy", "postcode": "zz11cc"}, {"postcode": "ZZ1 1CC"}, "ask", "postcode"),
    ("known twins", {"forename": "Amy", "upn": A}, {"upn": B}, "different", "Nothing"),
    ("another day", {}, {"born_on": OTHER_DAY}, "different", "Nothing"),
    ("no day", {"born_on": None}, {"born_on": None}, "different", "Nothing"),
    ("another surname", {"surname": "Low"}, {}, "different", "Nothing"),
    ("no names", {"surname": "", "forename": ""}, {"surname": "", "forename": ""}, "different", "Nothing"),
    ("restricted by number", {"upn": A, "restricted": True}, {"upn": A}, "ask", "restricted"),
    ("restricted by name", {}, {"restricted": True}, "ask", "restricted"),
    ("restricted, nothing shared", {"restricted": True}, {"surname": "Low"}, "different", "Nothing"),
]


@pytest.mark.parametrize(("_", "one", "other", "says", "words"), TABLE, ids=[row[0] for row in TABLE])
def test_two_records(_: str, one: dict[str, Any], other: dict[str, Any], says: str, words: str) -> None:
    a, b = record("0001-a", **one), record("0002-b", **other)
    said = compare(a, b)
    assert said.says == says
    assert words in said.sentence
    assert compare(b, a) == said
    settled = settle([a, b])
    assert (len(settled.groups) == 1) == says.startswith("same")
    assert [each.reason for each in settled.questions] == ([said.sentence] if says == "ask" else [])


def test_two_candidates_are_a_question() -> None:
    records = [record("0001-a", "1"), record("0002-b", "1"), record("0002-b", "2")]
    settled = settle(records)
    assert len(settled.groups) == 3
    assert settled.questions
    assert all("not the only record" in each.reason for each in settled.questions)


def test_a_person_says_which_of_two_candidates_it_is_not() -> None:
    records = [record("0001-a", "1"), record("0002-b", "1"), record("0002-b", "2")]
    settled = settle(records, [Verdict(0, 2, "different")])
    assert settled.groups == ((0, 1), (2,))


def test_each_year_of_a_child_without_numbers_is_the_same_child() -> None:
    assert settle([record(f"000{n}-a") for n in range(1, 5)]).groups == ((0, 1, 2, 3),)


def test_a_record_between_two_numbers_joins_neither_by_chance() -> None:
    """The middle one agrees with both, and the two differ: a chain is no proof."""
    records = [
        record("0001-a", upn=A, nhs_number=N, surname="Lee"),
        record("0002-b", upn=A, nhs_number=M, surname="Low"),
        record("0003-c", upn=A, surname="Loy"),
    ]
    settled = settle(records)
    assert settled.groups == ((0,), (1,), (2,))
    assert len(settled.questions) == 2


def test_a_parted_record_leaves_the_others_together_and_the_next_year_is_asked() -> None:
    records = [record(f"000{n}-a", upn=A) for n in range(1, 5)]
    apart = [Verdict(2, 0, "different"), Verdict(2, 1, "different")]
    assert settle(records[:3], apart).groups == ((0, 1), (2,))
    assert not settle(records[:3], apart).questions
    later = settle(records, apart)
    assert later.groups == ((0, 1), (2,), (3,))
    assert len(later.questions) == 1


def test_a_person_joins_what_no_rule_would_and_the_last_word_counts() -> None:
    records = [record("0001-a", restricted=True), record("0002-b", forename="Amy", upn=A)]
    same, different = Verdict(0, 1, "same"), Verdict(1, 0, "different")
    assert settle(records, [same]).groups == ((0, 1),)
    assert settle(records, [same, different]).groups == ((0,), (1,))
    assert settle(records, [different, same]).groups == ((0, 1),)
    assert not settle(records, [same]).questions


def _no_twin_is_joined(pairs: int) -> None:
    records = twins(pairs)
    settled = settle(records)
    assert len(settled.groups) == 2 * pairs
    assert len(settled.questions) == pairs
    assert all("twins" in each.reason for each in settled.questions)


def test_no_twin_is_joined() -> None:
    _no_twin_is_joined(300)


@pytest.mark.prove
def test_no_twin_of_ten_thousand_is_joined() -> None:
    _no_twin_is_joined(10_000)


FEW = st.builds(
    lambda source, upn_no, nhs_no, surname, forename, day, restricted: record(
        f"000{source}-x",
        "",
        upn=upn(upn_no) if upn_no else "",
        nhs_number=nhs(nhs_no) if nhs_no else "",
        surname=surname,
        forename=forename,
        born_on=BORN + dt.timedelta(days=day),
        restricted=restricted,
    ),
    st.integers(1, 3),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["Lee", "Low"]),
    st.sampled_from(["Ann", "Anne"]),
    st.integers(0, 1),
    st.integers(0, 9).map(lambda n: n == 0),
)


def _numbered(records: list[Record]) -> list[Record]:
    return [
        Record(**{**{name: getattr(each, name) for name in Record.__dataclass_fields__}, "key": f"{n:03}"})
        for n, each in enumerate(records)
    ]


@given(st.lists(FEW, max_size=12), st.randoms(use_true_random=False))
def test_no_forename_no_day_no_number_and_no_restricted_record_is_ever_joined_to_another(
    made: list[Record], rng: random.Random
) -> None:
    records = _numbered(made)
    settled = settle(records)
    for group in settled.groups:
        members = [records[each] for each in group]
        assert len({each.folded_forename for each in members}) == 1
        assert len({each.born_on for each in members}) == 1
        assert len({each.sound_upn for each in members} - {""}) <= 1
        assert len({each.sound_nhs_number for each in members} - {""}) <= 1
        assert len(members) == 1 or not any(each.restricted for each in members)
    # What could be one child and is not joined is asked about, of that pair or of another of the same record.
    at = {each: number for number, group in enumerate(settled.groups) for each in group}
    asked = {at[each] for question in settled.questions for each in (question.one, question.other)}
    for a in range(len(records)):
        for b in range(a):
            if at[a] != at[b] and compare(records[a], records[b]).says != "different":
                assert {at[a], at[b]} & asked
    shuffled = rng.sample(records, len(records))
    again = settle(shuffled)
    assert partition(shuffled, again) == partition(records, settled)
    assert {(shuffled[q.one].place, shuffled[q.other].place, q.reason) for q in again.questions} == {
        (records[q.one].place, records[q.other].place, q.reason) for q in settled.questions
    }


def test_the_same_name_thousands_of_times_takes_no_longer_for_it() -> None:
    """A load with one name and birth date throughout, as an export gone wrong has it: linear, and nothing joined."""
    records = [record("0001-a", f"{n:05}") for n in range(3000)]
    settled = settle(records)
    assert len(settled.groups) == 3000
    assert len(settled.questions) == 2999


def test_a_decision_needs_its_reason_and_an_open_question() -> None:
    assert reason_given(" ") == "Say what you saw that decides it: whoever asks later will read it."
    assert "shorten it" in (reason_given("x" * 2001) or "")
    assert reason_given("Both have the same mother.") is None
    assert still_open("open") is None
    assert "already" in (still_open("decided") or "")
    assert "no longer stands" in (still_open("withdrawn") or "")
