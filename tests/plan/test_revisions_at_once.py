"""Two revisions adopted at once, each in a transaction of its own: one becomes the next version."""

from __future__ import annotations

import datetime as dt

import msgspec

from sendplan.access.models import AuditEntry
from sendplan.plan import actions
from sendplan.plan.models import Action, Version
from tests import factories
from tests.plan.drafts import made_up, read
from tests.plan.plans import adopt, keep
from tests.plan.test_at_once import at_once

REVISED_ON = dt.date(2023, 10, 2)


def test_of_two_revisions_adopted_at_once_one_is_the_next_version(own_database: object) -> None:
    factories.make_cast()
    ben = adopt(factories.viewer("ben"), made_up())
    uploads = []
    for name in ("one", "other"):
        draft = made_up().draft
        source = msgspec.structs.replace(draft.source, name=name, sha256=name.rjust(64, "0"))
        uploads.append(keep(ben, read(msgspec.structs.replace(draft, source=source), name), REVISED_ON))

    def run(upload: str) -> str:
        number = actions.adopt_revision(
            ben, upload_id=upload, decisions={}, title="A plan", today=REVISED_ON, against=1
        )
        return f"version {number}"

    outcomes = at_once(run, [*uploads, *uploads])
    assert outcomes.count("version 2") == 2  # the two clicks of the one that was first
    assert sum("was adopted while you looked at the comparison with version 1" in each for each in outcomes) == 2
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2]
    assert Action.objects.count() == 3
    assert AuditEntry.objects.filter(act="plan-revised").count() == 1
