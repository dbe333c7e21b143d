"""What a file is, told from its content, and every refusal one sentence."""

from __future__ import annotations

import codecs
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.formats import Unreadable, open_bytes, open_document
from sendplan.formats.document import ListItem, Paragraph

CSV = "Ref,Action,By when\nA1,“Do it”, June 2023\nA2,Do that,July 2023\n"
PROSE = "A plan, for all\n\nWe will, and soon, do it.\nParents, carers, and children said so, too.\n"


def packed(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return target.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(500)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (bytes(1000), "is empty"),
        (bytes(range(256)) * 20, "is not"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a damaged PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "is a picture (PNG)"),
        (b"\xff\xd8\xff\xe0 JFIF", "is a picture (JPEG)"),
        (b"\x1f\x8b\x08\x00 packed", "is a packed file (gzip)"),
        (b"{\\rtf1\\ansi Plan}", "is a Rich Text"),
        (ole("EncryptedPackage"), "is locked with a password"),
        (ole("WordDocument"), "is in Word's old .doc format"),
        (ole("Workbook"), "is in Excel's old .xls format"),
        (packed(a=b"hello"), "is a zip file, not a plan"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "is an OpenDocument file"),
        (packed(ppt__presentation_xml=b"<p/>"), "is a PowerPoint file"),
        (packed(word__document_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "holds a document type definition"),
        (packed(word__document_xml='<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")), "holds a document type"),
        (b"...,,,\n---", "holds no words"),
        (b"word " * 30_000, "has at line 1 a paragraph of more than 100,000 characters"),
    ],
)
def test_a_refusal_is_one_sentence_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        open_bytes(data, "plan.docx")
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.startswith("plan.docx ")
    assert "\n" not in sentence
    assert refused.value.remedy
    assert sentence.endswith(f": {refused.value.remedy}.")


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is a folder"):
        open_document(tmp_path)
    with pytest.raises(Unreadable, match="cannot be found"):
        open_document(tmp_path / "none.docx")


@pytest.mark.parametrize("ending", ["plan.txt", "plan.docx", "plan.html", "plan"])
def test_the_names_ending_is_never_believed(ending: str) -> None:
    assert open_bytes(CSV.encode(), ending).media_type == "text/csv"
    assert open_bytes(PROSE.encode(), ending).media_type == "text/plain"
    assert open_bytes(b"<p>A plan</p>", ending).media_type == "text/html"


@pytest.mark.parametrize(
    ("codec", "told"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")]
)
@pytest.mark.parametrize(
    ("mark", "name"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
def test_csv_says_how_it_was_read(codec: str, told: str, mark: str, name: str) -> None:
    text = CSV.replace(",", mark)
    document = open_bytes(text.encode(codec), "actions.csv")
    assert document.media_type == "text/csv"
    assert any(told in remark and name in remark for remark in document.remarks)
    assert [run.text for run in document.runs()][4] == "“Do it”"


def test_text_with_a_few_bad_bytes_stays_utf_8() -> None:
    document = open_bytes("Calls go – ‘often’ – un".encode() + b"\xff\x80answered\n", "plan.txt")
    assert next(document.runs()).text == "Calls go – ‘often’ – un\ufffd\ufffdanswered"
    assert document.remarks == ("2 bytes are not UTF-8 text and are shown as \ufffd.",)


def test_flattened_lines_keep_their_gaps_and_empty_paragraphs() -> None:
    document = open_bytes("A plan\n\n  • One\n\u00a0\nTwo\n".encode(), "plan.txt")
    assert document.flattened
    assert [(type(block), block.run.place.line) for block in document.blocks] == [  # type: ignore[union-attr]  # no tables here
        (Paragraph, 1),
        (ListItem, 3),
        (Paragraph, 4),
        (Paragraph, 5),
    ]
    assert [block.gap_before for block in document.blocks if isinstance(block, Paragraph)] == [True, False, False]


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(str.encode),
        st.text(max_size=80).map(lambda t: codecs.BOM_UTF16_LE + t.encode("utf-16-le")),
    )
)
def test_any_bytes_are_a_document_or_one_sentence(data: bytes) -> None:
    document = None
    sentence = ""
    try:
        document = open_bytes(data, "plan")
    except Unreadable as refused:
        sentence = str(refused)
    if document is None:
        assert sentence.endswith(".")
        assert "\n" not in sentence
    else:
        assert [run.number for run in document.runs()] == list(range(len(list(document.runs()))))


@pytest.mark.parametrize("line", ["A plan\t", "•\tA need of ours\t", "•\tA need"])
def test_tabs_after_bullets_and_at_line_ends_make_no_table(line: str) -> None:
    assert open_bytes("\n".join([line] * 8).encode(), "plan").media_type == "text/plain"
