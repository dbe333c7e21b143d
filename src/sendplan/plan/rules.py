"""May this be done? The reason why not, in a sentence, or None. Plain Python.

Every reason names what is wrong and what to do about it, so that it can be printed as it stands.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from typing import Final

from sendplan.plan.kinds import kind, kinds
from sendplan.plan.wording import count, day, listed, quoted
from sendplan.plan_reader.draft import Draft, to_json

__all__ = [
    "LONGEST_FILE_NAME",
    "LONGEST_LETTER",
    "LONGEST_NAME",
    "LONGEST_REF",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "NO_PLAN",
    "SHORTEST_TEXT",
    "NotAllowed",
    "NotFound",
    "Refused",
    "adopted_day",
    "draft_can_be_kept",
    "draft_holds_together",
    "figure_fits",
    "looked_at",
    "next_version_day",
    "nothing_different",
    "one_line",
    "one_plan",
    "optional_text",
    "plan_kind",
    "plan_title",
    "risk_kind",
    "risk_score",
    "risk_state",
    "said_text",
    "update_day",
    "update_rating",
    "update_state",
    "waiting",
    "whose_action",
]

NO_PLAN: Final = "This area has no plan yet, so there is nothing to compare with: adopt this one as its first."

SHORTEST_TEXT: Final = 10
LONGEST_TEXT: Final = 4000
LONGEST_TITLE: Final = 300
LONGEST_NAME: Final = 300
LONGEST_FILE_NAME: Final = 255
LONGEST_REF: Final = 60
LONGEST_LETTER: Final = 20

# As models.target keeps figures: 24 digits, 8 of them after the point.
_WHOLE_DIGITS, _PLACES = 16, 8


class Refused(Exception):  # noqa: N818  an answer, not an error: the person is shown the reason
    """An act that may not be done. ``reason`` is a sentence, or a few, to print as it stands."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAllowed(Refused):
    """The person lacks the permission; ``reason`` says which and who has it."""


class NotFound(Refused):
    """There is no such thing in the viewer's area, or not yet on that day."""


def said_text(text: str, what: str) -> str | None:
    """Why ``text`` cannot be kept as ``what`` ("an update", "a reply"): 10 to 4,000 characters, none of them control
    characters but line ends and tabs. Spaces at either end do not count."""
    length = len(text.strip())
    if length < SHORTEST_TEXT:
        return (
            f"This is too short to be {what}: it has {count(length, 'character', 'characters')} "
            f"and needs at least {SHORTEST_TEXT}. Say what was done, or why it was not."
        )
    if length > LONGEST_TEXT:
        return (
            f"This is too long to be {what}: it has {length:,} characters and may have {LONGEST_TEXT:,}. "
            "Say the main points, and put the rest in a document."
        )
    return _unkept_character(text)


def optional_text(text: str, what: str) -> str | None:
    """As ``said_text``, for words that may also be left out."""
    return said_text(text, what) if text.strip() else None


def one_line(text: str, what: str) -> str | None:
    """Why ``text`` cannot be kept as ``what`` ("the title"): one line of 1 to 300 characters."""
    text = text.strip()
    opening = f"{what[0].upper()}{what[1:]}"
    if not text:
        return f"{opening} is missing. Give it in a few words."
    if len(text) > LONGEST_TITLE:
        return f"{opening} has {len(text):,} characters and may have {LONGEST_TITLE}. Shorten it."
    if "\n" in text or "\r" in text:
        return f"{opening} has more than one line. Put it on one."
    return _unkept_character(text)


def risk_kind(kind: str) -> str | None:
    if kind in {"risk", "issue"}:
        return None
    return "Choose whether it is a risk, which may happen, or an issue, which has."


def risk_state(state: str) -> str | None:
    if state in {"open", "closed"}:
        return None
    return "Choose whether it is open or closed."


def risk_score(score: int, what: str) -> str | None:
    """Why ``score`` is no answer to ``what`` ("how likely it is")."""
    if 1 <= score <= 5:
        return None
    return f"Choose {what}, from 1 to 5."


