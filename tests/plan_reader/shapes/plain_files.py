"""Documents as plain text and as CSV."""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Sequence
from pathlib import Path

from tests.plan_reader.shapes.blocks import (
    Block,
    Bold,
    Break,
    Bullets,
    Heading,
    Labelled,
    Look,
    Para,
    Sheet,
    Side,
    Table,
    cell,
)


def text_of(blocks: Sequence[Block], look: Look) -> str:
    """The document as plain text, its tables laid flat as ``look.text`` says."""
    out: list[str] = []
    for value in blocks:
        match value:
            case Heading(text) | Bold(text) | Para(text):
                out += [text, ""]
            case Labelled(label, text):
                out += [f"{label} {text}", ""]
            case Bullets(items):
                out += [("      o " + item[2:]) if item.startswith("◦ ") else "  • " + item for item in items]
                out.append("")
            case Table():
                out += [*FLAT[look.text](value), ""]
            case Side(tables):
                raise ValueError(f"{len(tables)} tables side by side cannot be laid flat.")
            case Break():
                out += ["\f" + look.footer, ""] if look.footer else ["\f"]
            case Sheet():
                pass
    return "\n".join(out)


def as_rows(table: Table) -> list[str]:
    """A row a line, cells joined by a space; empty cells vanish, as they do from a page copied as text."""
    return [
        " ".join(part for part in (cell(value).text.replace("\n", " ") for value in row) if part) for row in table.rows
    ]


def as_cells(table: Table) -> list[str]:
    """A cell a line, with an empty line between rows."""
    out: list[str] = []
    for row in table.rows:
        for value in row:
            out += cell(value).text.split("\n")
        out.append("")
    return out


def as_columns(table: Table) -> list[str]:
    """Cells wrapped under each other in columns, as a page's layout is kept when it is copied."""
    columns = max(len(row) for row in table.rows)
    wide = [
        max(8, min(34, max(len(cell(row[at]).text) for row in table.rows if at < len(row)))) for at in range(columns)
    ]
    out: list[str] = []
    for row in table.rows:
        parts = [
            [piece for line in cell(value).text.split("\n") for piece in (textwrap.wrap(line, wide[at]) or [""])]
            for at, value in enumerate(row)
        ]
        for line in range(max(map(len, parts))):
            words = [(part[line] if line < len(part) else "").ljust(wide[at]) for at, part in enumerate(parts)]
            out.append("   ".join(words).rstrip())
        out.append("")
    return out


def as_tabs(table: Table) -> list[str]:
    """A row a line, cells parted by tabs."""
    return ["\t".join(cell(value).text.replace("\n", " ") for value in row) for row in table.rows]


FLAT = {"rows": as_rows, "cells": as_cells, "columns": as_columns, "tabs": as_tabs}


def write_csv(blocks: Sequence[Block], path: Path) -> None:
    """The document as CSV: text stands in the first column, tables as they are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        for value in blocks:
            match value:
                case Heading(text) | Bold(text) | Para(text):
                    out.writerow([text])
                case Labelled(label, text):
                    out.writerow([label, text])
                case Bullets(items):
                    out.writerows([item] for item in items)
                case Table(rows):
                    for row in rows:
                        line: list[str] = []
                        for one in map(cell, row):
                            line += [one.text, *[""] * (one.across - 1)]
                        out.writerow(line)
                    out.writerow([])
                case _:
                    pass
