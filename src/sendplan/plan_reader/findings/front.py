"""Rules about a plan's front matter, and about what was lost on its way into text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendplan.plan_reader.draft import Where
from sendplan.plan_reader.findings.prose import counted, listed, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject

_PICTURE = re.compile(
    r"\b((?:\w+ )?(?:diagram|chart|image|graphic|infographic|flowchart|organogram|picture)s?|figure \d+) "
    r"(?:below|above|overleaf|opposite)\b|\b(?:see|shown in) the (?:\w+ )?(?:diagram|chart|image|picture|organogram)\b",
    re.IGNORECASE,
)
_JOIN = re.compile(r"([^\W\d_]*[a-z]{2})([A-Z][a-z]+|[A-Z]{2,}\b)")
_NAME_WORD = re.compile(r"[^\W\d_]+")


@rule(
    code="blank-labels",
    title="Labels with nothing after them",
    severity="note",
    why="A page that says “Published” and “Last updated” and gives no date looks dated and is not.",
    example="“Last updated”, and nothing after it.",
    remedy="Fill in each value, or remove the label.",
)
def blank_labels(subject: Subject) -> Iterator[Hit]:
    found = subject.draft.metadata.blank_labels
    if found:
        yield Hit(
            f"{counted(len(found), 'label')} {'has' if len(found) == 1 else 'have'} no value: "
            f"{listed(quoted(label.text) for label in found)}.",
            quote=found[0].text,
            where=tuple(label.where for label in found),
        )


@rule(
    code="picture-lost",
    title="The text points to a picture",
    severity="note",
    why="What only a diagram says cannot be read by people who use a screen reader, nor searched, nor checked here.",
    example="“The governance diagram below sets out who answers to whom.”",
    remedy="Say in words what the picture shows.",
)
def picture_lost(subject: Subject) -> Iterator[Hit]:
    for text in subject.texts:
        match = _PICTURE.search(tidy(text.text))
        if match:
            yield Hit(
                f"The text points to {quoted(match.group(0))}; only words are read here, so what it shows is not in "
                "this reading of the plan.",
                quote=match.group(0),
                where=(text.where,),
            )


@rule(
    code="names-run-together",
    title="Names run together",
    severity="note",
    why="Names with nothing between them cannot be told apart by a search or a screen reader.",
    example="“Parent Carer ForumNHS TrustCity Council”.",
    remedy="Put each name on a line of its own; where they were pictures, give each its own description.",
)
def names_run_together(subject: Subject) -> Iterator[Hit]:
    found: list[tuple[list[str], Where]] = []
    for text in subject.texts:
        joined = [
            word
            for word in _NAME_WORD.findall(text.text)
            if any(match.end() == len(word) and _both_known(match, subject) for match in _JOIN.finditer(word))
        ]
        if joined:
            found.append((joined, text.where))
    if found:
        yield Hit(
            f"Names run together in {counted(len(found), 'place')}: "
            f"{'; '.join(listed(quoted(word) for word in joined) for joined, _ in found[:6])}.",
            quote=" / ".join(found[0][0]),
            where=tuple(where for _, where in found),
        )


def _both_known(match: re.Match[str], subject: Subject) -> bool:
    """A join is a join only if both halves stand somewhere as words of their own: YouTube is one word."""
    return {match.group(1), match.group(2)} <= subject.vocabulary
