"""What is written down about a load: whence it came, what it speaks for, how many rows, by whom and by which law."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from sendplan.records.cover import Cover, Period

MANIFEST = "manifest.json"


class Input(msgspec.Struct, frozen=True):
    """One file that was loaded: its name without folders, SHA-256 in hexadecimal, and size in bytes."""

    name: str
    sha256: str
    size: int


class Counted(msgspec.Struct, frozen=True, rename={"in_": "in"}):
    """Rows of one module or feed: those in the file, those loaded, those set aside. `in_` is the sum of the others."""

    in_: int
    loaded: int
    aside: int


class Covered(msgspec.Struct, frozen=True):
    """A table and its period: `since` included, `until` not."""

    table: str
    since: date
    until: date


class Edition(msgspec.Struct, frozen=True, order=True):
    """One version of one release of DfE's figures: the release's reporting year, "2025", and the version's day."""

    release: str
    version: date

    def __str__(self) -> str:
        return f"release {self.release}, version of {self.version.isoformat()}"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one load, as it stands in `manifest.json` beside its tables.

    `edition` and `figures`, the names of DfE's files, are those of a load of DfE's figures, and of no other.
    `not_checked` says what could not be asked of it, and why.
    """

    id: str
    number: int
    area: str
    kind: str
    inputs: tuple[Input, ...]
    cover: tuple[Covered, ...]
    rows: Mapping[str, Counted]
    tables: Mapping[str, int]
    issues: Mapping[str, int]
    as_at: date
    loaded_on: date
    who: str
    partial: bool
    deadlines: str
    content: str
    edition: Edition | None = None
    figures: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()

    def covers(self) -> tuple[Cover, ...]:
        """The cover as periods."""
        return tuple(Cover(each.table, Period(each.since, each.until)) for each in self.cover)


def digest_of_file(path: Path) -> Input:
    """The name, digest and size of a file, read a piece at a time."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Input(path.name, sha256, path.stat().st_size)


def content_key(inputs: tuple[Input, ...], cover: tuple[Covered, ...], *settings: str) -> str:
    """One key for "the same again": the same bytes, speaking for the same periods, under the same law and choices.

    Names of files do not count, nor their order.
    """
    said = msgspec.json.encode(
        [sorted(each.sha256 for each in inputs), sorted(cover, key=lambda c: (c.table, c.since, c.until)), settings]
    )
    return hashlib.sha256(said).hexdigest()


def write(manifest: Manifest) -> bytes:
    """The manifest as JSON, keys in a fixed order, ending in a new line."""
    return msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=2) + b"\n"


def read(content: bytes) -> Manifest:
    """The manifest in `content`. Raises msgspec.ValidationError or DecodeError that says what is wrong and where."""
    return msgspec.json.decode(content, type=Manifest)
