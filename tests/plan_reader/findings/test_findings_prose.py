"""Words compared and words put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan_reader.findings.prose import (
    contains,
    counted,
    fold,
    listed,
    longest_shared,
    natural,
    opening,
    portion,
    quoted,
    sentences,
    words,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Head of Women & Children’s Health", "head of women and children's health"),
        ("Target – End January", "Target End  January."),
        ("Co\u00a0Chair", "co chair"),
    ],
)
def test_folding_takes_away_what_typing_varies(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_folding_keeps_what_tells_words_apart() -> None:
    assert fold("Head of Service A") != fold("Head of Service B")
    assert fold("childrens") != fold("children's")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two. Three.", 3),
        ("It is 2.5 years. That is long.", 2),
        ("Some, e.g. Portage, work.", 1),
        ("See Dr. Jones. He knows.", 2),
        ("No. 5 is one.", 1),
        ("Is it? “Yes,” she said.", 2),
        ("one. two", 1),
        ("", 0),
    ],
)
def test_sentences_end_at_a_stop_and_a_capital(text: str, parts: int) -> None:
    assert len(sentences(text)) == parts


def test_a_quotation_is_cut_at_a_word_and_loses_its_last_stop() -> None:
    assert quoted("A short one.") == "“A short one”"
    assert quoted("Ends in dots...") == "“Ends in dots...”"
    assert quoted("one two three, four", 15) == "“one two three …”"
    assert quoted("x" * 10, 10) == f"“{'x' * 10}”"


def test_lists_and_counts_read_as_english() -> None:
    assert listed([]) == ""
    assert listed(["A1"]) == "A1"
    assert listed(["A1", "A2"]) == "A1 and A2"
    assert listed(["A1", "A2", "A3"]) == "A1, A2 and A3"
    assert listed("abcd", limit=3) == "a, b and 2 more"
    assert listed("abc", limit=3) == "a, b and c"
    assert counted(1, "action") == "1 action"
    assert counted(2, "reply", "replies") == "2 replies"
    assert portion(1, 3, "action") == "1 of the 3 actions"
    assert portion(3, 3, "action") == "All 3 actions"
    assert portion(2, 2, "action") == "Both actions"
    assert portion(1, 1, "action") == "The only action"


def test_ids_sort_as_people_count() -> None:
    assert sorted(["A10", "A2", "B1", "A-K3"], key=natural) == ["A2", "A10", "A-K3", "B1"]


def test_the_longest_shared_run_of_words_is_unbroken() -> None:
    assert longest_shared(["a", "b", "c", "d"], ["x", "b", "c", "y", "d"]) == ("b", "c")
    assert longest_shared([], ["a"]) == ()


def test_an_opening_is_given_as_written() -> None:
    assert opening("DCC & NHS are a  “robust” pair.", 5) == "DCC & NHS are a"
    assert opening("Two words", 9) == "Two words"


def test_whole_words_are_looked_for() -> None:
    assert contains("To be set.", ("to be",))
    assert not contains("Settled", ("set",))


@given(st.text(max_size=60), st.integers(0, 12))
def test_no_text_is_too_odd(text: str, number: int) -> None:
    assert isinstance(fold(text), str)
    assert "".join(words(text)) == "".join(fold(text).split(" "))
    assert isinstance(opening(text, number), str)
    natural(text)
    quoted(text, max(number, 1))
    assert " ".join(sentences(text)).split() == text.replace("\u00a0", " ").split()
