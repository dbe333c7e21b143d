"""What has happened to actions by a day, and how each stands for it: one question to the database for a whole plan.

What a plan *says* comes from its versions (``content``); what *happened* are dated rows, joined to it by public id.
Nothing dated later than the day comes out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, JSONObject

from sendplan.plan.criteria import Criterion, Shown, Strength, Tally, criterion
from sendplan.plan.derived import Agreement, agreement
from sendplan.plan.due import DateMoved, in_force
from sendplan.plan.models import Action, Closing, DueChange, Evidence, Override, ProgressUpdate
from sendplan.plan.overrides import Claim
from sendplan.plan.standing import Closed, Declared, Rating, Report, Standing, standing
from sendplan.plan_reader.draft import Due, DueKind

__all__ = [
    "NOTHING",
    "Facts",
    "Standpoint",
    "Word",
    "facts_as_written",
    "facts_from",
    "facts_of",
    "standpoint",
]


class _Row(msgspec.Struct, frozen=True):
    """The parent of a row as the database writes it in JSON."""


class _Report(_Row, frozen=True):
    on: dt.date
    state: Declared
    rating: Rating
    written_at: dt.datetime


class _Closing(_Row, frozen=True):
    on: dt.date
    state: str
    missing: list[str]
    written_at: dt.datetime


class _Evidence(_Row, frozen=True):
    outcome: str | None
    on: dt.date
    says_met: bool
    strength: Strength
    accepted: bool | None
    accepted_on: dt.date | None


class _Move(_Row, frozen=True):
    on: dt.date
    as_written: str
    earliest: dt.date
    latest: dt.date
    kind: DueKind


class _Word(_Row, frozen=True):
    id: str
    on: dt.date
    claim: Claim | str
    by_name: str
    by_post: str
    reason: str


class _Rows(_Row, frozen=True):
    reports: list[_Report]
    closings: list[_Closing]
    evidence: list[_Evidence]
    moves: list[_Move]
    overrides: list[_Word]


_decoder = msgspec.json.Decoder(_Rows)

Word = _Word
"""Somebody's word against the status, as it was given."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What has happened to one action by a day, each sequence in the order in which it was made.

    ``reports`` begin with the last that does not say complete: nothing before it makes a difference to how the action
    stands. ``evidence`` is by the criterion's id, None for what is about the action as a whole. ``override`` is the
    newest, None where there is none or it was taken back.
    """

    reports: Sequence[Report] = ()
    closings: Sequence[Closed] = ()
    evidence: Mapping[str | None, Sequence[Shown]] = field(default_factory=dict)
    moves: Sequence[DateMoved] = ()
    override: Word | None = None


NOTHING = Facts()
"""An action to which nothing has happened yet."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """How an action stands on a day: the due date in force (``move`` is what set it, None where the plan did), its
    criteria in the plan's order, how many of them stand where, what is worked out and whether the declared agrees."""

    due: Due
    move: DateMoved | None
    criteria: tuple[Criterion, ...]
    tally: Tally
    standing: Standing
    agreement: Agreement


def facts_of(actions: QuerySet[Action], today: dt.date) -> Mapping[str, Facts]:
    """What has happened to each of ``actions`` by ``today``, by its public id. One question."""
    return {public_id: facts_from(as_written) for public_id, as_written in facts_as_written(actions, today).items()}


def facts_as_written(actions: QuerySet[Action], today: dt.date) -> Mapping[str, str]:
    """As ``facts_of``, each as the text that ``facts_from`` reads. The same text always says the same. One question."""
    whole = JSONObject(
        reports=_reports(today),
        closings=_closings(today),
        evidence=_evidence(today),
        moves=_moves(today),
        overrides=_overrides(today),
    )
    return dict(actions.order_by().values_list("public_id", Cast(whole, TextField())))


