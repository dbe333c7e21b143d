"""The list of versions, one as it stood, and a revised document compared before anybody adopts it."""

from __future__ import annotations

import datetime as dt
import time

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sendplan.access.queries import Viewer
from sendplan.plan import actions, queries
from sendplan.plan.models import Upload, Version, VersionContent
from sendplan.plan.queries.pages import ComparisonPage
from sendplan.plan.revision import NEW
from sendplan.plan.rules import NotAllowed
from sendplan.plan_reader.draft import from_json
from sendplan.plan_reader.guarded import Reading, read_guarded
from tests import factories
from tests.plan.drafts import PUBLISHED, made_up, read
from tests.plan.plans import ADOPTED, adopt, keep
from tests.plan.revision.seed_revision import REVISED

pytestmark = pytest.mark.django_db

REVISED_ON = dt.date(2023, 10, 2)
BEFORE = REVISED_ON - dt.timedelta(days=1)


@pytest.fixture
def ben() -> Viewer:
    factories.make_cast()
    return adopt(factories.viewer("ben"), read_guarded(PUBLISHED, name=PUBLISHED.name))


@pytest.fixture
def upload(ben: Viewer) -> str:
    return keep(ben, read_guarded(REVISED, name=REVISED.name), REVISED_ON)


def compared(viewer: Viewer, upload: str, answers: dict[str, str] | None = None) -> ComparisonPage:
    page = queries.comparison(viewer, upload, answers or {}, REVISED_ON)
    assert page is not None
    return page


def a5() -> str:
    draft = from_json(VersionContent.objects.get(version__number=1).draft.encode())
    return next(str(action.id) for action in draft.actions if action.ref == "A5")


def settled() -> dict[str, str]:
    return {"action-4": a5(), "action-5": NEW}


def revise(viewer: Viewer, upload: str) -> None:
    actions.adopt_revision(viewer, upload_id=upload, decisions=settled(), title="Revised", today=REVISED_ON)


def test_a_comparison_asks_first_and_says_what_is_not_settled(ben: Viewer, upload: str) -> None:
    page = compared(ben, upload)
    assert [question.id for question in page.questions] == ["action-4", "action-5"]
    first = page.questions[0]
    assert (first.name, first.chosen) == ("Action A5a", "")
    assert first.doubt == "A5a says much of what A5 said; A5b says some of what A5 said. Which one carries on as A5?"
    assert [(choice.value, choice.words) for choice in first.options] == [
        (a5(), "Action A5"),
        (NEW, "None of these: it is a new action"),
    ]
    assert first.options[0].hint == (
        "“Develop a workforce plan to establish a skilled, sustainable, supported, and sufficient workforce across the "
        "Local Area to deliver services to children and young people with SEND.” 79% of its words and letters are the "
        "same, with a reference made from its own, in the same section."
    )
    assert page.open_words == "2 questions are still to be answered before this can be adopted."
    assert page.so_far is not None
    assert page.so_far.startswith("This is not settled: 2 of 2 questions are open.")
    assert "2 actions new, 1 gone" in page.changes.summary
    assert (page.against, page.problem, page.may_adopt) == (1, None, None)


def test_answers_show_what_they_change(ben: Viewer, upload: str) -> None:
    page = compared(ben, upload, settled())
    assert (page.open_words, page.so_far, page.problem) == (None, None, None)
    assert [question.chosen for question in page.questions] == [a5(), NEW]
    assert "action A5 split into A5a and A5b; 1 action new" in page.changes.summary
    assert page.changes.parts[0] == "2 officers changed"
    assert [group.title for group in page.changes.groups] == ["Officers", "Actions", "Targets"]
    assert page.changes.groups[1].sentence == "5 actions changed, 1 new."
    assert page.changes.easier_words == "4 changes make the plan easier to keep."
    half = compared(ben, upload, {"action-5": NEW, "action-99": "act_nothing", "target-1": ""})
    assert half.open_words == "1 question is still to be answered before this can be adopted."
    assert half.so_far is not None
    assert half.so_far.startswith("This is not settled: 1 of 2 questions is open. Until it is answered")


