"""The border between an action and its outcome, lost when their cells were joined by a space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.wording import Wording, sentence_starts

__all__ = ["Border", "find_border"]

_CAPITAL = re.compile(r"(?<![\w’'-])[a-z’'-]{1,40}\)?[\s\u00a0]{1,40}(?P<word>[A-Z][a-z]+)(?=[\s\u00a0,]+[a-z(])")


@dataclass(frozen=True, slots=True)
class Border:
    """The action's paragraphs and the outcome's, and the doubt about where one ends."""

    action: tuple[Piece, ...]
    outcomes: tuple[Piece, ...]
    ambiguity: Ambiguity | None = None


def find_border(paragraphs: Sequence[Piece], wording: Wording, *, with_outcome: bool) -> Border:
    """Part a row's text, up to its due date, into action and outcomes.

    An empty paragraph with text after it ends the action's cell. Without one the border is the end of the first
    line's first sentence: sure when the line has two sentences, doubtful when it has more, or one.
    """
    filled = [piece for piece in paragraphs if piece]
    if not filled or not with_outcome:
        return Border(tuple(filled), ())
    first, more = filled[0], filled[1:]
    starts = sentence_starts(first.raw)
    gap = _empty_between(paragraphs)
    if gap is not None:
        return _at_gap(paragraphs, gap, starts)
    if len(starts) == 2:
        return Border((first.cut(0, starts[1]),), (first.cut(starts[1]), *more))
    if len(starts) > 2:
        return _among_sentences(first, more, starts)
    return _without_stop(first, more, wording)


def _empty_between(paragraphs: Sequence[Piece]) -> int | None:
    """The first empty paragraph that has text before and after it."""
    for at, piece in enumerate(paragraphs):
        if not piece and any(paragraphs[:at]) and any(paragraphs[at + 1 :]):
            return at
    return None


def _at_gap(paragraphs: Sequence[Piece], gap: int, starts: Sequence[int]) -> Border:
    action = tuple(piece for piece in paragraphs[:gap] if piece)
    outcomes = tuple(piece for piece in paragraphs[gap:] if piece)
    if len(starts) == 1 and len(action) == 1:
        return Border(action, outcomes)
    first = action[0]
    others = [_reading((first.cut(0, start),), (first.cut(start), *action[1:], *outcomes)) for start in starts[1:]] or [
        _reading(action[:1], (*action[1:], *outcomes))
    ]
    doubt = Ambiguity(
        field="outcomes",
        preferred=_reading(action, outcomes),
        others=tuple(others),
        evidence="An empty paragraph parts the row's text, but more than one sentence stands before it.",
    )
    return Border(action, outcomes, doubt)


def _among_sentences(first: Piece, more: Sequence[Piece], starts: Sequence[int]) -> Border:
    ways = [((first.cut(0, start),), (first.cut(start), *more)) for start in starts[1:]]
    ways.append(((first,), tuple(more)))
    doubt = Ambiguity(
        field="outcomes",
        preferred=_reading(*ways[0]),
        others=tuple(_reading(*way) for way in ways[1:]),
        evidence=f"Action and outcome stand on one line of {len(starts)} sentences with no border between them; "
        "the action is taken to be the first sentence, as in most rows.",
    )
    return Border(ways[0][0], ways[0][1], doubt)


def _without_stop(first: Piece, more: Sequence[Piece], wording: Wording) -> Border:
    capitals = _capitals(first.raw, wording)
    whole: tuple[tuple[Piece, ...], tuple[Piece, ...]] = ((first,), tuple(more))
    ways: list[tuple[tuple[Piece, ...], tuple[Piece, ...]]] = [
        ((first.cut(0, at),), (first.cut(at), *more)) for at in capitals
    ]
    if ways:
        evidence = (
            "No full stop parts the action from the outcome; the border is taken at a capital letter that "
            "follows a small one in the "
            "middle of the line."
        )
    elif more:
        evidence = (
            "The first line is one sentence and no empty paragraph follows, so what follows may still be the action."
        )
        ways = [whole, ((first, *more), ())]
    else:
        evidence = (
            "The row has one sentence for two columns: it is read as the action, and the outcome as an empty cell."
        )
        ways = [whole, ((), (first,))]
    if whole not in ways:
        ways.append(whole)
    doubt = Ambiguity(
        field="outcomes",
        preferred=_reading(*ways[0]),
        others=tuple(_reading(*way) for way in ways[1:]),
        evidence=evidence,
    )
    return Border(ways[0][0], ways[0][1], doubt)


def _capitals(raw: str, wording: Wording) -> list[int]:
    """Where a sentence may begin without a stop before it: at an everyday word with a capital, the last first."""
    return [
        match.start("word")
        for match in reversed(list(_CAPITAL.finditer(raw)))
        if match["word"].lower() in wording.small
    ]


def _reading(action: Sequence[Piece], outcomes: Sequence[Piece]) -> dict[str, Any]:
    return {"text": Piece.join(action).text, "outcomes": [piece.text for piece in outcomes]}
