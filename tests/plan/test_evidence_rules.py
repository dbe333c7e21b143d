"""What evidence may be, what its files are, and what closing an action needs. No database."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan.closing import Figure, LinkedTarget, TargetStep, missing, signed_reason
from sendplan.plan.criteria import Criterion, CriterionState
from sendplan.plan.evidence import (
    as_figure,
    by_another,
    figure_day,
    kind_of_evidence,
    link_address,
    refused_with_reason,
    strength_of,
    unit_of,
)
from sendplan.plan.evidence_files import LARGEST_FILE, MEDIA_TYPES, FileRefused, media_type, safe_name
from sendplan.plan.steps import Start

TODAY = dt.date(2023, 11, 30)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def office(main: str, *extra: str) -> bytes:
    """The least that a Word or an Excel file is: a zip with a list of its parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
        for name in extra:
            package.writestr(name, "x")
    return data.getvalue()


DOCX = office(f"{WORD}.main+xml", "word/document.xml")
XLSX = office(f"{EXCEL}.main+xml", "xl/workbook.xml")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PDF, "minutes.pdf", "application/pdf"),
        (PDF, "minutes.exe", "application/pdf"),
        (DOCX, "minutes.pdf", WORD),
        (XLSX, "figures", EXCEL),
        (PNG, "photo.jpg", "image/png"),
        (JPEG, "photo", "image/jpeg"),
        (b"Area,Count\nNorth,3\n", "figures.CSV", "text/csv"),
        (b"Area,Count\nNorth,3\n", "figures.txt", "text/plain"),
        ("The café is open.".encode(), "note", "text/plain"),
        ("The caf\xe9 is open.".encode("cp1252"), "note.txt", "text/plain"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, name: str, kind: str) -> None:
    assert media_type(data, name) == kind
    assert kind in MEDIA_TYPES


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", "no kind of file that is kept"),
        (b"GIF89a" + bytes(20), "no kind of file that is kept"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "no kind of file that is kept"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "a web page or a drawing"),
        (b'  <svg xmlns="http://www.w3.org/2000/svg"><circle/></svg>', "a web page or a drawing"),
        (b"<?xml version='1.0'?><a/>", "a web page or a drawing"),
        (b"Some words <script>alert(1)</script> and more", "a web page or a drawing"),
        (b"{\\rtf1 Hello}", "a Rich Text"),
        (office("application/epub+zip"), "neither a Word document nor an Excel workbook"),
        (b"PK\x03\x04 and nothing else", "neither a Word document nor an Excel workbook"),
        (office(f"{WORD}.main+xml", "word/vbaProject.bin"), "a program (macros)"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), "a program (macros)"),
        (b" %PDF-1.7 \x00\x01", "no kind of file that is kept"),
    ],
)
def test_anything_else_is_refused_with_the_reason_and_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        media_type(data, "report.docx")
    assert reason in refused.value.reason
    assert refused.value.reason.startswith("“report.docx” ")
    assert refused.value.reason.count(". ") >= 1


def test_ten_megabytes_are_kept_and_a_byte_more_is_not() -> None:
    assert media_type(PDF + bytes(LARGEST_FILE - len(PDF)), "a.pdf") == "application/pdf"
    with pytest.raises(FileRefused, match="may be 10 MB"):
        media_type(PDF + bytes(LARGEST_FILE - len(PDF) + 1), "a.pdf")


