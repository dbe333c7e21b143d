"""An officer changes the file and brings it back: what was changed is read again, what was not keeps its id."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pytest

from sendplan.formats import Unreadable
from sendplan.plan.exports import exported
from sendplan.plan_reader.draft import Ambiguity, Draft, to_json
from sendplan.plan_reader.guarded import read_guarded
from sendplan.plan_reader.read import read_plan
from tests.plan.exports.drafts import DAY, one_name_for_two, published, replace


def _in_word(draft: Draft, change: Callable[[Any], None]) -> Draft:
    word = docx.Document(io.BytesIO(exported(draft, "docx", today=DAY)))
    change(word)
    out = io.BytesIO()
    word.save(out)
    return read_plan(out.getvalue(), "plan.docx")[0]


def _in_excel(draft: Draft, change: Callable[[Any], None]) -> Draft:
    book = openpyxl.load_workbook(io.BytesIO(exported(draft, "xlsx", today=DAY)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return read_plan(out.getvalue(), "plan.xlsx")[0]


def _actions(word: Any) -> Any:
    return next(table for table in word.tables if table.rows[0].cells[1].text == "Action")


def test_a_new_date_is_read_by_the_reader_s_rules() -> None:
    def later(word: Any) -> None:
        _actions(word).rows[1].cells[3].text = "End of March 2025"

    read = _in_word(published(), later)
    old, new = published().actions[0], read.actions[0]
    assert (new.id, new.ref, new.text) == (old.id, old.ref, old.text)
    assert new.due.as_written == "End of March 2025"
    assert str(new.due.latest) == "2025-03-31"


def test_a_settled_date_is_let_go_when_its_words_change() -> None:
    first, *others = published().actions
    settled = replace(first, due=replace(first.due, kind="quarter", earliest=DAY, latest=DAY))
    draft = replace(published(), actions=(settled, *others))
    assert _in_word(draft, lambda _: None).actions[0].due == settled.due

    def later(word: Any) -> None:
        _actions(word).rows[1].cells[3].text = "July 2024"

    due = _in_word(draft, later).actions[0].due
    assert (due.kind, str(due.latest)) == ("month", "2024-07-31")


def test_an_id_given_twice_belongs_to_the_first_row() -> None:
    def split(word: Any) -> None:
        table = _actions(word)
        cells = table.add_row().cells
        for cell, text in zip(cells, ("A1b", "The other half.", "", "May 2024", "Jo Hart"), strict=False):
            cell.text = text
        cells[5].text = published().actions[0].id

    read = _in_word(published(), split)
    assert len(read.actions) == len(published().actions) + 1
    split_off = next(action for action in read.actions if action.ref == "A1b")
    assert split_off.id is None
    assert read.actions[0].id == published().actions[0].id
    assert [text.text for text in read.unplaced] == [published().actions[0].id]


def test_rows_sorted_in_excel_keep_their_outcomes() -> None:
    """Sorting by outcome parts an action's rows; each outcome stays with its action."""

    def turned_round(book: Any) -> None:
        sheet = book["Actions"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column).value = value

    read = _in_excel(published(), turned_round)
    outcomes = {action.id: sorted(action.outcomes) for action in read.actions}
    assert outcomes == {action.id: sorted(action.outcomes) for action in published().actions}


def _without_doubt_about(word: Any) -> None:
    """As files were before they had the column."""
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "Doubtful item")
    assert table.rows[0].cells[5].text == "Doubt about"
    for row in table.rows:
        row._tr.remove(row.cells[5]._tc)


def test_a_doubt_in_a_file_from_before_goes_to_the_one_item_of_its_name() -> None:
    doubt = Ambiguity(field="name", preferred={"name": "x"}, others=(), evidence="Two readings.")
    draft = replace(one_name_for_two(), actions=one_name_for_two().actions[:1])
    kpis = tuple(replace(kpi, ambiguities=(doubt,)) for kpi in draft.kpis)
    read = _in_word(replace(draft, kpis=kpis), _without_doubt_about)
    assert [kpi.ambiguities for kpi in read.kpis] == [(doubt,)]
    assert read.unplaced == ()


