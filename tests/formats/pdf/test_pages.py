"""What stands on a page, in the order a person reads it: each page here is written by hand."""

from __future__ import annotations

import pytest

from sendplan.formats import Unreadable, open_bytes
from sendplan.formats.document import Document, Heading, ListItem, Paragraph, Table
from tests.formats.pdf.written import document, grid, line, patch, pdf, stream, text, written

PROSE = "Families of the area have told us that letters go unanswered"


def opened(*pages: str) -> Document:
    return open_bytes(pdf(*pages), "plan.pdf")


def texts(read: Document) -> list[str]:
    return [run.text for run in read.runs()]


def cells(read: Document) -> list[list[tuple[int, int, str]]]:
    return [
        [(cell.row, cell.column, cell.text) for cell in block.cells]
        for block in read.blocks
        if isinstance(block, Table)
    ]


def test_headings_by_size_and_weight_lists_by_bullets_and_indents() -> None:
    read = opened(
        text(40, 40, "The plan", size=22)
        + text(40, 90, "Priority one", size=15)
        + text(40, 130, "What we will do", bold=True)
        + text(40, 160, "We will answer letters.")
        + text(40, 180, "• Every letter")
        + text(60, 195, "• within a week")
        + text(40, 210, "• and every call")
        + text(40, 240, "A line of plain words that ends the page and is long enough to be no heading of any kind.")
    )
    assert [
        (type(b).__name__, b.run.text, getattr(b, "level", getattr(b, "depth", None)))
        for b in read.blocks
        if not isinstance(b, Table)
    ] == [
        ("Heading", "The plan", 1),
        ("Heading", "Priority one", 2),
        ("Heading", "What we will do", 7),
        ("Paragraph", "We will answer letters.", None),
        ("ListItem", "Every letter", 1),
        ("ListItem", "within a week", 2),
        ("ListItem", "and every call", 1),
        (
            "Paragraph",
            "A line of plain words that ends the page and is long enough to be no heading of any kind.",
            None,
        ),
    ]


def test_drawn_bullets_are_bullets() -> None:
    read = opened(patch(30, 44, 34, 48, "0 0 0") + text(40, 41, "Every letter answered") + text(30, 80, "Words"))
    assert [type(block) for block in read.blocks] == [ListItem, Paragraph]


def test_a_ruled_table_with_merged_cells_and_fills() -> None:
    drawn = (
        patch(100, 130, 200, 160, "1 0 0")
        + line(40, 100, 300, 100)
        + line(40, 160, 300, 160)
        + line(100, 130, 300, 130)
    )
    drawn += line(40, 100, 40, 160) + line(300, 100, 300, 160) + line(100, 100, 100, 160) + line(200, 130, 200, 160)
    drawn += text(44, 105, "tall") + text(104, 105, "wide") + text(204, 135, "last") + text(40, 60, "Words before it")
    (_, table) = opened(drawn).blocks
    assert isinstance(table, Table)
    assert [(c.row, c.column, c.rowspan, c.colspan, c.text, c.fill) for c in table.cells] == [
        (0, 0, 2, 1, "tall", None),
        (0, 1, 1, 2, "wide", None),
        (1, 1, 1, 1, "", "#ff0000"),
        (1, 2, 1, 1, "last", None),
    ]


def test_a_table_without_outer_rules_keeps_its_outer_columns() -> None:
    drawn = (
        "".join(line(40, top, 300, top) for top in (100, 130, 160))
        + line(120, 100, 120, 160)
        + line(220, 100, 220, 160)
    )
    for row, top in enumerate((105, 135)):
        drawn += text(44, top, f"a{row}") + text(124, top, f"b{row}") + text(224, top, f"c{row}")
    assert cells(opened(drawn)) == [
        [(0, 0, "a0"), (0, 1, "b0"), (0, 2, "c0"), (1, 0, "a1"), (1, 1, "b1"), (1, 2, "c1")]
    ]


def test_rules_that_stand_apart_from_row_to_row_are_one_column() -> None:
    drawn = grid((40, 120, 300), (100, 130)) + grid((40, 190, 300), (130, 160))
    drawn += text(44, 105, "Ref") + text(124, 105, "Action") + text(44, 135, "A1") + text(194, 135, "Do it")
    assert cells(opened(drawn)) == [[(0, 0, "Ref"), (0, 1, "Action"), (1, 0, "A1"), (1, 1, "Do it")]]


