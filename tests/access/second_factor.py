"""The six digits of an authenticator app, worked out from RFC 6238 and RFC 4226 and not from the library's code."""

from __future__ import annotations

import base64
import hmac
import time


def code(secret: str, *, steps: int = 0) -> str:
    """The code an app with `secret` (base 32) shows now, or `steps` half-minutes from now."""
    counter = int(time.time()) // 30 + steps
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
