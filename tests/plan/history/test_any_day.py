"""Any sequence of updates, overrides, evidence, date changes and versions leaves history complete: every page, asked
later for an earlier day, is what it was on that day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.db import transaction
from django.db.models import Model

from sendplan.access.queries import Viewer, everyone
from sendplan.plan import queries
from sendplan.plan.models import Action, FamilyStatement, Risk, Target
from sendplan.plan.rules import Refused
from tests import factories
from tests.plan.drafts import made_up
from tests.plan.history.doings import Doings
from tests.plan.plans import ADOPTED, adopt

pytestmark = pytest.mark.django_db

ACTS_OF_EACH = 12
PAGES_OF_EACH = 2
"""How many kinds of page one sequence looks at; the sequences take them in turn, so that each is looked at by many."""


Page = Callable[[Viewer, dt.date], object]


def of_one(model: type[Model], ask: Callable[[Viewer, str, dt.date], object]) -> Page:
    """The page of one thing of a kind, another from day to day."""

    def page(viewer: Viewer, today: dt.date) -> object:
        ids = list(model._default_manager.order_by("pk").values_list("public_id", flat=True))
        # By the day, not by the count: what comes later must not change which one an earlier day looked at.
        found = [ask(viewer, id_, today) for at, id_ in enumerate(ids) if at == today.toordinal() % 3]
        return [page for page in found if page is not None]

    return page


def public(viewer: Viewer, today: dt.date) -> object:
    anybody = everyone("devon")
    assert anybody is not None
    return queries.public_plan(anybody, today)


# What a person may do next is theirs to see, not the plan's history: asked as somebody who may only read.
PAGES: tuple[tuple[str, Page], ...] = (
    ("actions", of_one(Action, queries.action)),
    ("glance", queries.at_a_glance),
    ("targets", of_one(Target, queries.target)),
    ("owners", queries.owners),
    ("versions", queries.versions),
    ("section", lambda viewer, today: queries.section(viewer, "A", today)),
    ("dates", queries.dates_moved),
    ("families", queries.families),
    ("public", public),
    ("waits", queries.dependencies),
    ("leads to", lambda viewer, today: queries.logic_model(viewer, "A", today)),
    ("risks", queries.risks),
    ("each risk", of_one(Risk, queries.risk)),
    ("findings", queries.findings),
    ("search", lambda viewer, today: queries.search(viewer, "otters", today)),
    ("statements", of_one(FamilyStatement, queries.statement)),
)


def shown(number: int, today: dt.date, grace: Viewer) -> dict[str, str]:
    """The pages that sequence ``number`` looks at, as at ``today``, by their names."""
    turn = [PAGES[(number * PAGES_OF_EACH + at) % len(PAGES)] for at in range(PAGES_OF_EACH)]
    return {name: repr(page(grace, today)) for name, page in turn}


def run(number: int, grace: Viewer) -> Counter[str]:
    """One sequence upon the plan that is there, undone at the end; how often each act was done."""
    chance = Random(number)  # noqa: S311  chance that can be repeated, not a secret
    done: Counter[str] = Counter()
    with transaction.atomic():
        doings = Doings(chance, ADOPTED)
        then: dict[dt.date, dict[str, str]] = {}
        for _ in range(ACTS_OF_EACH):
            try:
                with transaction.atomic():
                    done[doings.one()] += 1
            except Refused:
                done["refused"] += 1
            if chance.random() < 0.35:
                then[doings.today] = shown(number, doings.today, grace)
                doings.today += dt.timedelta(days=chance.choice([1, 1, 20, 61]))
        for day, before in then.items():
            now = shown(number, day, grace)
            for name, page in before.items():
                assert now[name] == page, f"sequence {number}: {name} as at {day} is not what it was"
        transaction.set_rollback(True)
    return done


def sequences(first: int, last: int) -> Counter[str]:
    factories.make_cast()
    adopt(factories.viewer("ben"), made_up(3))
    grace = factories.viewer("grace")
    done: Counter[str] = Counter()
    for number in range(first, last):
        done += run(number, grace)
    return done


def test_forty_sequences() -> None:
    done = sequences(0, 40)
    assert all(done[each] for each in ("update", "evidence", "confirmation", "new_date", "override", "version")), done


@pytest.mark.prove
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("part", range(8))
def test_two_thousand_sequences(part: int) -> None:
    sequences(1000 + 250 * part, 1250 + 250 * part)
