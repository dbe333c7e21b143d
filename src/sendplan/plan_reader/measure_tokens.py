"""The values at the right-hand end of a flattened KPI row, told apart from the words of the measure's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendplan.plan_reader import dates, values
from sendplan.plan_reader.alignment import Token, TokenType

__all__ = ["governed", "names_a_stage", "token_of_unknown", "tokens_at_end", "tokens_of_line"]

_N = values.NUMBER
_PER = r"\s?%|\sper\s?cent"
_WAY = (
    r"(?:increases?|increased|reductions?|reduced|decreases?|decreased|rises?|falls?|fewer|less|more"
    r"|higher|lower|drop|improvement)"
)
_POINT = r"[\s-]{0,2}(?:(?:percentage[\s-])?points?|pp|ppts?)"
_NOT_SET = (
    r"(?:(?-i:Baseline|BASELINE|Data|Target|Date)\s(?:is\s)?)?(?:t\.?b\.?[acd]\.?|to\sbe\s(?:confirmed|developed"
    r"|established|agreed|determined|set|advised"
    r"|decided|defined|announced|collected|identified|updated|provided|calculated|created|measured|finalised)"
    r"|not\s(?:yet\s)?(?:available|set|known|established|agreed|recorded|collected|measured)|awaiting\s(?:data"
    r"|baseline)"
    r"|in\sdevelopment|under\sdevelopment|no\s(?:baseline|data)(?:\savailable)?|n/a)"
    r"|baseline\s(?:being\s)?established|establish(?:ing)?\sbaseline"
)
_MONTH_DATE = (
    r"(?:(?:by|end|end\sof|by\send\sof|early|mid|late)\s)?(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s)?"
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)[\s-](?:20\d\d|['’]?\d\d)"
)
_OTHER_DATE = (
    r"(?:[12]\d|3[01]|0?[1-9])/(?:0?[1-9]|1[0-2])/(?:20)?\d\d|20\d\d-\d\d-\d\d|(?:0[1-9]|1[0-2])/20\d\d"
    r"|q[1-4]\s20\d\d(?:[/–-]\d\d(?:\d\d)?)?|(?:autumn|spring|summer|winter)\s(?:term\s)?20\d\d(?:/\d\d)?|20\d\d/\d\d"
)
_STRICT = re.compile(
    r"(?<![\w.,/–-])(?:"
    rf"(?P<change>[+−-]?\s?{_N}(?:{_PER})?{_POINT}(?:\s{_WAY})?|[+−-]?\s?{_N}(?:{_PER})\s{_WAY}"
    rf"|{_WAY}\s(?:of|by)\s{_N}(?:{_PER})(?:{_POINT})?|[+−-]\s?{_N}(?:{_PER}))"
    rf"|(?P<not_set>{_NOT_SET})"
    rf"|(?P<date>{_OTHER_DATE}|{_MONTH_DATE})"
    rf"|(?P<level>(?:(?:at\sleast|no\smore\sthan|less\sthan|more\sthan)\s|[<>≤≥~]\s?)?{_N}(?:{_PER})?)"
    r")$",
    re.IGNORECASE,
)
_REMAINDER = re.compile(
    rf"(?<![\w.,/–-]){_N}\s(?:of|from)\s(?:[a-z]+\s){{0,4}}(?:backlog|remaining|left|outstanding)(?:\s[a-z]+){{0,2}}$"
)
_TAIL = re.compile(rf"(?<![\w.,/–-])(?P<n>{_N}(?:{_PER})?)(?!\s{_WAY}(?![a-z]))(?:\s[a-z][a-z’'/-]*){{1,9}}[.]?$")
_LONE_DASH = re.compile(r"(?<=\s)[-–—]$")
_SURE = re.compile(
    rf"(?<![\w.,/–-])(?:{_N}(?:{_PER})?{_POINT}(?:\s{_WAY})?|{_N}(?:{_PER})\s{_WAY}|(?-i:TBC|TBA|TBD)"
    rf"|(?-i:[A-Z])o\sbe\s[a-z]{{3,12}}ed"
    rf"|{_MONTH_DATE})(?![\w%])",
    re.IGNORECASE,
)
_WINDOW = 200
_GOVERNS = re.compile(
    r"(?:(?<!\w)(?:within|aged?|ages|years?|key\sstage|ks|stage|of|by|under|over|than|least|most|to|from|for"
    r"|between|and|or|post|phase|tier|band"
    r"|level|section|at|the|a|in|on|after|before|since|during|every|per|top|first|last|next|up|part|group)|[-–—/(])$",
    re.IGNORECASE,
)
_GOVERNS_PERCENT = re.compile(
    r"(?<!\w)(?:of|by|under|over|above|below|than|least|most|to|from|between|and|or|at|reach|about|around)$",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"(?<!\w)(?:Years?|Key\sStage|KS|Stage|Phase|Tier|Band|Level|Part|Section|Group|Post|Grade|Ward|Zone|Type)$"
)
_DAY_MONTH = re.compile(r"(?P<n>\d{1,2})\s(?P<rest>[a-z]+[\s-].+)$", re.IGNORECASE)


def tokens_at_end(raw: str, line: int, *, most: int, end: int | None = None) -> list[Token]:
    """The values that end a row's first line (or its first ``end`` characters), left to right, ``most`` and "
    "one more."""
    text = _plain(raw)
    found: list[Token] = []
    end = len(text[:end].rstrip())
    while end and len(found) <= most:
        token = _strict(text, end, line) or _with_words(text, end, line, first=not found)
        if token is None:
            break
        found.insert(0, token)
        end = len(text[: token.start].rstrip())
    return found


