"""Whether a KPI should rise or fall, told from its own steps and, failing those, from its name.

In order: what the steps say they are (an increase, a reduction); where the levels go from the baseline to the last
step; what the name says it measures. What none of these settles is ``unknown``; a count of things done in a time
limit is, because it depends on how many there were to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from sendplan.plan_reader.draft import Baseline, Better, Step

__all__ = ["better_of"]

_LOWER = re.compile(
    r"\b(?:reduc(?:e|ed|tion|ing)|decreas\w+|fewer|absen(?:t|ce|ces|tees)|exclu(?:sion|sions|ded)|suspen(?:sion"
    r"|sions|ded)|complain(?:t|ts)"
    r"|vacanc(?:y|ies)|leavers|sickness|agency|backlog|outstanding|overdue|delays?|delayed|waiting(?:\s(?:list"
    r"|time|longer))?|waits?|tribunals?|appeals?"
    r"|breach(?:es)?|neet|not\sin\s(?:education|employment)|missing\seducation|out\sof\sschool|unmet"
    r"|dissatisf\w+|poor|turnover|re-?offending)\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(
    r"\b(?:increas(?:e|ed|ing)|improv(?:e|ed|ement|ing)|satisf(?:ied|action)|confiden(?:t|ce)|‘?good’?|better"
    r"|meet(?:s|ing)?|met|attendance"
    r"|on\stime|timely|starters|recruited|trained|attainment|achiev\w+|positive|quality|co-?produced|employment"
    r"|understand\w*)\b",
    re.IGNORECASE,
)
_IN_TIME = re.compile(r"\b(?:within|in\sunder|by\sage\sof|before)\s(?:the\s)?[\w.]+", re.IGNORECASE)
_SHARE = re.compile(r"%|\b(?:percentage|percent|per\scent|proportion|rate|share)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\((?:in|ex)cluding[^)]*\)", re.IGNORECASE)


def better_of(name: str, baseline: Baseline, steps: Sequence[Step]) -> Better:
    """``higher``, ``lower`` or, where nothing settles it, ``unknown``."""
    changes = {step.value > 0 for step in steps if step.value and step.kind.endswith("change")}
    if len(changes) == 1:
        return "higher" if changes.pop() else "lower"
    levels = [step.value for step in steps if step.kind in ("level", "remainder") and step.value is not None]
    if baseline.value is not None:
        levels.insert(0, baseline.value)
    return _way(levels) or _by_name(_EXCEPT.sub("", name))


def _way(levels: Sequence[Decimal]) -> Better | None:
    if len(levels) < 2 or levels[0] == levels[-1]:
        return None
    return "higher" if levels[-1] > levels[0] else "lower"


def _by_name(name: str) -> Better:
    lower, higher = _LOWER.search(name) is not None, _HIGHER.search(name) is not None
    if _IN_TIME.search(name) and not lower:
        return "higher" if _SHARE.search(name) else "unknown"
    if lower != higher:
        return "lower" if lower else "higher"
    return "unknown"
