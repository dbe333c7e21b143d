"""Every action of a plan in one list, narrowed and sorted."""

from __future__ import annotations

import datetime as dt
import unicodedata

from sendplan.access.queries import Viewer
from sendplan.plan.narrowing import SORTS, STANDINGS, Sort, in_order, narrowed
from sendplan.plan.queries.overview import action_rows
from sendplan.plan.queries.pages import ActionRow, Choice
from sendplan.plan.queries.pages.listing import ActionsPage
from sendplan.plan.queries.reading import allowed, frame
from sendplan.plan.wording import listed, quoted

__all__ = ["NOBODY", "NOT_HELD", "every_action"]

NOBODY, NOT_HELD = "nobody", "not-held"
"""In the place of a post: the actions that name no owner, and those whose posts nobody who signs in here holds."""


def every_action(
    viewer: Viewer,
    today: dt.date,
    *,
    section: str = "",
    standing: str = "",
    post: str = "",
    words: str = "",
    sort: str = "",
) -> ActionsPage | None:
    """Every action as at ``today``, or those of one section (its letter), one standing (a key of
    ``narrowing.STANDINGS``), one post (its id, ``NOBODY`` or ``NOT_HELD``), or that hold every one of ``words``; None
    where no plan is adopted by then. What the plan does not know narrows nothing. ``sort`` is a key of
    ``narrowing.SORTS``."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    every = action_rows(found, found.content.actions.values())
    posts = {owner.id: owner.name for row in every for owner in row.owners}
    vacant = {
        NOBODY: ("Nobody is named", [row for row in every if not row.owners]),
        NOT_HELD: (
            "Nobody who signs in here",
            [row for row in every if row.owners and not any(owner.holder for owner in row.owners)],
        ),
    }
    rows, said = narrowed(every, standing), []
    if standing in STANDINGS:
        said.append(STANDINGS[standing].lower())
    if section in found.content.sections:
        rows = [row for row in rows if row.section == section]
        said.append(f"section {section}")
    if post in posts:
        rows = [row for row in rows if any(owner.id == post for owner in row.owners)]
        said.append(f"owned by {posts[post]}")
    if post in vacant:
        name, of = vacant[post]
        ids = {row.id for row in of}
        rows = [row for row in rows if row.id in ids]
        said.append(f"answered for by: {name.lower()}")
    sought = _plain(words).split()
    if sought:
        rows = [row for row in rows if all(word in _plain(f"{row.ref} {row.text}") for word in sought)]
        said.append(f"with the words {quoted(' '.join(words.split()))}")
    order: Sort = next((each for each in SORTS if each == sort), "plan")
    return ActionsPage(
        plan=found.shown,
        as_at=today,
        total=len(every),
        actions=tuple[ActionRow, ...](in_order(rows, order)),
        narrowed=listed(said),
        sections=tuple(Choice(each.letter, f"{each.letter}: {each.label or each.title}") for each in found.sections),
        posts=(
            *(Choice(key, name) for key, (name, of) in vacant.items() if of),
            *(Choice(id_, name) for id_, name in sorted(posts.items(), key=lambda each: each[1].lower())),
        ),
        standings=tuple(Choice(slug, name) for slug, name in STANDINGS.items()),
        sorts=tuple(Choice(slug, name) for slug, name in SORTS.items()),
    )


def _plain(text: str) -> str:
    """Without capitals or accents, and any apostrophe the plain one, so that words are found however they are typed."""
    split = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(each for each in split if not unicodedata.combining(each)).casefold()
