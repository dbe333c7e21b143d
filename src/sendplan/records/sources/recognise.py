"""What files are, told from what is in them: a name and its ending are never believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sendplan.records.faults import NotSaid, Refused, shown_name
from sendplan.records.sources import feeds, published
from sendplan.records.sources.header import Given, Header
from sendplan.records.sources.sen2_collect import blade_module, check_whole, read_sen2_collect
from sendplan.records.sources.sen2_workbook import layout_of, read_sen2_workbook
from sendplan.records.sources.sen2_xml import PROLOG, check_sen2_xml, is_xml, read_sen2_xml
from sendplan.records.sources.sheets import Sheet, Workbook
from sendplan.records.sources.text import Separated, check_file, open_separated
from sendplan.records.staging import Progress, Staging, no_progress

__all__ = ["KINDS", "Kind", "Recognised", "recognise", "recognise_all"]

Kind = Literal["sen2-xml", "sen2-collect", "sen2-template", "sen2-workbook", "feed", "published"]

KINDS: dict[Kind, str] = {
    "sen2-xml": "a SEN2 return (XML)",
    "sen2-collect": "a SEN2 return (COLLECT's nine CSV files)",
    "sen2-template": "a SEN2 return (DfE's data entry template)",
    "sen2-workbook": "a SEN2 return (a supplier's workbook)",
    "feed": "a feed",
    "published": "DfE's published figures",
}
"""What can be recognised, in words."""

_HEAD_ROWS = 20
_LISTED = 4
_SIGNS_OF_A_BOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Recognised:
    """One thing that can be loaded: its kind, the files it is made of, and for a feed the table it fills."""

    kind: Kind
    paths: tuple[Path, ...]
    table: str | None = None
    _blades: dict[str, Separated] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The first file's name, as it may be shown."""
        return shown_name(self.paths[0].name)

    @property
    def words(self) -> str:
        """What it is, in words."""
        return f"{KINDS[self.kind]} of {self.table}" if self.kind == "feed" else KINDS[self.kind]

    def read(self, staging: Staging, given: Given | None = None, progress: Progress = no_progress) -> Header | None:
        """Fill the raw tables; gives a return's header, None for a feed. Raises `Refused`.

        DfE's published figures are read by `published.read_published`, with their release and version.
        """
        if self.kind == "sen2-xml":
            return read_sen2_xml(self.paths[0], staging, given, progress)
        if self.kind == "sen2-collect":
            return read_sen2_collect(self._blades, staging, given, progress)
        if self.kind in ("sen2-template", "sen2-workbook"):
            return read_sen2_workbook(self.paths[0], staging, given, progress)
        if self.kind == "feed" and self.table is not None:
            feeds.read_feed(staging, self.paths[0], self.table, progress=progress)
            return None
        raise Refused(
            self.name,
            None,
            None,
            "is a file of DfE's published figures, whose release and version it does not say",
            "load it as published figures, with its release and the day of its version",
        )


def recognise(paths: Sequence[Path], named: str = "") -> Recognised:
    """What the files are together: one return, one feed, or files of one release of DfE's. Raises `Refused`.

    `named` is the table that whoever loads a feed says it is: it settles which of several that the headings fit.
    """
    found = recognise_all(paths, named)
    if not found:
        raise Refused("", None, None, "no file was chosen", "choose the files of one return or one feed")
    if all(each.kind == "published" for each in found):
        return Recognised("published", tuple(path for each in found for path in each.paths), "published")
    if len(found) > 1:
        several = "; ".join(f"{each.name} is {each.words}" for each in found[:4])
        raise Refused(
            "",
            None,
            None,
            f"they are {len(found)} different things ({several})",
            "load one return or one feed at a time",
        )
    return found[0]


