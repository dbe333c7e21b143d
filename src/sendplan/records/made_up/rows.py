"""One row: one child's request in one return, with all that hangs off it. Days are ordinals, 0 where there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

# The third Thursday of January.
SURVEY_DAY = {2023: dt.date(2023, 1, 19), 2024: dt.date(2024, 1, 18), 2025: dt.date(2025, 1, 16)}
YEARS = tuple(SURVEY_DAY)


@dataclass(slots=True)
class Review:
    """What the return says of the latest annual review; `decision` 0 where none is dated."""

    meeting: int
    decision: int
    outcome: str
    draft: int = 0
    # The day the amended plan went out, which no return holds and the area's own feed does.
    final: int = 0


@dataclass(slots=True, eq=False)
class Row:
    """One request with its assessment, plan and active plan."""

    # Module 2.
    received: int = 0
    decision: str = "H"
    decided: int = 0
    youth_accommodation: bool = False
    request_mediation: bool = False
    request_tribunal: bool = False
    exported: bool = False
    source: int = 2
    # Module 3; an outcome "" is no record.
    outcome: str = ""
    issued: int = 0
    assessment_mediation: bool = False
    assessment_tribunal: bool = False
    other_mediation: bool = False
    other_tribunal: bool = False
    week20: bool = False
    # Module 4, where start is not 0.
    start: int = 0
    # Weeks of a residential placement and kind of work-based learning: "" none.
    residential: str = ""
    work_based: str = ""
    budget: bool = False
    arranged: bool = False
    direct: str = ""
    ceased: int = 0
    cease_reason: int = 0
    # Module 5, for a plan in force at some time of the year.
    transfer: bool = False
    need: int = 0
    second_need: int = -1
    setting: int = -1
    first_setting: int = -1
    entered: int = 0
    review: Review | None = None
    transfer_due: int = 0
    transfer_final: int = 0
    # How the counts take the row.
    in_force: bool = False
    new: bool = False
    timed: bool = False
    within_six: int = -1
    review_kind: int = -1
    held: int = -1
    # The child: sex, ethnicity and birth are the values that `margins` gives.
    sex: int = 0
    ethnicity: int = 0
    birth: int = 0
    birth_day: int = 1
    # The same row in the next year's return, from which it took its child.
    later: Row | None = None

    def birth_ordinal(self) -> int:
        """The day of birth."""
        return day(self.birth // 10_000, self.birth // 100 % 100, self.birth % 100)


@dataclass(slots=True)
class Sheet:
    """The rows of one return: census year, survey day, and the year that its flows are of."""

    year: int
    rows: list[Row] = field(default_factory=list)

    @property
    def survey(self) -> int:
        return SURVEY_DAY[self.year].toordinal()

    @property
    def flow(self) -> int:
        return self.year - 1

    @property
    def first(self) -> int:
        return day(self.flow, 1, 1)

    @property
    def last(self) -> int:
        return day(self.flow, 12, 31)

    @property
    def stock_period(self) -> str:
        """DfE's name of the academic year of the survey."""
        return f"{self.flow}{self.year % 100}"


def day(year: int, month: int, dom: int) -> int:
    """The ordinal of a date."""
    return dt.date(year, month, dom).toordinal()


def weekday_on_or_before(ordinal: int, not_before: int) -> int:
    """The day, moved back from a weekend to the Friday where that is not too early."""
    back = max(0, (ordinal - 1) % 7 - 4)
    return ordinal - back if ordinal - back >= not_before else ordinal
