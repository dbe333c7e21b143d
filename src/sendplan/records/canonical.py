"""The modules of a SEN2 return, or a feed, become the tables that everything is measured on. By SQL, all rows at once.

A row's key is its place in the return: person 7, their second request 7.2, its first placement attended 7.2.a1. The
same return in another form has the same places, and so becomes the same rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import duckdb

from sendplan.records.checks.macros import MACROS
from sendplan.records.columns import SQL_TYPE, Column, Table
from sendplan.records.dues import add_dues
from sendplan.records.quarantine import kept
from sendplan.records.tables import SHAPES
from sendplan.records.tables.groups import Groups

OF_A_RETURN = ("people", "requests", "plans", "placements", "reviews")
# The columns that every table about children has of its children.
GROUPS = ("sex", "age", "age_band", "ethnicity", "deprivation", "locality")

# What each column of each table is, in the words of the return's modules: p person, r requests, a assessment, n the
# named plan, v the active plan, d a setting.
PEOPLE: Mapping[str, str] = {
    "person_id": "CAST(p.row_no AS VARCHAR)",
    "surname": "p.surname",
    "forename": "p.forename",
    "born_on": "p.personbirthdate",
    # 2023 asked for gender in its own numbers; 0 (not stated) and 9 (neither) stay as they were sent.
    "sex": "coalesce(p.sex, CASE p.gendercurrent WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE p.gendercurrent END)",
    "ethnicity": "p.ethnicity",
    "postcode": "p.postcode",
    "upn": "p.upn",
    "uln": "p.uniquelearnernumber",
    "upn_unknown": "p.upnunknown",
}
REQUESTS: Mapping[str, str] = {
    "person_id": "CAST(r.parent_no AS VARCHAR)",
    "request_id": "r.id",
    "received_on": "r.receiveddate",
    "request_source": "r.requestsource",
    "youth_accommodation": "r.rya",
    "decided_on": "r.requestoutcomedate",
    "decision": "r.requestoutcome",
    "request_mediation": "r.requestmediation",
    "request_tribunal": "r.requesttribunal",
    "exported": "r.exported",
    "outcome": "a.assessmentoutcome",
    "outcome_on": "a.assessmentoutcomedate",
    "assessment_mediation": "a.assessmentmediation",
    "assessment_tribunal": "a.assessmenttribunal",
    "other_mediation": "a.othermediation",
    "other_tribunal": "a.othertribunal",
    "exception": "a.week20",
    "plan_issued_on": "CASE WHEN a.assessmentoutcome = 'Y' THEN a.assessmentoutcomedate END",
}
PLANS: Mapping[str, str] = {
    "person_id": "CAST(r.parent_no AS VARCHAR)",
    "request_id": "r.id",
    "started_on": "n.startdate",
    "residential_named": "n.planres",
    "work_based_named": "n.planwbp",
    "personal_budget": "n.pb",
    "organised_arrangements": "n.oa",
    "direct_payments": "n.dp",
    "ceased_on": "n.ceasedate",
    "cease_reason": "n.ceasereason",
    "named_plan": "n.row_no IS NOT NULL",
    "active": "v.row_no IS NOT NULL",
    "transferred_from": "v.transferla",
    "residential": "v.res",
    "work_based": "v.wbp",
    "primary_need": "needs.first",
    "secondary_need": "needs.second",
}
_SETTING: Mapping[str, str] = {
    "person_id": "CAST(r.parent_no AS VARCHAR)",
    "request_id": "r.id",
    "urn": "d.urn",
    "ukprn": "d.ukprn",
    "setting": "d.sensetting",
    "setting_other": "d.sensettingother",
    "rank": "d.placementrank",
    "sen_unit": "d.senunitindicator",
    "resourced_provision": "d.resourcedprovisionindicator",
}
NAMED: Mapping[str, str] = {**_SETTING, "placement_id": "r.id || '.n' || d.nth", "named": "true"}
ATTENDED: Mapping[str, str] = {
    **_SETTING,
    "placement_id": "r.id || '.a' || d.nth",
    "named": "false",
    "entered_on": "d.entrydate",
    "left_on": "d.leavingdate",
    "attendance_pattern": "d.attendancepattern",
    "residential": "d.res",
    "work_based": "d.wbp",
}
REVIEWS: Mapping[str, str] = {
    "person_id": "CAST(r.parent_no AS VARCHAR)",
    "request_id": "r.id",
    "review_id": "r.id || '.1'",
    "meeting_on": "v.reviewmeeting",
    "outcome": "v.reviewoutcome",
    "decided_on": "v.lastreview",
    "notice_sent_on": "v.reviewdraft",
    "transfer_due_on": "v.phasetransferduedate",
    "transfer_final_on": "v.phasetransferfinaldate",
}
_REVIEWED = (
    "coalesce(v.reviewmeeting, v.lastreview, v.reviewdraft, v.phasetransferduedate, v.phasetransferfinaldate) "
    "IS NOT NULL OR v.reviewoutcome IS NOT NULL"
)

# A place among the rows of one parent is counted among all that came, set aside or not, so that it never changes.
_REQUESTS = (
    f"(SELECT k.*, k.parent_no || '.' || i.nth AS id FROM {kept('requests')} k JOIN nth_requests i USING (row_no))"
)
_ASSESSMENTS = kept("assessment")
_PLAN = kept("namedplan")
_ACTIVE = kept("activeplans")


def made(table: str) -> str:
    """The name, in the staging database, of the table that becomes `table`."""
    return f"made_{table}"


def from_return(connection: duckdb.DuckDBPyConnection, as_at: dt.date) -> tuple[str, ...]:
    """Make the tables of a SEN2 return from its typed modules, without what is set aside; return their names."""
    for macro in MACROS:
        connection.execute(macro)
    for module in ("requests", "plandetail", "placementdetail"):
        connection.execute(
            f"""CREATE OR REPLACE TABLE nth_{module} AS
            SELECT row_no, row_number() OVER (PARTITION BY parent_no ORDER BY row_no) AS nth FROM {module}"""
        )
    _empty(connection, OF_A_RETURN)
    _insert(connection, "people", PEOPLE, f"{kept('person')} p", "p")
    _groups_of(connection, as_at)
    _insert(
        connection, "requests", REQUESTS, f"{_REQUESTS} r LEFT JOIN {_ASSESSMENTS} a ON a.parent_no = r.row_no", "r"
    )
    _insert(
        connection,
        "plans",
        PLANS,
        f"""{_REQUESTS} r LEFT JOIN {_ASSESSMENTS} a ON a.parent_no = r.row_no
        LEFT JOIN {_PLAN} n ON n.parent_no = a.row_no LEFT JOIN {_ACTIVE} v ON v.parent_no = r.row_no
        LEFT JOIN (SELECT parent_no, min(sentype) FILTER (WHERE sentyperank = 1) AS first,
                   min(sentype) FILTER (WHERE sentyperank = 2) AS second
                   FROM {kept("senneed")} GROUP BY parent_no) needs
            ON needs.parent_no = v.row_no
        WHERE n.row_no IS NOT NULL OR v.row_no IS NOT NULL""",
        "coalesce(n.source_file, v.source_file)",
        "coalesce(n.source_line, v.source_line)",
    )
    _insert(
        connection,
        "placements",
        NAMED,
        f"""{_settings("plandetail")} d JOIN {_PLAN} n ON n.row_no = d.parent_no
        JOIN {_ASSESSMENTS} a ON a.row_no = n.parent_no JOIN {_REQUESTS} r ON r.row_no = a.parent_no""",
        "d",
    )
    _insert(
        connection,
        "placements",
        ATTENDED,
        f"""{_settings("placementdetail")} d JOIN {_ACTIVE} v ON v.row_no = d.parent_no
        JOIN {_REQUESTS} r ON r.row_no = v.parent_no""",
        "d",
    )
    _insert(
        connection,
        "reviews",
        REVIEWS,
        f"{_ACTIVE} v JOIN {_REQUESTS} r ON r.row_no = v.parent_no WHERE {_REVIEWED}",
        "v",
    )
    connection.execute(
        # Weeks to four places, halves away from nought, without a float: 20000 days / 7, then halved.
        f"""UPDATE {made("requests")} SET weeks_to_plan =
        CAST(((plan_issued_on - received_on) * 20000 + 7) // 14 AS DECIMAL(13, 0)) * CAST('0.0001' AS DECIMAL(5, 4))
        WHERE plan_issued_on >= received_on"""
    )
    for table in OF_A_RETURN:
        add_dues(connection, table, made(table))
        if issubclass(SHAPES[table], Groups):
            _copy_groups(connection, table)
    # Before the law that the 20 weeks stand in there was no such plan, and so nothing that 30 or 52 weeks are kept of.
    connection.execute(
        f"UPDATE {made('requests')} SET plan_30_weeks_on = NULL, plan_52_weeks_on = NULL WHERE plan_due_on IS NULL"
    )
    return OF_A_RETURN


def from_feed(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[str, ...]:
    """Make `table` from the feed of the same name, without what is set aside; return its name in a tuple.

    The groups of a child come with the feed of people, and are not known from any other feed alone.
    """
    for macro in MACROS:
        connection.execute(macro)
    shape = SHAPES[table]
    sent = {
        column
        for (column, *_) in connection.execute(f"DESCRIBE {table}").fetchall()
        if column not in {"row_no", "parent_no", "place", "extra", "source_file", "source_line"}
    }
    _empty(connection, (table,))
    given = {column.name: f'f."{column.name}"' for column in shape.columns() if column.name in sent and not column.made}
    _insert(connection, table, given, f"{kept(table)} f", "f")
    if table == "autism_referrals":
        connection.execute(
            f"""UPDATE {made(table)} SET weeks_to_contact =
            CAST(((first_contact_on - referred_on) * 20000 + 7) // 14 AS DECIMAL(13, 0))
                * CAST('0.0001' AS DECIMAL(5, 4))
            WHERE first_contact_on >= referred_on"""
        )
    add_dues(connection, table, made(table))
    return (table,)


def rows_sql(table: str) -> str:
    """A query for the rows of a table that was made, in the order of its key."""
    return f"SELECT * FROM {made(table)} ORDER BY {', '.join(map(_quoted, SHAPES[table].key))}"


def _empty(connection: duckdb.DuckDBPyConnection, tables: tuple[str, ...]) -> None:
    for table in tables:
        columns = [f"{_quoted(column.name)} {SQL_TYPE[column.kind]}" for column in _columns(SHAPES[table])]
        connection.execute(
            f"CREATE OR REPLACE TABLE {made(table)} ({', '.join(columns)}, source_file VARCHAR, source_line BIGINT)"
        )


def _columns(table: type[Table]) -> tuple[Column, ...]:
    return tuple({column.name: column for column in reversed(table.columns())}.values())[::-1]


def _quoted(column: str) -> str:
    return f'"{column}"'


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], source: str, *placed: str
) -> None:
    file, line = placed if len(placed) > 1 else (f"{placed[0]}.source_file", f"{placed[0]}.source_line")
    selected = ", ".join(f"{expression} AS {_quoted(column)}" for column, expression in columns.items())
    connection.execute(
        f"INSERT INTO {made(table)} BY NAME "
        f"SELECT {selected}, {file} AS source_file, {line} AS source_line FROM {source}"
    )


def _settings(module: str) -> str:
    return f"(SELECT k.*, i.nth FROM {kept(module)} k JOIN nth_{module} i USING (row_no))"


def _groups_of(connection: duckdb.DuckDBPyConnection, as_at: dt.date) -> None:
    connection.execute(
        f"""CREATE OR REPLACE TABLE groups AS
        SELECT person_id, sex, age, CASE WHEN age BETWEEN 0 AND 4 THEN '0 to 4' WHEN age BETWEEN 5 AND 10 THEN '5 to 10'
            WHEN age BETWEEN 11 AND 15 THEN '11 to 15' WHEN age BETWEEN 16 AND 19 THEN '16 to 19'
            WHEN age BETWEEN 20 AND 25 THEN '20 to 25' END AS age_band, ethnicity, deprivation, locality
        FROM (SELECT *, age_on(born_on, DATE '{as_at}') AS age FROM {made("people")})"""
    )


def _copy_groups(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    # Made anew, because DuckDB changes rows in place a hundred times slower than it writes them.
    copied = ", ".join(
        f"CASE WHEN g.person_id IS NULL THEN t.{column} ELSE g.{column} END AS {column}" for column in GROUPS
    )
    connection.execute(
        f"""CREATE TABLE with_groups AS
        SELECT t.* REPLACE ({copied}) FROM {made(table)} AS t LEFT JOIN groups AS g USING (person_id)"""
    )
    connection.execute(f"DROP TABLE {made(table)}")
    connection.execute(f"ALTER TABLE with_groups RENAME TO {made(table)}")
