"""Every rule finds what its example breaks, and nothing in a return that keeps it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import nhs
from stdnum.gb import upn as upns

from sendplan.records.checks.check import check, issues, rules
from sendplan.records.checks.macros import MACROS
from sendplan.records.checks.rule import RULES, Issue, Rule, Sent, Values, rule
from sendplan.records.checks.sound import FEED, SENT, lay, lay_feed

EVERY = list(rules().values())
ALL = [each for each in EVERY if not each.feed]
OF_FEEDS = [each for each in EVERY if each.feed]


def found(values: Values, *only: str) -> list[Issue]:
    """What the rules, or those of the ids `only`, find in the sound return with `values` laid over it."""
    with duckdb.connect(config={"threads": "1"}) as connection:
        lay(connection, values)
        check(connection, SENT, only or None)
        return list(issues(connection))


def test_a_sound_return_has_nothing_to_find() -> None:
    assert found({}) == []


@pytest.mark.parametrize("each", ALL, ids=[each.id for each in ALL])
def test_a_rule_finds_what_breaks_it_and_passes_what_keeps_it(each: Rule) -> None:
    mine = found(each.breaks, each.id)
    assert mine, "the example that breaks the rule is not found"
    assert found(each.keeps, each.id) == []
    for issue in mine:
        assert issue.severity == each.severity
        assert (issue.table, issue.column) == (each.table, each.column)
        assert issue.remedy == each.remedy
        assert "{" not in issue.reason, "the sentence has a gap"
        assert "None" not in issue.reason
        # A rule about the whole return points at no line; every other names file and line.
        assert (issue.line is None) == (issue.file == "")


def found_in_feed(table: str, values: Values, *only: str) -> list[Issue]:
    with duckdb.connect(config={"threads": "1"}) as connection:
        lay_feed(connection, table, values)
        check(connection, FEED, only)
        return list(issues(connection))


@pytest.mark.parametrize("table", sorted({each.table for each in OF_FEEDS}))
def test_the_rules_of_a_feed_find_what_breaks_them(table: str) -> None:
    mine = [each for each in OF_FEEDS if each.table == table]
    ids = [each.id for each in mine]
    assert found_in_feed(table, {}, *ids) == []
    for each in mine:
        (issue,) = found_in_feed(table, each.breaks, *ids)
        assert (issue.rule, issue.table, issue.column) == (each.id, table, each.column)
        assert issue.file == f"{table}.csv"
        assert "{" not in issue.reason


def test_a_childs_row_may_be_told_by_a_number_instead_of_the_person_id() -> None:
    rule_id = "F1.advice.person_id"
    assert [issue.rule for issue in found_in_feed("advice", {"advice.person_id": None}, rule_id)] == [rule_id]
    assert not found_in_feed("advice", {"advice.person_id": None, "advice.upn": "H801200001001"}, rule_id)


@pytest.mark.prove
def test_no_example_breaks_more_than_its_own_subject_asks() -> None:
    """A rule that fires on the examples of everybody else would bury the rest."""
    loud = Counter(id_ for each in ALL for id_ in {issue.rule for issue in found(each.breaks)})
    assert max(loud.values()) <= 8, loud


def test_a_rule_of_a_later_item_is_not_asked_of_an_earlier_return() -> None:
    sent = Sent(2023, dt.date(2023, 1, 19), "100")
    asked = {each.id for each in ALL if each.applies(sent, frozenset({each.table, *each.needs}))}
    assert not asked & {"P10", "R7", "V1a", "V1b", "V2a", "V2b", "V3", "V4", "T1a", "T1b"}
    assert asked >= {"P1", "R1a", "A3", "N1a", "L1a", "D1a"}


def test_two_rules_cannot_have_one_id() -> None:
    with pytest.raises(ValueError, match="two rules 'P1'"):
        rule(
            "P1", "error", "person", "upn", title="", wording="", source="", message="", remedy="", breaks={}
        )(lambda _: "")  # fmt: skip
    assert RULES["P1"].column == "personbirthdate"


def test_errors_come_first_and_a_log_sees_no_value() -> None:
    values = {"person.upn": "Z999999999999", "person.postcode": "EXETER"}
    first, second = found(values)
    assert (first.rule, second.rule) == ("P4a", "P7")
    assert "Z999999999999" in first.reason
    hidden = first.masked()
    assert hidden.value == "Z… (13 characters)"
    assert "Z999999999999" not in repr(hidden)
    assert hidden.line == first.line
    ended = replace(first, value="1", reason="The plan ended for reason 1, at the age of 14, on 2024-01-31.")
    assert ended.masked().reason == "The plan ended for reason 1, at the age of 14, on 2024-…."
    born = replace(first, value="2014-01-31", reason="Born on 2014-01-31: 10 years old.")
    assert (born.masked().value, born.masked().reason) == ("2014-…", "Born on 2014-…: 10 years old.")
    short = replace(first, value="AB", reason="AB is no code, and ABBA none.")
    assert short.masked().reason == "A… (2 characters) is no code, and ABBA none."


@pytest.fixture(scope="module")
def macros() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for macro in MACROS:
        connection.execute(macro)
    return connection


def ask(connection: duckdb.DuckDBPyConnection, macro: str, text: str) -> bool:
    row = connection.execute(f"SELECT {macro}(?::VARCHAR)", [text]).fetchone()
    assert row is not None
    return bool(row[0])


LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@given(st.data())
def test_upns_are_judged_as_a_known_library_judges_them(macros: duckdb.DuckDBPyConnection, data: st.DataObject) -> None:
    middle = data.draw(st.text("0123456789", min_size=11, max_size=11))
    last = data.draw(st.sampled_from("0123456789" + LETTERS))
    rest = "801" + middle[3:] + last
    sound = macros.execute(
        "SELECT list(l) FILTER (WHERE upn_is_sound(l || ?)) "
        f"FROM unnest(string_split('{','.join(LETTERS)}', ',')) t(l)",
        [rest],
    ).fetchone()
    assert sound == ([upns.calc_check_digit(rest)],)


@given(st.text("0123456789", min_size=10, max_size=10))
def test_nhs_numbers_are_judged_as_a_known_library_judges_them(macros: duckdb.DuckDBPyConnection, text: str) -> None:
    for last in "0123456789":
        assert ask(macros, "nhs_number_is_sound", text[:9] + last) == nhs.is_valid(text[:9] + last)


@pytest.mark.parametrize(
    ("text", "sound"),
    [("1000000027", True), ("1000000028", False), ("0000000027", False), ("100000002", False), ("10000000027", False)],
)
def test_learner_numbers(macros: duckdb.DuckDBPyConnection, text: str, sound: bool) -> None:
    assert ask(macros, "uln_is_sound", text) == sound


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2000-02-29", "2025-02-28", 24),
        ("2000-02-29", "2025-03-01", 25),
        ("2000-02-29", "2024-02-29", 24),
        ("2000-01-16", "2025-01-16", 25),
        ("2000-01-17", "2025-01-16", 24),
    ],
)
def test_ages(macros: duckdb.DuckDBPyConnection, born: str, day: str, age: int) -> None:
    assert macros.execute(f"SELECT age_on(DATE '{born}', DATE '{day}')").fetchone() == (age,)
