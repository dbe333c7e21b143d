"""Rules about what families said, and what is set down as theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendplan.plan_reader.findings.prose import contains, counted, listed, quoted, word_set, words
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject

_INSPECTORS = re.compile(
    r"\b(inspect(or|ors|ion|ions|ed)|revisit|ofsted|cqc|leaders (are|do|did|have|has|were|cannot)|self-evaluation)\b",
    re.IGNORECASE,
)
_FAMILIES = (
    "parent", "parents", "carer", "carers", "family", "families", "we", "our", "us", "i", "my", "me", "told", "feel",
    "felt", "said", "say",
)  # fmt: skip
_FIGURE = re.compile(r"\b\d+(\.\d+)?\s*%|\b\d+ (in|out of) (every )?\d+\b|\b\d+(\.\d+)? per ?cent\b", re.IGNORECASE)
_SOURCED = re.compile(
    r"\b(19|20)\d\d\b|\bsurvey|\bquestionnaire|\bn\s*=\s*\d+|\brespon(ses|dents|ded)\b|\bsample\b|\b\d{2,} (parents|"
    r"families|carers|young people)\b",
    re.IGNORECASE,
)
_ASKS = word_set(
    "access add adopt agree allow ask avoid be believe bring build celebrate change check communicate consider "
    "create deliver develop do employ enable encourage engage ensure equip explain fix focus fund get give have hear "
    "help hire identify improve include increase inform intervene invest invite involve join keep know learn let "
    "listen look make meet move offer open plan prepare prevent promote protect provide publish put raise read "
    "recognise recruit reduce remember remove respect respond run see send share show signpost speak speed start "
    "stop support take talk teach tell think train treat trust try understand update use value visit wait work write"
)
# Words that may open a plain statement too, so that they do not show an ask by themselves.
_EITHER = word_set("access be change do focus have help plan support trust value visit wait work")


@rule(
    code="inspectors-words-filed-under-families",
    title="Inspectors’ words set down as families’",
    severity="warning",
    why="What inspectors concluded and what families said are two kinds of evidence, and families are asked to stand "
    "by words that are not theirs.",
    example="Under “What families told us”: leaders were not able to show the impact at the last inspection.",
    remedy="Move the statement to what needs improvement, with its source.",
)
def inspectors_words_filed_under_families(subject: Subject) -> Iterator[Hit]:
    for section, voice in subject.voices:
        if _INSPECTORS.search(voice.text) and not contains(voice.text, _FAMILIES):
            yield Hit(
                f"Among what families said, section {section.letter} has {quoted(voice.text, 160)}, which reads as a "
                "finding by inspectors or leaders.",
                about=(f"section {section.letter}",),
                quote=voice.text,
                where=(voice.where,),
            )


@rule(
    code="need-repeated-as-voice",
    title="One statement set down as a need and as families’ words",
    severity="note",
    why="Counted twice, one remark looks like two pieces of evidence.",
    example="“Parents describe long waits” under both headings.",
    remedy="Keep it where it was first said, and point to it from the other place.",
)
def need_repeated_as_voice(subject: Subject) -> Iterator[Hit]:
    for section, need in subject.needs:
        for other, voice in subject.voices:
            if other is section and _alike(need.text, voice.text):
                yield Hit(
                    f"Section {section.letter} gives as a need {quoted(need.text)} and, nearly or quite word for "
                    f"word, as what families said {quoted(voice.text)}.",
                    about=(f"section {section.letter}",),
                    quote=need.text,
                    where=(need.where, voice.where),
                )


def _alike(left: str, right: str) -> bool:
    mine, theirs = set(words(left)), set(words(right))
    return len(mine) >= 4 and 4 * len(mine & theirs) >= 3 * len(mine | theirs)


@rule(
    code="figure-without-source",
    title="A figure in families’ words with no source",
    severity="note",
    why="“1 in 4 parents” of how many, asked when and by whom? Without that the figure can be neither checked nor "
    "compared with the next one.",
    example="Over 40% of parents said the review was poor.",
    remedy="Add the survey, its date, and how many people answered.",
)
def figure_without_source(subject: Subject) -> Iterator[Hit]:
    found = [
        (section, voice, match.group(0))
        for section, voice in subject.voices
        if (match := _FIGURE.search(voice.text)) and not _SOURCED.search(voice.text)
    ]
    if found:
        yield Hit(
            f"{counted(len(found), 'statement')} of what families said {'gives' if len(found) == 1 else 'give'} a "
            f"figure with no date, source or number of people asked: "
            f"{listed(f'{quoted(voice.text, 60)} (section {section.letter})' for section, voice, _ in found)}.",
            about=tuple(dict.fromkeys(f"section {section.letter}" for section, _, _ in found)),
            quote=found[0][1].text,
            where=tuple(voice.where for _, voice, _ in found),
        )


@rule(
    code="requests-among-experiences",
    title="Requests set down where other sections have experiences",
    severity="note",
    why="“Listen to parents” asks for something and is owed an answer; “calls go unanswered” reports something and "
    "is owed a remedy. Side by side under one heading, the asks are easily left unanswered.",
    example="Section D: “Listen to parents.” Section A: “Families do not trust services.”",
    remedy="List what families ask for apart from what they lived through, and answer each ask.",
)
def requests_among_experiences(subject: Subject) -> Iterator[Hit]:
    asking: dict[str, list[tuple[str, bool]]] = {}
    for section, voice in subject.voices:
        first = next(iter(words(voice.text)), "")
        asking.setdefault(section.letter, []).append((first, first in _ASKS))
    for letter, said in asking.items():
        clear = [first for first, ask in said if ask and first not in _EITHER]
        asks = sum(ask for _, ask in said)
        others = [ask for other, them in asking.items() if other != letter for _, ask in them]
        if len(clear) >= 3 and asks * 2 >= len(said) and others and sum(others) * 4 <= len(others):
            places = [
                voice
                for section, voice in subject.voices
                if section.letter == letter and next(iter(words(voice.text)), "") in _ASKS
            ]
            yield Hit(
                f"At least half of what families said in section {letter} reads as requests ({asks} of {len(said)}, "
                f"for example {quoted(places[0].text, 70)}), where the other sections report experience.",
                about=(f"section {letter}",),
                quote=places[0].text,
                where=tuple(voice.where for voice in places),
            )
