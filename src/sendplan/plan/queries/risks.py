"""Risks and issues as at a day: what was known of them by then."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan.models import Risk, RiskAction, RiskReview
from sendplan.plan.queries.content import Content
from sendplan.plan.queries.pages import (
    Choice,
    RiskActionShown,
    RiskPage,
    RiskReviewShown,
    RiskRow,
    RisksPage,
    RiskSquare,
)
from sendplan.plan.queries.reading import Frame, allowed, frame
from sendplan.plan.queries.rows import byline
from sendplan.plan.wording import count, day, days, opening

__all__ = ["IMPACT", "LIKELIHOOD", "open_risks", "risk", "risks"]

LIKELIHOOD = ("very unlikely", "unlikely", "possible", "likely", "almost certain")
IMPACT = ("slight", "small", "moderate", "serious", "very serious")
"""What 1 to 5 mean, in words. Every council has a scale of its own; five by five is the commonest."""

_KINDS = {"risk": "Risk", "issue": "Issue"}
_OLD_AFTER_DAYS = 90


def risks(viewer: Viewer, today: dt.date) -> RisksPage | None:
    """Every risk and issue as at ``today``; None where the area has adopted no plan by then."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    rows = _rows(found)
    still_open = sorted(
        (row for row in rows if row.newest.state == "open"), key=lambda row: (-row.newest.score, row.title)
    )
    closed = sorted((row for row in rows if row.newest.state == "closed"), key=lambda row: row.days_since)
    return RisksPage(
        plan=found.shown,
        as_at=today,
        open=tuple(still_open),
        closed=tuple(closed),
        squares=_squares(still_open),
        sentence=_sentence(still_open, closed),
        may_add=may(viewer, "plan.risks"),
        actions=tuple(
            Choice(id_, f"{action.ref}: {opening(action.text, 80)}") for id_, action in found.content.actions.items()
        ),
    )


def risk(viewer: Viewer, risk_id: str, today: dt.date) -> RiskPage | None:
    """One risk or issue as at ``today``; None where there was none of that id yet."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    model = None if found is None else Risk.objects.filter(plan=found.plan, public_id=risk_id, on__lte=today).first()
    if found is None or model is None:
        return None
    reviews = list(RiskReview.objects.filter(risk=model, on__lte=today).order_by("-on", "-id"))
    bears_on = list(RiskAction.objects.filter(risk=model).order_by("pk").values_list("action__public_id", flat=True))
    return RiskPage(
        plan=found.shown,
        as_at=today,
        row=_row(model, reviews, bears_on, found),
        text=model.text,
        byline=byline(model.by_name, model.by_post, model.on),
        reviews=tuple(_review(each) for each in reviews),
        may_review=may(viewer, "plan.risks"),
    )


def open_risks(found: Frame, action_id: str) -> tuple[RiskRow, ...]:
    """The open risks and issues that bear on an action, highest score first."""
    rows = [
        row for row in _rows(found) if row.newest.state == "open" and any(each.id == action_id for each in row.actions)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.newest.score, row.title)))


def _rows(found: Frame) -> list[RiskRow]:
    """Two questions to the database."""
    bears_on = RiskAction.objects.filter(risk=OuterRef("pk")).order_by("pk")
    models = list(
        Risk.objects.filter(plan=found.plan, on__lte=found.today)
        .annotate(
            action_ids=ArraySubquery(bears_on.values("action__public_id")),
        )
        .order_by("on", "id")
    )
    reviews: Mapping[int, list[RiskReview]] = defaultdict(list)
    for review in RiskReview.objects.filter(risk__in=models, on__lte=found.today).order_by("-on", "-id"):
        reviews[review.risk_id].append(review)
    return [_row(model, reviews[model.pk], model.action_ids, found) for model in models]


def _row(model: Risk, reviews: Sequence[RiskReview], bears_on: Sequence[str], found: Frame) -> RiskRow:
    newest = _review(reviews[0])
    content = found.content
    return RiskRow(
        id=model.public_id,
        kind=model.kind,
        kind_words=_KINDS[model.kind],
        title=model.title,
        actions=tuple(_bears_on(content, id_) for id_ in bears_on),
        newest=newest,
        change_words=_change(newest, _review(reviews[1])) if len(reviews) > 1 else "",
        days_since=(found.today - newest.on).days,
    )


def _bears_on(content: Content, id_: str) -> RiskActionShown:
    last = content.last_action(id_)
    assert last is not None  # noqa: S101  a risk bears on actions of the plan as it was when it was added
    return RiskActionShown(id_ if id_ in content.actions else None, last.ref)


def _review(model: RiskReview) -> RiskReviewShown:
    score = model.likelihood * model.impact
    return RiskReviewShown(
        id=model.public_id,
        on=model.on,
        byline=byline(model.by_name, model.by_post, model.on),
        state=model.state,
        state_words="Open" if model.state == "open" else "Closed",
        likelihood=model.likelihood,
        impact=model.impact,
        score=score,
        score_words=(
            f"{score} of 25: {LIKELIHOOD[model.likelihood - 1]} ({model.likelihood} of 5), "
            f"{IMPACT[model.impact - 1]} ({model.impact} of 5)"
        ),
        owner=model.owner,
        text=model.text,
    )


def _change(now: RiskReviewShown, before: RiskReviewShown) -> str:
    if now.score == before.score:
        return f"As on {day(before.on)}."
    return f"{'Up' if now.score > before.score else 'Down'} from {before.score} on {day(before.on)}."


def _squares(rows: Sequence[RiskRow]) -> tuple[tuple[RiskSquare, ...], ...]:
    return tuple(
        tuple(
            RiskSquare(
                likelihood,
                impact,
                likelihood * impact,
                tuple(row for row in rows if (row.newest.likelihood, row.newest.impact) == (likelihood, impact)),
            )
            for impact in range(1, 6)
        )
        for likelihood in range(5, 0, -1)
    )


def _sentence(still_open: Sequence[RiskRow], closed: Sequence[RiskRow]) -> str:
    if not still_open and not closed:
        return "Nobody has added a risk or an issue yet."
    of = {kind: sum(row.kind == kind for row in still_open) for kind in _KINDS}
    sentence = f"{count(of['risk'], 'risk', 'risks')} and {count(of['issue'], 'issue', 'issues')} are open."
    if closed:
        sentence += f" {len(closed)} {'is' if len(closed) == 1 else 'are'} closed."
    old = [row for row in still_open if row.days_since > _OLD_AFTER_DAYS]
    if old:
        longest = max(row.days_since for row in old)
        sentence += (
            f" {len(old)} of those open {'has' if len(old) == 1 else 'have'} not been looked at for more than "
            f"{_OLD_AFTER_DAYS} days; the longest, {days(longest)}."
        )
    return sentence
