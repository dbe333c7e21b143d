"""What the words of a due cell say: a range of days, a state instead of a date, or that nothing can be known.

What is read in more than one way carries an ambiguity with the other readings; a reading is in plain words
(``30 January 2024``). Where none is likelier than another the date is ``not_understood``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sendplan.plan_reader import dates
from sendplan.plan_reader.dates import Range
from sendplan.plan_reader.draft import Ambiguity, Due
from sendplan.plan_reader.due_date import EDGE, Said, led, quoted, said_date
from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.yearless import read_yearless, words_of

__all__ = ["BEGUN", "DONE", "GOING", "SOON", "UNSET", "DueRead", "heading_due", "read_due", "read_due_cell"]

DONE = r"(?:established|completed?|achieved|delivered|done|in\splace|implemented|launched|finished|closed|live|met)"
GOING = (
    r"(?:on-?\s?going|continuous(?:ly)?|continuing|annual(?:ly)?|monthly|quarterly|termly|weekly|rolling"
    r"|throughout|business\sas\susual)"
)
BEGUN = r"(?:started|commenced|underway|in\sprogress)"
SOON = r"(?:immediate(?:ly)?|asap|as\ssoon\sas\spossible)"
UNSET = r"(?:tbc|tba|tbd|to\sbe\s(?:confirmed|agreed|determined|set|decided|advised))"


@dataclass(frozen=True, slots=True)
class DueRead:
    """A due date and why it is in doubt, if it is."""

    due: Due
    doubt: Ambiguity | None = None


_LONGEST = 400
_IS_DONE = re.compile(rf"(?:already\s)?{DONE}\b", re.IGNORECASE)
_IS_GOING = re.compile(rf"(?:{GOING}|{BEGUN})\b", re.IGNORECASE)
_IS_SOON = re.compile(rf"(?:with\s)?{SOON}(?:\seffect)?", re.IGNORECASE)
_IS_UNSET = re.compile(
    rf"(?:date\s|dates\s|timescales?\s)?(?:is\s|are\s)?(?:{UNSET}|t\.b\.[cad]\.?|not\s(?:yet\s)?(?:set|known|agreed"
    rf"|confirmed|determined)|awaiting\s(?:date|confirmation)|pending|unknown)\b",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\s\u00a0–—.-]*|n\s?/\s?a|not\sapplicable|none", re.IGNORECASE)
_OFTEN = r"(?:annual(?:ly)?|monthly|quarterly|termly|weekly|half-?\s?yearly|six-?\s?monthly|fortnightly)"
_THEN = re.compile(
    rf"\s?[,;(–/-]?\s?(?:(?:and\s|then\s|thereafter\s|with\s|reviewed\s|at\sleast\s){{0,3}}(?:{_OFTEN}"
    r"|on\san?\s(?:annual|termly|rolling|monthly|quarterly)\sbasis|each\s(?:year|term|quarter|month)"
    rf"|every\s(?:year|term|quarter|month)|{_OFTEN}\sreviews?)(?:\s(?:thereafter|after\sthat|from\sthen|reviews?))?"
    r"|(?:and\s)?thereafter)[\s.)]*",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\s?[,;(–—-]?\s?\b(?:(?:now\s|date\s|has\sbeen\s|deadline\s)?(?:revised|extended|moved|changed|amended|slipped|re-?profiled"
    r"|rescheduled|deferred|delayed|updated|re-?scheduled|pushed\sback)(?:\sdate)?\s?(?:to|until|:|–|-)?|now|new\sdate:?)\s",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s?(?:→|➔|➜|⇒|⟶|->|=>|>{1,2})\s?")
_STRUCK = re.compile(r"~~.{1,80}?~~|\[(?:struck|deleted):?\s.{1,80}?\]", re.IGNORECASE)
_WAS = re.compile(
    r"\s?[(\[–-]?\s?\b(?:was|were|previously|originally|original(?:\sdate)?:?|formerly|from)\s", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?:(?:with)?in|after|by)?\s?(?:the\s)?(?:first\s|next\s|a\s)?(?P<n>\d{1,3}|one|two|three|four|six|nine|twelve|eighteen)"
    r"[\s-](?P<u>(?:working\s)?days?|weeks?|months?|years?)\b.{0,80}",
    re.IGNORECASE,
)
_DUE_BY = re.compile(r"\b(?:due|finish\w*|end(?:s|ing)?|complet\w+|until|to\sbe\sdone)\b", re.IGNORECASE)


def read_due(text: str | None, period: Period | None = None) -> Due:
    """A due cell's words as a range of days. Never raises: words not understood are kept as written."""
    return read_due_cell(text, period).due