def _unkept_character(text: str) -> str | None:
    for character in text:
        if character not in "\n\r\t" and unicodedata.category(character) in {"Cc", "Cs"}:
            return (
                f"This holds a character that cannot be kept (number {ord(character)}), "
                "perhaps pasted from another program. Delete it, or type the words again."
            )
    return None


def update_state(state: str) -> str | None:
    """Why ``state`` is none of the four an update may declare."""
    if state in {"not_started", "in_progress", "complete", "stopped"}:
        return None
    return "Choose how the action stands: not started, in progress, complete or stopped."


def update_rating(rating: str) -> str | None:
    """Why ``rating`` is none that an update may give; an empty one says nothing."""
    if rating in {"", "on_track", "at_risk", "off_track"}:
        return None
    return "Choose how it is going: on track, at risk or off track; or say nothing of it."


def update_day(today: dt.date, adopted_on: dt.date, last_on: dt.date | None) -> str | None:
    """Why nothing may be added with the date ``today``.

    What was shown for a past day must stay as it was, so an update or a reply is never dated before the newest one
    beside it, nor before the plan was adopted. (That nothing is dated after the day of writing is the database's
    own check.)
    """
    if today < adopted_on:
        return f"The plan was adopted on {day(adopted_on)}; nothing can be added to it for {day(today)}, before that."
    if last_on is not None and today < last_on:
        return (
            f"There is already an entry dated {day(last_on)}; one dated {day(today)} cannot be put in before it. "
            "Add it with today's date and say in its words when things happened."
        )
    return None


def whose_action(may_any: str | None, may_own: str | None, holds: bool) -> str | None:
    """Why a viewer may not report on an action. ``may_any`` and ``may_own`` are the reasons of ``access.rules.may`` for
    the permissions ``plan.update_any`` and ``plan.update_own``; ``holds`` says that a post of theirs answers for it."""
    if may_any is None:
        return None
    if may_own is not None:
        return may_own
    if holds:
        return None
    return (
        "You can report on actions whose post you hold, and this is not one of them. "
        "Ask whoever holds its post, or the programme manager, to report on it."
    )


def waiting(state: str, decided_by: str | None, decided_on: dt.date | None) -> str | None:
    """Why an upload can no longer be adopted or set aside."""
    if state == "waiting":
        return None
    done = "adopted" if state == "adopted" else "set aside"
    when = f" on {day(decided_on)}" if decided_on else ""
    who = f" by {decided_by}" if decided_by else ""
    return f"This document was {done}{who}{when}. Upload it again if you want to look at it afresh."


def adopted_day(today: dt.date, uploaded_on: dt.date) -> str | None:
    """Why a document uploaded on one day cannot be decided on another."""
    if today < uploaded_on:
        return f"This document was uploaded on {day(uploaded_on)}; it cannot be decided on {day(today)}, before that."
    return None


def plan_title(title: str) -> str | None:
    """Why a plan cannot have this title."""
    text = title.strip()
    if not text:
        return "The plan needs a title. Give it the one its own front page has."
    if len(text) > LONGEST_TITLE:
        return f"The title has {len(text):,} characters and may have {LONGEST_TITLE}. Shorten it."
    if "\n" in text or "\r" in text:
        return "The title has more than one line. Put it on one."
    return _unkept_character(text)


def plan_kind(slug: str) -> str | None:
    """Why ``slug`` is no kind of plan."""
    if kind(slug) is not None:
        return None
    return f"“{slug}” is no kind of plan. Choose one of these: {listed([k.title.lower() for k in kinds()], 'or')}."


def figure_fits(value: Decimal | None, where: str) -> str | None:
    """Why a figure read from a plan cannot be kept exactly. ``where`` names it: ``target A-K1, its start``."""
    if value is None:
        return None
    if not value.is_finite():
        return f"The figure of {where} is {value}, which is not a number. Mend it in the document and upload it again."
    _, digits, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)  # noqa: S101  a finite figure's exponent is a whole number; this tells mypy so
    if -exponent > _PLACES or len(digits) + exponent > _WHOLE_DIGITS:
        return (
            f"The figure of {where} has more digits than can be kept "
            f"({_WHOLE_DIGITS} before the point, {_PLACES} after). Mend it in the document and upload it again."
        )
    return None


