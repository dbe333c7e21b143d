"""A structured draft of a published plan: what was read, how sure the reader is, and where it stood.

Nothing here is adopted: a person looks at a draft beside its source and confirms it. The JSON that
``sendplan read --json`` prints is exactly these structures; ``docs/reference/draft.schema.json`` is
generated from them. Figures are decimals and are written as JSON numbers, never as binary floats.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

import msgspec

__all__ = [
    "Action",
    "Actual",
    "Ambiguity",
    "Baseline",
    "Body",
    "Draft",
    "Due",
    "DueKind",
    "Finding",
    "Inspection",
    "Kpi",
    "Metadata",
    "Owner",
    "Person",
    "Progress",
    "Section",
    "Source",
    "Statement",
    "Status",
    "StatusKey",
    "StatusMeaning",
    "Step",
    "StepKind",
    "Unplaced",
    "Weakness",
    "Where",
    "from_json",
    "json_schema",
    "kpi_ids",
    "to_json",
]

DueKind = Literal[
    "day", "month", "quarter", "term", "year", "already_done", "ongoing", "not_yet_set", "blank", "not_understood"
]
StepKind = Literal[
    "level", "relative_change", "percentage_point_change", "remainder", "not_yet_set", "blank", "not_understood"
]
StatusMeaning = Literal["complete", "on_track", "at_risk", "off_track", "not_started", "stopped", "not_understood"]
Better = Literal["higher", "lower", "unknown"]
Severity = Literal["error", "warning", "note"]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parent of every part of a draft: frozen, keyword-only, closed to unknown fields."""


class Where(_Part, frozen=True, kw_only=True):
    """The place a value was read from: first and last line of a text, or a cell in words, or both."""

    line: int | None = None
    end_line: int | None = None
    cell: str | None = None


class Ambiguity(_Part, frozen=True, kw_only=True):
    """Why a reading is in doubt. ``preferred`` is what the draft holds, ``others`` what else it may say.

    ``field`` names the part of the item in doubt, for example ``outcomes`` or ``steps``. A reading is a
    mapping from field name to the words as written (or to null for an empty cell).
    """

    field: str
    preferred: dict[str, Any]
    others: tuple[dict[str, Any], ...]
    evidence: str


class Person(_Part, frozen=True, kw_only=True):
    name: str
    role: str | None = None
    organisation: str | None = None
    where: Where


class Inspection(_Part, frozen=True, kw_only=True):
    """A dated event of inspection, e.g. an inspection, a revisit or the publication of its report."""

    label: str
    as_written: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    where: Where


class Weakness(_Part, frozen=True, kw_only=True):
    """An area of weakness named in the plan's introduction."""

    letter: str | None
    label: str
    text: str
    where: Where


class Statement(_Part, frozen=True, kw_only=True):
    """One bullet or paragraph, in the document's own words.

    ``id`` is the register's stable id: None until a draft is adopted, and in a draft read back from an export whatever
    the export carried.
    """

    id: str | None = None
    text: str
    where: Where


class StatusKey(_Part, frozen=True, kw_only=True):
    """One entry of a document's own key to its ratings, such as "Blue: complete and embedded".

    ``as_written`` is the word or letter of the rating (``Blue``, ``B``), ``text`` what the key says it means,
    ``fill`` the colour painted behind it (``#rrggbb``) where it has one.
    """

    as_written: str
    text: str
    meaning: StatusMeaning
    fill: str | None = None
    where: Where


