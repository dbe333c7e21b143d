"""A small return with nothing wrong in it, on which every rule's examples are laid.

Used by the catalogue and its tests: one made-up child with a request, an assessment, a plan, a placement and a need.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import duckdb

from sendplan.records.checks.rule import Sent, Values
from sendplan.records.columns import SQL_TYPE, Kind
from sendplan.records.modules import MODULES
from sendplan.records.sources.feeds import columns_of
from sendplan.records.tables import SHAPES

SENT = Sent(2025, dt.date(2025, 1, 16), "100")
FEED = Sent(0, dt.date(2025, 1, 16))

CHILD: Mapping[str, Mapping[str, object]] = {
    "person": {
        "surname": "Sample", "forename": "Ada", "personbirthdate": "2015-05-05", "sex": "F", "ethnicity": "WBRI",
        "postcode": "ZZ99 3VZ", "upn": "H801200001001",
    },
    "requests": {
        "receiveddate": "2024-02-01", "requestsource": "1", "rya": False, "requestoutcomedate": "2024-03-07",
        "requestoutcome": "Y", "requestmediation": False, "requesttribunal": False, "exported": False,
    },
    "assessment": {"assessmentoutcome": "Y", "assessmentoutcomedate": "2024-06-13", "week20": False},
    "namedplan": {"startdate": "2024-06-13"},
    "plandetail": {
        "urn": "112000", "placementrank": 1, "senunitindicator": False, "resourcedprovisionindicator": False,
    },
    "activeplans": {},
    "placementdetail": {
        "urn": "112000", "placementrank": 1, "entrydate": "2024-09-02", "senunitindicator": False,
        "resourcedprovisionindicator": False,
    },
    "senneed": {"sentype": "SLCN", "sentyperank": 1},
}  # fmt: skip

# The list of schools, where an example lays a value in it.
SCHOOL: Mapping[str, object] = {
    "urn": "112000", "establishment_name": "Sample School", "establishment_type": "Community school", "status": "Open",
    "opened_on": "1990-09-01", "provision": "Not applicable",
}  # fmt: skip

ANOTHER: Mapping[str, object] = {
    "surname": "Sample", "forename": "Bo", "personbirthdate": "2013-03-03", "sex": "M", "ethnicity": "WBRI",
    "postcode": "ZZ99 3VZ", "upn": None, "upnunknown": "UN8",
}  # fmt: skip

Rows = dict[str, list[dict[str, object]]]


def rows(values: Values) -> Rows:
    """The rows of the sound return with `values` laid over it.

    "table.column" sets a value in the first row of the table, "table#2.column" in a second row beside it ("copy" makes
    that a copy of the first; a second person is another child without a request, unless told otherwise). "table": None
    takes the table's rows away, and those under them. "many": n puts the child there n times, under different names.
    """
    laid: Rows = {table: [{"row_no": 1, "parent_no": 1, **child}] for table, child in CHILD.items()}
    if any(key.startswith("establishments.") for key in values):
        laid["establishments"] = [{"row_no": 1, **SCHOOL}]
    many = 1
    for key, value in values.items():
        if key == "many" and isinstance(value, int):
            many = value
        elif "." not in key:
            _take_away(laid, key)
        else:
            _lay(laid, key, value)
    for number in range(2, many + 1):
        for table, child in laid.items():
            if child and table in MODULES:
                child.append({**child[0], "row_no": number, "parent_no": number})
                if table == "person":
                    child[-1].update(forename=f"Ada {number}", upn=None, upnunknown="UN8")
    return laid


def _take_away(laid: Rows, table: str) -> None:
    laid[table] = []
    for name, module in MODULES.items():
        if module.parent == table:
            _take_away(laid, name)


def _lay(laid: Rows, key: str, value: object) -> None:
    where, column = key.split(".")
    table, _, second = where.partition("#")
    if second and len(laid[table]) == 1:
        laid[table].append({"row_no": 2, "parent_no": 1, **(ANOTHER if table == "person" else {})})
    row = laid[table][1 if second else 0]
    if column == "copy":
        row.update({**laid[table][0], "row_no": 2})
        return
    if (table, column, value is None) == ("person", "upnunknown", False):
        row.setdefault("upn", None)
    row["parent_no" if column == "request" else column] = value


def lay(connection: duckdb.DuckDBPyConnection, values: Values, sent: Sent = SENT) -> None:
    """Make the typed tables of the sound return with `values` laid over it, and an empty `issues`."""
    _no_issues(connection)
    for table, laid in rows(values).items():
        kinds: dict[str, Kind] = (
            {item.tag.lower(): item.kind for item in MODULES[table].of(sent.year)}
            if table in MODULES
            else {column.name: column.kind for column in SHAPES[table].columns()}
        )
        columns = ", ".join(f"{name} {SQL_TYPE[kind]}" for name, kind in kinds.items())
        connection.execute(
            f"CREATE OR REPLACE TABLE {table} (row_no BIGINT, parent_no BIGINT, source_file VARCHAR, "
            f"source_line BIGINT, place VARCHAR, {columns})"
        )
        for row in laid:
            given = {"source_file": "sample.xml", "source_line": row["row_no"], "place": "", **row}
            marks = ", ".join("?" for _ in given)
            connection.execute(
                f"INSERT INTO {table} ({', '.join(given)}) VALUES ({marks})",
                [None if table == "person" and name == "parent_no" else value for name, value in given.items()],
            )


# One value of each kind that has nothing wrong with it.
_OF_A_KIND: Mapping[Kind, object] = {
    "key": "1", "text": "some", "code": "M", "date": "2024-05-01", "whole": 7, "decimal": "1.5", "yes_no": True,
}  # fmt: skip


def lay_feed(connection: duckdb.DuckDBPyConnection, table: str, values: Values) -> None:
    """Make a feed's typed table of one sound row with `values` laid over it, as `lay` does, and an empty `issues`."""
    _no_issues(connection)
    columns = columns_of(SHAPES[table])
    row: dict[str, object] = {"row_no": 1, **{c.name: _OF_A_KIND[c.kind] if c.required else None for c in columns}}
    laid = [row]
    for key, value in values.items():
        where, column = key.split(".")
        if where.endswith("#2"):
            laid.append({**row, "row_no": 2})
        if column != "copy":
            laid[-1][column] = value
    typed = ", ".join(f'"{column.name}" {SQL_TYPE[column.kind]}' for column in columns)
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} (row_no BIGINT, parent_no BIGINT, source_file VARCHAR, "
        f"source_line BIGINT, place VARCHAR, {typed})"
    )
    for each in laid:
        given = {"source_file": f"{table}.csv", "source_line": each["row_no"], "place": "", **each}
        names = ", ".join(f'"{name}"' for name in given)
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' for _ in given)})", list(given.values())
        )


def _no_issues(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE OR REPLACE TABLE issues (rule VARCHAR, severity VARCHAR, tbl VARCHAR, row_no BIGINT, col VARCHAR, "
        "value VARCHAR, source_file VARCHAR, source_line BIGINT, place VARCHAR, reason VARCHAR)"
    )
