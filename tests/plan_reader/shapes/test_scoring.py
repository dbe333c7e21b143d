"""The scoring itself: what it calls right, and that nothing wrong passes it unseen."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.plan_reader.shapes.scoring import Mark, Verdict, refused, score, share
from tests.plan_reader.shapes.truths import ANY, Action, Due, Either, Figure, Kpi, Owner, Truth, Unsure, Update

TRUTH = Truth(
    [
        Action(
            "Open a telephone line for families.",
            "1.1",
            "Families",
            outcomes=("Calls are answered.", "Families are calm."),
            due=Due("2024-09-30", "month", "2024-09-01"),
            due_printed="Sept 24",
            owners=(Owner("Jo Reed, Head of SEND", "Jo Reed", "Head of SEND", None, "lead"),),
            statuses=("on_track",),
            updates=(Update("Two staff hired.", "2024-11-30"),),
        ),
        Action("Close the old line.", "1.2", "Families", due=Due(None, "not_yet_set"), due_printed="TBC"),
    ],
    [
        Kpi(
            "Calls answered",
            Figure(31, "percent", "level", "2024-01-31"),
            (Figure(40, "percent", "level", "2024-07-31"), Figure(None, ANY, "blank", None)),
            (Figure(38, "percent", "level", "2024-07-31"),),
        )
    ],
)


def reading() -> dict[str, Any]:
    """A perfect reading."""
    return {
        "sections": [
            {"letter": "A", "title": "Families", "label": None},
            {"letter": "B", "title": "Schools", "label": None},
        ],
        "unplaced": [],
        "actions": [
            {
                "ref": "1.1",
                "section": "A",
                "text": "Open a telephone  line for families.",
                "outcomes": ("Calls are answered.", "Families are calm."),
                "due": {"as_written": "Sept 24", "earliest": "2024-09-01", "latest": "2024-09-30", "kind": "month"},
                "owners": ("Jo Reed, Head of SEND",),
                "named_owners": [
                    {
                        "as_written": "Jo Reed, Head of SEND",
                        "person": "Jo Reed",
                        "post": "Head of SEND",
                        "organisation": None,
                        "part": "lead",
                    }
                ],
                "statuses": [{"meaning": "on_track"}],
                "updates": [{"label": "November", "text": "Two staff hired.", "on": "2024-11-30"}],
                "ambiguities": [],
            },
            {
                "ref": "1.2",
                "section": "A",
                "text": "Close the old line.",
                "outcomes": (),
                "due": {"as_written": "TBC", "earliest": None, "latest": None, "kind": "not_yet_set"},
                "owners": (),
                "named_owners": [],
                "statuses": [],
                "updates": [],
                "ambiguities": [],
            },
        ],
        "kpis": [
            {
                "name": "Calls answered",
                "baseline": {"as_written": "31%", "value": 31, "unit": "percent", "on": "2024-01-31"},
                "steps": [
                    {"as_written": "40%", "kind": "level", "value": 40.0, "unit": "percent", "on": "2024-07-31"},
                    {"as_written": None, "kind": "blank", "value": None, "unit": None, "on": None},
                ],
                "actuals": [{"as_written": "38%", "kind": "level", "value": 38, "unit": "percent", "on": "2024-07-31"}],
                "ambiguities": [],
            }
        ],
    }


def wrong(draft: dict[str, Any], truth: Truth = TRUTH) -> list[Mark]:
    return [mark for mark in score(truth, draft) if mark.verdict is not Verdict.RIGHT]


def only(draft: dict[str, Any], truth: Truth = TRUTH) -> tuple[str, Verdict]:
    (mark,) = wrong(draft, truth)
    return mark.category, mark.verdict


def doubt(field: str, **preferred: str) -> dict[str, Any]:
    return {"field": field, "preferred": preferred, "others": [], "evidence": "Two ways fit."}


def test_a_perfect_reading_is_all_right() -> None:
    assert wrong(reading()) == []
    assert share(score(TRUTH, reading()))["actions"] == (2, 0, 0, 2)


SPOILS = [
    ("actions", "actions", ("actions", 0, "ref"), "1.7", "ref"),
    ("actions", "actions", ("actions", 0, "text"), "Open a telephone line.", "text"),
    ("sections", "actions", ("actions", 0, "section"), "B", "section"),
    ("dates", "actions", ("actions", 0, "due", "latest"), "2024-10-31", "due"),
    ("dates", "actions", ("actions", 0, "due", "kind"), "day", "due"),
    ("dates", "actions", ("actions", 0, "due", "earliest"), "2024-09-30", "due"),
    ("outcomes", "actions", ("actions", 0, "outcomes"), ("Calls are answered.",), "outcomes"),
    ("owners", "actions", ("actions", 0, "named_owners", 0, "as_written"), "Jo Reed", "owners"),
    ("owner parts", "actions", ("actions", 0, "named_owners", 0, "person"), "Head of SEND", "owners"),
    ("owner parts", "actions", ("actions", 0, "named_owners", 0, "organisation"), "Council", "owners"),
    ("owner parts", "actions", ("actions", 0, "named_owners", 0, "part"), "accountable", "owners"),
    ("statuses", "actions", ("actions", 0, "statuses", 0, "meaning"), "complete", "statuses"),
    ("updates", "actions", ("actions", 0, "updates", 0, "text"), "Staff hired.", "updates"),
    ("updates", "actions", ("actions", 0, "updates", 0, "on"), "2023-11-30", "updates"),
    ("kpis", "kpis", ("kpis", 0, "name"), "Calls answered 31%", "name"),
    ("baselines", "kpis", ("kpis", 0, "baseline", "value"), 13, "baseline"),
    ("baselines", "kpis", ("kpis", 0, "baseline", "unit"), "count", "baseline"),
    ("baselines", "kpis", ("kpis", 0, "baseline", "on"), "2023-01-31", "baseline"),
    ("steps", "kpis", ("kpis", 0, "steps", 0, "value"), 41, "steps"),
    ("steps", "kpis", ("kpis", 0, "steps", 0, "kind"), "relative_change", "steps"),
    ("steps", "kpis", ("kpis", 0, "steps", 0, "on"), "2025-07-31", "steps"),
    ("actuals", "kpis", ("kpis", 0, "actuals", 0, "value"), 83, "actuals"),
]


@pytest.mark.parametrize(("category", "kind", "where", "value", "field"), SPOILS)
def test_each_false_word_is_seen_and_a_doubt_makes_it_open(
    category: str, kind: str, where: tuple[Any, ...], value: Any, field: str
) -> None:
    draft = reading()
    place: Any = draft
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value

    assert only(draft) == (category, Verdict.SILENT)

    draft[kind][0]["ambiguities"] = [doubt("findings")]
    assert only(draft) == (category, Verdict.SILENT)

    draft[kind][0]["ambiguities"] = [doubt(field)]
    assert only(draft) == (category, Verdict.FLAGGED)


@pytest.mark.parametrize(
    ("category", "where"),
    [
        ("dates", ("actions", 0, "due", "kind")),
        ("steps", ("kpis", 0, "steps", 0, "kind")),
        ("statuses", ("actions", 0, "statuses", 0, "meaning")),
    ],
)
def test_what_was_not_understood_is_open(category: str, where: tuple[Any, ...]) -> None:
    draft = reading()
    place: Any = draft
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = "not_understood"

    assert only(draft) == (category, Verdict.FLAGGED)


def test_a_date_that_vanished_is_silent_unless_its_words_are_laid_aside() -> None:
    draft = reading()
    draft["actions"][0]["due"] = {"as_written": None, "earliest": None, "latest": None, "kind": "blank"}

    assert only(draft) == ("dates", Verdict.SILENT)

    draft["unplaced"] = [{"text": "Lead and Sept 24"}]
    assert only(draft) == ("dates", Verdict.FLAGGED)


def test_an_owner_that_vanished_is_silent_unless_laid_aside() -> None:
    draft = reading()
    draft["actions"][0]["named_owners"] = draft["actions"][0]["owners"] = []

    assert only(draft) == ("owners", Verdict.SILENT)

    draft["unplaced"] = [{"text": "Jo Reed, Head of SEND"}]
    assert only(draft) == ("owners", Verdict.FLAGGED)


def test_null_parts_and_dates_are_open() -> None:
    draft = reading()
    draft["actions"][0]["named_owners"][0]["part"] = None
    assert only(draft) == ("owner parts", Verdict.FLAGGED)

    draft = reading()
    draft["actions"][0]["updates"][0]["on"] = None
    assert only(draft) == ("updates", Verdict.FLAGGED)

    draft = reading()
    draft["kpis"][0]["steps"][0]["on"] = None
    assert only(draft) == ("steps", Verdict.FLAGGED)


def test_an_action_that_stands_in_no_section_is_open() -> None:
    draft = reading()
    draft["sections"][1]["title"] = ""
    draft["actions"][0]["section"] = "B"

    assert only(draft) == ("sections", Verdict.FLAGGED)


def test_a_figure_that_vanished_is_silent() -> None:
    draft = reading()
    draft["kpis"][0]["steps"][0] = draft["kpis"][0]["steps"][1]
    assert only(draft) == ("steps", Verdict.SILENT)

    draft = reading()
    draft["kpis"][0]["baseline"] = {"as_written": None, "value": None, "unit": None, "on": None}
    assert only(draft) == ("baselines", Verdict.SILENT)

    draft = reading()
    draft["kpis"][0]["actuals"] = []
    assert only(draft) == ("actuals", Verdict.SILENT)


def test_an_action_that_is_missing_is_silent_unless_laid_aside() -> None:
    draft = reading()
    gone = draft["actions"].pop()

    assert [(mark.category, mark.verdict) for mark in wrong(draft)] == [
        ("actions", Verdict.SILENT),
        ("dates", Verdict.SILENT),
    ]

    draft["unplaced"] = [{"text": "1.2 Close the"}, {"text": "old line. " + gone["due"]["as_written"]}]
    assert {mark.verdict for mark in wrong(draft)} == {Verdict.FLAGGED}


def test_what_is_no_action_and_no_kpi_is_invented_whatever_it_says_of_itself() -> None:
    draft = reading()
    draft["actions"].append(copy.deepcopy(draft["actions"][0]))
    draft["actions"][-1]["ambiguities"] = [doubt("action")]
    assert only(draft) == ("actions", Verdict.SILENT)

    draft = reading()
    draft["kpis"].append({**copy.deepcopy(draft["kpis"][0]), "name": "Page 7 of 31"})
    assert only(draft) == ("kpis", Verdict.SILENT)


def test_a_promise_in_passing_may_be_read_or_not() -> None:
    truth = Truth(TRUTH.actions[:1], TRUTH.kpis, ("Close the old line",))
    assert wrong(reading(), truth) == []

    draft = reading()
    draft["actions"].pop()
    assert wrong(draft, truth) == []


def test_a_kpi_that_is_missing_counts_with_its_steps() -> None:
    draft = reading()
    draft["kpis"] = []

    assert [(mark.category, mark.verdict) for mark in wrong(draft)] == [
        ("kpis", Verdict.SILENT),
        ("steps", Verdict.SILENT),
        ("steps", Verdict.SILENT),
    ]


def test_a_date_in_doubt_must_be_said_to_be_in_doubt() -> None:
    action = Action("Close the old line.", due=Unsure((Due("2030-01-31"),)), due_printed="January 30")
    draft = reading()
    draft["actions"] = draft["actions"][1:]
    draft["kpis"] = []
    assert wrong(draft, Truth([action])) == []

    draft["actions"][0]["due"] = {
        "as_written": "January 30",
        "earliest": "2030-01-01",
        "latest": "2030-01-31",
        "kind": "month",
    }
    assert only(draft, Truth([action])) == ("dates", Verdict.SILENT)

    draft["actions"][0]["ambiguities"] = [doubt("due", due="January 30")]
    assert wrong(draft, Truth([action])) == []


def test_either_reading_is_right() -> None:
    draft = reading()
    draft["actions"] = draft["actions"][1:]
    draft["kpis"] = []
    action = Action("Close the old line.", due=Either((Due(None, "ongoing"), Due(None, "not_yet_set"))))

    assert wrong(draft, Truth([action])) == []


def test_a_refusal_hides_nothing_and_has_nothing_right() -> None:
    assert {mark.verdict for mark in refused(TRUTH, "It is a picture.")} == {Verdict.FLAGGED}


def test_bullet_signs_and_white_space_do_not_count() -> None:
    draft = reading()
    draft["actions"][0]["text"] = "Open a\n\n  •  telephone line\u00a0for families."

    assert wrong(draft) == []
