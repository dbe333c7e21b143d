"""Files made to harm, or to mislead, are refused with one sentence; and memory stays flat."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sendplan.records.faults import Refused
from sendplan.records.sources import sen2_xml
from sendplan.records.sources.recognise import recognise
from sendplan.records.sources.sen2_xml import MAX_PERSON_BYTES
from sendplan.records.sources.sheets import MAX_BOOK_BYTES
from sendplan.records.sources.text import MAX_BYTES
from sendplan.records.staging import Staging
from tests.records.sources import returns
from tests.records.sources.returns import child

BOMB = '<!DOCTYPE Message [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
TEXT = returns.xml([child()])


def refused(path: Path, folder: Path) -> str:
    with Staging(folder) as staging, pytest.raises(Refused) as found:
        recognise([path]).read(staging)
    words = str(found.value)
    assert words.endswith(".")
    assert "\n" not in words
    assert str(folder) not in words
    return words


@pytest.mark.parametrize("dtd", [BOMB, OUTSIDE, "<!DOCTYPE Message>", f"<!-- {'x' * 70_000} -->{BOMB}"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_definition_is_refused(dtd: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(dtd + TEXT.replace("Ada", "&b;"), encoding=encoding)
    assert "holds a document type definition" in refused(path, tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT[:-40], "is not well-formed XML"),
        (TEXT.replace("Ada", "Jones & Smith"), "line 6: is not well-formed XML"),
        (TEXT.replace("Ada", "&secret;"), "is not well-formed XML"),
        (TEXT.replace("Ada", "A\x00a"), "is not well-formed XML"),
        (TEXT.replace("Message", "html"), "its first element is not Message (“html”)"),
        ("<a" * 5_000, "is not well-formed XML"),
        ("<Message>" + "<a>" * 5_000, "is not well-formed XML"),
        ("<Message/>", "its header has no Year"),
        ('<?xml version="1.0" encoding="utf-8"?>', "is not well-formed XML"),
    ],
)
def test_broken_xml_is_refused_with_its_line_and_nothing_it_holds(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.xml"
    path.write_text(text, encoding="utf-8")
    said = refused(path, tmp_path)
    assert words in said
    assert "Smith" not in said
    assert "secret" not in said


def test_a_person_without_end_is_refused_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "endless.xml"
    with path.open("w", encoding="utf-8") as out:
        out.write(TEXT.replace("</Persons>\n</Message>\n", "<Person>"))
        for _ in range(MAX_PERSON_BYTES // 900_000 + 2):
            out.write(f"<Surname>{'x' * 1_000_000}</Surname>\n")
    assert "goes on for more than 32 MB without the end of a Person" in refused(path, tmp_path)


@pytest.mark.parametrize(
    ("begins", "size", "words"),
    [
        (b"<Message>", MAX_BYTES, "is larger than any authority's records"),
        (b"upn,born_on\n", MAX_BYTES, "is larger than any authority's records"),
        (b"PK\x03\x04", MAX_BOOK_BYTES, "is larger than any authority's records"),
        (b"<Message>", 1_000_000_000, "is not well-formed XML from this line on"),
        (TEXT.partition("</Persons>")[0].encode(), 1_000_000_000, "is not well-formed XML from this line on"),
        (b"upn,born_on\n", 1_000_000_000, "line 2: is not text: it has a NUL byte"),
        (b"\xff\xfea\x00", 1_000_000_000, "line 1: is not text: it has a NUL byte"),
        (b"PK\x03\x04", MAX_BOOK_BYTES - 1, "is not an Excel workbook, or is damaged"),
    ],
)
def test_a_file_of_a_gigabyte_or_more_is_refused_and_not_held(
    begins: bytes, size: int, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "large"
    with path.open("wb") as out:
        out.write(begins)
        out.truncate(size)  # a file with a hole: it takes no room on the disc
    tracemalloc.start()
    said = refused(path, tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words in said
    assert most < 20_000_000


def test_what_is_no_file_of_records_is_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("return.xml", TEXT)
    for name, data in (
        ("zip.xml", inner.getvalue()),
        ("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("paper.xml", b"%PDF-1.7\n"),
        ("empty.xml", b""),
        ("nuls.csv", b"a,b\n\x00\x00,1\n"),
        ("noise.xlsx", bytes(range(256)) * 40),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert refused(path, tmp_path).startswith(name)
    assert refused(tmp_path, tmp_path).endswith("is a folder: choose the files inside it.")
    assert "cannot be opened" in refused(tmp_path / ".." / "absent\nfile.xml", tmp_path)


def test_memory_is_as_much_for_2000_people_as_for_20000(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A batch that 2,000 people fill, so that neither run holds less than a whole one.
    monkeypatch.setattr(sen2_xml, "BATCH", 1_000)

    def peak(people: int) -> int:
        start, _, end = TEXT.partition("<Person>")
        one, _, end = end.partition("</Person>")
        path = tmp_path / f"{people}.xml"
        path.write_text(start + f"<Person>{one}</Person>" * people + end, encoding="utf-8")
        with Staging(tmp_path) as staging:
            tracemalloc.start()
            recognise([path]).read(staging)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert staging.rows_in()["senneed"] == 2 * people
        return most

    assert peak(20_000) < 1.2 * peak(2_000)
