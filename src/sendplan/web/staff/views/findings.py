"""What a careful reader would ask about the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.plan.queries.pages import FindingGroup, FindingShown, Severity
from sendplan.web.design.paging import ON_A_PAGE, Paged, paged
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["Shown", "a_page_of", "by_kind", "findings"]


@staff_page("plan.read")
def findings(asked: Asked) -> HttpResponse:
    page = queries.findings(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "findings", title="Findings")
    shown = a_page_of(page.groups, asked.request.GET.dict())
    return asked.show("findings.html", "findings", page=page, shown=shown)


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of findings: ``groups`` are those on it by severity and kind, ``counts`` how many there are in all of
    each severity, ``pages`` the way to the rest."""

    groups: list[tuple[FindingGroup, list[list[FindingShown]]]]
    counts: Mapping[Severity, int]
    pages: Paged[tuple[Severity, FindingShown]]


def a_page_of(
    groups: Sequence[FindingGroup], asked: Mapping[str, str], name: str = "page", on_a_page: int = ON_A_PAGE
) -> Shown:
    """The page of the findings that the address asks for by ``name``, those of one kind still side by side."""
    of = {group.severity: group for group in groups}
    one_by_one = [(group.severity, finding) for group, kinds in by_kind(groups) for alike in kinds for finding in alike]
    pages = paged(one_by_one, asked, one="finding", many="findings", name=name, anchor="findings", on_a_page=on_a_page)
    here = [
        replace(of[severity], findings=tuple(finding for _, finding in same))
        for severity, same in groupby(pages.items, key=lambda each: each[0])
    ]
    counts = {group.severity: len(group.findings) for group in groups}
    return Shown(by_kind(here), counts, pages)


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
