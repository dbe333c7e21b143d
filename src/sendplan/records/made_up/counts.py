"""What DfE counts of each row, and on which day it takes the age: the columns whose breakdowns are to come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sendplan.records.made_up.flows import SIX_WEEKS, SIXTEEN_WEEKS, TWENTY_WEEKS, YEAR
from sendplan.records.made_up.provision import (
    BUDGET_COLUMNS,
    DIRECT,
    FOUR_WEEKS,
    RESIDENTIAL_COLUMNS,
    WORK_BASED_COLUMNS,
)
from sendplan.records.made_up.rows import Row, Sheet, day
from sendplan.records.made_up.stock import NEED_COLUMNS, REASONS, SETTING_COLUMNS


@dataclass(frozen=True, slots=True)
class Count:
    """Columns of one of DfE's files that are of different rows: `place` is the column's place for a row, or -1."""

    file: str
    period: str
    columns: tuple[str, ...]
    place: Callable[[Row], int]
    # The day that DfE takes the age on.
    aged_on: Callable[[Row], int]
    age_topic: str = "Child or young persons age"


def counts(sheet: Sheet) -> Iterator[Count]:
    """Every count that DfE breaks down by sex, ethnicity or age; ages of new plans by need are not tied (see docs)."""
    flow, stock = str(sheet.flow), sheet.stock_period
    yield from _request_counts(sheet, flow)
    yield from _assessment_counts(flow)

    def started(row: Row) -> int:
        return row.start

    def surveyed(_: Row) -> int:
        return sheet.survey

    yield Count(
        "newplans", flow, SETTING_COLUMNS, lambda r: r.first_setting if r.new else -1, started, "Age when plan started"
    )
    yield Count("ceased_plans", flow, REASONS, lambda r: r.cease_reason - 1, lambda r: r.ceased, "Age plan ceased")
    yield Count("caseload", stock, SETTING_COLUMNS, lambda r: r.setting if r.in_force else -1, surveyed)
    if sheet.year == 2025:
        yield Count("sen_needs_all_plans", stock, NEED_COLUMNS, lambda r: r.need if r.in_force else -1, surveyed)
        yield Count("sen_need_newplans", stock, NEED_COLUMNS, lambda r: r.need if r.new else -1, started, "")
        yield from _review_counts(sheet)
    for n, column in enumerate(BUDGET_COLUMNS):
        yield Count("personal_budgets", stock, (column,), _budget(n), surveyed)
    yield Count(
        "residential_settings", stock, RESIDENTIAL_COLUMNS, lambda r: " AB".index(r.residential or " ") - 1, surveyed
    )
    if sheet.year == 2025:
        yield Count(
            "work_based_placements",
            stock,
            WORK_BASED_COLUMNS,
            lambda r: " SAT".index(r.work_based or " ") - 1,
            surveyed,
            "Young persons age",
        )


def _request_counts(sheet: Sheet, flow: str) -> Iterator[Count]:
    def received(row: Row) -> int:
        return row.received

    def ours(row: Row) -> bool:
        return sheet.first <= row.received <= sheet.last and row.decision != "H"

    columns = (
        "requests_decided_to_assess",
        "requests_decided_not_to_assess",
        "requests_decision_not_made",
        "requests_withdrawn",
    )
    yield Count("requests", flow, columns, lambda r: "YNAW".index(r.decision) if ours(r) else -1, received)
    yield Count("requests", flow, ("requests_rya",), lambda r: 0 if ours(r) and r.youth_accommodation else -1, received)
    yield Count(
        "requests",
        flow,
        ("request_outcome_six_weeks", "request_outcome_over_6_weeks"),
        lambda r: int(r.decided - r.received > SIX_WEEKS) if r.decided else -1,
        received,
    )
    for column, named in (
        ("mediation_related_request", ("request_mediation",)),
        ("tribunal_related_request", ("request_tribunal",)),
        ("tribunal_after_mediation_request", ("request_mediation", "request_tribunal")),
    ):
        yield Count("requests", flow, (column,), _all_of(named, ours), received)


def _assessment_counts(flow: str) -> Iterator[Count]:
    def received(row: Row) -> int:
        return row.received

    columns = ("assess_issued", "assess_not_issued", "assess_not_made", "assess_withdrawn")
    yield Count(
        "assessments", flow, columns, lambda r: "YNAW".index(r.outcome) if r.outcome in tuple("YNAW") else -1, received
    )
    yield Count(
        "assessments",
        flow,
        ("outcome_decision_within_time", "outcome_decision_over_time"),
        lambda r: int(r.issued - r.received > SIXTEEN_WEEKS) if r.outcome == "N" and r.received else -1,
        received,
    )
    for column, named in (
        ("number_assess_mediation", ("assessment_mediation",)),
        ("number_assess_tribunal", ("assessment_tribunal",)),
        ("number_asssess_mediation_tribunal", ("assessment_mediation", "assessment_tribunal")),
        ("number_other_mediation", ("other_mediation",)),
        ("number_other_tribunal", ("other_tribunal",)),
        ("number_other_mediation_tribunal", ("other_mediation", "other_tribunal")),
    ):
        yield Count("assessments", flow, (column,), _all_of(named, bool), received)

    def band(row: Row) -> int:
        days = row.issued - row.received
        return 0 if days <= TWENTY_WEEKS else 1 if days < YEAR else 2 if days > YEAR else -1

    for end, excepted in (("", False), ("_ex", True)):
        within = "plans_issued_20_weeks_ex" if excepted else "plans_issued_within_20_weeks"
        bands = (within, f"plans_issued_gt20weeks_ltYear{end}", f"plans_issued_gt_1_year{end}")

        def place(row: Row, excepted: bool = excepted) -> int:
            return band(row) if row.timed and not (excepted and row.week20) else -1

        def whole(row: Row, excepted: bool = excepted) -> int:
            return 0 if row.timed and not (excepted and row.week20) else -1

        yield Count("timeliness_20_week", flow, bands, place, received)
        yield Count("timeliness_20_week", flow, (f"plans_issued_den{end}",), whole, received)


def _review_counts(sheet: Sheet) -> Iterator[Count]:  # noqa: C901 - five small readings of one review
    year, survey = sheet.year, sheet.survey
    january, before = day(year, 1, 1), day(year - 1, 1, 1)

    def meeting(row: Row) -> int:
        if not row.in_force:
            return -1
        if row.start >= before:
            return 4
        if row.review is None:
            return 3
        return 0 if row.review.meeting >= january else 1 if row.review.meeting >= before else 2

    def decision(row: Row) -> int:
        if row.review is None or not 0 < row.review.decision <= survey:
            return -1
        return 0 if row.review.decision >= january else 1 if row.review.decision >= before else 2

    def late(row: Row) -> int:
        if row.review is None:
            return -1
        if row.review.meeting >= survey - FOUR_WEEKS:
            return 0
        return -1 if decision(row) >= 0 else 1

    def weeks(row: Row) -> int:
        if row.review is None or not row.review.decision:
            return -1
        return int(row.review.decision - row.review.meeting > FOUR_WEEKS)

    for columns, place in (
        (
            (
                "review_meeting_25",
                "review_meeting_24",
                "review_meeting_prior_24",
                "no_review_meeting",
                "review_not_expected",
            ),
            meeting,
        ),
        (("review_decision25", "review_decision24", "review_decision_prior24"), decision),
        (("review_decision_not_due", "review_decision_outstanding"), late),
        (
            ("outcome_amend", "outcome_cease", "outcome_maintan", "no_outcome"),
            lambda r: -1 if r.review is None else ("A", "C", "M", "").index(r.review.outcome),
        ),
        (("number_decsion_4weeks", "number_decision_gt_4weeks"), weeks),
    ):
        yield Count("annual_reviews", str(year - 1), columns, place, lambda _: survey)


def _all_of(names: tuple[str, ...], of: Callable[[Row], bool]) -> Callable[[Row], int]:
    return lambda row: 0 if of(row) and all(getattr(row, name) for name in names) else -1


def _budget(column: int) -> Callable[[Row], int]:
    if column == 0:
        return lambda row: 0 if row.budget else -1
    if column == 1:
        return lambda row: 0 if row.arranged else -1
    return lambda row: 0 if row.direct == DIRECT[column - 1] else -1