def read_due_cell(text: str | None, period: Period | None = None) -> DueRead:
    """A due cell and its doubt. ``period`` settles, or gives the readings of, a date without a year."""
    if not text:
        return DueRead(Due(as_written=None, kind="blank"))
    said = _said(collapse(text[:_LONGEST]), period)
    span = said.range
    due = Due(
        as_written=text,
        earliest=span.earliest if span else None,
        latest=span.latest if span else None,
        kind=said.kind,
    )
    if not said.why:
        return DueRead(due)
    chosen = _STATE.get(said.kind) or (words_of(span) if span else None)
    others = tuple({"due": each} for each in dict.fromkeys(said.others) if each != chosen)
    return DueRead(due, Ambiguity(field="due", preferred={"due": chosen}, others=others, evidence=said.why))


_STATE = {"already_done": "already done", "ongoing": "ongoing", "not_yet_set": "not yet set"}


def _said(words: str, period: Period | None) -> Said:
    if _BLANK.fullmatch(words):
        return Said("blank")
    bare = words.strip(EDGE)
    for reader in _READERS:
        said = reader(bare, period)
        if said is not None:
            return said
    return _not_understood("Its words are no date that can be read.")


def _not_understood(why: str, others: Sequence[str | None] = ()) -> Said:
    return Said("not_understood", None, tuple(others), why if others else "")


def _unset(text: str, _: Period | None) -> Said | None:
    match = _IS_UNSET.match(text)
    if match is None:
        return None
    inside = list(dates.find(text))
    if not inside:
        return Said("not_yet_set")
    told = tuple(words_of(each.range) for each in inside)
    return Said("not_yet_set", None, told, "The date is said to be still to be set, and another is named beside it.")


def _done(text: str, period: Period | None) -> Said | None:
    first = _IS_DONE.match(text)
    if first is not None:
        rest = text[first.end() :].strip(EDGE + " ()–-")
        if re.match(r"(?:by|before|from)\s", rest, re.IGNORECASE) and dates.read(rest) is not None:
            return _a_date_and_a_state(rest, period, "already done")
        return Said("already_done", dates.read_anywhere(text))
    last = re.search(rf"[\s,;:(–—-]{{1,3}}(?:now\s|already\s|action\s)?{DONE}[\s.)!✓✔]*$", text, re.IGNORECASE)
    if last is None:
        return None
    span = dates.read(text[: last.start()].strip(EDGE + " (–-"))
    if span is None:
        return None
    why = "The cell gives a date and says that the action is done: the date may be when it was due or when it was done."
    return Said("already_done", span, (words_of(span),), why)


def _a_date_and_a_state(date: str, period: Period | None, state: str) -> Said | None:
    said = said_date(date, period)
    if said is None:
        return None
    return replace(
        said, others=(*said.others, state), why=said.why or f"The words before the date may say that it is {state}."
    )


def _going(text: str, _: Period | None) -> Said | None:
    if _IS_GOING.match(text) is None or _DUE_BY.search(text):
        return None
    return Said("ongoing", dates.read_anywhere(text))


def _soon(text: str, period: Period | None) -> Said | None:
    if _IS_SOON.fullmatch(text) is None:
        return None
    told = [words_of(Range(period.published, period.published, "day"))] if period and period.published else []
    return _not_understood("“Immediate” names no day; it may mean the day on which the plan was published.", told)


