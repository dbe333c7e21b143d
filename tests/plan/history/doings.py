"""Things people do to a plan, at random: each tries one act, and whether it was refused is its own affair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from random import Random

import msgspec

from sendplan.access.queries import Viewer
from sendplan.plan import actions
from sendplan.plan.models import (
    Action,
    Dependency,
    Evidence,
    FamilyStatement,
    Need,
    Outcome,
    OutcomeTarget,
    Risk,
    Target,
    Version,
)
from sendplan.plan.revision import match
from sendplan.plan_reader.draft import Action as DraftAction
from sendplan.plan_reader.draft import Draft, Due, Owner, Where, from_json
from tests import factories
from tests.plan.drafts import read
from tests.plan.plans import keep

WORDS = (
    "The otters were counted again.",
    "A trial runs in two schools.",
    "Nobody came to the meeting.",
    "All is in place now.",
)
PLACE = Where(line=1, end_line=1)


class Doings:
    """One plan, and the people who may act on it. ``chance`` decides; ``today`` is moved on by the test."""

    def __init__(self, chance: Random, today: dt.date) -> None:
        self.chance = chance
        self.today = today
        self.people = {key: factories.viewer(key) for key in ("ben", "helen", "nadia", "chloe", "amina", "sunil")}
        self.made = 0

    @property
    def ben(self) -> Viewer:
        return self.people["ben"]

    def one(self) -> str:
        """Try one act and return its name. Raises ``plan.rules.Refused`` where it may not be done."""
        act = self.chance.choice(ACTS)
        act(self)
        return act.__name__

    def words(self) -> str:
        self.made += 1
        return f"{self.chance.choice(WORDS)} Number {self.made}."

    def action(self) -> str:
        return str(self.chance.choice(list(Action.objects.order_by("pk").values_list("public_id", flat=True))))

    def update(self) -> None:
        state = self.chance.choice(["not_started", "in_progress", "complete", "complete", "stopped"])
        rating = self.chance.choice(["", "on_track", "at_risk", "off_track"]) if state == "in_progress" else ""
        actions.add_update(
            self.ben, action_id=self.action(), text=self.words(), state=state, rating=rating, today=self.today
        )

    def evidence(self) -> None:
        outcome = self.chance.choice([None, *Outcome.objects.order_by("pk").select_related("action")])
        action_id = outcome.action.public_id if outcome else self.action()
        figure = self.chance.random() < 0.4
        target = self.chance.choice(list(Target.objects.order_by("pk"))) if figure else None
        actions.add_evidence(
            self.chance.choice([self.ben, self.people["helen"]]),
            action_id=action_id,
            outcome_id=outcome.public_id if outcome else None,
            kind="figure" if figure else self.chance.choice(["families", "link", "file"]),
            strength=self.chance.choice(["told", "seen", "measured", "families"]),
            says_met=self.chance.random() < 0.8,
            text=self.words(),
            link="https://example.org/minutes" if not figure else "",
            file=("minutes.txt", b"The minutes of the meeting.\n") if not figure else None,
            figure=Decimal(self.chance.randint(0, 12)) if figure else None,
            unit="count" if figure else "",
            figure_on=self.today - dt.timedelta(days=self.chance.randint(0, 30)) if figure else None,
            target_id=target.public_id if target else None,
            today=self.today,
        )

    def confirmation(self) -> None:
        waiting = list(Evidence.objects.filter(confirmation=None).order_by("pk").values_list("public_id", flat=True))
        if waiting:
            actions.confirm_evidence(
                self.people[self.chance.choice(["ben", "chloe", "amina", "nadia"])],
                evidence_id=self.chance.choice(waiting),
                accepted=self.chance.random() < 0.8,
                text=self.words(),
                today=self.today,
            )

    def new_date(self) -> None:
        day = self.today + dt.timedelta(days=self.chance.randint(1, 400))
        words = self.chance.choice([f"{day.day} {day:%B %Y}", f"{day:%B %Y}"])
        actions.move_due_date(
            self.ben, action_id=self.action(), as_written=words, reason=self.words(), today=self.today
        )

    def override(self) -> None:
        claim = self.chance.choice(["on_track", "off_track", "done", "not_done"])
        actions.override_status(
            self.chance.choice([self.ben, self.people["sunil"]]),
            action_id=self.action(),
            claim=claim,
            reason=self.words(),
            today=self.today,
        )

    def override_taken_back(self) -> None:
        actions.take_back_override(self.ben, action_id=self.action(), reason=self.words(), today=self.today)

    def closing(self) -> None:
        reason = self.chance.choice(["", "The board looked at it in June and wants it closed."])
        actions.close_action(self.ben, action_id=self.action(), reason=reason, today=self.today)

    def reopening(self) -> None:
        actions.reopen_action(self.ben, action_id=self.action(), reason=self.words(), today=self.today)

    def wait(self) -> None:
        actions.add_dependency(
            self.ben, action_id=self.action(), needs_id=self.action(), why=self.words(), today=self.today
        )

    def wait_ended(self) -> None:
        for each in Dependency.objects.filter(ended_on=None).order_by("pk")[:1]:
            actions.end_dependency(self.ben, dependency_id=each.public_id, today=self.today)

    def outcome_link(self) -> None:
        outcome = self.chance.choice(list(Outcome.objects.order_by("pk")))
        target = self.chance.choice(list(Target.objects.order_by("pk")))
        actions.link_outcome(
            self.ben, outcome_id=outcome.public_id, target_id=target.public_id, why="", today=self.today
        )

    def outcome_link_ended(self) -> None:
        for each in OutcomeTarget.objects.filter(ended_on=None).order_by("pk")[:1]:
            actions.end_outcome_link(self.ben, link_id=each.public_id, today=self.today)

    def risk(self) -> None:
        actions.add_risk(
            self.ben,
            kind=self.chance.choice(["risk", "issue"]),
            title=self.words(),
            text=self.words(),
            likelihood=self.chance.randint(1, 5),
            impact=self.chance.randint(1, 5),
            owner="The board",
            doing=self.words(),
            action_ids=[self.action()],
            today=self.today,
        )

    def risk_review(self) -> None:
        for each in Risk.objects.order_by("pk")[:1]:
            actions.review_risk(
                self.ben,
                risk_id=each.public_id,
                state=self.chance.choice(["open", "closed"]),
                likelihood=self.chance.randint(1, 5),
                impact=self.chance.randint(1, 5),
                owner="The board",
                text=self.words(),
                today=self.today,
            )

    def reply(self) -> None:
        said = self.chance.choice(list(FamilyStatement.objects.order_by("pk")))
        actions.reply(self.people["amina"], statement_id=said.public_id, text=self.words(), today=self.today)

    def family_link(self) -> None:
        said = self.chance.choice(list(FamilyStatement.objects.order_by("pk")))
        need = self.chance.choice(list(Need.objects.order_by("pk")))
        either = {"need_id": need.public_id} if self.chance.random() < 0.5 else {"action_id": self.action()}
        actions.link_statement(self.ben, statement_id=said.public_id, today=self.today, **either)

    def version(self) -> None:
        """The next version: the newest one's content with a change or two, matched as a person might."""
        newest = Version.objects.select_related("content").order_by("-number")[0]
        old = from_json(newest.content.draft.encode("utf-8"))
        draft = _without_ids(old)
        for _ in range(self.chance.randint(1, 3)):
            draft = self.chance.choice(_CHANGES)(draft, self.chance, self.words())
        name = f"version-{newest.number + 1}-{self.made}.txt"
        reading = read(draft, f"{self.words()}\n{name}")
        draft = msgspec.structs.replace(
            reading.draft, source=msgspec.structs.replace(draft.source, name=name, sha256=f"{self.made:064d}")
        )
        upload = keep(self.ben, msgspec.structs.replace(reading, draft=draft), self.today)
        questions = match(old, draft).questions
        decisions = {
            each.id: self.chance.choice([*(option.old_id for option in each.options), "new"]) for each in questions
        }
        actions.adopt_revision(self.ben, upload_id=upload, decisions=decisions, title=draft.title, today=self.today)