def test_a_packed_file_of_too_many_parts_is_refused() -> None:
    with pytest.raises(FileRefused, match="too many parts"):
        media_type(office(f"{WORD}.main+xml", *(f"p{number}" for number in range(5001))), "a.docx")


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("minutes.pdf", "application/pdf", "minutes.pdf"),
        ("minutes.exe", "application/pdf", "minutes.exe.pdf"),
        ("MINUTES.PDF", "application/pdf", "MINUTES.pdf"),
        ("photo.jpeg", "image/jpeg", "photo.jpg"),
        ("..\\..\\folder/board minutes.docx", WORD, "board minutes.docx"),
        ("/etc/passwd", "text/plain", "passwd.txt"),
        ('a"b;c\r\nX-Header: 1.pdf', "application/pdf", "a b cX-Header 1.pdf"),
        ("bo\u202eard.pdf", "application/pdf", "board.pdf"),
        ("...", "text/plain", "evidence.txt"),
        ("", "text/csv", "evidence.csv"),
        ("con.txt", "text/plain", "evidence con.txt"),
        ("x" * 400 + ".pdf", "application/pdf", "x" * 251 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_and_ends_in_what_it_is(name: str, kind: str, kept: str) -> None:
    assert safe_name(name, kind) == kept


@given(st.text(max_size=300), st.sampled_from(sorted(MEDIA_TYPES)))
def test_every_name_can_be_a_header_and_a_file(name: str, kind: str) -> None:
    kept = safe_name(name, kind)
    assert kept.isprintable()
    assert not set(kept) & set('\\/:*?"<>|;')
    assert kept.endswith(MEDIA_TYPES[kind][1])
    assert len(kept) <= 255
    assert not kept.startswith(".")
    assert safe_name(kept, kind) == kept


@given(st.binary(max_size=300), st.text(max_size=20))
def test_whatever_the_bytes_there_is_an_answer(data: bytes, name: str) -> None:
    try:
        answer = media_type(data, name)
    except FileRefused as refused:
        answer = refused.reason
    assert answer in MEDIA_TYPES or answer.endswith(".")


@pytest.mark.parametrize(
    "link", ["https://www.example.org/minutes?x=1#y", "http://example.org", " https://example.org "]
)
def test_an_address_that_can_be_opened(link: str) -> None:
    assert link_address(link) is None


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "Give the address"),
        ("javascript:alert(1)", "must begin with https"),
        ("data:text/html,x", "must begin with https"),
        ("ftp://example.org/x", "must begin with https"),
        ("www.example.org", "must begin with https"),
        ("https://", "must begin with https"),
        ("https://localhost/x", "must begin with https"),
        ("https://ben:secret@example.org/", "a name or a password"),
        ("https://example.org/a b", "a space or a line end"),
        ("https://example.org/\u202e", "a space or a line end"),
        ("https://[::1", "not an address"),
        ("https://example.org/" + "x" * 2000, "may have 2,000"),
    ],
)
def test_any_other_address_is_refused(link: str, reason: str) -> None:
    assert reason in (link_address(link) or "")


@pytest.mark.parametrize(
    ("typed", "figure"), [("45", "45"), (" 59.9% ", "59.9"), ("1,600", "1600"), ("-3", "-3"), ("0", "0")]
)
def test_a_figure_as_people_type_it(typed: str, figure: str) -> None:
    assert as_figure(typed) == Decimal(figure)


@pytest.mark.parametrize("typed", ["", "%", "about 3", "1_000", "٣", "1e9", "NaN", "Infinity", "3.3.3", "9" * 17])
def test_what_is_no_figure_is_refused_in_a_sentence(typed: str) -> None:
    found = as_figure(typed)
    assert isinstance(found, str)
    assert found.endswith(".")


def test_the_other_rules_of_evidence() -> None:
    assert kind_of_evidence("link") is None
    assert "a file, a link, a figure" in (kind_of_evidence("rumour") or "")
    assert strength_of("seen", "file") is None
    assert strength_of("families", "file") is None
    assert "families saying so themselves" in (strength_of("told", "families") or "")
    assert "somebody was told" in (strength_of("strong", "file") or "")
    assert unit_of("weeks") is None
    assert "61 characters" in (unit_of("x" * 61) or "")
    assert unit_of("we\x07eks")
    assert figure_day(TODAY, TODAY) is None
    assert "has not come yet" in (figure_day(TODAY + dt.timedelta(days=1), TODAY) or "")
    assert figure_day(None, TODAY)
    assert figure_day(dt.date(1989, 12, 31), TODAY)
    assert by_another(1, 2) is None
    assert "You gave this evidence" in (by_another(2, 2) or "")
    assert refused_with_reason(True, "") is None
    assert "too short" in (refused_with_reason(False, "") or "")
    assert "too short" in (refused_with_reason(True, "fine") or "")
    assert refused_with_reason(False, "It is of another year.") is None


def target(
    *figures: tuple[str, dt.date],
    steps: tuple[TargetStep, ...] = (),
    better: str = "lower",
    unit: str = "count",
    start: str | None = "16",
) -> LinkedTarget:
    of = Start(start or "TBC", Decimal(start) if start else None, "count", "")
    return LinkedTarget("Vacancies", better, of, steps, [Figure(Decimal(value), unit, on) for value, on in figures])


def step(value: str | None, on: dt.date | None, kind: str = "level", unit: str = "count") -> TargetStep:
    return TargetStep(on, kind, Decimal(value) if value else None, unit, value or "")


