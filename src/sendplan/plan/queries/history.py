"""Everything dated about an action by a day, whole: its updates, evidence, moved dates, overrides and closings.

One question to the database, however many actions and whatever has happened to them. Lists go by ``facts``, which
brings less. Nothing dated later than the day comes out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, QuerySet, TextField, When
from django.db.models.functions import Cast, JSONObject

from sendplan.plan.criteria import Shown, Strength
from sendplan.plan.due import DateMoved
from sendplan.plan.evidence import EvidenceKind
from sendplan.plan.models import Action, Closing, DueChange, Evidence, Override, ProgressUpdate
from sendplan.plan.queries.facts import Facts, Word
from sendplan.plan.standing import Closed, Declared, Rating, Report
from sendplan.plan_reader.draft import Due, DueKind

__all__ = [
    "ClosingKept",
    "EvidenceKept",
    "History",
    "MoveKept",
    "OverrideKept",
    "UpdateKept",
    "evidence_kept",
    "histories",
]


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """What every dated, signed row has, as the database writes it in JSON."""

    id: str
    on: dt.date
    by_id: int
    by_name: str
    by_post: str
    written_at: dt.datetime


class UpdateKept(_Said, frozen=True, kw_only=True):
    state: Declared
    rating: Rating
    text: str


class EvidenceKept(_Said, frozen=True, kw_only=True):
    """A piece of evidence with what somebody else said of it by the day: ``accepted`` is None while nobody has."""

    outcome: str | None
    target: str | None
    kind: EvidenceKind
    strength: Strength
    says_met: bool
    text: str
    link: str
    figure: Decimal | None
    figure_unit: str
    figure_on: dt.date | None
    file_name: str | None
    file_type: str | None
    file_size: int | None
    accepted: bool | None
    answered_on: dt.date | None
    answered_by: str | None
    answered_post: str | None
    answered_text: str | None


class MoveKept(_Said, frozen=True, kw_only=True):
    as_written: str
    earliest: dt.date
    latest: dt.date
    kind: DueKind
    reason: str

    @property
    def moved(self) -> DateMoved:
        return DateMoved(
            self.on, Due(as_written=self.as_written, earliest=self.earliest, latest=self.latest, kind=self.kind)
        )


class OverrideKept(_Said, frozen=True, kw_only=True):
    claim: str
    reason: str
    derived: str


class ClosingKept(_Said, frozen=True, kw_only=True):
    state: str
    missing: list[str]
    reason: str


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Each sequence in the order in which it was made."""

    updates: Sequence[UpdateKept] = ()
    evidence: Sequence[EvidenceKept] = ()
    moves: Sequence[MoveKept] = ()
    overrides: Sequence[OverrideKept] = ()
    closings: Sequence[ClosingKept] = ()

    @property
    def facts(self) -> Facts:
        """The same as ``facts.facts_of`` brings, with every report."""
        shown: dict[str | None, list[Shown]] = {}
        for each in self.evidence:
            shown.setdefault(each.outcome, []).append(
                Shown(each.on, each.says_met, each.strength, each.accepted, each.answered_on)
            )
        newest = self.overrides[-1] if self.overrides else None
        return Facts(
            reports=tuple(Report(each.on, each.state, each.rating, each.written_at) for each in self.updates),
            closings=tuple(
                Closed(each.on, each.state == "closed", bool(each.missing), each.written_at) for each in self.closings
            ),
            evidence=shown,
            moves=tuple(each.moved for each in self.moves),
            override=(
                Word(newest.id, newest.on, newest.claim, newest.by_name, newest.by_post, newest.reason)
                if newest is not None and newest.claim
                else None
            ),
        )


def histories(actions: QuerySet[Action], today: dt.date) -> Mapping[str, History]:
    """The history of each of ``actions`` by ``today``, by its public id. One question."""
    rows = actions.order_by().values_list(
        "public_id",
        _of(ProgressUpdate.objects.all(), today, state=F("state"), rating=F("rating"), text=F("text")),
        _of(Evidence.objects.all(), today, **_evidence_fields(today)),
        _of(
            DueChange.objects.all(),
            today,
            as_written=F("as_written"),
            earliest=F("earliest"),
            latest=F("latest"),
            kind=F("kind"),
            reason=F("reason"),
        ),
        _of(Override.objects.all(), today, claim=F("claim"), reason=F("reason"), derived=F("derived")),
        _of(Closing.objects.all(), today, state=F("state"), missing=F("missing"), reason=F("reason")),
    )
    return {
        public_id: History(
            updates=msgspec.convert(updates, list[UpdateKept]),
            evidence=msgspec.convert(evidence, list[EvidenceKept]),
            moves=msgspec.convert(moves, list[MoveKept]),
            overrides=msgspec.convert(overrides, list[OverrideKept]),
            closings=msgspec.convert(closings, list[ClosingKept]),
        )
        for public_id, updates, evidence, moves, overrides, closings in rows
    }


def _signed() -> dict[str, Any]:
    return {
        "id": F("public_id"),
        "on": F("on"),
        "by_id": F("by_id"),
        "by_name": F("by_name"),
        "by_post": F("by_post"),
        "written_at": F("written_at"),
    }


def _of(rows: QuerySet[Any], today: dt.date, **fields: Any) -> ArraySubquery:
    known = rows.filter(action=OuterRef("pk"), on__lte=today).order_by("on", "id")
    return ArraySubquery(known.values_list(JSONObject(**_signed(), **fields)))


def _evidence_fields(today: dt.date) -> dict[str, Any]:
    answered = Q(confirmation__on__lte=today)
    return {
        "outcome": F("outcome__public_id"),
        "target": F("target__public_id"),
        "kind": F("kind"),
        "strength": F("strength"),
        "says_met": F("says_met"),
        "text": F("text"),
        "link": F("link"),
        # As text: JSON's numbers would come back as binary floats.
        "figure": Cast("figure", TextField()),
        "figure_unit": F("figure_unit"),
        "figure_on": F("figure_on"),
        "file_name": F("file__name"),
        "file_type": F("file__media_type"),
        "file_size": F("file__size"),
        "accepted": Case(When(answered, then="confirmation__accepted")),
        "answered_on": Case(When(answered, then="confirmation__on")),
        "answered_by": Case(When(answered, then="confirmation__by_name")),
        "answered_post": Case(When(answered, then="confirmation__by_post")),
        "answered_text": Case(When(answered, then="confirmation__text")),
    }


def evidence_kept(rows: QuerySet[Evidence], today: dt.date) -> list[tuple[str, EvidenceKept]]:
    """Each piece of ``rows`` given by ``today`` with the public id of its action, oldest first. One question."""
    known = rows.filter(on__lte=today).order_by("on", "id")
    found = known.values_list("action__public_id", JSONObject(**_signed(), **_evidence_fields(today)))
    return [(action_id, msgspec.convert(row, EvidenceKept)) for action_id, row in found]
