"""What a careful reader would ask about the plan."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.plan.queries.pages import FindingGroup, FindingShown
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["by_kind", "findings"]


@staff_page("plan.read")
def findings(asked: Asked) -> HttpResponse:
    page = queries.findings(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "findings", title="Findings")
    return asked.show("findings.html", "findings", page=page, groups=by_kind(page.groups))


def by_kind(groups: Iterable[FindingGroup]) -> list[tuple[FindingGroup, list[list[FindingShown]]]]:
    """Each group with its findings of one kind and one remedy side by side, in the order in which each kind first
    comes: what is to be done is then said once, and not forty times."""
    sorted_out = []
    for group in groups:
        kinds: dict[tuple[str, str], list[FindingShown]] = {}
        for finding in group.findings:
            kinds.setdefault((finding.code, finding.remedy), []).append(finding)
        sorted_out.append((group, list(kinds.values())))
    return sorted_out
