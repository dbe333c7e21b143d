"""The document beside what was read from it: what each piece of text is, and how the whole is folded."""

from __future__ import annotations

import msgspec

from sendplan.plan import runs
from sendplan.plan.queries import side_by_side
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
    parts = side_by_side.parts(draft, kept, {})
    assert [([run.anchor for run in part.runs], [each.label for each in part.reads], part.note) for part in parts] == [
        (["line-1"], [], "The plan’s title"),
        (["line-2"], [], "When the plan was published"),
        (["line-3"], [], "When the plan was last updated"),
        (["line-4"], ["Action A1"], None),
        (["line-5", "line-6"], ["Action A2"], None),
        (["line-7"], [], "Part of A2, continued"),
        (["line-8"], [], "A heading"),
    ]
