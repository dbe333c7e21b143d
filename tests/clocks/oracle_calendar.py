"""The calendar of the oracle: the bank holidays of England, working days and months, found by walking day by day.

Banking and Financial Dealings Act 1971 and royal proclamations; good from 2010 to 2060, so far as is known today.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SATURDAY = 5

# The proclaimed days that no rule gives: the two jubilees' Mondays to Fridays, a wedding, a funeral, a coronation.
PROCLAIMED = (
    date(2011, 4, 29),
    date(2012, 6, 4),
    date(2012, 6, 5),
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)
# The days that the rule gives and a proclamation moved: both spring holidays of the jubilees, and May Day in 2020.
MOVED_AWAY = (date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30))


def forward(start: date) -> Iterator[date]:
    """Every day after `start`, without end."""
    while True:
        start += DAY
        yield start


def easter(year: int) -> date:
    """Easter Sunday by the Book of Common Prayer: the Sunday after the full moon on or after 21 March.

    The moon is the ecclesiastical one: golden number, and the epact of the Gregorian calendar.
    """
    golden = year % 19 + 1
    century = year // 100 + 1
    dropped_leap_days = 3 * century // 4 - 12
    moon_correction = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon_correction - dropped_leap_days) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    days_to_moon = 44 - epact
    if days_to_moon < 21:
        days_to_moon += 30
    full_moon = date(year, 3, 1) + (days_to_moon - 1) * DAY
    return next(day for day in forward(full_moon) if day.isoweekday() == 7)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in `year`, with the weekdays that stand in for a holiday at a weekend."""
    sunday = easter(year)
    mondays_of_may = [date(year, 5, n) for n in range(1, 32) if date(year, 5, n).weekday() == 0]
    mondays_of_august = [date(year, 8, n) for n in range(1, 32) if date(year, 8, n).weekday() == 0]
    days = {sunday - 2 * DAY, sunday + DAY, mondays_of_may[0], mondays_of_may[-1], mondays_of_august[-1]}
    days.difference_update(MOVED_AWAY)
    days.update(day for day in PROCLAIMED if day.year == year)
    for fixed in (date(year, 1, 1), date(year, 12, 26), date(year, 12, 25)):
        stand_in = fixed
        # Boxing Day is placed first: when Christmas is a Sunday, the Tuesday stands in for it.
        while stand_in.weekday() >= SATURDAY or stand_in in days:
            stand_in += DAY
        days.update((fixed, stand_in))
    return frozenset(days)


@cache
def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday of England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def working_days_after(start: date, number: int) -> date:
    """The `number`-th working day after `start`; `start` itself is never counted."""
    for day in forward(start):
        number -= is_working_day(day)
        if number == 0:
            return day
    raise AssertionError


@cache
def working_day_from(day: date) -> date:
    """The day itself where it is a working day, else the next one that is."""
    return day if is_working_day(day) else working_days_after(day, 1)


@cache
def months_after(start: date, number: int) -> date:
    """The same day of the month `number` months later, or that month's last day where it has no such day."""
    for day in forward(start):
        number -= day.day == 1
        if number == 0 and (day.day == start.day or (day + DAY).day == 1):
            return day
    raise AssertionError


@cache
def months_before(start: date, number: int) -> date:
    """The same day of the month `number` months earlier, or that month's last day where it has no such day."""
    day = start
    while number > 0:
        number -= day.day == 1
        day -= DAY
    while day.day > start.day:
        day -= DAY
    return day
