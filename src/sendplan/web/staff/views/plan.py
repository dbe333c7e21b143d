"""The plan at a glance, and one section of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.plan.queries.pages import ActionRow, Timeline
from sendplan.plan.standing import LABELS, STATES, State
from sendplan.web.design import timeline
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["at_a_glance", "section"]

# What a section's list can be narrowed to, in the address: a state, or without news for long, whatever the state.
NARROWED_TO = {**{state.replace("_", "-"): LABELS[state] for state in STATES}, "unreported": "No news for 60 days"}


@dataclass(frozen=True, slots=True)
class Listed:
    """An action in the list beside the drawing; ``words`` say when it is due and how it stands."""

    id: str
    ref: str
    text: str
    words: str


@staff_page("plan.read")
def at_a_glance(asked: Asked) -> HttpResponse:
    page = queries.at_a_glance(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "plan", title="Plan at a glance")
    return asked.show(
        "plan.html",
        "plan",
        page=page,
        drawings=_drawings(asked, page.timeline) if page.timeline else None,
        standings=_by_standing(page.timeline),
        labels=LABELS,
    )


@staff_page("plan.read")
def section(asked: Asked, letter: str) -> HttpResponse:
    page = found(queries.section(asked.viewer, letter, asked.today))
    wanted = asked.request.GET.get("standing", "")
    if wanted not in NARROWED_TO:
        wanted = ""
    return asked.show(
        "section.html",
        "plan",
        page=page,
        narrowed=NARROWED_TO.get(wanted),
        actions=_narrowed(page.actions, wanted),
    )


def _drawings(asked: Asked, shown: Timeline) -> list[timeline.Timeline]:
    """The plan in time, once for a desk and once for a phone."""
    rows = [
        timeline.Row(
            ref=bar.ref,
            text=bar.text,
            earliest=bar.earliest,
            latest=bar.latest,
            standing=bar.state.replace("_", "-"),
            sentence=bar.words,
            href=asked.address("staff-action", bar.action_id),
        )
        for bar in shown.bars
    ]
    title = "When each action is due, and how it stands"
    return [
        replace(
            timeline.timeline(rows, asked.today, id="timeline", title=title, narrow=narrow),
            description=shown.description,
        )
        for narrow in (False, True)
    ]


def _narrowed(actions: Iterable[ActionRow], wanted: str) -> list[ActionRow]:
    if not wanted:
        return list(actions)
    if wanted == "unreported":
        return [action for action in actions if action.standing.silent]
    return [action for action in actions if action.standing.state == wanted.replace("-", "_")]


def _by_standing(shown: Timeline | None) -> list[tuple[State, list[Listed]]]:
    """Every action under the state it is in, so that each figure of the page leads to what it counts. A state that no
    action is in is left out."""
    if shown is None:
        return []
    listed: dict[State, list[Listed]] = {state: [] for state in STATES}
    for bar in shown.bars:
        # The row already begins with the reference.
        words = bar.words.removeprefix(f"{bar.ref}, ")
        listed[bar.state].append(Listed(bar.action_id, bar.ref, bar.text, words))
    for action in shown.undated:
        words = action.standing.sentence
        if action.due.words not in words:
            words = f"{action.due.words}. {words}"
        listed[action.standing.state].append(Listed(action.id, action.ref, action.text, words))
    return [(state, actions) for state, actions in listed.items() if actions]
