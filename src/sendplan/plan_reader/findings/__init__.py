"""A plan's lint: what a careful reader would ask about a plan, with no data but the plan itself.

Each rule stands in the module of the thing it looks at. A finding is made only where the plan's own words
bear it out; where a reading is in doubt, the sentence says "reads as" or "may", and where that would still
be guessing the rule says nothing.
"""

from __future__ import annotations

from functools import cache

from sendplan.formats.document import Document
from sendplan.plan_reader.draft import Draft, Finding
from sendplan.plan_reader.findings import (
    baselines,
    dates,
    doubts,
    figures,
    front,
    layout,
    links,
    measures,
    organisations,
    owners,
    progress,
    steps,
    terms,
    voice,
    wording,
)
from sendplan.plan_reader.findings.rule import Rule
from sendplan.plan_reader.findings.subject import Subject

__all__ = ["Rule", "find", "rules"]

# A board reads from the top: what cannot be right, then what to ask, then what to tidy.
_SEVERITIES = ("error", "warning", "note")
_MODULES = (
    steps, figures, baselines, dates, progress, owners, links, measures, voice, organisations, doubts, front, layout,
    wording, terms,
)  # fmt: skip


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which findings of one severity are listed."""
    return tuple(rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule))


def find(draft: Draft, document: Document | None = None) -> tuple[Finding, ...]:
    """Every finding on ``draft``, errors first.

    With its ``document`` the rules on layout and wording look at the whole text; without it they look at the
    draft's own words, and those on the headers of tables say nothing. Never raises on a well-formed draft.
    """
    subject = Subject(draft, document)
    found = [finding for rule in rules() for finding in rule.findings(subject)]
    return tuple(sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity)))
