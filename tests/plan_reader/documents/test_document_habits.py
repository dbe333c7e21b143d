"""What officers and their programs do to tables: section rows, repeated headers, controls, tracked changes, errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import load_workbook
from openpyxl.comments import Comment

from sendplan.plan_reader import read
from sendplan.plan_reader.draft import Draft, to_json
from tests.plan_reader.documents import agreement, as_docx, as_html, as_xlsx
from tests.plan_reader.documents.published_plan import Cell, Plan, Row, Table, Text, published_plan, truth

Write = Callable[[Plan, Path], Path]


def as_page(plan: Plan, path: Path) -> Path:
    path.write_text(as_html.page(plan), encoding="utf-8")
    return path


FORMATS: dict[str, tuple[str, Write]] = {
    "web page": ("plan.html", as_page),
    "word-processor file": ("plan.docx", lambda plan, path: as_docx.write(plan, path)),
    "workbook": ("plan.xlsx", lambda plan, path: as_xlsx.a_sheet_a_section(plan, path)),
}


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return truth()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return published_plan()


def with_actions(plan: Plan, change: Callable[[str, Table], Table]) -> Plan:
    parts = tuple(type(part)(**{**vars(part), "actions": change(part.heading, part.actions)}) for part in plan.parts)
    return Plan(plan.title, plan.front, parts)


def header_twice(_heading: str, table: Table) -> Table:
    """The header again half-way down, as a table that runs over a page has it when it is copied."""
    middle = (len(table.rows) + 1) // 2
    return Table([*table.rows[:middle], table.rows[0], *table.rows[middle:]])


def with_empty_rows(_heading: str, table: Table) -> Table:
    """An empty row after each row, as officers leave them for writing in."""
    rows: list[Row] = [table.rows[0]]
    for row in table.rows[1:]:
        rows += [row, [Cell() for _ in row]]
    return Table(rows)


def with_title_row(heading: str, table: Table) -> Table:
    """A first row drawn over the whole table with the section's heading in it."""
    title: Row = [Cell((heading,), across=table.columns), *(None for _ in range(table.columns - 1))]
    return Table([title, *table.rows], header_rows=2)


HABITS = {"header twice": header_twice, "empty rows": with_empty_rows, "title row": with_title_row}


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("made", FORMATS)
def test_tables_as_officers_leave_them(
    plan: Plan, known: dict[str, Any], tmp_path: Path, made: str, habit: str
) -> None:
    name, write = FORMATS[made]
    draft = read(write(with_actions(plan, HABITS[habit]), tmp_path / name))
    assert not agreement.sections_differ(known, draft)
    assert not agreement.actions_differ(known, draft)
    assert not agreement.kpis_differ(known, draft)


def one_table(plan: Plan) -> Table:
    """Every action in one table, a row drawn over all columns before each section's actions."""
    rows: list[Row] = [plan.parts[0].actions.rows[0]]
    for part in plan.parts:
        rows.append([Cell((part.heading,), across=5), None, None, None, None])
        rows += part.actions.rows[1:]
    return Table(rows)


@pytest.mark.parametrize("made", ["web page", "word-processor file"])
def test_one_table_with_a_row_for_each_section(plan: Plan, known: dict[str, Any], tmp_path: Path, made: str) -> None:
    class OneTable(Plan):
        def blocks(self) -> list[Text | Table]:
            return [Text(self.title, level=1), Text("Action plan", level=2), one_table(plan)]

    name, write = FORMATS[made]
    draft = read(write(OneTable(plan.title, plan.front, plan.parts), tmp_path / name))
    assert not agreement.actions_differ(known, draft)
    assert [section.letter for section in draft.sections] == ["A", "B", "C", "D"]


# --- what a word processor wraps words in ---------------------------------------------------------------------------

WORDS = "Write to every family whose review is late."
OTHER = "Ask every school which reviews are late."


def small_document(path: Path, change: Callable[[Any], None]) -> Path:
    """A section with two actions; ``change`` is given the second action's row."""
    document = docx.Document()
    document.add_heading("Section A: Reviews", level=1)
    table = document.add_table(rows=0, cols=5)
    for texts in (
        ("Ref", "Action", "Outcome", "By when", "Lead"),
        ("A1", WORDS, "Families know.", "June 2024", "Head of Inclusion"),
        ("A2", OTHER, "Leaders know.", "July 2024", "Head of Education"),
    ):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    change(table.rows[2])
    document.save(str(path))
    return path


def in_control(element: Any) -> None:
    """Put an element inside a content control, as forms and templates do."""
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    element.addprevious(control)
    control[1].append(element)


def row_in_control(row: Any) -> None:
    in_control(row._tr)


def cell_in_control(row: Any) -> None:
    in_control(row.cells[1]._tc)


