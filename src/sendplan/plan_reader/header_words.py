"""What a column's heading, or the label before a value, says its cells are.

Headings are told by the field's own words, strictly where the whole heading is such a word ("By when", "Lead
officer"), and loosely, by a word that it has in it, where a heading is a phrase or a question ("How will we know that
it worked?"). A heading in words not known here is ``other``: its cells stay unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance.OSA import distance

from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.progress import is_progress_label
from sendplan.plan_reader.status import is_status_label

__all__ = ["FIELD_WORDS", "OWNERS", "Field", "label_of", "loose_field", "strict_field"]

Field = Literal[
    "ref",
    "action",
    "outcome",
    "due",
    "start",
    "owner",
    "lead",
    "accountable",
    "update",
    "status",
    "section",
    "name",
    "baseline",
    "baseline_date",
    "step",
    "actual",
    "needs",
    "voice",
    "other",
]
OWNERS: tuple[Field, ...] = ("owner", "lead", "accountable")

_REF = (
    r"(?:action\s|kpi\s|unique\s|item\s|line\s)?(?:reference|ref\.?|no\.?|number|id)(?:\s(?:no\.?|number|id))?|#"
    r"|s/?n|item|code"
)
_ACTION = (
    r"(?:key\s|our\s|planned\s|improvement\s|agreed\s|priority\s|specific\s|smart\s|required\s|proposed\s|main\s)?"
    r"(?:actions?|activity|activities|tasks?)"
    r"(?:\s(?:required|needed|to\sbe\staken|description|details?|planned|we\swill\stake|to\stake|to\saddress\sthis))?"
    r"|what\s(?:we\s)?will\s(?:we\s)?(?:do|be\sdone)(?:\sto\sget\sthere|\sabout\sit|\sto\simprove)?"
    r"|what\s(?:we\sare\sgoing\sto|we\sneed\sto|are\swe\sgoing\sto)\sdo|what\sneeds\sto\s(?:happen|be\sdone)"
    r"|what\swe\sare\sdoing"
)
_OUTCOME = (
    r"(?:intended\s|expected\s|desired\s|anticipated\s|planned\s|key\s)?(?:outcomes?|impacts?|results?|benefits?)"
    r"(?:\s(?:sought|expected))?"
    r"|success\s(?:criteria|criterion|measures?)|what\s(?:will\s)?(?:success|good)\s(?:will\s)?looks?\slike"
    r"|(?:what|the)\sdifference\s(?:this\s|it\s|we\s|will\s)?(?:will\s)?(?:this\s|it\s|we\s)?(?:makes?|made)"
    r"|how\s(?:will\swe|we\swill)\sknow|what\s(?:you|families|children)\swill\ssee|what\swe\swant"
    r"(?:\sto\s(?:achieve|see))?|evidence\sof\s(?:impact|success)|measures?\sof\ssuccess|success\sindicators?"
)
_DUE = (
    r"(?:by\s)?when|due(?:\s(?:date|by))?|deadline|time[\s-]?scales?|time[\s-]?frames?|time[\s-]?lines?"
    r"|target\s(?:date|completion(?:\sdate)?)|(?:planned\s|target\s|expected\s|anticipated\s)?completion(?:\sdate)?"
    r"|(?:end|finish|delivery|due|implementation)\sdate|date(?:\sdue|\s(?:of|for)\scompletion|\sfor\sdelivery)?"
    r"|(?:to\sbe\s)?(?:complete|completed|done)\sby|by\sdate"
)
_OWNER = (
    r"(?:action\s|plan\s|named\s|responsible\s|risk\s)?owners?|by\swhom|who|who\swill\sdo\s(?:it|this)"
    r"|responsib(?:le|ility)(?:\sof)?|(?:person|officer|organisation|agency)s?\sresponsible"
    r"|responsible\s(?:officer|owner|person|lead|organisation|body|agency|partner|service)s?"
    r"|assigned\sto|delivery\spartners?"
)
_LEAD = (
    r"(?:action\s|strategic\s|operational\s|delivery\s|senior\s|named\s|responsible\s|workstream\s|project\s)?"
    r"leads?(?:\s(?:officer|person|agency|organisation|professional|name|responsible|partner|service)s?)?"
    r"(?:\sfor\s(?:this\s)?action)?"
)
_ACCOUNTABLE = (
    r"(?:lead\s)?accountab(?:le|ility)(?:\s(?:officer|person|lead|body|owner|to)s?)?"
    r"|senior\s(?:responsible|accountable)\s(?:officer|owner|person|lead)s?(?:\s?\(sros?\))?|sros?"
    r"|(?:executive\s|senior\s)?sponsors?"
)
_SECTION = (
    r"sections?|priority(?:\sarea)?|areas?(?:\sof\s(?:significant\s)?weakness|\sfor\simprovement)?|themes?"
    r"|work\s?streams?|asw|strand|objective|pillar|section\sletter|part"
)
_NAME = (
    r"(?:kpis?|key\sperformance\s(?:indicator|measure)s?)(?:\s\(kpis?\))?|performance\s(?:indicator|measure)s?"
    r"|indicators?"
    r"|measures?(?:\sof\s(?:success|impact))?|metrics?|outcome\smeasures?|what\s(?:we\swill|will\swe)\smeasure"
    r"|(?:kpi|measure)\sname"
)
_BASELINE_DATE = r"baseline\s(?:date|as\s(?:at|of)|period|month)|date\sof\s(?:the\s)?baseline"
_BASELINE = (
    r"(?:current\s)?baseline(?:\s(?:value|figure|position|data|level))?|starting\spoint"
    r"|start(?:ing)?\sposition|current\s(?:position|level)"
)
_START = r"(?:planned\s|actual\s)?(?:start(?:\sdate|\sby)?|commencement(?:\sdate)?|date\s(?:started|commenced))"
_NEEDS = (
    r"(?:what\s)?(?:needs?|areas?\sfor)(?:\sto)?\simprov\w+|need|weakness(?:es)?|issues?"
    r"|what\sinspectors\s(?:found|said)"
)
_VOICE = (
    r"what\s[\w\s,&/]{2,60}\s(?:said|say|told\sus|tell\sus)|(?:family|parent|parent\scarer|young\speople.s)\svoice|voice"
    r"|family\sfeedback|you\ssaid"
)
_UPDATE = (
    r"(?:latest\s|current\s|monthly\s|quarterly\s)?(?:progress|updates?|commentary|comments?)"
    r"(?:\s(?:updates?|reports?|notes?|comments?|so\sfar|to\sdate))?"
    r"|(?:where\s(?:are\swe|we\sare)(?:\sup\sto)?|what\swe\shave\sdone|what\shave\swe\sdone)(?:\s(?:now|so\sfar))?"
)
_STATUS = r"(?:current\s)?(?:b?rag|brag|status)(?:\s(?:rating|status))?|(?:progress\s)?rating"
_OTHER = (
    r"evidence|notes?|resources?|unit|source|frequency|risks?|review|cost|budget|data\sowner|direction|polarity"
    r"|good\sis|monitoring"
)

FIELD_WORDS: tuple[tuple[Field, str], ...] = (
    ("voice", _VOICE),
    ("needs", _NEEDS),
    ("ref", _REF),
    ("action", _ACTION),
    ("outcome", _OUTCOME),
    ("due", _DUE),
    ("start", _START),
    ("accountable", _ACCOUNTABLE),
    ("lead", _LEAD),
    ("owner", _OWNER),
    ("update", _UPDATE),
    ("status", _STATUS),
    ("section", _SECTION),
    ("name", _NAME),
    ("baseline_date", _BASELINE_DATE),
    ("baseline", _BASELINE),
    ("other", _OTHER),
)
_STRICT = {
    field: re.compile(rf"(?:{words})(?:\s?(?:[/&,]|\band\b|\bor\b)\s?[\w\s-]{{1,40}})?\s?[?:*]?", re.IGNORECASE)
    for field, words in FIELD_WORDS
}
_LABEL_LIMIT = 160
_LOOSE_WORDS = 14
_BRACKETS = re.compile(r"\s?[(\[][^()\[\]]{0,80}[)\]]")


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


# The words that tell a phrase or a question, the first that fits standing.
_LOOSE: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (
        "other",
        _any(
            r"^start\sdate\b",
            r"^date\s(?:added|raised|opened|closed|of\s(?:last\s)?(?:update|review))\b",
            r"\brisks?\b",
        ),
    ),
    ("status", _any(r"\bb?rag\b")),
    ("ref", _any(r"^(?:action|item|line)\s(?:ref|no|num|id)\w{0,7}\b")),
    ("accountable", _any(r"\baccountab", r"\bsros?\b", r"\bsenior\sresponsible\b", r"\bsponsor\b")),
    (
        "owner",
        _any(
            r"^by\swhom\b",
            r"^who\b",
            r"^(?:named\s)?leads?(?:\s(?:and|&|/|or)\s.{1,40})?$",
            r"\bwho\s(?:will|is|are|leads?)\b",
            r"\bowners?\b",
            r"\bresponsib",
            r"^named\s",
            r"\blead\s(?:officer|person|agency|organisation|professional|service|partner)s?\b",
            r"\bleads?\b$",
            r"\bin\scharge\b",
            r"^(?:responsible\s)?officers?\b",
            r"^(?:key\s|delivery\s)?partners?\b",
        ),
    ),
    (
        "outcome",
        _any(
            r"\bevidence\sof\s(?:impact|success)\b",
            r"\bsuccess\b",
            r"\bdifferen(?:ce|t)\b",
            r"\boutcomes?\b",
            r"\bhow\s(?:will\swe|we\swill|do\swe)\s(?:know|be\sable)\b",
            r"\bwill\s(?:you|families|we|children|people)\s(?:see|notice)\b",
            r"\b(?:you|families|we|children)\swill\s(?:see|notice)\b",
            r"\bwhat\s(?:do\s)?we\s(?:want|expect|hope|aim)\b",
            r"\b(?:intended|expected|anticipated|desired)\s(?:impact|benefit|result)s?\b",
            r"\bimpacts?\s(?:on|for|we|and)\b",
            r"\bsigns?\s(?:that|of\ssuccess)\b",
            r"\b(?:it|this|we)\s(?:has\s|have\s)?(?:worked|succeeded)\b",
            r"\bgood\slook",
            r"\bwhat\swill\s(?:change|improve|get\sbetter|have\schanged)\b",
        ),
    ),
    (
        "due",
        _any(
            r"\bby\swhen\b",
            r"^when\b",
            r"\bdeadline\b",
            r"\btime\s?-?(?:scale|frame|line)s?\b",
            r"\b(?:due|target|completion|end|finish)\sdate\b",
            r"\b(?:completed|done|delivered|finished|achieved|in\splace)\sby\b",
            r"^(?!.*\b(?:start|updated?|baseline|reviewed?|added|raised|opened)\b).*\bdate$",
            r"\bdate\sfor\scompletion\b",
        ),
    ),
    (
        "update",
        _any(
            r"\bprogress\b",
            r"\bupdates?\b",
            r"\bcomment(?:s|ary)?\b",
            r"\bwhere\s(?:are\swe|we\s(?:are|have|got))\b",
            r"\b(?:so\sfar|to\sdate)\b",
        ),
    ),
    (
        "action",
        _any(
            r"\bwhat\s(?:we|will|are|do|is|needs)\b.{0,40}\b(?:do|doing|done|happen|take|put\sin\splace)\b",
            r"\bactions?\b",
            r"\bactivit(?:y|ies)\b",
            r"\btasks?\b",
            r"\bhow\s(?:will\swe|we\swill|are\swe)\b.{0,40}\b(?:do|achieve|get|deliver|make)\b",
            r"\bwe\swill\b",
            r"\bsteps\b.{0,40}\btake\b",
        ),
    ),
)


def label_of(text: str) -> str:
    """A heading's words: white space made one space, and what stands round them (a colon, stars, brackets) left off."""
    label = collapse(text).strip(" *:–-_").strip()
    for short, long in _SHORTENED:
        label = label.replace(short, long)
    return label


