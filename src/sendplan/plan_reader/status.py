"""Ratings that a plan prints, and the key that says what they mean.

A rating is a word, a letter, a sign or only a cell's colour. The document's own key decides; a colour the key does
not explain, or one that areas use in several ways, is read by its usual sense and said to be in doubt.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendplan.plan_reader import dates
from sendplan.plan_reader.draft import Ambiguity, Status, StatusKey, StatusMeaning, Where
from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.progress import day_of_label
from sendplan.plan_reader.ratings import COLOUR, UNSURE_HUES, Hue, colour_named, hue_of, meaning_of_words, usual_meaning

__all__ = [
    "StatusRead",
    "finished_key",
    "is_key_heading",
    "is_status_label",
    "key_of_cells",
    "key_of_line",
    "read_status",
]


@dataclass(frozen=True, slots=True)
class StatusRead:
    """A rating and why it is in doubt; both None where the cell is empty and unpainted."""

    status: Status | None
    doubt: Ambiguity | None = None


_RAG = r"b?rag{1,2}(?:b|p)?y?(?:[\s-]?rat(?:ing|ed))?"
_LABEL = re.compile(
    rf"(?:(?:current|latest|overall|action|progress|delivery|impact|monthly|quarterly|previous|last|this|initial|self|outcome)\s)*"
    rf"(?:{_RAG}|r/a/g|status|rating|on\strack\?|progress\s?\(?(?:{_RAG}|status|rating)\)?)"
    rf"(?:\s(?:status|rating|rated|score|colour|position|update))?(?:\s?[(:–-]?\s?(?P<rest>.{{0,40}}?)[)]?)?|(?P<before>.{{2,24}}?)\s{_RAG}(?:\s(?:status|rating))?",
    re.IGNORECASE,
)
_LABEL_REST = re.compile(rf"(?:(?:as\s)?at|for|in|of|on|{_RAG}|rating|status|r/a/g|\W)*\s?", re.IGNORECASE)
_KEY_HEADING = re.compile(
    rf"(?:the\s)?(?:(?:{_RAG}|status|rating|progress|colour|colours|delivery|action)\s?(?:status|rating|ratings|code|coding)?s?\s?)?"
    rf"(?:key|legend|definitions?|descriptors?|explained|guide|code|scale)(?:\sto\s(?:the\s)?(?:{_RAG}|status|rating|progress|colour)s?(?:\sratings?)?)?"
    rf"|key\s(?:to|for)\s.{{3,40}}|{_RAG}\s(?:ratings?\s)?(?:means?|meanings?)",
    re.IGNORECASE,
)
_RATING = (
    rf"(?:(?:dark|light|pale)\s)?{COLOUR}(?:\s?[(/-]\s?(?:[RAYGBP]|{COLOUR})\)?)?|[RAYGBP](?=\s?[=:–-])"
    r"|[🔴🟥🟠🟧🟡🟨🟢🟩🔵🟦🟣🟪⚪⬜⚫⬛]"
)
_ENTRY = re.compile(
    rf"[\s•·*–-]{{0,4}}(?P<rating>{_RATING})(?:\s?(?:rated|rating|=|:|–|—|-|means|denotes|indicates)\s?|\s(?=[(A-Z]))\(?(?P<text>[^;|\n]{{2,300}})",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    rf"\s?[;|]\s?|\n|(?<=[.,)])\s(?=(?:{COLOUR})\s?[=:–-])|\s(?=(?-i:[A-Z])[a-z]{{2,5}}\s?[=:–]\s)", re.IGNORECASE
)


_KEY_LEAD = re.compile(rf"\s?(?:{_KEY_HEADING.pattern})\s?[:–-]\s?", re.IGNORECASE)
_CAPITAL = re.compile(
    r"\b(?:Red|Amber|Orange|Yellow|Green|Blue|Purple|Gr[ea]y|White|Black|RED|AMBER|GREEN|BLUE|PURPLE|GREY)\b"
)


def is_status_label(text: str) -> bool:
    """True for the heading of a column or line of ratings: "RAG", "BRAG rating Nov 23", "Current status"."""
    bare = collapse(text).strip(" :*")
    match = _LABEL.fullmatch(bare) if 2 < len(bare) <= 60 else None
    if match is None:
        return False
    rest = (match["rest"] or match["before"] or "").strip(" :()–-")
    rest = _LABEL_REST.sub("", rest, count=1).strip(" ()")
    return not rest or day_of_label(rest) is not None or dates.read(rest) is not None or _month_only(rest)


def _month_only(text: str) -> bool:
    return (
        re.fullmatch(
            rf"{dates.MONTH}|q[1-4]|(?:autumn|spring|summer)(?:\sterm)?|term\s\d|\d{{1,2}}", text, re.IGNORECASE
        )
        is not None
    )


def is_key_heading(text: str) -> bool:
    """True for the heading over a key to ratings: "Key", "RAG key", "BRAG rating definitions"."""
    bare = collapse(text).strip(" :*")
    return 2 < len(bare) <= 60 and _KEY_HEADING.fullmatch(bare) is not None


def key_of_line(text: str, where: Where) -> tuple[StatusKey, ...]:
    """The key entries of one line: "Blue – complete; Green – on track", or one rating and its meaning; else none."""
    if len(text) > 1_200:
        return ()
    line = _KEY_LEAD.sub("", collapse(text), count=1)
    parts = [part for part in _SPLIT.split(line) if part and part.strip()]
    marks = list(_CAPITAL.finditer(line))
    if len({_first(mark.group()) for mark in marks}) > 1 and not line[: marks[0].start()].strip(" •*–-("):
        ends = [*(mark.start() for mark in marks[1:]), len(line)]
        parts = [line[mark.start() : end] for mark, end in zip(marks, ends, strict=True)]
    found: list[StatusKey] = []
    for part in parts:
        entry = _ENTRY.fullmatch(part.strip(" \t;,|"))
        if entry is None:
            return ()
        found.append(_entry(entry["rating"], entry["text"], None, where))
    if len(found) == 1 and meaning_of_words(found[0].text) is None:
        return ()
    return tuple(found)


def _first(text: str) -> Hue | None:
    named = colour_named(text)
    return named[0] if named else None


def key_of_cells(cells: Sequence[tuple[str, str | None, Where]]) -> tuple[StatusKey, ...]:
    """The key entries of one table row, its cells as text, fill and place; () for a header or any other row."""
    full = [(collapse(text), fill, where) for text, fill, where in cells]
    said = [cell for cell in full if cell[0] or hue_of(cell[1])]
    if not said:
        return ()
    found: list[StatusKey] = []
    at = 0
    while at < len(said):
        text, fill, where = said[at]
        after = said[at + 1] if at + 1 < len(said) else None
        named = colour_named(text) if len(text.split()) <= 4 else ()
        if after is not None and len(named) == 1 and colour_named(after[0]) == named and len(after[0].split()) <= 2:
            at += 1  # "G | Green | On track"
            continue
        if after is not None and len(after[0]) > 1 and not colour_named(after[0])[:1] == named[:1] != ():
            if (named and len(named) == 1) or (not text and hue_of(fill)):
                found.append(_entry(text or str(hue_of(fill)).capitalize(), after[0], fill or None, where))
                at += 2
                continue
            word = meaning_of_words(text) if len(text.split()) <= 4 else None
            if word is not None and hue_of(fill) and not hue_of(after[1]):
                found.append(_entry(text, after[0], fill, where, word))
                at += 2
                continue
        inline = key_of_line(text, where)
        if inline:
            found += [_filled(each, fill) for each in inline] if len(inline) == 1 else inline
        elif text and hue_of(fill) and meaning_of_words(text):
            found.append(_entry(str(hue_of(fill)).capitalize(), text, fill, where))
        else:
            return ()
        at += 1
    return tuple(found)


def _filled(entry: StatusKey, fill: str | None) -> StatusKey:
    if not hue_of(fill):
        return entry
    return StatusKey(as_written=entry.as_written, text=entry.text, meaning=entry.meaning, fill=fill, where=entry.where)


def _entry(rating: str, text: str, fill: str | None, where: Where, meaning: StatusMeaning | None = None) -> StatusKey:
    words = text.strip(" ().;,")
    said = meaning_of_words(words) or meaning
    return StatusKey(
        as_written=rating.strip(),
        text=words,
        meaning=said or "not_understood",
        fill=fill if hue_of(fill) else None,
        where=where,
    )


def finished_key(entries: Iterable[StatusKey]) -> tuple[StatusKey, ...]:
    """The key without repeats; empty where it explains fewer than two ratings, for then it is none."""
    kept: dict[tuple[str, str], StatusKey] = {}
    for entry in entries:
        kept.setdefault((entry.as_written.casefold(), entry.text.casefold()), entry)
    return (
        tuple(kept.values()) if len({_hue(entry) or entry.as_written.casefold() for entry in kept.values()}) > 1 else ()
    )


def _hue(entry: StatusKey) -> Hue | None:
    named = colour_named(entry.as_written)
    return named[0] if named else hue_of(entry.fill)


def read_status(
    label: str,
    text: str | None,
    fill: str | None,
    key: Sequence[StatusKey],
    where: Where,
    period: Period | None = None,
) -> StatusRead:
    """One rating. ``as_written`` is the cell's words, or the colour's name where it has none."""
    words = collapse(text or "").strip()
    painted = hue_of(fill)
    if not words.strip(" -–—."):
        if painted is None or painted == "black":
            return StatusRead(None)
        words = ""
    meaning, others, why = _meaning(words, fill, key)
    status = Status(
        label=label,
        as_written=words or str(painted).capitalize(),
        fill=fill if painted else None,
        meaning=meaning,
        on=day_of_label(label, period) or (day_of_label(words, period) if words else None),
        where=where,
    )
    if not why:
        return StatusRead(status)
    doubt = Ambiguity(
        field="status",
        preferred={"status": _said(meaning)},
        others=tuple({"status": _said(each)} for each in dict.fromkeys(others) if each != meaning),
        evidence=why,
    )
    return StatusRead(status, doubt)


_SAID: dict[StatusMeaning, str | None] = {
    "complete": "complete",
    "on_track": "on track",
    "at_risk": "at risk",
    "off_track": "off track",
    "not_started": "not started",
    "stopped": "stopped",
    "not_understood": None,
}


def _said(meaning: StatusMeaning) -> str | None:
    return _SAID[meaning]


_Meaning = tuple[StatusMeaning, tuple[StatusMeaning, ...], str]


def _meaning(words: str, fill: str | None, key: Sequence[StatusKey]) -> _Meaning:
    """The meaning, the others it may have, and why it is in doubt ("" where it is not)."""
    exact = next((entry for entry in key if words and _same(entry, words)), None)
    if exact is not None:
        return _differs(_of_key(exact), words, fill, key)
    named = colour_named(words) if len(words.split()) <= 12 else ()
    if len(named) > 1:
        told = tuple(_of_hue(hue, None, key)[0] for hue in named)
        if len(set(told)) == 1:
            return told[0], (), ""
        return told[0], told[1:], f"“{words}” names two ratings: the first is read."
    if named:
        return _differs(_of_named(named[0], words, key), words, fill, key)
    return _of_words(words, fill, key)


def _of_named(hue: Hue, words: str, key: Sequence[StatusKey]) -> _Meaning:
    """A colour's name, and the words beside it: "Amber – some slippage"."""
    read = _of_hue(hue, None, key)
    said = meaning_of_words(re.sub(rf"\b{COLOUR}\b", " ", words, flags=re.IGNORECASE))
    if said is None:
        return read
    if said == read[0]:
        return said, (), ""
    if any(_hue(entry) == hue for entry in key):
        why = f"“{words}” names a colour that the key explains otherwise than the words beside it."
        return read[0], (said,), why
    return said, (read[0],), f"“{words}” names a colour, and words that say otherwise than it usually does."


