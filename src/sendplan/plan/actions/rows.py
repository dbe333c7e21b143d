"""The rows of a plan, made or brought up to date from what a version says.

Rows are identities: what was reported, shown and decided points to them, so that none is ever deleted and an id never
changes. They hold today's wording; what a past version said is in its content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec
from django.db import models

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
from sendplan.plan_reader import draft as read
from sendplan.plan_reader.draft import Draft, Statement, Where, kpi_ids, to_json

__all__ = ["write_rows"]

R = TypeVar("R", bound=models.Model)
Values = dict[str, Any]

_AT_ONCE = 200
"""So many rows in one statement."""


def write_rows(version: Version, draft: Draft) -> None:
    """What ``version`` says, ``draft`` with its ids filled in, and the plan's rows in today's wording.

    A thing whose id the plan has keeps its row; one with a new id gets one. What ``draft`` no longer has keeps its
    row, its wording and all that points to it.
    """
    VersionContent.objects.create(version=version, draft=to_json(draft).decode("utf-8"))
    VersionText.objects.bulk_create(
        VersionText(version=version, kind=kind, public_id=public_id, text=text)
        for kind, public_id, text in pieces(draft)
    )
    plan = version.plan
    sections = _written(
        Section,
        {row.letter: row for row in Section.objects.filter(plan=plan)},
        {
            each.letter: {"title": each.title, "label": each.label or "", **_placed(order, each.where)}
            for order, each in enumerate(draft.sections)
        },
        lambda letter: {"plan": plan, "letter": letter},
    )
    _statements(Need, plan, sections, ((each, each.needs) for each in draft.sections))
    _statements(FamilyStatement, plan, sections, ((each, each.voice) for each in draft.sections))
    _bodies(plan, draft)
    _actions(plan, sections, draft)
    _targets(plan, sections, draft)
    _findings(version, draft)


def _written(
    model: type[R], known: Mapping[str, R], wanted: Mapping[str, Values], new: Callable[[str], Values]
) -> dict[str, R]:
    """The row of each key with its wanted values: ``known`` ones changed where they differ, others made with what
    ``new`` says of their key."""
    made: dict[str, R] = {}
    changed: list[R] = []
    fields: set[str] = set()
    found: dict[str, R] = {}
    for key, values in wanted.items():
        row = known.get(key)
        if row is None:
            row = made[key] = model(**new(key), **values)
        else:
            differing = {name for name, value in values.items() if getattr(row, name) != value}
            if differing:
                for name in differing:
                    setattr(row, name, values[name])
                fields |= differing
                changed.append(row)
        found[key] = row
    rows = model._default_manager
    rows.bulk_create(made.values(), batch_size=_AT_ONCE)
    if changed:
        rows.bulk_update(changed, sorted(fields), batch_size=_AT_ONCE)
    return found


def _statements(
    model: type[Need] | type[FamilyStatement],
    plan: Plan,
    sections: Mapping[str, Section],
    said: Iterable[tuple[read.Section, Iterable[Statement]]],
) -> None:
    _written(
        model,
        {row.public_id: row for row in model._default_manager.filter(section__plan=plan).select_related("section")},
        {
            _id(each.id): {"section": sections[section.letter], "text": each.text, **_placed(order, each.where)}
            for section, statements in said
            for order, each in enumerate(statements)
        },
        lambda public_id: {"public_id": public_id},
    )


def _bodies(plan: Plan, draft: Draft) -> None:
    """Bodies have no id: one of the same name is the same."""
    _written(
        GovernanceBody,
        {row.name: row for row in GovernanceBody.objects.filter(plan=plan)},
        {
            each.name: {
                "reporting": each.reporting or "",
                "chair": each.chair or "",
                "meets": each.meets or "",
                "purpose": each.purpose or "",
                "members": each.members or "",
                **_placed(order, each.where),
            }
            for order, each in enumerate(draft.bodies)
        },
        lambda name: {"plan": plan, "name": name},
    )


def _id(given: str | None) -> str:
    """The register's id; raises ValueError where the draft was not given one."""
    if not given:
        raise ValueError("This draft has no ids yet: fill them in first.")
    return given


