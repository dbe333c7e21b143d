"""The plan at a glance, and one section of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from sendplan.access.queries import PublicViewer, Viewer
from sendplan.plan.models import Action as ActionModel
from sendplan.plan.narrowing import challenges, narrowed
from sendplan.plan.queries.facts import NOTHING, facts_as_written, facts_from
from sendplan.plan.queries.found import findings_count, own_findings
from sendplan.plan.queries.kept import Kept, Rows
from sendplan.plan.queries.pages import (
    ActionRow,
    GlancePage,
    LinkKind,
    PostShown,
    SectionPage,
    SectionRow,
    SilentPost,
    StatementDetail,
    StatementRow,
    TargetRow,
)
from sendplan.plan.queries.reading import (
    Frame,
    Held,
    allowed,
    answered_on,
    frame,
    linked_to,
    links_of,
    posts_of,
    replies_of,
    target_links_of,
)
from sendplan.plan.queries.rows import (
    action_row,
    counts_of,
    families_count,
    need_shown,
    posts_shown,
    statement_detail,
    statement_row,
    target_row,
    targets_count,
)
from sendplan.plan.queries.timeline import timeline
from sendplan.plan.wording import day, days, some
from sendplan.plan_reader.draft import Action

__all__ = [
    "Register",
    "action_rows",
    "at_a_glance",
    "register",
    "section",
    "silent_posts",
    "statement_details",
]


@dataclass(frozen=True, slots=True)
class Owned:
    """An action and the posts that answer for it, whatever has happened to it."""

    id: str
    ref: str
    owners: tuple[PostShown, ...]


class Register:
    """Everything in a plan as rows of lists, as at a day, in the plan's order: ``actions`` and ``targets`` are those of
    ``frame.content.actions`` and ``frame.content.targets``, one by one.

    Each part is asked of the database when it is first looked at, so that a page asks only for what it shows.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    @cached_property
    def posts(self) -> Mapping[str, Held]:
        return posts_of(self.frame)

    @cached_property
    def actions(self) -> tuple[ActionRow, ...]:
        return action_rows(self.frame, self.frame.content.draft.actions, self.posts)

    @cached_property
    def owned(self) -> tuple[Owned, ...]:
        """Every action with the posts that answer for it, whatever has happened to it."""
        return _owned.get(
            (*self._version, frozenset(self.posts.items())),
            lambda: tuple(
                Owned(id_, action.ref, posts_shown(action.named_owners, self.posts))
                for id_, action in self.frame.content.actions.items()
            ),
        )

    @cached_property
    def target_links(self) -> Mapping[str, tuple[str, ...]]:
        return target_links_of(self.frame)

    @cached_property
    def targets(self) -> tuple[TargetRow, ...]:
        return self.targets_in(None)

    def targets_in(self, letter: str | None) -> tuple[TargetRow, ...]:
        """The targets of one section, or all of them."""
        content = self.frame.content
        made = _target_rows.get(self._version, Rows)
        found = []
        for id_, target in content.targets.items():
            if letter in (None, target.section):
                reads = self.target_links.get(id_)
                found.append(made.get(id_, reads, partial(target_row, target, content.short_ids[id_], reads)))
        return tuple(found)

    @property
    def _version(self) -> tuple[int, str]:
        return self.frame.version.pk, self.frame.version.upload.public_id

    @cached_property
    def linked(self) -> Mapping[str, Sequence[tuple[LinkKind, str]]]:
        return linked_to(self.frame)

    @cached_property
    def statements(self) -> tuple[StatementRow, ...]:
        return self.statements_where(lambda _id, _letter: True)

    def statements_where(self, wanted: Callable[[str, str], bool]) -> tuple[StatementRow, ...]:
        """What families said where ``wanted`` says so of its id and its section's letter."""
        content = self.frame.content
        made = _statement_rows.get(self._version, Rows)
        found = []
        for id_, (letter, said) in content.statements.items():
            if wanted(id_, letter):
                links, on = tuple(self.linked.get(id_, ())), self.answered.get(id_)
                found.append(made.get(id_, (links, on), partial(statement_row, said, letter, links, on, content)))
        return tuple(found)

    @cached_property
    def answered(self) -> Mapping[str, dt.date]:
        return answered_on(self.frame)


def action_rows(
    frame: Frame, actions: Collection[Action], posts: Mapping[str, Held] | None = None
) -> tuple[ActionRow, ...]:
    """These actions of the version in force. One question to the database, and another where ``posts`` is not given."""
    rows = ActionModel.objects.filter(section__plan=frame.plan)
    if len(actions) < len(frame.content.actions):
        rows = rows.filter(public_id__in=[action.id for action in actions])
    facts = facts_as_written(rows, frame.today)
    held = posts_of(frame) if posts is None else posts
    version, content = frame.version, frame.content
    made = _action_rows.get((version.pk, version.upload.public_id, frame.today, frozenset(held.items())), Rows)

    def row(action: Action, written: str) -> ActionRow:
        return action_row(action, held, facts_from(written) if written else NOTHING, content, frame.today)

    found = []
    for id_, action in ((action.id or "", action) for action in actions):
        written = facts.get(id_, "")
        found.append(made.get(id_, written, partial(row, action, written)))
    return tuple(found)


