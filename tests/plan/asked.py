"""Every page that a plan's queries give, and the words in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from sendplan.access.queries import PublicViewer, Viewer, everyone
from sendplan.plan import queries
from sendplan.plan.models import Action, FamilyStatement, Target, Upload
from tests.plan.plans import TODAY


def public(slug: str = "devon") -> PublicViewer:
    found = everyone(slug)
    assert found is not None
    return found


def pages(viewer: Viewer) -> dict[str, Callable[[], Any]]:
    area = viewer.area_id
    action = Action.objects.filter(section__plan__area_id=area).order_by("id")[0].public_id
    target = Target.objects.filter(section__plan__area_id=area).order_by("id")[0].public_id
    said = FamilyStatement.objects.filter(section__plan__area_id=area).order_by("id")[0].public_id
    kept = Upload.objects.filter(area_id=area)[0].public_id
    everybody = public(viewer.area_slug)
    return {
        "at_a_glance": lambda: queries.at_a_glance(viewer, TODAY),
        "section": lambda: queries.section(viewer, "A", TODAY),
        "action": lambda: queries.action(viewer, action, TODAY),
        "target": lambda: queries.target(viewer, target, TODAY),
        "findings": lambda: queries.findings(viewer, TODAY),
        "families": lambda: queries.families(viewer, TODAY),
        "statement": lambda: queries.statement(viewer, said, TODAY),
        "source": lambda: queries.source(viewer, TODAY),
        "uploads": lambda: queries.uploads(viewer, TODAY),
        "upload": lambda: queries.upload(viewer, kept, TODAY),
        "public_plan": lambda: queries.public_plan(everybody, TODAY),
        "public_section": lambda: queries.public_section(everybody, "A", TODAY),
        "public_families": lambda: queries.public_families(everybody, TODAY),
        "every_action": lambda: queries.every_action(viewer, TODAY),
    }


def every_word(value: Any) -> list[str]:
    """Every text inside a page."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, (tuple, list)):
        return [text for each in value for text in every_word(each)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in every_word(getattr(value, field.name))]
    return []
