"""The published plan, read and held against its reading by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from sendplan.formats import open_document
from sendplan.plan_reader import read_document
from sendplan.plan_reader.draft import Action, Draft, Kpi, from_json, kpi_ids, to_json
from tests.plan_reader.truth_plan import (
    SEED,
    TRUTH,
    read_actions,
    read_kpis,
    read_sections,
    wanted_actions,
    wanted_kpis,
    wanted_sections,
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_document(open_document(SEED))


def _action(draft: Draft, ref: str) -> Action:
    return next(action for action in draft.actions if action.ref == ref)


def _kpi(draft: Draft, name: str) -> Kpi:
    return dict(zip(kpi_ids(draft), draft.kpis, strict=True))[name]


def test_sections_needs_and_voice_are_the_plans(draft: Draft) -> None:
    assert read_sections(draft) == wanted_sections()
    assert sum(len(section.needs) for section in draft.sections) == 27
    assert sum(len(section.voice) for section in draft.sections) == 31


def test_all_28_actions_are_the_plans(draft: Draft) -> None:
    assert read_actions(draft) == wanted_actions()
    assert len(draft.actions) == 28


def test_all_43_kpis_and_116_step_cells_are_the_plans(draft: Draft) -> None:
    assert read_kpis(draft) == wanted_kpis()
    assert len(draft.kpis) == 43
    assert sum(len(kpi.steps) for kpi in draft.kpis) == 116


def test_kpi_tables_are_numbered_within_their_section(draft: Draft) -> None:
    counts: dict[tuple[str, int], int] = {}
    for kpi in draft.kpis:
        counts[kpi.section, kpi.table] = counts.get((kpi.section, kpi.table), 0) + 1
    numeric_and_survey = TRUTH["counts"]["kpis_by_table"]
    assert counts == {
        (letter, number): numeric_and_survey[letter][name]
        for letter in "ABCD"
        for number, name in ((1, "numeric"), (2, "survey"))
    }


def test_only_the_actions_whose_border_is_lost_are_in_doubt(draft: Draft) -> None:
    assert [action.ref for action in draft.actions if action.ambiguities] == ["A15", "D6"]


def test_d6_keeps_the_other_borders(draft: Draft) -> None:
    action = _action(draft, "D6")
    (doubt,) = action.ambiguities
    wanted = next(row for row in TRUTH["actions"] if row["ref"] == "D6")
    assert doubt.preferred == {"text": wanted["action"], "outcomes": wanted["outcomes"]}
    assert doubt.others[0] == {
        "text": wanted["alternative_readings"][0]["action"],
        "outcomes": wanted["alternative_readings"][0]["outcomes"],
    }
    assert doubt.others[1]["outcomes"] == []
    assert doubt.evidence


def test_a15_keeps_the_row_without_its_border(draft: Draft) -> None:
    action = _action(draft, "A15")
    (doubt,) = action.ambiguities
    assert doubt.preferred["outcomes"] == list(action.outcomes)
    assert {"text": f"{action.text} {action.outcomes[0]}", "outcomes": [action.outcomes[1]]} in doubt.others


def test_c4_was_done_before_the_plan(draft: Draft) -> None:
    due = _action(draft, "C4").due
    assert (due.as_written, due.kind) == ("Established March 2022", "already_done")
    assert (due.earliest, due.latest) == (dt.date(2022, 3, 1), dt.date(2022, 3, 31))


def test_kpis_in_doubt_are_those_with_vanished_cells(draft: Draft) -> None:
    doubtful = {name for name, kpi in zip(kpi_ids(draft), draft.kpis, strict=True) if kpi.ambiguities}
    assert doubtful == {
        *(f"A-K{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 15, 16, 17)),
        *("C-K2", "C-K3", "C-K4"),
    }


@pytest.mark.parametrize("name", ["A-K11", "A-K12", "A-K14", "A-K15"])
def test_every_other_reading_of_the_truth_is_kept(draft: Draft, name: str) -> None:
    (doubt,) = _kpi(draft, name).ambiguities
    truth = next(row for row in TRUTH["kpis"] if row["id"] == name)
    assert doubt.field == "steps"
    for reading in truth["alternative_readings"]:
        assert reading in doubt.others
    assert "11% | TBC | TBC | TBC | TBC" in doubt.evidence


def test_front_matter(draft: Draft) -> None:
    truth, read = TRUTH["metadata"], draft.metadata
    assert draft.title == truth["title"]
    assert read.area == "Devon"
    assert (read.published, read.last_updated) == (None, None)
    assert [label.text for label in read.blank_labels] == ["Published", "Last Updated"]
    assert [(event.as_written, str(event.earliest), str(event.latest)) for event in read.inspections] == [
        ("23 – 25 May 2022", "2022-05-23", "2022-05-25"),
        ("7 June 2022", "2022-06-07", "2022-06-07"),
        ("December 2018", "2018-12-01", "2018-12-31"),
    ]
    assert read.accountable_officers_label == truth["accountable_officers_label"]
    assert [
        {"name": one.name, "role": one.role, "organisation": one.organisation} for one in read.accountable_officers
    ] == truth["accountable_officers"]
    assert [{"name": one.name, "organisation": one.organisation} for one in read.advisers] == truth["advisers"]
    assert [{"letter": one.letter, "label": one.label, "text": one.text} for one in read.weaknesses] == truth[
        "areas_of_weakness_in_introduction"
    ]
    assert [note.text for note in read.notes] == [truth["status_note"]]
    assert len(read.introduction) == 2
    assert len(read.governance) == 5


def test_section_labels_are_the_introductions(draft: Draft) -> None:
    labels = {one["letter"]: one["label"] for one in TRUTH["metadata"]["areas_of_weakness_in_introduction"]}
    assert {section.letter: section.label for section in draft.sections} == labels


def test_governance_bodies(draft: Draft) -> None:
    reporting = {
        "reported through": "reported_through",
        "progress also reported to": "reported_to",
        "holds to account": "holds_to_account",
        "hold to account": "holds_to_account",
    }
    named = [
        (body["name"], reporting[body["role"]]) for body in TRUTH["metadata"]["governance_bodies"] if "role" in body
    ]
    assert [(body.name, body.reporting) for body in draft.bodies[3:]] == named
    board, group, experts = draft.bodies[:3]
    wanted = TRUTH["metadata"]["governance_bodies"]
    assert (board.name, board.reporting, board.chair, board.meets, board.purpose, board.members) == (
        wanted[0]["name"],
        "monitors",
        wanted[0]["chair"],
        wanted[0]["meets"],
        wanted[0]["purpose"],
        wanted[0]["members_as_written"],
    )
    assert (group.name, group.chair, group.purpose) == (wanted[1]["name"], wanted[1]["chair"], wanted[1]["purpose"])
    assert (experts.name, experts.reporting, experts.purpose) == (wanted[2]["name"], "advises", wanted[2]["purpose"])


def test_unplaced_is_page_furniture_only(draft: Draft) -> None:
    assert [" ".join(text.text.split()) for text in draft.unplaced] == [
        "Skip to content",
        "Document resources",
        "These files may not be suitable to users with assistive technology",
        TRUTH["metadata"]["logo_line_as_written"],
        "Top",
    ]


def test_the_draft_survives_json(draft: Draft) -> None:
    assert from_json(to_json(draft)) == draft
