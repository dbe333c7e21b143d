"""Header rows: which column says what, for real tables and for headers flattened to one line.

Each word list is the field's own; a column in other words is read as ``other`` and its cells stay unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.plan_reader import dates
from sendplan.plan_reader.ledger import collapse

__all__ = ["Column", "Columns", "Field", "flat_header", "header_row"]

Field = Literal[
    "ref",
    "action",
    "outcome",
    "due",
    "owner",
    "lead",
    "accountable",
    "section",
    "name",
    "baseline",
    "baseline_date",
    "step",
    "needs",
    "voice",
    "other",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds and its heading as written. ``index`` is its place in the table as drawn."""

    field: Field
    label: str
    index: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table. ``kind`` is what its rows are."""

    kind: Literal["actions", "kpis", "statements"]
    columns: tuple[Column, ...]

    def of(self, *fields: Field) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field in fields)

    def has(self, *fields: Field) -> bool:
        return bool(self.of(*fields))


_REF = r"(?:action\s|kpi\s|unique\s)?(?:reference|ref\.?|no\.?|number|id)(?:\s(?:no\.?|number|id))?|#"
_ACTION = (
    r"(?:key\s|our\s|planned\s|improvement\s|agreed\s|priority\s|specific\s|smart\s)?(?:actions?|activity"
    r"|activities|tasks?)"
    r"(?:\s(?:required|needed|to\sbe\staken|description|we\swill\stake))?"
    r"|what\s(?:we\s)?will\s(?:we\s)?(?:do|be\sdone)|what\s(?:we\sare\sgoing\sto|we\sneed\sto|are\swe\sgoing\sto)\sdo"
)
_OUTCOME = (
    r"(?:intended\s|expected\s|desired\s|anticipated\s|planned\s|key\s)?(?:outcomes?|impacts?|results?|benefits?)"
    r"|success\s(?:criteria|criterion|measures?)|what\s(?:will\s)?(?:success|good)\s(?:will\s)?looks?\slike"
    r"|(?:what|the)\sdifference\s(?:this\s|it\s|we\s)?(?:will\s)?(?:this\s|it\s|we\s)?(?:makes?|made)"
    r"|how\s(?:will\swe|we\swill)\sknow"
)
_DUE = (
    r"(?:by\s)?when|due(?:\s(?:date|by))?|deadline|time[\s-]?scales?|time[\s-]?frames?|target\sdate"
    r"|(?:planned\s)?completion(?:\sdate)?"
    r"|(?:end|finish|delivery|due)\sdate|date(?:\sdue|\sof\scompletion|\sfor\scompletion)?|complet(?:e|ed)\sby"
    r"|to\sbe\scompleted\sby"
)
_OWNER = (
    r"senior\sresponsible\s(?:officer|owner|person|lead)s?(?:\s?\(sros?\))?|sros?|(?:action\s|plan\s|named\s"
    r"|responsible\s)?owners?"
    r"|responsible\s(?:officer|owner|person|lead|organisation|body|agency)s?|(?:person|officer|organisation"
    r"|agency)s?\sresponsible"
    r"|by\swhom|who|responsib(?:le|ility)"
)
_LEAD = (
    r"(?:action\s|strategic\s|operational\s|delivery\s|senior\s)?leads?(?:\s(?:officer|person|agency"
    r"|organisation|professional)s?)?"
)
_ACCOUNTABLE = r"(?:lead\s)?accountab(?:le|ility)(?:\s(?:officer|person|lead|body|owner)s?)?"
_SECTION = (
    r"sections?|priority(?:\sarea)?|areas?(?:\sof\s(?:significant\s)?weakness|\sfor\simprovement)?|themes?"
    r"|work\s?streams?|asw|strand"
    r"|objective|pillar|section\sletter|part"
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
_STEP_WORD = (
    r"(?:interim\s|final\s|end\s|first\s|second\s|third\s|annual\s|overall\s)?"
    r"(?:milestones?|targets?|trajectory|checkpoint|review\spoint|step|stage|quarter|q(?=[1-4]))"
)
_NEEDS = (
    r"(?:what\s)?(?:needs?|areas?\sfor)(?:\sto)?\simprov\w+|need|weakness(?:es)?|issues?"
    r"|what\sinspectors\s(?:found|said)"
)
_VOICE = (
    r"what\s[\w\s,&/]{2,60}\s(?:said|say|told\sus|tell\sus)|(?:family|parent|parent\scarer"
    r"|young\speople.s)\svoice|voice"
    r"|family\sfeedback|you\ssaid"
)
_OTHER = (
    r"(?:b?rag)(?:\s(?:rating|status))?|status|progress(?:\supdate)?|updates?|comments?|evidence|notes?"
    r"|resources?|start\sdate|actual"
    r"|unit|source|frequency|risks?|review|cost|budget|data\sowner|owner|direction|polarity|good\sis"
)

_FIELDS: tuple[tuple[Field, str], ...] = (
    ("voice", _VOICE),
    ("needs", _NEEDS),
    ("ref", _REF),
    ("action", _ACTION),
    ("outcome", _OUTCOME),
    ("due", _DUE),
    ("owner", _OWNER),
    ("lead", _LEAD),
    ("accountable", _ACCOUNTABLE),
    ("section", _SECTION),
    ("name", _NAME),
    ("baseline_date", _BASELINE_DATE),
    ("baseline", _BASELINE),
    ("other", _OTHER),
)
_WHOLE = {
    field: re.compile(
        rf"(?:{words})(?:\s?(?:[/&,]|\band\b|\bor\b)\s?(?:{words}|[\w\s]{{1,40}}))?\s?[?:*]?", re.IGNORECASE
    )
    for field, words in _FIELDS
}
_STEP = re.compile(rf"{_STEP_WORD}(?![a-z])", re.IGNORECASE)
_LABEL_LIMIT = 160


def _field_of(label: str, fields: Sequence[Field]) -> Field:
    text = collapse(label).strip(" *")
    if not text or len(text) > _LABEL_LIMIT:
        return "other"
    for field in fields:
        if field == "step":
            if _STEP.match(text) or dates.read(text) is not None:
                return "step"
        elif _WHOLE[field].fullmatch(text):
            return field
    return "other"


_KPI_FIELDS: tuple[Field, ...] = ("name", "baseline_date", "baseline", "step", "ref", "section")
_ACTION_FIELDS: tuple[Field, ...] = ("ref", "action", "outcome", "due", "owner", "lead", "accountable", "section")
_STATEMENT_FIELDS: tuple[Field, ...] = ("needs", "voice", "section")


def header_row(labels: Sequence[str]) -> Columns | None:
    """The columns of a real table's header row, or None when the row is no header of actions, KPIs or statements."""
    if sum(1 for label in labels if label.strip()) < 2:
        return None
    kpis = [_field_of(label, _KPI_FIELDS) for label in labels]
    if "name" in kpis and ("step" in kpis or "baseline" in kpis or "baseline_date" in kpis):
        return Columns("kpis", _made(labels, _kpi_fixed(labels, kpis)))
    actions = [_field_of(label, _ACTION_FIELDS) for label in labels]
    others = {"outcome", "due", "owner", "lead", "accountable"} & set(actions)
    if "action" in actions and (others or "ref" in actions):
        return Columns("actions", _made(labels, _roles(actions)))
    statements = [_field_of(label, _STATEMENT_FIELDS) for label in labels]
    if "needs" in statements or "voice" in statements:
        return Columns("statements", _made(labels, statements))
    return None


