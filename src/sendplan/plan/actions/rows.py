"""The rows of a plan, made from a draft. The draft itself stays whole with the upload."""

from __future__ import annotations

from typing import Any

import msgspec

from sendplan.plan.ids import new_id
from sendplan.plan.models import (
    Action,
    ActionPost,
    FamilyStatement,
    GovernanceBody,
    Need,
    Outcome,
    Plan,
    PlanFinding,
    Post,
    Section,
    Step,
    Target,
    Version,
    VersionContent,
    VersionText,
)
from sendplan.plan.searched import pieces
from sendplan.plan_reader.draft import Draft, Where, kpi_ids, to_json

__all__ = ["write_rows"]


def write_rows(version: Version, draft: Draft) -> None:
    """Everything in ``draft``, whose ids are filled in, as rows of ``version``'s plan, which has none yet."""
    VersionContent.objects.create(version=version, draft=to_json(draft).decode("utf-8"))
    VersionText.objects.bulk_create(
        VersionText(version=version, kind=kind, public_id=public_id, text=text)
        for kind, public_id, text in pieces(draft)
    )
    plan = version.plan
    sections = {
        row.letter: row
        for row in Section.objects.bulk_create(
            Section(
                plan=plan, letter=each.letter, title=each.title, label=each.label or "", **_placed(order, each.where)
            )
            for order, each in enumerate(draft.sections)
        )
    }
    Need.objects.bulk_create(
        Need(public_id=_id(each.id), section=sections[section.letter], text=each.text, **_placed(order, each.where))
        for section in draft.sections
        for order, each in enumerate(section.needs)
    )
    FamilyStatement.objects.bulk_create(
        FamilyStatement(
            public_id=_id(each.id), section=sections[section.letter], text=each.text, **_placed(order, each.where)
        )
        for section in draft.sections
        for order, each in enumerate(section.voice)
    )
    GovernanceBody.objects.bulk_create(
        GovernanceBody(
            plan=plan,
            name=each.name,
            reporting=each.reporting or "",
            chair=each.chair or "",
            meets=each.meets or "",
            purpose=each.purpose or "",
            members=each.members or "",
            **_placed(order, each.where),
        )
        for order, each in enumerate(draft.bodies)
    )
    _actions(plan, sections, draft)
    _targets(sections, draft)
    _findings(version, draft)


def _id(given: str | None) -> str:
    """The register's id; raises ValueError where the draft was not given one."""
    if not given:
        raise ValueError("This draft has no ids yet: fill them in first.")
    return given


def _placed(order: int, where: Where | None) -> dict[str, Any]:
    if where is None:
        return {"order": order}
    return {"order": order, "line": where.line, "end_line": where.end_line, "cell": where.cell or ""}


def _actions(plan: Plan, sections: dict[str, Section], draft: Draft) -> None:
    names = dict.fromkeys(owner.as_written.strip() for action in draft.actions for owner in action.named_owners)
    posts = {
        row.name: row
        for row in Post.objects.bulk_create(
            Post(public_id=new_id("pst"), plan=plan, name=name) for name in names if name
        )
    }
    rows = Action.objects.bulk_create(
        Action(
            public_id=_id(each.id),
            section=sections[each.section],
            ref=each.ref,
            text=each.text,
            due_as_written=each.due.as_written or "",
            due_earliest=each.due.earliest,
            due_latest=each.due.latest,
            due_kind=each.due.kind,
            doubts=[msgspec.to_builtins(doubt) for doubt in each.ambiguities],
            **_placed(order, each.where),
        )
        for order, each in enumerate(draft.actions)
    )
    Outcome.objects.bulk_create(
        Outcome(public_id=id_, action=row, order=order, text=text)
        for row, each in zip(rows, draft.actions, strict=True)
        for order, (id_, text) in enumerate(zip(each.outcome_ids, each.outcomes, strict=True))
    )
    ActionPost.objects.bulk_create(
        ActionPost(
            action=row,
            post=posts[owner.as_written.strip()],
            part=owner.part or "",
            as_written=owner.as_written,
            order=order,
        )
        for row, each in zip(rows, draft.actions, strict=True)
        for order, owner in enumerate(each.named_owners)
        if owner.as_written.strip()
    )


def _targets(sections: dict[str, Section], draft: Draft) -> None:
    rows = Target.objects.bulk_create(
        Target(
            public_id=_id(each.id),
            section=sections[each.section],
            short_id=short_id,
            name=each.name,
            better=each.better,
            start_as_written=each.baseline.as_written or "",
            start=each.baseline.value,
            start_unit=each.baseline.unit or "",
            start_on=each.baseline.on,
            start_on_as_written=each.baseline.on_as_written or "",
            doubts=[msgspec.to_builtins(doubt) for doubt in each.ambiguities],
            **_placed(order, each.where),
        )
        for order, (short_id, each) in enumerate(zip(kpi_ids(draft), draft.kpis, strict=True))
    )
    Step.objects.bulk_create(
        Step(
            target=row,
            label=step.label,
            on=step.on,
            as_written=step.as_written or "",
            kind=step.kind,
            value=step.value,
            unit=step.unit or "",
            **_placed(order, step.where),
        )
        for row, each in zip(rows, draft.kpis, strict=True)
        for order, step in enumerate(each.steps)
    )


def _findings(version: Version, draft: Draft) -> None:
    PlanFinding.objects.bulk_create(
        PlanFinding(
            version=version,
            order=order,
            code=each.code,
            severity=each.severity,
            sentence=each.sentence,
            remedy=each.remedy,
            about=list(each.about),
            quote=each.quote or "",
            where=[msgspec.to_builtins(where) for where in each.where],
        )
        for order, each in enumerate(draft.findings)
    )
