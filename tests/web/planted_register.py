"""What happened to a planted plan since it was adopted: a fact of every kind, with a token in each of its texts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from sendplan.access.queries import Viewer
from sendplan.plan import actions
from sendplan.plan.models import Dependency, Holding, Outcome, OutcomeTarget, Post
from tests import people

if TYPE_CHECKING:
    from tests.web.planted import Words

DAY = dt.timedelta(days=1)
FILE = b"Minutes of the meeting.\n%s\n"


def tell(author: Viewer, other: Viewer, words: Words, ids: dict[str, str], today: dt.date) -> dict[str, str]:
    """Plant the facts, written by `author` and confirmed by `other`; the ids of what addresses and forms are made of.

    "evidence" and "evidence-of-families" wait for a decision on the action "action-of-0"; "evidence-decided" has a file
    and was accepted. "outcome-of-0", …; "outcome-link" and "wait" stand; "risk" is open.
    """
    found = {f"outcome-of-{key.removeprefix('action-of-')}": _outcome(ids[key]) for key in ids if key[:7] == "action-"}
    found |= _evidence(author, other, words, ids | found, today)
    _course(author, words, ids, today)
    found |= _links(author, words, ids | found, today)
    found["risk"] = _risk(author, words, ids, today)
    for post in Post.objects.filter(plan__area_id=author.area_id, name__contains="(kept)"):
        Holding.objects.create(post=post, person_id=author.user_id, since=people.SINCE, by_name=words.new("who"))
    return found


def _outcome(action_id: str) -> str:
    return Outcome.objects.filter(action__public_id=action_id).order_by("order")[0].public_id


def _evidence(author: Viewer, other: Viewer, words: Words, ids: dict[str, str], today: dt.date) -> dict[str, str]:
    def give(of: str, kind: str, strength: str, **more: object) -> str:
        return actions.add_evidence(
            author,
            action_id=ids[f"action-of-{of}"],
            outcome_id=ids[f"outcome-of-{of}"],
            kind=kind,
            strength=strength,
            says_met=True,
            text=f"{words.new('evidence')} was given",
            today=today,
            **more,  # type: ignore[arg-type]  # as add_evidence has it
        )

    link = f"https://www.example.org/{words.new('evlink')}"
    found = {
        "evidence": give("0", "link", "seen", link=link),
        "evidence-of-families": give("0", "families", "families"),
        "evidence-decided": give(
            "nobody", "file", "told", file=(f"{words.new('evfile')}.txt", FILE % words.new("evbytes").encode())
        ),
    }
    figure = give(
        "nobody",
        "figure",
        "measured",
        figure=Decimal(7),
        unit=words.new("evidence"),
        figure_on=today - DAY,
        target_id=ids["target"],
    )
    for each, accepted in ((found["evidence-decided"], True), (figure, False)):
        text = f"{words.new('confirm')} was looked at"
        actions.confirm_evidence(other, evidence_id=each, accepted=accepted, text=text, today=today)
    return found


def _course(author: Viewer, words: Words, ids: dict[str, str], today: dt.date) -> None:
    """Dates moved, statuses set aside, and an action closed for a reason, opened and closed again."""
    for action_id in (ids["action-of-nobody"], ids["action-of-closed"]):
        actions.move_due_date(
            author,
            action_id=action_id,
            as_written="31 January 2024",
            reason=f"{words.new('moved')} was why the date moved",
            today=today,
        )
        reason = f"{words.new('override')} was why it stands otherwise"
        actions.override_status(author, action_id=action_id, claim="on_track", reason=reason, today=today)
    reason = f"{words.new('override')} was why that was taken back"
    actions.take_back_override(author, action_id=ids["action-of-closed"], reason=reason, today=today)
    text = f"{words.new('update')} was reported"
    actions.add_update(
        author, action_id=ids["action-of-1"], text=text, state="in_progress", rating="at_risk", today=today
    )
    for act in (actions.close_action, actions.reopen_action, actions.close_action):
        if act is actions.close_action:  # opened again, it is not complete until somebody says so again
            text = f"{words.new('update')} was reported"
            actions.add_update(author, action_id=ids["action-of-closed"], text=text, state="complete", today=today)
        reason = f"{words.new('closing')} was why, though something was missing"
        act(author, action_id=ids["action-of-closed"], reason=reason, today=today)


def _links(author: Viewer, words: Words, ids: dict[str, str], today: dt.date) -> dict[str, str]:
    def link(of: str) -> str:
        return actions.link_outcome(
            author,
            outcome_id=ids[f"outcome-of-{of}"],
            target_id=ids["target"],
            why=f"{words.new('why')} was why",
            today=today - DAY,
        )

    def wait(of: str, needs: str) -> str:
        return actions.add_dependency(
            author,
            action_id=ids[f"action-of-{of}"],
            needs_id=ids[f"action-of-{needs}"],
            why=f"{words.new('why')} was why",
            today=today - DAY,
        )

    found = {"outcome-link": link("0"), "wait": wait("0", "1")}
    ended = link("nobody"), wait("nobody", "1")
    actions.end_outcome_link(author, link_id=ended[0], today=today)
    actions.end_dependency(author, dependency_id=ended[1], today=today)
    assert OutcomeTarget.objects.filter(public_id=found["outcome-link"], ended_on=None).exists()
    assert Dependency.objects.filter(public_id=found["wait"], ended_on=None).exists()
    return found


def _risk(author: Viewer, words: Words, ids: dict[str, str], today: dt.date) -> str:
    made = actions.add_risk(
        author,
        kind="risk",
        title=f"{words.new('risk')} may be late",
        text=f"{words.new('risk')} says more of it",
        likelihood=4,
        impact=5,
        owner=f"Head of {words.new('risk')}",
        doing=f"{words.new('risk')} is being done",
        action_ids=[ids["action-of-0"]],
        today=today - DAY,
    )
    actions.review_risk(
        author,
        risk_id=made,
        state="open",
        likelihood=3,
        impact=5,
        owner=f"Head of {words.new('risk')}",
        text=f"{words.new('risk')} is being done now",
        today=today,
    )
    return made
