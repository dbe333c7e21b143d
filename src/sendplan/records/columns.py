"""What a table and a column are: the few words in which `tables` is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

# key: an identifier within the load. code: one of a list in `reference/codes.csv`, kept as sent when unknown.
# decimal: an exact number, DECIMAL(18, 4) in a file. yes_no: true, false or not known.
Kind = Literal["key", "text", "code", "date", "whole", "decimal", "yes_no"]

SQL_TYPE: dict[Kind, str] = {
    "key": "VARCHAR",
    "text": "VARCHAR",
    "code": "VARCHAR",
    "date": "DATE",
    "whole": "BIGINT",
    "decimal": "DECIMAL(18, 4)",
    "yes_no": "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `source` is where its values come from: a SEN2 item ("SEN2 2.1"), "feed", or "clocks" for a day that the law's
    clocks make. `since` and `until` are the first and last SEN2 year that carries the item. `codes` names a list of
    `reference/codes.csv`. `of_child` says that the value describes one child, and may be seen only with that child's
    record. `aliases` are other headings that feeds and suppliers use. `name` is filled in from the class.
    """

    kind: Kind
    meaning: str
    source: str = "feed"
    required: bool = False
    codes: str | None = None
    since: int | None = None
    until: int | None = None
    of_child: bool = False
    aliases: tuple[str, ...] = ()
    name: str = ""

    @property
    def made(self) -> bool:
        """Whether this software makes the value: no source may send it."""
        return self.source.startswith(("clocks", "made"))


@dataclass(frozen=True, slots=True)
class Join:
    """`columns` of this table name a row of `table` by the columns of the same names."""

    columns: tuple[str, ...]
    table: str


class Table:
    """One table of the store. A subclass's docstring says what one row is; its attributes are its columns."""

    name: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    joins: ClassVar[tuple[Join, ...]] = ()
    # Which days a load must cover for a figure to be counted: a flow's columns, or none for what stands on a day.
    counted_on: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The columns in the order they stand in a file, each with its name."""
        return tuple(cls._named())

    @classmethod
    def column(cls, name: str) -> Column:
        """The column of that name. Raises KeyError that lists the columns there are."""
        for column in cls._named():
            if column.name == name:
                return column
        raise KeyError(f"{cls.name} has no column {name!r}: it has {', '.join(c.name for c in cls._named())}")

    @classmethod
    def one_row_is(cls) -> str:
        """What one row is, in words: the first line of the docstring."""
        return (cls.__doc__ or "").strip().splitlines()[0].removeprefix("One row is ").rstrip(".")

    @classmethod
    def _named(cls) -> Iterator[Column]:
        # The table's own columns come first, then the groups it is counted by.
        for owner in cls.__mro__:
            for name, value in vars(owner).items():
                if isinstance(value, Column):
                    yield replace(value, name=name)