def _of_words(words: str, fill: str | None, key: Sequence[StatusKey]) -> _Meaning:
    """Words that name no colour, in a cell that may be painted."""
    painted = hue_of(fill)
    said = meaning_of_words(words) if words else None
    if said is not None:
        by_colour = _of_hue(painted, fill, key)[0] if painted not in (None, "grey", "white") else said
        if by_colour in (said, "not_understood"):
            return said, (), ""
        return said, (by_colour,), f"“{words}” stands in a {painted} cell, which says otherwise than the words."
    if painted is not None and painted != "white" and (not words or painted != "grey"):
        read = _of_hue(painted, fill, key)
        if words and not read[2]:
            why = f"The cell is {painted}, and its words “{words[:60]}” do not say how the action stands."
            return read[0], ("not_understood",), why
        return read
    return "not_understood", (), f"“{words[:60]}” is no rating that can be read."


def _differs(read: _Meaning, words: str, fill: str | None, key: Sequence[StatusKey]) -> _Meaning:
    """A rating's word in a cell of another colour is in doubt."""
    painted = hue_of(fill)
    if painted is None or painted in ("grey", "white"):
        return read
    by_colour = _of_hue(painted, fill, key)[0]
    if by_colour in (read[0], "not_understood"):
        return read
    return read[0], (by_colour,), f"“{words}” is written in a {painted} cell: the word is read."