def draft_can_be_kept(draft: Draft) -> str | None:
    """Why a draft cannot even be kept to be looked at."""
    return _unkept_in(draft)


def one_plan(title: str) -> str:
    """Why a second document is not adopted as if it were the first."""
    return (
        f"This area already has a plan, {quoted(title)}. A newer document is compared with it, action by action, "
        "before it is adopted as the next version, so that no progress is lost."
    )


def nothing_different(number: int, adopted_on: dt.date, adopted_by: str) -> str:
    """Why the document of the version in force is not read again. ``adopted_by`` is empty for the area's own files."""
    by = adopted_by or "the area's own files"
    return f"This is the document of version {number}, adopted on {day(adopted_on)} by {by}: nothing is different."


def next_version_day(today: dt.date, number: int, adopted_on: dt.date, later: str | None) -> str | None:
    """Why no version can follow version ``number`` with the date ``today``. ``later`` names something that the plan
    already holds with a later date, None where it holds nothing: what was shown for a past day must stay as it was."""
    if today < adopted_on:
        return (
            f"Version {number} was adopted on {day(adopted_on)}; none can follow it with the date {day(today)}, "
            "before that."
        )
    if later is not None:
        return (
            f"The plan already holds {later} dated after {day(today)}, which was said of the plan as it stood. "
            "Adopt the new version with today's date."
        )
    return None


def looked_at(against: int, number: int) -> str | None:
    """Why a comparison with version ``against`` no longer holds: version ``number`` is in force by now."""
    if against == number:
        return None
    return (
        f"Version {number} was adopted while you looked at the comparison with version {against}. "
        "Look at this document beside the newer version, then decide."
    )


def draft_holds_together(draft: Draft) -> str | None:
    """Why a draft cannot become a plan: no section, two with one letter, an item of a section that is not there, a
    name too long to keep, or a character that no database keeps."""
    letters = [section.letter for section in draft.sections]
    if not letters:
        return (
            "No section was found in this document, so there is nothing to adopt. "
            "Upload the plan itself: its sections, actions and indicators in tables."
        )
    twice = sorted({letter for letter in letters if letters.count(letter) > 1})
    if twice:
        return (
            f"More than one section has the letter {listed(twice)}, so an action could not be told from another's. "
            "Mend the headings in the document and upload it again."
        )
    items = [(f"Action {action.ref}", action.section) for action in draft.actions]
    items += [(f"The indicator {quoted(kpi.name)}", kpi.section) for kpi in draft.kpis]
    for what, letter in items:
        if letter not in letters:
            return f"{what} belongs to section {letter}, which was not found. Mend the document and upload it again."
    return _too_long(draft) or _figures(draft) or _unkept_in(draft)


def _too_long(draft: Draft) -> str | None:
    lengths = [(f"The letter of section {s.letter[:LONGEST_LETTER]}", s.letter, LONGEST_LETTER) for s in draft.sections]
    lengths += [(f"The reference {quoted(a.ref[:40])}", a.ref, LONGEST_REF) for a in draft.actions]
    lengths += [
        (f"An owner of action {action.ref}", owner.as_written, LONGEST_NAME)
        for action in draft.actions
        for owner in action.named_owners
    ]
    for what, text, longest in lengths:
        if len(text) > longest:
            return (
                f"{what} is {len(text):,} characters long and may be {longest}: it is probably not what it seems. "
                "Mend the document and upload it again."
            )
    return None


def _figures(draft: Draft) -> str | None:
    for kpi in draft.kpis:
        reason = figure_fits(kpi.baseline.value, f"the indicator {quoted(kpi.name)}, its starting figure")
        for step in kpi.steps:
            reason = reason or figure_fits(step.value, f"the indicator {quoted(kpi.name)}, {step.label}")
        if reason:
            return reason
    return None


def _unkept_in(draft: Draft) -> str | None:
    if "\\u0000" in to_json(draft).decode("utf-8"):
        return "The document holds a character that cannot be kept (number 0). Save it again from its own program."
    return None