def _revised(text: str, period: Period | None) -> Said | None:
    """ "June 2023 – revised to September 2023": the newest counts, and the words keep the earlier."""
    bare = _STRUCK.sub(" ", text)
    if bare != text:
        said = said_date(collapse(bare).strip(EDGE), period)
        if said is not None:
            return said
    for pattern, certain in ((_REVISED, True), (_ARROW, False), (_WAS, True)):
        cuts = [match for match in pattern.finditer(text) if match.start() > 3]
        if not cuts:
            continue
        before = text[: cuts[0].start()].strip(EDGE + " ()–-")
        after = text[cuts[-1].end() :].strip(EDGE + " ()[]–-")
        new, old = (before, after) if pattern is _WAS else (after, before)
        if not list(dates.find(old)) and read_yearless(led(old), None) is None:
            continue
        said = said_date(new, period)
        if said is None:
            continue
        if certain:
            return said
        earlier = tuple(words_of(each.range) for each in dates.find(old))
        return replace(
            said,
            others=(*said.others, *earlier),
            why="An arrow leads from one date to another: the last is read as the one that counts.",
        )
    return None


def _then(text: str, period: Period | None) -> Said | None:
    """ "By March 2024 and then annually": the first date counts."""
    for each in dates.find(text):
        rest = _THEN.fullmatch(text, each.end)
        if rest is not None and rest.group().strip():
            return said_date(text[: each.end], period)
    return None


_BRACKETS = re.compile(r"(?P<a>[^()]{1,80}?)\s?[(\[](?P<b>[^()]{1,80})[)\]]\s?(?P<c>[^()]{0,80})")


def _bracketed(text: str, period: Period | None) -> Said | None:
    """ "spring term (26 April 2021)": the day in the brackets; "December 2023 (phase 1)": the date outside them."""
    match = _BRACKETS.fullmatch(text)
    if match is None:
        return None
    inside = dates.read(match["b"])
    outside = said_date(f"{match['a']} {match['c']}".strip(EDGE), period)
    if inside is not None:
        said = said_date(match["b"], period) or Said(inside.precision, inside)
        if outside is None or outside.range is None:
            return said
        if _within(inside, outside.range):
            return said
        if outside.kind != "not_understood" and not outside.why and not read_yearless(led(match["a"]), None):
            return replace(
                said, others=(*said.others, words_of(outside.range)), why="Two dates are given, one in brackets."
            )
        return said
    if outside is None or any(dates.find(match["b"])):
        return None
    return (
        outside
        if outside.why
        else replace(outside, others=(match["b"],), why=f"{quoted(match['b'])} stands in brackets after the date.")
        if re.search(r"tbc|tbd|draft|provisional|revised|was\b", match["b"], re.IGNORECASE)
        else outside
    )


def _within(inner: Range, outer: Range) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _several(text: str, _: Period | None) -> Said | None:
    """Dates among other words. One is taken, in doubt; of several the last is, with the others kept."""
    found = list(dates.find(dates.without_numbers_of_stages(text)))
    if not found:
        return None
    last = max(found, key=lambda each: each.range.latest)
    told: list[str | None] = [words_of(each.range) for each in found if each is not last]
    if len(found) > 1:
        why = "The cell gives more than one date: the latest is read as the due date."
    else:
        why = "The cell has other words beside its date."
        told.append("no date")
    if len(text.split()) > 40 or last.range.precision == "year":
        return _not_understood(why, [words_of(last.range), *told])
    return Said(last.range.precision, last.range, tuple(told), why)


def _relative(text: str, period: Period | None) -> Said | None:
    match = _RELATIVE.fullmatch(led(text)) or _RELATIVE.fullmatch(text)
    if match is None:
        return None
    told: list[str] = []
    if period and period.published:
        day = _counted(period.published, match["n"], match["u"])
        told = [words_of(Range(day, day, "day"))] if day else []
    why = f"{quoted(text)} is counted from a day that the cell does not give."
    return Said("not_understood", None, tuple(told), why)


