"""Due dates, steps and counts in plain English. No database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sendplan.plan.due import due_why, due_words
from sendplan.plan.kinds import kind, kinds
from sendplan.plan.queries.items import comparable_start
from sendplan.plan.standing import LABELS, STATES
from sendplan.plan.steps import Reading, Start, read_step, start_words
from sendplan.plan.wording import amount, count, day, listed, size, unstopped
from sendplan.plan_reader.draft import Baseline, Kpi, Step, StepKind, Where

JULY = dt.date(2023, 7, 31)
SIXTEEN = Start("16", Decimal(16), "count", "January 2023")
TBC = Start("TBC", None, "", "")


def step(
    kind: str, value: str | None, start: Start = SIXTEEN, *, unit: str = "", better: str = "lower", written: str = ""
) -> Reading:
    return read_step(
        kind=kind,
        value=None if value is None else Decimal(value),
        unit=unit,
        as_written=written,
        on=JULY,
        start=start,
        better=better,
    )


def test_a_relative_step_is_a_sentence_a_parent_can_read() -> None:
    found = step("relative_change", "-10")
    assert found.words == "10% lower than the starting figure, by 31 July 2023"
    assert found.worked_out == "14.4, so at most 14"
    assert (found.level, found.cannot) == (Decimal(14), None)


@pytest.mark.parametrize(
    ("change", "start", "comes_to"),
    [
        ("-25", "29", "21.75, so at most 21"),
        ("-50", "29", "14.5, so at most 14"),
        ("-50", "16", "at most 8"),
        ("10", "16", "17.6, so at least 18"),
        ("25", "16", "at least 20"),
    ],
)
def test_whole_things_round_away_from_the_targets_side(change: str, start: str, comes_to: str) -> None:
    assert step("relative_change", change, Start(start, Decimal(start), "count", "")).worked_out == comes_to


def test_a_rate_is_not_rounded() -> None:
    start = Start("13%", Decimal(13), "percent", "")
    assert step("relative_change", "-10", start).worked_out == "at most 11.7%"


@pytest.mark.parametrize("kind", ["relative_change", "percentage_point_change"])
def test_without_a_start_it_says_why_not(kind: str) -> None:
    found = step(kind, "20", TBC)
    assert found.level is None
    assert found.worked_out is None
    assert found.cannot is not None
    assert "The plan gives no starting figure (it says “TBC”)" in found.cannot


def test_points_are_added_to_percentages_only() -> None:
    assert step("percentage_point_change", "20", Start("8%", Decimal(8), "percent", "")).worked_out == "at least 28%"
    assert "no percentage" in (step("percentage_point_change", "20").cannot or "")
    over = step("percentage_point_change", "40", Start("75%", Decimal(75), "percent", ""))
    assert over.cannot is not None
    assert "115%, which no percentage can be" in over.cannot
    assert step("percentage_point_change", "1", Start("", None, "", "")).words.startswith("1 percentage point higher")


@pytest.mark.parametrize(
    ("better", "words"),
    [("higher", "59.9% or more"), ("lower", "59.9% or less"), ("unknown", "59.9%")],
)
def test_a_level_says_which_side(better: str, words: str) -> None:
    found = step("level", "59.9", unit="percent", better=better)
    assert found.words == f"{words}, by 31 July 2023"
    assert found.level == Decimal("59.9")


@pytest.mark.parametrize(
    ("better", "unit", "words"),
    [
        ("lower", "count", "none"),
        ("lower", "", "none"),
        ("lower", "percent", "0%"),
        ("lower", "weeks", "0 weeks"),
        ("unknown", "count", "0"),
        ("higher", "count", "0 or more"),
    ],
)
def test_nothing_is_less_than_none(better: str, unit: str, words: str) -> None:
    found = step("level", "0.0", unit=unit, better=better)
    assert (found.words, found.level) == (f"{words}, by 31 July 2023", Decimal(0))


def test_a_plans_own_full_stop_does_not_stand_beside_ours() -> None:
    assert unstopped("a new approach.") == "a new approach"
    assert unstopped("a new approach. ") == "a new approach"
    assert unstopped("a new approach") == "a new approach"
    assert unstopped("and so on...") == "and so on..."
    assert start_words(Start("To be agreed.", None, "", "")).endswith("it says “To be agreed”.")
    assert due_why("blank", "When ready.", None, None).startswith("The plan leaves")
    assert due_why("ongoing", "Ongoing.", None, None).startswith("The plan says “Ongoing”, with")


def test_what_is_left() -> None:
    assert step("remainder", "400").words == "no more than 400 left, by 31 July 2023"
    assert step("remainder", "0").words == "none left, by 31 July 2023"


@pytest.mark.parametrize("kind", ["blank", "not_yet_set", "not_understood"])
def test_a_step_with_no_figure_says_so(kind: str) -> None:
    found = step(kind, None, written="TBC")
    assert found.level is None
    assert found.cannot is not None
    assert "31 July 2023" in found.words


def test_starting_figures() -> None:
    assert start_words(SIXTEEN) == "It starts from 16 (January 2023)."
    assert start_words(TBC) == "The plan gives no starting figure: it says “TBC”."
    assert start_words(Start("", None, "", "")) == "The plan gives no starting figure."
    assert start_words(Start("1,600", Decimal("1600.00000000"), "count", "")) == "It starts from 1,600."


@given(st.decimals("-99", "400", places=2), st.decimals("0", "5000", places=2))
def test_a_whole_figure_meets_the_step_and_the_next_one_does_not(change: Decimal, start: Decimal) -> None:
    found = step("relative_change", str(change), Start(str(start), start, "count", ""))
    exact = start * (100 + change) / 100
    assert found.level is not None
    assert found.level == found.level.to_integral_value()
    if change < 0:
        assert found.level <= exact < found.level + 1
    else:
        assert found.level >= exact > found.level - 1


@pytest.mark.parametrize(
    ("kind", "latest", "words", "why"),
    [
        ("month", dt.date(2023, 6, 30), "by 30 June 2023", "counted late from 1 July 2023"),
        ("day", dt.date(2023, 6, 30), "by 30 June 2023", "counted late from 1 July 2023"),
        ("already_done", dt.date(2022, 3, 31), "already done, the plan says", "never counted late"),
        ("ongoing", None, "ongoing, with no date", "never counted late"),
        ("blank", None, "no date", "never counted late"),
        ("not_understood", None, "no date that could be read", "could not be read as a date"),
    ],
)
def test_due_dates(kind: str, latest: dt.date | None, words: str, why: str) -> None:
    earliest = latest.replace(day=1) if latest and kind == "month" else latest
    assert due_words(kind, latest) == words
    assert why in due_why(kind, "as the plan writes it", earliest, latest)


def test_small_words() -> None:
    assert day(dt.date(2023, 2, 1)) == "1 February 2023"
    assert count(1, "day", "days") == "1 day"
    assert count(1600, "day", "days") == "1,600 days"
    assert listed([]) == ""
    assert listed(["A1"]) == "A1"
    assert listed(["A1", "A2", "A3"], "or") == "A1, A2 or A3"
    assert [amount(Decimal(figure)) for figure in ("59.90", "100", "0", "1600.000", "1E+2")] == [
        "59.9", "100", "0", "1,600", "100",
    ]  # fmt: skip
    assert [size(number) for number in (1, 999, 1000, 999_499, 999_500, 4_200_000)] == [
        "1 byte", "999 bytes", "1 kB", "999 kB", "1.0 MB", "4.2 MB",
    ]  # fmt: skip


def test_every_kind_and_state_has_its_words() -> None:
    assert len(kinds()) == 5
    assert all(each.title and each.description.endswith(".") for each in kinds())
    assert kind("improvement-plan") is not None
    assert kind("shopping-list") is None
    assert set(LABELS) == set(STATES)


@pytest.mark.parametrize(
    ("kind", "unit", "start_unit", "comparable"),
    [
        ("level", "percent", "%", True),
        ("level", "", "count", True),
        ("level", "percent", "count", False),
        ("remainder", "weeks", "count", False),
        ("relative_change", "percent", "count", True),
    ],
)
def test_a_start_stands_beside_the_steps_only_in_their_unit(
    kind: StepKind, unit: str, start_unit: str, comparable: bool
) -> None:
    step = Step(label="Target", kind=kind, unit=unit or None, value=Decimal(-5 if kind == "relative_change" else 5))
    start = Baseline(as_written="16", value=Decimal(16), unit=start_unit)
    target = Kpi(
        section="A",
        name="Calls",
        baseline=start,
        steps=(step,),
        better="lower",
        table=0,
        where=Where(line=1, end_line=1),
    )
    assert comparable_start(target) == (Decimal(16) if comparable else None)
    assert comparable_start(replace(target, baseline=Baseline(as_written="TBC"))) is None