def test_a_doubt_in_a_file_from_before_that_two_items_may_have_goes_to_neither_and_is_shown() -> None:
    read = _in_word(one_name_for_two(), _without_doubt_about)
    assert not any(action.ambiguities for action in read.actions)
    assert not any(kpi.ambiguities for kpi in read.kpis)
    assert "A-K1" in [text.text for text in read.unplaced]


def test_a_doubt_about_something_that_the_plan_does_not_have_is_shown() -> None:
    def other(word: Any) -> None:
        table = next(table for table in word.tables if table.rows[0].cells[0].text == "Doubtful item")
        table.rows[1].cells[5].text = "risk"

    read = _in_word(one_name_for_two(), other)
    assert not any(action.ambiguities for action in read.actions)
    assert not any(kpi.ambiguities for kpi in read.kpis)
    assert "risk" in [text.text for text in read.unplaced]


def test_words_of_one_s_own_are_not_lost_in_silence() -> None:
    def note(word: Any) -> None:
        word.add_paragraph("Ask the board about this.")

    assert [text.text for text in _in_word(published(), note).unplaced] == ["Ask the board about this."]


def test_without_the_row_that_names_the_form_it_is_read_as_any_plan() -> None:
    def unnamed(word: Any) -> None:
        row = word.tables[0].rows[-1]
        assert row.cells[0].text == "Form"
        row._tr.getparent().remove(row._tr)

    read = _in_word(published(), unnamed)
    assert read.title == published().title
    assert len(read.sections) >= len(published().sections)


class TestJson:
    def test_it_comes_through_the_door_for_uploads(self) -> None:
        reading = read_guarded(to_json(published()), "plan.json")
        assert reading.draft.source.media_type == "application/json"
        assert reading.draft.actions[0].id == published().actions[0].id
        assert any("Establish a clear" in run.text for run in reading.runs)

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"{}", "missing required field"),
            (b'{"title": 3}', "Expected `str`"),
            (b'{"title": "x"', "truncated"),
            (b'{"a": ' + b"[" * 200_000, "plan"),
            (b'{"title": "\xff"}', "UTF-8"),
            (b'\xef\xbb\xbf{"title": null}', "Expected `str`"),
        ],
    )
    def test_hostile_json_is_refused_in_one_sentence(self, data: bytes, reason: str) -> None:
        with pytest.raises(Unreadable) as refused:
            read_plan(data, "plan.json")
        sentence = str(refused.value)
        assert sentence.startswith("plan.json is JSON")
        assert reason in sentence
        assert "\n" not in sentence
        assert len(sentence) < 500

    @pytest.mark.parametrize(
        "swap",
        [
            (b'"table":1', b'"table":1' + b"0" * 5000),
            (b'"value":-10', b'"value":-1e999999'),
            (b'"table":1', b'"table":99999999'),
            (b'"text":"Establish', b'"text":"\\u0000Establish'),
            (b'"id":"act_000000000002"', b'"id":"act_000000000001"'),
        ],
    )
    def test_parts_that_no_plan_has_are_refused(self, swap: tuple[bytes, bytes]) -> None:
        data = to_json(published())
        ids = [action.id for action in published().actions]
        old, new = swap
        if old.startswith(b'"id"'):
            old, new = f'"{ids[1]}"'.encode(), f'"{ids[0]}"'.encode()
        assert old in data
        with pytest.raises(Unreadable, match="is JSON"):
            read_plan(data.replace(old, new, 1), "plan.json")

    def test_a_doubt_nested_too_deeply_is_refused(self) -> None:
        doubt = Ambiguity(field="text", preferred={"text": "HERE"}, others=(), evidence="Deep.")
        first, *others = published().actions
        data = to_json(replace(published(), actions=(replace(first, ambiguities=(doubt,)), *others)))
        deep = b"[" * 20_000 + b"]" * 20_000
        with pytest.raises(Unreadable, match="nested too deeply"):
            read_plan(data.replace(b'"HERE"', deep), "plan.json")
