"""What a PDF's streams unpack to, counted before anything reads them.

The library that reads pages unpacks a stream whole. So each stream but pictures is unpacked here first in small pieces,
under the caps that hold for the parts of a Word file, and a file that goes past them is refused. Streams of streams
are followed; the fonts' and pages' own are all that a plan needs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from sendplan.formats.limits import MAX_MEMBER_BYTES, MAX_UNPACKED_BYTES
from sendplan.formats.unreadable import Unreadable

__all__ = ["refuse_bombs"]

_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 2_000
_CHUNK = 1 << 16
_LAYERS = 4
_SLOW = 4_000_000
_PICTURE = re.compile(rb"/Subtype\s*/Image|/DCTDecode|/JPXDecode|/JBIG2Decode|/CCITTFaxDecode")


def refuse_bombs(data: bytes, name: str) -> None:
    """Raises ``Unreadable`` where a stream, or all together, would unpack to more than any plan's."""
    total = 0
    for head, start in _streams(data):
        if _PICTURE.search(head):
            continue
        length = data.find(b"endstream", start)
        raw = data[start : length if length >= 0 else len(data)]
        if re.search(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b", head) and len(raw) > _SLOW:
            raise _bomb(name)
        total += _unpacked(raw, name)
        if total > MAX_UNPACKED_BYTES:
            raise _bomb(name)


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Each stream's dictionary, as bytes before it, and where its own bytes start."""
    for found in _STREAM.finditer(data):
        before = data[max(0, found.start() - _HEAD) : found.start()]
        if before.endswith(b"end"):
            continue
        yield before[before.rfind(b" obj") + 1 :], found.end()


def _unpacked(raw: bytes, name: str) -> int:
    """How many bytes a stream unpacks to, layer under layer; 0 where it is not deflated."""
    total = 0
    for _ in range(_LAYERS):
        raw = raw.lstrip(b"\r\n")
        if len(raw) < 8 or raw[0] & 0x0F != 8 or (raw[0] << 8 | raw[1]) % 31:
            break
        packer = zlib.decompressobj()
        layer: list[bytes] = []
        size = 0
        try:
            while raw and not packer.eof:
                piece = packer.decompress(raw, _CHUNK)
                size += len(piece)
                if size > MAX_MEMBER_BYTES:
                    raise _bomb(name)
                if len(layer) < 64:
                    layer.append(piece)
                if not piece and packer.unconsumed_tail == raw:
                    break
                raw = packer.unconsumed_tail
        except zlib.error:
            pass
        total += size
        first = b"".join(layer)
        # Only a stream that was packed twice begins as a packed one does; its rest is read again from the start.
        if len(first) < size and first[:1] == b"x":
            raise _bomb(name)
        raw = first
    return total


def _bomb(name: str) -> Unreadable:
    return Unreadable(
        name,
        "unpacks to far more than any plan",
        "open it, print it to a new PDF without pictures or attachments, and try that",
    )
