"""One definition, for one team or one question; and what a partner sent, where no record stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sendplan.measures import measure as measures
from sendplan.measures.calculate import Engine, calculate
from sendplan.measures.measure import Measure
from sendplan.measures.narrowed import NarrowingError, narrowed
from sendplan.measures.period import Period, PeriodType
from sendplan.measures.period import read as period
from sendplan.measures.result import Result
from sendplan.records.cover import Cover
from sendplan.records.cover import Period as Days
from sendplan.records.loading import load
from sendplan.records.store import Reader, Store

REST = """
groups = ["team"]
written_by = "first author"
checked_by = "second reader"
reviewed_on = 2026-11-24
review_by = 2027-11-30
"""
EXAMPLES = (
    """
[[example]]
given = {given}
expect = "{expect}"
why = "So that it is whole."
border = true
"""
    + """
[[example]]
given = {given}
expect = "{expect}"
why = "Again."
"""
    * 2
)
SICKNESS = (
    """
title = "Days lost"
question = "How many?"
better = "lower"
unit = "percent"
table = "staff_sickness"
counted_on = "month"
sum_of = "days_lost"
per = "days_available"
usual_period = "financial year"
"""
    + REST
    + EXAMPLES.format(
        given='"team | month | days_available | days_lost\\nA | 2024-01-01 | 10 | 1"', expect="10 percent"
    )
)
STARTERS = (
    """
title = "Starters"
question = "How many?"
better = "higher"
unit = "people"
table = "staff_moves"
counted_on = "moved_on"
numerator = "move = 'start' AND contract = 'permanent'"
"""
    + REST
    + EXAMPLES.format(given='"move_id | move | contract\\nA | start | permanent"', expect="1")
)


def declared(text: str, name: str) -> Measure:
    return measures.read(text, f"{name}.toml", name)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Two tables of a workforce, in which one team is spelt in two ways, and two supplied figures."""
    store = Store(tmp_path / "records", "here")
    files = {
        "staff_sickness": "team,month,days_available,days_lost\n0-25 Team,2024-01-01,100.0,4.5\n"
        "0-25 team,2024-02-01,100.0,5.5\nPsychology,2024-01-01,50.0,10.0\n",
        "staff_moves": "move_id,team,moved_on,move,contract\nA,0-25 Team,2024-01-10,start,permanent\n"
        "B,Psychology,2024-01-11,start,permanent\nC,0-25 Team,2024-01-12,end,permanent\n"
        "D,0-25 Team,2024-01-12,start,agency\n",
        "supplied_figures": "measure,period_from,period_until,group_by,group,numerator,denominator,supplied_by,"
        "supplied_on,evidence\nstarters,2023-01-01,2023-12-31,,,9,,Personnel,2024-02-01,\n"
        "starters,2023-01-01,2023-12-31,team,0-25 TEAM,7,,Personnel,2024-02-01,\n"
        "days-lost,2023-01-01,2023-12-31,,,12.5,250,Personnel,2024-02-01,\n",
    }
    for name, text in files.items():
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        first = date(2023, 1, 1) if name == "supplied_figures" else date(2024, 1, 1)
        cover = Cover(name, Days(first, date(2025, 1, 1)))
        report = load([file], store=store, today=date(2025, 3, 1), who="a test", cover=(cover,))
        assert report.loaded, report.words
    return store.reader()


def told(result: Result) -> tuple[object, ...]:
    return result.numerator, result.denominator, result.value, result.source


def figures(measure: Measure, reader: Reader, *periods: Period, by: Sequence[str] = ()) -> list[Result]:
    """By both engines, which say the same."""
    engines: tuple[Engine, ...] = ("duckdb", "reference")
    found = [
        list(calculate({measure: periods}, {}, reader, area="here", as_at=date(2025, 3, 1), by=by, engine=engine))
        for engine in engines
    ]
    assert [each.row() for each in found[0]] == [each.row() for each in found[1]]
    return found[0]


def test_a_rate_for_one_team_however_it_is_spelt(reader: Reader) -> None:
    measure = declared(SICKNESS, "days-lost")
    (everyone,) = figures(measure, reader, period("calendar 2024"))
    (team,) = figures(narrowed(measure, {"team": "0-25  team"}, reader), reader, period("calendar 2024"))
    assert told(everyone) == (20, 250, 8, "computed")
    assert told(team) == (10, 200, 5, "computed")
    assert team.row()["group"] == {"team": "0-25  team"}
    assert team.definition == everyone.definition


