"""The names of records and of their columns, as the return's guide and COLLECT's export write them."""

from __future__ import annotations

from functools import cache

from sendplan.records.modules import MODULES

__all__ = ["column_named", "records_named"]


def records_named(table: str) -> str:
    """The title of a module of the return, such as ``Requests Records``; of a feed its own name in words."""
    return MODULES[table].title if table in MODULES else table.replace("_", " ").capitalize()


def column_named(table: str, column: str) -> str:
    """A column as the guide writes it, such as ``RequestOutcomeDate``; as it is where the guide does not know it."""
    return _tags(table).get(column.casefold(), column)


@cache
def _tags(table: str) -> dict[str, str]:
    return {item.tag.casefold(): item.tag for item in MODULES[table].items} if table in MODULES else {}
