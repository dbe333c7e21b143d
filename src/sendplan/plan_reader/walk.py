"""The walk through a document: each block in reading order is given its place in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from sendplan.formats.document import Document, Heading, ListItem, Paragraph, Table
from sendplan.plan_reader.action_rows import action_rows
from sendplan.plan_reader.cell_lines import cell_header, cell_of, cell_rows
from sendplan.plan_reader.columns import Columns
from sendplan.plan_reader.draft import Draft, Source, Unplaced
from sendplan.plan_reader.flat_headers import flat_header
from sendplan.plan_reader.front_matter import FrontMatter
from sendplan.plan_reader.gathered import Gathered
from sendplan.plan_reader.headings import heading_kind, is_aside_line, is_furniture, section_heading
from sendplan.plan_reader.items import Reading, unbulleted
from sendplan.plan_reader.label_lines import Labelled
from sendplan.plan_reader.labelled import read_blocks
from sendplan.plan_reader.ledger import Ledger, Piece, where_of
from sendplan.plan_reader.listed import read_list
from sendplan.plan_reader.measure_blocks import measure_block
from sendplan.plan_reader.measure_rows import measure_rows
from sendplan.plan_reader.measure_tokens import tokens_of_line
from sendplan.plan_reader.outline import Outline
from sendplan.plan_reader.period import plan_period
from sendplan.plan_reader.rating_keys import find_key
from sendplan.plan_reader.rows import ActionRow, Line, MeasureRow, StatementRow
from sendplan.plan_reader.spaced_columns import spaced_table
from sendplan.plan_reader.table_rows import TableRows, joined, parts_of
from sendplan.plan_reader.wording import Wording

__all__ = ["Walk"]

_TITLE_WORDS = 14
_RUNNING = re.compile(r"(?:.{1,60}\s)?(?:version|v\.?)\s?\d{1,2}(?:\.\d{1,2}){0,2}(?:\s.{1,40})?", re.IGNORECASE)
_RULE = re.compile(r"(?:(?P<mark>[=~-])(?P=mark){2,}|[|+:\s_*–—-]{3,})")
_AHEAD = 40
_FRONT = ("front", "introduction", "governance")


class Walk:
    """One reading of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.ledger = Ledger(document)
        self.wording = Wording(document)
        self.front = FrontMatter(self.ledger)
        self.key = find_key(document, self.ledger)
        period = plan_period(run.text for run in document.runs())
        self.gathered = Gathered(Reading(self.ledger, period, self.key.entries))
        self.labels: dict[int, Labelled | None] = {}
        self.outline = Outline(self.ledger, self.front, self.gathered)

    def draft(self) -> tuple[Draft, Ledger]:
        """Read everything; the findings are left to the caller."""
        items = joined(list(self._items()))
        at = 0
        while at < len(items):
            item = items[at]
            if isinstance(item, TableRows):
                self._table(item)
                at += 1
                continue
            if (spaced := self._spaced_table(items, at)) is not None:
                at = spaced
                continue
            columns = flat_header(item.text) if not item.item and not item.empty else None
            if columns is not None:
                at = self._flat_table(items, at, columns)
                continue
            end = (
                None
                if item.aside
                else self._measure_block(items, at)
                or self._cell_table(items, at)
                or self._blocks(items, at)
                or self._list(items, at)
            )
            if end is None:
                self.outline.line(item, items[at + 1 : at + _AHEAD])
                end = at + 1
            at = end
        return self._finished(), self.ledger

    # Blocks as lines and rows of tables.

    def _items(self) -> Iterator[Line | TableRows]:
        """Every part of the document; a paragraph with a rule typed under it is a heading."""
        parts = list(self._without_running(list(self._parts())))
        for at, part in enumerate(parts):
            if isinstance(part, Line) and (rule := _RULE.fullmatch(part.text)) is not None:
                self.ledger.place(part.piece, "mark")
                over = parts[at - 1] if at else None
                if isinstance(over, Line) and not over.item and not over.level and not part.gap and rule["mark"]:
                    parts[at - 1] = replace(over, level=1 if rule["mark"] == "=" else 2)
        return iter([part for part in parts if isinstance(part, TableRows) or not _RULE.fullmatch(part.text)])

    def _without_running(self, parts: Sequence[Line | TableRows]) -> Iterator[Line | TableRows]:
        """The parts without a version's line that comes again on each page; its first stays."""
        seen: set[str] = set()
        for part in parts:
            if isinstance(part, Line) and _RUNNING.fullmatch(part.text):
                if part.text in seen:
                    continue
                seen.add(part.text)
            yield part

    def _parts(self) -> Iterator[Line | TableRows]:
        before: Columns | None = None
        for block in self.document.blocks:
            if not isinstance(block, Table):
                if block.run.number not in self.key.runs:
                    yield self._as_line(block)
            elif not self._is_key(block):
                for part in parts_of(block, before):
                    if isinstance(part, TableRows):
                        before = part.columns
                    elif all(span.run.number in self.key.runs for span in part.piece.spans):
                        continue
                    yield part

    def _is_key(self, table: Table) -> bool:
        """True for a table that the key to ratings was read from."""
        runs = [run.number for cell in table.cells for run in cell.runs if run.text.strip()]
        return bool(runs) and all(number in self.key.runs for number in runs)

    def _as_line(self, block: Heading | Paragraph | ListItem) -> Line:
        piece = Piece.of(block.run)
        if isinstance(block, Heading):
            return Line(piece, level=block.level)
        if isinstance(block, ListItem):
            return Line(unbulleted(piece, self.ledger, numbered=True), item=True, depth=block.depth)
        return Line(piece, gap=block.gap_before)

    # Tables written out with one cell a line.

    def _cell_table(self, items: Sequence[Line | TableRows], at: int) -> int | None:
        """Read the table whose header's first cell is this line; gives where it ends, or None where it is no header."""
        item, header = items[at], cell_header(items, at)
        if header is None:
            return None
        end = at + header.lines
        while end < len(items) and not self._ends_cells(items, end):
            line = items[end]
            if isinstance(item, Line) and isinstance(line, Line) and cell_of(line) != cell_of(item):
                break
            end += 1
        lines = [line for line in items[at + header.lines : end] if isinstance(line, Line)]
        if len([line for line in lines if not line.empty]) < 2:
            return None
        for item in items[at : at + header.lines]:
            if isinstance(item, Line):
                self.ledger.place(item.piece, "label")
        again = {item.text for item in items[at : at + header.lines] if isinstance(item, Line)}
        rest = [line for line in lines if line.text not in again and not is_furniture(line.text)]
        for line in lines:
            if line.text in again:
                self.ledger.place(line.piece, "label")
        self.front.heading()
        if header.columns.kind == "kpis":
            measures, loose = measure_rows([replace(line, gap=False) for line in rest], header.columns)
            self.gathered.take_kpis(measures)
        else:
            rows, loose = cell_rows(rest, header.columns)
            self.gathered.take_actions(rows)
        for line in loose:
            self.outline.line(line, ())
        return end

    def _ends_cells(self, items: Sequence[Line | TableRows], at: int) -> bool:
        item = items[at]
        if isinstance(item, TableRows) or item.level:
            return True
        if item.empty or item.item:
            return False
        heading = section_heading(item.piece.raw) is not None or heading_kind(item.text) is not None
        heading = heading or is_aside_line(item.text)
        return heading or flat_header(item.text) is not None or cell_header(items, at) is not None

    # Actions with no table.

    def _blocks(self, items: Sequence[Line | TableRows], at: int) -> int | None:
        """Read the labelled blocks that begin at a line; gives where they end, or None where none does."""
        found = read_blocks(
            items, at, self.ledger, self.outline.is_heading, self.labels, inside=self.outline.state not in _FRONT
        )
        if found is None:
            return None
        self.front.heading()
        self.gathered.take_actions(found.rows)
        return found.end

    def _list(self, items: Sequence[Line | TableRows], at: int) -> int | None:
        """Read the list of actions that begins at a line; gives where it ends, or None where none does."""
        item = items[at]
        if self.outline.state not in ("actions", "section") or not isinstance(item, Line) or item.empty:
            return None
        if self.outline.is_heading(item, items[at + 1 : at + _AHEAD]) or is_furniture(item.text):
            return None
        expected = self.outline.state == "actions"
        found = read_list(items, at, self.ledger, expected=expected, dated=self.gathered.due is not None)
        if found is None:
            return None
        self.gathered.take_actions(found.rows)
        following = items[found.end] if found.end < len(items) else None
        if self.gathered.due is not None and isinstance(following, Line) and item.item and not following.item:
            self.outline.leaves_date()
        return found.end

    def _measure_block(self, items: Sequence[Line | TableRows], at: int) -> int | None:
        """Read the KPI in labelled lines that begins at a line; gives where it ends, or None where none does."""
        found = measure_block(items, at)
        if found is None:
            return None
        self.front.heading()
        for mark in found.labels:
            self.ledger.place(mark, "label")
        self.gathered.take_kpis([found.row])
        return found.end

    def _spaced_table(self, items: Sequence[Line | TableRows], at: int) -> int | None:
        """Read the table whose columns are kept by spaces; gives where it ends, or None where the line is no header."""
        found = spaced_table(items, at)
        if found is None:
            return None
        self.front.heading()
        self.ledger.place(found.header, "label")
        self.gathered.take_actions(found.rows)
        return found.end

    # Flattened tables.

    def _flat_table(self, items: Sequence[Line | TableRows], at: int, columns: Columns) -> int:
        """Read the flattened table whose header stands at ``at``; gives where it ends."""
        header = items[at]
        end = at + 1
        while end < len(items) and not self._ends_table(items, end):
            end += 1
        lines = [line for line in items[at + 1 : end] if isinstance(line, Line)]
        if isinstance(header, Line):
            self.ledger.place(header.piece, "label")
        if columns.kind == "actions":
            rows, loose = action_rows(lines, columns, self.wording)
            self.gathered.take_actions(rows)
        else:
            measures, loose = measure_rows(lines, columns)
            self.gathered.take_kpis(measures)
        for line in loose:
            self.front.heading()
            self.outline.line(replace(line, gap=True), ())
        return end

    def _ends_table(self, items: Sequence[Line | TableRows], at: int) -> bool:
        item = items[at]
        if isinstance(item, TableRows) or item.level:
            return True
        if item.empty or item.item:
            return False
        if flat_header(item.text) is not None or is_aside_line(item.text):
            return True
        if not item.gap:
            return False
        if heading_kind(item.text) is not None or section_heading(item.piece.raw) is not None:
            return True
        return self._stands_over_header(items, at)

    def _stands_over_header(self, items: Sequence[Line | TableRows], at: int) -> bool:
        """A few words, no sentence and no owner, with a table's header next: the header's title."""
        item = items[at]
        if not isinstance(item, Line) or len(item.text.split()) > _TITLE_WORDS or not item.text[0].isalpha():
            return False
        following = next((other for other in items[at + 1 :] if isinstance(other, TableRows) or not other.empty), None)
        return (
            isinstance(following, Line)
            and not item.text.endswith((".", ",", ";"))
            and flat_header(following.text) is not None
            and tokens_of_line(item.piece.raw, 0) is None
        )

    # Real tables.

    def _table(self, rows: TableRows) -> None:
        for piece in rows.header:
            self.ledger.place(piece, "label")
        found = rows.rows
        self.gathered.take_actions([row for row in found if isinstance(row, ActionRow)])
        self.gathered.take_kpis([row for row in found if isinstance(row, MeasureRow)])
        for row in found:
            if isinstance(row, StatementRow):
                self.gathered.take_statements(row)

    # The end.

    def _finished(self) -> Draft:
        metadata = msgspec.structs.replace(self.front.metadata(), status_key=self.key.entries)
        actions, kpis = self.gathered.finished()
        sections = self.gathered.sections.finished(
            {weakness.letter: weakness.label for weakness in metadata.weaknesses if weakness.letter}
        )
        title = self.front.title.text if self.front.title else ""
        return Draft(
            title=title or self._first_words(),
            metadata=metadata,
            sections=sections,
            bodies=self.front.bodies(),
            actions=actions,
            kpis=kpis,
            unplaced=tuple(Unplaced(text=span.text, where=where_of([span.run])) for span in self.ledger.unplaced()),
            source=Source(name=self.document.name, media_type=self.document.media_type, sha256=self.document.sha256),
        )

    def _first_words(self) -> str:
        first = next((run.text for run in self.document.runs() if run.text.strip()), self.document.name)
        return re.sub(r"\s+", " ", first).strip()[:200]
