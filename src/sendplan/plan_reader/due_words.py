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
from sendplan.plan_reader.draft import Ambiguity, Due, DueKind
from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.yearless import numbered_month, read_yearless, words_of

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


@dataclass(frozen=True, slots=True)
class _Said:
    """What one reading of the words comes to, before it is made a ``Due``. ``others`` are readings in words."""

    kind: DueKind
    range: Range | None = None
    others: tuple[str | None, ...] = ()
    why: str = ""


_LONGEST = 400
_EDGE = " \t\n\u00a0.,;:"
_LABEL = re.compile(
    r"(?:(?:due|target|completion|end|deadline|timescale|date|by\swhen|milestone|revised|new|review|proposed|expected"
    r"|estimated|anticipated|implementation|delivery)\s?){1,3}(?:date|by)?\s?[:–-]\s?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:all|by|before|until|up\sto|due|no\slater\sthan|not\slater\sthan|the|end[\s-]of|end|start\sof|beginning\sof"
    r"|early|mid|middle\sof|late|in|during|on|close\sof|to\sbe\scompleted|completion|at)[\s,:–-]{1,3}){1,6}",
    re.IGNORECASE,
)
_START = re.compile(r"(?:from|since|starting(?:\sfrom)?|starts?|commencing|begins?|beginning)\s", re.IGNORECASE)
_WEEK = re.compile(r"(?:week\s(?:commencing|beginning)|w/c|w/b|wc)\b", re.IGNORECASE)
_FRIDAY = re.compile(r"(?:week\sending|w/e)\b", re.IGNORECASE)
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
_SEASON = re.compile(r"(?P<t>autumn|spring|summer|winter)(?!.{0,8}term)", re.IGNORECASE)
_DASHES = re.compile(r"\s?[–—:;,(-]\s?$|^\s?[–—:;,)-]\s?")


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


def _said(words: str, period: Period | None) -> _Said:
    if _BLANK.fullmatch(words):
        return _Said("blank")
    bare = words.strip(_EDGE)
    for reader in _READERS:
        said = reader(bare, period)
        if said is not None:
            return said
    return _not_understood("Its words are no date that can be read.")


def _not_understood(why: str, others: Sequence[str | None] = ()) -> _Said:
    return _Said("not_understood", None, tuple(others), why if others else "")


def _unset(text: str, _: Period | None) -> _Said | None:
    match = _IS_UNSET.match(text)
    if match is None:
        return None
    inside = list(dates.find(text))
    if not inside:
        return _Said("not_yet_set")
    told = tuple(words_of(each.range) for each in inside)
    return _Said("not_yet_set", None, told, "The date is said to be still to be set, and another is named beside it.")


def _done(text: str, period: Period | None) -> _Said | None:
    first = _IS_DONE.match(text)
    if first is not None:
        rest = text[first.end() :].strip(_EDGE + " ()–-")
        if re.match(r"(?:by|before)\s", rest, re.IGNORECASE) and dates.read(rest) is not None:
            return _a_date_and_a_state(rest, period, "already done")
        return _Said("already_done", dates.read_anywhere(text))
    last = re.search(rf"[\s,;:(–—-]{{1,3}}(?:now\s|already\s|action\s)?{DONE}[\s.)!✓✔]*$", text, re.IGNORECASE)
    if last is None:
        return None
    span = dates.read(text[: last.start()].strip(_EDGE + " (–-"))
    if span is None:
        return None
    why = "The cell gives a date and says that the action is done: the date may be when it was due or when it was done."
    return _Said("already_done", span, (words_of(span),), why)


def _a_date_and_a_state(date: str, period: Period | None, state: str) -> _Said | None:
    said = _date(date, period)
    if said is None:
        return None
    return replace(
        said, others=(*said.others, state), why=said.why or f"The words before the date may say that it is {state}."
    )


def _going(text: str, _: Period | None) -> _Said | None:
    if _IS_GOING.match(text) is None or _DUE_BY.search(text):
        return None
    return _Said("ongoing", dates.read_anywhere(text))


def _soon(text: str, period: Period | None) -> _Said | None:
    if _IS_SOON.fullmatch(text) is None:
        return None
    told = [words_of(Range(period.published, period.published, "day"))] if period and period.published else []
    return _not_understood("“Immediate” names no day; it may mean the day on which the plan was published.", told)


