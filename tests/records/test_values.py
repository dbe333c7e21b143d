"""Values as sent become values with types; what cannot be read is asked about and never mended in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.records.modules import REQUESTS
from sendplan.records.reading_rules import READING_RULES
from sendplan.records.staging import Staging
from sendplan.records.values import IDENTIFIERS, Typed, type_columns
from tests.records.staged import reading


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\r\n", "\ufeff", None, '=""'])
def test_blank_is_null_and_nothing_is_asked(blank: str | None) -> None:
    columns = [Typed(kind, kind, "need" if kind == "code" else None) for kind in
               ("key", "text", "code", "date", "whole", "decimal", "yes_no")]  # fmt: skip
    with reading(columns, [blank] * len(columns)) as read:
        assert [read.column(column.name) for column in columns] == [[None]] * len(columns)
        assert read.issues == []


@pytest.mark.parametrize("sent", ["1.2E+12", "1.23457e+12", "1234567890123.0", "-1E+5"])
@pytest.mark.parametrize("column", [Typed("person_id", "key"), Typed("upn", "text")])
def test_an_identifier_that_a_spreadsheet_spoilt_is_never_mended(sent: str, column: Typed) -> None:
    with reading([column], (sent,)) as read:
        assert read.column(column.name) == [None]
        assert read.issues == [("identifier-number", 1, column.name, sent)]


@pytest.mark.parametrize("sent", ["12E5", "0012", "A.0", "12.1", "1-2", "00000"])
def test_a_key_is_kept_as_it_is(sent: str) -> None:
    with reading([Typed("person_id", "key")], (f" {sent} ",)) as read:
        assert read.column("person_id") == [sent]
        assert read.issues == []


@pytest.mark.parametrize("name", sorted(IDENTIFIERS))
def test_an_identifier_without_its_first_noughts_is_asked_about(name: str) -> None:
    length = IDENTIFIERS[name]
    with reading([Typed(name, "text")], ("1" * (length - 1),), ("1" * length,)) as read:
        assert read.column(name) == ["1" * (length - 1), "1" * length]
        assert read.issues == [("identifier-short", 1, name, "1" * (length - 1))]


def test_identifiers_are_written_without_spaces_in_capitals() -> None:
    with reading([Typed("nhs_number", "text"), Typed("upn", "text")], ("943 476-5919", "h801200001001")) as read:
        assert (read.column("nhs_number"), read.column("upn")) == (["9434765919"], ["H801200001001"])
        assert read.issues == []


def test_leading_noughts_kept_as_a_formula_are_kept() -> None:
    with reading([Typed("person_id", "key")], ('="0012"',)) as read:
        assert read.column("person_id") == ["0012"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-(10**17), 10**17), min_size=1, max_size=20))
def test_whole_numbers_are_exact(numbers: list[int]) -> None:
    column = Typed("n", "whole")
    for form in ("{}", "{:,}", "{}.0"):
        with reading([column], *[(form.format(number),) for number in numbers]) as read:
            assert read.column("n") == numbers
            assert read.issues == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.decimals(-(10**13), 10**13, places=4), min_size=1, max_size=20))
def test_decimals_are_exact(numbers: list[Decimal]) -> None:
    with reading([Typed("n", "decimal")], *[(f"{number:f}",) for number in numbers]) as read:
        assert read.column("n") == numbers
        assert read.issues == []


@pytest.mark.parametrize("kind", ["whole", "decimal"])
@pytest.mark.parametrize("sent", ["12,5", "£5", "13%", "1 000", "12a", "1e3", "--1", "1,23,456", "1" * 20, "-", "."])
def test_what_is_no_number_is_asked_about(kind: str, sent: str) -> None:
    column = Typed("n", "whole" if kind == "whole" else "decimal")
    with reading([column], (sent,)) as read:
        assert read.column("n") == [None]
        assert read.issues == [("number-unread", 1, "n", sent)]


def test_a_thousand_and_a_decimal_comma_are_told_apart_or_asked_about() -> None:
    with reading([Typed("n", "decimal"), Typed("w", "whole")], ("1,234", "1,234"), ("1,234.5", "12.5")) as read:
        assert read.column("n") == [None, Decimal("1234.5")]
        assert read.column("w") == [1234, None]
        assert read.rules == ["number-unread", "number-unread"]


def test_decimals_beyond_the_fourth_are_rounded_and_said_once() -> None:
    with reading([Typed("n", "decimal")], ("0.33333",), ("0.66666",), ("0.50000",)) as read:
        assert read.column("n") == [Decimal("0.3333"), Decimal("0.6667"), Decimal("0.5000")]
        assert read.rules == ["number-rounded"]
        assert read.reasons() == ["2 figures of the column have"]


def test_yes_and_no() -> None:
    sent = ["1", "TRUE", "Yes", "y", "0", "false", "NO", "n", "2", "maybe"]
    with reading([Typed("b", "yes_no")], *[(each,) for each in sent]) as read:
        assert read.column("b") == [True] * 4 + [False] * 4 + [None] * 2
        assert read.issues == [("yes-no-unread", 9, "b", "2"), ("yes-no-unread", 10, "b", "maybe")]


def test_codes_are_written_as_the_list_has_them_and_unknown_ones_kept() -> None:
    columns = [Typed("n", "code", "need"), Typed("g", "code", "audit_grade"), Typed("w", "code", "work_based")]
    with reading(columns, ("asd", "Requires-Improvement", "q"), ("zz", " GOOD", None)) as read:
        assert read.column("n") == ["ASD", "zz"]
        assert read.column("g") == ["requires improvement", "good"]
        assert read.column("w") == ["q", None]
        assert read.issues == [("code-unknown", 2, "n", "zz")]


def test_a_code_of_another_year_is_asked_about() -> None:
    for year, rules in ((2024, ["code-year"]), (2025, [])):
        with reading([Typed("n", "code", "need")], ("DS",), year=year) as read:
            assert read.column("n") == ["DS"]
            assert read.rules == rules


@pytest.mark.parametrize("sent", ["#N/A", "#REF!", "#DIV/0!"])
def test_excels_errors_are_no_values(sent: str) -> None:
    with reading([Typed("t", "text"), Typed("d", "date")], (sent, sent)) as read:
        assert (read.column("t"), read.column("d")) == ([None], [None])
        assert read.issues == [("cell-error", 1, "d", sent), ("cell-error", 1, "t", sent)]


def test_items_go_by_their_tags_and_those_not_sent_are_null() -> None:
    with Staging() as staging:
        staging.raw("requests", ["receiveddate", "more"])
        staging.add("requests", {"row_no": [1], "receiveddate": ["2022-Sep-28 00:00:00"], "more": [" kept "]})
        type_columns(staging, "requests", REQUESTS.items)
        found = staging.con.execute("SELECT CAST(receiveddate AS VARCHAR), rya, more, row_no FROM requests").fetchall()
    assert found == [("2022-09-28", None, "kept", 1)]


def test_every_rule_says_what_it_asks_and_what_to_do() -> None:
    for rule in READING_RULES.values():
        for words in (rule.title, rule.wording, rule.message, rule.remedy, rule.example):
            assert words.strip(), rule.id
        assert rule.message.endswith("."), rule.id
