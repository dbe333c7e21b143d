"""Several people adopting at once, each in a transaction of their own: one does, the others are told."""

from __future__ import annotations

import threading

from django.db import connection

from sendplan.access.models import AuditEntry
from sendplan.plan import actions
from sendplan.plan.models import Action, Plan, Version
from sendplan.plan.rules import Refused
from tests import factories
from tests.plan.drafts import made_up
from tests.plan.plans import TODAY, keep


def test_of_two_who_adopt_at_once_one_does(own_database: object) -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = keep(ben, made_up())
    other = keep(ben, made_up(name="other.txt"))
    outcomes: list[str] = []
    together = threading.Barrier(4)

    def run(upload_id: str) -> None:
        try:
            together.wait(timeout=30)
            actions.adopt(ben, upload_id=upload_id, kind="strategy", title="A plan", today=TODAY)
            outcomes.append("adopted")
        except Refused as refused:
            outcomes.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[each]) for each in (upload, upload, other, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert outcomes.count("adopted") == 1
    assert sum("was adopted by Ben Carter" in each or "already has a plan" in each for each in outcomes) == 3
    assert Plan.objects.count() == Version.objects.count() == 1
    assert Action.objects.count() == 3
    assert AuditEntry.objects.filter(act="plan-adopted").count() == 1