def _revised(text: str, period: Period | None) -> _Said | None:
    """ "June 2023 – revised to September 2023": the newest counts, and the words keep the earlier."""
    bare = _STRUCK.sub(" ", text)
    if bare != text:
        said = _date(collapse(bare).strip(_EDGE), period)
        if said is not None:
            return said
    for pattern, certain in ((_REVISED, True), (_ARROW, False), (_WAS, True)):
        cuts = [match for match in pattern.finditer(text) if match.start() > 3]
        if not cuts:
            continue
        before = text[: cuts[0].start()].strip(_EDGE + " ()–-")
        after = text[cuts[-1].end() :].strip(_EDGE + " ()[]–-")
        new, old = (before, after) if pattern is _WAS else (after, before)
        if not list(dates.find(old)) and read_yearless(_led(old), None) is None:
            continue
        said = _date(new, period)
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


def _led(text: str) -> str:
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def _date(text: str, period: Period | None) -> _Said | None:
    """A text that is one date or one range of dates, with or without a label or "by" before it."""
    label = _LABEL.match(text)
    if label and label.end() < len(text):
        text = text[label.end() :]
    start = _START.match(text)
    found = dates.read(text) or dates.read(_led(text))
    if found is not None:
        return _with_doubts(text, found, period, starts=start is not None)
    core = _led(text)
    yearless = read_yearless(core.strip(_EDGE + "()"), period)
    if yearless is None:
        return None
    told: tuple[str | None, ...] = tuple(words_of(each) for each in yearless.readings)
    why = f"{_quoted(text)} does not give {yearless.what}."
    if yearless.settled:
        return _Said(yearless.readings[0].precision, yearless.readings[0])
    if yearless.likely:
        return _Said(
            yearless.readings[0].precision, yearless.readings[0], told, f"{why} It is read by the plan's own dates."
        )
    return _Said(
        "not_understood",
        None,
        told,
        f"{why} The plan's own dates do not settle it.",
    )


def _quoted(text: str) -> str:
    return f"“{text}”"


def _with_doubts(text: str, found: Range, period: Period | None, *, starts: bool) -> _Said:
    """A whole date; and, where its form can be read in another way too, that way."""
    core = _led(text).strip(_EDGE + "()")
    numbered = numbered_month(core, period)
    if numbered is not None:
        month = numbered.month
        if not numbered.doubtful:
            return _Said("month", found)
        why = f"{_quoted(core)} may be a month and a year or a month and a day."
        days = tuple(words_of(each) for each in numbered.days) or (
            f"day {core.split()[-1]} of the month, in a year not given",
        )
        if numbered.likely:
            return _Said("month", month, days, why)
        return _Said("not_understood", None, (*days, words_of(month)), why)
    joined = re.search(r"\d\d\s?(?:\band|&|/)\s(?=.{0,20}[a-z])", text, re.IGNORECASE)
    if joined:
        first, last = dates.read(text[: joined.start() + 2]), dates.read(text[joined.end() :])
        if first and last:
            why = "Two dates are given: the later is read as the due date."
            return _Said(last.precision, last, (words_of(first), words_of(found)), why)
    if starts:
        why = "The words give a start, and no end."
        return _Said(found.precision, found, ("a start, with no date by which it is due",), why)
    if _WEEK.search(text) and found.precision == "day" and found.earliest == found.latest:
        week = Range(found.earliest, found.latest + dt.timedelta(days=6), "day")
        return _Said(
            "day", week, (words_of(found),), "A week is named by its first day: any day of that week is in time."
        )
    other = _other_year(core, found)
    if other:
        return _Said(found.precision, found, (words_of(other[0]),), other[1])
    return _Said(found.precision, found)


def _other_year(core: str, found: Range) -> tuple[Range, str] | None:
    """Another way to take the year: the calendar's or the financial, the financial or the school's, season or term."""
    match = dates.DATE.match(core)
    form = dates.form_of(match) if match else ""
    first = found.earliest.year
    if (
        form == "quarter"
        and match
        and re.fullmatch(r".*\b20\d\d", core)
        and not re.search(r"\d\s?[/–-]\s?\d\d|calendar", core)
    ):
        number = (found.earliest.month + 2) // 3
        return dates.quarter_of(
            number, first, first + 1
        ), "One year is named: its quarters may be the calendar's or the financial year's that begins in it."
    if form == "pair" and match and not re.search(r"financial|fiscal|fy", core, re.IGNORECASE):
        if found.latest.year - first > 1:
            whole = Range(dt.date(first, 1, 1), dt.date(found.latest.year, 12, 31), "year")
            return whole, "Two years are named: they may be whole years, or financial or school years."
        school = Range(dt.date(first, 9, 1), dt.date(found.latest.year, 8, 31), "year")
        return school, "Two years are named: they may be a financial year's or a school year's."
    season = _SEASON.match(core)
    if form == "term" and season and season["t"].lower() != "winter":
        months = {"spring": (3, 5, 31), "summer": (6, 8, 31), "autumn": (9, 11, 30)}[season["t"].lower()]
        span = Range(dt.date(first, months[0], 1), dt.date(first, months[1], months[2]), "month")
        return span, f"“{season['t']}” is read as the school term; it may be the season."
    return None