def _kpi_fixed(labels: Sequence[str], fields: list[Field]) -> list[Field]:
    """A "Date" column after the baseline's is the baseline's date, and so is the second of two columns under one
    heading "Baseline"; only the first name column names."""
    fixed = list(fields)
    seen_name = False
    for at, field in enumerate(fields):
        if field == "baseline" and at and fields[at - 1] == "baseline" and "baseline_date" not in fields:
            fixed[at] = "baseline_date"
        elif field == "name":
            fixed[at] = "other" if seen_name else "name"
            seen_name = True
        elif field == "other" and re.fullmatch(r"date|as at", collapse(labels[at]), re.IGNORECASE):
            fixed[at] = "baseline_date" if "baseline" in fields[:at] and "baseline_date" not in fields else "other"
    if "baseline" not in fixed and "baseline_date" in fixed:
        fixed[fixed.index("baseline_date")] = "baseline"
    return fixed


def _roles(fields: list[Field]) -> list[Field]:
    """Leads and accountable officers are told apart only where a table has a column for each."""
    if "lead" in fields and "accountable" in fields:
        return fields
    return ["owner" if field in ("lead", "accountable") else field for field in fields]


def _made(labels: Sequence[str], fields: Sequence[Field]) -> tuple[Column, ...]:
    return tuple(Column(field, collapse(labels[at]), at) for at, field in enumerate(fields))


