"""What a version says, in pieces to search. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator

from sendplan.plan_reader.draft import Draft

__all__ = ["pieces"]


def pieces(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Each piece as what it is (action, outcome, target, need or statement), the id of the page it leads to (for an
    outcome, its action's) and its words. ``draft`` has its ids; a piece without words is left out."""
    for section in draft.sections:
        yield from (("need", need.id or "", need.text) for need in section.needs if need.text.strip())
        yield from (("statement", said.id or "", said.text) for said in section.voice if said.text.strip())
    for action in draft.actions:
        # Its reference and owners too, so that "A3" or "Head of Nursing" finds it.
        yield "action", action.id or "", " ".join([action.ref, action.text, *action.owners])
        yield from (("outcome", action.id or "", text) for text in action.outcomes if text.strip())
    for kpi in draft.kpis:
        yield "target", kpi.id or "", kpi.name