_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18}


def _counted(start: dt.date, number: str, unit: str) -> dt.date | None:
    """The day so many days, weeks, months or years after ``start``; None for working days, which need a calendar."""
    count = int(number) if number.isdigit() else _NUMBERS[number.lower()]
    name = unit.lower()
    if name.startswith("working"):
        return None
    if name.startswith(("day", "week")):
        return start + dt.timedelta(days=count * (7 if name.startswith("week") else 1))
    months = start.year * 12 + start.month - 1 + count * (12 if name.startswith("year") else 1)
    year, month = divmod(months, 12)
    try:
        return dt.date(year, month + 1, start.day)
    except ValueError:
        return dt.date(year + month // 11, (month + 1) % 12 + 1, 1)


def _unsure_after(text: str, period: Period | None) -> Said | None:
    """ "March 2024 TBC" """
    match = re.search(rf"[\s,;(–-]{{1,3}}(?:{UNSET})[\s.)]*$", text, re.IGNORECASE)
    said = said_date(text[: match.start()], period) if match else None
    if said is None:
        return None
    return replace(
        said, others=(*said.others, "not yet set"), why=said.why or "The date is said to be still to be confirmed."
    )


def _and_going(text: str, period: Period | None) -> Said | None:
    """ "September 2023 onwards", "Sept 2023 – ongoing"."""
    match = re.search(rf"[\s,;(/–-]{{1,3}}(?:and\s|then\s)?(?:onwards?|{GOING})[\s.)]*$", text, re.IGNORECASE)
    said = said_date(text[: match.start()], period) if match else None
    if said is None:
        return None
    return replace(
        said,
        others=(*said.others, "ongoing"),
        why=said.why or "The cell gives a date and says that the work goes on after it.",
    )


_READERS: tuple[Callable[[str, Period | None], Said | None], ...] = (
    _unset, _soon, _done, _going, said_date, _revised, _then, _unsure_after, _and_going, _bracketed, _relative,
    _several,
)  # fmt: skip

_HEADING = re.compile(
    r"(?:(?:priority\s|key\s|all\s|the\s)?(?:actions?|activit(?:y|ies)|tasks?|milestones?|steps?|deliverables?|work|to\sbe"
    r"|things|what\swe\s(?:will|have)\s\w+)\s?(?:to\sbe\s|that\sare\s|for\s)?(?:due|completed?|delivered|done|finished"
    r"|achieved|in\splace)?\s?|due\s?|timescales?\s?|completed?\s?|complete\s?|deadline\s?)?(?:[:–-]\s?)?(?P<date>.{3,60})",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(
    r"\b(?:update|progress|report|inspection|review(?:ed)?|published|version|meeting|baseline|actuals?)\b",
    re.IGNORECASE,
)


_HEADING_END = re.compile(
    r"(?:[^()]{3,60}\((?P<date>(?:by|due|before|until)\s[^()]{4,40})\)|(?P<first>.{4,40}?)[\s:–-]{1,3}(?:actions?|milestones?))",
    re.IGNORECASE,
)


def heading_due(text: str, period: Period | None = None) -> DueRead | None:
    """The due date of every action under a heading such as "Actions due by September 2023" or "September 2023".

    ``due.as_written`` is the date's own words. None where the heading says anything else: a bare year is none.
    """
    words = collapse(text[:_LONGEST]).strip(EDGE)
    if _NO_HEADING.search(words) or len(words) > 100:
        return None
    match = _HEADING.fullmatch(words)
    if match is None:
        return None
    bracketed = _HEADING_END.fullmatch(words)
    for part in (match["date"], (bracketed["date"] or bracketed["first"]) if bracketed else "", words):
        said = said_date(part, period)
        if said is not None and (said.kind != "year" or part != words) and not re.fullmatch(r"\d{4}", part):
            return read_due_cell(part, period)
    return None