_FLAT_FIELDS: tuple[Field, ...] = ("ref", "action", "outcome", "due", "owner", "lead", "accountable", "other")
_FLAT_ACTION = {
    field: re.compile(rf"(?:{dict(_FIELDS)[field]})(?=[\s/&,?:*]|$)", re.IGNORECASE) for field in _FLAT_FIELDS
}


def _flat_column(line: str, at: int, found: Sequence[tuple[Field, str]]) -> tuple[int, Field] | None:
    """The longest column heading at a position; the first "Action" is the action's even before "lead"."""
    fits = [(match.end(), field) for field, pattern in _FLAT_ACTION.items() if (match := pattern.match(line, at))]
    if not any(field == "action" for field, _ in found):
        fits = [fit for fit in fits if fit[1] == "action"] or fits
    return max(fits, key=lambda fit: fit[0], default=None)


_FLAT_NAME = re.compile(rf"(?:(?:{_REF})\s)?(?P<name>{_NAME})\s", re.IGNORECASE)
_FLAT_BASELINE = re.compile(r"baseline(?P<date>\sdate)?\s*", re.IGNORECASE)
_FLAT_LIMIT = 500
_UNKNOWN_WORDS = 6


def flat_header(text: str) -> Columns | None:
    """The columns of a header flattened to one line, such as "Ref Action Outcome By when Owner", or None."""
    line = collapse(text)
    if len(line) > _FLAT_LIMIT or line[:1].islower():
        return None
    return _flat_kpis(line) or _flat_actions(line)


def _flat_actions(line: str) -> Columns | None:
    found: list[tuple[Field, str]] = []
    at = unknown = 0
    joined = False
    while at < len(line):
        best = _flat_column(line, at, found)
        if best is None:
            end = line.find(" ", at)
            end = len(line) if end < 0 else end
            word = line[at:end]
            if word in ("/", "&", "and", "or"):
                joined = True
            else:
                unknown += 1
            if not found or unknown > _UNKNOWN_WORDS:
                return None
            at = end + 1
            continue
        end, field = best
        label = line[at:end]
        if joined and found:
            field, label = found[-1][0], f"{found.pop()[1]} {label}"
        found.append((field, label))
        joined = False
        while end < len(line) and line[end] in "?:*":
            end += 1
        at = end + 1
    fields = [field for field, _ in found]
    needed = {"ref", "outcome", "due", "owner", "lead", "accountable"} & set(fields)
    if fields.count("action") != 1 or len(needed) < 2 or unknown > len(found) or line.rstrip().endswith("."):
        return None
    roles = _roles(fields)
    return Columns("actions", tuple(Column(roles[i], label, i) for i, (_, label) in enumerate(found)))


def _flat_kpis(line: str) -> Columns | None:
    head = _FLAT_NAME.match(line)
    if head is None:
        return None
    made: list[tuple[Field, str]] = [("name", head["name"])]
    at = head.end()
    while (match := _FLAT_BASELINE.match(line, at)) is not None:
        words = match.group().split()
        if match["date"] and any(field == "baseline" for field, _ in made):
            made.append(("baseline_date", " ".join(words)))
        else:
            made.append(("baseline", words[0]))
            if match["date"]:
                made.append(("baseline_date", words[1]))
        at = match.end()
    if len(made) == 2 and (match := re.compile(r"date\s", re.IGNORECASE).match(line, at)):
        made.append(("baseline_date", match.group().strip()))
        at = match.end()
    steps = _flat_steps(line, at)
    if steps is None or (not steps and len(made) < 2):
        return None
    made += [("step", label) for label in steps]
    return Columns("kpis", tuple(Column(field, label, index) for index, (field, label) in enumerate(made)))


def _flat_steps(line: str, at: int) -> list[str] | None:
    """The step headings from ``at`` on, or None when something else stands there."""
    if at >= len(line):
        return []
    starts = [match.start() for match in _STEP.finditer(line, at) if line[match.start()].isupper()]
    if not starts:
        starts = [found.start + at for found in dates.find(line[at:])]
    if not starts or starts[0] != at:
        return None
    return [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
