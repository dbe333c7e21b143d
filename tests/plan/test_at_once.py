"""Several requests at once, each in a transaction of its own: one does it, the others are told or change nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from sendplan.access.models import AuditEntry
from sendplan.plan import actions
from sendplan.plan.models import Action, Dependency, FamilyStatement, Plan, ProgressUpdate, Reply, Version
from sendplan.plan.rules import Refused
from tests import factories
from tests.plan.drafts import made_up
from tests.plan.plans import TODAY, adopt, keep


def at_once(run: Callable[[str], str], given: list[str]) -> list[str]:
    """What ``run`` answered, or why it refused, for each of ``given``, all started together."""
    outcomes: list[str] = []
    together = threading.Barrier(len(given))

    def one(argument: str) -> None:
        try:
            together.wait(timeout=30)
            outcomes.append(run(argument))
        except Refused as refused:
            outcomes.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[each]) for each in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def test_of_two_who_adopt_at_once_one_does(own_database: object) -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = keep(ben, made_up())
    other = keep(ben, made_up(name="other.txt"))

    def run(upload_id: str) -> str:
        actions.adopt(ben, upload_id=upload_id, kind="strategy", title="A plan", today=TODAY)
        return "adopted"

    outcomes = at_once(run, [upload, upload, other, other])
    assert outcomes.count("adopted") == 1
    assert sum("was adopted by Ben Carter" in each or "already has a plan" in each for each in outcomes) == 3
    assert Plan.objects.count() == Version.objects.count() == 1
    assert Action.objects.count() == 3
    assert AuditEntry.objects.filter(act="plan-adopted").count() == 1


def test_a_form_sent_twice_says_it_once(own_database: object) -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    adopt(ben, made_up())
    action, statement = Action.objects.first(), FamilyStatement.objects.first()
    assert action is not None
    assert statement is not None
    action_id, statement_id = action.public_id, statement.public_id

    def report(text: str) -> str:
        return actions.add_update(ben, action_id=action_id, text=text, state="in_progress", today=TODAY)

    def answer(text: str) -> str:
        return actions.reply(ben, statement_id=statement_id, text=text, today=TODAY)

    assert len(set(at_once(report, ["Two of six have agreed."] * 4))) == 1
    assert len(set(at_once(answer, ["We have not done this yet."] * 4))) == 1
    assert ProgressUpdate.objects.count() == Reply.objects.count() == 1
    assert AuditEntry.objects.filter(act__in=["progress-added", "family-answered"]).count() == 2
    # Other words on the same day are something new.
    report("Three of six have agreed.")
    assert ProgressUpdate.objects.count() == 2


def test_two_who_each_add_half_of_a_circle_do_not_make_one(own_database: object) -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    adopt(ben, made_up())
    first, second = Action.objects.order_by("order").values_list("public_id", flat=True)[:2]
    ends = {"there": (first, second), "back": (second, first)}

    def wait(way: str) -> str:
        action_id, needs_id = ends[way]
        actions.add_dependency(ben, action_id=action_id, needs_id=needs_id, why="", today=TODAY)
        return "added"

    outcomes = at_once(wait, ["there", "back"] * 2)
    assert outcomes.count("added") == 1
    assert Dependency.objects.count() == 1
    assert all(each == "added" or "wait for" in each for each in outcomes)
