"""Where NHSRplotthedots goes wrong, the default rule set is right, and says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from sendplan.measures.signals import (
    MDC,
    NHS_R,
    Chart,
    SignalError,
    chart,
    chart_of_shares,
    charts,
    funnel,
    sentences,
    signals_of,
)
from sendplan.measures.signals.proportions import binomial_limits
from sendplan.measures.signals.table import table

STEADY = [45.0, 55.0] * 6


def months(number: int, year: int = 2023) -> list[dt.date]:
    return [dt.date(year + place // 12, place % 12 + 1, 1) for place in range(number)]


def monthly(values: Sequence[float | None], **more: object) -> Chart:
    return chart(months(len(values)), values, period="month", **more)  # type: ignore[arg-type]  # what a test varies


def test_two_of_three_counts_a_point_beyond_the_limits() -> None:
    values = [*STEADY, 45, 80, 70, 55, 45]
    old = charts([values], fix_after=12, rules=NHS_R)
    new = charts([values], fix_after=12)
    assert old.point_types(0)[14] == "common_cause"
    assert new.point_types(0)[14] == "special_cause_improvement"
    # The third, within two sigma, is not marked.
    assert new.point_types(0)[15] == "common_cause"


def test_a_missing_value_ends_a_run_and_a_trend_and_stops_nothing() -> None:
    rise: list[float | None] = [46, 47, 48, None, 49, 51, 52]
    assert not charts([[*STEADY, *[np.nan if v is None else v for v in rise]]]).fired.any()
    unbroken = charts([[*STEADY, 46, 47, 48, 49, 51, 52, 53]])
    assert unbroken.point_types(0)[12:] == ["special_cause_improvement"] * 7


def test_a_missing_value_takes_two_ranges_away() -> None:
    found = monthly([*STEADY, None, 55])
    assert found.moving_range[11:] == (10, None, None)
    assert found.moving_range[0] is None


def test_the_icon_is_of_the_latest_known_figure_and_says_of_when() -> None:
    found = monthly([*STEADY, 51, 52, 53, 52, 51, 53, 52, None, None])
    assert found.latest == 18
    assert found.variation == "improvement_high"
    assert any("July 2024" in one and "still to come" in one for one in sentences(found))


def test_a_trajectory_and_a_target_to_come_need_no_figures() -> None:
    path = [50 + place / 2 for place in range(20)]
    found = monthly([*STEADY, 52, 50, *[None] * 6], target=[40.0] * 14 + [60.0] * 6, trajectory=path)
    assert found.on_path == tuple(
        v is not None and v >= p if v is not None else None for v, p in zip(found.values, path, strict=True)
    )
    assert found.met[:14] == (True,) * 14
    assert found.met[14:] == (None,) * 6
    # The assurance icon is judged by the target of the latest figure, 40, not by the target to come.
    assert found.target[13] == 40
    assert any("off its planned path" in one for one in sentences(found))


def test_a_series_that_never_moves_meets_the_target_it_stands_at() -> None:
    for target, direction, icon in (
        (5, "increase", "pass"),
        (4, "increase", "pass"),
        (6, "increase", "fail"),
        (5, "decrease", "pass"),
        (4, "decrease", "fail"),
        (6, "decrease", "pass"),
    ):
        found = monthly([5.0] * 20, target=target, direction=direction)
        assert (found.lower[0], found.upper[0]) == (5, 5)
        assert found.assurance == icon, (target, direction)
        assert found.variation == "common_cause"


def test_a_move_after_a_flat_baseline_is_seen() -> None:
    found = monthly([*[5.0] * 13, 7, 5], fix_after=12)
    assert found.types[13] == "special_cause_improvement"
    assert set(found.types) == {"common_cause", "special_cause_improvement"}


def test_one_spike_in_a_flat_series_is_one_signal() -> None:
    found = monthly([5.0] * 9 + [30.0] + [5.0] * 10)
    assert [place for place, kind in enumerate(found.types) if kind != "common_cause"] == [9]
    assert found.mean[0] == 5


def test_a_series_without_a_target_has_no_assurance_icon() -> None:
    found = charts([STEADY + STEADY] * 2, target=[[100.0], [np.nan]])
    assert found.assurance_names() == ["fail", "no_target"]
    assert charts([STEADY + STEADY], target=60, direction="neutral").assurance_names() == ["no_target"]


@pytest.mark.parametrize(
    ("tail", "improving"),
    [
        ([46, 47, 48, 49, 51, 52, 53, 53, 50], 7),
        ([46, 47, 48, 49, 51, 52, 53, 44, 45, 46, 47, 48, 49, 51], 14),
    ],
    ids=["a plateau after a rise", "a rise, a drop, a rise"],
)
def test_the_last_point_of_a_rise_is_of_the_rise(tail: list[float], improving: int) -> None:
    found = charts([[*STEADY, 45, 55, *tail]])
    assert found.point_types(0)[14 : 14 + improving] == ["special_cause_improvement"] * improving


def test_a_turning_point_is_of_both_trends_and_every_rule_is_listed() -> None:
    found = monthly([*STEADY, 44, 46, 48, 49, 51, 52, 54, 52, 50, 49, 48, 46, 44])
    apex = found.rules[18]
    assert {rule.name for rule in apex} >= {"7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"}
    assert found.types[18] == "special_cause_improvement"
    assert found.types[19] == "special_cause_concern"


def test_the_improvement_is_shown_where_rules_conflict_whichever_way_is_better() -> None:
    # A fall, all of it above the average.
    values = [*STEADY, 64, 63, 62, 61, 60, 59, 58]
    for direction in ("increase", "decrease"):
        found = monthly(values, direction=direction, fix_after=12)
        assert found.types[-1] == "special_cause_improvement"
        assert {rule.high for rule in found.rules[-1]} == {True, False}
        assert any("point the other way" in one for one in sentences(found))


def test_new_limits_from_a_date_that_no_figure_has_are_refused() -> None:
    with pytest.raises(SignalError, match="2025-07-15 meet no figure"):
        monthly([50.0] * 14, rebase=[dt.date(2025, 7, 15)])


def test_a_rebase_by_facet_must_meet_its_own_facet() -> None:
    asked = {
        "columns": {"d": ["2024-01-01", "2024-02-01"] * 2, "v": [1, 2, 3, 4], "f": ["a", "a", "b", "b"]},
        "value_field": "v",
        "date_field": "d",
        "facet_field": "f",
        "params": {"rebase": {"b": ["2024-03-01"]}},
    }
    with pytest.raises(SignalError, match=r"2024-03-01.*“b”"):
        table(asked, MDC)
    assert table(asked, NHS_R)["rebase_group"] == [0] * 4


def test_a_day_meets_midnight_in_london_only_in_winter() -> None:
    asked = {
        "columns": {"d": ["2024-01-01T00:00:00+0000", "2024-07-01T00:00:00+0100"], "v": [1, 2]},
        "value_field": "v",
        "date_field": "d",
    }
    assert table({**asked, "params": {"rebase": ["2024-01-01"]}}, NHS_R)["rebase_group"] == [1, 1]
    assert table({**asked, "params": {"rebase": ["2024-07-01"]}}, NHS_R)["rebase_group"] == [0, 0]
    with pytest.raises(SignalError, match="2024-07-01"):
        table({**asked, "params": {"rebase": ["2024-07-01"]}}, MDC)


def test_a_missing_month_is_seen_and_no_pattern_crosses_it() -> None:
    dates = months(20)
    values = [*STEADY, 45, 52, 53, 52, 54, 53, 52, 54]
    whole = chart(dates, values, period="month")
    assert whole.variation == "improvement_high"
    del dates[16], values[16]
    gapped = chart(dates, values, period="month")
    assert gapped.missing == (dt.date(2024, 5, 1),)
    assert gapped.values[16] is None
    assert gapped.variation == "common_cause"
    assert any("no figure of May 2024" in one for one in sentences(gapped))
    assert not chart(dates, values).missing


def test_figures_that_share_their_days_are_no_series() -> None:
    for period in ("rolling 12 months", "academic year to date"):
        with pytest.raises(SignalError, match="chart the figures by month"):
            chart(months(14), [50.0] * 14, period=period)
    with pytest.raises(SignalError, match="no whole number of periods"):
        chart([dt.date(2024, 1, 1), dt.date(2024, 2, 1)], [1, 2], period="quarter")
    with pytest.raises(SignalError, match="given twice"):
        chart([dt.date(2024, 1, 1)] * 2, [1, 2])


def test_the_command_lays_out_missing_months_where_the_period_is_told() -> None:
    asked = {
        "columns": {"d": ["2024-01-31", "2024-04-30"], "v": [1, 2]},
        "value_field": "v",
        "date_field": "d",
        "params": {"period": "month"},
    }
    answer = table(asked, MDC)
    assert answer["x"] == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]
    assert answer["y"] == [1, None, None, 2]
    with pytest.raises(SignalError, match="no parameter “period”"):
        table(asked, NHS_R)


def test_percentages_are_clipped_where_they_are_drawn_and_nowhere_else() -> None:
    found = monthly([95.0, 100.0, 70.0, 99.0, 96.0, 100.0, 80.0] * 2)
    assert found.upper[0] is not None
    assert found.upper[0] > 100
    assert {high for _, high in found.shown_limits()} == {100.0}
    assert all(low == shown for low, (shown, _) in zip(found.lower, found.shown_limits(), strict=True))


def test_limits_and_icons_begin_at_thirteen_points() -> None:
    twelve, thirteen = monthly([*STEADY], target=20), monthly([*STEADY, 45], target=20)
    assert (twelve.variation, twelve.assurance, twelve.upper[0]) == ("not_enough_points", "not_enough_points", None)
    assert (thirteen.variation, thirteen.assurance) == ("common_cause", "pass")
    assert any("12 months" in one and "need 13" in one for one in sentences(twelve))
    # A missing value is no point.
    assert monthly([*STEADY, None]).variation == "not_enough_points"
    # Each group has its own limits.
    again = monthly([*STEADY, *STEADY], rebase=[months(24)[20]])
    assert again.variation == "not_enough_points"
    assert again.upper[19] is not None


def test_infinite_values_are_refused() -> None:
    with pytest.raises(SignalError, match=r"Point 2 of series 1 is infinite"):
        charts([[1.0, np.inf]])


def test_small_numbers_get_a_p_chart_that_says_so() -> None:
    tops, unders = [1, 0, 2, 1, 1, 0, 1, 2, 1, 0, 1, 1, 0, 4], [3, 2, 4, 3, 2, 1, 3, 4, 2, 3, 2, 3, 2, 4]
    small = chart_of_shares(months(14), tops, unders, period="month")
    assert "p-chart, because numbers are small" in small.method
    assert "An XmR" in chart_of_shares(months(14), [50, 60] * 7, [100] * 14, period="month").method
    # Of four, all four is no news at an average of 44%.
    assert set(small.types) == {"common_cause"}
    assert all(0 <= low <= high <= 100 for low, high in zip(small.lower, small.upper, strict=True) if low and high)


def test_a_p_chart_sees_what_chance_would_not_bring() -> None:
    found = chart_of_shares(months(14), [2] * 13 + [9], [10] * 14, period="month")
    assert found.types[-1] == "special_cause_improvement"
    assert found.rules[-1][0].name == "Above UCL"
    nobody = chart_of_shares(months(14), [2] * 13 + [0], [10] * 13 + [0], period="month")
    assert nobody.latest == 12


@pytest.mark.parametrize(("top", "under"), [(-1, 3), (4, 3), (1.5, 3)])
def test_counts_that_cannot_be_are_refused(top: int, under: int) -> None:
    with pytest.raises(SignalError):
        chart_of_shares(months(1), [top], [under])


def test_binomial_limits_against_the_distribution_added_up_by_hand() -> None:
    # Of 4 at one half: 1/16, 4/16, 6/16, 4/16, 1/16.
    assert binomial_limits(4, 0.5, 0.06) == (0.0, 1.0)
    assert binomial_limits(4, 0.5, 0.07) == (0.25, 0.75)
    assert binomial_limits(4, 0.5, 0.32) == (0.5, 0.5)
    assert binomial_limits(7, 0.0) == (0.0, 0.0)
    assert binomial_limits(7, 1.0) == (1.0, 1.0)


def test_a_funnel_is_wider_where_fewer_are_counted() -> None:
    found = funnel(["large", "small", "none", "odd", "other"], [500, 2, 0, 90, 10], [1000, 2, 0, 100, 100])
    verdicts = {place.name: place.verdict for place in found.places}
    assert verdicts == {"large": "as expected", "small": "as expected", "none": None, "odd": "high", "other": "low"}
    assert found.share == 602 / 1202


def test_the_words_of_a_run_and_a_trend() -> None:
    below = monthly([*STEADY, *[49.0, 48.0] * 3, 49.0], fix_after=12)
    assert "The last 7 months are all below the average." in sentences(below)
    assert "That is a concern: more than chance." in sentences(below)
    two = monthly([*STEADY, 45, 55, 46, 47, 48, 49, 51, 52, 53, 44, 45, 46, 47, 48, 49, 51])
    assert [one.sentence for one in signals_of(two)] == [
        "March 2024 to September 2024: 6 months, each rose on the one before.",
        "The last 6 months each rose on the one before.",
    ]
    assert sentences(monthly([None] * 3)) == ("There is no figure yet.",)
    assert "The last 7 figures are all below the average." in sentences(
        chart(months(19), [*STEADY, *[49.0, 48.0] * 3, 49.0], fix_after=12)
    )


def test_shapes_that_do_not_fit_are_refused() -> None:
    for wrong in (
        {"values": [1.0]},
        {"values": [[1.0]], "target": [[1.0, 2.0]]},
        {"values": [[1.0]], "rebase": [[True, False]]},
        {"values": [[1.0]], "direction": ["increase", "decrease"]},
        {"values": [[1.0]], "direction": "up"},
    ):
        with pytest.raises(SignalError):
            charts(wrong.pop("values"), **wrong)  # type: ignore[arg-type]  # what is refused


def test_each_series_may_have_its_own_direction_and_baseline() -> None:
    values = [[*STEADY, *[52.0] * 7, 80.0]] * 2
    found = charts(values, direction=["increase", "decrease"], fix_after=[12, np.nan])
    assert found.variation_names() == ["improvement_high", "concern_high"]
    assert found.mean[0, 0] == 50
    assert found.mean[1, 0] > 50


def test_midnight_in_london_is_of_the_month_it_is_written_in() -> None:
    dates = ["2024-03-01T00:00:00+0000", "2024-04-01T00:00:00+0100", "2024-06-01T00:00:00+0100"]
    asked = {"columns": {"d": dates, "v": [1, 2, 3]}, "value_field": "v", "date_field": "d"}
    answer = table({**asked, "params": {"period": "month"}}, MDC)
    assert answer["x"] == [*dates[:2], "2024-05-01", dates[2]]


def test_numbers_at_the_edge_of_what_a_machine_holds_warn_of_nothing() -> None:
    for rules in (MDC, NHS_R):
        found = charts([[1e308, -1e308] * 10, [5e-324, 0.0] * 10], rules=rules)
        assert found.mean[0, 0] == 0
        assert found.kind.shape == (2, 20)


def test_the_order_of_facets() -> None:
    def order(facets: list[object], dates: list[str], **more: object) -> list[object]:
        columns = {"d": dates, "v": [1] * len(dates), "f": facets}
        answer = table({"columns": columns, "value_field": "v", "date_field": "d", "facet_field": "f", **more}, NHS_R)
        return list(dict.fromkeys(answer["f"]))

    two = ["2024-01-01", "2024-02-01"]
    assert order(["b", "b", "a", "a"], two * 2) == ["b", "a"]  # whole blocks of the same dates
    assert order(["b", "b", "a"], [*two, two[0]]) == ["a", "b"]
    assert order(["b", "a", "b", "a"], [two[0], two[0], two[1], two[1]]) == ["a", "b"]
    assert order(["b", None, "a"], [two[0]] * 2 + [two[1]]) == ["a", "b", None]
    assert order(["a", "b"], [two[0], two[1]], facet_levels=["c", "b", "a"]) == ["b", "a"]
    with pytest.raises(SignalError, match="facet_levels"):
        order(["a", "b"], two, facet_levels=["a"])


def test_a_target_may_be_a_column() -> None:
    asked = {
        "columns": {"d": ["2024-02-01", "2024-01-01"], "v": [1, 2], "t": [30, None]},
        "value_field": "v",
        "date_field": "d",
        "params": {"target": "t"},
    }
    assert table(asked, MDC)["target"] == [None, 30]
    with pytest.raises(SignalError, match="one number"):
        table(asked, NHS_R)
