"""Where a plan's parts stand in documents that are no plain table: blocks, lists, cells a line, tables in two."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendplan.formats import open_bytes
from sendplan.plan_reader import read_document
from sendplan.plan_reader.columns import header_row
from sendplan.plan_reader.draft import Action, Draft
from tests.plan_reader.test_placed import assert_accounts_for


def text(*lines: str) -> Draft:
    return read_document(open_bytes("\n".join(("A SEND plan", "", *lines)).encode(), "plan.txt"))


def page(body: str) -> Draft:
    return read_document(open_bytes(f"<html><body><h1>A SEND plan</h1>{body}</body></html>".encode(), "plan.html"))


def brief(action: Action) -> tuple[str, str, str, str | None, list[tuple[str, str | None]]]:
    owners: list[tuple[str, str | None]] = [(owner.as_written, owner.part) for owner in action.named_owners]
    return action.ref, action.section, action.text, action.due.as_written, owners


@pytest.mark.parametrize(
    ("labels", "fields"),
    [
        (("No.", "Acton", "Timescale", "Lead officer(s)"), "ref action due lead"),
        (("What we will do", "Who will do it?", "When will it be done by?", "RAG Nov 23"), "action owner due status"),
        (("Milestone", "Owner", "Target date", "Progress update"), "action owner due update"),
        (("Action", "Tasks", "Responsible officer", "SRO", "Due"), "other action lead accountable due"),
        (("Ref", "Action", "Start date", "End date", "Evidence of impact"), "ref action start due outcome"),
    ],
)
def test_a_header_in_many_words(labels: tuple[str, ...], fields: str) -> None:
    columns = header_row(labels)
    assert columns is not None
    assert [column.field for column in columns.columns] == fields.split()


@pytest.mark.parametrize(
    "labels",
    [
        ("Risk", "Likelihood", "Impact", "Mitigating actions", "Owner"),
        ("Term", "Meaning"),
        ("1.1", "Publish the plan.", "Head of SEND", "June 2024"),
        ("Action: Publish the plan", "Lead: Head of SEND", "By when: June 2024"),
    ],
)
def test_what_is_no_header(labels: tuple[str, ...]) -> None:
    assert header_row(labels) is None


BLOCKS = (
    "Priority 1: Timely plans",
    "",
    "Action 1.1: Publish the strategy",
    "Due date: March 2024 Responsible officer (action lead): Jo Hart Senior responsible officer (accountable): Al Roe",
    "Success criteria",
    "  • Families know it",
    "  • Staff use it",
    "November progress update: It is drafted.",
    "It goes to the board in December.",
    "",
    "Action 1.2: Hire caseworkers",
    "Due date: May 2024 Responsible officer (action lead): Di Moss Senior responsible officer (accountable): Al Roe",
    "Success criteria",
    "  • Ten are in post",
    "",
    "Priority 2: Good plans",
    "",
    "Action 2.1: Audit plans",
    "Due date: June 2024",
    "Responsible officer: Jo Hart",
    "RAG: Amber",
)


def test_labelled_blocks() -> None:
    draft = text(*BLOCKS)
    assert [brief(action) for action in draft.actions] == [
        ("1.1", "1", "Publish the strategy", "March 2024", [("Jo Hart", "lead"), ("Al Roe", "accountable")]),
        ("1.2", "1", "Hire caseworkers", "May 2024", [("Di Moss", "lead"), ("Al Roe", "accountable")]),
        ("2.1", "2", "Audit plans", "June 2024", [("Jo Hart", None)]),
    ]
    first, _, last = draft.actions
    assert first.outcomes == ("Families know it", "Staff use it")
    assert [(one.label, one.text) for one in first.updates] == [
        ("November progress update", "It is drafted. It goes to the board in December.")
    ]
    assert [one.meaning for one in last.statuses] == ["at_risk"]
    assert not draft.unplaced


def test_questions_as_headings() -> None:
    (action,) = page(
        "<h2>Priority 1: Waiting</h2><h3>What we want</h3><p>Short waits.</p>"
        "<h3>What we will do</h3><p>Open a clinic.</p>"
        "<h3>Where are we now</h3><p>A site is found.</p><h3>What difference it will make</h3><p>Less worry.</p>"
    ).actions
    assert (action.text, action.outcomes) == ("Open a clinic.", ("Short waits.", "Less worry."))
    assert [one.text for one in action.updates] == ["A site is found."]


def test_a_front_page_with_labels_is_no_action() -> None:
    draft = text("Plan owner: Director of Education", "Review date: March 2024", "Status: Draft")
    assert draft.actions == ()


def test_a_list_with_brackets_points_and_dates_as_headings() -> None:
    draft = page(
        "<h2>Theme A: Waiting</h2><h3>Actions</h3><ul><li>Publish it (Head of SEND, by March 2024)</li>"
        "<li>Hire staff – Head of HR – June 2024<ul><li>advertise</li><li>interview</li></ul></li></ul>"
        "<h2>Theme B: Else</h2><h3>September 2023</h3><ul><li>Write the guide</li></ul>"
        "<p>By July 2024 we will:</p><ul><li>Train every school</li></ul>"
    )
    assert [brief(action) for action in draft.actions] == [
        ("A1", "A", "Publish it", "by March 2024", [("Head of SEND", None)]),
        ("A2", "A", "Hire staff advertise interview", "June 2024", [("Head of HR", None)]),
        ("B1", "B", "Write the guide", "September 2023", []),
        ("B2", "B", "Train every school", draft.actions[3].due.as_written, []),
    ]
    assert str(draft.actions[3].due.latest) == "2024-07-31"
    assert all("ref" in [doubt.field for doubt in action.ambiguities] for action in draft.actions)


CELLS = (
    "Ref",
    "Action",
    "Outcome",
    "By when",
    "Lead",
    "1.1",
    "Publish it all",
    "All know it",
    "May 2024",
    "Head of SEND",
)


def test_one_cell_a_line_falls_into_place_and_a_row_that_lacks_a_cell_is_in_doubt() -> None:
    draft = text("Priority 1: Plans", *CELLS, "1.2", "Hire more staff", "June 2024", "Head of HR")
    first, second = draft.actions
    assert brief(first)[2:] == ("Publish it all", "May 2024", [("Head of SEND", "lead")])
    assert not first.ambiguities
    assert brief(second)[2:] == ("Hire more staff", "June 2024", [("Head of HR", "lead")])
    assert [doubt.field for doubt in second.ambiguities] == ["text"]


def test_columns_kept_by_spaces() -> None:
    (action,) = text(
        "Priority 1: Plans",
        "",
        "Ref   Action                 Owner          Due",
        "1.1   Publish the plan for   Head of SEND   May 2024",
        "      every family",
    ).actions
    assert brief(action)[2:] == ("Publish the plan for every family", "May 2024", [("Head of SEND", None)])


HEAD = "<tr><th>Ref<th>Action<th>Lead<th>By when</tr>"


def test_a_header_on_each_page_and_a_row_that_goes_on_over_it() -> None:
    draft = page(
        f"<h2>Priority 1: Plans</h2><table>{HEAD}<tr><td>1.1<td>Publish the plan<td>A B<td>May 2024</tr>{HEAD}"
        "<tr><td><td>and tell all families<td><td></tr><tr><td>1.2<td>Hire staff<td>C D<td>June 2024</tr></table>"
        "<table><tr><td>1.3<td>Train them<td>E F<td>July 2024</tr></table>"
    )
    assert [action.text for action in draft.actions] == [
        "Publish the plan and tell all families",
        "Hire staff",
        "Train them",
    ]
    assert not any(action.ambiguities for action in draft.actions)


def test_two_plans_side_by_side() -> None:
    draft = page(
        "<table><tr><th colspan=3>Priority 2: Early help<th colspan=3>Priority 3: Late help</tr>"
        "<tr><th>Action<th>Lead<th>Due<th>Action<th>Lead<th>Due</tr>"
        "<tr><td>Two a<td>A B<td>May 2024<td>Three a<td>C D<td>June 2024</tr></table>"
    )
    assert [(action.section, action.text) for action in draft.actions] == [("2", "Two a"), ("3", "Three a")]


def test_a_table_written_downwards() -> None:
    rows = "<tr><td>Action<td>{}</tr><tr><td>Lead officer<td>{}</tr><tr><td>Timescale<td>{}</tr>"
    draft = page(
        "<h2>Priority 1: Plans</h2>"
        f"<table>{rows.format('Publish it', 'A B', 'May 2024')}</table>"
        f"<table>{rows.format('Sell it', 'C D', 'June 2024')}</table>"
    )
    assert [brief(action)[2:] for action in draft.actions] == [
        ("Publish it", "May 2024", [("A B", "lead")]),
        ("Sell it", "June 2024", [("C D", "lead")]),
    ]


def test_rows_under_one_ref_with_dates_of_their_own_are_actions_in_doubt_of_their_ref() -> None:
    draft = page(
        f"<h2>Priority 1: Plans</h2><table>{HEAD}<tr><td rowspan=2>1.1<td>Write it<td>A B<td>May 2024</tr>"
        "<tr><td>Print it<td>C D<td>June 2024</tr></table>"
    )
    assert [(action.ref, action.text, action.due.as_written) for action in draft.actions] == [
        ("1.1", "Write it", "May 2024"),
        ("1.1", "Print it", "June 2024"),
    ]
    assert all(action.ambiguities for action in draft.actions)


def test_a_revised_date_is_preferred_and_said_to_be() -> None:
    (action,) = page(
        "<table><tr><th>Ref<th>Action<th>Owner<th>Original due date<th>Revised due date</tr>"
        "<tr><td>A1<td>Write it<td>A B<td>May 2024<td>June 2024</tr></table>"
    ).actions
    assert action.due.as_written == "June 2024"
    assert [(doubt.field, doubt.others) for doubt in action.ambiguities] == [("due", ({"due": "May 2024"},))]


def test_the_documents_own_key_governs_its_ratings() -> None:
    draft = page(
        "<h2>Key</h2><table><tr><td>Green<td>Complete</tr><tr><td>Amber<td>On track</tr>"
        "<tr><td>Red<td>Not started</tr></table><table><tr><th>Ref<th>Action<th>Lead<th>Due<th>RAG</tr>"
        "<tr><td>A1<td>Write it<td>A B<td>May 2024<td>Green</tr></table>"
    )
    assert [(entry.as_written, entry.meaning) for entry in draft.metadata.status_key] == [
        ("Green", "complete"),
        ("Amber", "on_track"),
        ("Red", "not_started"),
    ]
    assert [one.meaning for one in draft.actions[0].statuses] == ["complete"]


def test_measures_in_labelled_lines() -> None:
    (kpi,) = text("Measure: Plans in time", "Baseline (April 2024): 61%", "Target (April 2026): 90%").kpis
    assert (kpi.name, kpi.baseline.as_written, [step.as_written for step in kpi.steps]) == (
        "Plans in time",
        "61%",
        ["90%"],
    )


_LINES = st.sampled_from(
    [*BLOCKS, *CELLS, "Key", "Green = done; Red = not begun", "September 2023", "What we want", "Lead", "–"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(_LINES, st.text(max_size=30).map(lambda said: "".join(c for c in said if c.isprintable()))),
        max_size=20,
    )
)
def test_every_character_is_accounted_for_in_any_order_of_labels(lines: list[str]) -> None:
    assert_accounts_for(open_bytes("\n".join(["A plan for words", *lines]).encode("utf-8", "ignore"), "plan.txt"))