def _same(entry: StatusKey, words: str) -> bool:
    said = words.casefold().strip(" .")
    return said in (entry.as_written.casefold().strip(" ."), entry.text.casefold().strip(" ."))


def _of_key(entry: StatusKey) -> _Meaning:
    if entry.meaning != "not_understood":
        return entry.meaning, (), ""
    hue = _hue(entry)
    usual = (usual_meaning(hue),) if hue else ()
    return (
        "not_understood",
        usual,
        f"The key explains “{entry.as_written}” as “{entry.text[:80]}”, which is no standing that can be read.",
    )


def _of_hue(hue: Hue, fill: str | None, key: Sequence[StatusKey]) -> _Meaning:
    """By the key's own fill, by its colour, or by the usual sense of the colour."""
    if fill is not None:
        same = next((entry for entry in key if entry.fill and entry.fill.casefold() == fill.casefold()), None)
        if same is not None:
            return _of_key(same)
    alike = [entry for entry in key if _hue(entry) == hue]
    if not alike and hue in ("amber", "yellow"):
        alike = [entry for entry in key if _hue(entry) in ("amber", "yellow")]
    meanings = tuple(dict.fromkeys(entry.meaning for entry in alike))
    if len(meanings) == 1:
        return _of_key(alike[0])
    if meanings:
        return meanings[0], meanings[1:], f"The key has more than one {hue}: the first is read."
    usual = usual_meaning(hue)
    if key:
        return usual, ("not_understood",), f"The document's key does not explain {hue}: it is read by its usual sense."
    if hue in UNSURE_HUES:
        return usual, ("not_understood",), f"The document has no key, and areas use {hue} in different ways."
    return usual, (), ""


def newest(statuses: Iterable[Status]) -> Status | None:
    """The rating with the latest date; the last printed where none is dated."""
    every = list(statuses)
    dated = [status for status in every if status.on is not None]
    return max(dated, key=lambda status: status.on or dt.date.min) if dated else (every[-1] if every else None)