def test_answers_that_do_not_go_together_are_said_and_not_shown_as_if_they_did(ben: Viewer, upload: str) -> None:
    page = compared(ben, upload, {"action-4": a5(), "action-5": a5()})
    assert page.problem is not None
    assert page.problem.startswith("Both action A5a and action A5b were chosen to carry on action A5.")
    assert "2 actions new, 1 gone" in page.changes.summary
    assert "none of those offered" in str(compared(ben, upload, {"action-4": "act_other"}).problem)


def test_comparing_writes_nothing(ben: Viewer, upload: str) -> None:
    compared(ben, upload, settled())
    assert (Version.objects.count(), Upload.objects.get(public_id=upload).state) == (1, "waiting")


def test_a_comparison_is_for_who_may_bring_in_and_adopted_by_who_may(ben: Viewer, upload: str) -> None:
    with pytest.raises(NotAllowed):
        queries.comparison(factories.viewer("chloe"), upload, {}, REVISED_ON)
    assert queries.comparison(factories.viewer("dev"), upload, {}, REVISED_ON) is None
    assert queries.comparison(ben, "upl_nothing", {}, REVISED_ON) is None
    assert queries.comparison(ben, upload, {}, BEFORE) is None


def test_without_a_plan_there_is_nothing_to_compare_with() -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = keep(ben, made_up(1))
    assert queries.comparison(ben, upload, {}, REVISED_ON) is None
    assert (queries.versions(ben, REVISED_ON), queries.version(ben, 1, REVISED_ON)) == (None, None)
    shown = queries.upload(ben, upload, REVISED_ON)
    assert shown is not None
    assert (shown.compare, shown.may_adopt) == (False, None)


def test_what_was_decided_is_compared_no_more(ben: Viewer, upload: str) -> None:
    revise(ben, upload)
    page = compared(ben, upload)
    assert page.may_adopt == (
        "This document was adopted by Ben Carter on 2 October 2023. Upload it again if you want to look at it afresh."
    )
    assert page.changes.groups == ()


def test_the_upload_leads_to_the_comparison_where_there_is_a_plan(ben: Viewer, upload: str) -> None:
    page = queries.upload(ben, upload, REVISED_ON)
    assert page is not None
    assert page.compare
    revise(ben, upload)
    decided = queries.upload(ben, upload, REVISED_ON)
    assert decided is not None
    assert not decided.compare


def test_the_list_has_each_version_with_what_it_changed(ben: Viewer, upload: str) -> None:
    once = queries.versions(ben, BEFORE)
    assert once is not None
    assert once.sentence == "The plan has not been revised yet."
    revise(ben, upload)
    page = queries.versions(ben, REVISED_ON)
    assert page is not None
    assert page.sentence == "The plan was revised once."
    assert [(row.number, row.title, row.in_force) for row in page.rows] == [
        (2, "Revised", True),
        (1, once.rows[0].title, False),
    ]
    assert page.rows[0].sentence == "Adopted on 2 October 2023 by Ben Carter from “revised-plan.txt”; it is in force."
    assert page.rows[0].summary.startswith("2 officers changed; action C2 due December 2023 → March 2024; ")
    assert page.rows[0].easier_words == "4 changes make the plan easier to keep."
    assert page.rows[1].summary == "The first version of the plan."
    # On a day before the revision nothing tells of it.
    assert queries.versions(ben, BEFORE) == once
    with pytest.raises(NotAllowed):
        queries.versions(factories.viewer("tom"), REVISED_ON)


def test_a_version_is_shown_as_it_stood(ben: Viewer, upload: str) -> None:
    first = queries.version(ben, 1, BEFORE)
    assert first is not None
    assert (first.changes, first.earlier, first.later) == (None, None, None)
    assert first.officers[1] == "Jane Milligan (Chief Executive, NHS Devon Clinical Commissioning Group)"
    assert queries.version(ben, 2, BEFORE) is None
    revise(ben, upload)
    second = queries.version(ben, 2, REVISED_ON)
    assert second is not None
    assert second.changes is not None
    assert (second.earlier, second.later) == (1, None)
    assert [(letter, inside) for letter, _, inside in second.sections] == [
        ("A", "16 actions and 19 targets"),
        ("B", "3 actions and 9 targets"),
        ("C", "4 actions and 8 targets"),
        ("D", "6 actions and 7 targets"),
    ]
    assert second.section is not None
    assert second.section.actions[4].ref == "A5a"
    in_c = queries.version(ben, 2, REVISED_ON, letter="C")
    assert in_c is not None
    assert in_c.section is not None
    c2 = in_c.section.actions[1]
    assert (c2.due_words, c2.owners_words, c2.here) == (
        "By 31 March 2024 (“March 2024”)",
        "Interim SEND Strategic Director",
        True,
    )
    c1 = in_c.section.targets[0]
    assert c1.steps[-1] == ("Target End January 2024", "45%")
    old = queries.version(ben, 1, REVISED_ON)
    assert old is not None
    assert (old.later, old.row.in_force) == (2, False)
    assert (old.sections, old.section) == (first.sections, first.section)
    assert [queries.version(ben, number, REVISED_ON) for number in (0, 3)] == [None, None]
    assert queries.version(ben, 2, REVISED_ON, letter="Z") is None
    assert queries.version(ben, 2, REVISED_ON, letter="A", page=2) is None


