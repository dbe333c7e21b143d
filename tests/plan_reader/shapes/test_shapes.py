"""The reader's promise: of any area's document nearly all is read right, and nothing is wrong without a word.

`PYTHONPATH=src:. python -m tests.plan_reader.shapes.test_shapes [part of a name]` prints the scores and each fault.
"""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from pathlib import Path

import msgspec
import pytest

from sendplan.formats.unreadable import Unreadable
from sendplan.plan_reader.read import read
from tests.plan_reader.shapes.catalogue import CASES, DOCUMENTS
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.scoring import Mark, Verdict, refused, score, share

PROMISED = ("actions", "dates", "owners", "steps")


@cache
def marks(name: str, format_: str) -> tuple[Mark, ...]:
    document = next(one for one in DOCUMENTS if one.name == name)
    with tempfile.TemporaryDirectory() as place:
        path = document.write(format_, Path(place))
        try:
            draft = msgspec.to_builtins(read(path))
        except Unreadable as reason:
            return tuple(refused(document.truth_in(format_), str(reason)))
    return tuple(score(document.truth_in(format_), draft))


def test_there_are_enough_documents_of_every_format() -> None:
    assert len(DOCUMENTS) >= 48
    assert len({document.name for document in DOCUMENTS}) == len(DOCUMENTS)
    assert {format_ for _, format_ in CASES} == {
        "html",
        "docx",
        "xlsx",
        "csv",
        "txt",
        "pdf",
        "untagged.pdf",
        "word.pdf",
    }


@pytest.mark.parametrize(("document", "format_"), CASES, ids=[f"{one.name}.{format_}" for one, format_ in CASES])
def test_nothing_is_wrong_without_a_flag(document: Document, format_: str) -> None:
    silent = [mark for mark in marks(document.name, format_) if mark.verdict is Verdict.SILENT]

    assert not silent, f"{document.name}.{format_}:\n" + "\n".join(map(str, silent))


def test_nearly_all_is_right() -> None:
    every = [mark for document, format_ in CASES for mark in marks(document.name, format_)]
    shares = {category: right / all_ for category, (right, _, _, all_) in share(every).items()}

    assert {category: shares[category] for category in PROMISED if shares[category] < 0.95} == {}, shares


def main(part: str) -> None:
    every: list[Mark] = []
    for document, format_ in CASES:
        if part not in f"{document.name}.{format_}":
            continue
        found = marks(document.name, format_)
        every += found
        wrong = [mark for mark in found if mark.verdict is not Verdict.RIGHT]
        sys.stdout.write(f"{document.name}.{format_}: {len(found) - len(wrong)} of {len(found)}\n")
        sys.stdout.writelines(f"    {mark}\n" for mark in wrong)
    for category, (right, flagged, silent, all_) in share(every).items():
        sys.stdout.write(f"{category}: {right} of {all_} right, {flagged} wrong with a flag, {silent} without\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
