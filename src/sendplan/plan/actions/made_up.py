"""The demonstration's made-up people and what they did, written by the same rules as everybody's."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.contrib.auth import get_user_model

from sendplan.access import actions as access
from sendplan.access.queries import Person, Viewer, person_by_email, viewer_for
from sendplan.access.rules import Refused as AccessRefused
from sendplan.plan import rules
from sendplan.plan.actions.families import answered, linked
from sendplan.plan.actions.made_up_course import doings
from sendplan.plan.actions.made_up_register import register_doings
from sendplan.plan.actions.pack_refused import PackRefused
from sendplan.plan.actions.progress import tidy
from sendplan.plan.actions.refusals import allowed
from sendplan.plan.models import (
    Action,
    FamilyStatement,
    Holding,
    Need,
    Post,
    Reply,
    StatementLink,
    Version,
)
from sendplan.plan.pack import At, Demo, Pack, PersonEntry, Problem
from sendplan.plan.pack.check import same
from sendplan.plan.wording import count, day

__all__ = ["MadeUp"]

T = TypeVar("T")

_ABOUT_ACTIONS = {
    "update": "updates",
    "piece of evidence": "pieces of evidence",
    "answer to evidence": "answers to evidence",
    "moved date": "moved dates",
    "word against a status": "words against a status",
    "closing": "closings",
    "target that shows an outcome": "targets that show outcomes",
    "wait": "waits",
    "risk": "risks",
    "review of a risk": "reviews of risks",
}


class MadeUp:
    """Loads one pack's demonstration in the caller's transaction. What changed is added to ``changes`` in words."""

    def __init__(self, pack: Pack, demo: Demo, changes: list[str]) -> None:
        self.demo = demo
        self._pack = pack
        self._changes = changes
        self._people: dict[str, Person] = {}
        self._viewers: dict[tuple[str, dt.date], Viewer | None] = {}

    def people(self) -> None:
        """Everybody, each with their role; nobody who is there already is touched."""
        made = 0
        for at, entry in self.demo.people:
            found = person_by_email(entry.email)
            if found is None:
                access.create_person(email=entry.email, name=entry.name)
                found = person_by_email(entry.email)
                made += 1
            assert found is not None  # noqa: S101  made just above, in this transaction
            self._people[entry.email] = found
            if self._viewer(entry.email, entry.area, entry.since) is None:
                self._give_role(at, entry, found)
        self._say(made, "made-up person was", "made-up people were", "added")

    def _give_role(self, at: At, entry: PersonEntry, person: Person) -> None:
        self._viewers.clear()
        with self._entry(at, entry.email):
            access.give_role(
                user_id=person.user_id,
                area_slug=entry.area,
                role=entry.role,
                organisation=entry.organisation,
                post=entry.post,
                since=entry.since,
            )

    def adopter(self) -> tuple[tuple[int, str] | None, dt.date]:
        """Who adopted the published plan (id and name), and on which day."""
        assert self.demo.adoption is not None  # noqa: S101  files.py refuses a demonstration without one
        at, adoption = self.demo.adoption
        viewer = self._must_be(at, adoption.by, adoption.on)
        with self._entry(at, adoption.by):
            allowed(viewer, "plan.adopt")
        return (viewer.user_id, viewer.name), adoption.on

    def doings(self, version: Version) -> None:
        """Who holds which post, what was reported, and what came of what families said."""
        self._posts(version)
        self._about_actions(version)
        self._families(version)

    def _about_actions(self, version: Version) -> None:
        made: Counter[str] = Counter()
        for doing in (*doings(self._pack, self.demo, version), *register_doings(self.demo, version)):
            viewer = self._must_be(doing.at, doing.by, doing.on)
            with self._entry(doing.at, doing.action):
                made[doing.act(viewer) or ""] += 1
        for one, many in _ABOUT_ACTIONS.items():
            self._say(made[one], f"made-up {one} was", f"made-up {many} were", "added")

    def _posts(self, version: Version) -> None:
        assert self.demo.adoption is not None  # noqa: S101  files.py refuses a demonstration without one
        _, adoption = self.demo.adoption
        by = self._people[adoption.by].name
        posts = {post.name: post for post in Post.objects.filter(plan=version.plan)}
        held_before = set(Holding.objects.filter(post__plan=version.plan).values_list("post_id", flat=True))
        held = joined = 0
        for _, entry in self.demo.people:
            for number, name in enumerate(entry.holds):
                post, first = posts[name], posts[entry.holds[0]]
                if number == 0 and post.pk not in held_before:
                    Holding.objects.create(
                        post=post, person_id=self._people[entry.email].user_id, since=entry.since, by_name=by
                    )
                    held += 1
                elif number and post.joined_to_id is None:
                    post.joined_to, post.joined_on, post.joined_by_name = first, adoption.on, by
                    post.save(update_fields=["joined_to", "joined_on", "joined_by_name"])
                    joined += 1
        self._say(held, "post was", "posts were", "given to who holds it" if held == 1 else "given to who holds them")
        self._say(joined, "other spelling was", "other spellings were", "joined to its post")

    def _families(self, version: Version) -> None:
        statements = {
            (said.section.letter, same(said.text)): said
            for said in FamilyStatement.objects.filter(section__plan=version.plan).select_related("section")
        }
        self._links(version, statements)
        rows = Reply.objects.filter(statement__section__plan=version.plan)
        there = set(rows.values_list("statement_id", "on", "by_id", "text"))
        made = 0
        for at, entry in _by_day(self.demo.replies, lambda each: each.on):
            said = statements[entry.section, same(entry.statement)]
            viewer = self._must_be(at, entry.by, entry.on)
            if (said.pk, entry.on, viewer.user_id, tidy(entry.text)) in there:
                continue
            with self._entry(at, entry.statement):
                allowed(viewer, "plan.reply")
                answered(viewer, said, text=entry.text, today=entry.on)
            made += 1
        self._say(made, "made-up reply was", "made-up replies were", "added")

    def _links(self, version: Version, statements: dict[tuple[str, str], FamilyStatement]) -> None:
        actions = dict(Action.objects.filter(section__plan=version.plan).values_list("ref", "public_id"))
        needs = {
            (need.section.letter, same(need.text)): need.public_id
            for need in Need.objects.filter(section__plan=version.plan).select_related("section")
        }
        rows = StatementLink.objects.filter(statement__section__plan=version.plan)
        there = set(rows.values_list("statement_id", "need__public_id", "action__public_id"))
        made = 0
        for at, entry in self.demo.statement_links:
            said = statements[entry.section, same(entry.statement)]
            need = needs[entry.section, same(entry.need)] if entry.need else None
            action = actions[entry.action] if entry.action else None
            if (said.pk, need, action) in there:
                continue
            viewer = self._must_be(at, entry.by, entry.on)
            with self._entry(at, entry.statement):
                allowed(viewer, "plan.reply")
                linked(viewer, said, need_id=need, action_id=action, today=entry.on)
            made += 1
        self._say(made, "made-up link from families' words was", "made-up links from families' words were", "added")

    def _must_be(self, at: At, email: str, on: dt.date) -> Viewer:
        viewer = self._viewer(email, self._pack.area.slug, on)
        if viewer is None:
            reason = f"has no role in {self._pack.area.name} on {day(on)}"
            raise PackRefused(
                self._pack.folder, [Problem(at.file, at.line, email, reason, "Change the day or the role")]
            )
        return viewer

    def _viewer(self, email: str, area: str, on: dt.date) -> Viewer | None:
        key = (f"{email} {area}", on)
        if key not in self._viewers:
            user = get_user_model().objects.get(pk=self._people[email].user_id)
            self._viewers[key] = viewer_for(user, area, on)
        return self._viewers[key]

    @contextmanager
    def _entry(self, at: At, value: str) -> Iterator[None]:
        """What is refused inside is a problem of that entry."""
        try:
            yield
        except (rules.Refused, AccessRefused) as refused:
            problem = Problem.of(at.file, at.line, value, refused.reason)
            raise PackRefused(self._pack.folder, [problem]) from refused

    def _say(self, number: int, one: str, many: str, words: str) -> None:
        if number:
            self._changes.append(f"{count(number, one, many)} {words}")


def _by_day(entries: Sequence[tuple[At, T]], on: Callable[[T], dt.date]) -> list[tuple[At, T]]:
    """Oldest first, since nothing is put in before what is there; those of one day as the file has them."""
    return sorted(entries, key=lambda each: on(each[1]))
