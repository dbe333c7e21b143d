"""A TOML file with the lines of its entries, which ``tomllib`` does not give. Plain Python."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from sendplan.plan.pack.entries import At, Problem

__all__ = ["TomlFile"]

_ARRAY = re.compile(r"^\s*\[\[\s*([A-Za-z0-9_-]+)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([A-Za-z0-9_-]+)\s*\]")
_KEY = re.compile(r"""^\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class TomlFile:
    """``data`` as ``tomllib`` reads it (empty where it cannot); ``name`` as messages give it."""

    def __init__(self, folder: Path, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.data: dict[str, Any] = {}
        self._lines: dict[tuple[str, int, str], int] = {}
        try:
            text = (folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            problems.append(Problem(name, 0, "", "the file is not there", "Write it, or name the right folder"))
            return
        except UnicodeDecodeError as error:
            where = f"its bytes from {error.start} on are not UTF-8"
            problems.append(Problem(name, 0, "", where, "Save the file as UTF-8"))
            return
        except OSError as error:
            reason = f"the file cannot be opened ({error.strerror})"
            problems.append(Problem(name, 0, "", reason, "Mend its permissions, or name the right folder"))
            return
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            line = int(found.group(1)) if found else text.count("\n") + 1
            reason = f"this is not TOML: {_AT_LINE.sub('', str(error)).strip().lower()}"
            problems.append(Problem(name, line, "", reason, "Mend the line; quotes and brackets come in pairs"))
            return
        self._find_lines(text)

    def at(self, table: str, number: int = 0, key: str = "") -> At:
        """Where an entry's key stands; its head where the key is not written; line 1 where neither is."""
        found = (self._lines.get(place) for place in ((table, number, key), (table, number, ""), ("", 0, key)))
        return At(self.name, next((line for line in found if line), 1))

    def _find_lines(self, text: str) -> None:
        seen: dict[str, int] = {}
        table, number, inside = "", 0, ""
        for line_number, line in enumerate(text.splitlines(), start=1):
            if inside:  # in the middle of a text of several lines: nothing here is a head or a key
                if inside in line:
                    inside = ""
                continue
            if found := _ARRAY.match(line):
                table = found.group(1)
                number = seen[table] = seen.get(table, -1) + 1
                self._lines[table, number, ""] = line_number
            elif found := _TABLE.match(line):
                table, number = found.group(1), 0
                self._lines[table, 0, ""] = line_number
            elif found := _KEY.match(line):
                self._lines.setdefault((table, number, found.group(1)), line_number)
            for quotes in ('"""', "'''"):
                if line.count(quotes) % 2:
                    inside = quotes
