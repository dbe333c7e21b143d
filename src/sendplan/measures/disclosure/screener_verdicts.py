"""What the check of open data can say."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """As DfE's screener words it: a FAIL may not be published."""

    PASS = "PASS"  # noqa: S105  a verdict, no password
    ADVISORY = "ADVISORY"
    WARNING = "WARNING"
    FAIL = "FAIL"