_SHORTENED = (("’", "'"), ("we'll", "we will"), ("We'll", "We will"), ("we've", "we have"), ("we're", "we are"))


@lru_cache(maxsize=4096)
def strict_field(text: str, fields: Sequence[Field] | None = None) -> Field | None:
    """The field whose word the whole heading is, or None. ``fields`` limits which are tried, in their order."""
    label = label_of(text)
    if not label or len(label) > _LABEL_LIMIT:
        return None
    bare = _BRACKETS.sub("", label).strip()
    for form in dict.fromkeys((label, bare)):
        for field in fields or tuple(name for name, _ in FIELD_WORDS):
            if form and field in _STRICT and _STRICT[field].fullmatch(form):
                return _by_brackets(field, label)
    return None


def _by_brackets(field: Field, label: str) -> Field:
    """ "Responsible officer (action lead)" is the lead, "Senior responsible officer (accountable)" the accountable."""
    if field not in OWNERS:
        return field
    inside = label[label.find("(") :].lower() if "(" in label else ""
    if "accountab" in inside:
        return "accountable"
    return "lead" if re.search(r"\bleads?\b", inside) else field


@lru_cache(maxsize=4096)
def loose_field(text: str) -> Field | None:
    """What a heading in words of its own says, for tables of actions; None where nothing tells."""
    label = label_of(text)
    if not label or len(label) > _LABEL_LIMIT:
        return None
    found = strict_field(label, _OF_ACTIONS) or _misspelt(label)
    if found is not None:
        return found
    if len(label.split()) > _LOOSE_WORDS or label.endswith((".", ",", ";")):
        return None
    if is_status_label(label):
        return "status"
    if is_progress_label(label):
        return "update"
    bare = _BRACKETS.sub("", label).strip() or label
    return next((_by_brackets(field, label) for field, pattern in _LOOSE if pattern.search(bare)), None)


def _misspelt(label: str) -> Field | None:
    """A heading of one word with one letter wrong, such as "Acton" or "Deadine"."""
    word = label.lower()
    if not 5 <= len(word) <= 14 or not word.isalpha():
        return None
    near = (
        field for known, field in _ONE_WORD.items() if abs(len(known) - len(word)) <= 1 and distance(known, word) == 1
    )
    return next(near, None)


_ONE_WORD: dict[str, Field] = {
    "action": "action",
    "actions": "action",
    "activity": "action",
    "outcome": "outcome",
    "outcomes": "outcome",
    "impact": "outcome",
    "deadline": "due",
    "timescale": "due",
    "timescales": "due",
    "timeframe": "due",
    "responsible": "owner",
    "accountable": "accountable",
    "progress": "update",
    "reference": "ref",
}
_OF_ACTIONS: tuple[Field, ...] = (
    "ref",
    "action",
    "outcome",
    "due",
    "start",
    "accountable",
    "lead",
    "owner",
    "status",
    "update",
    "section",
)