# By the version, the day and who held each post on it; within, by action and by all that has happened to it.
_action_rows: Kept[tuple[int, str, dt.date, frozenset[tuple[str, Held]]], Rows[ActionRow]] = Kept(32)
# By the version and who held each post.
_owned: Kept[tuple[int, str, frozenset[tuple[str, Held]]], tuple[Owned, ...]] = Kept(32)
# By the version; within, by target and by the measures it reads, and by statement and by what came of it.
_target_rows: Kept[tuple[int, str], Rows[TargetRow]] = Kept(32)
_statement_rows: Kept[tuple[int, str], Rows[StatementRow]] = Kept(32)


def statement_details(frame: Frame, rows: Sequence[StatementRow]) -> tuple[StatementDetail, ...]:
    """These statements with their links and replies. Two questions to the database."""
    ids = [row.id for row in rows]
    links, replies = links_of(frame, ids), replies_of(frame, ids)
    return tuple(statement_detail(row, links.get(row.id, ()), replies.get(row.id, ()), frame.content) for row in rows)


def register(viewer: Viewer | PublicViewer, today: dt.date) -> Register | None:
    """The register of the plan in force, or None."""
    found = frame(viewer, today)
    return Register(found) if found is not None else None


def at_a_glance(viewer: Viewer, today: dt.date) -> GlancePage | None:
    """The plan at a glance, as at ``today``; None where the area has adopted no plan by then."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    actions = found.actions
    late = sorted(narrowed(actions, "late"), key=lambda row: -(row.standing.days_late or 0))
    own = own_findings(actions, found.targets, found.statements)
    severities = [finding.severity for finding in found.frame.content.draft.findings]
    counts = counts_of(actions)
    families = families_count(found.statements)
    return GlancePage(
        plan=found.frame.shown,
        as_at=today,
        as_at_words=day(today),
        headline=f"On {day(today)}: {counts.sentence}",
        counts=counts,
        sections=tuple(_section_row(found, letter) for letter in (each.letter for each in found.frame.sections)),
        late=tuple(late),
        challenges=tuple(challenges(actions)),
        next_due=tuple(sorted(narrowed(actions, "next"), key=lambda row: row.standing.days_left or 0)),
        silent=silent_posts(actions),
        targets=targets_count(found.frame.content.draft.kpis, found.target_links),
        families=families,
        findings=findings_count([*severities, *(finding.severity for finding in own)]),
        timeline=timeline(actions, today),
    )


def _section_row(found: Register, letter: str) -> SectionRow:
    section = found.frame.content.sections[letter]
    targets = [row for row in found.targets if row.section == letter]
    said = [row for row in found.statements if row.section == letter]
    return SectionRow(
        letter=letter,
        title=section.title,
        label=section.label or section.title,
        counts=counts_of(row for row in found.actions if row.section == letter),
        targets=len(targets),
        targets_unlinked=sum(not row.linked for row in targets),
        statements=len(said),
        statements_unanswered=sum(not row.answered for row in said),
    )


def silent_posts(actions: Sequence[ActionRow]) -> tuple[SilentPost, ...]:
    """Who has been silent, by post: those never heard from first, then the longest silence."""
    by_post: dict[str, tuple[str, str | None, list[ActionRow]]] = {}
    for row in actions:
        if row.standing.silent:
            for post in row.owners:
                by_post.setdefault(post.id, (post.name, post.holder, []))[2].append(row)
            if not row.owners:
                by_post.setdefault("", ("Nobody is named as owner", None, []))[2].append(row)
    found = [(_longest(rows), SilentPost(id_, name, holder, tuple(rows), _silence(name, holder, rows)))
             for id_, (name, holder, rows) in by_post.items()]  # fmt: skip
    found.sort(key=lambda each: (-each[0], -len(each[1].actions), each[1].name))
    return tuple(post for _, post in found)


_NEVER = 10**6
_NAMED = 10


def _longest(rows: Sequence[ActionRow]) -> int:
    return max(_NEVER if row.standing.days_silent is None else row.standing.days_silent for row in rows)


def _silence(name: str, holder: str | None, rows: Sequence[ActionRow]) -> str:
    never = [row.ref for row in rows if row.standing.never_reported]
    stale = [row for row in rows if row.standing.days_silent is not None]
    parts = []
    if never:
        parts.append(f"nothing ever on {some(never, _NAMED)}")
    if stale:
        longest = max(row.standing.days_silent or 0 for row in stale)
        parts.append(f"no news for up to {days(longest)} on {some([row.ref for row in stale], _NAMED)}")
    return f"{name} ({holder or 'nobody who signs in here'}): {'; '.join(parts)}."


def section(viewer: Viewer, letter: str, today: dt.date) -> SectionPage | None:
    """One section of the plan in force, or None where it has none of that letter."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    letters = [each.letter for each in found.frame.sections]
    if letter not in letters:
        return None
    at = letters.index(letter)
    shown = found.frame.sections[at]
    promised = [action for action in found.frame.content.draft.actions if action.section == letter]
    actions = action_rows(found.frame, promised, found.posts)
    return SectionPage(
        plan=found.frame.shown,
        as_at=today,
        letter=letter,
        title=shown.title,
        label=shown.label or shown.title,
        counts=counts_of(actions),
        needs=tuple(need_shown(need) for need in shown.needs),
        statements=found.statements_where(lambda _, of: of == letter),
        actions=actions,
        targets=found.targets_in(letter),
        previous=letters[at - 1] if at else None,
        following=letters[at + 1] if at + 1 < len(letters) else None,
    )
