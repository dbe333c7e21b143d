"""The published plan beside a revision of its own text: exactly what was edited is said, and every id is kept."""

from __future__ import annotations

from functools import cache

from sendplan.formats import open_document
from sendplan.plan.revision import NEW, Differences, differences, match
from sendplan.plan_reader.draft import Draft
from sendplan.plan_reader.read import read_document
from tests.plan.drafts import PUBLISHED
from tests.plan.revision.registers import adopted, carried_on
from tests.plan.revision.seed_revision import REVISED, revised


@cache
def first() -> Draft:
    return adopted(read_document(open_document(PUBLISHED)))


@cache
def reading() -> Draft:
    return read_document(open_document(REVISED))


def answers() -> dict[str, str]:
    """What a person says: A5a carries on as A5, and A5b is new."""
    a5 = next(str(action.id) for action in first().actions if action.ref == "A5")
    return {"action-4": a5, "action-5": NEW}


@cache
def second() -> Draft:
    return carried_on(first(), reading(), answers())


@cache
def found() -> Differences:
    return differences(first(), second())


def test_the_revised_document_is_the_published_one_with_the_edits() -> None:
    assert REVISED.read_text(encoding="utf-8") == revised(), "run python -m tests.plan.revision.seed_revision"


def test_only_the_split_is_asked_about() -> None:
    matching = match(first(), reading())
    assert [(question.name, len(question.options)) for question in matching.questions] == [
        ("action A5a", 1),
        ("action A5b", 1),
    ]
    assert matching.questions[0].doubt == (
        "A5a says much of what A5 said; A5b says some of what A5 said. Which one carries on as A5?"
    )
    assert (matching.new, matching.gone) == ((), ())


def test_every_id_is_kept() -> None:
    old, new = first(), second()
    ids = {action.id: action.ref for action in new.actions}
    assert {action.id: ids[action.id] for action in old.actions} == {
        action.id: "A5a" if action.ref == "A5" else action.ref for action in old.actions
    }
    assert [kpi.id for kpi in new.kpis] == [kpi.id for kpi in old.kpis]
    for before, after in zip(old.sections, new.sections, strict=True):
        assert [need.id for need in after.needs] == [need.id for need in before.needs]
        assert [said.id for said in after.voice] == [said.id for said in before.voice]


def test_one_line_says_it_all() -> None:
    assert found().summary == (
        "2 officers changed; action C2 due December 2023 → March 2024; action C3 due July 2023 → September 2023; "
        "actions A5a, A8 and D1 reworded; action A5a outcomes changed; action A5a given another reference; "
        "action A5 split into A5a and A5b; 1 action new; target A-K12 12.1% → 11.5%; target C-K1 59.9% → 45%; "
        "a milestone of target C-K5 400 of backlog remaining → 600 of backlog remaining"
    )


def test_the_items_are_exactly_the_edits() -> None:
    assert [
        (item.group, item.what, item.name, [change.field for change in item.changes]) for item in found().items
    ] == [
        ("officers", "changed", "Accountable officer", ["person"]),
        ("officers", "changed", "Accountable officer", ["person"]),
        ("actions", "changed", "action A5a", ["ref", "text", "outcome"]),
        ("actions", "new", "action A5b", []),
        ("actions", "changed", "action A8", ["text"]),
        ("actions", "changed", "action C2", ["due"]),
        ("actions", "changed", "action C3", ["due"]),
        ("actions", "changed", "action D1", ["text"]),
        ("targets", "changed", "target A-K12", ["step"]),
        ("targets", "changed", "target C-K1", ["step"]),
        ("targets", "changed", "target C-K5", ["step"]),
    ]
    assert [item.words for item in found().of("officers")] == [
        (
            "Jane Milligan (Chief Executive, NHS Devon Clinical Commissioning Group) → "
            "Robin Hale (Chief Executive, NHS Devon Clinical Commissioning Group)"
        ),
        (
            "Julian Wooster (Interim Director of Children and Young People’s Futures) → "
            "Sam Okoro (Director of Children and Young People’s Futures)"
        ),
    ]


def test_what_was_made_easier_is_pointed_out_and_nothing_else() -> None:
    assert found().easier == (
        "Action C2, due: December 2023 → March 2024 (3 months later)",
        "Action C3, due: July 2023 → September 2023 (2 months later)",
        "Target C-K1, target End January 2024: 59.9% → 45% (easier by 14.9 points: higher is better)",
        (
            "Target C-K5, milestone 2 – End November 2023: 400 of backlog remaining → 600 of backlog remaining "
            "(easier by 200: lower is better)"
        ),
    )
