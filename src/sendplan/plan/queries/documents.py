"""Documents: what was uploaded, what was read from it side by side with its text, and what was found in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan import runs
from sendplan.plan.kinds import kinds
from sendplan.plan.models import Plan, Upload
from sendplan.plan.queries import side_by_side
from sendplan.plan.queries.found import findings_count, grouped, shown
from sendplan.plan.queries.items import all_findings
from sendplan.plan.queries.kept import Kept
from sendplan.plan.queries.overview import register
from sendplan.plan.queries.pages import (
    Choice,
    DoubtShown,
    FindingShown,
    FindingsPage,
    SourcePage,
    SourceSection,
    UnplacedShown,
    UploadPage,
    UploadRow,
    UploadState,
)
from sendplan.plan.queries.reading import PACK, allowed, frame
from sendplan.plan.rules import draft_holds_together, one_plan, waiting
from sendplan.plan.wording import day, size
from sendplan.plan_reader.draft import Draft, from_json

__all__ = ["findings", "source", "upload", "upload_row", "uploads"]

_STATES: dict[UploadState, str] = {
    "waiting": "Waiting for a decision",
    "adopted": "Adopted",
    "set_aside": "Set aside",
}


def findings(viewer: Viewer, today: dt.date) -> FindingsPage | None:
    """The plan's findings, the reader's and our own; None where no plan is adopted by ``today``."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    every = all_findings(found)
    count = findings_count(finding.severity for finding in every)
    return FindingsPage(plan=found.frame.shown, as_at=today, count=count, groups=grouped(every))


def source(viewer: Viewer, today: dt.date) -> SourcePage | None:
    """The document of the version in force, beside what was read from it."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    document = _documents.get(
        (found.version.pk, found.version.upload.public_id),
        lambda: _document(found.content.draft, found.version.upload, adopted=True),
    )
    return SourcePage(
        plan=found.shown,
        summary=document.summary,
        sections=document.sections,
        doubts=document.doubts,
        unplaced=document.unplaced,
    )


@dataclass(frozen=True, slots=True)
class _Document:
    """What was read from an upload, beside its text. It can never change."""

    title: str
    summary: str
    sections: tuple[SourceSection, ...]
    doubts: tuple[tuple[DoubtShown, ...], ...]
    unplaced: tuple[UnplacedShown, ...]
    findings: tuple[FindingShown, ...]
    unfit: str | None


# By the version it was adopted as (None before it was) and the upload's public id, which is never made twice.
_documents: Kept[tuple[int | None, str], _Document] = Kept(16)


def _document(draft: Draft, kept: Upload, *, adopted: bool) -> _Document:
    return _Document(
        title=draft.title,
        summary=side_by_side.summary(draft),
        sections=side_by_side.sections(draft, runs.from_json(kept.runs), adopted=adopted),
        doubts=side_by_side.all_doubts(draft, adopted=adopted),
        unplaced=side_by_side.unplaced(draft),
        findings=shown(draft.findings, {}),  # nothing is adopted yet, so that no page is about any of it
        unfit=draft_holds_together(draft),
    )


def uploads(viewer: Viewer, today: dt.date) -> tuple[UploadRow, ...]:
    """Every document uploaded to the viewer's area by ``today``, newest first."""
    allowed(viewer, "plan.import")
    rows = Upload.objects.filter(area_id=viewer.area_id, on__lte=today).defer("draft", "runs").order_by("-on", "-id")
    return tuple(upload_row(row, today) for row in rows)


def upload_row(row: Upload, today: dt.date) -> UploadRow:
    """An upload as at a day, in a list or at the head of a page."""
    decided = row.decided_on is not None and row.decided_on <= today
    state: UploadState = cast("UploadState", row.state) if decided else "waiting"
    by = row.by_name or PACK
    sentence = f"Uploaded by {by} on {day(row.on)}; "
    if row.decided_on is None or not decided:
        sentence += "waiting for a decision."
    else:
        sentence += f"{_STATES[state].lower()} by {row.decided_by_name or PACK} on {day(row.decided_on)}."
    return UploadRow(
        id=row.public_id,
        name=row.name,
        title=row.title,
        size_words=size(row.size),
        sha256=row.sha256,
        on=row.on,
        by=by,
        state=state,
        state_words=_STATES[state],
        sentence=sentence,
    )


def upload(viewer: Viewer, upload_id: str, today: dt.date) -> UploadPage | None:
    """What was read from one upload, beside its text; None where the area has none of that id by ``today``."""
    allowed(viewer, "plan.import")
    rows = Upload.objects.filter(area_id=viewer.area_id, public_id=upload_id, on__lte=today)
    row = rows.defer("draft", "runs").first()
    if row is None:
        return None
    document = _documents.get(
        (None, row.public_id), lambda: _document(from_json(row.draft.encode("utf-8")), row, adopted=False)
    )
    plan = Plan.objects.filter(area_id=viewer.area_id).first()
    decided = waiting(row.state, row.decided_by_name or PACK, row.decided_on)
    unfit = one_plan(plan.title) if plan is not None else document.unfit
    return UploadPage(
        row=upload_row(row, today),
        title=document.title,
        summary=document.summary,
        sections=document.sections,
        doubts=document.doubts,
        unplaced=document.unplaced,
        findings=grouped(document.findings),
        findings_count=findings_count(finding.severity for finding in document.findings),
        kinds=tuple(Choice(each.slug, each.title, each.description) for each in kinds()),
        may_adopt=may(viewer, "plan.adopt") or decided or unfit,
        may_set_aside=decided,
        compare=plan is not None and decided is None,
    )
