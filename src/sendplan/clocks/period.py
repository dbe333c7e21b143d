"""Periods of the law: a number of days, weeks, months or working days, and the date one leads to."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from sendplan.clocks.working_days import OutsideCalendarError, add_working_days

__all__ = ["Period", "Unit", "add_months"]

Unit = Literal["day", "week", "month", "working day"]
_DAYS_IN = {"day": 1, "week": 7}
_SHAPE = re.compile(r"(?P<number>0|[1-9]\d{0,3}) (?P<unit>day|week|month|working day)(?P<many>s?)")


@dataclass(frozen=True, slots=True)
class Period:
    """``number`` whole ``unit``s. Written “20 weeks”, “1 month”, “5 working days”."""

    number: int
    unit: Unit

    @classmethod
    def read(cls, text: str) -> Period:
        """The period that ``text`` writes. Raises ValueError saying what is wrong and how to write one."""
        found = _SHAPE.fullmatch(text)
        if found is None or (found["many"] == "s") == (found["number"] == "1"):
            raise ValueError("it is not a period; write one as “20 weeks”, “15 days”, “1 month” or “5 working days”")
        units: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "working day": "working day"}
        return cls(int(found["number"]), units[found["unit"]])

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    @property
    def days(self) -> int | None:
        """How many calendar days it is, where that does not depend on the date; None for months and working days."""
        in_one = _DAYS_IN.get(self.unit)
        return None if in_one is None else self.number * in_one

    def after(self, start: dt.date) -> dt.date:
        """The last day of the period, ``start`` being day 0.

        Weeks and days are calendar days. Months lead to the same day of the later month, or to its last day when it has
        no such day. Raises OutsideCalendarError.
        """
        if self.unit == "working day":
            return add_working_days(start, self.number)
        return self._move(start, self.number)

    def before(self, end: dt.date) -> dt.date:
        """The day that lies the period before ``end``. Raises OutsideCalendarError; ValueError for working days."""
        if self.unit == "working day":
            raise ValueError(f"{self} cannot be counted backwards; give calendar days, weeks or months.")
        return self._move(end, -self.number)

    def _move(self, day: dt.date, number: int) -> dt.date:
        try:
            if self.unit == "month":
                return add_months(day, number)
            return day + dt.timedelta(days=number * _DAYS_IN[self.unit])
        except (OverflowError, ValueError):
            raise OutsideCalendarError(
                f"{self} from {day.isoformat()} lies beyond the calendar; check the year of that date."
            ) from None


def add_months(day: dt.date, number: int) -> dt.date:
    """The same day ``number`` months later (earlier if negative), or that month's last day when it has no such day.

    Raises ValueError when the year would lie outside 1 to 9999.
    """
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    month += 1
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"{number} months from {day.isoformat()} is beyond the calendar.")
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
