"""Feeds: every table from CSV and from Excel, columns matched by heading, and nothing taken or left out in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sendplan.records.codes import code_lists
from sendplan.records.columns import Column
from sendplan.records.faults import Refused
from sendplan.records.feed_template import specification, template
from sendplan.records.sources.feeds import FEEDS, columns_of, folded_heading, match, read_feed, tables_with
from sendplan.records.sources.recognise import recognise
from sendplan.records.staging import Staging
from sendplan.records.tables import SHAPES
from sendplan.records.values import type_columns


@pytest.fixture
def staging() -> Iterator[Staging]:
    with Staging() as made:
        yield made


def sent(column: Column) -> str:
    """A value of the column as a council might send it."""
    listed = code_lists()[column.codes][0].code.upper() if column.codes and code_lists()[column.codes] else "X1"
    return {"key": "007", "text": "words", "code": listed, "date": "2025-01-06", "whole": "12", "decimal": "0.5",
            "yes_no": "yes"}[column.kind]  # fmt: skip


def rules(staging: Staging) -> list[str]:
    return [rule for (rule,) in staging.con.execute("SELECT rule FROM issues ORDER BY rule").fetchall()]


def save(path: Path, *rows: list[Any]) -> Path:
    """The rows as a CSV, or as a workbook where the path ends so."""
    if path.suffix == ".csv":
        path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


POSTS = ["post_id", "team", "from_on", "full_time_equivalent", "filled_by"]


@pytest.mark.parametrize("table", FEEDS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_table_is_read_from_its_own_headings_however_written(
    staging: Staging, tmp_path: Path, table: str, ending: str
) -> None:
    columns = columns_of(SHAPES[table])
    heads = [column.name.replace("_", " ").title() for column in columns]
    path = save(tmp_path / f"a.{ending}", heads, [sent(column) for column in columns])
    assert tables_with(heads) == (table,)
    assert read_feed(staging, path, table) == 1
    type_columns(staging, table, columns)
    row = staging.con.execute(f"SELECT COLUMNS(*) FROM {table}").fetchone()
    assert row is not None
    assert None not in row[5:-1]  # between where it stands and `extra`
    assert set(rules(staging)) <= {"identifier-short"}


@pytest.mark.parametrize("table", FEEDS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_its_feed(staging: Staging, tmp_path: Path, table: str, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    made = template(table, "csv" if kind == "csv" else "xlsx")
    assert made == template(table, "csv" if kind == "csv" else "xlsx")
    path.write_bytes(made)
    with pytest.raises(Refused, match="no rows"):
        read_feed(staging, path, table)
    for column in columns_of(SHAPES[table]):
        assert f"`{column.name}`" in specification(table)


@pytest.mark.parametrize("table", FEEDS)
def test_no_heading_means_two_columns(table: str) -> None:
    columns = columns_of(SHAPES[table])
    spelt = [{folded_heading(each) for each in (column.name, *column.aliases)} for column in columns]
    assert sum(map(len, spelt)) == len(set().union(*spelt))


def test_published_figures_do_not_come_as_a_feed() -> None:
    with pytest.raises(KeyError, match="does not come as a feed"):
        template("published", "csv")


def test_what_is_missing_and_what_was_found_are_named(staging: Staging, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_feed(staging, save(tmp_path / "a.csv", ["Team", "role"], ["a", "b"]), "posts")
    assert str(refused.value) == (
        "a.csv, line 1: lacks the columns post_id, from_on, full_time_equivalent, filled_by of posts; it has Team, "
        "role: add what is missing, or name it as the template does."
    )


def test_two_headings_of_one_column_are_refused(staging: Staging, tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", [*POSTS, "FTE"], ["1", "SEN", "2025-01-06", "1", "vacant", "0.5"])
    with pytest.raises(Refused, match="“full_time_equivalent” and “FTE” are the same column"):
        read_feed(staging, path, "posts")


def test_what_clocks_make_is_not_taken_from_a_file(staging: Staging, tmp_path: Path) -> None:
    heads = ["person_id", "request_id", "advice_id", "provider", "asked_on", "due_on"]
    read_feed(staging, save(tmp_path / "a.csv", heads, ["1", "1", "1", "EP", "2025-01-06", "1999-01-01"]), "advice")
    assert "due_on" not in staging.columns("advice")
    assert staging.con.execute("SELECT extra FROM raw_advice").fetchone() == (None,)
    assert staging.con.execute("SELECT rule, severity, value FROM issues").fetchall() == [
        ("heading-made", "query", "due_on")
    ]


def test_a_child_may_be_told_by_identifier_and_birth_date(staging: Staging, tmp_path: Path) -> None:
    heads = ["UPN", "DOB", "request_id", "advice_id", "provider", "asked_on"]
    assert match(SHAPES["advice"], heads).whole
    assert match(SHAPES["advice"], heads[:1] + heads[2:]).missing == ("person_id",)
    read_feed(
        staging,
        save(tmp_path / "a.csv", heads, ["H801200001001", "2015-01-06", "1", "1", "EP", "2025-01-06"]),
        "advice",
    )
    found = staging.con.execute("SELECT person_id, upn, born_on FROM raw_advice").fetchall()
    assert found == [(None, "H801200001001", "2015-01-06")]


def test_ragged_rows_are_kept_and_asked_about_with_their_line(staging: Staging, tmp_path: Path) -> None:
    row = ["1", "SEN", "2025-01-06", "1", "vacant"]
    path = save(tmp_path / "a.csv", POSTS, row, row[:3], [*row, "over"], [*row, ""])
    assert read_feed(staging, path, "posts") == 4
    asked = staging.con.execute("SELECT rule, severity, row_no, source_line FROM issues WHERE row_no IS NOT NULL")
    assert asked.fetchall() == [("row-ragged", "error", 2, 3), ("row-ragged", "error", 3, 4)]
    assert staging.con.execute("SELECT extra FROM raw_posts WHERE row_no = 3").fetchone() == ('{"column 6": "over"}',)


def test_unknown_columns_stay_with_the_row_and_are_said(staging: Staging, tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", [*POSTS, "Notes"], ["1", "SEN", "2025-01-06", "1", "vacant", "hello"])
    read_feed(staging, path, "posts")
    assert staging.con.execute("SELECT extra FROM raw_posts").fetchone() == ('{"Notes": "hello"}',)
    assert staging.con.execute("SELECT rule, value FROM issues").fetchall() == [("heading-unknown", "Notes")]


def test_a_sheets_pitfalls_are_asked_about(staging: Staging, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        POSTS,
        [1, "A", dt.date(2025, 1, 6), 0.5, "vacant"],
        [2, "#N/A", dt.date(2025, 1, 6), "=1+1", "interim"],
        [3, "B", dt.date(2025, 1, 6), 1, "vacant"],
        [4, None, dt.date(2025, 1, 6), 1, "vacant"],
        [1.5e20, "C", dt.date(2025, 1, 6), 0.5, "vacant"],
    ):
        sheet.append(row)
    sheet["D6"].number_format = "0%"
    sheet.merge_cells("B4:B5")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("old").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert read_feed(staging, tmp_path / "a.xlsx", "posts") == 5
    type_columns(staging, "posts", columns_of(SHAPES["posts"]))
    asked = "SELECT rule, row_no, col, source_line FROM issues ORDER BY row_no NULLS FIRST, rule"
    assert staging.con.execute(asked).fetchall() == [
        ("rows-hidden", None, None, 3),
        ("sheet-hidden", None, None, None),
        ("cell-error", 2, "team", 3),
        ("cell-formula", 2, "full_time_equivalent", 3),
        ("cell-merged", 4, "team", 5),
        ("identifier-number", 5, "post_id", 6),
        ("number-percent", 5, "full_time_equivalent", 6),
    ]
    found = staging.con.execute("SELECT post_id, from_on, full_time_equivalent FROM posts ORDER BY row_no").fetchall()
    assert found[0] == ("1", dt.date(2025, 1, 6), Decimal("0.5"))
    assert found[4][0] is None


def test_two_sheets_that_fit_are_refused_unless_one_has_the_tables_name(staging: Staging, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("one", "two"):
        sheet = book.create_sheet(name)
        sheet.append(POSTS)
        sheet.append(["1", name, "2025-01-06", "1", "vacant"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="“one”, “two”"):
        read_feed(staging, tmp_path / "a.xlsx", "posts")
    book["two"].title = "Posts"
    book.save(tmp_path / "a.xlsx")
    read_feed(staging, tmp_path / "a.xlsx", "posts")
    assert staging.con.execute("SELECT team, place FROM raw_posts").fetchall() == [("two", "Posts")]


def test_how_a_text_was_taken_is_said(staging: Staging, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((";".join(POSTS) + "\n1;Café;2025-01-06;1;vacant\n").encode("cp1252"))
    read_feed(staging, path, "posts")
    assert rules(staging) == ["text-encoding", "text-separator"]
    assert staging.con.execute("SELECT team FROM raw_posts").fetchone() == ("Café",)


def test_two_files_of_a_table_number_their_rows_on(staging: Staging, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        read_feed(staging, save(tmp_path / name, POSTS, ["1", "SEN", "2025-01-06", "1", "vacant"]), "posts")
    found = staging.con.execute("SELECT row_no, source_file FROM raw_posts ORDER BY row_no").fetchall()
    assert found == [(1, "a.csv"), (2, "b.csv")]


EITHER = [["person_id", "request_id"], ["7", "7.1"]]


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "plans or requests.csv"])
def test_headings_that_fit_two_tables_are_refused_with_both(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="fit more than one table: requests and plans: say which it is, or give the file"):
        recognise([save(tmp_path / name, *EITHER)])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("table", ["requests", "plans"])
def test_whoever_loads_says_which_table_it_is_or_the_file_does(tmp_path: Path, table: str, ending: str) -> None:
    other = save(tmp_path / f"{'plans' if table == 'requests' else 'requests'}.{ending}", *EITHER)
    assert recognise([other], table).table == table
    assert recognise([save(tmp_path / f"{table.title()} 2024-25.{ending}", *EITHER)]).table == table


def test_a_sheet_says_which_table_it_is(tmp_path: Path) -> None:
    path = save(tmp_path / "export.xlsx", *EITHER)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "Plans"
    book.save(path)
    assert recognise([path]).table == "plans"


def test_sheets_of_two_tables_are_refused_unless_one_is_named(tmp_path: Path) -> None:
    path = save(tmp_path / "export.xlsx", POSTS, ["1", "SEN", "2024-01-01", "1", "A"])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "One"
    second: Any = book.create_sheet("Plans")
    for row in EITHER:
        second.append(row)
    book.save(path)
    with pytest.raises(Refused, match="more than one table \\(“One” is posts and “Plans” is plans\\): say which"):
        recognise([path])
    assert recognise([path], "posts").table == "posts"
    assert recognise([path], "plans").table == "plans"


def test_headings_that_only_one_table_has_settle_it() -> None:
    assert tables_with([*EITHER[0], "received_on"]) == ("requests",)
    assert tables_with([*EITHER[0], "received_on", "primary_need"]) == ("requests", "plans")