def _then(text: str, period: Period | None) -> _Said | None:
    """ "By March 2024 and then annually": the first date counts."""
    for each in dates.find(text):
        rest = _THEN.fullmatch(text, each.end)
        if rest is not None and rest.group().strip():
            return _date(text[: each.end], period)
    return None


_BRACKETS = re.compile(r"(?P<a>[^()]{1,80}?)\s?[(\[](?P<b>[^()]{1,80})[)\]]\s?(?P<c>[^()]{0,80})")


def _bracketed(text: str, period: Period | None) -> _Said | None:
    """ "spring term (26 April 2021)": the day in the brackets; "December 2023 (phase 1)": the date outside them."""
    match = _BRACKETS.fullmatch(text)
    if match is None:
        return None
    inside = dates.read(match["b"])
    outside = _date(f"{match['a']} {match['c']}".strip(_EDGE), period)
    if inside is not None:
        said = _with_doubts(match["b"], inside, period, starts=False)
        if outside is None or outside.range is None:
            return said
        if _within(inside, outside.range):
            return said
        if outside.kind != "not_understood" and not outside.why and not read_yearless(_led(match["a"]), None):
            return replace(
                said, others=(*said.others, words_of(outside.range)), why="Two dates are given, one in brackets."
            )
        return said
    if outside is None or list(dates.find(match["b"])):
        return None
    return (
        outside
        if outside.why
        else replace(outside, others=(match["b"],), why=f"{_quoted(match['b'])} stands in brackets after the date.")
        if re.search(r"tbc|tbd|draft|provisional|revised|was\b", match["b"], re.IGNORECASE)
        else outside
    )


def _within(inner: Range, outer: Range) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _several(text: str, _: Period | None) -> _Said | None:
    """Dates among other words. One is taken, in doubt; of several the last is, with the others kept."""
    found = list(dates.find(text))
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
    return _Said(last.range.precision, last.range, tuple(told), why)


def _relative(text: str, period: Period | None) -> _Said | None:
    match = _RELATIVE.fullmatch(_led(text)) or _RELATIVE.fullmatch(text)
    if match is None:
        return None
    told: list[str] = []
    if period and period.published:
        day = _counted(period.published, match["n"], match["u"])
        told = [words_of(Range(day, day, "day"))] if day else []
    why = f"{_quoted(text)} is counted from a day that the cell does not give."
    return _Said("not_understood", None, tuple(told), why)


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


def _unsure_after(text: str, period: Period | None) -> _Said | None:
    """ "March 2024 TBC" """
    match = re.search(rf"[\s,;(–-]{{1,3}}(?:{UNSET})[\s.)]*$", text, re.IGNORECASE)
    said = _date(text[: match.start()], period) if match else None
    if said is None:
        return None
    return replace(
        said, others=(*said.others, "not yet set"), why=said.why or "The date is said to be still to be confirmed."
    )


def _and_going(text: str, period: Period | None) -> _Said | None:
    """ "September 2023 onwards", "Sept 2023 – ongoing"."""
    match = re.search(rf"[\s,;(/–-]{{1,3}}(?:and\s|then\s)?(?:onwards?|{GOING})[\s.)]*$", text, re.IGNORECASE)
    said = _date(text[: match.start()], period) if match else None
    if said is None:
        return None
    return replace(
        said,
        others=(*said.others, "ongoing"),
        why=said.why or "The cell gives a date and says that the work goes on after it.",
    )


_READERS: tuple[Callable[[str, Period | None], _Said | None], ...] = (
    _unset, _soon, _done, _going, _date, _revised, _then, _unsure_after, _and_going, _bracketed, _relative, _several,
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
    words = collapse(text[:_LONGEST]).strip(_EDGE)
    if _NO_HEADING.search(words) or len(words) > 100:
        return None
    match = _HEADING.fullmatch(words)
    if match is None:
        return None
    bracketed = _HEADING_END.fullmatch(words)
    for part in (match["date"], (bracketed["date"] or bracketed["first"]) if bracketed else "", words):
        said = _date(part, period)
        if said is not None and (said.kind != "year" or part != words) and not re.fullmatch(r"\d{4}", part):
            return read_due_cell(part, period)
    return None
