"""Edits of a plan of which it is known, without asking the code under test, what they change: an oracle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sendplan.plan_reader.draft import Action, Draft, Due, Owner, Person, Statement, Where
from tests.plan.revision.registers import replace, with_kpi, wording

Said = tuple[str, str, str, str]
"""Group, what became of the item, the register's id (empty for none), and the field that changed (empty for none)."""


@dataclass(frozen=True)
class Edit:
    """One edit of the action, target or statement number ``at``, and what it is to be reported as."""

    name: str
    on: str
    make: Callable[[Draft, int], Draft]
    said: Callable[[Draft, int], set[Said]]
    easier: bool = False

    def __repr__(self) -> str:
        return self.name


def _action(draft: Draft, at: int, change: Callable[[Action], Action]) -> Draft:
    actions = tuple(change(action) if n == at else action for n, action in enumerate(draft.actions))
    return replace(draft, actions=actions)


def _of_action(field: str) -> Callable[[Draft, int], set[Said]]:
    return lambda draft, at: {("actions", "changed", str(draft.actions[at].id), field)}


def _of_target(field: str) -> Callable[[Draft, int], set[Said]]:
    return lambda draft, at: {("targets", "changed", str(draft.kpis[at].id), field)}


def _due(months: int) -> Callable[[Draft, int], Draft]:
    def later(draft: Draft, at: int) -> Draft:
        due = Due(
            as_written=f"{months} of 2030",
            earliest=dt.date(2030, months, 1),
            latest=dt.date(2030, months, 28),
            kind="month",
        )
        return _action(draft, at, lambda action: replace(action, due=due))

    return later


def _step(value: Decimal) -> Callable[[Draft, int], Draft]:
    def other(draft: Draft, at: int) -> Draft:
        step = replace(draft.kpis[at].steps[0], value=value, as_written=f"{value}")
        return with_kpi(draft, at, lambda kpi: replace(kpi, steps=(step,)))

    return other


def _statement(draft: Draft, at: int, change: Callable[[tuple[Statement, ...]], tuple[Statement, ...]]) -> Draft:
    section = draft.sections[0]
    return replace(draft, sections=(replace(section, voice=change(section.voice)),))


_PLACE = Where(line=1, end_line=1)

EDITS = (
    Edit(
        "say an action otherwise",
        "actions",
        lambda draft, at: _action(draft, at, lambda a: replace(a, text=a.text.removesuffix(".") + " and say so.")),
        _of_action("text"),
    ),
    Edit("set an action later", "actions", _due(6), _of_action("due"), easier=True),
    Edit(
        "take an action's date away",
        "actions",
        lambda draft, at: _action(draft, at, lambda a: replace(a, due=Due(as_written="Ongoing", kind="ongoing"))),
        _of_action("due"),
        easier=True,
    ),
    Edit(
        "give an action to one more",
        "actions",
        lambda draft, at: _action(
            draft, at, lambda a: replace(a, named_owners=(*a.named_owners, Owner(as_written="Post 0b", where=_PLACE)))
        ),
        _of_action("owners"),
    ),
    Edit(
        "take an outcome out",
        "actions",
        lambda draft, at: _action(draft, at, lambda a: replace(a, outcomes=(), outcome_ids=())),
        _of_action("outcome"),
        easier=True,
    ),
    Edit(
        "promise one more outcome",
        "actions",
        lambda draft, at: _action(
            draft,
            at,
            lambda a: replace(a, outcomes=(*a.outcomes, "More."), outcome_ids=(*a.outcome_ids, f"out_more_{at}")),
        ),
        _of_action("outcome"),
    ),
    Edit(
        "give an action another reference",
        "actions",
        lambda draft, at: _action(draft, at, lambda a: replace(a, ref=f"Z{a.ref}")),
        _of_action("ref"),
    ),
    Edit(
        "take an action out",
        "actions",
        lambda draft, at: replace(draft, actions=draft.actions[:at] + draft.actions[at + 1 :]),
        lambda draft, at: {("actions", "gone", str(draft.actions[at].id), "")},
        easier=True,
    ),
    Edit("ask more of a target", "kpis", _step(Decimal(1)), _of_target("step")),
    Edit("ask less of a target", "kpis", _step(Decimal(9)), _of_target("step"), easier=True),
    Edit(
        "name a target otherwise",
        "kpis",
        lambda draft, at: with_kpi(draft, at, lambda kpi: replace(kpi, name=f"{kpi.name}, counted weekly")),
        _of_target("name"),
    ),
    Edit(
        "start a target elsewhere",
        "kpis",
        lambda draft, at: with_kpi(
            draft, at, lambda kpi: replace(kpi, baseline=replace(kpi.baseline, value=Decimal(8), as_written="8"))
        ),
        _of_target("baseline"),
    ),
    Edit(
        "take a target out",
        "kpis",
        lambda draft, at: replace(draft, kpis=draft.kpis[:at] + draft.kpis[at + 1 :]),
        lambda draft, at: {("targets", "gone", str(draft.kpis[at].id), "")},
        easier=True,
    ),
    Edit(
        "take out what a family said",
        "voice",
        lambda draft, at: _statement(draft, at, lambda said: said[:at] + said[at + 1 :]),
        lambda draft, at: {("statements", "gone", str(draft.sections[0].voice[at].id), "")},
    ),
    Edit(
        "change what a family said",
        "voice",
        lambda draft, at: _statement(
            draft,
            at,
            lambda said: (*said[:at], replace(said[at], text=f"{said[at].text} Twice."), *said[at + 1 :]),
        ),
        lambda draft, at: {("statements", "changed", str(draft.sections[0].voice[at].id), "text")},
    ),
)


def with_new_action(draft: Draft, seed: int) -> Draft:
    """One more action at the end, of its own words."""
    last = draft.actions[-1]
    an_id = f"act_new_{seed}"
    new = replace(
        last, id=an_id, ref=f"N{seed}", text=wording(8000 + seed), outcomes=("Done.",), outcome_ids=(f"out_new_{seed}",)
    )
    return replace(draft, actions=(*draft.actions, new))


def with_officer(draft: Draft, name: str, role: str) -> Draft:
    """One accountable officer on the front page."""
    officer = Person(name=name, role=role, where=_PLACE)
    return replace(draft, metadata=replace(draft.metadata, accountable_officers=(officer,)))
