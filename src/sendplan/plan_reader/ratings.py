"""What the words and colours of a rating usually mean, where a document's own key does not say otherwise.

The usual sense of red, amber and green is the reporting convention of English local government; blue is most often
"complete" (some areas write purple), grey "not started". Areas differ, so a key always comes first.
"""

from __future__ import annotations

import colorsys
import re
from typing import Literal

from sendplan.plan_reader.draft import StatusMeaning

__all__ = ["COLOUR", "UNSURE_HUES", "Hue", "colour_named", "hue_of", "meaning_of_words", "usual_meaning"]

Hue = Literal["red", "amber", "yellow", "green", "blue", "purple", "grey", "white", "black"]

_NAMES: dict[str, Hue] = {
    "red": "red",
    "amber": "amber",
    "orange": "amber",
    "yellow": "yellow",
    "green": "green",
    "blue": "blue",
    "purple": "purple",
    "violet": "purple",
    "grey": "grey",
    "gray": "grey",
    "white": "white",
    "black": "black",
}
COLOUR = rf"(?:{'|'.join(_NAMES)})"
"""A colour's name, as a pattern to be used with ``re.IGNORECASE``."""
_LETTERS: dict[str, Hue] = {"r": "red", "a": "amber", "y": "yellow", "g": "green", "b": "blue", "p": "purple"}
_SIGNS: dict[str, Hue] = {
    **dict.fromkeys("🔴🟥", "red"),
    **dict.fromkeys("🟠🟧", "amber"),
    **dict.fromkeys("🟡🟨", "yellow"),
    **dict.fromkeys("🟢🟩", "green"),
    **dict.fromkeys("🔵🟦", "blue"),
    **dict.fromkeys("🟣🟪", "purple"),
    **dict.fromkeys("⚪⬜", "white"),
    **dict.fromkeys("⚫⬛", "black"),
}
_USUAL: dict[Hue, StatusMeaning] = {
    "red": "off_track",
    "amber": "at_risk",
    "yellow": "at_risk",
    "green": "on_track",
    "blue": "complete",
    "purple": "complete",
    "grey": "not_started",
    "white": "not_started",
    "black": "stopped",
}
UNSURE_HUES = frozenset({"blue", "purple", "grey", "white", "black", "yellow"})
"""Colours that areas use in so many ways that the usual sense alone is always in doubt."""

