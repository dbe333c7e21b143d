"""PDF files that do harm or are not what they say, and the small honest plan as one."""

from __future__ import annotations

import zlib

from tests.formats.hostile import made_files as made
from tests.formats.pdf.written import UNMAPPED, document, grid, line, packed, pdf, stream, text, written

_XS = (30, 60, 200, 330, 420, 560)
_MEGABYTE = 1024 * 1024


def _plan() -> str:
    drawn = text(30, 40, "Section A: Reviews", size=18)
    tops = (80, 110, 170)
    drawn += grid(_XS, tops)
    for top, row in zip(tops, (made.HEADER, made.ROW), strict=False):
        drawn += "".join(text(x + 3, top + 4, words, size=5) for x, words in zip(_XS, row, strict=False))
    return drawn


PLAN = _plan()


def of_pictures() -> bytes:
    picture = stream(
        bytes(4), b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    resources = b"/XObject << /I 1000 0 R >>"
    return written(document("q 500 0 0 700 40 40 cm /I Do Q", more={1000: picture}, resources=resources))


def without_letters() -> bytes:
    return written(document("BT /F 12 Tf 40 700 Td <000100020003000400050006000700080009> Tj ET", font=UNMAPPED))


def pages_in_themselves() -> bytes:
    objects = document(PLAN)
    objects[2] = b"<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] >>"
    return written(objects)


def many_pages() -> bytes:
    objects = document(PLAN)
    objects[2] = b"<< /Type /Pages /Count 5000 /Kids [%s] >>" % b" ".join(
        b"%d 0 R" % number for number in range(2000, 7000)
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] /Resources << >> >>"
    objects |= dict.fromkeys(range(2000, 7000), page)
    return written(objects)


def _zeros(size: int) -> bytes:
    packer = zlib.compressobj(9)
    piece = b" " * _MEGABYTE
    return b"".join(packer.compress(piece) for _ in range(size)) + packer.flush()


def bomb() -> bytes:
    objects = document(PLAN)
    objects[11] = stream(_zeros(300), b"/Filter /FlateDecode")
    return written(objects)


def bomb_in_bomb() -> bytes:
    objects = document(PLAN)
    objects[11] = stream(zlib.compress(_zeros(300), 9), b"/Filter [/FlateDecode /FlateDecode]")
    return written(objects)


def _form(orders: bytes, resources: bytes) -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << %s >>" % resources
    return stream(orders, entries)


def form_in_itself() -> bytes:
    again = b"/XObject << /X 1000 0 R >>"
    return written(document("/X Do", more={1000: _form(b"/X Do", again)}, resources=again))


def forms_of_forms() -> bytes:
    forms = {1000 + at: _form(b"/X Do " * 10, b"/XObject << /X %d 0 R >>" % (1001 + at)) for at in range(9)} | {
        1009: _form(b"0 0 m 9 9 l S", b"")
    }
    return written(document(PLAN + "/X Do", more=forms, resources=b"/XObject << /X 1000 0 R >>"))


def with_scripts() -> bytes:
    more = {
        1000: b"<< /S /JavaScript /JS (app.alert('the words of another file')) >>",
        1001: b"<< /Names [(a.txt) 1002 0 R] >>",
        1002: b"<< /Type /Filespec /F (a.txt) /EF << /F 1003 0 R >> >>",
        1003: packed(b"the words of another file"),
    }
    names = b"/OpenAction 1000 0 R /Names << /EmbeddedFiles 1001 0 R >>"
    return written(document(PLAN, catalogue=names, more=more))


def nested_arrays() -> bytes:
    return written(document(PLAN, catalogue=b"/Deep %s%s" % (b"[" * 50_000, b"]" * 50_000)))


def endless_map() -> bytes:
    letters = packed(
        b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange <00000000> <3B9ACA00> <0041> endbfrange endcmap"
    )
    font = UNMAPPED[:-2] + b"/ToUnicode 1000 0 R >>"
    orders = PLAN.replace("/F ", "/B ") + "BT /F 9 Tf 40 400 Td <00010002> Tj ET"
    return written(document(orders, font=font, more={1000: letters}))


def many_rules() -> bytes:
    return pdf(PLAN + "".join(line(at % 500, at % 700, at % 500 + 30, at % 700) for at in range(100_000)))
