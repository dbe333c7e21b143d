"""Whether the source of a load could say a thing at all: what it has no item for is not known, and not nothing."""

from __future__ import annotations

from sendplan.records.manifest import Manifest
from sendplan.records.tables import TABLES


def supplies(load: Manifest, table: str, column: str) -> bool:
    """Whether the load's source has the column. A return has its year's items and what is made from them; a feed may
    have any, and a column it left out is blank in each row.

    Raises KeyError for a table or column that is not known.
    """
    found = TABLES[table].column(column)
    if not _is_a_return(load):
        return True
    if found.source == "feed":
        return False
    year = load.as_at.year
    return (found.since or year) <= year <= (found.until or year)


def _is_a_return(load: Manifest) -> bool:
    # No feed fills this table: requests come with a return alone.
    return "requests" in load.tables
