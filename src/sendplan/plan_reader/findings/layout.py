"""Rules about headings, labels and the headers of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sendplan.plan_reader.draft import Where
from sendplan.plan_reader.findings.prose import counted, fold, listed, quoted, tidy, words
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Header, Subject, labels

_LABEL = re.compile(r"^[A-Z]{2,6} (\w{1,3}) [–—-] (\S.*)$")
_TWO_OR_ONE = re.compile(r"\bbaseline date\b", re.IGNORECASE)
_TWO = re.compile(r"\bbaseline baseline date\b", re.IGNORECASE)


@rule(
    code="headings-differ",
    title="One section under several names",
    severity="note",
    why="A reader who looks for “Autism” should find the section that the introduction calls so.",
    example="Introduction: “C. Plans”. Heading: “Section C: Timeliness and quality of plans”.",
    remedy="Use one short name for each section wherever it is named.",
)
def headings_differ(subject: Subject) -> Iterator[Hit]:
    found: list[tuple[str, list[str], list[Where]]] = []
    weaknesses = {weakness.letter: weakness for weakness in subject.draft.metadata.weaknesses if weakness.letter}
    for section in subject.sections:
        names = {fold(section.title): tidy(section.title)}
        places = [section.where]
        weakness = weaknesses.get(section.letter)
        if section.label:
            names.setdefault(fold(section.label), tidy(section.label))
        if weakness and weakness.label:
            names.setdefault(fold(weakness.label), tidy(weakness.label))
            places.append(weakness.where)
        for said, where in _labels_over_tables(subject, section.letter):
            names.setdefault(fold(said), said)
            places.append(where)
        if len(names) > 1:
            found.append((section.letter, list(names.values()), places))
    if found:
        told = [f"{letter} is {listed(quoted(name, 50) for name in names)}" for letter, names, _ in found]
        yield Hit(
            f"{counted(len(found), 'section')} {'goes' if len(found) == 1 else 'go'} by more than one name: "
            f"{'; '.join(told[:6])}.",
            about=tuple(f"section {letter}" for letter, _, _ in found),
            quote=found[0][1][0],
            where=tuple(where for _, _, places in found for where in places),
        )


def _labels_over_tables(subject: Subject, letter: str) -> Iterator[tuple[str, Where]]:
    """Lines such as ``ASW B – Communication``: an abbreviation, the section's letter, a dash and a name."""
    for text in subject.short_texts:
        match = _LABEL.match(tidy(text.text))
        if match and match.group(1) == letter:
            yield match.group(2), text.where


@rule(
    code="table-headers-differ",
    title="Tables of one kind under different headers",
    severity="note",
    why="A machine that reads the tables, and a person who compares them, must decide whether different words mean "
    "different columns.",
    example="Section A: “Outcome / Success criteria”. Section B: “Outcome”.",
    remedy="Give every table of actions the same column headings.",
)
def table_headers_differ(subject: Subject) -> Iterator[Hit]:
    headers = [header for header in subject.headers if header.kind == "actions"]
    forms: dict[str, list[Header]] = {}
    for header in headers:
        forms.setdefault(header.text, []).append(header)
    if len(forms) > 1:
        told = [f"{quoted(form)} ({len(same)})" for form, same in forms.items()]
        yield Hit(
            f"The {counted(len(headers), 'table')} of actions use {len(forms)} different headers: {listed(told)}.",
            quote=headers[0].text,
            where=tuple(header.where for header in headers),
        )


@rule(
    code="step-labels-differ",
    title="One step’s label in two forms",
    severity="note",
    why="Columns that mean one thing and are labelled in two ways are counted as two by anything that reads them.",
    example="“Target – End January 2025” and “Target End January 2025”.",
    remedy="Use one form of each label.",
)
def step_labels_differ(subject: Subject) -> Iterator[Hit]:
    forms: dict[str, dict[str, list[str]]] = {}
    for name, kpi in subject.kpis:
        for label in labels(kpi):
            if fold(label):
                forms.setdefault(fold(label), {}).setdefault(tidy(label), []).append(name)
    for same in forms.values():
        if len(same) > 1:
            usual = max(same, key=lambda form: (len(same[form]), form))
            odd = sorted(name for form, names in same.items() if form != usual for name in names)
            other = next(form for form in sorted(same) if form != usual)
            yield Hit(
                f"{quoted(usual)} is written {quoted(other)} over {listed(odd)}.",
                about=tuple(odd),
                quote=other,
                where=tuple(kpi.where for name, kpi in subject.kpis if name in odd),
            )


@rule(
    code="header-read-two-ways",
    title="A header that may be one column or two",
    severity="note",
    why="“Baseline Date” over a row may be two columns, Baseline and Date, or one. The figures under it are read "
    "differently.",
    example="“KPI Baseline Date Milestone 1” in one table and “KPI Baseline Baseline Date Milestone 1” in another.",
    remedy="Check the original table, and head the two columns “Baseline” and “Baseline date” everywhere.",
)
def header_read_two_ways(subject: Subject) -> Iterator[Hit]:
    headers = [header for header in subject.headers if header.kind == "kpis" and len(header.columns) == 1]
    plain = [header for header in headers if _TWO.search(header.text)]
    doubtful = [header for header in headers if _TWO_OR_ONE.search(header.text) and not _TWO.search(header.text)]
    if doubtful:
        beside = f", where {counted(len(plain), 'other table has', 'other tables have')} “Baseline Baseline Date”"
        yield Hit(
            f"{counted(len(doubtful), 'table of KPIs has', 'tables of KPIs have')} the words “Baseline Date” in the "
            f"header, which may be one column or two{beside if plain else ''}.",
            quote=doubtful[0].text,
            where=tuple(header.where for header in doubtful),
        )


@rule(
    code="heading-punctuation-differs",
    title="Full stops and colons on some headings only",
    severity="note",
    why="It is a small thing, but headings in one form are found by search and read out alike by a screen reader.",
    example="“What needs improvement:” in one section and “What needs improvement” in the others.",
    remedy="End every heading in the same way.",
)
def heading_punctuation_differs(subject: Subject) -> Iterator[Hit]:
    forms: dict[str, list[tuple[str, Where]]] = {}
    for text in subject.short_texts:
        said = tidy(text.text)
        if 2 <= len(words(said)) <= 8 and len(said) < 80:
            forms.setdefault(fold(said), []).append((said, text.where))
    for same in forms.values():
        ends = Counter(said.rstrip(":.") for said, _ in same)
        odd = [(said, where) for said, where in same if said.endswith((":", "."))]
        if len(ends) == 1 and len(same) >= 3 and len(odd) * 3 <= len(same) and odd:
            yield Hit(
                f"{quoted(odd[0][0])} ends in a {'colon' if odd[0][0].endswith(':') else 'full stop'} in "
                f"{counted(len(odd), 'place')} and not in the other {len(same) - len(odd)}.",
                quote=odd[0][0],
                where=tuple(where for _, where in odd),
            )
