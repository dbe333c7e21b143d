"""What the pages show: frozen, ready to print, every sentence already in plain English.

A template chooses where a thing stands on a page and never computes: counts are counted, dates stand beside
their words, and where something cannot be said the reason is given. ``id`` is always the stable public id that
a URL is built from. Text from the plan is as the plan writes it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sendplan.plan.standing import Declared, Standing, State

__all__ = [
    "About",
    "ActionNeighbour",
    "ActionPage",
    "ActionRow",
    "Choice",
    "Counts",
    "DueShown",
    "FamiliesCount",
    "FamiliesPage",
    "FamiliesSection",
    "FindingGroup",
    "FindingShown",
    "FindingsCount",
    "FindingsPage",
    "GlancePage",
    "LinkShown",
    "MeasureLink",
    "NeedShown",
    "Place",
    "PlanShown",
    "PostShown",
    "PublicAction",
    "PublicPlan",
    "PublicSection",
    "PublicStatement",
    "PublicTarget",
    "Read",
    "ReadKind",
    "ReplyShown",
    "SectionPage",
    "SectionRow",
    "SilentPost",
    "SourcePage",
    "SourcePart",
    "SourceRun",
    "StatementDetail",
    "StatementPage",
    "StatementRow",
    "StepShown",
    "TargetNeighbour",
    "TargetPage",
    "TargetRow",
    "TargetsCount",
    "Timeline",
    "TimelineBar",
    "TimelineMonth",
    "UnplacedShown",
    "UpdateShown",
    "UploadPage",
    "UploadRow",
]

Severity = Literal["error", "warning", "note"]
AboutKind = Literal["action", "target", "section", "statement", "post"]
ReadKind = Literal["action", "target", "section", "need", "statement", "body", "front_matter", "unplaced"]
UploadState = Literal["waiting", "adopted", "set_aside"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood in the published document. ``words``: ``lines 89 to 93``; ``anchor`` is the id of
    the matching part of the source page (``line-89``), or None where the place has no line."""

    words: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan a page is about. ``adopted_sentence``: ``Version 1, adopted on 1 June 2023 by Ben Carter from
    “improvement-plan.txt”.``"""

    id: str
    slug: str
    title: str
    area_name: str
    kind: str
    kind_title: str
    kind_description: str
    version: int
    adopted_on: dt.date
    adopted_by: str
    adopted_sentence: str
    source_name: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class DueShown:
    """When an action is due. ``words``: ``by 30 June 2023``, ``already done, the plan says`` or ``no date``;
    ``why``: how that was read from the plan's words. Both days are inclusive; ``latest`` is the last day on
    which the action is not late."""

    as_written: str | None
    earliest: dt.date | None
    latest: dt.date | None
    kind: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post named as owner. ``holder_words``: ``Helen Lowe holds this post.`` or ``Nobody who signs in here
    holds this post.``; ``part_words`` is ``lead``, ``accountable`` or None where the plan does not say."""

    id: str
    name: str
    as_written: str
    holder: str | None
    holder_id: int | None
    holder_words: str
    part_words: str | None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in a list. ``owners`` are the posts' names; ``last_update_words``: ``12 November 2023`` or
    ``never``."""

    id: str
    ref: str
    section: str
    text: str
    due: DueShown
    owners: tuple[PostShown, ...]
    owners_words: str
    standing: Standing
    last_update_on: dt.date | None
    last_update_words: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many actions stand where. Each is counted once, in the first state that fits, so that the six add up
    to ``total``; ``unreported`` counts every open action without news for more than 60 days, late ones too."""

    total: int
    done: int
    stopped: int
    late: int
    due_soon: int
    silent: int
    on_the_way: int
    unreported: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section at a glance. ``label`` is the shorter name where the plan has one, else the title."""

    letter: str
    title: str
    label: str
    counts: Counts
    targets: int
    targets_unlinked: int
    statements: int
    statements_unanswered: int


@dataclass(frozen=True, slots=True)
class SilentPost:
    """A post with open actions that have had no news for more than 60 days, or never. ``sentence``: ``Interim SEND
    Strategic Director (Helen Lowe): no news on A5 and A13; longest, 121 days, A13.``"""

    id: str
    name: str
    holder: str | None
    actions: tuple[ActionRow, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetsCount:
    """How the targets stand. ``figure_to_come`` are linked to a measure whose figure the records will give;
    ``unlinked`` are not; ``waiting_for_start`` have a step that needs a starting figure the plan does not give;
    ``without_step`` have no step set at all. The last two may overlap the first two."""

    total: int
    figure_to_come: int
    unlinked: int
    waiting_for_start: int
    without_step: int
    sentence: str


@dataclass(frozen=True, slots=True)
class FamiliesCount:
    """``unanswered`` have no reply dated by the day asked about."""

    total: int
    answered: int
    unanswered: int
    unlinked: int
    sentence: str


@dataclass(frozen=True, slots=True)
class FindingsCount:
    """How many findings there are, by severity, our own three kinds (not linked, not answered, not held) included."""

    errors: int
    warnings: int
    notes: int
    total: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """A month on the timeline: ``offset`` whole days from its start, ``days`` long. ``label``: ``June 2023``,
    ``short``: ``Jun``."""

    label: str
    short: str
    offset: int
    days: int


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """One action's due range: ``offset`` days from the timeline's start, ``days`` long (at least 1).
    ``done_offset`` marks the day it was reported complete, where that falls on the timeline. ``words`` is the
    row of the table that says the same: ``A1, due by 30 June 2023: done on 12 July 2023``."""

    action_id: str
    ref: str
    text: str
    section: str
    earliest: dt.date
    latest: dt.date
    state: State
    label: str
    offset: int
    days: int
    done_offset: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every action that has a due range, in order of its last day, on whole months from ``first`` to ``last``.

    ``days`` is the whole width; ``today_offset`` is None where today falls outside. ``undated`` are the actions
    that have no range to draw (no date, or the plan says they are done). ``description`` is for those who
    cannot see the drawing.
    """

    first: dt.date
    last: dt.date
    days: int
    today_offset: int | None
    months: tuple[TimelineMonth, ...]
    bars: tuple[TimelineBar, ...]
    undated: tuple[ActionRow, ...]
    description: str


