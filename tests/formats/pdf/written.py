"""PDF files written by hand, byte for byte, so that a test says exactly what stands where on a page."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOLD = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
UNMAPPED = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Lost /Encoding /Identity-H /DescendantFonts "
    b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Lost /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
)
HEIGHT = 842
WIDTH = 595


def text(x: float, top: float, words: str, *, size: float = 10, bold: bool = False) -> str:
    """Words whose letters' upper edge is about ``top`` points below the page's upper edge."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "B" if bold else "F"
    return f"BT /{font} {size} Tf {x} {HEIGHT - top - size * 0.8:.2f} Td ({escaped}) Tj ET\n"


def line(x0: float, top0: float, x1: float, top1: float) -> str:
    return f"0.7 w {x0} {HEIGHT - top0} m {x1} {HEIGHT - top1} l S\n"


def patch(x0: float, top: float, x1: float, bottom: float, colour: str) -> str:
    """A painted rectangle; ``colour`` is three shares of one, e.g. ``1 0 0``."""
    return f"q {colour} rg {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f Q\n"


def grid(xs: Sequence[float], tops: Sequence[float]) -> str:
    """Rules between columns and rows, all of full length."""
    across = "".join(line(xs[0], top, xs[-1], top) for top in tops)
    return across + "".join(line(x, tops[0], x, tops[-1]) for x in xs)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def packed(data: bytes) -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode")


def written(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A whole file of numbered objects; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def document(
    *pages: str | bytes,
    catalogue: bytes = b"/Lang (en-GB)",
    page: bytes = b"",
    more: dict[int, bytes] | None = None,
    font: bytes = FONT,
    resources: bytes = b"",
) -> dict[int, bytes]:
    """The objects of a file of pages, each its drawing orders; fonts F and B. Numbers from 1000 on are free."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * at) for at in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        3: font,
        4: BOLD,
    }
    for at, orders in enumerate(pages):
        data = orders if isinstance(orders, bytes) else orders.encode("cp1252")
        objects[10 + 2 * at] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R /B 4 0 R >> %s >> %s >>" % (WIDTH, HEIGHT, 11 + 2 * at, resources, page)
        )
        objects[11 + 2 * at] = packed(data)
    return objects | (more or {})


def pdf(*pages: str | bytes) -> bytes:
    return written(document(*pages))


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = bytes(16)


def locked(*pages: str, user: bytes = b"") -> bytes:
    """A file locked with the 40-bit standard lock (ISO 32000-1, 7.6.3): with ``user`` empty only its owner has a
    password, and anybody may read it. RC4 and MD5 are what the format has."""
    owner = (b"owner" + _PAD)[:32]
    padded = (user + _PAD)[:32]
    o = _rc4(hashlib.md5(owner).digest()[:5], padded)  # noqa: S324 - the format's own
    key = hashlib.md5(padded + o + (0xFFFFFFFC).to_bytes(4, "little") + _ID).digest()[:5]  # noqa: S324 - the same
    u = _rc4(key, _PAD)
    objects = document(*pages, catalogue=b"")
    for at in range(len(pages)):
        number = 11 + 2 * at
        salted = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324 - the same
        raw = zlib.compress(pages[at].encode("cp1252"))
        objects[number] = stream(_rc4(salted, raw), b"/Filter /FlateDecode")
    objects[900] = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        o.hex().encode(),
        u.hex().encode(),
    )
    return written(objects, b"/Encrypt 900 0 R /ID [<%s> <%s>]" % (_ID.hex().encode(), _ID.hex().encode()))


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
