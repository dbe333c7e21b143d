"""Progress updates that a plan prints: what a heading or a paragraph's own opening says of when it was written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from sendplan.plan_reader import dates
from sendplan.plan_reader.draft import Progress, Where
from sendplan.plan_reader.ledger import Ledger, Piece, collapse
from sendplan.plan_reader.period import Period

__all__ = ["begins_with_date", "day_of_label", "is_progress_label", "read_progress", "read_progress_cell"]

_WHEN = (
    rf"(?:{dates.MONTH}(?:\s(?:20)?\d\d)?|q[1-4](?:\s\S{{2,9}})?|(?:autumn|spring|summer)(?:\sterm)?(?:\s\S{{2,9}})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s\w{3,9}(?:\s(?:20)?\d\d)?|monthly|quarterly|latest|current|previous|last|first"
    r"|second|third|final|interim|mid-year|annual|year\s\d|\d)"
)
_LABEL = re.compile(
    rf"(?:the\s)?(?:{_WHEN}\s?[:–-]?\s?)?(?:(?:summary|evidence|narrative)\s(?:of|and|/)\s)?"
    r"(?:(?:action|delivery|latest|current|key|overall|further)\s)?"
    r"(?:progress(?:\s?(?:update|report|commentary|comments?|notes?|summary|narrative|to\sdate|so\sfar|made|against\s\w+|and\s\w+|/\s?\w+|since\s\w+|statement|review))?s?"
    r"|(?:position\s|status\s|monthly\s|quarterly\s|highlight\s|activity\s)?updates?|commentary|comments?|narrative"
    r"|where\s(?:are\swe|we\sare)\s(?:now|at|up\sto)|what\s(?:have\swe|we\shave|we.ve)\sdone(?:\sso\sfar|\sto\sdate)?|what\shas\s(?:happened|changed|been\sdone)(?:\s\w+){0,3}"
    r"|current\sposition|achievements?(?:\sto\sdate)?|actions?\staken(?:\sto\sdate)?|latest\sposition|completed\sto\sdate)"
    rf"(?:\s?[(:,–-]?\s?(?:\(?(?:as\s)?(?:at|of|on|for|in|to|by)\s)?(?:the\s)?(?:{_WHEN}|.{{0,30}}\d)?[)]?)?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:the\s|progress\s|updates?\s?|report\s|position\s|status\s|review\s|b?rag\s?|rating\s|milestone\s|actuals?\s|target\s|(?:as\s)?at\s|as\sof\s|for\s|in\s|on\s|to\s"
    r"|by\s|end\s(?:of\s)?|from\s|[-–:(,]\s?){1,8}",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[\s•–*-]{0,4}(?:\(|\[)?(?P<lead>(?:progress\s|latest\s)?(?:update|position|progress)?\s?(?:as\s)?(?:at|of|on|for|from)?\s?[:–-]?\s?)",
    re.IGNORECASE,
)
_OPENING_END = re.compile(r"[\s)\]]{0,2}(?:update|progress|position)?\s?(?:[:–—-]|$|\n|\.\s)", re.IGNORECASE)
_MONTH = re.compile(
    rf"(?<!\w)(?:(?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s)?(?P<m>{dates.MONTH})(?!\w)", re.IGNORECASE
)


def is_progress_label(text: str) -> bool:
    """True for the heading of a column or block of progress: "November progress update", "Where are we now?"."""
    bare = collapse(text).strip(" :*?.")
    return 3 < len(bare) <= 80 and _LABEL.fullmatch(bare) is not None


def day_of_label(label: str, period: Period | None = None) -> dt.date | None:
    """The last day of the date a label gives; for a month with no year, where the plan's period has it once only."""
    text = collapse(label[:200])
    found = [each for each in dates.find(text) if each.range.precision != "year"]
    if found:
        return found[-1].range.latest
    months = list(_MONTH.finditer(text))
    if len(months) != 1 or period is None:
        return None
    return _in_period(months[0], period)


def _in_period(match: re.Match[str], period: Period) -> dt.date | None:
    month = dates.month_number(match["m"])
    days = []
    for year in range(period.earliest.year, period.latest.year + 1):
        words = f"{match['d'] or ''} {match['m']} {year}".strip()
        read = dates.read(words)
        if (
            read is not None
            and read.earliest >= (period.published or period.earliest)
            and read.earliest <= period.latest
        ):
            days.append(read.latest)
    return days[0] if len(days) == 1 and days[0].month == month else None


def _opening_date(text: str, period: Period | None) -> tuple[dt.date, int] | None:
    """The date a paragraph begins with as its own heading ("Sept 23: …"), and where that ends."""
    head = _OPENING.match(text)
    at = head.end() if head else 0
    match = dates.DATE.match(text, at)
    read = dates.range_of(match) if match else None
    if match is None or read is None or read.precision == "year":
        month = _MONTH.match(text, at)
        if month is None or period is None or not _OPENING_END.match(text, month.end()):
            return None
        day = _in_period(month, period)
        return (day, month.end()) if day else None
    return (read.latest, match.end()) if _OPENING_END.match(text, match.end()) else None


def begins_with_date(text: str, period: Period | None = None) -> bool:
    """Whether a paragraph of an update's cell is an update of its own."""
    return _opening_date(text[:200], period) is not None


def read_progress(label: str, text: str, where: Where, period: Period | None = None) -> Progress:
    """One update. Its day is its label's, or else that of its own opening words; None where no year can be told."""
    opening = _opening_date(text[:200], period)
    return Progress(
        label=label, text=text, on=day_of_label(label, period) or (opening[0] if opening else None), where=where
    )


def read_progress_cell(
    label: str, pieces: Sequence[Piece], ledger: Ledger, period: Period | None = None
) -> tuple[Progress, ...]:
    """The updates of one cell or block: one, or one for each paragraph that begins with a date of its own.

    Every piece is placed as a value. Paragraphs before the first dated one make an update of their own.
    """
    groups: list[list[Piece]] = []
    for piece in pieces:
        if not piece:
            continue
        ledger.place(piece, "value")
        if not groups or begins_with_date(piece.text, period):
            groups.append([piece])
        else:
            groups[-1].append(piece)
    made = []
    dated = len(groups) > 1
    for group in groups:
        whole = Piece.join(group)
        opening = _opening_date(whole.text[:200], period)
        update = read_progress(label, whole.text, whole.where(), period)
        if dated and opening is not None:
            update = Progress(label=label, text=whole.text, on=opening[0], where=whole.where())
        made.append(update)
    return tuple(made)