def test_a_count_for_one_team_and_both_beside_each_other(reader: Reader) -> None:
    measure = declared(STARTERS, "starters")
    team = narrowed(measure, {"team": "0-25 team"}, reader)
    year = period("calendar 2024")
    found = list(
        calculate({measure: [year], team: [year]}, {}, reader, area="here", as_at=date(2025, 3, 1), by=("team",))
    )
    found_of = [(each.measure.only, each.group and each.group.value, each.numerator) for each in found]
    assert found_of == [
        ((), None, 2),
        ((), "0-25 Team", 1),
        ((), "Psychology", 1),
        ((("team", "0-25 team"),), None, 1),
        ((("team", "0-25 team"),), "0-25 Team", 1),
        ((("team", "0-25 team"),), "Psychology", 0),
    ]


def test_a_team_nobody_has_heard_of_has_no_figure(reader: Reader) -> None:
    measure = declared(STARTERS, "starters")
    with pytest.raises(NarrowingError, match="No record of staff moves has the team “Transport”: they have “0-25"):
        narrowed(measure, {"team": "Transport"}, reader)
    with pytest.raises(NarrowingError, match="cannot be asked for one “contract”: it is split by team"):
        narrowed(measure, {"contract": "agency"}, reader)


def test_what_a_partner_sent_stands_in_where_no_record_does(reader: Reader) -> None:
    measure = declared(STARTERS, "starters")
    sent, counted = figures(measure, reader, period("calendar 2023"), period("calendar 2024"))
    assert told(sent) == (9, None, 9, "supplied")
    assert sent.row()["supplied"] == "Supplied by Personnel on 2024-02-01, not computed from records."
    assert (*told(counted), counted.supplied) == (2, None, 2, "computed", None)
    (team,) = figures(narrowed(measure, {"team": "0-25 team"}, reader), reader, period("calendar 2023"))
    assert told(team) == (7, None, 7, "supplied")
    everyone, one = figures(measure, reader, period("calendar 2023"), by=("team",))
    assert (everyone.group, one.group and one.group.value, one.numerator) == (None, "0-25 TEAM", 7)
    (rate,) = figures(declared(SICKNESS, "days-lost"), reader, period("calendar 2023"))
    assert told(rate) == (Decimal("12.5"), 250, 5, "supplied")


def test_what_a_partner_sent_of_one_team_stands_in_where_no_table_was_loaded(reader: Reader) -> None:
    alone = replace(reader, loads=tuple(load for load in reader.loads if "staff_moves" not in load.tables))
    measure = declared(STARTERS, "starters")
    (team,) = figures(narrowed(measure, {"team": "0-25 team"}, alone), alone, period("calendar 2023"))
    assert told(team) == (7, None, 7, "supplied")
    (none,) = figures(narrowed(measure, {"team": "Psychology"}, alone), alone, period("calendar 2023"))
    assert none.not_measurable == "No records of staff moves speak for 2023-01-01 to 2023-12-31."


def test_a_supplied_figure_of_another_period_never_stands_in(reader: Reader) -> None:
    (quarter,) = figures(declared(STARTERS, "starters"), reader, period("quarter 2023-Q1"))
    assert quarter.value is None
    assert quarter.not_measurable


def test_the_usual_period_is_one_that_fits() -> None:
    assert declared(SICKNESS, "days-lost").usual_period is PeriodType.FINANCIAL_YEAR
    with pytest.raises(measures.MeasureError, match="usual_period"):
        declared(SICKNESS.replace('"financial year"', '"day"'), "days-lost")


def test_each_measure_is_split_by_what_its_own_table_has(reader: Reader) -> None:
    """Staff moves have no respondent, and days lost are asked for beside them by a column of both."""
    year = period("calendar 2024")
    starters, lost = declared(STARTERS, "starters"), declared(SICKNESS.replace('["team"]', "[]"), "days-lost")
    engines: tuple[Engine, ...] = ("duckdb", "reference")
    for engine in engines:
        found = calculate(
            {starters: [year], lost: [year]}, {}, reader, area="here", as_at=date(2025, 3, 1),
            by=("respondent", "team"), engine=engine,
        )  # fmt: skip
        groups = [(each.measure.name, each.group and each.group.value) for each in found]
        assert groups == [
            ("starters", None),
            ("starters", "0-25 Team"),
            ("starters", "Psychology"),
            ("days-lost", None),
        ], engine
