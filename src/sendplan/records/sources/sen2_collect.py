"""The SEN2 return as COLLECT exports it: nine CSV files joined by their table ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendplan.records.faults import Refused
from sendplan.records.modules import HEADER, MODULES
from sendplan.records.reading_rules import READING_RULES
from sendplan.records.sources.header import Given, Header
from sendplan.records.sources.items import Fault, Strangers, extra_of, fold, meaning
from sendplan.records.sources.keyed import Keyed, KeyedRows, report_more_than_one
from sendplan.records.sources.returned import keep_header
from sendplan.records.sources.text import Separated
from sendplan.records.staging import BATCH, Progress, Staging, no_progress

__all__ = ["NINE", "blade_module", "check_whole", "read_sen2_collect"]

NINE: tuple[str, ...] = (HEADER.name, *MODULES)
"""The files of an export, by the name of their module."""

_TECHNICAL = ("tableid", "orderseqcolumn")
_IGNORED = frozenset(("nativeid", "sourceid"))


def blade_module(heads: Sequence[str]) -> str | None:
    """The module whose file of an export has these headings, or None when it is none of the nine."""
    folded = set(map(fold, heads))
    own = [module for module in NINE if f"{module}tableid" in folded]
    if not own or not folded & {*_IGNORED, *(f"{module}orderseqcolumn" for module in NINE)}:
        return None
    marked = [module for module in own if f"{module}orderseqcolumn" in folded]
    # A file has its parent's id beside its own; a parent never has its child's.
    return (marked or own)[-1]


def check_whole(files: Mapping[str, Separated]) -> None:
    """Raises `Refused` when some of the nine files are not there, naming them."""
    missing = [module for module in NINE if module not in files]
    if missing:
        raise Refused(
            "",
            None,
            None,
            f"of the nine files of a COLLECT export {len(missing)} cannot be found: "
            + ", ".join(f"“…_{module}.csv”" for module in missing),
            "choose all nine of one export together",
        )


def read_sen2_collect(
    files: Mapping[str, Separated], staging: Staging, given: Given | None = None, progress: Progress = no_progress
) -> Header:
    """Fill the raw tables of the return's modules from the nine files, by module; gives the header.

    Raises `Refused` for a file that is missing, lacks an id to join by, or is not of a return that is known.
    """
    check_whole(files)
    sent = _header_of(files[HEADER.name])
    header = Header.read(sent, files[HEADER.name].name, given)
    keyed = Keyed(staging, frozenset(MODULES))
    for done, module in enumerate(MODULES):
        progress(f"Reading {module}", done, len(MODULES))
        _File(files[module], module, header.year).read(keyed, progress)
    keyed.join()
    report_more_than_one(staging)
    keep_header(staging, header, sent, files[HEADER.name].name)
    return header


def _header_of(file: Separated) -> dict[str, tuple[str, int | None]]:
    found: dict[str, tuple[str, int | None]] = {}
    for nth, (line, fields) in enumerate(file.rows()):
        if nth:
            raise Refused(
                file.name, line, None, "holds more than one return", "export the return of one authority and year"
            )
        for head, value in zip(file.heads, fields, strict=False):
            column = meaning(HEADER.name, head, 0).column
            if column and value.strip():
                found.setdefault(column, (value, line))
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    at: int
    head: str
    column: str
    fault: Fault


class _File:
    """One of the nine files, and what its columns are."""

    def __init__(self, file: Separated, module: str, year: int) -> None:
        self._file, self._module = file, module
        self._strangers = Strangers()
        folded = [fold(head) for head in file.heads]
        self._own = self._find(folded, f"{module}tableid")
        parent = MODULES[module].parent
        self._above = self._find(folded, f"{parent}tableid") if parent is not None else None
        self._ord = folded.index(f"{module}orderseqcolumn") if f"{module}orderseqcolumn" in folded else None
        self._heads: list[_Head] = []
        taken: set[str] = set()
        for at, (head, plain) in enumerate(zip(file.heads, folded, strict=True)):
            if not plain or plain in _IGNORED or plain.endswith(_TECHNICAL):
                continue
            meant = meaning(module, head, year)
            if meant.column and meant.column in taken:
                raise Refused(
                    file.name, file.heads_line, head, "has two columns for one item", "leave in the one that is right"
                )
            taken |= {meant.column} if meant.column else set()
            self._heads.append(_Head(at, head, meant.column, meant.fault))

    def _find(self, folded: Sequence[str], key: str) -> int:
        if key not in folded:
            raise Refused(
                self._file.name,
                self._file.heads_line,
                None,
                f"has no column {key}, by which the files of an export are joined",
                "export it from COLLECT again, and do not take columns out",
            )
        return folded.index(key)

    def read(self, keyed: Keyed, progress: Progress) -> None:
        """Add the file's rows, and tell what does not belong in it."""
        lines: list[int] = []
        rows: list[list[str]] = []
        uneven: list[tuple[int, list[str]]] = []
        width = len(self._file.heads)
        done = 0
        for line, fields in self._file.rows():
            if len(fields) != width:
                if any(map(str.strip, fields[width:])) or len(fields) < width:
                    uneven.append((len(rows), fields))
                fields = (fields + [""] * width)[:width]
            lines.append(line)
            rows.append(fields)
            if len(rows) >= BATCH:
                done += len(rows)
                self._add(keyed, lines, rows, uneven)
                progress(f"Reading {self._module}", done, None)
        self._add(keyed, lines, rows, uneven)
        keyed.staging.report(self._strangers.findings(self._file.name))

    def _add(self, keyed: Keyed, lines: list[int], rows: list[list[str]], uneven: list[tuple[int, list[str]]]) -> None:
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        values: dict[str, Sequence[str | None]] = {}
        others: list[dict[str, list[str]]] = [{} for _ in rows]
        for head in self._heads:
            if head.column:
                values[head.column] = columns[head.at]
            if head.fault:
                self._stranger(head, columns[head.at], lines, others)
        for at, fields in uneven:
            for value in filter(str.strip, fields[len(self._file.heads) :]):
                others[at].setdefault("beyond the headings", []).append(value)
        first = keyed.add(
            self._module,
            KeyedRows(
                self._file.name,
                "",
                lines,
                _trimmed(columns[self._own]),
                _trimmed(columns[self._above]) if self._above is not None else [None] * len(rows),
                columns[self._ord] if self._ord is not None else [None] * len(rows),
                [extra_of(each) for each in others],
                values,
            ),
        )
        for at, fields in uneven:
            reason = f"{len(fields)} fields under {len(self._file.heads)} headings"
            keyed.fault(self._module, first + at, READING_RULES["row-ragged"], None, None, reason)
        lines.clear()
        rows.clear()
        uneven.clear()

    def _stranger(
        self, head: _Head, sent: Sequence[str], lines: Sequence[int], others: Sequence[dict[str, list[str]]]
    ) -> None:
        for at, value in enumerate(sent):
            if value.strip():
                self._strangers.saw(head.fault, self._module, head.head, lines[at])
                if not head.column:
                    others[at].setdefault(head.head, []).append(value)


def _trimmed(values: Sequence[str]) -> list[str | None]:
    return [value.strip() or None for value in values]
