"""Text files: the encoding and the separator are told or refused, and every row knows its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.records.faults import Refused
from sendplan.records.sources.text import open_separated


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "a.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("codec", "encoding", "sure"),
    [
        ("utf-8", "UTF-8", True),
        ("utf-8-sig", "UTF-8", True),
        ("utf-16", "UTF-16", True),
        ("cp1252", "Windows-1252", False),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(tmp_path: Path, codec: str, encoding: str, sure: bool, separator: str) -> None:
    lines = "Name| Born on ", "", "Zoë|2015-01-06", '"O|x', 'y"|1', "Noël|", ""
    text = "\r\n".join(lines).replace("|", separator)
    read = open_separated(saved(tmp_path, text.encode(codec)))
    assert (read.encoding, read.sure, read.separator, read.heads) == (encoding, sure, separator, ("Name", "Born on"))
    assert list(read.rows()) == [(3, ["Zoë", "2015-01-06"]), (4, [f"O{separator}x\r\ny", "1"]), (6, ["Noël", ""])]
    assert read.doubt_line == (None if sure else 3)


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        ("a,b\nZoë,1\n".encode() + "Noël,2\n".encode("cp1252"), 3, "column 3"),
        (b"a,b\nx,\x81\n", 2, "column 3"),
        (b"a,b\nx,\x00\n", 2, "NUL byte at column 3"),
        (b"a,b\nx,\x07\n", 2, "control character"),
        ("a,b\n1,2\n".encode("utf-16-le"), 1, "UTF-16"),
        (b"\xff\xfea\x00,\x00b\x00\n\x00\x00\xd8", 2, "UTF-16"),
        ("a,b\n".encode("utf-32"), 1, "UTF-32"),
        (b'a,b\n1,2\n"x,1\n2,3\n', 3, "quotation marks"),
        (b'a,b\n"x"y,1\n', 2, "quotation marks"),
        (b"a\n1\n", 1, "only one column"),
        (b"a,b;c\n1,2;3\n", 1, "commas or by semicolons"),
        (b"a,b\n" + b"x" * 1_000_001, 2, "a line of more than"),
        (b",".join([b"a"] * 501) + b"\n", 1, "501 columns"),
        (b"PK\x03\x04", None, "zip"),
        (b"%PDF-1.7", None, "PDF"),
        (b"", None, "empty"),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_place(
    tmp_path: Path, data: bytes, line: int | None, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        list(open_separated(saved(tmp_path, data)).rows())
    assert refused.value.line == line
    assert says in str(refused.value)
    assert str(refused.value).startswith("a.csv")


def test_excels_own_first_line_names_the_separator(tmp_path: Path) -> None:
    read = open_separated(saved(tmp_path, b"sep=;\na;b,c\n1;2,3\n"))
    assert (read.heads, list(read.rows())) == (("a", "b,c"), [(3, ["1", "2,3"])])


def test_ragged_rows_are_given_as_they_are(tmp_path: Path) -> None:
    assert list(open_separated(saved(tmp_path, b"a,b\n1\n1,2,3\n1,2\n")).rows()) == [
        (2, ["1"]), (3, ["1", "2", "3"]), (4, ["1", "2"]),
    ]  # fmt: skip


def test_what_is_larger_than_any_area_sends_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, b"a,b\n")
    os.truncate(path, 4_000_000_001)
    with pytest.raises(Refused, match="larger than"):
        open_separated(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path, tmp_path / "pipe.csv", tmp_path / "none.csv"):
        with pytest.raises(Refused):
            open_separated(path)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = saved(tmp_path_factory.mktemp("any"), data)
    try:
        lines = [line for line, _ in open_separated(path).rows()]
    except Refused as refused:
        lines = []
        said = str(refused)
    else:
        said = "a.csv"
    assert lines == sorted(lines)
    assert said.startswith("a.csv")
