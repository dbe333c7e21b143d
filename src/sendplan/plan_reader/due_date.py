"""A due date in so many words: one date or one range, and every other way that it can be read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sendplan.plan_reader import dates
from sendplan.plan_reader.dates import Range
from sendplan.plan_reader.draft import DueKind
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.yearless import numbered_month, read_yearless, words_of

__all__ = ["EDGE", "Said", "led", "quoted", "said_date"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one reading of the words comes to, before it is made a ``Due``. ``others`` are readings in words."""

    kind: DueKind
    range: Range | None = None
    others: tuple[str | None, ...] = ()
    why: str = ""


EDGE = " \t\n\u00a0.,;:"
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
_TWO_YEARS = re.compile(r"\d\s?[/–-]\s?\d\d|calendar", re.IGNORECASE)
_PART_OF_YEAR = re.compile(r"\b(?:early|mid|middle|start|beginning|first\shalf|late)\b", re.IGNORECASE)
_SEASON = re.compile(r"(?P<t>autumn|spring|summer|winter)(?!.{0,8}term)", re.IGNORECASE)


def led(text: str) -> str:
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def quoted(text: str) -> str:
    return f"“{text}”"


def said_date(text: str, period: Period | None) -> Said | None:
    """A text that is one date or one range of dates, with or without a label or "by" before it."""
    label = _LABEL.match(text)
    if label and label.end() < len(text):
        text = text[label.end() :]
    start = _START.match(text)
    found = dates.read(text) or dates.read(led(text))
    if found is not None:
        return _with_doubts(text, found, period, starts=start is not None)
    core = led(text)
    yearless = read_yearless(core.strip(EDGE + "()"), period)
    if yearless is None:
        return None
    told: tuple[str | None, ...] = tuple(words_of(each) for each in yearless.readings)
    why = f"{quoted(text)} does not give {yearless.what}."
    if yearless.settled:
        return Said(yearless.readings[0].precision, yearless.readings[0])
    if yearless.likely:
        return Said(
            yearless.readings[0].precision, yearless.readings[0], told, f"{why} It is read by the plan's own dates."
        )
    return Said(
        "not_understood",
        None,
        told,
        f"{why} The plan's own dates do not settle it.",
    )


def _with_doubts(text: str, found: Range, period: Period | None, *, starts: bool) -> Said:
    """A whole date; and, where its form can be read in another way too, that way."""
    core = led(text).strip(EDGE + "()")
    numbered = numbered_month(core, period)
    if numbered is not None:
        month = numbered.month
        if not numbered.doubtful:
            return Said("month", found)
        why = f"{quoted(core)} may be a month and a year or a month and a day."
        days = tuple(words_of(each) for each in numbered.days) or (
            f"day {core.split()[-1]} of the month, in a year not given",
        )
        if numbered.likely:
            return Said("month", month, days, why)
        return Said("not_understood", None, (*days, words_of(month)), why)
    joined = re.search(r"\d\d\s?(?:(?:\band|&)\s|/\s?)(?=.{0,20}[a-z])", text, re.IGNORECASE)
    if joined:
        first, last = dates.read(text[: joined.start() + 2]), dates.read(text[joined.end() :])
        if first and last:
            why = "Two dates are given: the later is read as the due date."
            return Said(last.precision, last, (words_of(first), words_of(found)), why)
    if starts:
        why = "The words give a start, and no end."
        return Said(found.precision, found, ("a start, with no date by which it is due",), why)
    if _WEEK.search(text) and found.precision == "day" and found.earliest == found.latest:
        week = Range(found.earliest, found.latest + dt.timedelta(days=6), "day")
        return Said(
            "day", week, (words_of(found),), "A week is named by its first day: any day of that week is in time."
        )
    other = _other_year(text, core, found)
    if other:
        return Said(found.precision, found, (words_of(other[0]),), other[1])
    return Said(found.precision, found)


def _other_year(said: str, core: str, found: Range) -> tuple[Range, str] | None:
    """Another way to take the year: the calendar's or the financial, the financial or the school's, season or term."""
    match = dates.DATE.match(core)
    form = dates.form_of(match) if match else ""
    first = found.earliest.year
    if form == "quarter" and re.search(r"\b20\d\d\b", core) and not _TWO_YEARS.search(core):
        why = "One year is named: its quarters may be the calendar's or the financial year's that begins in it."
        return dates.quarter_of((found.earliest.month + 2) // 3, first, first + 1), why
    if form == "year" and _PART_OF_YEAR.search(said):
        middle = Range(dt.date(first, 1, 1), dt.date(first, 6, 30), "month")
        return middle, "Part of a year is named, and the whole of it is read."
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
