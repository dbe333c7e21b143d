"""Lines into paragraphs: no word is lost, and a hyphen goes only where the document writes the word without one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.formats.pdf.flow import joined_text, passages_of
from sendplan.formats.pdf.glyphs import Box
from sendplan.formats.pdf.lines import Line, Word, line_of
from sendplan.formats.pdf.spacing import Seen, Setting, settings_of

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=40)


def wrapped(words: list[str], width: float, top: float = 0.0) -> list[Line]:
    """Words set as a typesetter sets them: each on the line while there is room, letters 5 points wide."""
    lines: list[list[Word]] = [[]]
    x = 0.0
    for text in words:
        long = 5.0 * len(text)
        if lines[-1] and x + long > width:
            lines.append([])
            x = 0.0
        y = top + 12.0 * (len(lines) - 1)
        lines[-1].append(Word(text, Box(x, y, x + long, y + 10), 10.0, bold=False))
        x += long + 2.5
    return [line for line in (line_of(words) for words in lines) if line is not None]


@settings(max_examples=200, deadline=None)
@given(WORDS, st.integers(60, 400))
def test_a_wrapped_paragraph_is_one_again(words: list[str], width: int) -> None:
    (passage,) = passages_of(wrapped(words, width), float(width))
    assert passage.text(()) == " ".join(words)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(60, 400))
def test_no_word_is_lost_or_moved(paragraphs: list[list[str]], width: int) -> None:
    lines: list[Line] = []
    for words in paragraphs:
        lines += wrapped(words, width, lines[-1].box.bottom + 2 if lines else 0.0)
    read = " ".join(passage.text(()) for passage in passages_of(lines, float(width)))
    assert read == " ".join(word for words in paragraphs for word in words)


SENTENCES = st.lists(
    st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=6).map(
        lambda words: [words[0].capitalize(), *words[1:-1], *([words[-1] + "."] if len(words) > 1 else ["a."])]
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(SENTENCES, st.integers(60, 200), st.booleans())
def test_every_paragraph_that_fills_its_line_with_a_stop_is_a_place_in_doubt_or_an_end(
    sentences: list[list[str]], width: int, apart: bool
) -> None:
    lines: list[Line] = []
    for words in sentences:
        lines += wrapped(words, width, lines[-1].box.bottom + 2 if lines else 0.0)
    passages = passages_of(lines, float(width), setting=Setting(usual=0.2, apart=apart))
    told = ""
    for passage in passages:
        text = passage.text(())
        places = passage.may_part(())
        assert all(0 < at < len(text) and text[at - 1] == " " and text[at] != " " for at in places)
        marked = "".join("|" * (at in places) + letter for at, letter in enumerate(text))
        told += f"|{marked} "
    assert told.strip().replace(" |", "|") == "|" + "|".join(" ".join(words) for words in sentences)


def test_gaps_that_stand_between_paragraphs_are_told_from_those_between_lines() -> None:
    close = wrapped(["one", "two", "three"], 40)
    spaced = [*wrapped(["Four", "five", "six"], 40), *wrapped(["Seven"], 40, 40.0)]
    columns = [Seen(), Seen()]
    columns[0].add(close, 40.0)
    columns[1].add(spaced, 40.0)
    first, second = settings_of(columns)
    assert (first.usual, first.spaced, first.spaced_near) == (0.2, False, True)
    assert (second.spaced, second.spaced_near) == (True, True)
    assert first.is_wider(4.5, 10.0)
    assert not first.is_wider(3.0, 10.0)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab-c\u00ad/ ", max_size=12), max_size=8), st.sets(st.text("abc", max_size=6), max_size=6))
def test_joining_loses_only_spaces_and_hyphens(lines: list[str], known: set[str]) -> None:
    def letters(text: str) -> str:
        return "".join(letter for letter in text if letter not in " -\u00ad")

    assert letters(joined_text(lines, known)) == letters("".join(lines))


@pytest.mark.parametrize(
    ("lines", "known", "joined"),
    [
        (["the co-", "production of"], (), "the co-production of"),
        (["the assess-", "ment of"], ("assessment",), "the assessment of"),
        (["the assess-", "ment of"], ("assessment", "assess-ment"), "the assess-ment of"),
        (["in 2023-", "24 and"], ("202324",), "in 2023-24 and"),
        (["Head –", "SEND"], (), "Head – SEND"),
        (["and/", "or"], (), "and/or"),
        (["assess\u00ad", "ment"], (), "assessment"),
        (["soft\u00adly", ""], (), "softly"),
    ],
)
def test_words_over_the_ends_of_lines(lines: list[str], known: tuple[str, ...], joined: str) -> None:
    assert joined_text(lines, known) == joined


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    lines = [*wrapped(["Head", "of", "SEND"], 200), *wrapped(["Director", "of", "Care"], 200, 12.0)]
    assert [passage.text(()) for passage in passages_of(lines, 200.0)] == ["Head of SEND", "Director of Care"]
    assert len(passages_of(lines, 80.0)) == 1, "its next word would not have fitted"


def test_a_long_word_cut_by_its_column_is_mended() -> None:
    lines = [*wrapped(["neurodevelopmenta"], 85), *wrapped(["l", "waits"], 85, 12.0)]
    assert [passage.text(()) for passage in passages_of(lines, 85.0)] == ["neurodevelopmental waits"]