def paragraph_in_control(row: Any) -> None:
    cell = row.cells[1]
    in_control(cell.paragraphs[0]._p)
    cell._tc.append(parse_xml(f"<w:p {nsdecls('w')}/>"))


def run_in_control(row: Any) -> None:
    in_control(row.cells[1].paragraphs[0].runs[0]._r)


def tracked(row: Any) -> None:
    """Half of the words inserted and other words deleted, both tracked and not yet accepted."""
    run = row.cells[1].paragraphs[0].runs[0]._r
    run.addprevious(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>Deleted words. </w:delText></w:r></w:del>'
        )
    )
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="x"/>')
    run.addprevious(inserted)
    inserted.append(run)


def linked(row: Any) -> None:
    run = row.cells[1].paragraphs[0].runs[0]._r
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="here"/>')
    run.addprevious(link)
    link.append(run)


def in_pieces(row: Any) -> None:
    """The words in many runs, one of them bold, as every edited file has them."""
    paragraph = row.cells[1].paragraphs[0]
    paragraph.text = ""
    for number, word in enumerate(OTHER.split(" ")):
        paragraph.add_run(("" if number == 0 else " ") + word).bold = number % 2 == 0


WRAPPED = {
    "a row in a control": row_in_control,
    "a cell in a control": cell_in_control,
    "a paragraph in a control": paragraph_in_control,
    "a run in a control": run_in_control,
    "tracked changes": tracked,
    "a link": linked,
    "many runs": in_pieces,
}


@pytest.mark.parametrize("how", WRAPPED)
def test_words_are_read_whatever_wraps_them(tmp_path: Path, how: str) -> None:
    draft = read(small_document(tmp_path / "plan.docx", WRAPPED[how]))
    assert [(action.ref, action.text) for action in draft.actions] == [("A1", WORDS), ("A2", OTHER)]
    assert draft.actions[1].due.as_written == "July 2024"
    assert draft.actions[1].owners == ("Head of Education",)
    assert "Deleted words" not in to_json(draft).decode()


def test_a_line_break_in_a_cell_parts_paragraphs_or_words_but_never_joins_them(tmp_path: Path) -> None:
    def broken(row: Any) -> None:
        paragraph = row.cells[4].paragraphs[0]
        paragraph.add_run().add_break()
        paragraph.add_run("Head of SEND")

    draft = read(small_document(tmp_path / "plan.docx", broken))
    assert draft.actions[1].owners == ("Head of Education", "Head of SEND")


def test_words_in_a_text_box_are_not_lost(tmp_path: Path) -> None:
    def boxed(row: Any) -> None:
        row.cells[2].paragraphs[0]._p.append(
            parse_xml(
                f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox>"
                "<w:txbxContent><w:p><w:r><w:t>Words in a box.</w:t></w:r></w:p></w:txbxContent>"
                "</v:textbox></v:shape></w:pict></w:r>"
            )
        )

    draft = read(small_document(tmp_path / "plan.docx", boxed))
    assert "Words in a box." in to_json(draft).decode()


# --- what a spreadsheet program puts in cells -----------------------------------------------------------------------


def altered_workbook(plan: Plan, path: Path, change: Callable[[Any], None]) -> Draft:
    as_xlsx.a_sheet_a_section(plan, path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return read(path)


def cell_with(book: Any, value: str) -> Any:
    return next(c for sheet in book for row in sheet.iter_rows() for c in row if c.value == value)


def test_an_error_in_a_cell_is_not_an_empty_cell(plan: Plan, tmp_path: Path) -> None:
    def broken(book: Any) -> None:
        cell = cell_with(book, "800 of current backlog")
        cell.value, cell.data_type = "#REF!", "e"

    draft = altered_workbook(plan, tmp_path / "plan.xlsx", broken)
    kpi = next(kpi for kpi in draft.kpis if kpi.name == "Number of annual reviews outstanding")
    assert kpi.steps[0].kind == "not_understood"
    assert kpi.steps[0].as_written == "#REF!"
    assert kpi.steps[0].value is None


def test_a_hidden_row_is_not_lost_without_a_word(plan: Plan, tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        cell = cell_with(book, "A3")
        cell.parent.row_dimensions[cell.row].hidden = True

    draft = altered_workbook(plan, tmp_path / "plan.xlsx", hide)
    assert "Develop our leaders to collaborate effectively" in to_json(draft).decode()


def test_a_note_on_a_cell_changes_nothing_in_it(plan: Plan, known: dict[str, Any], tmp_path: Path) -> None:
    def note(book: Any) -> None:
        cell_with(book, "16").comment = Comment("Is this right?", "x")

    draft = altered_workbook(plan, tmp_path / "plan.xlsx", note)
    assert not agreement.kpis_differ(known, draft)