_WORDS: dict[StatusMeaning, str] = {
    "not_started": (
        r"not\s(?:yet\s)?(?:started|begun|commenced|due|underway)|yet\sto\s(?:start|begin|commence)|no\saction\s(?:taken|yet)"
        r"|future\saction|to\sstart|planned"
    ),
    "stopped": (
        r"stopped|paused|on\shold|withdrawn|cancelled|closed\swithout|no\slonger\s(?:required|needed|relevant)"
        r"|superseded|abandoned|suspended|deferred|ceased|removed"
    ),
    "off_track": (
        r"off[\s-]track|not\son\s(?:track|target|course)|overdue|not\s(?:complete|completed|achieved|met|delivered)"
        r"|will\snot\s(?:be\s)?\w+|unlikely|missed|failed|significant(?:ly)?\s(?:\w+\s)?(?:delay\w*|slippage|risk|issues?"
        r"|concerns?|behind|off)|serious\s\w+|major\s(?:\w+\s)?(?:delay\w*|slippage|risk|issues?|concerns?)"
        r"|(?:no|little|insufficient)\sprogress|critical|severe|not\sprogressing|not\sbeing\sdelivered"
        r"|past\s(?:its\s)?(?:due|deadline)|has\sslipped|behind\sschedule|well\sbehind"
    ),
    "at_risk": (
        r"at\s(?:some\s)?risk|(?:some|minor)\s(?:slippage|delays?|risks?|concerns?|issues?)|some\sprogress|slippage|slipping"
        r"|delay(?:ed|s)?|partial(?:ly)?\s?(?:on\strack|complete|met|achieved)?|partly|slightly\sbehind|behind|issues?"
        r"|concerns?|needs?\sattention|risks?\sto\sdelivery|may\snot|mitigat\w+|challenges?|recoverable"
    ),
    "complete": (
        r"complete[d]?|completion|done|finished|delivered|embedded|achieved|closed|business\sas\susual|bau|fully\smet"
        r"|implemented\sand|concluded|evidenced"
    ),
    "on_track": (
        r"on[\s-](?:track|target|course|schedule|time)|progressing(?:\swell)?|in\sprogress|under\s?way|good\sprogress"
        r"|going\sto\splan|as\splanned|to\splan|to\stime|ongoing|started|commenced|no\s(?:issues|concerns|risks)"
        r"|will\sbe\s(?:completed|delivered|met)|expected\sto"
    ),
}
_MEANINGS: tuple[tuple[StatusMeaning, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for meaning, words in _WORDS.items()
)
_NO = re.compile(
    r"\b(?:not\s(?:yet\s)?(?:fully\s)?|in|un|yet\sto\sbe\s|to\sbe\s|will\sbe\s|due\sto\sbe\s|expected\sto\sbe\s|likely\sto\sbe\s|for\s|until\s|be\s)$",
    re.IGNORECASE,
)


_BEGINS_DONE = re.compile(r"\W*(?:action\s|fully\s|now\s)?(?:complete|done|deliver|embed|achiev)", re.IGNORECASE)


def meaning_of_words(text: str) -> StatusMeaning | None:
    """What words such as "On track" or "Complete and embedded" say; None where they say nothing or two things.

    "On track to be completed" is on track and "not yet started" is not started: the nearest words before count.
    """
    found: list[StatusMeaning] = []
    for meaning, pattern in _MEANINGS:
        match = pattern.search(text)
        if match is not None and not _NO.search(text[: match.start()]):
            found.append(meaning)
    for first in ("not_started", "stopped", "off_track"):
        if first in found and not ({"not_started", "stopped", "off_track"} & set(found)) - {first}:
            return first
    if {"not_started", "stopped", "off_track"} & set(found):
        return None
    if "on_track" in found and "at_risk" in found:
        return "at_risk" if re.search(r"\b(?:but|with|some|minor|although|however)\b", text, re.IGNORECASE) else None
    if "at_risk" in found:
        return None if "complete" in found and not re.search(r"partial|partly", text, re.IGNORECASE) else "at_risk"
    if "complete" in found and "on_track" in found:
        return "complete" if _BEGINS_DONE.match(text) else "on_track"
    return found[0] if found else None


def colour_named(text: str) -> tuple[Hue, ...]:
    """The colours a short text names, in order: words, circles, or letters standing alone ("G", "A/R", "A-G")."""
    words = [_NAMES[match.group().lower()] for match in re.finditer(rf"\b{COLOUR}\b", text, re.IGNORECASE)]
    signs = [hue for sign, hue in _SIGNS.items() for _ in range(text.count(sign))]
    if words or signs:
        return tuple(dict.fromkeys([*words, *signs]))
    letters = re.fullmatch(
        r"[(\[]?(?P<a>[RAYGBP])(?:\s?[/-]\s?(?P<b>[RAYGBP]))?[)\]]?[\s↑↓→←⬆⬇➡▲▼►+-]{0,4}", text.strip()
    )
    if letters is None:
        return ()
    return tuple(_LETTERS[each.lower()] for each in letters.groups() if each)


def usual_meaning(hue: Hue) -> StatusMeaning:
    return _USUAL[hue]


def hue_of(fill: str | None) -> Hue | None:
    """The colour a person would call ``#rrggbb``; None for no fill, white, or what is no fill of a rating."""
    match = re.fullmatch(r"#?([0-9a-f]{6})", (fill or "").strip(), re.IGNORECASE)
    if match is None:
        return None
    red, green, blue = (int(match[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    if light > 0.97:
        return None
    if light < 0.08:
        return "black"
    if depth < 0.12 or (light > 0.9 and depth < 0.35):
        return "grey"
    degrees = hue * 360
    for limit, name in ((16, "red"), (48, "amber"), (66, "yellow"), (170, "green"), (255, "blue"), (320, "purple")):
        if degrees < limit:
            return name  # type: ignore[return-value]  # the names of the list are hues
    return "red"