def facts_from(as_written: str) -> Facts:
    """The facts that one action's text says."""
    rows = _decoder.decode(as_written)
    shown: dict[str | None, list[Shown]] = {}
    for row in rows.evidence:
        shown.setdefault(row.outcome, []).append(
            Shown(row.on, row.says_met, row.strength, row.accepted, row.accepted_on)
        )
    newest = rows.overrides[0] if rows.overrides else None
    return Facts(
        reports=tuple(Report(row.on, row.state, row.rating, row.written_at) for row in rows.reports),
        closings=tuple(
            Closed(row.on, row.state == "closed", bool(row.missing), row.written_at) for row in rows.closings
        ),
        evidence=shown,
        moves=tuple(
            DateMoved(row.on, Due(as_written=row.as_written, earliest=row.earliest, latest=row.latest, kind=row.kind))
            for row in rows.moves
        ),
        override=newest if newest is not None and newest.claim else None,
    )


def _reports(today: dt.date) -> ArraySubquery:
    known = ProgressUpdate.objects.filter(on__lte=today)
    # Twice outer: the same for every update of an action, so that the database asks it once an action.
    not_complete = known.filter(action=OuterRef(OuterRef("pk"))).exclude(state="complete").order_by("-on", "-id")
    tail = known.filter(action=OuterRef("pk"), id__gte=Coalesce(Subquery(not_complete.values("id")[:1]), Value(0)))
    fields = JSONObject(on="on", state="state", rating="rating", written_at="written_at")
    return ArraySubquery(tail.order_by("on", "id").values_list(fields))


def _closings(today: dt.date) -> ArraySubquery:
    rows = Closing.objects.filter(action=OuterRef("pk"), on__lte=today).order_by("on", "id")
    return ArraySubquery(
        rows.values_list(JSONObject(on="on", state="state", missing="missing", written_at="written_at"))
    )


def _evidence(today: dt.date) -> ArraySubquery:
    rows = Evidence.objects.filter(action=OuterRef("pk"), on__lte=today).order_by("on", "id")
    return ArraySubquery(
        rows.values_list(
            JSONObject(
                outcome="outcome__public_id",
                on="on",
                says_met="says_met",
                strength="strength",
                accepted=Case(When(confirmation__on__lte=today, then="confirmation__accepted")),
                accepted_on=Case(When(confirmation__on__lte=today, then="confirmation__on")),
            )
        )
    )


def _moves(today: dt.date) -> ArraySubquery:
    rows = DueChange.objects.filter(action=OuterRef("pk"), on__lte=today).order_by("on", "id")
    return ArraySubquery(
        rows.values_list(
            JSONObject(on="on", as_written="as_written", earliest="earliest", latest="latest", kind="kind")
        )
    )


def _overrides(today: dt.date) -> ArraySubquery:
    rows = Override.objects.filter(action=OuterRef("pk"), on__lte=today).order_by("-on", "-id")[:1]
    return ArraySubquery(
        rows.values_list(
            JSONObject(id=F("public_id"), on="on", claim="claim", by_name="by_name", by_post="by_post", reason="reason")
        )
    )


def standpoint(
    facts: Facts,
    *,
    given: Due,
    given_on: dt.date,
    outcome_ids: Sequence[str],
    adopted_on: dt.date,
    today: dt.date,
) -> Standpoint:
    """How an action stands on ``today``. ``given`` is the due date the version in force gives and ``given_on`` the day
    from which a version gave it; ``outcome_ids`` are its criteria; ``adopted_on`` is the day it came into the plan."""
    due, move = in_force(given, given_on, facts.moves, today)
    criteria = tuple(criterion(facts.evidence.get(each, ()), today) for each in outcome_ids)
    tally = Tally.of(each.state for each in criteria)
    stands = standing(
        due_kind=due.kind,
        due_as_written=due.as_written,
        due_latest=due.latest,
        reports=facts.reports,
        adopted_on=adopted_on,
        today=today,
        criteria=tally,
        closings=facts.closings,
    )
    last = facts.reports[-1] if facts.reports else None
    return Standpoint(due, move, criteria, tally, stands, agreement(last, stands, tally))
