"""Which heading is which: sections, what is under them, and the parts of the front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sendplan.plan_reader.ledger import collapse

__all__ = [
    "HeadingKind",
    "SectionHeading",
    "heading_kind",
    "is_aside_line",
    "is_furniture",
    "section_heading",
    "short_section_heading",
]

HeadingKind = Literal["needs", "voice", "actions", "kpis", "introduction", "governance"]

_FAMILIES = (
    r"famil(?:y|ies)|parents?(?:[\s/&-](?:and\s)?carers?)?|carers?|children(?:\sand\s|\s&\s|,\s)young\speople"
    r"|children|young\speople|people"
    r"|stakeholders|they|you|service\susers"
)
_KINDS: tuple[tuple[HeadingKind, str], ...] = (
    (
        "needs",
        (
            r"what\s(?:needs?|needed|we\sneed|has|must)(?:\sto)?\s(?:be\s)?(?:improv\w+|change\w*|get\sbetter)"
            r"|(?:key\s|our\s)?(?:areas?|priorit(?:y|ies))"
            r"\s(?:for|of)\s(?:improvement|development)|needs?\simprov\w+|improvements?\s(?:needed|required)"
            r"|what\s(?:the\s)?inspect(?:ors|ion)"
            r"\s(?:found|said|told\sus|identified)|(?:key\s)?inspection\sfindings|what\s(?:is|isn.t|is\snot"
            r"|was\snot)\s(?:not\s)?working(?:\swell)?"
            r"|(?:key\s)?(?:issues|weaknesses|challenges|concerns)(?:\sidentified)?|identified\s(?:needs|weaknesses"
            r"|issues)|what\swe\s(?:need\sto"
            r"|must)\s(?:improve|do\sbetter|change)|why\s(?:is\s)?this\s(?:is\s)?(?:a\s)?(?:priority|important"
            r"|matters)|the\s(?:issues?|problems?)"
        ),
    ),
    (
        "voice",
        (
            rf"what\s(?:have\s)?(?:our\s|the\s|local\s)?(?:{_FAMILIES})(?:(?:,\s|\sand\s|\s&\s|,\sand\s)(?:their\s"
            rf"|our\s)?(?:{_FAMILIES})){{0,3}}"
            r"\s(?:have\s|has\s|are\s)?(?:said|say|saying|told|tell|telling|feel|felt|think|thought"
            r"|want)(?:\s(?:to\s)?us)?(?:\sabout\s.{1,60})?"
            rf"|(?:the\s)?(?:(?:{_FAMILIES})[’']?s?[’']?)\s(?:voice|views|feedback|experience)s?|you\ssaid"
            rf"|(?:the\s)?voices?\sof\s.{{1,60}}"
            rf"|feedback\sfrom\s.{{1,60}}|(?:the\s)?lived\sexperiences?(?:\sof\s.{{1,60}})?"
            rf"|(?:{_FAMILIES})\s(?:have\s)?(?:said|told\sus)"
        ),
    ),
    (
        "actions",
        (
            r"(?:key\s|our\s)?actions?(?:\sand\s(?:intended\s)?outcomes?|\splan|\sto\sbe\staken)?"
            r"|outcomes?\sand\sactions?|what\s(?:we\swill|will\swe)\sdo"
            r"|what\swe\sare\s(?:going\sto\sdo|doing)|(?:improvement|delivery)\sactions?(?:\splan)?|our\s(?:plan|response)"
        ),
    ),
    (
        "kpis",
        (
            r"(?:key\s)?performance\s(?:indicators?|measures?)(?:\s\(kpis?\))?|kpis?|(?:success|impact"
            r"|outcome)\smeasures?|measures(?:\sof\s(?:success|impact))?"
            r"|how\s(?:will\swe|we\swill)\s(?:know|measure).{0,60}|measuring\s(?:impact|success|progress)|metrics"
            r"|indicators?|targets(?:\sand\smilestones)?|milestones"
            r"|key\smeasures"
        ),
    ),
    (
        "introduction",
        (
            r"introduction|background|context|foreword|purpose(?:\sof\s(?:this|the)\s.{1,40})?|overview"
            r"|about\sthis\splan|(?:executive\s)?summary"
            r"|our\svision|vision|areas?\sof\s(?:significant\s)?weakness(?:es)?|background\sand\scontext"
        ),
    ),
    (
        "governance",
        (
            r"(?:[\w’',&/-]{1,40}\s){0,8}governance(?:\s[\w’',&/-]{1,40}){0,12}|reporting\s(?:arrangements|structure|lines)"
            r"|accountability(?:\sarrangements)?"
            r"|(?:monitoring|oversight)(?:\sarrangements)?|monitoring\sand\s(?:reporting|review|evaluation)"
            r"|how\sthe\splan\s(?:is|will\sbe)\s(?:monitored|overseen)"
        ),
    ),
)
_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _KINDS)
_NUMBERING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,2}|[A-Za-z]|[ivx]{1,4})[.):]?\s(?=[A-Z])")
_LONGEST = 160


def heading_kind(text: str) -> HeadingKind | None:
    """What a line is the heading of, if it is one of the headings that plans share; a colon at its end is allowed."""
    line = collapse(text).rstrip(" :–-").strip("*_ ")
    if not line or len(line) > _LONGEST or line.endswith((".", ",", ";")):
        return None
    number = _NUMBERING.match(line)
    for form in (line, line[number.end() :] if number else ""):
        for kind, pattern in _PATTERNS:
            if form and pattern.fullmatch(form):
                return kind
    return None


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """``word`` is the document's own ("section", "priority", "asw"); ``title`` begins at ``title_start`` of "
    "the raw text."""

    word: str
    letter: str
    title_start: int


