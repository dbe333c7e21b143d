"""An action's course: what shows its criteria, its dates, what is said against its status, and its closing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.criteria import Criterion, Tally
from sendplan.plan.derived import Agreement
from sendplan.plan.overrides import Judged, TrackRecord
from sendplan.plan.queries.pages.frame import Choice, DueShown, PlanShown
from sendplan.plan.standing import Standing

__all__ = [
    "ActionCourse",
    "ClosingShown",
    "CoursePage",
    "CriterionShown",
    "DateShown",
    "EvidencePage",
    "EvidenceShown",
    "EvidenceWaitingPage",
    "OverrideShown",
    "OverridesPage",
    "PersonsOverrides",
]


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One piece of evidence. ``says``: ``Says that it is met``; ``strength_words``: ``somebody saw it``. ``state`` is
    ``waiting``, ``accepted`` or ``refused`` and ``state_words`` says so with who and when. ``about`` is the criterion's
    words, or that it is about the action as a whole. ``may_confirm`` is None where the viewer may say whether it
    stands, else the reason why not."""

    id: str
    action_id: str
    ref: str
    about: str
    says: str
    kind_words: str
    strength_words: str
    text: str
    byline: str
    on: dt.date
    link: str | None
    file_name: str | None
    file_words: str | None
    figure_words: str | None
    state: str
    state_words: str
    answer_text: str | None
    may_confirm: str | None


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """A criterion in the plan's words, how it stands, and its evidence, newest first."""

    id: str
    text: str
    stands: Criterion
    evidence: tuple[EvidenceShown, ...]


@dataclass(frozen=True, slots=True)
class DateShown:
    """A last day promised, oldest first. ``words``: ``by 31 March 2024``; ``how``: ``The plan, from 15 May 2023`` or
    ``Moved by Ben Carter, 8 November 2023``; ``change``: ``275 days later`` than the one before, None for the first."""

    words: str
    how: str
    reason: str | None
    change: str | None
    first: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class OverrideShown:
    """Somebody's word against a status. ``taken_back`` says who took it back and when, None where it was not;
    ``derived_label`` is the status that was worked out when it was said."""

    id: str
    action_id: str
    ref: str
    claim_words: str
    derived_label: str
    byline: str
    reason: str
    stands: bool
    taken_back: str | None
    judged: Judged


@dataclass(frozen=True, slots=True)
class ClosingShown:
    """An action closed or opened again. ``words``: ``Closed`` or ``Opened again``."""

    id: str
    words: str
    byline: str
    reason: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionCourse:
    """What is known of one action beside the plan's own words. Each ``may_`` is None where the viewer may, else the
    reason why not. ``override`` is what stands now, None where nothing does."""

    standing: Standing
    declared_words: str
    declared_byline: str | None
    agreement: Agreement
    tally: Tally
    criteria: tuple[CriterionShown, ...]
    about_all: tuple[EvidenceShown, ...]
    dates: tuple[DateShown, ...]
    override: OverrideShown | None
    overrides: tuple[OverrideShown, ...]
    closed: bool
    closings: tuple[ClosingShown, ...]
    may_report: str | None
    may_move: str | None
    may_override: str | None
    may_close: str | None


@dataclass(frozen=True, slots=True)
class CoursePage:
    """One action, for the forms that act on it. ``complete`` says that it was reported complete, and ``missing`` what
    closing needs and is not there. ``target_choices`` are the plan's targets, by their
    references."""

    plan: PlanShown
    as_at: dt.date
    id: str
    ref: str
    section: str
    section_title: str
    text: str
    due: DueShown
    course: ActionCourse
    complete: bool
    missing: tuple[str, ...]
    target_choices: tuple[Choice, ...]
    date_examples: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One piece of evidence. ``action_text`` is what the plan promises; ``stands`` is how its criterion stands on the
    day, None where it is about the action as a whole or the version in force lacks that criterion."""

    plan: PlanShown
    as_at: dt.date
    evidence: EvidenceShown
    action_text: str
    standing: Standing
    stands: Criterion | None


@dataclass(frozen=True, slots=True)
class EvidenceWaitingPage:
    """What waits for somebody's word, oldest first: what the viewer may confirm, and the rest."""

    plan: PlanShown
    as_at: dt.date
    yours: tuple[EvidenceShown, ...]
    others: tuple[EvidenceShown, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class PersonsOverrides:
    """One person's overrides, newest first, and how often they were right."""

    name: str
    record: TrackRecord
    overrides: tuple[OverrideShown, ...]


@dataclass(frozen=True, slots=True)
class OverridesPage:
    """Every override, by who made it. ``how_judged`` is the definition of right and wrong, a sentence each."""

    plan: PlanShown
    as_at: dt.date
    people: tuple[PersonsOverrides, ...]
    sentence: str
    how_judged: tuple[str, ...]
