"""A plan's lint: what a careful reader would ask about a plan, with no data but the plan itself."""

from __future__ import annotations

from sendplan.formats.document import Document
from sendplan.plan_reader.draft import Draft, Finding

__all__ = ["find"]


def find(draft: Draft, document: Document | None = None) -> tuple[Finding, ...]:
    """Every finding on ``draft``; ``document`` lets the rules on wording and layout look at the text too."""
    return ()
