"""Tables of both shapes: merged cells, other words, other orders, and values given back to their columns."""

from __future__ import annotations

import pytest

from sendplan.formats import open_bytes
from sendplan.plan_reader import read_document
from sendplan.plan_reader.alignment import TokenType, align
from sendplan.plan_reader.columns import Field, header_row
from sendplan.plan_reader.draft import Draft
from sendplan.plan_reader.flat_headers import flat_header


def text(*lines: str) -> Draft:
    return read_document(open_bytes("\n".join(("A SEND plan", "", *lines)).encode(), "plan.txt"))


def page(body: str) -> Draft:
    return read_document(open_bytes(f"<html><body><h1>A SEND plan</h1>{body}</body></html>".encode(), "plan.html"))


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Ref Actions Outcome / Success Criteria By when Senior Responsible Officer", "ref action outcome due owner"),
        ("No. Action Lead officer Timescale Success measure", "ref action owner due outcome"),
        ("Ref Action Outcome Deadline Lead Officer Accountable Officer", "ref action outcome due lead accountable"),
        ("KPI Baseline Baseline Date Milestone 1 – End July 2023 Target", "name baseline baseline_date step step"),
        ("KPI Baseline Date Milestone 1 – End July 2023 Target", "name baseline baseline_date step step"),
        ("Measure Baseline July 2024 November 2024", "name baseline step step"),
    ],
)
def test_a_flattened_header(line: str, fields: str) -> None:
    columns = flat_header(line)
    assert columns is not None
    assert [column.field for column in columns.columns] == fields.split()


@pytest.mark.parametrize(
    "line", ["Actions and outcomes", "Key Performance Indicators", "Action was taken by the lead officer.", ""]
)
def test_no_header(line: str) -> None:
    assert flat_header(line) is None


def test_a_real_header_in_other_words() -> None:
    columns = header_row(["#", "What we will do", "What difference it will make", "Deadline", "Who", "RAG"])
    assert columns is not None
    assert [column.field for column in columns.columns] == ["ref", "action", "outcome", "due", "owner", "status"]


FIVE: list[Field] = ["baseline", "baseline_date", "step", "step", "step"]


@pytest.mark.parametrize(
    ("types", "first", "count"),
    [
        (["level", "date", "change", "change", "change"], (0, 1, 2, 3, 4), 1),
        (["not_set", "change", "change", "change"], (0, 2, 3, 4), 2),
        (["level", "not_set", "level", "level"], (0, 1, 3, 4), 4),
        (["level", "not_set", "level"], (0, 1, 4), 7),
        (["level", "level", "level", "level"], (0, 2, 3, 4), 1),
        (["not_set", "date"], (0, 1), 1),
        (["change", "change"], (3, 4), 3),
        (["date", "date"], (), 0),
    ],
)
def test_values_are_given_back_to_columns(types: list[TokenType], first: tuple[int, ...], count: int) -> None:
    found = align(types, FIVE)
    assert len(found.ways) == count
    assert found.certain == (count == 1)
    if count:
        assert found.ways[0] == first


def test_a_day_as_baseline_date_and_a_count_before_a_month() -> None:
    head = "KPI Baseline Baseline Date Target – End January 2024"
    draft = text("Section A: Plan", "", head, "Plans in time 27% 31 March 2023 50%", "Posts empty 16 January 2023 10")
    first, second = draft.kpis
    assert (first.baseline.as_written, first.baseline.on_as_written) == ("27%", "31 March 2023")
    assert (second.baseline.as_written, second.baseline.on_as_written) == ("16", "January 2023")
    assert not first.ambiguities
    assert not second.ambiguities


def test_a_value_nobody_can_read_is_kept_and_doubted() -> None:
    head = "KPI Baseline Baseline Date Milestone 1 – End July 2023 Target – End January 2024"
    (kpi,) = text("Section A: Plan", "", head, "Number of complaints 16 January 2023 10% reduction halved").kpis
    assert kpi.name == "Number of complaints"
    assert [(step.as_written, step.kind) for step in kpi.steps] == [
        ("10% reduction", "relative_change"),
        ("halved", "not_understood"),
    ]
    assert kpi.ambiguities


ACTIONS = "<tr><th>Ref<th>Action<th>Outcome<th>By when<th>Owner</tr>"


def test_cells_merged_down_belong_to_each_row_and_rows_under_one_ref_are_one_action() -> None:
    draft = page(
        f"<h2>Section A: Plan</h2><table>{ACTIONS}"
        "<tr><td rowspan=2>A1<td rowspan=2>Do it<td>It is done<td rowspan=2>June 2023<td>Head of X</tr>"
        "<tr><td>It stays done<td>Head of Y</tr>"
        "<tr><td>A2<td>Do that<td rowspan=2>All is well<td>July 2023<td rowspan=2>Head of Z</tr>"
        "<tr><td>A3<td>Do more<td>August 2023</tr></table>"
    )
    read = [(one.ref, one.outcomes, one.due.as_written, one.owners, one.ambiguities) for one in draft.actions]
    assert read == [
        ("A1", ("It is done", "It stays done"), "June 2023", ("Head of X", "Head of Y"), ()),
        ("A2", ("All is well",), "July 2023", ("Head of Z",), ()),
        ("A3", ("All is well",), "August 2023", ("Head of Z",), ()),
    ]