def test_what_a_version_had_that_the_plan_no_longer_has_leads_nowhere() -> None:
    factories.make_cast()
    ben = adopt(factories.viewer("ben"), made_up(3))
    draft = made_up(3).draft
    source = msgspec.structs.replace(draft.source, sha256="2" * 64)
    shorter = msgspec.structs.replace(draft, actions=draft.actions[:2], kpis=draft.kpis[:1], source=source)
    upload = keep(ben, read(shorter, "shorter.txt"), REVISED_ON)
    page = queries.comparison(ben, upload, {}, REVISED_ON)
    assert page is not None
    assert page.changes.easier == (
        "Action A3 is gone: “Do thing 3.”",
        "Target A-K2 is gone: “Thing 2”",
        "Target A-K3 is gone: “Thing 3”",
    )
    actions.adopt_revision(ben, upload_id=upload, decisions={}, title="T", today=REVISED_ON)
    old = queries.version(ben, 1, REVISED_ON)
    assert old is not None
    assert old.section is not None
    assert [action.here for action in old.section.actions] == [True, True, False]
    assert [target.here for target in old.section.targets] == [True, False, False]


def test_a_large_section_is_shown_25_at_a_time() -> None:
    factories.make_cast()
    ben = adopt(factories.viewer("ben"), made_up(60))
    refs = []
    for number in (1, 2, 3):
        page = queries.version(ben, 1, REVISED_ON, letter="A", page=number)
        assert page is not None
        assert page.section is not None
        assert page.section.pages == 3
        assert bool(page.section.needs) is (number == 1)
        refs += [action.ref for action in page.section.actions]
    assert refs == [f"A{number}" for number in range(1, 61)]
    assert [queries.version(ben, 1, REVISED_ON, letter="A", page=number) for number in (0, 4)] == [None, None]


def _large(size: int, name: str, *, changed: bool) -> Reading:
    reading = made_up(size, name=name)
    if not changed:
        return reading
    acts = tuple(msgspec.structs.replace(each, text=f"{each.text} And say so.") for each in reading.draft.actions)
    return read(msgspec.structs.replace(reading.draft, actions=acts), name)


def test_a_large_plan_asks_no_more_questions_of_the_database_than_a_small_one() -> None:
    factories.make_cast()
    asked = []
    for key, size in (("ben", 3), ("dev", 500)):
        viewer = adopt(factories.viewer(key), _large(size, "first.txt", changed=False))
        upload = keep(viewer, _large(size, f"second-{size}.txt", changed=True), REVISED_ON)
        counted = []
        started = time.process_time()
        with CaptureQueriesContext(connection) as captured:
            assert queries.comparison(viewer, upload, {}, REVISED_ON) is not None
        counted.append(len(captured))
        assert time.process_time() - started < 5
        actions.adopt_revision(viewer, upload_id=upload, decisions={}, title="T", today=REVISED_ON)
        for ask in (
            lambda who=viewer: queries.versions(who, REVISED_ON),
            lambda who=viewer: queries.version(who, 2, REVISED_ON),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert ask() is not None
            counted.append(len(captured))
        asked.append(counted)
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 12


def test_the_day_of_adoption_is_the_first_that_shows_the_new_version(ben: Viewer, upload: str) -> None:
    revise(ben, upload)
    numbers = []
    for day in (ADOPTED, BEFORE, REVISED_ON):
        page = queries.at_a_glance(ben, day)
        assert page is not None
        numbers.append(page.plan.version)
    assert numbers == [1, 1, 2]