_WORD = (
    r"section|priority(?:\s(?:area|action|theme))?|areas?(?:\sof\s(?:significant\s)?weakness|\sfor\simprovement"
    r"|\sof\sfocus)?|theme|work\s?stream"
    r"|objective|aim|strand|pillar|goal|asw|part|improvement\s(?:area|priority|theme)|improvement"
    r"|strategic\s(?:priority|objective|aim)"
    r"|outcome|chapter|weakness|ambition|recommendation|finding|pap|priority\saction|promise|commitment|pledge|enabler"
    r"|(?:significant\s)?concern|area(?:s)?\sfor\spriority\saction|area\sof\sweakness|focus\sarea|key\spriority|mission|driver"
)
_SECTION = re.compile(
    rf"[\s\u00a0]{{0,40}}(?P<word>{_WORD})[\s\u00a0]{{1,40}}(?:(?:no\.?|number)\s)?(?P<letter>[A-Z]{{1,2}}|[ivxIVX]{{1,4}}"
    rf"|\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?:[\s\u00a0]{0,40}(?P<sep>[:–—.)|]|-(?=[\s\u00a0]))[\s\u00a0]{0,40}|(?P<bare>[\s\u00a0]{1,40}(?=[A-Z(]))|[\s\u00a0]{0,40}$)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"[\s\u00a0]{0,40}(?P<letter>[A-Z]|\d{1,2})[\s\u00a0]?(?:[.):]|[–—-](?=[\s\u00a0]))[\s\u00a0]{1,40}(?=[A-Z])"
)
_SECTION_LONGEST = 300


def section_heading(raw: str) -> SectionHeading | None:
    """ "Section A: …", "Priority 1 – …", "ASW B – …", or None. The first letter must be a capital."""
    match = _SECTION.match(raw)
    if match is None or len(collapse(raw)) > _SECTION_LONGEST or not match["word"][0].isupper():
        return None
    if len(match["letter"]) <= 2 and match["letter"].isalpha() and not match["letter"].isupper():
        return None
    if match["bare"] is not None and (collapse(raw).endswith(".") or len(collapse(raw).split()) > 20):
        return None
    word = collapse(match["word"]).lower()
    return SectionHeading(word, match["letter"].upper(), match.end())


def short_section_heading(raw: str) -> SectionHeading | None:
    """ "A. Strategy" or "1 – Strategy": a section's heading only where it is known to be a heading at all."""
    match = _SHORT.match(raw)
    if match is None or len(collapse(raw)) > _SECTION_LONGEST:
        return None
    return SectionHeading("", match["letter"], match.end())


_ASIDE_LINE = re.compile(
    r"(?:key\s)?(?:risks?|issues?)\b.{0,40}\b(?:likelihood|impact|mitigat\w+|probability|score)\b.{0,80}"
    r"|(?:risks?|issues?)(?:\s(?:register|log|and\s(?:issues|mitigations?)))?"
    r"|(?:terms?|words?|abbreviations?|acronyms?|short\sforms?)\s(?:meanings?|definitions?|what\s.{1,20}|stands\sfor)"
    r"|(?:annex|appendix)\s\w{1,3}\b.{0,80}|glossary(?:\sof\s.{1,40})?|(?:version|document)\s(?:control|history)",
    re.IGNORECASE,
)


def is_aside_line(text: str) -> bool:
    """True for a heading, or a header flattened to a line, of what stands beside a plan: risks, a glossary, annexes."""
    return _ASIDE_LINE.fullmatch(collapse(text).strip(" :")) is not None


_FURNITURE = re.compile(
    r"(?:back\sto\s)?top(?:\sof\s(?:the\s)?page)?|skip\sto\s(?:main\s)?content|page\s\d{1,3}(?:\s(?:of"
    r"|/)\s\d{1,3})?|\d{1,3}\s?/\s?\d{1,3}"
    r"|(?:print|share|download|save)(?:\sthis)?(?:\s(?:page|document|plan|as\spdf))?|cookies?(?:\s(?:policy"
    r"|settings))?|home|menu|search|close"
    r"|return\sto\s(?:the\s)?(?:top|contents|index)|contents|next(?:\spage)?|previous(?:\spage)?|breadcrumbs?"
    r"|share|feedback|accessibility"
    r"(?:\sstatement)?|was\sthis\s(?:page\s)?(?:helpful|useful)\??|official(?:[\s:–-]+sensitive)?|©.{0,80}"
    r"|copyright\b.{0,80}",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """True for what belongs to the page and not to the plan on it: "Top", "Page 7 of 31", "Skip to content"."""
    return _FURNITURE.fullmatch(collapse(text).strip(" -–—|")) is not None