def _without_ids(draft: Draft) -> Draft:
    return msgspec.structs.replace(
        draft,
        sections=tuple(
            msgspec.structs.replace(
                each,
                needs=tuple(msgspec.structs.replace(need, id=None) for need in each.needs),
                voice=tuple(msgspec.structs.replace(said, id=None) for said in each.voice),
            )
            for each in draft.sections
        ),
        actions=tuple(msgspec.structs.replace(each, id=None, outcome_ids=()) for each in draft.actions),
        kpis=tuple(msgspec.structs.replace(each, id=None) for each in draft.kpis),
    )


Change = Callable[[Draft, Random, str], Draft]


def _of_one(draft: Draft, chance: Random, change: Callable[[DraftAction], DraftAction]) -> Draft:
    at = chance.randrange(len(draft.actions))
    changed = tuple(change(each) if n == at else each for n, each in enumerate(draft.actions))
    return msgspec.structs.replace(draft, actions=changed)


def _other_title(draft: Draft, chance: Random, words: str) -> Draft:
    return msgspec.structs.replace(draft, title=words)


def _other_due(draft: Draft, chance: Random, words: str) -> Draft:
    day = dt.date(2023, 6, 30) + dt.timedelta(days=chance.randint(0, 500))
    due = Due(as_written=f"{day.day} {day:%B %Y}", earliest=day, latest=day, kind="day")
    return _of_one(draft, chance, lambda each: msgspec.structs.replace(each, due=due))