def test_an_aligned_table_without_rules() -> None:
    rows = [("Ref", "Action", "By when"), ("A1", "Answer letters", "May 2025"), ("A2", "Answer calls", "June 2025")]
    drawn = "".join(
        text(x, 100 + 30 * at, words)
        for at, row in enumerate(rows)
        for x, words in zip((40, 120, 300), row, strict=True)
    )
    assert cells(opened(drawn)) == [
        [(at, column, words) for at, row in enumerate(rows) for column, words in enumerate(row)]
    ]


def test_prose_in_two_columns_is_read_one_column_after_the_other() -> None:
    drawn = text(40, 40, "A heading over both columns of the page", size=16)
    for at in range(8):
        drawn += text(40, 100 + 13 * at, f"left {at} " + PROSE[:44], size=9)
        drawn += text(320, 100 + 13 * at, f"right {at} " + PROSE[:44], size=9)
    whole = " ".join(texts(opened(drawn)))
    assert whole.index("left 7") < whole.index("right 0")
    assert whole.startswith("A heading")


def test_side_by_side_tables_are_two() -> None:
    drawn = grid((40, 90, 140), (100, 130)) + grid((240, 290, 340), (100, 130))
    drawn += text(44, 105, "A1") + text(94, 105, "one") + text(244, 105, "B1") + text(294, 105, "two")
    assert [[cell[2] for cell in table] for table in cells(opened(drawn))] == [["A1", "one"], ["B1", "two"]]


HEADER = text(44, 45, "Ref", bold=True) + text(94, 45, "Action", bold=True)


def test_a_table_goes_on_over_a_page_its_header_read_once_and_its_cut_row_made_whole() -> None:
    first = HEADER + grid((40, 90, 300), (40, 60, 100)) + text(44, 65, "A1") + text(94, 65, "Answer every letter and")
    second = HEADER + grid((40, 90, 300), (40, 60, 100, 120)) + text(94, 65, "every call.")
    second += text(44, 105, "A2") + text(94, 105, "Write it down.")
    read = opened(first, second)
    assert cells(read) == [
        [
            (0, 0, "Ref"),
            (0, 1, "Action"),
            (1, 0, "A1"),
            (1, 1, "Answer every letter and every call."),
            (2, 0, "A2"),
            (2, 1, "Write it down."),
        ]
    ]
    assert [run.place.words() for run in read.runs()][-1] == "page 2, table 1, row 3, column 2"
    assert read.remarks == ("The header rows that tables repeat on pages 2 were read once.",)


def test_tables_with_other_columns_are_not_joined() -> None:
    first = grid((40, 90, 300), (40, 60, 100)) + text(44, 65, "A1") + text(94, 65, "One.")
    second = grid((40, 150, 200), (40, 60, 100)) + text(44, 65, "B1") + text(154, 65, "Two.")
    assert len(cells(opened(first, second))) == 2


def test_a_new_row_at_the_head_of_a_page_stays_a_row() -> None:
    first = grid((40, 90, 300), (40, 60, 100)) + text(44, 65, "A1") + text(94, 65, "One.") + text(94, 45, "Head")
    second = grid((40, 90, 300), (40, 60)) + text(44, 45, "A2") + text(94, 45, "Two.")
    (table,) = cells(opened(first, second))
    assert table[-2:] == [(2, 0, "A2"), (2, 1, "Two.")]


def test_running_lines_are_told_and_left_out_and_other_lines_stay() -> None:
    pages = [
        text(40, 20, "Northmere plan – OFFICIAL")
        + text(40, 200 + at, f"Words of page {at}, and some more of them that end here.")
        + text(280, 815, f"Page {at} of 3")
        for at in (1, 2, 3)
    ]
    read = opened(*pages)
    assert len(texts(read)) == 3
    assert read.remarks == ("Left out, because it stands at the head or foot of pages: “Northmere plan – OFFICIAL”.",)
    assert len(texts(opened(pages[0], text(40, 200, "One page.")))) >= 2


