"""One made-up plan as a page, as a word-processor file and as each is printed: it reads to the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sendplan.formats import open_document
from sendplan.formats.document import Heading, ListItem, Table
from sendplan.plan_reader import read
from sendplan.plan_reader.draft import Draft

DATA = Path(__file__).parent / "data"
PRINTS = ["plan.pdf", "plan.untagged.pdf"]


def said(draft: Draft) -> tuple[Any, ...]:
    """What a person would compare: actions and targets, without where they stand."""
    actions = [(a.ref, a.text, a.outcomes, a.due.as_written, a.owners) for a in draft.actions]
    kpis = [(k.name, k.baseline.as_written, tuple(step.as_written for step in k.steps)) for k in draft.kpis]
    return actions, kpis, draft.title


@pytest.mark.parametrize("name", PRINTS)
def test_a_page_and_its_print_read_to_the_same(name: str) -> None:
    page, printed = read(DATA / "plan.html"), read(DATA / name)
    assert len(page.actions) == 9
    assert said(printed) == said(page)


def test_a_word_processor_file_and_its_print_read_to_the_same() -> None:
    file, printed = read(DATA / "plan.docx"), read(DATA / "plan.word.pdf")
    assert len(file.actions) == 18
    assert said(printed) == said(file)


@pytest.mark.parametrize("name", PRINTS)
def test_blocks_of_a_page_and_of_its_print_are_the_same(name: str) -> None:
    def told(document: str) -> list[Any]:
        found: list[Any] = []
        for block in open_document(DATA / document).blocks:
            if isinstance(block, Table):
                found += [
                    (c.row, c.column, c.colspan, c.rowspan, [r.text for r in c.runs], c.fill) for c in block.cells
                ]
            else:
                depth = (
                    block.level if isinstance(block, Heading) else block.depth if isinstance(block, ListItem) else None
                )
                found.append((type(block).__name__, block.run.text, depth))
        return found

    assert told(name) == told("plan.html")


def test_what_a_print_adds_is_said_and_not_read() -> None:
    printed = open_document(DATA / "plan.pdf")
    assert printed.language == "en-GB"
    assert printed.media_type == "application/pdf"
    assert any("Left out" in remark and "Northmere-plan.html" in remark for remark in printed.remarks)
    assert any("pages 2 were read once" in remark for remark in printed.remarks)
    assert not any("Northmere-plan.html" in run.text for run in printed.runs())
    assert [run.number for run in printed.runs()] == list(range(len(list(printed.runs()))))


def test_places_are_those_a_person_would_look_at() -> None:
    action = next(a for a in read(DATA / "plan.pdf").actions if a.ref == "1.6")
    assert action.where.cell is not None
    assert action.where.cell.startswith("page 2, table 1, row 3")
