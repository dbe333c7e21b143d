"""KPI tables with milestone and actual pairs: their columns, their cells, and the figures that are refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.formats.document import Place, Run
from sendplan.plan_reader.draft import Step
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.measure_pairs import flat_kpi_labels, kpi_columns
from sendplan.plan_reader.measure_values import read_actual, read_baseline, read_step
from sendplan.plan_reader.values import read_value, run_together


def cell(text: str) -> Piece:
    return Piece.of(Run(0, text, Place(table=1, row=2, column=3)))


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        (
            "KPI | Baseline | Milestone 1 (July 2023) | Actual 1 | Milestone 2 (Nov 2023) | Actual 2 | Target | Actual",
            "name baseline step.0 actual.0 step.1 actual.1 step.2 actual.2",
        ),
        ("Measure | Target | Actual", "name step.0 actual.0"),
        (
            "Indicator | Baseline | Q1 target | Q1 actual | Q2 target | Q2 actual",
            "name baseline step.0 actual.0 step.1 actual.1",
        ),
        ("KPI | Baseline | Current | Target", "name baseline actual step.0"),
        (
            "Measure | Baseline (March 2023) | Nov 23 actual | March 24 target | RAG",
            "name baseline actual step.0 status.0",
        ),
        ("KPI | Milestone 1 | Milestone 2 | Actual 1 | Actual 2", "name step.0 step.1 actual.0 actual.1"),
        ("KPI | Baseline | 3 months | 6 months | 12 months", "name baseline step.0 step.1 step.2"),
        (
            "KPI | Baseline | 3 month milestone | 3 month actual | 6 month milestone | 6 month actual",
            "name baseline step.0 actual.0 step.1 actual.1",
        ),
        ("Ref | Measure | Baseline | Date | Sept 2023 | Dec 2023", "ref name baseline baseline_date step.0 step.1"),
        (
            "Priority | Measure | Baseline | Target July 2024 | Performance July 2024 | Direction of travel",
            "section name baseline step.0 actual.0 better",
        ),
        (
            "Measure | Baseline | Target | Actual | RAG | Target | Actual | RAG",
            "name baseline step.0 actual.0 status.0 step.1 actual.1 status.1",
        ),
    ],
)
def test_the_columns_of_a_kpi_table(header: str, roles: str) -> None:
    columns = kpi_columns(header.split(" | "))
    assert columns is not None
    found = [column.role if column.step is None else f"{column.role}.{column.step}" for column in columns]
    assert found == roles.split()


@pytest.mark.parametrize("header", ["Ref | Action | Lead | Due", "Measure | Notes", "", "Baseline | Target"])
def test_no_kpi_table(header: str) -> None:
    assert kpi_columns(header.split(" | ")) is None


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        (
            "KPI Baseline Milestone 1 (July 2023) Actual 1 Milestone 2 (November 2023) Actual 2 Target Actual",
            [
                "KPI",
                "Baseline",
                "Milestone 1 (July 2023)",
                "Actual 1",
                "Milestone 2 (November 2023)",
                "Actual 2",
                "Target",
                "Actual",
            ],
        ),
        (
            "Measure Baseline Q1 Target Q1 Actual Q2 Target Q2 Actual",
            ["Measure", "Baseline", "Q1 Target", "Q1 Actual", "Q2 Target", "Q2 Actual"],
        ),
        ("KPI Baseline Baseline Date Milestone 1 – End July 2023 Target – End January 2024", None),
        ("Percentage of plans issued in time 45% 50%", None),
    ],
)
def test_a_header_flattened_to_one_line(line: str, labels: list[str] | None) -> None:
    assert flat_kpi_labels(line) == labels


@pytest.mark.parametrize("text", ["2837.163054.05253.7", "45%50%55%", "45% 50%", "59.960.2", "12.53.7"])
def test_figures_run_together_are_refused_with_the_reason(text: str) -> None:
    for read in (read_step("Target", cell(text)), read_actual("Actual", cell(text), None, ())):
        part, doubt = read
        assert (part.kind, part.value, part.as_written) == ("not_understood", None, text)
        assert doubt is not None
        assert "run together" in doubt.evidence
    baseline, doubt = read_baseline(cell(text), None)
    assert (baseline.value, baseline.as_written) == (None, text)
    assert doubt is not None


@pytest.mark.parametrize("text", ["45%", "1,234", "17.3.18", "0.83%", "24.5 per 10,000", "999999"])
def test_one_figure_is_not_refused(text: str) -> None:
    assert run_together(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("24.5 per 10,000", "level", "24.5", "per 10,000"),
        ("75% ↑", "level", "75", "percent"),
        ("100% (n=24)", "level", "100", "percent"),
        ("45% (123 of 273)", "level", "45", "percent"),
        ("31% (22/71)", "level", "31", "percent"),
        ("123 of 273 (45%)", "level", "45", "percent"),
        ("45 (60%)", "not_understood", None, None),
        ("↑", "not_understood", None, None),
        ("c", "not_understood", None, None),
        ("*", "not_understood", None, None),
        ("40-50%", "not_understood", None, None),
        ("not yet collected", "not_yet_set", None, None),
        ("n/a", "blank", None, None),
    ],
)
def test_figures_as_tables_write_them(text: str, kind: str, value: str | None, unit: str | None) -> None:
    read = read_value(text)
    assert (read.kind, read.value, read.unit) == (kind, None if value is None else Decimal(value), unit)


def test_a_small_count_that_is_withheld_is_no_figure() -> None:
    assert read_actual("Actual", cell("<5"), None, ())[0].value is None
    assert read_baseline(cell("fewer than 5"), None)[0].value is None
    assert read_step("Target", cell("<5"))[0].value == 5


def test_a_baseline_takes_its_date_from_its_cell_or_its_heading() -> None:
    assert read_baseline(cell("45% (March 2023)"), None)[0].on == dt.date(2023, 3, 31)
    assert read_baseline(cell("45%"), None, "Baseline (March 2023)")[0].on == dt.date(2023, 3, 31)
    assert read_baseline(cell("45%"), cell("July 2023"), "Baseline")[0].on == dt.date(2023, 7, 31)


def test_the_number_of_a_milestone_is_no_day() -> None:
    assert read_step("Milestone 1 July 2024", cell("40%"))[0].on == dt.date(2024, 7, 31)
    assert read_step("Target 31 March 2024", cell("40%"))[0].on == dt.date(2024, 3, 31)


def test_an_actual_takes_its_day_from_its_step_and_doubts_a_missing_percent_sign() -> None:
    step = Step(label="July 2023", on=dt.date(2023, 7, 31), kind="level", value=Decimal(50), unit="percent")
    read, doubt = read_actual("Actual", cell("48%"), 0, (step,))
    assert (read.on, read.step, doubt) == (dt.date(2023, 7, 31), 0, None)
    read, doubt = read_actual("Actual (Sept 2023)", cell("48"), 0, (step,))
    assert read.on == dt.date(2023, 9, 30)
    assert doubt is not None
    assert doubt.others == ({"actual": "48%"},)


@given(
    st.lists(
        st.one_of(st.text(max_size=40), st.sampled_from(["KPI", "Baseline", "Target", "Actual", "Q1", "RAG", "Date"])),
        max_size=8,
    )
)
def test_any_header_is_read_in_order_or_not_at_all(labels: list[str]) -> None:
    columns = kpi_columns(labels)
    flat_kpi_labels(" ".join(labels))
    if columns is None:
        return
    assert len(columns) == len(labels)
    steps = [column.step for column in columns if column.role == "step"]
    assert steps == list(range(len(steps)))
    assert all(column.step is None or column.step < len(steps) for column in columns)
    assert [column.role for column in columns].count("name") == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_cell_raises_and_words_are_kept(label: str, text: str) -> None:
    piece = cell(text)
    step, _ = read_step(label, piece)
    actual, _ = read_actual(label, piece, 0, (step,))
    baseline, _ = read_baseline(piece, None, label)
    assert [part.as_written or "" for part in (step, actual, baseline)] == [piece.text] * 3
    assert (actual.value is None) == (actual.kind in ("blank", "not_yet_set", "not_understood"))
