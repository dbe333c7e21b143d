"""The rules point by point in plain Python with exact fractions, written from the description and not from the code.

No arrays and nothing shared with what it checks: only numbers in lists, None where one is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

Value = float | None


@dataclass
class Point:
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    rules: tuple[str, ...] = ()
    label: str = "Common Cause"
    kind: str = "common_cause"


def average(numbers: list[float]) -> float | None:
    return float(sum(map(Fraction, numbers)) / len(numbers)) if numbers else None


def slow_chart(
    values: list[Value], rebased: list[bool], fix: int | None, screen: bool, direction: str, mdc: bool
) -> list[Point]:
    groups: list[list[Value]] = []
    for value, new in zip(values, rebased, strict=True):
        if new or not groups:
            groups.append([])
        groups[-1].append(value)
    return [point for group in groups for point in one_group(group, fix, screen, direction, mdc)]


def limits(y: list[Value], fix: int | None, screen: bool, mdc: bool) -> tuple[float | None, float | None]:
    """The average, and the average moving range."""
    base = y[:fix] if fix else y
    there = [value for value in base if value is not None]
    mean = average(there)
    ranges = []
    for before, after in pairwise(base):
        if before is not None and after is not None:
            ranges.append(abs(after - before))
    spread = average(ranges)
    if screen and spread is not None:
        kept = [one for one in ranges if one < 3.267 * spread]
        if mdc and spread == 0:
            kept = ranges
        trimmed = average(kept)
        if mdc and trimmed == 0 and spread > 0:
            counts = [there.count(value) for value in there]
            mean = there[counts.index(max(counts))]
        spread = trimmed
    if mdc and sum(value is not None for value in y) < 13:
        spread = None
    return mean, spread


def sign(a: Value, b: Value) -> int:
    """1 where a is greater than b, -1 where less, 0 where equal or either is missing."""
    return 0 if a is None or b is None else (a > b) - (a < b)


def one_group(y: list[Value], fix: int | None, screen: bool, direction: str, mdc: bool) -> list[Point]:
    mean, spread = limits(y, fix, screen, mdc)
    points = [Point(mean) for _ in y]
    out = [0] * len(y)
    near = [False] * len(y)
    if spread is not None and mean is not None:
        inner = 2 * (2.66 / 3) * spread
        for i, v in enumerate(y):
            low, high = mean - 2.66 * spread, mean + 2.66 * spread
            points[i].lower, points[i].upper = low, high
            out[i] = max(0, sign(v, high)) or min(0, sign(v, low))
            near[i] = sign(v, mean + inner) > 0 or sign(v, mean - inner) < 0
    if not mdc:
        near = [close and not beyond for close, beyond in zip(near, out, strict=True)]
    found = one_side([sign(v, mean) for v in y], near)
    for i, rules in enumerate(trends([0] + [sign(b, a) for a, b in pairwise(y)], mdc) if y else []):
        found[i] |= rules
    for i, names in enumerate(found):
        if out[i]:
            names.add("Above UCL" if out[i] > 0 else "Below LCL")
        if names:
            points[i].rules = tuple(sorted(names, key=place))
            points[i].label, points[i].kind = judge(list(points[i].rules), direction, mdc)
    return points


def place(name: str) -> tuple[int, bool]:
    kinds = ("Above UCL", "Below LCL"), ("Trend",), ("2 in 3",), ("7 Points",)
    return [any(word in name for word in words) for words in kinds].index(True), not high(name)


def high(name: str) -> bool:
    return "Above" in name or "Increasing" in name


def one_side(side: list[int], near: list[bool]) -> list[set[str]]:
    """Runs of seven, and two of three."""
    found: list[set[str]] = [set() for _ in side]
    for way, word in ((1, "Above"), (-1, "Below")):
        for i in range(len(side)):
            if side[i : i + 7] == [way] * 7:
                for j in range(i, i + 7):
                    found[j].add(f"7 Points {word} CL")
            if side[i : i + 3] == [way] * 3 and sum(near[i : i + 3]) >= 2:
                for j in range(i, i + 3):
                    if near[j]:
                        found[j].add(f"2 in 3 {word} CL")
    return found


def trends(step: list[int], mdc: bool) -> list[set[str]]:
    """``step[i]`` is the way from point i - 1 to point i."""
    words = {1: "7 Point Trend (Increasing)", -1: "7 Point Trend (Decreasing)"}
    found: list[set[str]] = [set() for _ in step]
    for way, word in words.items():
        for i in range(6, len(step)):
            if step[i - 5 : i + 1] == [way] * 6:
                for j in range(i - 6, i + 1):
                    found[j].add(word)
    if mdc:
        return found
    one = []
    for i in range(len(step)):
        way = step[i + 1] if i + 1 < len(step) and found[i + 1] else step[i]
        one.append({words[1 if way > 0 else -1]} if found[i] else set())
    return one


def judge(names: list[str], direction: str, mdc: bool) -> tuple[str, str]:
    if direction == "neutral":
        return names[0], f"special_cause_neutral_{'high' if high(names[0]) else 'low'}"
    good = [name for name in names if high(name) == (direction == "increase")]
    if mdc:
        return (good[0], "special_cause_improvement") if good else (names[0], "special_cause_concern")
    return names[0], "special_cause_improvement" if names[0] in good else "special_cause_concern"