def test_leads_and_accountable_officers_in_columns_of_their_own() -> None:
    (action,) = page(
        "<table><tr><th>Ref<th>Action<th>Lead<th>Accountable</tr><tr><td>1.1<td>Do it<td>A B<td>C D</tr></table>"
    ).actions
    assert [(owner.as_written, owner.part) for owner in action.named_owners] == [
        ("A B", "lead"),
        ("C D", "accountable"),
    ]


def test_kpi_cells_merged_across_stand_in_each_column() -> None:
    (kpi,) = page(
        "<h2>Section A: Plan</h2><table><tr><th>KPI<th>Baseline<th>Baseline date<th>July 2023<th>January 2024</tr>"
        "<tr><td>Number waiting<td>16<td>January 2023<td colspan=2>TBC</tr></table>"
    ).kpis
    assert [(step.label, step.kind, str(step.on)) for step in kpi.steps] == [
        ("July 2023", "not_yet_set", "2023-07-31"),
        ("January 2024", "not_yet_set", "2024-01-31"),
    ]
    assert kpi.better == "lower"


@pytest.mark.parametrize(
    ("heading", "letter", "title"),
    [
        ("Section A: Strategy", "A", "Strategy"),
        ("Priority 1 – Strategy", "1", "Strategy"),
        ("A. Strategy", "A", "Strategy"),
        ("Area of weakness 2: Strategy", "2", "Strategy"),
        ("Strategy", "A", "Strategy"),
    ],
)
def test_section_headings(heading: str, letter: str, title: str) -> None:
    draft = page(
        f"<h2>{heading}</h2><h3>What needs improvement</h3><ul><li>A need</li></ul>"
        "<h3>What parents said</h3><ul><li>A word</li></ul>"
        f"<table>{ACTIONS}<tr><td>A1<td>Do it<td>Done<td>June 2023<td>Head</tr></table>"
    )
    (section,) = draft.sections
    assert (section.letter, section.title) == (letter, title)
    assert [said.text for said in (*section.needs, *section.voice)] == ["A need", "A word"]


def test_a_ref_is_no_date_and_a_row_that_lacks_its_owner_ends_where_the_next_begins() -> None:
    head = "Ref Action Outcome By when Senior Responsible Officer"
    draft = text(
        "Section A: Plan",
        "",
        head,
        "A1 Do it. It is done.",
        "",
        "Q2 2024/25 – Head of X",
        "A2 Do that. It is too. June 2023",
    )
    assert [(one.ref, one.due.as_written, one.owners) for one in draft.actions] == [
        ("A1", "Q2 2024/25", ("Head of X",)),
        ("A2", "June 2023", ()),
    ]


def test_an_owner_with_a_dash_inside_is_one_owner_in_doubt_and_two_posts_are_two() -> None:
    head = "Ref Action Outcome By when Senior Responsible Officer"
    one, two, three = text(
        "Section A: Plan",
        "",
        head,
        "A1 Do it. Done. June 2023 – Director – Children",
        "A2 Do it. Done. June 2023 – Head of 0 – 25 Service",
        "A3 Do it. Done. June 2023 – Head of X – Director of Y",
    ).actions
    assert one.owners == ("Director – Children",)
    assert one.ambiguities
    assert (two.owners, two.ambiguities) == (("Head of 0 – 25 Service",), ())
    assert three.owners == ("Head of X", "Director of Y")
    assert three.ambiguities


def test_one_table_of_all_sections_with_a_title_row_for_each() -> None:
    draft = page(
        f"<table>{ACTIONS}<tr><td colspan=5>Section A: First</tr><tr><td>A1<td>Do it<td>Done<td>June 2023<td>Head</tr>"
        "<tr><td colspan=5>Section B: Second</tr><tr><td>B1<td>Do that<td>Done<td>July 2023<td>Head</tr></table>"
    )
    assert [(section.letter, section.title) for section in draft.sections] == [("A", "First"), ("B", "Second")]
    assert [(action.ref, action.section) for action in draft.actions] == [("A1", "A"), ("B1", "B")]


def test_a_line_over_a_table_that_names_another_section_is_doubted() -> None:
    head = "KPI Baseline Target – End January 2024"
    draft = text(
        "Section A: First",
        "",
        "What needs improvement",
        "",
        "  • A need",
        "",
        "Section B: Second",
        "",
        "What needs improvement",
        "",
        "  • Another",
        "",
        "ASW A – First",
        "",
        head,
        "Number waiting 16 10",
    )
    (kpi,) = draft.kpis
    assert kpi.section == "A"
    assert [(doubt.field, doubt.others) for doubt in kpi.ambiguities] == [("section", ({"section": "B"},))]
