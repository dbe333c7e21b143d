"""What the targets of a plan read, counted: the part of ``sendplan measure`` that asks a plan for its measures."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from sendplan.cli.application import give_up, ready

if TYPE_CHECKING:
    from sendplan.measures.calculate import Engine
    from sendplan.measures.measure import Measure
    from sendplan.measures.period import Period
    from sendplan.measures.result import Result
    from sendplan.plan.queries import TargetRead
    from sendplan.records.store import Reader

NOT_LINKED = "Nobody has said which measure this target reads."


def of_plan(
    plan: str,
    known: Mapping[str, Measure],
    periods: Sequence[Period],
    *,
    area: str,
    as_at: dt.date,
    known_at: dt.date | None,
    engine: str,
    as_json: bool,
) -> None:
    """Say what every target of a plan reads on the day: a row for each measure of each, in the plan's order.

    A target without a link, and a measure that cannot be counted, each has its row with the reason.
    """
    from sendplan.cli.load import store_of
    from sendplan.records.store import StoreError

    with ready():
        from sendplan.plan.queries import targets_read  # needs Django set up

        targets = targets_read(area, plan, as_at)
    if targets is None:
        give_up(f"{area} has no plan “{plan}” that was adopted by {as_at}: name one by its address.", 2)
    try:
        reader = store_of(area, published=False).reader(known_at)
    except StoreError as refused:
        give_up(str(refused), 2)
    counted = _Counted(known, reader, area, as_at, known_at, engine)  # type: ignore[arg-type]  # held to its words before
    rows = [row for target in targets for row in counted.rows(target, periods)]
    if as_json:
        typer.echo(json.dumps([row for _, row, _ in rows], indent=2, ensure_ascii=False))
        return
    _say(rows)


_Row = tuple["TargetRead", dict[str, object], "Result | None"]


class _Counted:
    def __init__(
        self,
        known: Mapping[str, Measure],
        reader: Reader,
        area: str,
        as_at: dt.date,
        known_at: dt.date | None,
        engine: Engine,
    ) -> None:
        self.known, self.reader, self.area = known, reader, area
        self.as_at, self.known_at, self.engine = as_at, known_at, engine

    def rows(self, target: TargetRead, periods: Sequence[Period]) -> list[_Row]:
        if not target.measures:
            return [(target, self._without(target, None, NOT_LINKED), None)]
        return [row for name in target.measures for row in self._of(target, name, periods)]

    def _of(self, target: TargetRead, name: str, periods: Sequence[Period]) -> list[_Row]:
        from sendplan.cli.results import usual
        from sendplan.measures.calculate import calculate
        from sendplan.measures.narrowed import NarrowingError, narrowed
        from sendplan.measures.period import PeriodType

        if name not in self.known:
            reason = f"There is no measure “{name}” here: add its definition, or link the target to another."
            return [(target, self._without(target, name, reason), None)]
        try:
            measure = narrowed(self.known[name], target.groups, self.reader)
        except NarrowingError as reason:
            return [(target, self._without(target, name, str(reason)), None)]
        asked = periods or usual(measure, self.as_at, PeriodType.ROLLING_12_MONTHS)
        results = calculate(
            {measure: asked}, self.known, self.reader, area=self.area, as_at=self.as_at, known_at=self.known_at,
            engine=self.engine,
        )  # fmt: skip
        return [(target, {"target": target.id, **result.row()}, result) for result in results]

    def _without(self, target: TargetRead, name: str | None, reason: str) -> dict[str, object]:
        """The row of what has no result, with the fields that a result's has."""
        return {
            "target": target.id, "measure": name, "area": self.area, "period": None, "period_type": None,
            "group": dict(target.groups) or None, "numerator": None, "denominator": None, "value": None, "unit": None,
            "interval": None, "as_at": self.as_at.isoformat(),
            "known_at": None if self.known_at is None else self.known_at.isoformat(), "load": [],
            "definition_digest": None, "deadlines_digest": None, "source": None, "supplied": None, "excluded": {},
            "not_measurable": reason,
        }  # fmt: skip


def _say(rows: Sequence[_Row]) -> None:
    from sendplan.cli.results import line

    shown = ""
    for target, row, result in rows:
        if target.id != shown:
            typer.echo(f"{target.id}  {target.name}")
            shown = target.id
        said = line(result) if result is not None else str(row["not_measurable"])
        typer.echo(f"    {row['measure'] or 'no measure'}: {said}")
    measured = {target.id for target, row, _ in rows if row["not_measurable"] is None}
    every = {target.id for target, _, _ in rows}
    typer.echo(f"{len(measured)} of {len(every)} targets have a figure.")
