"""Whether what the owner declares and what is worked out agree, in one sentence. Plain Python.

The two always stand side by side; neither replaces the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from sendplan.plan.criteria import Tally
from sendplan.plan.standing import DUE_SOON_DAYS, RATINGS, Report, Standing
from sendplan.plan.wording import days

__all__ = ["Agreement", "agreement"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """``agrees`` is None where the two cannot be compared: nothing was declared, or nothing that can be right or
    wrong. ``sentence`` says so in words either way."""

    agrees: bool | None
    sentence: str


def agreement(last: Report | None, standing: Standing, criteria: Tally) -> Agreement:
    """``last`` is the newest update by the day of ``standing``, None where there is none. ``criteria`` counts what is
    shown on that day."""
    if last is None:
        return Agreement(None, "Nobody has reported on it, so there is nothing to compare.")
    if last.state == "complete":
        return _complete(standing, criteria)
    if last.state == "stopped":
        return Agreement(standing.state == "stopped", "The last update says that it was stopped, and it counts so.")
    if standing.state == "done":
        return Agreement(False, "The last update does not say complete, and it was closed as done.")
    return _open(last, standing, criteria)


def _complete(standing: Standing, criteria: Tally) -> Agreement:
    if standing.state == "done":
        shown = _all(criteria) if criteria.all_met else f"it was closed with a signed reason, with {criteria.words}"
        return Agreement(True, f"The last update says complete, and {shown}.")
    if standing.state == "said_done":
        return Agreement(False, f"The last update says complete; {criteria.words}.")
    return Agreement(False, f"The last update says complete; it was opened again since, and {_where(standing)}.")


def _all(criteria: Tally) -> str:
    return "its criterion is shown met" if criteria.total == 1 else f"all {criteria.total} criteria are shown met"


def _open(last: Report, standing: Standing, criteria: Tally) -> Agreement:
    also = " Every criterion is shown met, and nobody has reported it complete." if criteria.all_met else ""
    where = _where(standing)
    overdue = standing.days_late is not None
    if not last.rating:
        says = "The last update does not say whether it is on track"
        return Agreement(None, f"{says}; {where}.{also}")
    said = f"The last update says {RATINGS[last.rating]}"
    if last.rating == "off_track":
        join = ", and" if overdue else "; the dates do not show it yet:"
        return Agreement(True, f"{said}{join} {where}.{also}")
    if overdue or standing.silent:
        return Agreement(False, f"{said}; {where}.{also}")
    return Agreement(True, f"{said}, and nothing in the dates is against it: {where}.{also}")


def _where(standing: Standing) -> str:
    """How it stands by the dates and the silence, within a sentence: ``it is 12 days late and nobody has reported for
    75 days``."""
    if standing.days_late is not None:
        first = f"it is {days(standing.days_late)} late"
    elif standing.days_left == 0:
        first = "it is due today"
    elif standing.days_left is not None:
        soon = " only" if standing.days_left <= DUE_SOON_DAYS else ""
        first = f"it is due in{soon} {days(standing.days_left)}"
    else:
        first = "the plan gives no date to finish by"
    if standing.silent and standing.days_silent is not None:
        return f"{first} and nobody has reported for {days(standing.days_silent)}"
    return first
