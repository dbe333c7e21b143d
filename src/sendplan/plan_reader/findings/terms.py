"""Rules about how words are written: hyphens, spaces and one term in several spellings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sendplan.plan_reader.draft import Where
from sendplan.plan_reader.findings.prose import counted, listed, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject

_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_HYPHENS = re.compile("[‐‑]")
_RANGE = re.compile(r"\b(\d{1,3})(\s*[-–—]\s*)(\d{1,3})\b(?!\s*%|[/.]\d)")
_HALF_SPACED = re.compile(r"\b[^\W\d_]+[-‐‑] [a-z]+|\b\d[\d.]* -[a-z]+")
_LETTERS = 7


@rule(
    code="term-written-several-ways",
    title="One term in several spellings",
    severity="note",
    why="A search for one spelling misses the others, and a reader may wonder whether two things are meant.",
    example="“neuro-diversity” and “neurodiversity”; “0-25” and “0 – 25”.",
    remedy="Choose one spelling of each term and use it throughout.",
)
def term_written_several_ways(subject: Subject) -> Iterator[Hit]:
    spellings: dict[str, tuple[str, Where]] = {}
    for text in subject.texts:
        for match in _TOKEN.finditer(text.text):
            spellings.setdefault(_HYPHENS.sub("-", match.group(0).casefold()), (match.group(0), text.where))
    joined = sorted(spelling for spelling in spellings if "-" not in spelling)
    groups: list[tuple[list[str], list[Where]]] = []
    stems: set[str] = set()
    for hyphened in sorted(spelling for spelling in spellings if "-" in spelling):
        plain = hyphened.replace("-", "")
        stem = plain[: max(_LETTERS, len(plain) - 3)]
        other = _first_from(joined, stem)
        if len(plain) >= _LETTERS and other.startswith(stem) and stem[:_LETTERS] not in stems:
            stems.add(stem[:_LETTERS])
            pair = [spellings[hyphened], spellings[other]]
            groups.append(([form for form, _ in pair], [where for _, where in pair]))
    groups += _ranges(subject)
    if groups:
        told = [" and ".join(quoted(form) for form in forms) for forms, _ in groups]
        yield Hit(
            f"{counted(len(groups), 'term')} {'is' if len(groups) == 1 else 'are'} written in more than one way: "
            f"{'; '.join(told[:8])}.",
            quote=" / ".join(groups[0][0]),
            where=tuple(where for _, places in groups for where in places),
        )


def _first_from(ordered: list[str], stem: str) -> str:
    """The first word, of words in order, that does not come before ``stem``; empty where there is none."""
    at = bisect_left(ordered, stem)
    return ordered[at] if at < len(ordered) else ""


def _ranges(subject: Subject) -> list[tuple[list[str], list[Where]]]:
    """Ranges of numbers that stand with and without spaces, for example 0-25 and 0 – 25."""
    seen: dict[tuple[str, str], dict[str, Where]] = {}
    for text in subject.texts:
        for match in _RANGE.finditer(tidy(text.text)):
            forms = seen.setdefault((match.group(1), match.group(3)), {})
            forms.setdefault(match.group(0), text.where)
    return [(sorted(forms), [forms[form] for form in sorted(forms)]) for forms in seen.values() if len(forms) > 1]


@rule(
    code="hyphen-spaced-oddly",
    title="A hyphen with a space on one side",
    severity="note",
    why="It is usually a slip of typing, and it splits a term in two for anyone who searches or listens to the page.",
    example="“needs- based support”.",
    remedy="Close up the hyphen.",
)
def hyphen_spaced_oddly(subject: Subject) -> Iterator[Hit]:
    found = [
        (match.group(0), text.where)
        for text in subject.texts
        for match in _HALF_SPACED.finditer(tidy(text.text))
        if not re.search(r"[-‐‑] (and|or|to)\b", match.group(0))
    ]
    if found:
        yield Hit(
            f"{counted(len(found), 'hyphen')} {'has' if len(found) == 1 else 'have'} a space on one side only: "
            f"{listed(quoted(words, 50) for words, _ in found)}.",
            quote=found[0][0],
            where=tuple(where for _, where in found),
        )
