"""How large a document may be, before and after it is unpacked.

Published SEND plans are a few hundred kilobytes; these limits leave room for one with pictures in it and none for
a file made to fill a machine's memory.
"""

from __future__ import annotations

__all__ = [
    "MAX_CELLS",
    "MAX_COLUMNS",
    "MAX_FILE_BYTES",
    "MAX_MEMBERS",
    "MAX_MEMBER_BYTES",
    "MAX_RUN",
    "MAX_RUNS",
    "MAX_SPAN",
    "MAX_TEXT",
    "MAX_UNPACKED_BYTES",
]

MAX_FILE_BYTES = 20 * 1024 * 1024
"""The largest file that is opened at all."""

MAX_MEMBERS = 5_000
"""The most parts a Word or Excel file (a zip of parts) may have."""

MAX_MEMBER_BYTES = 64 * 1024 * 1024
"""The most that one part which is read may unpack to, counted while it unpacks."""

MAX_UNPACKED_BYTES = 128 * 1024 * 1024
"""The most that all parts which are read may unpack to together."""

MAX_RUNS = 200_000
MAX_TEXT = 20_000_000
"""Pieces of text, and characters in all of them."""

MAX_RUN = 100_000
"""Characters in one paragraph, cell or line."""

MAX_COLUMNS = 500
"""Columns in one table."""

MAX_CELLS = 500_000
"""Cells drawn in one table, merged cells counted by the area they cover."""

MAX_SPAN = 1_000
"""The most columns a cell may span, as HTML has it."""
