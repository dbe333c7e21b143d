"""The document beside what was read from it: what each piece of text is, and how the whole is folded."""

from __future__ import annotations

import msgspec
import pytest

from sendplan.plan import runs
from sendplan.plan.queries import side_by_side
from sendplan.plan.queries.folding import folded
from sendplan.plan.queries.pages import Read, ReadKind, SourcePart, SourceRun
from sendplan.plan_reader.draft import Metadata, Where
from tests.plan.drafts import made_up, read


def test_text_without_an_entry_of_its_own_is_said_to_be_what_it_is() -> None:
    text = "\n".join(
        (
            "A  made-up plan",
            "Published 3 March 2023",
            "Updated May 2023",
            "A1 Do it,",
            "A2 Do that,",
            "both.",
            "More.",
            "End",
        )
    )
    draft = made_up(2).draft
    first, second = draft.actions
    draft = msgspec.structs.replace(
        draft,
        metadata=Metadata(published="3 March 2023", last_updated="May 2023"),
        sections=(),
        kpis=(),
        actions=(
            msgspec.structs.replace(first, where=Where(line=4, end_line=6)),
            msgspec.structs.replace(second, where=Where(line=5, end_line=7)),
        ),
    )
    kept = runs.from_json(runs.to_json(read(draft, text).runs))
    parts = side_by_side.parts(draft, kept, adopted=False)
    assert [([run.anchor for run in part.runs], [each.label for each in part.reads], part.note) for part in parts] == [
        (["line-1"], [], "The plan’s title"),
        (["line-2"], [], "When the plan was published"),
        (["line-3"], [], "When the plan was last updated"),
        (["line-4"], ["Action A1"], None),
        (["line-5", "line-6"], ["Action A2"], None),
        (["line-7"], [], "Part of A2, continued"),
        (["line-8"], [], "A heading"),
    ]


def piece(*reads: tuple[ReadKind, str | None]) -> SourcePart:
    shown = tuple(Read(kind, "Something", letter, None, (), ()) for kind, letter in reads)
    return SourcePart((SourceRun(0, "Text", "line 1", "line-1"),), shown, None if shown else "A heading")


HEADING: ReadKind = "section"


def test_a_document_is_folded_where_a_section_begins() -> None:
    parts = (
        piece(("front_matter", None), ("body", None)),
        piece((HEADING, "A")),
        piece(),
        piece(("action", "A"), ("need", "A")),
        piece((HEADING, "B")),
        piece(("unplaced", None)),
        piece(("target", "A")),
    )
    sections = folded(parts, {"A": "Waiting", "B": ""})
    assert [(each.title, each.inside) for each in sections] == [
        ("Before the first section", "1 piece of text: 1 governance body and 1 other entry."),
        ("Section A: Waiting", "3 pieces of text: 1 need and 1 action."),
        ("Section B", "2 pieces of text. 1 piece found no place."),
        ("Section A: Waiting, continued", "1 piece of text: 1 target."),
    ]
    assert tuple(part for each in sections for part in each.parts) == parts
    assert len({each.anchor for each in sections}) == 4


@pytest.mark.parametrize(("parts", "titles"), [((), []), ((piece(), piece()), ["The whole document"])])
def test_a_document_without_sections_is_one(parts: tuple[SourcePart, ...], titles: list[str]) -> None:
    assert [each.title for each in folded(parts, {})] == titles
