"""KPIs written as labelled lines: "Measure: …", "Baseline (April 2024): 61%", "Target (April 2026): 90%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendplan.plan_reader.columns import header_row
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.measure_pairs import kpi_columns
from sendplan.plan_reader.rows import Line, MeasureRow
from sendplan.plan_reader.table_rows import TableRows

__all__ = ["MeasureBlock", "measure_block"]

_PAIR = re.compile(r"[\s\u00a0]{0,40}(?P<label>[^:\n]{2,60}?)[\s\u00a0]?:[\s\u00a0]{0,20}(?P<value>.*)", re.DOTALL)
_MOST = 24


@dataclass(frozen=True, slots=True)
class MeasureBlock:
    """One KPI, the labels it was read from, and where it ends."""

    row: MeasureRow
    labels: tuple[Piece, ...]
    end: int


def measure_block(items: Sequence[Line | TableRows], at: int) -> MeasureBlock | None:
    """The KPI whose name's label begins a line; None where the line is none or no figure is labelled under it."""
    found: list[tuple[str, Piece, Piece]] = []
    place = at
    while place < len(items) and len(found) < _MOST:
        item = items[place]
        if isinstance(item, TableRows) or item.level:
            break
        if item.empty:
            place += 1
            continue
        match = _PAIR.fullmatch(item.piece.raw)
        if match is None or (found and _is_name(match["label"])):
            break
        if not found and not (_is_name(match["label"]) and match["value"].strip()):
            return None
        mark = item.piece.cut(0, match.start("value"))
        found.append((match["label"].strip(), mark, item.piece.cut(match.start("value"))))
        place += 1
    if len(found) < 2:
        return None
    columns = header_row([label for label, _, _ in found])
    if columns is None or columns.kind != "kpis" or columns.columns[0].field != "name":
        return None
    cells = {
        number: value
        for number, (column, (_, _, value)) in enumerate(zip(columns.columns, found, strict=True))
        if number and value and column.field in ("baseline", "baseline_date", "step", "actual")
    }
    if not cells:
        return None
    where = Piece.join(value for _, _, value in found).where()
    return MeasureBlock(MeasureRow(found[0][2], cells, columns, where), tuple(mark for _, mark, _ in found), place)


def _is_name(label: str) -> bool:
    columns = kpi_columns([label, "Baseline"])
    return columns is not None and columns[0].role == "name"
