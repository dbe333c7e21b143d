"""What may be said in a condition, what is refused and with what words, and that engines agree on what it means."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.measures import condition as c
from sendplan.measures.engines.three_valued import holds, truth
from sendplan.measures.language import ConditionError, read
from sendplan.measures.sql import literal, name, sql
from sendplan.records.columns import SQL_TYPE
from sendplan.records.tables import TABLES
from tests.measures.conditions import conditions, rows

REQUESTS = TABLES["requests"]
ROW = {column.name: None for column in REQUESTS.columns()}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("plan_issued_on IS NOT NULL", c.Not(c.Blank(c.Column("plan_issued_on", "date")))),
        ("exception IS TRUE", c.Is(c.Column("exception", "yes_no"), True)),
        ("exception IS NOT FALSE", c.Not(c.Is(c.Column("exception", "yes_no"), False))),
        ("'2025-01-06' < received_on",
         c.Compare(c.Column("received_on", "date"), ">", c.Value(date(2025, 1, 6), "date"))),
        ("received_on = DATE '2025-01-06'",
         c.Compare(c.Column("received_on", "date"), "=", c.Value(date(2025, 1, 6), "date"))),
        ("((age)) >= -1", c.Compare(c.Column("age", "number"), ">=", c.Value(-1, "number"))),
        ("sex IN ('F')", c.In(c.Column("sex", "text"), (c.Value("F", "text"),))),
    ],
)  # fmt: skip
def test_it_says(text: str, tree: c.Condition) -> None:
    assert read(text, REQUESTS) == tree


def test_and_binds_before_or_and_a_long_row_is_one_part() -> None:
    found = read("age = 1 OR age = 2 AND age = 3 AND age = 4", REQUESTS)
    assert isinstance(found, c.Any)
    assert isinstance(found.parts[1], c.All)
    assert len(found.parts[1].parts) == 3
    many = read(" OR ".join(["age = 1"] * 150), REQUESTS)
    assert isinstance(many, c.Any)
    assert len(many.parts) == 150


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("recieved_on = '2025-01-06'", "has no column “recieved_on”: it has age, "),
        ("exception", "write exception IS TRUE"),
        ("NOT exception", "write exception IS TRUE"),
        ("exception = TRUE", "write IS TRUE or IS FALSE"),
        ("age IS TRUE", "not a yes-or-no column"),
        ("decision = 'Q'", "no code of decision: Y, N, A, W, H are"),
        ("decision IN ('Y', 'y')", "“y”, which is no code"),
        ("age + 1 = 2", "arithmetic"),
        ("plan_due_on - received_on > 140", "arithmetic"),
        ("abs(age) = 1", "a function"),
        ("read_csv('x') = 1", "a function"),
        ("age = 1; DROP TABLE requests", "holds 2 statements"),
        ("(SELECT 1)", "a question inside the condition"),
        ("age IN (SELECT age FROM people)", "a question inside the condition"),
        ("EXISTS (SELECT 1)", "a question inside the condition"),
        ("SELECT 1", "a question inside the condition"),
        ("sex LIKE 'F%'", "list the values with IN"),
        ("age = NULL", "write IS NULL"),
        ("age IN (1, NULL)", "NULL"),
        ("received_on < on_day", "only a stock has"),
        ("received_on < '2025-02-30'", "where a day should stand"),
        ("received_on < '06/01/2025'", "where a day should stand"),
        ("received_on = 3", "a day (received_on) compared with a number"),
        ("locality < 'M'", "an order among texts"),
        ("locality BETWEEN 'A' AND 'M'", "an order among texts"),
        ("requests.age = 1", "another table's column"),
        ("CAST(age AS VARCHAR) = '1'", "a change of type"),
        ("CASE WHEN age = 1 THEN TRUE END", "CASE"),
        ("age = 1 OR TRUE", "a value alone"),
        ("1 = 1", "no column"),
        ("age = ?", "not in the language"),
        ("age = 1.00001", "4 places"),
        ("age = 1 -- one", "comment"),
        ("age =", "it breaks off, or goes on otherwise than it may, at character 5"),
        ("", "empty"),
        ("age = 1 AND " * 200 + "age = 1", "2,000 are the most"),
        ("(" * 900 + "age = 1" + ")" * 900, "be read"),
        ("age IS DISTINCT FROM 1", "IS DISTINCT FROM"),
        ("age BETWEEN SYMMETRIC 3 AND 1", "BETWEEN SYMMETRIC"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(ConditionError) as caught:
        read(text, REQUESTS)
    said = str(caught.value)
    assert says in said
    assert "\n" not in said


def test_a_stock_may_name_its_day() -> None:
    waiting = read("received_on <= on_day", REQUESTS, stock=True)
    assert c.asks_the_day(waiting)
    assert holds(waiting, {**ROW, "received_on": date(2025, 1, 6)}, date(2025, 1, 6))
    assert not holds(waiting, {**ROW, "received_on": date(2025, 1, 7)}, date(2025, 1, 6))
    with pytest.raises(ValueError, match="asks for the day"):
        truth(waiting, ROW)
    with pytest.raises(ValueError, match="asks for the day"):
        sql(waiting)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("age = 1", None),
        ("NOT age = 1", None),
        ("age = 1 OR sex = 'F'", True),
        ("age = 1 AND sex = 'F'", None),
        ("age = 1 AND sex = 'M'", False),
        ("age = 1 OR sex = 'M'", None),
        ("age IN (1, 2)", None),
        ("age NOT IN (1, 2)", None),
        ("exception IS TRUE", False),
        ("exception IS NOT TRUE", True),
        ("age BETWEEN 1 AND 2", None),
        ("age IS NULL", True),
    ],
)
def test_what_is_blank_is_neither_true_nor_false(text: str, found: bool | None) -> None:
    assert truth(read(text, REQUESTS), {**ROW, "sex": "F"}) is found


_WHOLE_REQUESTS = "CREATE TABLE requests (n INTEGER, {})".format(
    ", ".join(f"{name(column.name)} {SQL_TYPE[column.kind]}" for column in REQUESTS.columns())
)


def engines_agree(condition: c.Condition, table: list[dict[str, object]], day: date) -> None:
    with duckdb.connect() as connection:
        connection.execute(_WHOLE_REQUESTS)
        marks = ", ".join("?" for _ in range(len(ROW) + 1))
        connection.executemany(
            f"INSERT INTO requests VALUES ({marks})", [[n, *(row[each] for each in ROW)] for n, row in enumerate(table)]
        )
        counted = connection.execute(
            f"SELECT n FROM requests WHERE ({sql(condition, on_day=literal(day))}) IS TRUE ORDER BY n"
        ).fetchall()
    assert [n for (n,) in counted] == [n for n, row in enumerate(table) if holds(condition, row, day)]  # type: ignore[arg-type]  # values as the columns have them


AGREEMENT = given(
    conditions(REQUESTS, stock=True),
    st.lists(rows(REQUESTS), min_size=1, max_size=6),
    st.dates(date(2024, 2, 27), date(2024, 3, 3)),
)


@settings(max_examples=120, deadline=None)
@AGREEMENT
def test_duckdb_and_the_reference_agree(condition: c.Condition, table: list[dict[str, object]], day: date) -> None:
    engines_agree(condition, table, day)


@pytest.mark.prove
@pytest.mark.timeout(1200)
@settings(max_examples=5_000, deadline=None)
@AGREEMENT
def test_duckdb_and_the_reference_agree_5000_times(
    condition: c.Condition, table: list[dict[str, object]], day: date
) -> None:
    engines_agree(condition, table, day)
