"""DfE's figures as they were loaded: of one version of one release, and never of two together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import duckdb
import msgspec

from sendplan.records.codes import code_lists
from sendplan.records.manifest import Edition
from sendplan.records.store import Reader

_ASKED = ("area_code", "indicator", "period", "topic", "breakdown")
_ALL: Mapping[str, str] = MappingProxyType({})
_COLUMNS = ("period", "period_kind", "level", "area_code", "topic", "breakdown", "indicator", "value", "sign", "load")


class Figure(msgspec.Struct, frozen=True):
    """One figure as DfE published it, and the load it was read from.

    `value` is exact. Where there is none `sign` is what stands in its place, as published: "x", "z", "c", "low" and so
    on; where that is None too the cell is empty. None of them is nought. A percentage is a number from 0 to 100.
    """

    period: str
    period_kind: str
    level: str
    area_code: str | None
    topic: str
    breakdown: str
    indicator: str
    value: Decimal | None
    sign: str | None
    load: str

    @property
    def words(self) -> str:
        """The figure without noughts that say nothing; else the sign and what it means; or that the cell is empty."""
        if self.value is not None:
            text = f"{self.value:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        if self.sign is None:
            return "(empty)"
        meaning = next((code.meaning for code in code_lists()["published_sign"] if code.code == self.sign), None)
        return f"{self.sign} ({meaning[0].lower()}{meaning[1:]})" if meaning else self.sign


def figures(
    reader: Reader,
    file: str,
    asked: Mapping[str, str] = _ALL,
    *,
    release: str | None = None,
    version: dt.date | None = None,
) -> tuple[Edition, tuple[Figure, ...]] | None:
    """The figures of DfE's file `file` and the edition they are of; None where none of that edition is loaded.

    Left out, `release` is the newest loaded and `version` its newest. `asked` may narrow them by `area_code`,
    `indicator`, `period`, `topic` and `breakdown`, each exactly as it stands. Raises ValueError for another name.
    """
    unknown = [name for name in asked if name not in _ASKED]
    if unknown:
        raise ValueError(f"Figures are asked for by {', '.join(_ASKED)}, and not by {', '.join(unknown)}.")
    chosen = reader.edition(file, release, version)
    query = reader.published(file, release, version)
    if chosen is None or query is None:
        return None
    where = " AND ".join(f"{name} = ${name}" for name in asked) or "true"
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM ({query}) WHERE {where} "
            "ORDER BY period, level, area_code, topic, breakdown, indicator",
            dict(asked),
        ).fetchall()
    return chosen, tuple(Figure(*row) for row in found)
