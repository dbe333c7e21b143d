"""The seal of an audit entry worked out a second time, from the words of `chain`'s docstring and not from its code."""

from __future__ import annotations

import hashlib
from datetime import UTC

from sendplan.access.chain import Sealed

_SHORT = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def _text(value: str) -> str:
    """A JSON string (RFC 8259, section 7) that escapes only what must be."""
    out = []
    for character in value:
        code = ord(character)
        out.append(_SHORT.get(code) or (f"\\u{code:04x}" if code < 32 else character))
    return '"' + "".join(out) + '"'


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def seal_again(entry: Sealed) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of `entry`."""
    at = entry.at.astimezone(UTC)
    when = f"{at.year:04}-{at.month:02}-{at.day:02}T{at.hour:02}:{at.minute:02}:{at.second:02}.{at.microsecond:06}Z"
    parts = [
        ("about_id", _text(entry.about_id)),
        ("about_kind", _text(entry.about_kind)),
        ("act", _text(entry.act)),
        ("area", _number(entry.area)),
        ("at", _text(when)),
        ("person", _number(entry.person)),
        ("person_name", _text(entry.person_name)),
        ("previous_hash", _text(entry.previous_hash)),
        ("request_id", _text(entry.request_id)),
        ("role", _text(entry.role)),
        ("sentence", _text(entry.sentence)),
        ("seq", _number(entry.seq)),
    ]
    canonical = "{" + ",".join(f'"{key}":{value}' for key, value in parts) + "}"
    return hashlib.sha256(canonical.encode()).hexdigest()
