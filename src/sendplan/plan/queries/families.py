"""What families said, all of it and one by one."""

from __future__ import annotations

import datetime as dt

from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan.queries.overview import statement_details
from sendplan.plan.queries.pages import Choice, FamiliesPage, FamiliesSection, StatementPage
from sendplan.plan.queries.reading import allowed, frame
from sendplan.plan.queries.rows import families_count
from sendplan.plan.wording import opening

__all__ = ["families", "statement"]

_CHOICE_LENGTH = 120


def families(viewer: Viewer, today: dt.date) -> FamiliesPage | None:
    """Everything families said, with links and replies, by section; None where no plan is adopted by ``today``."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    details = statement_details(found)
    return FamiliesPage(
        plan=found.shown,
        as_at=today,
        count=families_count(details),
        sections=tuple(
            FamiliesSection(
                section.letter,
                section.title,
                section.label or section.title,
                tuple(each for each in details if each.row.section == section.letter),
            )
            for section in found.sections
        ),
    )


def statement(viewer: Viewer, statement_id: str, today: dt.date) -> StatementPage | None:
    """One thing families said, with what can be linked to it; None where the plan has none of that id."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    detail = next((each for each in statement_details(found) if each.row.id == statement_id), None)
    if detail is None:
        return None
    linked = {link.id for link in detail.links}
    letter = detail.row.section
    section = found.content.sections[letter]
    return StatementPage(
        plan=found.shown,
        as_at=today,
        statement=detail,
        section=letter,
        section_title=section.title,
        may_reply=may(viewer, "plan.reply"),
        need_choices=tuple(
            Choice(need.id or "", opening(need.text, _CHOICE_LENGTH)) for need in section.needs if need.id not in linked
        ),
        action_choices=tuple(
            Choice(id_, f"{action.ref}: {opening(action.text, _CHOICE_LENGTH)}")
            for id_, action in found.content.actions.items()
            if action.section == letter and id_ not in linked
        ),
    )
