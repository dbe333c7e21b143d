"""Where loads overlap: of several that speak for a day the newest counts, and which day was whose is said."""

from __future__ import annotations

from collections.abc import Sequence

from sendplan.records.cover import Period
from sendplan.records.manifest import Covered
from sendplan.records.store import PUBLISHED, Reader

__all__ = ["overlaps"]


def overlaps(reader: Reader, cover: Sequence[Covered]) -> tuple[str, ...]:
    """A sentence for each load in force, and each period, whose days a new load of this cover takes over.

    DfE's figures take nothing over: each version stands by itself.
    """
    kinds = {load.id: load.kind for load in reader.loads}
    taken: dict[tuple[Period, str], list[str]] = {}
    for each in cover:
        if each.table != PUBLISHED:
            for part in reader.parts(each.table, Period(each.since, each.until))[0]:
                taken.setdefault((part.period, part.load), []).append(each.table)
    return tuple(
        f"For {period} it counts in place of {load} ({kinds[load]}), in {_and(tables)}."
        for (period, load), tables in sorted(taken.items())
    )


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
