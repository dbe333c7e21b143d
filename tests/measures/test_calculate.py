"""Figures from loads: the same on both engines, and never nothing where nobody has said anything."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from sendplan.measures.calculate import Engine, calculate
from sendplan.measures.catalogue import measures
from sendplan.measures.period import PeriodType, latest, read
from sendplan.measures.result import Result, wilson
from sendplan.records.loading import load
from sendplan.records.store import Store
from tests.records.test_commands import sendplan

SAMPLES = Path(__file__).parent.parent / "records" / "samples"
AS_AT = date(2025, 2, 1)
EVERY = (
    *(read(text) for text in ("calendar 2022", "calendar 2024", "academic 2023/24", "rolling 12 months to 2024-06")),
    *latest(PeriodType.MONTH, date(2024, 12, 31), 30),
    *latest(PeriodType.FINANCIAL_YEAR_TO_DATE, date(2024, 12, 31), 5),
    *latest(PeriodType.DAY, date(2024, 12, 31), 3),
    read("calendar 2025"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three years of returns of one made-up authority."""
    kept = Store(tmp_path_factory.mktemp("records"), "devon")
    for year in (2023, 2024, 2025):
        report = load(
            [SAMPLES / f"sen2-{year}.xml"], store=kept, today=date(year, 3, 1), who="a test", partial=True
        )  # fmt: skip
        assert report.loaded
    return kept


def counted(store: Store, engine: Engine) -> list[Result]:
    known = measures()
    return list(
        calculate(
            dict.fromkeys(known.values(), EVERY), known, store.reader(), area="devon", as_at=AS_AT,
            by=("sex", "age_band"), engine=engine,
        )
    )  # fmt: skip


def test_both_engines_give_the_same_rows(store: Store) -> None:
    first = [each.row() for each in counted(store, "duckdb")]
    second = [each.row() for each in counted(store, "reference")]
    assert first == second
    assert any(row["numerator"] for row in first)


def test_a_figure_is_what_its_rows_say(store: Store) -> None:
    """Against a count written out by itself, over the one file that speaks for the year."""
    query = store.reader().sql("requests", "plan_issued_on", read("calendar 2024").days)
    found = duckdb.execute(
        f"SELECT count(*), sum(CASE WHEN plan_issued_on <= plan_due_on THEN 1 ELSE 0 END) FROM ({query})"
    ).fetchone()
    assert found is not None
    (result,) = (
        each for each in counted(store, "duckdb")
        if each.measure.name == "plans-within-20-weeks" and str(each.period) == "calendar 2024" and each.group is None
    )  # fmt: skip
    assert (result.denominator, result.numerator) == found
    assert result.denominator
    assert result.loads == (store.loads()[-1].id,)
    assert result.deadlines == store.loads()[-1].deadlines


def test_what_nobody_speaks_for_is_no_figure(store: Store) -> None:
    for result in counted(store, "duckdb"):
        if str(result.period) == "calendar 2025":
            assert result.not_measurable == "The period ends on 2025-12-31, after 2025-02-01."
        if result.not_measurable:
            assert (result.numerator, result.denominator, result.value, dict(result.excluded)) == (None, None, None, {})
    known = measures()
    asked = {known["requests-received"]: [read("calendar 2019"), read("academic 2021/22")]}
    never, half = calculate(asked, known, store.reader(), area="devon", as_at=AS_AT)
    assert never.not_measurable == "No records of requests speak for 2019-01-01 to 2019-12-31."
    assert half.not_measurable == "Records of requests do not speak for 2021-09-01 to 2021-12-31."


def test_groups_add_up_to_everyone(store: Store) -> None:
    whole: dict[tuple[str, str], int] = {}
    parts: dict[tuple[str, str], int] = {}
    for each in counted(store, "duckdb"):
        if each.measure.shape == "count" and each.numerator is not None:
            key = (each.measure.name, str(each.period))
            if each.group is None:
                whole[key] = int(each.numerator)
            elif each.group.by == "sex":
                parts[key] = parts.get(key, 0) + int(each.numerator)
    assert any(whole.values())
    assert {key: count for key, count in whole.items() if key in parts} == parts


def test_wilson() -> None:
    """E. B. Wilson's interval for 1 of 10, worked out apart: (0.0178762, 0.4041500)."""
    assert wilson(1, 10) == (Decimal("1.7876"), Decimal("40.4150"))
    assert wilson(0, 0) is None
    none, every = wilson(0, 5), wilson(5, 5)
    assert none is not None
    assert every is not None
    assert (none[0], every[1]) == (Decimal(0), Decimal(100))


def test_the_command(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDPLAN_RECORDS", str(store.folder.parent))
    ran = sendplan(tmp_path, "measure", "plans-within-20-weeks", "--area", "devon", "--period", "calendar 2024",
                   "--as-at", "2025-02-01", "--by", "sex", "--json")  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(ran.stdout)
    assert rows[0]["period_type"] == "calendar year"
    assert rows[0]["group"] is None
    assert {"measure", "numerator", "denominator", "value", "unit", "as_at", "load", "definition_digest",
            "deadlines_digest", "source", "excluded", "not_measurable"} <= rows[0].keys()  # fmt: skip
    refused = sendplan(tmp_path, "measure", "plans-within-20-weeks", "--area", "devon", "--period", "last week")
    assert refused.returncode == 2
    assert "is not a period" in refused.stderr
    assert refused.stderr.count("\n") == 1
    checked = sendplan(tmp_path, "check", "measures")
    assert checked.returncode == 0, checked.stderr
    assert "come out on both engines" in checked.stdout
