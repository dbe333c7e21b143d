"""Small numbers: a share's limits from its own denominator, over time (p-chart) or between places (funnel).

An XmR chart of shares reads noise as news where few are counted: 1 of 2 is 50%, 2 of 2 is 100%. Here the limits are
those of the binomial distribution itself, not of its normal approximation, which fails below about five expected: a
share lies beyond a limit where chance alone would bring it, or one further out, less than 0.135% of the time a side
(three sigma), and close to it less than 2.275% (two). Sources: W. A. Shewhart's p-chart; D. J. Spiegelhalter, "Funnel
plots for comparing institutional performance", Statistics in Medicine 24 (2005), 1185-1202.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sendplan.measures.signals.arrays import Floats
from sendplan.measures.signals.chart import Chart, Dates, Number, chart, drawn
from sendplan.measures.signals.charts import Parts, SignalError, judged
from sendplan.measures.signals.limits import Limits
from sendplan.measures.signals.patterns import fired
from sendplan.measures.signals.rule_sets import MDC, SIGNS, Direction

__all__ = ["EXPECTED", "Funnel", "Place", "binomial_limits", "chart_of_shares", "funnel"]

EXPECTED = 5
"""A share whose denominator brings fewer than this, on average, of either kind is a small number."""
_Key = TypeVar("_Key")
THREE_SIGMA, TWO_SIGMA = 0.00135, 0.02275


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a funnel: share and limits (0 to 1), and "high", "low" or "as expected"; None: nobody counted."""

    name: str
    numerator: int
    denominator: int
    share: float | None
    lower: float | None
    upper: float | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """Places beside one another. ``share`` is that of all together, 0 to 1; None where nobody was counted."""

    share: float | None
    places: tuple[Place, ...]


def binomial_limits(denominator: int, share: float, tail: float = THREE_SIGMA) -> tuple[float, float]:
    """The lowest and highest share of ``denominator`` that chance brings, or goes beyond, at least ``tail`` often."""
    if denominator <= 0:
        return math.nan, math.nan
    if share <= 0 or share >= 1:
        return (0.0, 0.0) if share <= 0 else (1.0, 1.0)
    log, other = math.log(share), math.log1p(-share)
    whole = math.lgamma(denominator + 1)
    chance = [
        math.exp(whole - math.lgamma(k + 1) - math.lgamma(denominator - k + 1) + k * log + (denominator - k) * other)
        for k in range(denominator + 1)
    ]
    return _first(chance, tail) / denominator, (denominator - _first(chance[::-1], tail)) / denominator


def _first(chance: list[float], tail: float) -> int:
    total = 0.0
    for count, one in enumerate(chance):
        total += one
        if total >= tail:
            return count
    return len(chance) - 1


def chart_of_shares(
    dates: Sequence[dt.date],
    numerators: Sequence[int | None],
    denominators: Sequence[int | None],
    *,
    per: int = 100,
    direction: Direction = "increase",
    target: Sequence[Number] | Number = None,
    trajectory: Sequence[Number] | Number = None,
    rebase: Collection[dt.date] = (),
    fix_after: int | None = None,
    period: str | None = None,
) -> Chart:
    """The chart of a share over time, in parts of ``per``: XmR, or a p-chart where numbers are small; it says which.

    A p-chart is drawn where any period's denominator brings fewer than `EXPECTED` of either kind at the average share.
    A period in which nobody was counted has no share. ``target`` and ``trajectory`` are in parts of ``per``. Raises
    `SignalError` for counts that are negative, not whole, or greater than their denominator.
    """
    counted = [_counts(top, under, day) for day, top, under in _together(dates, numerators, denominators)]
    some = [pair for pair in counted if pair is not None]
    overall = _share(sum(top for top, _ in some), sum(under for _, under in some))
    small = sum(min(overall, 1 - overall) * under < EXPECTED for _, under in some)
    if not small:
        return chart(
            dates,
            [None if pair is None else pair[0] / pair[1] * per for pair in counted],
            direction=direction,
            target=target,
            trajectory=trajectory,
            rebase=rebase,
            fix_after=fix_after,
            period=period,
        )
    laid = Dates.of(dates, period)
    top = laid.laid([None if pair is None else pair[0] for pair in counted], "numerators")
    under = laid.laid([None if pair is None else pair[1] for pair in counted], "denominators")
    group = np.cumsum(laid.starts(rebase))
    goal = laid.laid(target, "target")
    parts = _parts(top, under, group, math.inf if fix_after is None else fix_after, per)
    found = judged(
        (top / under * per)[None, :],
        group[None, :],
        parts,
        np.array([SIGNS[direction]]),
        goal[None, :],
        MDC,
    )
    how = (
        f"A p-chart, because numbers are small: in {small} of {len(some)} periods fewer than {EXPECTED} of one kind "
        "are expected. Limits are wider where fewer were counted."
    )
    return drawn(found, laid, goal, laid.laid(trajectory, "trajectory"), direction, period, how, MDC.points)