@dataclass(frozen=True, slots=True)
class GlancePage:
    """The plan at a glance. ``late`` longest first; ``next_due`` are open and due in the next 60 days, soonest
    first; ``silent`` is by post, longest silence first. ``timeline`` is None where no action has a date."""

    plan: PlanShown
    as_at: dt.date
    as_at_words: str
    headline: str
    counts: Counts
    sections: tuple[SectionRow, ...]
    late: tuple[ActionRow, ...]
    next_due: tuple[ActionRow, ...]
    silent: tuple[SilentPost, ...]
    targets: TargetsCount
    families: FamiliesCount
    findings: FindingsCount
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target in a list. ``last_step_words``: the final step in words, or why there is none;
    ``link_words``: ``Linked to plans-within-20-weeks`` or ``Not linked to a measure yet``."""

    id: str
    short_id: str
    section: str
    name: str
    start_words: str
    last_step_words: str
    linked: bool
    link_words: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What families said, once. ``answer_words``: ``Answered on 9 October 2023.`` or ``Nobody has answered
    this.``; ``linked_words``: ``Linked to action D3.`` or ``Not linked to any need or action.``"""

    id: str
    section: str
    text: str
    answered: bool
    answer_words: str
    linked: bool
    linked_words: str
    place: Place


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section. ``needs`` are what needs improvement, in the plan's words, with their ids and places."""

    plan: PlanShown
    as_at: dt.date
    letter: str
    title: str
    label: str
    counts: Counts
    needs: tuple[NeedShown, ...]
    statements: tuple[StatementRow, ...]
    actions: tuple[ActionRow, ...]
    targets: tuple[TargetRow, ...]
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class NeedShown:
    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class UpdateShown:
    """One dated progress update. ``byline``: ``Helen Lowe, Interim SEND Strategic Director, 12 November 2023``."""

    id: str
    on: dt.date
    on_words: str
    by: str
    byline: str
    state: Declared
    state_words: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice in a form: the value to send back, its words, and a hint where one helps."""

    value: str
    words: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action. ``doubts`` are the places where the reader was unsure how to read the source, in sentences.

    ``may_update`` is None where the viewer may add an update, else the reason why not in a sentence.
    ``targets`` are those of its section: ``targets_note`` says that the plan does not tie them to the action.
    """

    plan: PlanShown
    as_at: dt.date
    id: str
    ref: str
    section: str
    section_title: str
    text: str
    place: Place
    outcomes: tuple[str, ...]
    due: DueShown
    posts: tuple[PostShown, ...]
    standing: Standing
    updates: tuple[UpdateShown, ...]
    doubts: tuple[str, ...]
    targets: tuple[TargetRow, ...]
    targets_note: str
    statements: tuple[StatementRow, ...]
    findings: tuple[FindingShown, ...]
    may_update: str | None
    states: tuple[Choice, ...]
    previous: ActionNeighbour | None
    following: ActionNeighbour | None


