"""A revised document adopted as the next version, on PostgreSQL: ids stay, and so does all that hangs on them."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from sendplan.access.models import AuditEntry
from sendplan.access.queries import Viewer, everyone
from sendplan.plan import actions, queries
from sendplan.plan.models import (
    Action,
    ActionPost,
    FamilyStatement,
    Need,
    Outcome,
    Plan,
    PlanFinding,
    Post,
    ProgressUpdate,
    Reply,
    Section,
    StatementLink,
    Step,
    Target,
    Upload,
    Version,
    VersionContent,
)
from sendplan.plan.revision import NEW, match
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.plan_reader.draft import Draft, from_json
from sendplan.plan_reader.guarded import Reading, read_guarded
from tests import factories
from tests.plan.drafts import PUBLISHED, made_up, published_draft, read
from tests.plan.plans import ADOPTED, TODAY, adopt, keep
from tests.plan.revision.seed_revision import REVISED

pytestmark = pytest.mark.django_db

replace = msgspec.structs.replace
REPORTED = dt.date(2023, 7, 3)
REVISED_ON = dt.date(2023, 10, 2)
BEFORE = REVISED_ON - dt.timedelta(days=1)


@pytest.fixture
def ben() -> Viewer:
    """Ben, in an area with the published plan as its file has it, a report, a reply and a link."""
    factories.make_cast()
    viewer = adopt(factories.viewer("ben"), read_guarded(PUBLISHED, name=PUBLISHED.name))
    a5 = Action.objects.get(ref="A5").public_id
    said = FamilyStatement.objects.order_by("section__order", "order")[0].public_id
    actions.add_update(
        viewer, action_id=a5, text="The workforce plan was drafted.", state="in_progress", today=REPORTED
    )
    actions.reply(viewer, statement_id=said, text="Thank you: action A5 takes this up.", today=REPORTED)
    actions.link_statement(viewer, statement_id=said, action_id=a5, today=REPORTED)
    return viewer


def revision() -> Reading:
    return read_guarded(REVISED, name=REVISED.name)


def answers(viewer: Viewer, upload: str) -> dict[str, str]:
    """A5a carries on as A5; whatever else is asked about is new."""
    old = from_json(VersionContent.objects.get(version__plan__area_id=viewer.area_id).draft.encode())
    new = from_json(Upload.objects.get(public_id=upload).draft.encode())
    asked = {question.id: NEW for question in match(old, new).questions}
    a5 = next(str(action.id) for action in old.actions if action.ref == "A5")
    return asked | {"action-4": a5}


def revise(viewer: Viewer, today: dt.date = REVISED_ON) -> int:
    upload = keep(viewer, revision(), today)
    return actions.adopt_revision(
        viewer, upload_id=upload, decisions=answers(viewer, upload), title="The plan, revised", today=today
    )


def refusal(viewer: Viewer, upload: str, **options: object) -> str:
    told: dict[str, object] = {
        "decisions": answers(viewer, upload), "title": "The plan, revised", "today": REVISED_ON, **options,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.adopt_revision(viewer, upload_id=upload, **told)  # type: ignore[arg-type]  # a test's own mixture
    return refused.value.reason


def everything() -> dict[str, int]:
    models = (Section, Need, FamilyStatement, Action, Outcome, Target, ProgressUpdate, Reply, StatementLink)
    return {model.__name__: model.objects.count() for model in models}


def test_the_next_version_keeps_every_id_and_all_that_hangs_on_it(ben: Viewer) -> None:
    ids = {
        model: dict(model.objects.values_list("public_id", "pk"))
        for model in (Need, FamilyStatement, Action, Outcome, Target, ProgressUpdate, Reply)
    }
    counted = everything()
    assert revise(ben) == 2
    for model, known in ids.items():
        assert known.items() <= dict(model.objects.values_list("public_id", "pk")).items()
    # A5 came apart: one new action, and its outcome stands there newly.
    assert everything() == counted | {"Action": counted["Action"] + 1, "Outcome": counted["Outcome"] + 1}
    a5a = Action.objects.get(ref="A5a")
    assert [update.text for update in a5a.updates.all()] == ["The workforce plan was drafted."]
    assert StatementLink.objects.get().action == a5a
    page = queries.action(ben, a5a.public_id, TODAY)
    assert page is not None
    assert (page.ref, page.text.startswith("Develop a workforce plan")) == ("A5a", True)
    said = queries.statement(ben, StatementLink.objects.get().statement.public_id, TODAY)
    assert said is not None
    assert said.statement.row.linked_words == "Linked to action A5a."


def test_rows_hold_todays_wording_and_the_version_its_own(ben: Viewer) -> None:
    revise(ben)
    assert Plan.objects.get().title == "The plan, revised"
    assert Action.objects.get(ref="C2").due_latest == dt.date(2024, 3, 31)
    assert not Action.objects.filter(ref="A5").exists()
    c1 = Target.objects.get(short_id="C-K1")
    assert [step.as_written for step in c1.steps.order_by("order")][-1] == "45%"
    first, second = VersionContent.objects.order_by("version__number")
    titles = [from_json(each.draft.encode()).title for each in (first, second)]
    assert titles == [published_draft().title, "The plan, revised"]
    assert PlanFinding.objects.filter(version=second.version).exists()
    assert second.version.adopted_on == REVISED_ON
    assert second.version.upload.state == "adopted"


def test_a_day_before_the_adoption_is_shown_as_it_was(ben: Viewer) -> None:
    def shown() -> list[object]:
        plan = everyone("devon")
        assert plan is not None
        a5 = Action.objects.get(public_id=a5_id)
        return [
            queries.at_a_glance(ben, BEFORE),
            *(queries.section(ben, letter, BEFORE) for letter in "ABCD"),
            queries.action(ben, a5.public_id, BEFORE),
            queries.families(ben, BEFORE),
            queries.findings(ben, BEFORE),
            queries.source(ben, BEFORE),
            queries.public_plan(plan, BEFORE),
            *(queries.target(ben, target, BEFORE) for target in targets),
        ]

    a5_id = Action.objects.get(ref="A5").public_id
    targets = list(Target.objects.values_list("public_id", flat=True))
    as_it_was = shown()
    revise(ben)
    assert shown() == as_it_was


def test_the_audit_says_what_changed(ben: Viewer) -> None:
    revise(ben)
    entry = AuditEntry.objects.order_by("-seq")[0]
    assert entry.act == "plan-revised"
    assert entry.sentence.startswith(
        "Ben Carter adopted “revised-plan.txt” as version 2 of “The plan, revised”: 2 officers changed; "
        "action C2 due December 2023 → March 2024; "
    )
    assert entry.sentence.endswith("1 part of the introduction changed.")


def test_an_open_question_is_refused_and_nothing_is_written(ben: Viewer) -> None:
    upload = keep(ben, revision(), REVISED_ON)
    before = everything()
    assert refusal(ben, upload, decisions={}).startswith("2 questions are still to be answered, the first about")
    a5 = answers(ben, upload)["action-4"]
    assert "Only one can" in refusal(ben, upload, decisions={"action-4": a5, "action-5": a5})
    assert "none of those offered" in refusal(ben, upload, decisions={"action-4": "act_x", "action-5": NEW})
    assert refusal(ben, upload, title=" ").startswith("The plan needs a title")
    assert (everything(), Version.objects.count(), Upload.objects.get(public_id=upload).state) == (before, 1, "waiting")


def test_the_second_of_two_clicks_changes_nothing(ben: Viewer) -> None:
    upload = keep(ben, revision(), REVISED_ON)
    told = answers(ben, upload)
    for _ in range(2):
        number = actions.adopt_revision(ben, upload_id=upload, decisions=told, title="T2", today=REVISED_ON)
        assert number == 2
    assert (Version.objects.count(), AuditEntry.objects.filter(act="plan-revised").count()) == (2, 1)
    dev = factories.viewer("chloe")
    with pytest.raises(NotAllowed):
        actions.adopt_revision(dev, upload_id=upload, decisions=told, title="T2", today=REVISED_ON)


def test_what_was_compared_with_an_older_version_is_compared_again(ben: Viewer) -> None:
    upload = keep(ben, revision(), REVISED_ON)
    assert refusal(ben, upload, against=2).startswith("Version 1 was adopted while you looked")


def test_the_document_in_force_is_not_adopted_again(ben: Viewer) -> None:
    upload = keep(ben, revision(), REVISED_ON)
    revise_again = Upload.objects.get(public_id=upload)
    with pytest.raises(Refused, match="already waiting"):
        keep(ben, revision(), REVISED_ON)
    actions.adopt_revision(
        ben, upload_id=revise_again.public_id, decisions=answers(ben, upload), title="T", today=REVISED_ON
    )
    with pytest.raises(Refused, match="This is the document of version 2"):
        keep(ben, revision(), REVISED_ON)


def test_the_last_version_of_a_day_is_the_days(ben: Viewer) -> None:
    revise(ben)
    upload = keep(ben, read_guarded(PUBLISHED, name=PUBLISHED.name), REVISED_ON)
    old = from_json(VersionContent.objects.get(version__number=2).draft.encode())
    new = from_json(Upload.objects.get(public_id=upload).draft.encode())
    told = {question.id: question.options[0].old_id for question in match(old, new).questions}
    number = actions.adopt_revision(ben, upload_id=upload, decisions=told, title="As it was", today=REVISED_ON)
    page = queries.at_a_glance(ben, REVISED_ON)
    assert page is not None
    assert (number, page.plan.version, page.plan.title) == (3, 3, "As it was")
    assert Action.objects.filter(ref="A5").exists()


def test_no_version_is_put_before_what_is_known_already(ben: Viewer) -> None:
    upload = keep(ben, revision(), dt.date(2023, 6, 1))
    reason = refusal(ben, upload, today=dt.date(2023, 6, 2))
    assert reason == (
        "The plan already holds an update dated after 2 June 2023, which was said of the plan as it stood. "
        "Adopt the new version with today's date."
    )
    early = keep(ben, made_up(1), ADOPTED - dt.timedelta(days=4))
    assert refusal(ben, early, decisions={}, today=ADOPTED - dt.timedelta(days=1)).startswith(
        "Version 1 was adopted on 15 May 2023; none can follow it with the date 14 May 2023"
    )


def test_what_is_gone_keeps_its_row_and_what_comes_back_keeps_owners_and_steps_in_order() -> None:
    factories.make_cast()
    ben = adopt(factories.viewer("ben"), made_up(4))
    first = made_up(4).draft

    def next_version(draft: Draft, name: str, today: dt.date) -> None:
        upload = keep(ben, read(draft, name), today)
        newest = VersionContent.objects.order_by("-version__number")[0]
        old = from_json(newest.draft.encode())
        told = {q.id: NEW for q in match(old, from_json(Upload.objects.get(public_id=upload).draft.encode())).questions}
        actions.adopt_revision(ben, upload_id=upload, decisions=told, title="T", today=today)

    a1, a2, a3, a4 = first.actions
    owners = (*a1.named_owners, *a3.named_owners)
    shorter = replace(
        first,
        actions=(a4, replace(a1, named_owners=owners), a2),
        kpis=(replace(first.kpis[0], steps=()), *first.kpis[1:]),
        source=replace(first.source, name="second.txt", sha256="2" * 64),
    )
    next_version(shorter, "second.txt", REVISED_ON)
    gone = Action.objects.get(ref="A3")
    assert gone.text == a3.text
    assert (ActionPost.objects.filter(action__ref="A1").count(), ActionPost.objects.filter(action=gone).count()) == (
        2,
        1,
    )
    assert Step.objects.filter(target__short_id="A-K1").count() == 0
    assert [row.ref for row in Action.objects.exclude(pk=gone.pk).order_by("order")] == ["A4", "A1", "A2"]
    assert Post.objects.count() == 2
    third = replace(first, source=replace(first.source, name="third.txt", sha256="3" * 64))
    next_version(third, "third.txt", TODAY)
    assert Step.objects.filter(target__short_id="A-K1").count() == 1
    # What was gone has another id when it comes back: its old life ended.
    assert Action.objects.filter(ref="A3").count() == 2
    assert queries.action(ben, gone.public_id, TODAY) is None
    assert queries.action(ben, gone.public_id, BEFORE) is not None


def test_nobody_adopts_for_another_area_nor_without_a_plan(ben: Viewer) -> None:
    upload = keep(ben, revision(), REVISED_ON)
    dev = factories.viewer("dev")
    with pytest.raises(NotFound):
        actions.adopt_revision(dev, upload_id=upload, decisions={}, title="T", today=REVISED_ON)
    other = keep(dev, made_up(1), REVISED_ON)
    with pytest.raises(Refused, match="This area has no plan yet"):
        actions.adopt_revision(dev, upload_id=other, decisions={}, title="T", today=REVISED_ON)


def test_a_second_document_is_not_adopted_as_if_it_were_the_first(ben: Viewer) -> None:
    upload = keep(ben, revision(), REVISED_ON)
    with pytest.raises(Refused, match="A newer document is compared with it"):
        actions.adopt(ben, upload_id=upload, kind="strategy", title="T", today=REVISED_ON)


def test_the_areas_own_files_have_nothing_to_add_once_a_later_version_is_adopted() -> None:
    factories.make_cast()
    folder = PUBLISHED.parents[1]
    actions.load_pack(folder, today=ADOPTED)
    ben = factories.viewer("ben")
    revise(ben)
    assert not actions.load_pack(folder, today=TODAY).changes
    assert Version.objects.count() == 2