def _placed(order: int, where: Where | None) -> Values:
    if where is None:
        return {"order": order, "line": None, "end_line": None, "cell": ""}
    return {"order": order, "line": where.line, "end_line": where.end_line, "cell": where.cell or ""}


def _actions(plan: Plan, sections: Mapping[str, Section], draft: Draft) -> None:
    names = dict.fromkeys(owner.as_written.strip() for action in draft.actions for owner in action.named_owners)
    posts = _written(
        Post,
        {row.name: row for row in Post.objects.filter(plan=plan)},
        {name: {} for name in names if name},
        lambda name: {"public_id": new_id("pst"), "plan": plan, "name": name},
    )
    rows = _written(
        Action,
        {row.public_id: row for row in Action.objects.filter(section__plan=plan).select_related("section")},
        {
            _id(each.id): {
                "section": sections[each.section],
                "ref": each.ref,
                "text": each.text,
                "due_as_written": each.due.as_written or "",
                "due_earliest": each.due.earliest,
                "due_latest": each.due.latest,
                "due_kind": each.due.kind,
                "doubts": [msgspec.to_builtins(doubt) for doubt in each.ambiguities],
                **_placed(order, each.where),
            }
            for order, each in enumerate(draft.actions)
        },
        lambda public_id: {"public_id": public_id},
    )
    _written(
        Outcome,
        {row.public_id: row for row in Outcome.objects.filter(action__section__plan=plan).select_related("action")},
        {
            id_: {"action": rows[_id(each.id)], "order": order, "text": text}
            for each in draft.actions
            for order, (id_, text) in enumerate(zip(each.outcome_ids, each.outcomes, strict=True))
        },
        lambda public_id: {"public_id": public_id},
    )
    _parts(
        ActionPost,
        "action",
        rows.values(),
        [
            {
                "action": rows[_id(each.id)],
                "post": posts[owner.as_written.strip()],
                "part": owner.part or "",
                "as_written": owner.as_written,
                "order": order,
            }
            for each in draft.actions
            for order, owner in enumerate(each.named_owners)
            if owner.as_written.strip()
        ],
    )


def _targets(plan: Plan, sections: Mapping[str, Section], draft: Draft) -> None:
    rows = _written(
        Target,
        {row.public_id: row for row in Target.objects.filter(section__plan=plan).select_related("section")},
        {
            _id(each.id): {
                "section": sections[each.section],
                "short_id": short_id,
                "name": each.name,
                "better": each.better,
                "start_as_written": each.baseline.as_written or "",
                "start": each.baseline.value,
                "start_unit": each.baseline.unit or "",
                "start_on": each.baseline.on,
                "start_on_as_written": each.baseline.on_as_written or "",
                "doubts": [msgspec.to_builtins(doubt) for doubt in each.ambiguities],
                **_placed(order, each.where),
            }
            for order, (short_id, each) in enumerate(zip(kpi_ids(draft), draft.kpis, strict=True))
        },
        lambda public_id: {"public_id": public_id},
    )
    _parts(
        Step,
        "target",
        rows.values(),
        [
            {
                "target": rows[_id(each.id)],
                "label": step.label,
                "on": step.on,
                "as_written": step.as_written or "",
                "kind": step.kind,
                "value": step.value,
                "unit": step.unit or "",
                **_placed(order, step.where),
            }
            for each in draft.kpis
            for order, step in enumerate(each.steps)
        ],
    )


def _parts(
    model: type[ActionPost] | type[Step], of: str, wholes: Iterable[Action | Target], wanted: Iterable[Values]
) -> None:
    """The owners of actions, or the steps of targets: nothing points to these, so that those a plan no longer has go.
    Their history stays, as every table's."""

    def key(whole: int, order: int) -> str:
        return f"{whole} {order}"

    known = {
        key(getattr(row, f"{of}_id"), row.order): row
        for row in model._default_manager.filter(**{f"{of}__in": list(wholes)}).select_related(of)
    }
    values = {key(each[of].pk, each["order"]): each for each in wanted}
    gone = [row.pk for at, row in known.items() if at not in values]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    _written(model, known, values, lambda _: {})


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
