"""The columns of a KPI table, milestones and reported figures ("actuals") paired.

"Milestone 1 (July 2023) | Actual 1 | Milestone 2 | Actual 2", "Target | Actual", "Q1 target | Q1 actual", "Baseline |
Current | Target", "Nov 23 actual". An actual belongs to the step that its heading names, by number or by date; else to
the step printed straight before it; one that names no step and follows none stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sendplan.plan_reader import dates
from sendplan.plan_reader.ledger import collapse

__all__ = ["KpiColumn", "Role", "flat_kpi_labels", "kpi_columns"]

Role = Literal[
    "ref", "section", "name", "baseline", "baseline_date", "step", "actual", "status", "progress", "better", "other"
]


@dataclass(frozen=True, slots=True)
class KpiColumn:
    """One column. ``step`` is the number (from 0) of the step it is, or belongs to; None where it stands alone."""

    role: Role
    label: str
    step: int | None = None


_WHEN = (
    rf"(?:{dates.MONTH}(?:\s?['’]?(?:20)?\d\d)?|q(?:uarter\s?)?[1-4](?:\s?(?:20)?\d\d(?:\s?[/–-]\s?\d\d)?)?|20\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?"
    r"|\d\d\s?/\s?\d\d|(?:autumn|spring|summer)(?:\sterm)?(?:\s20\d\d)?|(?:3|6|9|12|18|24|three|six|nine|twelve)[\s-]?months?|year\s?\d|end\sof\syear|year[\s-]end|\d)"
)
_ACTUAL_WORD = (
    r"(?:actuals?|achieved|current(?:\s(?:position|performance|figure|value|data|level|status))?|latest(?:\s(?:position|performance|figure|data|value|result))?"
    r"|outturn|out-turn|results?|performance|reported|position|progress\s(?:data|figure)|achievement|update\sfigure|where\s(?:we\sare|are\swe)(?:\snow)?|now|measured)"
)
_STEP_WORD = (
    r"(?:(?:interim|final|end|first|second|third|fourth|annual|overall|short[\s-]term|medium[\s-]term|long[\s-]term)\s)?"
    r"(?:milestones?|targets?|trajectory|checkpoint|goal|aim|ambition|planned|plan|expected|forecast|aspiration|step|stage"
    r"|where\swe\s(?:want|need|plan|aim)\sto\s(?:be|get))"
)
_ACTUAL = re.compile(
    rf"(?:{_WHEN}\s?[:–-]?\s?)?{_ACTUAL_WORD}(?:\s(?:for|at|in|as\sat|as\sof|by|from))?\s?[:–(-]?\s?.{{0,40}}|(?:milestones?|targets?|step)\s?\d?\s?[:–(-]?\s?(?:actuals?|achieved|result|outturn)\)?"
    rf"|.{{0,30}}\s\(?(?:actuals?|outturn)\)?",
    re.IGNORECASE,
)
_STEP = re.compile(rf"(?:{_WHEN}\s?[:–-]?\s?)?{_STEP_WORD}(?![a-z]).{{0,80}}", re.IGNORECASE)
_STATUS = re.compile(r"b?rag{1,2}\b.{0,30}|(?:current\s)?status|on\strack\?|rating|.{0,20}\sb?rag", re.IGNORECASE)
_PROGRESS = re.compile(
    r"(?:progress(?:\s(?:update|commentary|comments?|notes?))?|comments?|commentary|narrative|updates?|notes?|context)(?:\s.{0,30})?",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"(?:desired\s)?(?:direction(?:\sof\s(?:travel|change))?|polarity|good\s(?:is|to\sbe|performance).{0,20}|better|trend|higher\sor\slower.{0,20})",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:key\s)?(?:kpis?|performance\s(?:indicators?|measures?)|(?:outcome\s|impact\s|success\s|performance\s)?indicators?|(?:outcome\s|impact\s|success\s|performance\s)?measures?|metrics?"
    r"|measures?\sof\s(?:success|impact)|what\s(?:we|will\swe|we\swill|is|are\swe)\s(?:will\s)?(?:measur(?:e|ed|ing)|count(?:ing)?|track(?:ing)?)|(?:kpi|measure|indicator)\s(?:name|description|title))(?:\s?\(.{1,40}\)|\s?/\s?\w+)?",
    re.IGNORECASE,
)
_REF = re.compile(
    r"(?:kpi\s|measure\s|indicator\s|unique\s)?(?:ref(?:erence)?\.?|no\.?|number|id|#)(?:\s(?:no\.?|number|id))?",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:priority|priorities|theme|area(?:\sof\s(?:significant\s)?weakness)?|section|work\s?stream|objective|asw|outcome\sarea)(?:\s(?:area|no\.?|number))?",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    r"(?:current\s)?base\s?line(?:\s(?:value|figure|position|data|level|performance|measure|%|number))?(?:\s?[(:–-]?\s?.{0,40})?|start(?:ing)?\s(?:point|position|figure)(?:\s.{0,30})?|where\swe\s(?:were|started)(?:\s.{0,30})?",
    re.IGNORECASE,
)
_BASELINE_DATE = re.compile(
    r"base\s?line\s(?:date|as\s(?:at|of)|period|month|year)|date\sof\s(?:the\s)?base\s?line", re.IGNORECASE
)
_DATE = re.compile(r"date|as\sat|period|month", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:actuals?|achieved|milestones?|targets?|step|stage|result|checkpoint|outturn)\s?(?P<n>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?:current|latest|now|where\s)", re.IGNORECASE)


def kpi_columns(labels: Sequence[str]) -> tuple[KpiColumn, ...] | None:
    """The columns of a KPI table by its header texts, in the same order; None where the header is no KPI table's.

    A KPI table has a column for the measure's name and one for a baseline, a step or an actual.
    """
    said = [collapse(label).strip(" *:") for label in labels]
    roles: list[Role] = [_role(label) for label in said]
    if "name" not in roles or not {"baseline", "baseline_date", "step", "actual"} & set(roles):
        return None
    _settle(roles, said)
    made = [KpiColumn(role, collapse(label)) for role, label in zip(roles, labels, strict=True)]
    steps = [at for at, role in enumerate(roles) if role == "step"]
    made = [
        replace(column, step=steps.index(at) if column.role == "step" else _of_step(at, made, steps))
        for at, column in enumerate(made)
    ]
    return tuple(made)


def _role(label: str) -> Role:
    if not label or len(label) > 160:
        return "other"
    for role, pattern in (("ref", _REF), ("name", _NAME), ("section", _SECTION), ("better", _BETTER)):
        if pattern.fullmatch(label):
            return role  # type: ignore[return-value]  # the names of the list are roles
    if _BASELINE_DATE.fullmatch(label):
        return "baseline_date"
    if _BASELINE.fullmatch(label):
        return "baseline"
    if _STATUS.fullmatch(label):
        return "status"
    if _ACTUAL.fullmatch(label) and not (
        _STEP.fullmatch(label) and not re.search(r"actual|achieved|result|outturn", label, re.IGNORECASE)
    ):
        return "actual"
    if _STEP.fullmatch(label) or dates.read(label) is not None or re.fullmatch(_WHEN, label, re.IGNORECASE):
        return "other" if label.isdigit() and len(label) < 4 else "step"
    return "progress" if _PROGRESS.fullmatch(label) else "other"


def _settle(roles: list[Role], said: Sequence[str]) -> None:
    """One name column; a "Date" beside the baseline is its date; "Current position" is the baseline where none is."""
    seen = False
    for at, role in enumerate(roles):
        if role == "name":
            roles[at] = "other" if seen else "name"
            seen = True
        elif role == "baseline" and at and roles[at - 1] == "baseline" and "baseline_date" not in roles:
            roles[at] = "baseline_date"
        elif role in ("other", "step") and _DATE.fullmatch(said[at]):
            roles[at] = "baseline_date" if "baseline" in roles[:at] and "baseline_date" not in roles else "other"
    if "baseline" not in roles and "baseline_date" in roles:
        roles[roles.index("baseline_date")] = "baseline"
    if "baseline" not in roles:
        first = next((at for at, role in enumerate(roles) if role in ("step", "actual")), None)
        now = first is not None and re.match(r"current|starting", said[first], re.IGNORECASE) is not None
        if first is not None and now and roles.count("actual") == 1 and "step" in roles[first:]:
            roles[first] = "baseline"


def _of_step(at: int, columns: Sequence[KpiColumn], steps: Sequence[int]) -> int | None:
    """The step that an actual, a rating or a comment belongs to."""
    column = columns[at]
    if column.role not in ("actual", "status"):
        return None
    number = _NUMBER.search(column.label)
    if number is not None:
        named = [
            i
            for i, step in enumerate(steps)
            if (own := _NUMBER.search(columns[step].label)) and own["n"] == number["n"]
        ]
        if len(named) == 1:
            return named[0]
    when = _when(column.label)
    if when is not None:
        same = [i for i, step in enumerate(steps) if _when(columns[step].label) == when]
        return same[0] if len(same) == 1 else None
    if number is not None and steps and not any(_NUMBER.search(columns[step].label) for step in steps):
        return int(number["n"]) - 1 if 0 < int(number["n"]) <= len(steps) else None
    if _NOW.match(column.label):
        return None
    before = at - 1
    while before >= 0 and columns[before].role in ("status", "progress", "other"):
        before -= 1
    if before < 0:
        return None
    if columns[before].role == "actual" and column.role == "status":
        return _of_step(before, columns, steps)
    return steps.index(before) if columns[before].role == "step" else None


def _when(label: str) -> str | None:
    """The date or stage a heading names, so that two headings can be told to name the same."""
    read = dates.read_anywhere(label)
    if read is not None:
        return f"{read.earliest} {read.latest}"
    match = re.search(
        rf"\b(?:q(?:uarter\s?)?(?P<q>[1-4])|(?P<m>{dates.MONTH})|(?P<n>\d{{1,2}}|three|six|nine|twelve)[\s-]?months?|year\s?(?P<y>\d)|(?P<t>autumn|spring|summer))(?![a-z])",
        label,
        re.IGNORECASE,
    )
    return match.group().casefold().replace(" ", "").replace("-", "").rstrip(".s") if match else None


_FLAT_LIMIT = 600
_FLAT_NAME = re.compile(rf"(?:{_REF.pattern}\s)?(?:{_NAME.pattern})\s", re.IGNORECASE)
_FLAT_WORDS = (
    r"(?:(?:Interim|Final|End|First|Second|Third|Annual|Overall)\s)?(?:Milestones?|Targets?|Trajectory|Actuals?|Outturn"
    r"|Results?|Current(?:\s[Pp]osition|\s[Pp]erformance)?|Latest|Achieved|RAG|BRAG|Status|Comments?|Commentary|Progress"
    r"|Direction|Polarity|Baseline\s[Dd]ate|Baseline)(?![a-z])"
)
_FLAT_WHEN = (
    rf"(?:(?i:{dates.MONTH})(?:\s?['’]?(?:20)?\d\d)?|Q[1-4](?:\s20\d\d(?:[/–-]\d\d)?)?|20\d\d(?:[/–-]\d\d)?"
    r"|\d{1,2}[\s-][Mm]onths?)"
)
_FLAT_START = re.compile(rf"(?<![\w(]){_FLAT_WORDS}")
_FLAT_DATED_START = re.compile(rf"(?<![\w(])(?:{_FLAT_WHEN}\s)?(?i:{_FLAT_WORDS})")


_FLAT_FIRST = re.compile(rf"(?:Baseline(?:\s[Dd]ate)?\s){{0,2}}{_FLAT_WHEN}\s(?i:{_FLAT_WORDS})")


def flat_kpi_labels(line: str) -> list[str] | None:
    """The labels of a KPI header flattened to one line that has actuals in it; None where it has none, or is none."""
    text = collapse(line)
    if len(text) > _FLAT_LIMIT or text[:1].islower():
        return None
    head = _FLAT_NAME.match(text)
    if head is None:
        return None
    first = _FLAT_FIRST.match(text, head.end())
    start = _FLAT_DATED_START if first else _FLAT_START  # "Q1 target Q1 actual", or "Milestone 1 (July 2023) Actual 1"
    starts = [match.start() for match in start.finditer(text, head.end())]
    if len(starts) < 2 or starts[0] > head.end():
        return None
    labels = [text[at:end].strip() for at, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    labels = [text[: head.end()].strip(), *labels]
    columns = kpi_columns(labels)
    if columns is None or not any(column.role == "actual" for column in columns):
        return None
    return labels