class Metadata(_Part, frozen=True, kw_only=True):
    """A plan's front matter. Labels that the document prints with no value are in ``blank_labels``."""

    area: str | None = None
    published: str | None = None
    last_updated: str | None = None
    inspections: tuple[Inspection, ...] = ()
    accountable_officers_label: str | None = None
    accountable_officers: tuple[Person, ...] = ()
    advisers: tuple[Person, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()
    introduction: tuple[Statement, ...] = ()
    governance: tuple[Statement, ...] = ()
    notes: tuple[Statement, ...] = ()
    status_key: tuple[StatusKey, ...] = ()
    blank_labels: tuple[Statement, ...] = ()


class Body(_Part, frozen=True, kw_only=True):
    """A governance body. ``reporting`` says how it stands to the plan: ``monitors``, ``reported_through``,
    ``reported_to``, ``holds_to_account`` or ``advises``; None where the document does not say."""

    name: str
    reporting: str | None = None
    chair: str | None = None
    meets: str | None = None
    purpose: str | None = None
    members: str | None = None
    where: Where


class Section(_Part, frozen=True, kw_only=True):
    """One part of the plan, usually one area of weakness. ``title`` is as its heading writes it, without the
    letter; ``label`` is the shorter name the introduction uses, where it has one."""

    letter: str
    title: str
    label: str | None = None
    needs: tuple[Statement, ...] = ()
    voice: tuple[Statement, ...] = ()
    where: Where


class Due(_Part, frozen=True, kw_only=True):
    """When an action is due. The range is inclusive; ``latest`` is the day after which it is late.

    ``not_yet_set`` is a date the plan promises to set ("TBC"); ``not_understood`` one that cannot be read.
    """

    as_written: str | None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    kind: DueKind


class Owner(_Part, frozen=True, kw_only=True):
    """Somebody or something named as owner. ``part`` is ``lead``, ``accountable`` or None where it is not said.

    ``as_written`` is one owner in the document's words; ``person``, ``post`` and ``organisation`` are its parts
    (``Jo Hart, Head of SEND, County Council``), each None where the words do not tell.
    """

    as_written: str
    person: str | None = None
    post: str | None = None
    organisation: str | None = None
    part: Literal["lead", "accountable"] | None = None
    where: Where


class Progress(_Part, frozen=True, kw_only=True):
    """A progress update that the document prints. ``label`` is its heading ("November progress update").

    ``on`` is the last day of the date or month that the heading or the text's own opening gives, None where it gives
    none or no year can be told.
    """

    label: str
    text: str
    on: dt.date | None = None
    where: Where


class Status(_Part, frozen=True, kw_only=True):
    """A rating that the document prints: a word, a letter or only a colour (``fill``, ``#rrggbb``).

    ``label`` is its column's or line's heading. ``meaning`` goes by the document's own key where it has one.
    """

    label: str
    as_written: str
    fill: str | None = None
    meaning: StatusMeaning
    on: dt.date | None = None
    where: Where


class Action(_Part, frozen=True, kw_only=True):
    """One promised action. ``owners`` are the words as written, ``named_owners`` the same with place and part.

    ``outcomes`` are what it is to bring about (a plan's success criteria); ``outcome_ids`` are theirs in the register,
    in the same order, and empty where the draft has none. ``id`` as in ``Statement``.
    """

    id: str | None = None
    ref: str
    section: str
    text: str
    outcomes: tuple[str, ...] = ()
    outcome_ids: tuple[str, ...] = ()
    due: Due
    owners: tuple[str, ...] = ()
    named_owners: tuple[Owner, ...] = ()
    updates: tuple[Progress, ...] = ()
    statuses: tuple[Status, ...] = ()
    where: Where
    ambiguities: tuple[Ambiguity, ...] = ()


class Baseline(_Part, frozen=True, kw_only=True):
    """Where a KPI started. ``on`` is the last day of the period named (or the day itself)."""

    as_written: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    on: dt.date | None = None
    on_as_written: str | None = None
    on_earliest: dt.date | None = None
    where: Where | None = None


class Step(_Part, frozen=True, kw_only=True):
    """One milestone or target of a KPI.

    ``value`` is read with ``kind``: a level or a remainder in ``unit``; a relative change in percent of the
    baseline and a percentage-point change in points, both negative for a reduction. ``on`` is the last day
    of the date in the label.
    """

    label: str
    on: dt.date | None = None
    as_written: str | None = None
    kind: StepKind
    value: Decimal | None = None
    unit: str | None = None
    where: Where | None = None


class Actual(_Part, frozen=True, kw_only=True):
    """A figure that the document reports against a KPI. ``kind`` is ``level`` for a figure in ``unit``.

    ``step`` is the number (from 0) of the step it is printed beside, None where it stands alone. ``on`` is the last
    day of the date in its label, or its step's where the label gives none.
    """

    label: str
    on: dt.date | None = None
    as_written: str | None = None
    kind: StepKind
    value: Decimal | None = None
    unit: str | None = None
    step: int | None = None
    where: Where | None = None


class Kpi(_Part, frozen=True, kw_only=True):
    """One row of a KPI table. ``id`` as in ``Statement``."""

    id: str | None = None
    section: str
    name: str
    baseline: Baseline
    steps: tuple[Step, ...] = ()
    actuals: tuple[Actual, ...] = ()
    better: Better
    table: int
    where: Where
    ambiguities: tuple[Ambiguity, ...] = ()


class Finding(_Part, frozen=True, kw_only=True):
    """Something in the plan that a careful reader would ask about.

    ``code`` is stable and is listed in ``docs/reference/findings.md``; ``sentence`` says what is the matter with
    this plan, in one sentence; ``remedy`` what to do; ``about`` names the items (``A3``, ``A-K11``, ``section B``).
    """

    code: str
    severity: Severity
    sentence: str
    remedy: str
    about: tuple[str, ...] = ()
    quote: str | None = None
    where: tuple[Where, ...] = ()


class Unplaced(_Part, frozen=True, kw_only=True):
    """Text that found no place in the draft, whole or in part."""

    text: str
    where: Where


class Source(_Part, frozen=True, kw_only=True):
    """The document that was read."""

    name: str
    media_type: str
    sha256: str


class Draft(_Part, frozen=True, kw_only=True):
    """Everything read from one document."""

    title: str
    metadata: Metadata
    sections: tuple[Section, ...] = ()
    bodies: tuple[Body, ...] = ()
    actions: tuple[Action, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    findings: tuple[Finding, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    source: Source


def kpi_ids(draft: Draft) -> tuple[str, ...]:
    """Each KPI's short id in this draft: its section's letter, ``-K`` and its place in the section, from 1."""
    seen: dict[str, int] = {}
    ids = []
    for kpi in draft.kpis:
        seen[kpi.section] = seen.get(kpi.section, 0) + 1
        ids.append(f"{kpi.section}-K{seen[kpi.section]}")
    return tuple(ids)


_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(Draft)


def to_json(draft: Draft) -> bytes:
    """The draft as UTF-8 JSON, one line."""
    return _encoder.encode(draft)


def from_json(data: bytes) -> Draft:
    """The draft back again; raises ``msgspec.ValidationError`` (a ValueError) naming the field that is wrong."""
    return _decoder.decode(data)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a draft as ``to_json`` writes it: decimals are numbers."""
    schema: dict[str, Any] = _numbers(msgspec.json.schema(Draft))
    return schema


def _numbers(part: Any) -> Any:
    """msgspec describes decimals as strings, its default way of writing them; here they are written as numbers."""
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            return {"type": "number"}
        return {key: _numbers(value) for key, value in part.items()}
    return [_numbers(value) for value in part] if isinstance(part, list) else part
