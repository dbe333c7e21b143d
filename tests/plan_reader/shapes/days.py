"""Due dates as officers write them, each with what a careful human reads. All stand in plans of 2023 to 2026."""

from __future__ import annotations

from typing import Any

from tests.plan_reader.shapes.truths import ANY, Due, Either, Unsure

MONTH = ("month",)


def month(year: int, number: int) -> Due:
    last = {
        1: 31,
        2: 29 if year % 4 == 0 else 28,
        3: 31,
        4: 30,
        5: 31,
        6: 30,
        7: 31,
        8: 31,
        9: 30,
        10: 31,
        11: 30,
        12: 31,
    }
    return Due(f"{year}-{number:02}-{last[number]}", "month", f"{year}-{number:02}-01")


def end_of(year: int, number: int) -> Due:
    """The end of a month: whether the month's first days count is a matter of taste."""
    return Due(month(year, number).latest, "month", ANY)


def day(text: str) -> Due:
    return Due(text, "day", text)


def done(latest: Any = ANY) -> Due:
    return Due(latest, "already_done", ANY)


ONGOING = Due(None, "ongoing", ANY)
TO_COME = Due(None, "not_yet_set", ANY)
BLANK = Due(None, "blank", ANY)
UNREADABLE = Unsure()

DAYS: dict[str, Any] = {
    "": BLANK,
    "TBC": TO_COME,
    "tbc": TO_COME,
    "To be confirmed": TO_COME,
    "T.B.C.": TO_COME,
    "To be agreed": TO_COME,
    "Ongoing": ONGOING,
    "ongoing": ONGOING,
    "On-going": ONGOING,
    "Complete": done(),
    "COMPLETE": done(),
    "Completed": done(),
    "Completed June 2024": done("2024-06-30"),
    "Complete – Sept 23": done("2023-09-30"),
    "Established March 2022": done("2022-03-31"),
    "Sept 23": month(2023, 9),
    "Sept 2023": month(2023, 9),
    "Sep 24": month(2024, 9),
    "May 25": month(2025, 5),
    "Dec '24": month(2024, 12),
    "Dec-24": month(2024, 12),
    "Nov 24": month(2024, 11),
    "Mar-25": month(2025, 3),
    "Jan 2025": month(2025, 1),
    "January 2025": month(2025, 1),
    "February 2024": month(2024, 2),
    "july 2024": month(2024, 7),
    "JULY 2025": month(2025, 7),
    "April  2025": month(2025, 4),
    "October 2024": month(2024, 10),
    "November 2024": month(2024, 11),
    "March 2025": month(2025, 3),
    "June 2025": month(2025, 6),
    "September 2025": month(2025, 9),
    "End July 2024": end_of(2024, 7),
    "End of March 2025": end_of(2025, 3),
    "By end of May 2024": end_of(2024, 5),
    "by the end of November 2025": end_of(2025, 11),
    "By December 2024": month(2024, 12),
    "by Easter 2025": Unsure((Due("2025-04-30"), Due("2025-04-20"), Due("2025-04-18"))),
    "17th March 2018": day("2018-03-17"),
    "17th March 2025": day("2025-03-17"),
    "1st September 2024": day("2024-09-01"),
    "3rd  Feb 2025": day("2025-02-03"),
    "30 June 2024": day("2024-06-30"),
    "Friday 28 February 2025": day("2025-02-28"),
    "01/09/2024": day("2024-09-01"),
    "31/03/25": day("2025-03-31"),
    "05/04/2025": day("2025-04-05"),
    "31.10.24": day("2024-10-31"),
    "12.05.2025": day("2025-05-12"),
    "2025-01-31": day("2025-01-31"),
    "by 14 Nov 2024": day("2024-11-14"),
    "January 30": Unsure((Due("2030-01-31"), Due("2025-01-30"), Due("2024-01-30"), Due("2026-01-30"))),
    "March 15": Unsure((Due("2015-03-31"), Due("2025-03-15"), Due("2024-03-15"), Due("2026-03-15"))),
    "By end Q3": Unsure((Due("2024-12-31"), Due("2024-09-30"), Due("2025-12-31"), Due("2025-09-30"), Due(None))),
    "Q4": Unsure((Due("2025-03-31"), Due("2024-12-31"), Due(None))),
    "Q3 2024/25": Due("2024-12-31", "quarter", "2024-10-01"),
    "End Q4 2024/25": Due("2025-03-31", "quarter", ANY),
    "Q1 2025-26": Due("2025-06-30", "quarter", "2025-04-01"),
    "spring term (26 April 2021)": Due("2021-04-26", ("day", "term"), ANY),
    "Autumn term (20 December 2024)": Due("2024-12-20", ("day", "term"), ANY),
    "Summer term 2025": Either((Due("2025-07-31", "term"), Due("2025-08-31", "term"))),
    "Autumn Term 2024": Due("2024-12-31", "term", ANY),
    "2025": Due("2025-12-31", "year", "2025-01-01"),
    "End of 2024": Due("2024-12-31", "year", ANY),
    "2024/25": Unsure((Due("2025-03-31"), Due("2025-08-31"), Due(None))),
    "academic year 2024/25": Either((Due("2025-08-31", "year"), Due("2025-07-31", "year"))),
    "ASAP": UNREADABLE,
    "Immediate": UNREADABLE,
    "within 3 months of sign off": UNREADABLE,
    "Termly": Either((Due(None, "not_understood"), Due(None, "ongoing"))),
    "Short term": UNREADABLE,
    "31st June 2025": UNREADABLE,
    "Dec 24 (revised to Mar 25)": month(2025, 3),
    "Oct 24 / Feb 25": Unsure((Due("2025-02-28"), Due("2024-10-31"))),
    "April - July 2025": Due("2025-07-31", ANY, "2025-04-01"),
    "September 2024 – March 2025": Due("2025-03-31", ANY, "2024-09-01"),
    "September 2024 and ongoing": Unsure((Due("2024-09-30"), Due(None))),
    "w/c 3 March 2025": Either((Due("2025-03-03", ANY), Due("2025-03-09", ANY), Due("2025-03-07", ANY))),
    "Review Jan 2025": Either((Due("2025-01-31", ANY),)),
}
