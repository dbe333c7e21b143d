"""Every list that a column names is there, and England has 153 authorities."""

from __future__ import annotations

from sendplan.records.codes import authorities, closed_authorities, code_lists, folded, is_open, spellings
from sendplan.records.modules import MODULES
from sendplan.records.tables import TABLES


def test_every_list_that_is_named_is_there() -> None:
    named = {column.codes for table in TABLES.values() for column in table.columns() if column.codes}
    named |= {item.codes for module in MODULES.values() for item in module.items if item.codes}
    assert named == set(code_lists())


def test_a_list_has_a_code_once_and_says_how_it_was_learnt() -> None:
    for name, codes in code_lists().items():
        assert len({folded(code.code) for code in codes}) == len(codes), name
        assert {code.sure for code in codes} <= {"read", "known", "check", "own"}, name
        assert all(code.meaning and code.source for code in codes), name
        assert all(code.since is None or code.until is None or code.since <= code.until for code in codes), name


def test_no_spelling_means_two_codes() -> None:
    for name, codes in code_lists().items():
        meanings = [folded(code.meaning) for code in codes if code.sure == "own"]
        assert len(set(meanings)) == len(meanings), name
        for code in codes:
            assert spellings(name)[folded(code.code)] == code.code


def test_lists_whose_codes_are_not_known_question_none() -> None:
    assert {name for name in code_lists() if is_open(name)} == {"work_based", "direct_payments", "attendance_pattern"}


def test_there_are_153_authorities_in_nine_regions() -> None:
    assert len(authorities()) == 153
    assert len({each.ons_code for each in authorities()}) == 153
    assert len({each.dfe_number for each in authorities()}) == 153
    assert len({each.region for each in authorities()}) == 9
    assert not {each.dfe_number for each in authorities()} & {each.dfe_number for each in closed_authorities()}
    assert [each.name for each in authorities() if each.ons_code == "E10000008"] == ["Devon"]
