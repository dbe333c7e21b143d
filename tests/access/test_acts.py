"""The acts of access: each with its sentence, its word on erasure, and somebody who does it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sendplan.access import acts
from sendplan.access.acts import ACTS

SOURCE = Path(acts.__file__).parent


def test_every_act_is_done_somewhere_and_every_act_done_is_listed() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "actions.py", SOURCE / "receivers.py"))
    done = set(re.findall(r'record(?:_own)?\((?:None|person|user), "([a-z-]+)"', text))
    assert done == set(ACTS)


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.slug)
def test_an_act_says_what_of_it_may_be_erased(act: acts.Act) -> None:
    assert "rase" in act.erasure or "taken out" in act.erasure
    assert act.sentence[0].isupper() or act.sentence.startswith("{")


def test_a_sentence_is_filled_and_nothing_is_left_over() -> None:
    assert ACTS["signed-in"].say(name="Ben Carter") == "Ben Carter signed in."
    with pytest.raises(ValueError, match="The act signed-in needs the words"):
        ACTS["signed-in"].say()
    with pytest.raises(ValueError, match="The act signed-in needs the words"):
        ACTS["signed-in"].say(name="Ben Carter", extra="x")


def test_a_name_with_braces_is_only_a_name() -> None:
    assert ACTS["signed-in"].say(name="{name.__class__}") == "{name.__class__} signed in."


@pytest.mark.parametrize("entry", ['sentence = "It was done."', 'sentence = "No stop"\nerasure = "None."', ""])
def test_an_act_without_its_sentences_is_refused_by_name(entry: str) -> None:
    with pytest.raises(ValueError, match="The act odd needs a sentence"):
        acts.read(f"[odd]\n{entry}\n")