@dataclass(frozen=True, slots=True)
class ActionNeighbour:
    id: str
    ref: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of a target.

    ``words``: ``10% lower than the starting figure, by 31 July 2023``. ``worked_out``: what that comes to
    (``14.4, so at most 14``) or None; ``cannot``: why it cannot be worked out, or None. ``passed`` says that its
    day is before today. ``on`` is the last day of the date in its heading.
    """

    label: str
    on: dt.date | None
    as_written: str | None
    kind: str
    value: Decimal | None
    words: str
    level: Decimal | None
    worked_out: str | None
    cannot: str | None
    passed: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class MeasureLink:
    """A person's link from a target to a measure. ``groups``: ``team: 0 to 25 team``; ``sentence`` says who
    made it and when; ``note`` is their reason, where they gave one. ``measures`` has more than one name where
    several are always shown together."""

    measures: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    by: str
    on: dt.date
    note: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetPage:
    """One target. ``can_say`` and ``cannot_say`` are sentences: what can and cannot be worked out, and why.
    ``better_words``: ``Lower is better.`` or ``The plan does not say which way is better.``"""

    plan: PlanShown
    as_at: dt.date
    id: str
    short_id: str
    section: str
    section_title: str
    name: str
    place: Place
    better_words: str
    start_words: str
    start_as_written: str | None
    steps: tuple[StepShown, ...]
    can_say: tuple[str, ...]
    cannot_say: tuple[str, ...]
    link: MeasureLink | None
    link_words: str
    doubts: tuple[str, ...]
    findings: tuple[FindingShown, ...]
    previous: TargetNeighbour | None
    following: TargetNeighbour | None


@dataclass(frozen=True, slots=True)
class TargetNeighbour:
    id: str
    short_id: str


@dataclass(frozen=True, slots=True)
class About:
    """What a finding is about, and where to find it. ``kind`` and ``id`` are None where it is no page of ours;
    a section's id is its letter."""

    label: str
    kind: AboutKind | None
    id: str | None


@dataclass(frozen=True, slots=True)
class FindingShown:
    """Something a careful reader would ask about. ``code`` is stable and is explained in the reference."""

    code: str
    severity: Severity
    severity_words: str
    sentence: str
    remedy: str
    about: tuple[About, ...]
    quote: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one severity. ``explanation`` says in a sentence what the severity means."""

    severity: Severity
    title: str
    explanation: str
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The plan's findings, most severe first. A group with nothing in it is left out."""

    plan: PlanShown
    as_at: dt.date
    count: FindingsCount
    groups: tuple[FindingGroup, ...]


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A statement's link to a need or an action. ``words``: ``Action D3: Strengthen the early…``; ``byline``
    says who linked it and when. ``id`` is the action's or the need's."""

    kind: Literal["need", "action"]
    id: str
    words: str
    byline: str


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """A dated, signed reply. ``byline``: ``Ben Carter, SEND Improvement Programme Manager, 9 October 2023``."""

    id: str
    on: dt.date
    on_words: str
    by: str
    byline: str
    text: str


@dataclass(frozen=True, slots=True)
class FamiliesSection:
    """One section's statements, with what came of each."""

    letter: str
    title: str
    label: str
    statements: tuple[StatementDetail, ...]


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """A statement with its links and replies, newest reply first."""

    row: StatementRow
    links: tuple[LinkShown, ...]
    replies: tuple[ReplyShown, ...]


