"""How far each unknown count can move under everything that is known: solved by HiGHS, in whole numbers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # scipy ships no types
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # scipy ships no types

ENOUGH: Final = 3
_ROUNDS: Final = 3
_SECONDS: Final = 20.0
_CLOSE: Final = 1e-6
_OPTIMAL: Final = 0
_INFEASIBLE: Final = 2


class NoSolutionError(ValueError):
    """What is known cannot all be true at once: at least one of the figures was changed between two releases."""


class UnprovenError(ValueError):
    """The solver gave no answer in its time; what is not shown to be safe is not safe."""


@dataclass(slots=True)
class Knowledge:
    """Unknown counts of children with the least and the most that each can be, and the sums that tie them together."""

    least: dict[Hashable, int] = field(default_factory=dict)
    most: dict[Hashable, int] = field(default_factory=dict)
    sums: set[tuple[Hashable, frozenset[Hashable]]] = field(default_factory=set)

    def know(self, name: Hashable, least: int, most: int) -> None:
        """A count lies between these two, both included; what is known already still holds."""
        self.least[name] = max(least, self.least.get(name, 0))
        self.most[name] = min(most, self.most.get(name, most))

    def add_up(self, whole: Hashable, parts: Iterable[Hashable]) -> None:
        """The whole is the sum of its parts, each of them counted once."""
        tied = frozenset(parts)
        if tied != {whole}:
            self.sums.add((whole, tied))

    def close(self) -> None:
        """Give every count that is only ever part of a sum the widest range that it can have."""
        names = {name for whole, parts in self.sums for name in (whole, *parts)}
        roof = sum(self.most.values()) + 1
        for name in names:
            self.know(name, 0, roof)

    def ranges(self, targets: set[Hashable]) -> dict[Hashable, tuple[int, int]]:
        """The values that each target is seen to take: (least, most), whole numbers.

        Where fewer than `ENOUGH` values lie between them, they are the very bounds; else they are two values it can
        have,
        so the true range is no narrower. Raises NoSolutionError and UnprovenError.
        """
        self.close()
        found: dict[Hashable, tuple[int, int]] = {}
        for names, sums in self._islands(targets):
            found.update(_solve(self, names, sums, targets))
        return found

    def _islands(
        self, targets: set[Hashable]
    ) -> Iterable[tuple[list[Hashable], list[tuple[Hashable, frozenset[Hashable]]]]]:
        """The counts that are tied to one another by what is not known, island by island."""
        root: dict[Hashable, Hashable] = {name: name for name in self.most}

        def top(name: Hashable) -> Hashable:
            while root[name] != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        def moves(name: Hashable) -> bool:
            return self.least[name] != self.most[name]

        order = sorted(self.sums, key=lambda each: (repr(each[0]), sorted(map(repr, each[1]))))
        for whole, parts in order:
            tied = [name for name in (whole, *parts) if moves(name)]
            for name in tied[1:]:
                root[top(name)] = top(tied[0])
        islands: dict[Hashable, list[Hashable]] = {}
        for name in sorted(self.most, key=repr):
            islands.setdefault(top(name), []).append(name)
        of: dict[Hashable, list[tuple[Hashable, frozenset[Hashable]]]] = {}
        for whole, parts in order:
            tied = [name for name in (whole, *parts) if moves(name)]
            of.setdefault(top(tied[0] if tied else whole), []).append((whole, parts))
        for island, names in islands.items():
            if targets.intersection(names):
                yield names, of.get(island, [])


def _solve(
    known: Knowledge,
    names: list[Hashable],
    sums: list[tuple[Hashable, frozenset[Hashable]]],
    targets: set[Hashable],
) -> dict[Hashable, tuple[int, int]]:
    if not sums:
        return {name: (known.least[name], known.most[name]) for name in names if name in targets}
    names = sorted({*names, *(n for whole, parts in sums for n in (whole, *parts))}, key=repr)
    place = {name: n for n, name in enumerate(names)}
    wanted = np.array(sorted(place[name] for name in targets if name in place))
    island = _Island.of(known, place, sums)
    turn = np.random.default_rng(len(names))
    for _ in range(_ROUNDS):
        narrow = wanted[(island.high - island.low + 1)[wanted] < ENOUGH] if island.seen else wanted
        if not len(narrow):
            break
        cost = np.zeros(len(names))
        cost[narrow] = turn.choice((-1.0, 1.0), size=len(narrow))
        island.visit(cost)
        island.visit(-cost)
    for at in wanted:
        for sign in (1.0, -1.0):
            if island.high[at] - island.low[at] + 1 < ENOUGH:
                cost = np.zeros(len(names))
                cost[at] = sign
                island.visit(cost)
    return {names[at]: (int(island.low[at]), int(island.high[at])) for at in wanted}


@dataclass(slots=True)
class _Island:
    """One island as HiGHS takes it, and the least and most seen of each count in any solution so far."""

    bounds: Bounds
    rows: LinearConstraint
    matrix: csr_array
    low: np.ndarray
    high: np.ndarray
    seen: bool = False

    @classmethod
    def of(
        cls, known: Knowledge, place: Mapping[Hashable, int], sums: list[tuple[Hashable, frozenset[Hashable]]]
    ) -> _Island:
        down, across, signs = [], [], []
        for row, (whole, parts) in enumerate(sums):
            for name, sign in [(whole, 1), *((part, -1) for part in sorted(parts, key=repr))]:
                down.append(row)
                across.append(place[name])
                signs.append(sign)
        matrix = csr_array((signs, (down, across)), shape=(len(sums), len(place)))
        least = np.array([known.least[name] for name in place])
        most = np.array([known.most[name] for name in place])
        if (least > most).any():
            raise NoSolutionError("A count would have to lie below its least.")
        return cls(
            Bounds(least, most),
            LinearConstraint(matrix, 0, 0),
            matrix,
            np.full(len(place), 2**60),
            np.zeros(len(place), int),
        )

    def visit(self, cost: np.ndarray) -> None:
        """One solution, as cheap as can be, checked in whole numbers."""
        # Most tables have whole-number corners, and asking for any corner takes a third of the time.
        values = self._whole(self._ask(cost, whole=False))
        if values is None:
            values = self._whole(self._ask(cost, whole=True))
        if values is None:
            raise UnprovenError("The solver's answer does not add up in whole numbers.")
        self.low = np.minimum(self.low, values)
        self.high = np.maximum(self.high, values)
        self.seen = True

    def _ask(self, cost: np.ndarray, *, whole: bool) -> np.ndarray:
        answer = milp(
            cost,
            integrality=np.full(len(cost), int(whole)),
            bounds=self.bounds,
            constraints=self.rows,
            options={"time_limit": _SECONDS, "mip_rel_gap": 0.0},
        )
        if answer.status == _INFEASIBLE:
            raise NoSolutionError("The figures cannot all be true at once.")
        if answer.status != _OPTIMAL:
            raise UnprovenError(f"The solver stopped without an answer: {answer.message}")
        return np.asarray(answer.x)

    def _whole(self, found: np.ndarray) -> np.ndarray | None:
        values = np.rint(found).astype(int)
        if np.abs(found - values).max() > _CLOSE or (self.matrix @ values).any():
            return None
        inside = (values >= self.bounds.lb).all() and (values <= self.bounds.ub).all()
        return values if inside else None
