"""Uploads kept, set aside and adopted, on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction

from sendplan.access.models import AuditEntry
from sendplan.plan import actions, queries
from sendplan.plan.models import (
    Action,
    ActionPost,
    FamilyStatement,
    Need,
    Plan,
    PlanFinding,
    Post,
    Section,
    Step,
    Target,
    Upload,
    Version,
)
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.plan_reader.draft import Statement, from_json
from tests import factories
from tests.plan.drafts import made_up, published, published_draft
from tests.plan.plans import ADOPTED, TODAY, UPLOADED, adopt, adopt_published, keep

pytestmark = pytest.mark.django_db


def test_everything_in_the_draft_becomes_version_1() -> None:
    adopt_published()
    assert [row.letter for row in Section.objects.order_by("order")] == ["A", "B", "C", "D"]
    found = [model.objects.count() for model in (Need, FamilyStatement, Action, Target, PlanFinding)]
    assert found == [27, 31, 28, 43, 2]
    assert (Step.objects.count(), ActionPost.objects.count(), Post.objects.count()) == (116, 41, 14)
    version = Version.objects.get()
    assert (version.number, version.adopted_on, version.adopted_by_name) == (1, ADOPTED, "Ben Carter")


def test_figures_come_back_exactly_and_the_draft_whole() -> None:
    adopt_published()
    assert Target.objects.get(short_id="A-K11").start == Decimal("0.83")
    assert Step.objects.get(target__short_id="A-K1", order=0).value == Decimal(-10)
    upload = Upload.objects.get()
    assert from_json(upload.draft.encode("utf-8")) == published_draft()
    assert upload.sha256 == published_draft().source.sha256


def test_ids_are_stable_opaque_and_all_different() -> None:
    adopt_published()
    ids = [
        public_id
        for model in (Need, FamilyStatement, Action, Target, Post, Plan, Upload)
        for public_id in model.objects.values_list("public_id", flat=True)
    ]
    assert len(set(ids)) == len(ids) == 27 + 31 + 28 + 43 + 14 + 1 + 1
    assert all(len(each) == 16 and each[3] == "_" for each in ids)


def test_each_act_leaves_one_entry_with_its_sentence() -> None:
    adopt_published()
    entries = AuditEntry.objects.filter(act__startswith="plan-").order_by("seq")
    name = published_draft().source.name
    assert [entry.sentence for entry in entries] == [
        f"Ben Carter uploaded “{name}”, and it waits for a decision.",
        f"Ben Carter adopted “{name}” as version 1 of “{published_draft().title}”.",
    ]
    assert entries[1].about_id == Plan.objects.get().public_id


def test_the_same_upload_is_adopted_once() -> None:
    ben = adopt_published()
    upload = Upload.objects.get()
    with pytest.raises(Refused, match="was adopted by Ben Carter on 15 May 2023"):
        actions.adopt(ben, upload_id=upload.public_id, kind="strategy", title="Again", today=TODAY)
    with pytest.raises(Refused, match="was adopted by Ben Carter"):
        actions.set_aside_upload(ben, upload_id=upload.public_id, today=TODAY)


def test_a_second_document_is_not_adopted_half_or_whole() -> None:
    ben = adopt_published()
    upload = keep(ben, made_up(), today=TODAY)
    with pytest.raises(Refused, match="already has a plan, “Devon Local Area SEND Improvement Plan 2023/24”"):
        actions.adopt(ben, upload_id=upload, kind="strategy", title="Another", today=TODAY)
    assert Plan.objects.count() == Version.objects.count() == 1
    assert Action.objects.count() == 28
    assert Upload.objects.get(public_id=upload).state == "waiting"
    page = queries.upload(ben, upload, TODAY)
    assert page is not None
    assert page.may_adopt is not None
    assert "already has a plan" in page.may_adopt


def test_another_area_has_its_own_plan() -> None:
    adopt_published()
    dev = factories.viewer("dev")
    adopt(dev, made_up())
    assert Plan.objects.count() == 2
    assert {row.area_id for row in Plan.objects.all()} == {dev.area_id, factories.viewer("ben").area_id}


def test_another_areas_upload_is_not_there() -> None:
    ben = adopt_published()
    upload = keep(factories.viewer("dev"), made_up())
    for act in (actions.set_aside_upload,):
        with pytest.raises(NotFound):
            act(ben, upload_id=upload, today=TODAY)
    with pytest.raises(NotFound):
        actions.adopt(ben, upload_id=upload, kind="strategy", title="Theirs", today=TODAY)
    assert queries.upload(ben, upload, TODAY) is None
    assert [row.id for row in queries.uploads(ben, TODAY)] == [Upload.objects.order_by("id").first().public_id]  # type: ignore[union-attr]  # one was just made


@pytest.mark.parametrize("key", ["amina", "chloe", "grace", "helen", "ravi", "sunil", "tom"])
def test_only_who_may_import_and_adopt_does(key: str) -> None:
    factories.make_cast()
    viewer = factories.viewer(key)
    with pytest.raises(NotAllowed, match="that role may not upload a published plan"):
        keep(viewer, made_up())
    upload = keep(factories.viewer("ben"), made_up())
    with pytest.raises(NotAllowed, match="may not adopt"):
        actions.adopt(viewer, upload_id=upload, kind="strategy", title="A plan", today=TODAY)
    with pytest.raises(NotAllowed):
        actions.set_aside_upload(viewer, upload_id=upload, today=TODAY)
    with pytest.raises(NotAllowed):
        queries.uploads(viewer, TODAY)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("kind", "title", "reason"),
    [
        ("shopping-list", "A plan", "no kind of plan"),
        ("strategy", "   ", "needs a title"),
        ("strategy", "x" * 301, "301 characters"),
        ("strategy", "two\nlines", "more than one line"),
        ("strategy", "nul\x00", "cannot be kept"),
    ],
)
def test_kind_and_title_are_checked_and_nothing_is_left(kind: str, title: str, reason: str) -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = keep(ben, made_up())
    with pytest.raises(Refused, match=reason):
        actions.adopt(ben, upload_id=upload, kind=kind, title=title, today=TODAY)
    assert not Plan.objects.exists()
    assert Upload.objects.get().state == "waiting"


def test_a_person_sets_kind_and_title() -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = keep(ben, made_up())
    actions.adopt(ben, upload_id=upload, kind="priority-action-plan", title="  What we will do  ", today=TODAY)
    plan = Plan.objects.get()
    assert (plan.kind, plan.title, plan.slug) == ("priority-action-plan", "What we will do", "what-we-will-do")


def test_a_draft_that_does_not_hold_together_is_refused_whole() -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    whole = made_up()
    draft = whole.draft
    astray = msgspec.structs.replace(draft.actions[0], section="Z")
    huge = msgspec.structs.replace(
        draft.kpis[0], baseline=msgspec.structs.replace(draft.kpis[0].baseline, value=Decimal("1e30"))
    )
    faults = {
        "Action A1 belongs to section Z": msgspec.structs.replace(draft, actions=(astray,)),
        "No section was found": msgspec.structs.replace(draft, sections=(), actions=(), kpis=()),
        "More than one section has the letter A": msgspec.structs.replace(draft, sections=draft.sections * 2),
        "more digits than can be kept": msgspec.structs.replace(draft, kpis=(huge,)),
    }
    for reason, faulty in faults.items():
        upload = keep(ben, msgspec.structs.replace(whole, draft=faulty))
        page = queries.upload(ben, upload, TODAY)
        assert page is not None
        assert reason in (page.may_adopt or "")
        with pytest.raises(Refused, match=reason):
            actions.adopt(ben, upload_id=upload, kind="strategy", title="A plan", today=TODAY)
        actions.set_aside_upload(ben, upload_id=upload, today=TODAY)
    assert not Plan.objects.exists()


def test_a_character_no_database_keeps_is_refused_before_it_is_kept() -> None:
    factories.make_cast()
    whole = made_up()
    draft = whole.draft
    said = msgspec.structs.replace(draft.sections[0], needs=(Statement(text="a\x00b", where=draft.sections[0].where),))
    faulty = msgspec.structs.replace(whole, draft=msgspec.structs.replace(draft, sections=(said,)))
    with pytest.raises(Refused, match="cannot be kept"):
        keep(factories.viewer("ben"), faulty)
    assert not Upload.objects.exists()


def test_the_same_file_waits_once_and_may_come_back_after_it_was_set_aside() -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    first = keep(ben, made_up())
    with pytest.raises(Refused, match="already waiting"):
        keep(ben, made_up())
    actions.set_aside_upload(ben, upload_id=first, today=TODAY)
    second = keep(ben, made_up(), today=TODAY)
    rows = queries.uploads(ben, TODAY)
    assert [(row.id, row.state) for row in rows] == [(second, "waiting"), (first, "set_aside")]
    assert rows[1].sentence == "Uploaded by Ben Carter on 10 May 2023; set aside by Ben Carter on 30 November 2023."


def test_the_document_in_force_is_not_read_afresh() -> None:
    ben = adopt_published()
    with pytest.raises(Refused) as refused:
        keep(ben, published(), today=TODAY)
    assert refused.value.reason == (
        "This is the document of version 1, adopted on 15 May 2023 by Ben Carter: nothing is different."
    )
    assert Upload.objects.count() == 1
    assert AuditEntry.objects.filter(act="plan-uploaded").count() == 1
    dev = factories.viewer("dev")
    assert Upload.objects.get(public_id=keep(dev, published(), today=TODAY)).area_id == dev.area_id


def test_nothing_is_decided_before_it_was_uploaded_or_dated_ahead() -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = keep(ben, made_up())
    with pytest.raises(Refused, match="was uploaded on 10 May 2023"):
        actions.adopt(ben, upload_id=upload, kind="strategy", title="A plan", today=dt.date(2023, 5, 9))
    with pytest.raises(Refused, match="dated after today"):
        actions.adopt(ben, upload_id=upload, kind="strategy", title="A plan", today=dt.date(2999, 1, 1))
    assert not Plan.objects.exists()


def test_as_at_a_day_before_adoption_there_is_no_plan() -> None:
    ben = adopt_published()
    before = ADOPTED - dt.timedelta(days=1)
    assert queries.at_a_glance(ben, before) is None
    assert queries.at_a_glance(ben, ADOPTED) is not None
    assert queries.uploads(ben, UPLOADED - dt.timedelta(days=1)) == ()
    assert [row.state for row in queries.uploads(ben, before)] == ["waiting"]


@pytest.mark.parametrize(("since", "silent"), [(0, 0), (60, 0), (61, 27)])
def test_nothing_is_silent_until_60_days_after_adoption(since: int, silent: int) -> None:
    ben = adopt_published()
    page = queries.at_a_glance(ben, ADOPTED + dt.timedelta(days=since))
    assert page is not None
    assert page.counts.unreported == silent  # 28 actions, one of which the plan itself says is done
    assert bool(page.silent) is bool(silent)
    assert ("no news for more than 60 days" in page.headline) is bool(silent)


def test_what_was_read_and_adopted_cannot_be_changed_or_deleted() -> None:
    adopt_published()
    for statement in (
        "UPDATE plan_upload SET draft = '{}'",
        "DELETE FROM plan_upload",
        "UPDATE plan_version SET number = 2",
        "DELETE FROM plan_plan",
        "DELETE FROM plan_action",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
