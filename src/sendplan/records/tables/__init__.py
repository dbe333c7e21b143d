"""The tables everything is measured on: one class a table, one attribute a column."""

from __future__ import annotations

from sendplan.records.columns import Table
from sendplan.records.tables.children import (
    Advice,
    Attendance,
    AutismReferrals,
    ChildHealthReviews,
    Complaints,
    Contacts,
    Enrolments,
    Exclusions,
    PlanAudits,
    Suspensions,
    Tribunals,
)
from sendplan.records.tables.lists import Establishments
from sendplan.records.tables.sen2 import People, Placements, Plans, Requests, Reviews
from sendplan.records.tables.services import (
    Population,
    Posts,
    Published,
    SchoolReviews,
    StaffMoves,
    StaffSickness,
    SuppliedFigures,
    SurveyAnswers,
    SurveyWaves,
)

TABLES: dict[str, type[Table]] = {
    table.name: table
    for table in (
        People,
        Requests,
        Plans,
        Placements,
        Reviews,
        Advice,
        Tribunals,
        PlanAudits,
        SchoolReviews,
        Attendance,
        Suspensions,
        Exclusions,
        Enrolments,
        Complaints,
        Contacts,
        SurveyWaves,
        SurveyAnswers,
        SuppliedFigures,
        AutismReferrals,
        ChildHealthReviews,
        Posts,
        StaffMoves,
        StaffSickness,
        Population,
        Published,
    )
}

LISTS: dict[str, type[Table]] = {table.name: table for table in (Establishments,)}
"""The lists that records are held to; they come as feeds, and nothing is measured on them."""

SHAPES: dict[str, type[Table]] = {**TABLES, **LISTS}
"""Whatever a load can hold."""
