"""What a cell of a KPI table says: a level, a change, a remainder, or that nothing is set yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sendplan.plan_reader.draft import StepKind

__all__ = ["Value", "read_value", "run_together", "says_not_set", "withheld"]


@dataclass(frozen=True, slots=True)
class Value:
    """``value`` is in ``unit`` for a level or remainder, in percent of the baseline for a relative change, and in
    points for a percentage-point change; a reduction is negative. ``bare`` says nothing but the figure was written."""

    kind: StepKind
    value: Decimal | None = None
    unit: str | None = None
    bare: bool = True


NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?"
_PER = r"(?:\s?%|\s(?:per\s?cent|percent)\b)"
_UP = r"(?:increases?|increased|increasing|rises?|growth|more|higher|uplift|gain|up)"
_DOWN = r"(?:reductions?|reduced|reducing|decreases?|decreased|drops?|falls?|fewer|less|lower|cut|down)"
_POINTS = rf"{_PER}?[\s-]{{0,2}}(?:(?:percentage[\s-])?points?|pp|ppts?)\b"

_POINT_CHANGE = re.compile(
    rf"(?P<sign>[+−–-])?\s?(?P<n>{NUMBER}){_POINTS}(?:\s(?P<way>{_UP}|{_DOWN}))?"
    rf"|(?P<way2>{_UP}|{_DOWN})\s(?:(?:of|by)\s)?(?P<n2>{NUMBER}){_POINTS}",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"(?P<n>{NUMBER}){_PER}\s(?P<way>{_UP}|{_DOWN})"
    rf"|(?P<way2>{_UP}|{_DOWN})\s(?:(?:of|by)\s)?(?P<n2>{NUMBER}){_PER}"
    rf"|(?P<sign>[+−–-])\s?(?P<n3>{NUMBER}){_PER}",
    re.IGNORECASE,
)
_CHANGE_TAIL = re.compile(r"(?:\s(?:on|from|of|in|against|compared|over)\b.{0,80})?", re.IGNORECASE)
_REMAINDER = re.compile(
    rf"(?P<n>{NUMBER})\s(?:(?:of|from)\s.{{0,60}}\b(?:backlog|remaining|remain|left|outstanding)\b.{{0,30}}"
    r"|(?:still\s)?(?:remaining|remain|left|outstanding)\b.{0,40})",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    rf"(?:(?:at\sleast|no\smore\sthan|no\sless\sthan|less\sthan|more\sthan|under|over|above|below|up\sto|around"
    rf"|approx\.?|approximately"
    rf"|circa|c\.|[<>≤≥~])\s?)?(?P<n>{NUMBER})(?P<per>{_PER})?(?P<more>\+|\sor\s(?:more|above|higher|less|below"
    rf"|better))?",
    re.IGNORECASE,
)
_CHANGES = re.compile(rf"(?:{_UP}|{_DOWN}|improvement)\b", re.IGNORECASE)
_TAIL = re.compile(r"\s(?P<words>[^\W\d_][^\d]{0,160})")

_NOT_SET = re.compile(
    r"(?:baseline\s|data\s|target\s|figure\s|date\s)?(?:is\s|are\s|still\s)?(?:"
    r"t\.?\s?b\.?\s?[acdehs]\.?"
    r"|to\sbe\s(?:confirmed|developed|established|agreed|determined|set|advised|decided|defined|announced"
    r"|collected|identified|updated"
    r"|provided|calculated|created|measured|scoped|gathered|reviewed|finalised|completed)"
    r"|being\s(?:developed|established|set|agreed|collected)"
    r"|(?:not\s(?:yet\s)?(?:available|set|known|established|agreed|recorded|collected|measured|developed|reported))"
    r"|in\s(?:development|progress)|under\s(?:development|review)|awaiting\s(?:data|baseline)|awaited|pending"
    r"|(?:no\s(?:baseline|data)(?:\s(?:available|yet))?)|unknown|new\smeasure"
    r"|baseline\s(?:being\s)?established|establish(?:ing)?\s(?:a\s)?baseline|set\s(?:a\s)?baseline"
    r"|baseline\syear|baseline"
    r")(?:\s(?:yet|once|after|following|when|by|from|in|at)\b.{0,80})?",
    re.IGNORECASE,
)
_BLANK = re.compile(r"(?:[-–—.]|n\s?/\s?a|not\sapplicable|none)?", re.IGNORECASE)


_WITHHELD = re.compile(r"\[?(?:[cxzuw*:]|\.\.)\]?|suppressed|withheld|redacted", re.IGNORECASE)
_MARKS = re.compile(r"[\s\u00a0]{0,3}(?:[↑↓→←↗↘⬆⬇➡▲▼►◄\ufe0f]{1,3}|\(n\s?=\s?[\d,]{1,7}\))$")
_OF = r"\d[\d,]{0,9}\s?(?:of|out\sof|/)\s?\d[\d,]{0,9}"
_SHARE_OF = re.compile(
    rf"(?P<n>{NUMBER})(?:{_PER})\s?[(\[]{_OF}[)\]]|{_OF}\s?[(\[=]\s?(?P<n2>{NUMBER})(?:{_PER})[)\]]?", re.IGNORECASE
)
_RATE = re.compile(
    rf"(?P<n>{NUMBER})\s?(?:per|/)\s?(?P<of>10{{2,5}}|10?,000|1,000|100,000|thousand|head|pupil|child|week|month|day|year)(?:\s[^\d]{{1,60}})?",
    re.IGNORECASE,
)


def withheld(text: str) -> bool:
    """True for a mark that official figures print where one is withheld ("c", "[x]", "..") or a small count ("<5")."""
    bare = text.strip(" \t\n\u00a0")
    return (
        _WITHHELD.fullmatch(bare) is not None
        or re.fullmatch(r"(?:<|less\sthan|fewer\sthan|under)\s?\d{1,2}", bare, re.IGNORECASE) is not None
    )


def says_not_set(text: str) -> bool:
    """True for "TBC", "To be developed", "Baseline to be established" and their like."""
    return _NOT_SET.fullmatch(text.strip(" .*()")) is not None


_SEVERAL_POINTS = re.compile(r"\.\d{1,30}\.\d|\.\d{1,30}%\d|\d%\d")
_LONG_RUN = re.compile(r"(?<![\d,.])\d{7,}(?![\d,])")
_TWO_FIGURES = re.compile(r"\d\s?%\s?\d{1,30}(?:\.\d{1,30})?\s?%")
_IS_DAY = re.compile(r"(?:[12]\d|3[01]|0?[1-9])\.(?:1[0-2]|0?[1-9])\.(?:20)?\d\d")


def run_together(text: str) -> str | None:
    """Why the figures of a cell are refused as several written without a space; None where they are not.

    "2837.163054.05253.7" may be cut in many places, and no cut can be told from another.
    """
    bare = text.strip(" \t\n\u00a0*")
    if _IS_DAY.fullmatch(bare):
        return None
    if _SEVERAL_POINTS.search(bare) or _TWO_FIGURES.search(bare):
        return f"“{bare[:60]}” reads as several figures run together, and where one ends and the next begins is lost."
    if _LONG_RUN.search(bare):
        return (
            f"“{bare[:60]}” is longer than a count of children or plans can be: it may be several figures run together."
        )
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _signed(number: str, way: str | None, sign: str | None) -> Decimal:
    down = bool(way and re.fullmatch(_DOWN, way, re.IGNORECASE)) or bool(sign and sign != "+")
    return -_decimal(number) if down else _decimal(number)


def read_value(text: str | None) -> Value:
    """What a cell says. Never raises: words that are not understood are ``not_understood``."""
    bare = (text or "").strip(" \t\n\u00a0*")
    if _WITHHELD.fullmatch((text or "").strip(" \t\n\u00a0")):
        return Value("not_understood")
    figure = _MARKS.sub("", bare)
    if bare and not figure:
        return Value("not_understood")
    bare = figure
    if _BLANK.fullmatch(bare):
        return Value("blank")
    if says_not_set(bare):
        return Value("not_yet_set")
    if run_together(bare) is not None:
        return Value("not_understood")
    for pattern, kind in ((_POINT_CHANGE, "percentage_point_change"), (_RELATIVE, "relative_change")):
        change = _change(pattern, bare)
        if change is not None:
            return Value("percentage_point_change" if kind.startswith("per") else "relative_change", change, "percent")
    share = _SHARE_OF.fullmatch(bare)
    if share:
        return Value("level", _decimal(share["n"] or share["n2"]), "percent", bare=False)
    rate = _RATE.fullmatch(bare)
    if rate:
        return Value("level", _decimal(rate["n"]), f"per {rate['of'].lower()}", bare=False)
    remainder = _REMAINDER.fullmatch(bare)
    if remainder:
        return Value("remainder", _decimal(remainder["n"]), "count", bare=False)
    return _level(bare)


def _change(pattern: re.Pattern[str], text: str) -> Decimal | None:
    match = pattern.match(text)
    if match is None or not _CHANGE_TAIL.fullmatch(text, match.end()):
        return None
    groups = match.groupdict()
    number = groups.get("n") or groups.get("n2") or groups.get("n3")
    return _signed(number or "0", groups.get("way") or groups.get("way2"), groups.get("sign"))


def _level(text: str) -> Value:
    match = _LEVEL.match(text)
    if match is None:
        return Value("not_understood")
    unit = "percent" if match["per"] else "count"
    if match.end() == len(text):
        return Value("level", _decimal(match["n"]), unit)
    tail = _TAIL.fullmatch(text, match.end())
    if tail is not None and _CHANGES.match(tail["words"]):
        return Value("not_understood")
    if tail is None or (re.match(r"(?:in|of|out)\s", tail["words"], re.IGNORECASE) and not match["per"]):
        return Value("not_understood")
    return Value("level", _decimal(match["n"]), unit, bare=False)
