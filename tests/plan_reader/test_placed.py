"""Placed + unplaced = the document."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendplan.formats import open_bytes, open_document
from sendplan.formats.document import Document
from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.placed import Coverage, coverage
from tests.plan_reader.documents import as_csv, as_docx, as_html, as_xlsx
from tests.plan_reader.documents.published_plan import published_plan
from tests.plan_reader.truth_plan import SEED


def assert_accounts_for(document: Document) -> Coverage:
    """Every character that is not white space is in exactly one span; what the draft lists as unplaced is the rest."""
    found = coverage(document)
    spans = [placed.span for placed in found.placed] + list(found.unplaced)
    counted = {run.number: [0] * len(run.text) for run in document.runs()}
    for span in spans:
        for at in range(span.start, span.end):
            counted[span.run.number][at] += 1
    for run in document.runs():
        for character, count in zip(run.text, counted[run.number], strict=True):
            assert count == 1 if not character.isspace() else count <= 1, (run.text, character)
    assert [text.text for text in found.draft.unplaced] == [span.text for span in found.unplaced]
    return found


def strings_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings_in(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in strings_in(part)]
    return []


def assert_values_are_in_the_draft(found: Coverage) -> None:
    """A span placed as a value is in the draft in so many words: nothing is called placed that was dropped."""
    parts = {key: part for key, part in msgspec.to_builtins(found.draft).items() if key not in ("unplaced", "source")}
    whole = "\n".join(collapse(text) for text in strings_in(parts))
    for placed in found.placed:
        if placed.role == "value":
            assert collapse(placed.span.text) in whole, placed.span.text


def test_the_published_plan() -> None:
    found = assert_accounts_for(open_document(SEED))
    assert_values_are_in_the_draft(found)
    assert len(found.unplaced) == 5


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "csv"])
def test_every_format(kind: str, tmp_path: Path) -> None:
    plan = published_plan()
    path = tmp_path / f"plan.{kind}"
    if kind == "html":
        path.write_text(as_html.page(plan), encoding="utf-8")
    elif kind == "csv":
        path.write_text(as_csv.kpis_file(plan), encoding="utf-8")
    elif kind == "docx":
        as_docx.write(plan, path)
    else:
        as_xlsx.a_sheet_a_section(plan, path)
    assert_values_are_in_the_draft(assert_accounts_for(open_document(path)))


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Section A: Strategy",
                "What needs improvement",
                "What families have told us",
                "  • A need – of ours",
                "Actions and outcomes",
                "Ref Action Outcome By when Senior Responsible Officer",
                "A1 Do it. It is done. June 2023 – Head of X",
                "– Head of Y / Lead Z; Director, NHS Q",
                "\u00a0",
                "",
                "KPI Baseline Baseline Date Milestone 1 – End July 2023 Target – End January 2024",
                "No of things 16 January 2023 10% reduction 50% reduction",
                "TBC 40%",
                "Introduction",
                "Governance",
                "The SEND Board",
                "Published",
                "Accountable Officers:",
                "  • A Person (Director, Some Council)",
                "Date of Inspection: 23 – 25 May 2022",
            ]
        ),
        st.text(max_size=60).map(lambda text: text.replace("\r", " ")),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_LINES)
def test_any_document(lines: list[str]) -> None:
    text = "\n".join(
        ["A plan for words", *("".join(c for c in line if c.isprintable() or c == "\u00a0") for line in lines)]
    )
    assert_accounts_for(open_bytes(text.encode("utf-8", "ignore"), "plan.txt"))


_CELL = st.sampled_from(
    [
        "",
        "Ref",
        "Action",
        "Outcome",
        "By when",
        "Owner",
        "KPI",
        "Baseline",
        "Target",
        "A1",
        "June 2023",
        "10%",
        "Do it",
        "– X – Y",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.tuples(_CELL, st.integers(1, 3), st.integers(1, 3)), max_size=5), max_size=8))
def test_any_table(rows: list[list[tuple[str, int, int]]]) -> None:
    cells = "".join(
        "<tr>" + "".join(f'<td rowspan="{down}" colspan="{across}">{text}</td>' for text, down, across in row) + "</tr>"
        for row in rows
    )
    assert_accounts_for(open_bytes(f"<html><body><p>A plan</p><table>{cells}</table></body></html>".encode(), "plan"))
