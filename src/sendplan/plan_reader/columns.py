"""Header rows of real tables: which column says what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sendplan.plan_reader import dates
from sendplan.plan_reader.header_words import OWNERS, Field, label_of, loose_field, strict_field
from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.measure_pairs import Role, kpi_columns

__all__ = ["STEP", "Column", "Columns", "Field", "header_row", "is_aside", "told_apart"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds and its heading as written. ``index`` is its place in the table as drawn.

    ``step`` is the number (from 0) of the milestone that a column of reported figures stands beside.
    """

    field: Field
    label: str
    index: int
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table. ``kind`` is what its rows are.

    ``measures`` are the columns of a KPI that stands in each row of a table of actions.
    """

    kind: Literal["actions", "kpis", "statements"]
    columns: tuple[Column, ...]
    measures: tuple[Column, ...] = ()

    def of(self, *fields: Field) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field in fields)

    def has(self, *fields: Field) -> bool:
        return bool(self.of(*fields))

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(column.label.lower() for column in self.columns if column.label)


_STEP_WORD = (
    r"(?:interim\s|final\s|end\s|first\s|second\s|third\s|annual\s|overall\s)?"
    r"(?:milestones?|targets?|trajectory|checkpoint|review\spoint|step|stage|quarter|q(?=[1-4]))"
)
STEP = re.compile(rf"{_STEP_WORD}(?![a-z])", re.IGNORECASE)
_STATEMENT_FIELDS: tuple[Field, ...] = ("needs", "voice", "section")
_BESIDE_ACTIONS: tuple[Field, ...] = ("outcome", "due", "owner", "lead", "accountable", "update", "status", "start")
_LONGEST_HEADING = 16
_MONTHS = 2
_BESIDE_MONTHS = 2
_PLAIN_ACTION = re.compile(r"(?:key\s|our\s)?actions?\b|what\s(?:we\s)?will\s(?:we\s)?do", re.IGNORECASE)
_SUB_ACTION = re.compile(
    r"(?:sub|detailed|specific|supporting|individual)[\s-]?(?:actions?|tasks?)|steps?|tasks?(?!\sowner)", re.IGNORECASE
)
# In a table with dates and owners but no "action", the column of one of these words holds the promises.
_PROMISE = re.compile(
    r"what\??|milestones?|deliverables?|commitments?|recommendations?|objectives?|initiatives?|projects?|steps?"
    r"|(?:areas?\sof\s)?(?:work|focus|development)|descriptions?|details?|priorit(?:y|ies)|proposals?|response"
    r"|work\sstreams?|intervention|goals?|aims?|improvements?|key\spriorit(?:y|ies)|how\??|strateg(?:y|ies)",
    re.IGNORECASE,
)


# Tables that plans print beside their actions and that hold none: risks, words explained, versions, members.
_RISK = re.compile(
    r".*\b(?:likelihood|probability|mitigat\w+|risk\sscore|controls?)\b.*|(?:key\s)?risks?(?:\s.{1,30})?", re.IGNORECASE
)
_ASIDE = re.compile(
    r"terms?|words?|abbreviations?|acronyms?|short(?:ened)?\sforms?|meanings?|definitions?|stands\sfor|versions?(?:\sno\.?)?|authors?|changes?(?:\smade)?"
    r"|(?:job\s)?(?:titles?|roles?)|organisations?|names?|members?|e-?mail|telephone|pages?",
    re.IGNORECASE,
)


def is_aside(labels: Sequence[str]) -> bool:
    """True for the header of a table of risks, of words explained, of versions or of members."""
    said = [label_of(label) for label in labels if label.strip()]
    if any(_PLAIN_ACTION.fullmatch(label) for label in said):
        return False
    risks = sum(1 for label in said if _RISK.fullmatch(label))
    asides = sum(1 for label in said if _ASIDE.fullmatch(label))
    return (
        risks >= 2
        or (risks == 1 and len(said) > 1 and _RISK.fullmatch(said[0]) is not None)
        or (asides >= 2 and 3 * asides >= 2 * len(said))
    )


def header_row(labels: Sequence[str]) -> Columns | None:
    """The columns of a real table's header row, or None when the row is no header of actions, KPIs or statements."""
    filled = [label for label in labels if label.strip()]
    if len(filled) < 2 or any(len(label.split()) > _LONGEST_HEADING for label in filled):
        return None
    if is_aside(labels):
        return None
    actions = _of_actions(labels)
    kpis = _of_kpis(labels)
    if kpis is not None and (actions is None or not actions.has("due", *OWNERS)):
        return kpis
    if actions is not None:
        return actions if kpis is None else _with_measures(actions, kpis)
    statements = [_named(label, _STATEMENT_FIELDS) for label in labels]
    if "needs" in statements or "voice" in statements:
        return Columns("statements", _made(labels, statements))
    return None


def _named(label: str, fields: tuple[Field, ...]) -> Field:
    return strict_field(label, fields) or "other"