@dataclass(frozen=True, slots=True)
class FamiliesPage:
    plan: PlanShown
    as_at: dt.date
    count: FamiliesCount
    sections: tuple[FamiliesSection, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement, with the needs and actions of its section to choose from when linking it.

    ``may_reply`` is None where the viewer may reply and link, else the reason why not in a sentence.
    ``need_choices`` and ``action_choices`` leave out what is linked already.
    """

    plan: PlanShown
    as_at: dt.date
    statement: StatementDetail
    section: str
    section_title: str
    may_reply: str | None
    need_choices: tuple[Choice, ...]
    action_choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SourceRun:
    """One piece of the document's text. ``anchor`` is unique on the page; ``place_words``: ``line 89``."""

    number: int
    text: str
    place_words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Read:
    """Something read from a part of the document. ``fields`` are name and value in words, in order of reading;
    ``doubts`` are sentences. ``id`` leads to its page once it is adopted (see ``About`` for the kinds)."""

    kind: ReadKind
    label: str
    id: str | None
    fields: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Neighbouring runs and what was read from them, for two columns side by side. ``reads`` is empty where
    nothing was (blank furniture, a heading that only names what follows)."""

    runs: tuple[SourceRun, ...]
    reads: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class UnplacedShown:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The document as it was read for the version now in force. ``summary`` says what was read and what found
    no place."""

    plan: PlanShown
    summary: str
    parts: tuple[SourcePart, ...]
    unplaced: tuple[UnplacedShown, ...]


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file somebody uploaded. ``sentence``: ``Uploaded by Ben Carter on 1 June 2023; waiting for a decision.``"""

    id: str
    name: str
    title: str
    size_words: str
    sha256: str
    on: dt.date
    by: str
    state: UploadState
    state_words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """What was read from an upload, side by side with its source, before anybody confirms it.

    ``summary``: ``4 sections, 28 actions and 43 targets were read …``. ``doubts`` are the readings the reader
    was unsure of. ``may_adopt`` and ``may_set_aside`` are None where the viewer may, else the reason why not.
    ``kinds`` are the kinds of plan to choose from; ``title`` is the document's own, to be confirmed or mended.
    """

    row: UploadRow
    title: str
    summary: str
    parts: tuple[SourcePart, ...]
    doubts: tuple[tuple[str, str], ...]
    unplaced: tuple[UnplacedShown, ...]
    findings: tuple[FindingGroup, ...]
    findings_count: FindingsCount
    kinds: tuple[Choice, ...]
    may_adopt: str | None
    may_set_aside: str | None


@dataclass(frozen=True, slots=True)
class PublicAction:
    """An action for everyone: owners are posts as the plan names them, never people. ``latest_words``: the last
    update and its day, or ``Nothing has been reported yet.``; ``anchor`` is unique on the page."""

    anchor: str
    ref: str
    text: str
    outcomes: tuple[str, ...]
    owners_words: str
    due_words: str
    state: State
    label: str
    sentence: str
    latest_text: str | None
    latest_words: str


@dataclass(frozen=True, slots=True)
class PublicTarget:
    """A target for everyone. ``steps``: each in words; ``note``: what cannot be said yet and why, or None."""

    anchor: str
    name: str
    start_words: str
    steps: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """What families said and what was said back. ``answer`` is the newest reply's text, or None; ``answer_words``:
    ``Answered on 9 October 2023.`` or ``Nobody has answered this.``; ``leads_to``: ``Action D3`` and so on."""

    text: str
    leads_to: tuple[str, ...]
    answer: str | None
    answer_words: str


@dataclass(frozen=True, slots=True)
class PublicSection:
    letter: str
    title: str
    label: str
    counts: Counts
    needs: tuple[str, ...]
    statements: tuple[PublicStatement, ...]
    actions: tuple[PublicAction, ...]
    targets: tuple[PublicTarget, ...]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """The plan in plain English, for anybody. ``kind_description`` explains the sort of plan; ``headline`` says in
    a few sentences how it stands; ``words`` are terms the page uses, each with what it means."""

    title: str
    area_name: str
    kind_title: str
    kind_description: str
    as_at: dt.date
    as_at_words: str
    adopted_sentence: str
    headline: str
    counts: Counts
    families: FamiliesCount
    targets: TargetsCount
    sections: tuple[PublicSection, ...]
    words: tuple[tuple[str, str], ...]
