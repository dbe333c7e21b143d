"""What families said, all of it and one by one."""

from __future__ import annotations

import datetime as dt

from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan.paging import ON_A_PAGE, held
from sendplan.plan.queries.overview import register, statement_details
from sendplan.plan.queries.pages import Choice, FamiliesPage, FamiliesSection, StatementPage
from sendplan.plan.queries.reading import allowed
from sendplan.plan.queries.rows import families_count
from sendplan.plan.wording import opening

__all__ = ["families", "statement"]

_CHOICE_LENGTH = 120


def families(
    viewer: Viewer, today: dt.date, *, unanswered: bool = False, page: int | None = None
) -> FamiliesPage | None:
    """What families said, by section, with links and replies: all of it, or only what nobody has answered, and of that
    all or one page (the last, for one beyond it); None where no plan is adopted by ``today``."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    wanted = [row for row in found.statements if not (unanswered and row.answered)]
    page_held = None if page is None else held(page, len(wanted))
    shown = wanted if page_held is None else wanted[(page_held - 1) * ON_A_PAGE : page_held * ON_A_PAGE]
    details = statement_details(found.frame, shown)
    sections = (
        FamiliesSection(
            section.letter,
            section.title,
            section.label or section.title,
            tuple(each for each in details if each.row.section == section.letter),
        )
        for section in found.frame.sections
    )
    return FamiliesPage(
        plan=found.frame.shown,
        as_at=today,
        count=families_count(found.statements),
        sections=tuple(section for section in sections if section.statements or page_held is None),
        page=page_held or 1,
        total=len(wanted),
    )


def statement(viewer: Viewer, statement_id: str, today: dt.date) -> StatementPage | None:
    """One thing families said, with what can be linked to it; None where the plan has none of that id."""
    allowed(viewer, "plan.read")
    whole = register(viewer, today)
    if whole is None:
        return None
    found = whole.frame
    rows = whole.statements_where(lambda id_, _: id_ == statement_id)
    if not rows:
        return None
    (detail,) = statement_details(found, rows)
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