def recognise_all(paths: Sequence[Path], named: str = "") -> tuple[Recognised, ...]:
    """What the files are, the nine of a COLLECT export as one. Raises `Refused` for a file that is nothing known, or
    may be two things."""
    found: list[Recognised] = []
    blades: dict[str, Separated] = {}
    for path in paths:
        name = check_file(path)
        with path.open("rb") as stream:
            head = stream.read(PROLOG)
        if head.startswith(_SIGNS_OF_A_BOOK):
            found.append(_book(path, named))
            continue
        if is_xml(head):
            check_sen2_xml(path)
            found.append(Recognised("sen2-xml", (path,)))
            continue
        text = open_separated(path)
        module = blade_module(text.heads)
        if module is None:
            found.append(_text(path, text, named))
        elif module in blades:
            raise Refused(
                name,
                None,
                None,
                f"is the same part of a COLLECT export ({module}) as {blades[module].name}",
                "choose the nine files of one export",
            )
        else:
            blades[module] = text
    if blades:
        check_whole(blades)
        found.append(Recognised("sen2-collect", tuple(each.path for each in blades.values()), None, blades))
    return tuple(found)


def _text(path: Path, text: Separated, named: str) -> Recognised:
    if published.is_published(text.heads):
        return Recognised("published", (path,), "published")
    tables = feeds.tables_with(text.heads)
    if not tables:
        raise _unknown(text.name, text.heads_line)
    return Recognised("feed", (path,), _one_of(tables, text.name, text.heads_line, (named, path.stem)))


def _book(path: Path, named: str) -> Recognised:
    with Workbook(path) as book:
        layout = layout_of(book)
        if layout is not None:
            return Recognised("sen2-template" if layout == "template" else "sen2-workbook", (path,))
        found: dict[str, str] = {}
        for sheet in book.sheets:
            fit = () if sheet.hidden else _fit(book, sheet)
            if fit:
                found[sheet.name] = _one_of(fit, book.name, None, (named, sheet.name, path.stem))
    if not found:
        raise _unknown(path.name, None)
    if named in found.values():
        return Recognised("feed", (path,), named)
    if len(set(found.values())) > 1:
        sheets = " and ".join(f"“{sheet}” is {table}" for sheet, table in list(found.items())[:_LISTED])
        reason = f"has sheets of more than one table ({sheets})"
        raise _unsaid(path.name, None, reason, "say which to load, or save each sheet as a file of its own")
    return Recognised("feed", (path,), next(iter(found.values())))


def _fit(book: Workbook, sheet: Sheet) -> tuple[str, ...]:
    for looked, row in enumerate(book.rows(sheet)):
        tables = feeds.tables_with([row.cells.get(at, "") for at in range(max(row.cells, default=-1) + 1)])
        if tables or looked >= _HEAD_ROWS:
            return tables
    return ()


def _one_of(tables: Sequence[str], name: str, line: int | None, told: Sequence[str]) -> str:
    """The one table that the headings fit; of several, the one told: the first of `told` that is one of them."""
    if len(tables) == 1:
        return tables[0]
    for words in map(_letters, told):
        for table in tables:
            if words == _letters(table):
                return table
    both = " and ".join(tables) if len(tables) == 2 else ", ".join(tables)
    raise _unsaid(
        name,
        line,
        f"has headings that fit more than one table: {both}",
        f"say which it is, or give the file the table's name, as {' or '.join(tables)}",
    )


def _unsaid(name: str, line: int | None, reason: str, remedy: str) -> NotSaid:
    unsaid = NotSaid(name, line, None, reason, remedy)
    unsaid.what = "table"
    return unsaid


def _letters(words: str) -> str:
    """The letters alone, so that “Requests 2025-26” is requests."""
    return "".join(filter(str.isalpha, words.casefold()))


def _unknown(name: str, line: int | None) -> Refused:
    return Refused(
        name,
        line,
        None,
        "is nothing that is known here: its headings are not those of a COLLECT export, DfE's template, a"
        " supplier's SEN2 workbook, one of the feeds or DfE's published figures",
        "compare its headings with the page of the feed, where each required column is listed",
    )
