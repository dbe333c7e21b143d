"""The one way a file is refused as a whole: a sentence with its name, the place, the value, why and what to do."""

from __future__ import annotations

from typing import Literal

__all__ = ["NotSaid", "Refused", "shown", "shown_name"]

_LONGEST = 60


class Refused(Exception):  # noqa: N818 - it names what happened to the file, as the sentence it prints does
    """A file, or a set of files, that cannot be loaded. `str()` is one sentence a person can act on.

    `file` is a name without folders, '' where no one file is meant; `line` the line or row, None where there is none;
    `value` what stood there, None where none did. Nothing of a refused file is kept.
    """

    def __init__(self, file: str, line: int | None, value: str | None, reason: str, remedy: str) -> None:
        super().__init__(file, line, value, reason, remedy)
        self.file = shown_name(file)
        self.line = line
        self.value = value
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        where = self.file or "The files"
        if self.line is not None:
            where += f", line {self.line:,}"
        what = f" (“{shown(self.value)}”)" if self.value is not None else ""
        return f"{where}: {self.reason}{what}: {self.remedy}."


class NotSaid(Refused):
    """A file that does not say all of itself: whoever loads it must say the rest. `what` is what it does not say:
    the days it speaks for, the edition of DfE's figures, or which table it is."""

    what: Literal["days", "edition", "table"] = "days"


def shown(value: str) -> str:
    """A value as one short line of printable letters, whatever a file holds."""
    line = "".join(character if character.isprintable() else " " for character in value[: _LONGEST * 2]).strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def shown_name(name: str) -> str:
    """The last part of a path as one short line of letters, whatever the file system or an upload called it."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else " " for character in last).strip()[:120]
