"""Files that mean harm, given as a browser gives them: one sentence each, and nothing stored half."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
FORM = "/staff/devon/records/load/"
SECRET = "root:x:0:0"
SOUND = (Path(__file__).parent.parent / "records" / "samples" / "sen2-2025.xml").read_bytes()


@pytest.fixture
def officer(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    from django.test import Client

    from tests import factories

    settings.RECORDS = tmp_path / "records"
    settings.RECORDS.mkdir(mode=0o700)
    monkeypatch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())
    cast = factories.make_cast()
    client = Client(raise_request_exception=False)
    factories.sign_in(client, cast["priya"])
    return client


def entities(declared: str, used: str = "&a;") -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE Message [{declared}]><Message><Header>{used}</Header></Message>'.encode()


def laughs() -> bytes:
    names = "abcdefghij"
    lines = [f'<!ENTITY {names[0]} "{"ha" * 50}">']
    lines += [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return entities("".join(lines), f"&{names[-1]};")


def packed(**more: bytes) -> bytes:
    """A workbook of COLLECT's people with one row, and parts in it put in place of its own."""
    made, out = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "person"
    book.active.append(["PersonTableId", "Surname", "Forename", "PersonBirthDate", "Sex", "Ethnicity", "PostCode"])
    book.active.append(["1", "Quill", "Anna", "2014-07-21", "F", "WBRI", "EX99 3AA"])
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in ({each: source.read(each) for each in source.namelist()} | more).items():
            target.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def bomb() -> bytes:
    """A workbook of a few hundred kilobytes that would unpack to 300 MB."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return packed(**{SHEET: head + b" " * (300 * 1024**2) + b"</sheetData></worksheet>"})


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "XML bomb": ("return.xml", laughs),
    "external entity": ("return.xml", lambda: entities('<!ENTITY a SYSTEM "file:///etc/passwd">')),
    "parameter entity": ("return.xml", lambda: entities('<!ENTITY % a SYSTEM "http://127.0.0.1:1/x"> %a;', "x")),
    "zip bomb": ("return.xlsx", bomb),
    "path in a zip": ("return.xlsx", lambda: packed(**{"../../../up.xml": b"<x/>"})),
    "a document and no workbook": ("return.xlsx", lambda: packed(**{"xl/workbook.xml": b"<document/>"})),
    "laughs in a workbook": ("return.xlsx", lambda: packed(**{SHEET: laughs()})),
    "a PDF called XML": ("return.xml", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    "a picture called CSV": ("return.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
    "a programme": ("return.exe", lambda: b"MZ\x90\x00" + bytes(512)),
    "NULs in XML": ("return.xml", lambda: SOUND.replace(b"<Surname>", b"<Surname>\x00", 1)),
    "NULs": ("return.csv", lambda: bytes(4096)),
    "one huge line": ("return.csv", lambda: b"persontableid,surname\n1," + b"x" * (12 * 1024**2)),
    "one huge heading": ("return.csv", lambda: b"x" * (12 * 1024**2)),
    "cut short": ("return.xml", lambda: SOUND[: len(SOUND) // 2]),
    "XML after its end": ("return.xml", lambda: SOUND + SOUND),
    "deep": ("return.xml", lambda: b"<Message>" + b"<a>" * 100_000),
    "in no encoding": ("return.xml", lambda: b'<?xml version="1.0" encoding="utf-8"?><Message>\xff\xfe\xfd</Message>'),
    "nothing in it": ("return.xml", lambda: b"<Message/>"),
}


def send(client: Client, *files: tuple[str, bytes], **more: str) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(FORM, {"chosen": sent, "how": "partial", **more})


def kept(folder: Path) -> list[str]:
    """What is left in the store but its own locks."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != "lock")


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_in_a_sentence_and_nothing_is_kept(officer: Client, settings: Any, what: str) -> None:
    from sendplan.returns.models import Load

    name, made = HOSTILE[what]
    answer = send(officer, (name, made()))
    assert answer.status_code == 302, answer.content.decode()
    load = Load.objects.get()
    assert (load.state, load.store_load) == ("refused", "")
    page = officer.get(answer.headers["Location"]).content.decode()
    assert SECRET not in page
    assert "Traceback" not in page
    assert load.words.startswith("return.")
    assert load.words.count(".") <= 4
    assert kept(settings.RECORDS) == []


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../../../up/return.xml", "return.xml"),
        ("..\\..\\up\\return.xml", "return.xml"),
        ("/up/return.xml", "return.xml"),
        ("return\u202elmx.xml", "returnlmx.xml"),
        ("r" * 400 + ".xml", None),
        ("-rf *.xml", "-rf *.xml"),
        ("'; DROP TABLE returns_load; --.xml", "'; DROP TABLE returns_load; --.xml"),
        ("<script>alert(1)</script>.xml", "script>.xml"),
    ],
)
def test_a_name_is_a_name_and_no_path(officer: Client, settings: Any, tmp_path: Path, name: str, kept_as: str) -> None:
    from sendplan.returns.models import Load

    answer = send(officer, (name, b"<Message/>"))
    assert answer.status_code == 302, answer.content.decode()
    load = Load.objects.get()
    assert kept_as is None or [each["name"] for each in load.files] == [kept_as]
    assert len(load.files[0]["name"]) <= 120
    assert kept(settings.RECORDS) == []
    assert not (tmp_path / "up").exists()
    assert "<script>" not in officer.get(answer.headers["Location"]).content.decode().partition("<main")[2]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose the files of the return, or of one feed."),
        ([("a.xml", b"")], "a.xml is empty: export it again, or leave it out."),
        ([("a.csv", b"x"), ("A.CSV", b"y")], "Two files are called"),
        ([(f"{number}.csv", b"x") for number in range(21)], "choose at most 20"),
        ([(".htaccess", b"x")], "give it a name that starts with a letter or a figure"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_box(
    officer: Client, settings: Any, files: list[tuple[str, bytes]], sentence: str
) -> None:
    from sendplan.returns.models import Load

    answer = send(officer, *files)
    page = answer.content.decode()
    assert (answer.status_code, Load.objects.count(), kept(settings.RECORDS)) == (422, 0, [])
    assert page.count(sentence) == 2, "above the form, and beside the box"
    assert "<title>Error: " in page


@pytest.mark.parametrize("field", ["year", "table"])
def test_what_is_written_beside_them_is_read_as_words(officer: Client, field: str) -> None:
    answer = send(officer, ("a.xml", SOUND), **{field: "2025'; --\x00<script>alert(1)</script>"})
    assert answer.status_code == 422
    assert "<script>alert(1)" not in answer.content.decode()


def test_a_gigabyte_is_refused_by_what_it_says_of_itself(officer: Client, settings: Any) -> None:
    """Before a byte of it is kept: what is sent is read and thrown away."""
    from sendplan.returns.models import Load

    said: dict[str, Any] = {"CONTENT_LENGTH": str(1024**3), "wsgi.input": io.BytesIO(b"--x\r\n")}
    answer = officer.generic("POST", FORM, content_type="multipart/form-data; boundary=x", **said)
    page = answer.content.decode()
    assert (answer.status_code, Load.objects.count(), kept(settings.RECORDS)) == (413, 0, [])
    assert "Load records" in page
    assert "Traceback" not in page


def test_what_came_before_stops_nobody(officer: Client) -> None:
    from sendplan.returns.models import Load

    for what in ("XML bomb", "cut short"):
        name, made = HOSTILE[what]
        send(officer, (name, made()))
    send(officer, ("sen2.xml", SOUND))
    assert list(Load.objects.order_by("pk").values_list("state", flat=True)) == ["refused", "refused", "loaded"]
