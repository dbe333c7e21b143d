"""The measures that are known: the national definitions, and an area's own files beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from sendplan.clocks.words import any_of
from sendplan.measures.engines import duck, reference
from sendplan.measures.examples import unlike
from sendplan.measures.measure import Measure, MeasureError, read


@cache
def measures() -> Mapping[str, Measure]:
    """Every national measure by its name, in alphabetical order."""
    folder = resources.files("sendplan.measures").joinpath("definitions")
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    found = {
        name.removesuffix(".toml"): read(
            folder.joinpath(name).read_text(encoding="utf-8"), name, name.removesuffix(".toml")
        )
        for name in files
    }
    _held_together(found)
    return MappingProxyType(found)


def with_local(*files: Path) -> Mapping[str, Measure]:
    """The national measures and those of an area's own files, each under its file's name.

    Raises MeasureError for a file that cannot be read or does not have the shape, for a name that is taken, and for a
    worked example that does not come out.
    """
    found = dict(measures())
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as reason:
            raise MeasureError(f"{file} cannot be read: {reason.strerror}; name a file that can.") from None
        except UnicodeDecodeError as reason:
            raise MeasureError(f"{file} is not UTF-8 text (byte {reason.start + 1}); save it as UTF-8.") from None
        if file.stem in found:
            raise MeasureError(f"{file}: there is a measure “{file.stem}” already; give the file another name.")
        found[file.stem] = read(text, str(file), file.stem, local=True)
    _held_together(found)
    wrong = [sentence for measure in found.values() if measure.local for sentence in examples_unlike(measure)]
    if wrong:
        raise MeasureError("\n".join(wrong))
    return MappingProxyType(found)


def named(name: str, known: Mapping[str, Measure] | None = None) -> Measure:
    """The measure of that name. Raises KeyError with a sentence."""
    found = measures() if known is None else known
    if name not in found:
        raise KeyError(f"There is no measure “{name}”; the measures are {any_of(list(found))}.")
    return found[name]


def examples_unlike(measure: Measure) -> Iterator[str]:
    """A sentence for each worked example that DuckDB or the reference engine counts otherwise than the file says."""
    for said, count in (("DuckDB", duck.tally), ("the reference engine", reference.tally)):
        for sentence in unlike(measure, count, f"{measure.name}.toml"):
            yield f"{sentence} ({said})"


def overdue(known: Mapping[str, Measure], today: date) -> Iterator[str]:
    """A sentence for each measure that should have been read again by now."""
    for measure in known.values():
        if measure.review_by < today:
            yield f"{measure.name}.toml was to be read again by {measure.review_by}; read it, and move review_by on."


def _held_together(found: Mapping[str, Measure]) -> None:
    """A rate that is per another measure has one to be per, and that counts in the same way over time."""
    for measure in found.values():
        base = measure.per_measure
        if base is None:
            continue
        if base not in found:
            raise MeasureError(f"{measure.name}.toml, per: there is no measure “{base}”; name one that there is.")
        if found[base].shape != "count":
            raise MeasureError(f"{measure.name}.toml, per: “{base}” is not a count; a rate is per a count.")
