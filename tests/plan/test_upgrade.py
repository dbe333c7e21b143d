"""A database as earlier software left it, brought up to date: every id, every word and who held which post."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sendplan.plan_reader.draft import from_json, to_json
from tests.database import Database
from tests.plan.drafts import published_draft
from tests.plan.plans import ADOPTED, TODAY

SINCE = dt.date(2023, 1, 3)


@pytest.fixture
def first_release(own_database: Database, django_db_blocker: Any) -> Any:
    """A database of its own at plan's first migration; gives the models as they were then.

    Built up from nothing of plan's, as an area's was: taking later migrations back, one by one, takes half a minute.
    """
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor
    from psycopg import sql

    then = [("plan", "0001_initial")]
    with django_db_blocker.unblock():
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'plan\\_%'")
            tables = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
            cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(tables))
            cursor.execute("DELETE FROM django_migrations WHERE app = 'plan'")
        executor = MigrationExecutor(connections["owner"])
        executor.migrate(then)
        yield executor.loader.project_state(then).apps


def rows_as_first_written(apps: Any) -> None:
    """The published plan as the first release wrote it: rows without an id on outcomes, and no content."""
    draft = published_draft()

    def of(model: str, app: str = "plan") -> Any:
        return apps.get_model(app, model).objects.using("owner")

    area = of("Area", "access").create(slug="devon", name="Devon", authority_code="E10000008")
    helen = of("User", "access").create(email="helen@demo.example", name="Helen Lowe")
    upload = of("Upload").create(
        public_id="upl_first",
        area=area,
        name="plan.txt",
        media_type="text/plain",
        title=draft.title,
        sha256="0" * 64,
        size=1,
        draft=to_json(draft).decode("utf-8"),
        runs="[]",
        on=ADOPTED,
        state="adopted",
        decided_on=ADOPTED,
        decided_by_name="",
    )
    plan = of("Plan").create(
        public_id="pln_first", area=area, slug="plan", title="As confirmed", kind="improvement-plan", created_on=ADOPTED
    )
    of("Version").create(plan=plan, number=1, upload=upload, adopted_on=ADOPTED, adopted_by_name="")
    sections = {
        each.letter: of("Section").create(plan=plan, letter=each.letter, title=each.title, order=order)
        for order, each in enumerate(draft.sections)
    }
    for section in draft.sections:
        for order, said in enumerate(section.needs):
            row = {"public_id": f"ned_{section.letter}{order}", "text": said.text, "order": order}
            of("Need").create(section=sections[section.letter], **row)
        for order, said in enumerate(section.voice):
            row = {"public_id": f"fam_{section.letter}{order}", "text": said.text, "order": order}
            of("FamilyStatement").create(section=sections[section.letter], **row)
    posts: dict[str, Any] = {}
    for order, each in enumerate(draft.actions):
        action = of("Action").create(
            public_id=f"act_{each.ref}",
            section=sections[each.section],
            ref=each.ref,
            text=each.text,
            due_as_written=each.due.as_written or "",
            due_earliest=each.due.earliest,
            due_latest=each.due.latest,
            due_kind=each.due.kind,
            order=order,
        )
        for at, text in enumerate(each.outcomes):
            of("Outcome").create(action=action, order=at, text=text)
        for at, owner in enumerate(each.named_owners):
            if owner.as_written not in posts:
                posts[owner.as_written] = of("Post").create(
                    public_id=f"pst_{len(posts)}", plan=plan, name=owner.as_written
                )
            of("ActionPost").create(action=action, post=posts[owner.as_written], as_written=owner.as_written, order=at)
    for order, kpi in enumerate(draft.kpis):
        of("Target").create(
            public_id=f"tgt_{order}",
            section=sections[kpi.section],
            short_id=f"K{order}",
            name=kpi.name,
            better=kpi.better,
            order=order,
        )
    post = posts["Interim SEND Strategic Director"]
    post.person_id, post.held_since = helen.pk, SINCE
    post.save(using="owner")


def test_a_plan_kept_by_the_first_release_is_whole(first_release: Any) -> None:
    from django.core.management import call_command

    from sendplan.access.queries import everyone
    from sendplan.plan import queries
    from sendplan.plan.models import Holding, Outcome, VersionContent

    rows_as_first_written(first_release)
    call_command("migrate", "plan", verbosity=0)

    content = from_json(VersionContent.objects.get().draft.encode("utf-8"))
    assert content.title == "As confirmed"
    assert [each.id for each in content.actions] == [f"act_{each.ref}" for each in content.actions]
    assert [each.id for each in content.kpis] == [f"tgt_{at}" for at in range(43)]
    assert [said.id for section in content.sections for said in section.voice] == [
        f"fam_{section.letter}{at}" for section in content.sections for at in range(len(section.voice))
    ]
    outcomes = dict(Outcome.objects.values_list("public_id", "text"))
    given = {id_: text for each in content.actions for id_, text in zip(each.outcome_ids, each.outcomes, strict=True)}
    assert given == outcomes
    assert len(set(given)) == sum(len(each.outcomes) for each in published_draft().actions) > 28
    assert list(Holding.objects.values_list("post__name", "person__name", "since", "until")) == [
        ("Interim SEND Strategic Director", "Helen Lowe", SINCE, None)
    ]
    devon = everyone("devon")
    assert devon is not None
    page = queries.public_plan(devon, TODAY)
    assert page is not None
    assert (page.counts.total, page.families.total, page.targets.total) == (28, 31, 43)
