"""Small numbers: the one exit every figure leaves by, for anyone who may not see the children.

A `Table` of true figures becomes a `Release`: a folder of files in which every small number is hidden, everything
else is
rounded, and no small number can be worked out, from this release or with the earlier ones.
"""

from __future__ import annotations

from sendplan.measures.disclosure.profile import NHS_5_7, ONS_10_5, PROFILES, WORDS, Profile
from sendplan.measures.disclosure.table import (
    TOTAL,
    Category,
    Dimension,
    Figure,
    Geography,
    Kind,
    Table,
    TableError,
)

__all__ = [
    "NHS_5_7",
    "ONS_10_5",
    "PROFILES",
    "TOTAL",
    "WORDS",
    "Category",
    "Dimension",
    "Figure",
    "Geography",
    "Kind",
    "Profile",
    "Table",
    "TableError",
]