def test_a_sentence_goes_on_over_a_page() -> None:
    long = f"{PROSE} for weeks on end and that"
    read = opened(
        text(40, 400, long) + text(40, 412, long + " the"), text(40, 40, "board hears of it.") + text(40, 80, "New.")
    )
    assert texts(read)[0].endswith("that the board hears of it.")


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(degrees: int) -> None:
    """The page's own turn: what was drawn upright is shown turned, so that its letters run up, down or backwards."""
    read = open_bytes(
        written(document(text(40, 400, "Answer every letter."), page=b"/Rotate %d" % degrees)), "plan.pdf"
    )
    assert "".join(texts(read)).replace(" ", "")


@pytest.mark.parametrize(("matrix", "degrees"), [("0 1 -1 0 300 100", 90), ("0 -1 1 0 300 700", 270)])
def test_letters_that_run_up_or_down_a_page_are_read(matrix: str, degrees: int) -> None:
    orders = f"BT /F 10 Tf {matrix} Tm (Answer every letter.) Tj ET"
    for page in (b"", b"/Rotate %d" % degrees):
        assert texts(open_bytes(written(document(orders, page=page)), "plan.pdf")) == ["Answer every letter."]


def test_letters_printed_twice_and_marks_of_direction_are_read_once() -> None:
    assert texts(opened(text(40, 40, "Bold words") + text(40.3, 40.2, "Bold words"))) == ["Bold words"]


def test_letters_off_the_page_are_counted_not_read() -> None:
    read = opened(text(40, 40, "Seen") + text(900, 40, "Hidden"))
    assert texts(read) == ["Seen"]
    assert read.remarks == ("6 letters beyond the edges of the pages were not read.",)


def test_a_form_and_a_page_of_picture_are_said() -> None:
    picture = stream(
        bytes(4), b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    objects = document(
        text(40, 40, "Words"),
        "q 500 0 0 700 40 40 cm /I Do Q",
        catalogue=b"/AcroForm << /Fields [1001 0 R] >>",
        more={1000: picture, 1001: b"<< /FT /Tx /T (a) /V (typed) >>"},
        resources=b"/XObject << /I 1000 0 R >>",
    )
    assert open_bytes(written(objects), "plan.pdf").remarks == (
        "Not read, because they are pictures without text: pages 2.",
        "The file is a form: what was typed into its boxes was not read.",
    )


def test_the_language_is_the_files_own() -> None:
    assert opened(text(40, 40, "Words")).language == "en-GB"
    odd = written(document(text(40, 40, "Words"), catalogue=b"/Lang (no language at all)"))
    assert open_bytes(odd, "plan.pdf").language is None


def test_too_many_letters_on_a_page_are_refused_by_name() -> None:
    drawn = "".join(text(40 + at % 7, 40 + at % 700, f"{at:06d}" * 12, size=4) for at in range(700))
    with pytest.raises(Unreadable, match=r"more than 40,000 letters on page 1"):
        opened(drawn)


def test_headings_of_a_document_all_of_one_size_are_none() -> None:
    read = opened(text(40, 40, "One line of words.") + text(40, 80, "Another line of words."))
    assert not any(isinstance(block, Heading) for block in read.blocks)


def _outcomes(*lines: tuple[float, str]) -> list[str]:
    """The paragraphs of a narrow cell whose lines stand at these heights, in a column of two cells."""
    drawn = grid((40, 90, 190), (40, 60, 160)) + text(44, 45, "Ref") + text(94, 45, "Outcome") + text(44, 65, "A1")
    drawn += "".join(text(94, top, words, size=8) for top, words in lines)
    (block,) = opened(drawn).blocks
    assert isinstance(block, Table)
    return [run.text for run in block.cells[-1].runs]


def test_sentences_that_end_their_lines_are_paragraphs_unless_the_column_runs_them_on() -> None:
    apart = (65, "Families are told what"), (75, "comes of their letters."), (85, "Complaints fall.")
    assert _outcomes(*apart) == ["Families are told what comes of their letters.", "Complaints fall."]
    run_on = (*apart[:2], (85, "Complaints fall. Yes."))
    assert _outcomes(*run_on) == ["Families are told what comes of their letters. Complaints fall. Yes."]