def _other_words(draft: Draft, chance: Random, words: str) -> Draft:
    return _of_one(draft, chance, lambda each: msgspec.structs.replace(each, text=f"{each.text} {words}"))


def _other_ref(draft: Draft, chance: Random, words: str) -> Draft:
    return _of_one(draft, chance, lambda each: msgspec.structs.replace(each, ref=f"{each.ref}x"[:20]))


def _other_owner(draft: Draft, chance: Random, words: str) -> Draft:
    owner = Owner(as_written=f"Head of {words}", where=PLACE)
    return _of_one(draft, chance, lambda each: msgspec.structs.replace(each, named_owners=(owner,)))


def _another_outcome(draft: Draft, chance: Random, words: str) -> Draft:
    return _of_one(draft, chance, lambda each: msgspec.structs.replace(each, outcomes=(*each.outcomes, words)))


def _another_action(draft: Draft, chance: Random, words: str) -> Draft:
    last = draft.actions[-1]
    added = msgspec.structs.replace(last, ref=f"N{len(draft.actions)}{chance.randint(0, 99)}", text=words)
    return msgspec.structs.replace(draft, actions=(*draft.actions, added))


def _one_gone(draft: Draft, chance: Random, words: str) -> Draft:
    if len(draft.actions) < 2:
        return draft
    at = chance.randrange(len(draft.actions))
    return msgspec.structs.replace(draft, actions=tuple(each for n, each in enumerate(draft.actions) if n != at))


def _turned_round(draft: Draft, chance: Random, words: str) -> Draft:
    return msgspec.structs.replace(draft, actions=draft.actions[::-1], kpis=draft.kpis[::-1])


def _other_step(draft: Draft, chance: Random, words: str) -> Draft:
    value = Decimal(chance.randint(0, 9))
    changed = tuple(
        msgspec.structs.replace(
            each,
            steps=tuple(msgspec.structs.replace(step, value=value, as_written=str(value)) for step in each.steps),
        )
        for each in draft.kpis
    )
    return msgspec.structs.replace(draft, kpis=changed)


def _other_section_title(draft: Draft, chance: Random, words: str) -> Draft:
    first = msgspec.structs.replace(draft.sections[0], title=f"Everything and {words}")
    return msgspec.structs.replace(draft, sections=(first, *draft.sections[1:]))


_CHANGES: tuple[Change, ...] = (
    _other_title, _other_due, _other_words, _other_ref, _other_owner, _another_outcome, _another_action, _one_gone,
    _turned_round, _other_step, _other_section_title,
)  # fmt: skip

ACTS: tuple[Callable[[Doings], None], ...] = (
    Doings.update, Doings.update, Doings.evidence, Doings.evidence, Doings.confirmation, Doings.confirmation,
    Doings.new_date, Doings.override, Doings.override_taken_back, Doings.closing, Doings.reopening, Doings.wait,
    Doings.wait_ended, Doings.outcome_link, Doings.outcome_link_ended, Doings.risk, Doings.risk_review, Doings.reply,
    Doings.family_link, Doings.version, Doings.version,
)  # fmt: skip
