"""The days that things are due on, as columns: worked out by the clocks for each different start, and joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import duckdb
import numpy as np

from sendplan.clocks import Deadline, deadlines, due_on
from sendplan.clocks.working_days import OutsideCalendarError

# Of each table: a column, the deadline that makes it, and the column of its start.
DUES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "requests": {
        "decision_due_on": ("assessment-decision", "received_on"),
        "no_plan_due_on": ("no-plan-decision", "received_on"),
        "plan_due_on": ("plan-issued", "received_on"),
        "plan_30_weeks_on": ("plan-30-weeks", "received_on"),
        "plan_52_weeks_on": ("plan-52-weeks", "received_on"),
    },
    "reviews": {
        "decision_due_on": ("review-decision", "meeting_on"),
        "notice_due_on": ("amendment-notice", "meeting_on"),
        "final_due_on": ("amended-plan", "notice_sent_on"),
        "final_outer_due_on": ("amended-plan-after-meeting", "meeting_on"),
    },
    "advice": {"due_on": ("advice-received", "asked_on")},
    "autism_referrals": {
        "seen_13_weeks_on": ("autism-13-weeks", "referred_on"),
        "seen_18_weeks_on": ("autism-18-weeks", "referred_on"),
    },
    "complaints": {
        "acknowledge_due_on": ("complaint-acknowledged", "received_on"),
        "reply_due_on": ("complaint-stage-1", "acknowledged_on"),
    },
}

# A review of a child's health is due by its own policy.
HEALTH_REVIEWS: Mapping[str, str] = {
    "new birth": "new-birth-visit-14-days",
    "12 months": "review-12-months",
    "2 to 2.5 years": "review-2-and-a-half-years",
}


def add_dues(connection: duckdb.DuckDBPyConnection, table: str, relation: str) -> None:
    """Fill the columns of `relation`, a table shaped as `table`, that the clocks make.

    A start before the law was in force, or after it, or in a year whose bank holidays are not known, has no due day.
    """
    for column, (deadline, start) in DUES.get(table, {}).items():
        _fill(connection, relation, column, start, deadline, "true")
    if table == "child_health_reviews":
        for code, deadline in HEALTH_REVIEWS.items():
            _fill(connection, relation, "due_on", "born_on", deadline, f"lower(review) = '{code}'")


def _fill(
    connection: duckdb.DuckDBPyConnection, relation: str, column: str, start: str, deadline: str, where: str
) -> None:
    law = deadlines()[deadline]
    starts = [
        day
        for (day,) in connection.execute(
            f"SELECT DISTINCT {start} FROM {relation} WHERE {start} IS NOT NULL AND {where}"
        ).fetchall()
    ]
    dues = [(day, due) for day in starts if (due := _due(law, day)) is not None]
    if not dues:
        return
    known = {  # noqa: F841 - SQL reads it
        "start": np.array([day.isoformat() for day, _ in dues], dtype=object),
        "due": np.array([due.isoformat() for _, due in dues], dtype=object),
    }
    connection.execute(
        f"UPDATE {relation} SET {column} = CAST(known.due AS DATE) FROM known "
        f"WHERE {relation}.{start} = CAST(known.start AS DATE) AND {where}"
    )


def _due(law: Deadline, day: dt.date) -> dt.date | None:
    if (law.since is not None and day < law.since) or (law.until is not None and day > law.until):
        return None
    try:
        return due_on(law, day)
    except OutsideCalendarError:
        return None