JULY, JANUARY = dt.date(2023, 7, 31), dt.date(2024, 1, 31)
STEPS = (step("12", JULY), step("8", JANUARY))
NOV = dt.date(2023, 11, 1)


@pytest.mark.parametrize(
    ("linked", "reason"),
    [
        (target(("12", NOV), steps=STEPS), None),
        (target(("11", NOV), steps=STEPS), None),
        (
            target(("13", NOV), steps=STEPS),
            "stood at 13 on 1 November 2023 and is to reach 12 or less, by 31 July 2023.",
        ),
        (target(steps=STEPS), "has no figure that another person confirmed; it is to reach 12 or less"),
        # Of two figures the one of the newer day counts, whichever was given first.
        (target(("9", JULY), ("13", NOV), steps=STEPS), "stood at 13"),
        (target(("13", NOV), ("9", JULY), steps=STEPS), "stood at 13"),
        (target(("13", NOV), ("12", NOV), steps=STEPS), None),
        (target(("13", NOV), steps=STEPS, better="higher"), None),
        (target(("11", NOV), steps=STEPS, better="higher"), "is to reach 12 or more"),
        # Before the first step is due, that one is to be reached; steps with no figure are passed over.
        (target(("8", NOV), steps=(step("8", JANUARY), step("4", dt.date(2025, 1, 31)))), None),
        (target(("9", NOV), steps=(step("8", JANUARY),)), "is to reach 8 or less"),
        (target(("12", NOV), steps=(step("12", JULY), step(None, NOV, "blank"))), None),
        (target(("12", NOV), steps=(step("12", None),)), None),
        (target(("12", NOV), steps=(step(None, JULY, "not_yet_set"),)), "sets no figure to reach"),
        (target(("12", NOV)), "sets no figure to reach"),
        (target(("12", NOV), steps=STEPS, unit="percent"), "in another unit than its step"),
        (target(("14", NOV), steps=(step("-10", JULY, "relative_change", "percent"),)), None),
        (target(("15", NOV), steps=(step("-10", JULY, "relative_change", "percent"),)), "stood at 15"),
        (target(("14", NOV), steps=(step("-10", JULY, "relative_change", "percent"),), better="unknown"), None),
        (target(("14", NOV), steps=(step("-10", JULY, "relative_change", "percent"),), start=None), "cannot be judged"),
        (target(("0", NOV), steps=(step("0", JULY, "remainder"),), better="unknown"), None),
        (target(("12", NOV), steps=STEPS, better="unknown"), "does not say whether higher or lower is better"),
    ],
)
def test_a_linked_target_needs_a_confirmed_figure_that_reaches_its_step(
    linked: LinkedTarget, reason: str | None
) -> None:
    said = missing([("It is done.", Criterion("met", ""))], [linked], TODAY)
    if reason is None:
        assert said == ()
    else:
        assert len(said) == 1
        assert said[0].startswith("The target “Vacancies” ")
        assert reason in said[0]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("nothing", "nobody has given evidence that has stood"),
        ("said_met", "what says so waits for somebody else to confirm it"),
        ("not_met", "evidence that another person confirmed shows that it is not met"),
        ("said_not_met", "what has been said is that it is not met"),
    ],
)
def test_every_criterion_must_be_shown_met(state: CriterionState, why: str) -> None:
    shown = ("It is done. ", Criterion("met", ""))
    assert missing([shown], [], TODAY) == ()
    said = missing([shown, ("Families notice.", Criterion(state, ""))], [], TODAY)
    assert said == (f"The criterion “Families notice.” is not shown met: {why}.",)


def test_without_a_criterion_nothing_can_be_shown() -> None:
    assert missing([], [], TODAY) == ("The plan gives no criterion to judge it by.",)


def test_a_signed_reason_has_30_characters() -> None:
    lacking = ["The plan gives no criterion to judge it by."]
    assert signed_reason("", []) is None
    assert signed_reason("x" * 10, []) is None
    assert "too short" in (signed_reason("x" * 9, []) or "")
    assert signed_reason("x" * 30, lacking) is None
    assert signed_reason(f"  {'x' * 30} ", lacking) is None
    assert "at least 30 characters; this one has 29" in (signed_reason(f" {'x' * 29} ", lacking) or "")
    assert "1 thing that closing needs is missing" in (signed_reason("", lacking) or "")
    assert "2 things that closing needs are missing" in (signed_reason("", lacking * 2) or "")
    assert "too long" in (signed_reason("x" * 4001, lacking) or "")