def _of_kpis(labels: Sequence[str]) -> Columns | None:
    known = kpi_columns(labels)
    if known is None or not any(column.role == "name" for column in known):
        return None
    made = _made(labels, [_FIELD_OF[column.role] for column in known])
    return Columns("kpis", tuple(replace(one, step=column.step) for one, column in zip(made, known, strict=True)))


_FIELD_OF: dict[Role, Field] = {
    "ref": "ref",
    "section": "section",
    "name": "name",
    "baseline": "baseline",
    "baseline_date": "baseline_date",
    "step": "step",
    "actual": "actual",
    "status": "status",
    "progress": "update",
    "better": "other",
    "other": "other",
}


def _with_measures(actions: Columns, kpis: Columns) -> Columns:
    """A table of actions in which some columns are a KPI's: those are no longer the action's."""
    measures = tuple(
        column for column in kpis.columns if column.field in ("name", "baseline", "baseline_date", "step", "actual")
    )
    taken = {column.index for column in measures}
    if not any(column.field in ("baseline", "step") for column in measures) or taken & {
        column.index for column in actions.of("action", "due", "ref", *OWNERS)
    }:
        return actions
    rest = tuple(replace(column, field="other") if column.index in taken else column for column in actions.columns)
    return Columns("actions", rest, measures)


def _of_actions(written: Sequence[str]) -> Columns | None:
    """``written`` may have months as headings, under which crosses or bars say when an action is at work."""
    labels = written
    months = [dates.read(label) is not None for label in labels]
    named = sum(1 for label, month in zip(labels, months, strict=True) if label.strip() and not month)
    if any(_is_value(label) for label in labels) or (any(months) and (sum(months) < _MONTHS or named < _BESIDE_MONTHS)):
        return None
    labels = ["" if month else label for label, month in zip(labels, months, strict=True)]
    fields: list[Field] = [_action_field(label) for label in labels]
    if "action" not in fields and "due" in fields and any(field in OWNERS for field in fields):
        promise = next((at for at, label in enumerate(labels) if _PROMISE.fullmatch(label_of(label))), None)
        if promise is None:
            promise = next((at for at, field in enumerate(fields) if field == "outcome"), None)
        if promise is not None:
            fields[promise] = "action"
    known = [field for field, label in zip(fields, labels, strict=True) if label.strip() and field != "other"]
    filled = sum(1 for label in labels if label.strip())
    beside = set(_BESIDE_ACTIONS) & set(fields)
    if "action" not in fields or not (beside or "ref" in fields) or 2 * len(known) < filled:
        return None
    return Columns("actions", _made(written, _parts(labels, _one_action(labels, fields))))


def _is_value(label: str) -> bool:
    """True for a cell that no heading is: a sentence with its stop, or a label with its value."""
    text = label.strip()
    before, colon, after = text.partition(":")
    if colon and after.strip() and strict_field(before) is not None and loose_field(after) is None:
        return True
    return text.endswith((".", ";")) and len(text.split()) > 2


def _action_field(label: str) -> Field:
    if _SUB_ACTION.fullmatch(label_of(label)):
        return "action"
    if label_of(label).lower() in ("by", "date"):
        return "due"
    return loose_field(label) or "other"


def _one_action(labels: Sequence[str], fields: list[Field]) -> list[Field]:
    """Of several columns that may be the action's, the one of its parts ("Tasks") or the plainest; the rest are not."""
    places = [at for at, field in enumerate(fields) if field == "action"]
    if len(places) > 1:
        subs = [at for at in places if _SUB_ACTION.fullmatch(label_of(labels[at]))]
        plain = [at for at in places if _PLAIN_ACTION.match(label_of(labels[at]))]
        chosen = (subs or plain or places)[0]
        fields = ["other" if at in places and at != chosen else field for at, field in enumerate(fields)]
    return fields


def _parts(labels: Sequence[str], fields: list[Field]) -> list[Field]:
    """A heading that says "lead" or "accountable" makes its owners so; "SRO" only beside another for leads."""
    if "accountable" in fields and not {"lead", "owner"} & set(fields):
        plain = ["accountab" not in label.lower() for label in labels]
        return ["owner" if field == "accountable" and plain[at] else field for at, field in enumerate(fields)]
    return ["lead" if field == "owner" and "accountable" in fields else field for field in fields]


def told_apart(fields: list[Field]) -> list[Field]:
    """Leads and accountable officers of a flattened row are told apart only where it has a column for each.

    A plain "owner" beside an accountable officer is the lead.
    """
    if "accountable" in fields and "lead" not in fields:
        fields = ["lead" if field == "owner" else field for field in fields]
    if "lead" in fields and "accountable" in fields:
        return fields
    return ["owner" if field in ("lead", "accountable") else field for field in fields]


def _made(labels: Sequence[str], fields: Sequence[Field]) -> tuple[Column, ...]:
    return tuple(Column(field, collapse(labels[at]), at) for at, field in enumerate(fields))