def _parts(top: Floats, under: Floats, group: np.ndarray, fix: float, per: int) -> Parts:
    """Limits and rules of each point of one series, from its own denominator."""
    points = len(top)
    rows = {name: np.full((points, 1), math.nan) for name in ("mean", "lower", "upper", "near_lower", "near_upper")}
    baseline = np.zeros((points, 1), bool)
    bits = np.zeros((points, 1), np.uint8)
    known = np.zeros(points, np.int64)
    nothing = np.full((points, 1), math.nan)
    for one in np.unique(group):
        mine = np.flatnonzero(group == one)
        there = ~np.isnan(top[mine])
        used = mine[there & (np.arange(len(mine)) < fix)]
        baseline[used] = True
        known[mine] = there.sum()
        share = _share(int(top[used].sum()), int(under[used].sum()))
        if not len(used):
            continue
        rows["mean"][mine] = share * per
        for point in mine[there] if there.sum() >= MDC.points else ():
            rows["lower"][point], rows["upper"][point] = _scaled(int(under[point]), share, THREE_SIGMA, per)
            rows["near_lower"][point], rows["near_upper"][point] = _scaled(int(under[point]), share, TWO_SIGMA, per)
        limits = Limits(
            **{name: row[mine] for name, row in rows.items()},
            mean_range=nothing[mine],
            range_limit=nothing[mine],
            moving_range=nothing[mine],
            baseline=baseline[mine],
        )
        bits[mine] = fired((top[mine] / under[mine] * per)[:, None], limits, MDC)
    return Parts(
        **{name: row.T for name, row in rows.items()},
        mean_range=nothing.T,
        range_limit=nothing.T,
        moving_range=nothing.T,
        baseline=baseline.T,
        fired=bits.T,
        known=known[None, :],
    )


def _scaled(denominator: int, share: float, tail: float, per: int) -> tuple[float, float]:
    low, high = binomial_limits(denominator, share, tail)
    # The same order of work as the share itself, so that a share on its limit is exactly on it.
    return low * per, high * per


def funnel(names: Sequence[str], numerators: Sequence[int], denominators: Sequence[int]) -> Funnel:
    """Each place's share beside that of all together, with the limits of its own denominator. Raises `SignalError`."""
    counted = [_counts(top, under, name) for name, top, under in _together(names, numerators, denominators)]
    some = [pair for pair in counted if pair is not None]
    overall = _share(sum(top for top, _ in some), sum(under for _, under in some))
    places = []
    for name, pair in zip(names, counted, strict=True):
        if pair is None:
            places.append(Place(name, 0, 0, None, None, None, None))
            continue
        top, under = pair
        low, high = binomial_limits(under, overall)
        share = top / under
        verdict = "high" if share > high else "low" if share < low else "as expected"
        places.append(Place(name, top, under, share, low, high, verdict))
    return Funnel(overall if some else None, tuple(places))


def _share(top: int, under: int) -> float:
    return top / under if under else math.nan


def _together(
    keys: Sequence[_Key], tops: Sequence[int | None], unders: Sequence[int | None]
) -> list[tuple[_Key, int | None, int | None]]:
    if not len(keys) == len(tops) == len(unders):
        raise SignalError(
            f"There are {len(keys)} rows, {len(tops)} numerators and {len(unders)} denominators: give one of each."
        )
    return list(zip(keys, tops, unders, strict=True))


def _counts(top: int | None, under: int | None, whose: object) -> tuple[int, int] | None:
    """A numerator and its denominator; None where either is missing or nobody was counted."""
    if top is None or under is None:
        return None
    if isinstance(top, bool) or isinstance(under, bool) or int(top) != top or int(under) != under:
        raise SignalError(f"{top} of {under} ({whose}) are no counts: give whole numbers.")
    if not 0 <= top <= under:
        raise SignalError(f"{top} of {under} ({whose}) cannot be: a numerator lies between 0 and its denominator.")
    return (int(top), int(under)) if under else None