def token_of_unknown(raw: str, line: int, end: int) -> tuple[Token, int] | None:
    """Words that are no value, between the last sure value before ``end`` and ``end``: a cell nobody can read.

    Gives the words as a value of unknown type and where the sure value before them ends.
    """
    text = _plain(raw)
    sure = list(_SURE.finditer(text, 0, end))
    last = sure[-1] if sure else None
    if last is None or _GOVERNS.search(text[: last.start()].rstrip()[-24:]):
        return None
    start = last.end() + len(text[last.end() : end]) - len(text[last.end() : end].lstrip())
    stop = len(text[:end].rstrip())
    if start >= stop:
        return None
    return Token("unknown", text[start:stop], line, start, stop), last.end()


def tokens_of_line(raw: str, line: int) -> list[Token] | None:
    """The values of a line that is nothing but values, or None when it has other words."""
    text = _plain(raw)
    found: list[Token] = []
    end = len(text.rstrip())
    while end:
        token = _strict(text, end, line) or _tail(text, end, line)
        if token is None:
            return None
        found.insert(0, token)
        end = len(text[: token.start].rstrip())
    return found


def _plain(raw: str) -> str:
    """No-break spaces as spaces, so that positions stay."""
    return raw.replace("\u00a0", " ").replace("\t", " ")


def _strict(text: str, end: int, line: int) -> Token | None:
    low = max(0, end - _WINDOW)
    window = text[low:end]
    remainder = _REMAINDER.search(window)
    if remainder:
        return Token("level", window[remainder.start() :], line, low + remainder.start(), end)
    match = _STRICT.search(window)  # the leftmost match that ends the window, and so the longest
    if match is None:
        return None
    kind: TokenType = match.lastgroup  # type: ignore[assignment]  # the groups of _STRICT are named for the types
    start = match.start(match.lastgroup or 0)
    if kind == "date":
        split = _DAY_MONTH.match(match.group())
        if split and not split["n"].startswith("0") and dates.read(split["rest"]):
            start = match.start() + split.start("rest")
    if kind == "not_set" and "baseline" in match.group().lower():
        kind = "baseline_not_set"
    if kind == "not_set" and _reads_on(window, match.start()):
        return None
    return Token(kind, window[start:], line, low + start, end)


def _reads_on(window: str, start: int) -> bool:
    """ "are to be confirmed" inside a sentence is no cell of its own: a cell's words begin with a capital."""
    word = window[start:].split(" ", 1)[0]
    return word.islower() and word in ("to", "not", "in", "under", "no", "awaiting", "baseline", "establish")


def _with_words(text: str, end: int, line: int, *, first: bool) -> Token | None:
    """A figure with words after it ("65% satisfaction") is a value only where a value stands straight before it."""
    token = _tail(text, end, line)
    if token is None:
        return None
    before = len(text[: token.start].rstrip())
    if not before:
        return None
    neighbour = _strict(text, before, line)
    if neighbour is None or (first and neighbour.type == "level" and "%" not in neighbour.text):
        return None
    return token


def _tail(text: str, end: int, line: int) -> Token | None:
    low = max(0, end - _WINDOW)
    match = _TAIL.search(text[low:end])
    if match is None:
        return None
    return Token("level", match.group(), line, low + match.start(), end)


def names_a_stage(raw: str, token: Token) -> bool:
    """ "Year 11", "Key Stage 2", "Tier 3": the number is a name's, in all likelihood."""
    return len(token.text) <= 2 and _STAGE.search(_plain(raw)[: token.start].rstrip()[-24:]) is not None


def governed(raw: str, tokens: Sequence[Token]) -> int:
    """How many values at the left a word of the name may govern ("Year 6", "within 20"), so that they are the "
    "name's."""
    text = _plain(raw)
    for count, token in enumerate(tokens):
        before = text[: token.start].rstrip()
        governs = _GOVERNS_PERCENT if "%" in token.text else _GOVERNS
        if before and not (token.type in ("level", "date") and governs.search(before[-24:])):
            return count
    return len(tokens)
