"""What a person says: that two records are one child's or not, and that a record is not this child's."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.db import transaction

from sendplan.access.actions import record as write_down
from sendplan.access.viewer import Viewer
from sendplan.people import rules
from sendplan.people.actions.refusals import ACTS, allowed, not_found, refuse_if
from sendplan.people.actions.settling import alone_in, around, resettle
from sendplan.people.models import Decision, Doubt, Join
from sendplan.people.words import count

__all__ = ["decide", "part"]


def decide(viewer: Viewer, *, doubt: str, says: Literal["same", "different"], reason: str, today: dt.date) -> None:
    """Answer the question ``doubt`` (its public id), and match anew what hangs on it.

    Raises NotAllowed, NotFound, and Refused for a reason that says nothing, for a question that is not open, and for
    "same" where somebody said otherwise of records joined to these.
    """
    allowed(viewer, "children.match")
    refuse_if(rules.reason_given(reason))
    if says not in ("same", "different"):
        raise ValueError(f"{says!r} is neither same nor different.")
    with transaction.atomic():
        alone_in(viewer.area_id)
        row = Doubt.objects.filter(area_id=viewer.area_id, public_id=doubt).first()
        if row is None:
            raise not_found("question")
        refuse_if(rules.still_open(row.state))
        if says == "same":
            refuse_if(rules.uniteable(_said_apart(row.one_id, row.other_id)))
        _say(viewer, row.one_id, row.other_id, says, reason, today, doubt=row)
        row.state = "decided"
        row.save(update_fields=["state"])
        _again(viewer, {row.one_id, row.other_id}, today)
        act: Literal["records-said-same", "records-said-different"]
        act = "records-said-same" if says == "same" else "records-said-different"
        write_down(viewer, act, ACTS[act].say(name=viewer.name), about=("doubt", row.public_id))


def part(viewer: Viewer, *, child: str, record: int, reason: str, today: dt.date) -> None:
    """Say that a record (its number, from ``queries.child``) is not of the child (its public id) whom it is joined to.

    The other records stay together; the parted one is matched anew, and never to them. Raises NotAllowed, NotFound,
    and Refused where the reason says nothing or the child has no other record.
    """
    allowed(viewer, "children.match")
    refuse_if(rules.reason_given(reason))
    with transaction.atomic():
        alone_in(viewer.area_id)
        joined = list(
            Join.objects.filter(area_id=viewer.area_id, child__public_id=child, ended_on=None).values_list(
                "record", flat=True
            )
        )
        if record not in joined:
            raise not_found("record of such a child")
        others = sorted(set(joined) - {record})
        refuse_if(rules.has_others(len(others)))
        for other in others:
            _say(viewer, record, other, "different", reason, today)
        _again(viewer, set(joined), today)
        sentence = ACTS["record-parted"].say(name=viewer.name, records=count(len(others), "record", "records"))
        write_down(viewer, "record-parted", sentence, about=("child", child))


def _say(
    viewer: Viewer,
    one: int,
    other: int,
    says: str,
    reason: str,
    today: dt.date,
    doubt: Doubt | None = None,
) -> None:
    Decision.objects.create(
        area_id=viewer.area_id,
        one_id=one,
        other_id=other,
        says=says,
        why=reason.strip(),
        on=today,
        by_id=viewer.user_id,
        by_name=viewer.name,
        by_role=viewer.role,
        doubt=doubt,
    )


def _again(viewer: Viewer, records: set[int], today: dt.date) -> None:
    resettle(
        viewer.area_id,
        on=today,
        by_name=viewer.name,
        why_ended="A person decided which records are one child's, and what hangs on it was matched anew.",
        near=around(viewer.area_id, records),
    )


def _said_apart(one: int, other: int) -> bool:
    """Whether the last word on a record of the one's child and a record of the other's is that they differ."""
    mine, theirs = _beside(one), _beside(other)
    last: dict[frozenset[int], str] = {}
    for a, b, says in (
        Decision.objects.filter(one__in=mine | theirs, other__in=mine | theirs)
        .order_by("pk")
        .values_list("one", "other", "says")
    ):
        last[frozenset((a, b))] = says
    return any(
        says == "different" and pair & mine and pair & theirs and pair != frozenset((one, other))
        for pair, says in last.items()
    )


def _beside(record: int) -> set[int]:
    child = Join.objects.filter(record=record, ended_on=None).values("child")
    return set(Join.objects.filter(child__in=child, ended_on=None).values_list("record", flat=True))
