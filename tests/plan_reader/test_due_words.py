"""Due dates as real plans write them: the range, its kind, and every other reading where there is one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan_reader.due_cell import heading_due, read_due_cell
from sendplan.plan_reader.period import Period, plan_period

PLAN = Period(dt.date(2023, 1, 1), dt.date(2024, 3, 31))
PUBLISHED = Period(dt.date(2023, 1, 1), dt.date(2024, 3, 31), published=dt.date(2023, 5, 1))
LATER = Period(dt.date(2024, 1, 1), dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("text", "kind", "earliest", "latest"),
    [
        ("Sept 23", "month", "2023-09-01", "2023-09-30"),
        ("Sep-23", "month", "2023-09-01", "2023-09-30"),
        ("Sept. 2023", "month", "2023-09-01", "2023-09-30"),
        ("Dec '23", "month", "2023-12-01", "2023-12-31"),
        ("End March 2023", "month", "2023-03-01", "2023-03-31"),
        ("mid-May 2023", "month", "2023-05-01", "2023-05-31"),
        ("March/April 2024", "month", "2024-03-01", "2024-04-30"),
        ("Jan - Mar 2024", "month", "2024-01-01", "2024-03-31"),
        ("Nov 2022 – Mar 2023", "month", "2022-11-01", "2023-03-31"),
        ("17th March 2018", "day", "2018-03-17", "2018-03-17"),
        ("17/03/2018", "day", "2018-03-17", "2018-03-17"),
        ("17-03-2018", "day", "2018-03-17", "2018-03-17"),
        ("17.3.18", "day", "2018-03-17", "2018-03-17"),
        ("Due date: 30/09/2023", "day", "2023-09-30", "2023-09-30"),
        ("Friday 31st March 2023", "day", "2023-03-31", "2023-03-31"),
        ("No later than 30 April 2023", "day", "2023-04-30", "2023-04-30"),
        ("spring term (26 April 2021)", "day", "2021-04-26", "2021-04-26"),
        ("Q3 2023/24", "quarter", "2023-10-01", "2023-12-31"),
        ("End of Q2 23-24", "quarter", "2023-07-01", "2023-09-30"),
        ("Spring Term 2024", "term", "2024-01-01", "2024-04-30"),
        ("end of autumn term 2022", "term", "2022-09-01", "2022-12-31"),
        ("academic year 2023/24", "year", "2023-09-01", "2024-08-31"),
        ("FY 23/24", "year", "2023-04-01", "2024-03-31"),
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("To be completed by July 2023", "month", "2023-07-01", "2023-07-31"),
        ("By March 2024 and then annually", "month", "2024-03-01", "2024-03-31"),
        ("June 2023 - revised to September 2023", "month", "2023-09-01", "2023-09-30"),
        ("Sep 2023 extended to Dec 2023", "month", "2023-12-01", "2023-12-31"),
        ("September 2023 (was June 2023)", "month", "2023-09-01", "2023-09-30"),
        ("~~June 2023~~ September 2023", "month", "2023-09-01", "2023-09-30"),
        ("December 2023 (phase 1)", "month", "2023-12-01", "2023-12-31"),
        ("Established March 2022", "already_done", "2022-03-01", "2022-03-31"),
        ("Completed May 2023", "already_done", "2023-05-01", "2023-05-31"),
        ("Complete", "already_done", None, None),
        ("Ongoing", "ongoing", None, None),
        ("Annually in September", "ongoing", None, None),
        ("TBC", "not_yet_set", None, None),
        ("To be confirmed", "not_yet_set", None, None),
        ("tbd", "not_yet_set", None, None),
        ("N/A", "blank", None, None),
        ("Short term", "not_understood", None, None),
        ("31 June 2023", "not_understood", None, None),
    ],
)
def test_a_due_cell_with_one_reading(text: str, kind: str, earliest: str | None, latest: str | None) -> None:
    read = read_due_cell(text)
    found = [None if day is None else day.isoformat() for day in (read.due.earliest, read.due.latest)]
    assert (read.due.kind, *found) == (kind, earliest, latest)
    assert read.due.as_written == text
    assert read.doubt is None


@pytest.mark.parametrize(
    ("text", "period", "latest", "others"),
    [
        ("May 25", PLAN, "2025-05-31", ("25 May 2023", "25 May 2024")),
        ("May 27", PLAN, "2027-05-31", ("27 May 2023", "27 May 2024")),
        ("May 25", LATER, "2025-05-31", None),
        ("January 30", PLAN, None, ("30 January 2023", "30 January 2024", "30 January 2025", "January 2030")),
        (
            "By end Q3",
            PLAN,
            "2023-12-31",
            ("October to December 2024", "July to September 2023", "July to September 2024"),
        ),
        ("By end Q3", None, None, ()),
        ("Q1 2024", None, "2024-03-31", ("April to June 2024",)),
        ("2023/24", None, "2024-03-31", ("September 2023 to August 2024",)),
        ("Summer 2023", None, "2023-07-31", ("June to August 2023",)),
        ("w/c 4 September 2023", None, "2023-09-10", ("4 September 2023",)),
        ("By 31 March", PLAN, None, ("31 March 2023", "31 March 2024", "31 March 2025")),
        ("By 31 March", PUBLISHED, "2024-03-31", ("31 March 2025",)),
        ("By 31 March", None, None, ()),
        ("Immediate", PUBLISHED, None, ("1 May 2023",)),
        ("within 6 months", PUBLISHED, None, ("1 November 2023",)),
        ("6 weeks from publication", PUBLISHED, None, ("12 June 2023",)),
        ("June 2023 → September 2023", None, "2023-09-30", ("June 2023",)),
        ("March 2024 (TBC)", None, "2024-03-31", ("not yet set",)),
        ("TBC (likely March 2024)", None, None, ("March 2024",)),
        ("Sept 2023 - ongoing", None, "2023-09-30", ("ongoing",)),
        ("From September 2023", None, "2023-09-30", ("a start, with no date by which it is due",)),
        ("March 2023 - Completed", None, "2023-03-31", ("March 2023",)),
        ("Phase 1: July 2023; Phase 2: December 2023", None, "2023-12-31", ("July 2023",)),
        ("Oct 24 / Feb 25", None, "2025-02-28", ("October 2024", "October 2024 to February 2025")),
        ("Easter 2024", None, None, ("January to December 2024", "no date")),
    ],
)
def test_a_due_cell_in_doubt_keeps_its_other_readings(
    text: str, period: Period | None, latest: str | None, others: tuple[str, ...] | None
) -> None:
    read = read_due_cell(text, period)
    assert (read.due.latest and read.due.latest.isoformat()) == latest
    if others is None:
        assert read.doubt is None
        return
    assert read.doubt is not None
    assert read.doubt.field == "due"
    assert tuple(other["due"] for other in read.doubt.others) == others
    assert read.doubt.evidence.endswith(".")
    if latest is None and read.due.kind != "not_yet_set":
        assert read.due.kind == "not_understood"
        assert read.doubt.preferred == {"due": None}


@pytest.mark.parametrize(
    ("text", "written", "latest"),
    [
        ("Actions due by September 2023", "by September 2023", "2023-09-30"),
        ("September 2023", "September 2023", "2023-09-30"),
        ("By end of July 2024", "By end of July 2024", "2024-07-31"),
        ("Due: Q3 2023/24", "Q3 2023/24", "2023-12-31"),
        ("Autumn term 2023", "Autumn term 2023", "2023-12-31"),
        ("What we will do by September 2023", "by September 2023", "2023-09-30"),
        ("Short term actions (by July 2023)", "by July 2023", "2023-07-31"),
    ],
)
def test_a_heading_that_dates_the_actions_under_it(text: str, written: str, latest: str) -> None:
    read = heading_due(text)
    assert read is not None
    assert (read.due.as_written, str(read.due.latest)) == (written, latest)


@pytest.mark.parametrize(
    "text", ["Progress update September 2023", "2023", "Priority 1", "Inspection May 2022", "", "Next steps"]
)
def test_a_heading_that_dates_no_action(text: str) -> None:
    assert heading_due(text) is None


def test_the_plans_period_is_the_run_of_years_it_names_most() -> None:
    texts = [
        "June 2023",
        "September 2023",
        "January 2024",
        "inspected in December 2018",
        "Sept 24",
        "May 25",
        "by 2040",
    ]
    period = plan_period(texts)
    assert period is not None
    assert (period.earliest, period.latest) == (dt.date(2023, 6, 1), dt.date(2024, 9, 30))
    assert plan_period(["no date at all", "2024"]) is None


def test_a_numbered_month_alone_does_not_settle_its_own_year() -> None:
    plan = ["June 2023", "September 2023", "March 2024", "May 25"]
    read = read_due_cell("May 25", plan_period(plan))
    assert read.doubt is not None
    both = read_due_cell("May 25", plan_period([*plan, "July 25"]))
    assert (both.due.latest, both.doubt) == (dt.date(2025, 5, 31), None)


def test_a_document_that_writes_days_after_months_leaves_may_25_in_doubt() -> None:
    texts = ["June 2024", "May 2025", "July 25", "January 30"]
    period = plan_period(texts)
    assert period is not None
    assert period.month_day
    assert read_due_cell("May 25", period).doubt is not None


PERIODS = st.sampled_from([None, PLAN, PUBLISHED, LATER])
WORDS = st.sampled_from(
    [
        "by",
        "end",
        "of",
        "Q3",
        "March",
        "May",
        "25",
        "30",
        "2023",
        "23/24",
        "spring",
        "term",
        "→",
        "revised",
        "to",
        "was",
        "(",
        ")",
        "-",
        "/",
        "TBC",
        "ongoing",
        "complete",
        "w/c",
        "31",
        "and",
        "within",
        "6",
        "months",
        "from",
        "4th",
        ";",
        "’24",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=9).map(" ".join)), PERIODS)
def test_no_words_raise_and_every_range_is_in_order(text: str, period: Period | None) -> None:
    read = read_due_cell(text, period)
    due = read.due
    assert due.as_written == (text or None)
    assert (due.earliest is None) == (due.latest is None)
    if due.earliest is not None and due.latest is not None:
        assert due.earliest <= due.latest
    if due.kind in ("day", "month", "quarter", "term", "year"):
        assert due.latest is not None
    if due.kind in ("blank", "not_understood", "not_yet_set"):
        assert due.latest is None
    heading_due(text, period)


@given(st.dates(min_value=dt.date(2016, 1, 1), max_value=dt.date(2029, 12, 31)), PERIODS)
def test_what_a_reading_says_in_words_reads_back(day: dt.date, period: Period | None) -> None:
    words = f"{day.day} {day:%B} {day.year}"
    read = read_due_cell(words, period)
    assert (read.due.earliest, read.due.latest, read.doubt) == (day, day, None)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_have_a_period_in_order_or_none(texts: list[str]) -> None:
    period = plan_period(texts)
    assert period is None or period.earliest <= period.latest
