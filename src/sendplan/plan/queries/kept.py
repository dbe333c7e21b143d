"""What was made from something that can never change, kept in memory for the next who asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Kept", "Rows"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The ``most`` values asked for last, by keys that stand for the same thing for ever. Threads may share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of ``key``, made where it is not here. Two who ask at once may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make()
        with self._lock:
            self._values[key] = made
            while len(self._values) > self.most:
                self._values.popitem(last=False)
        return made


class Rows(Generic[V]):
    """Rows worked out before, each with all that it was made from: where that is still the same, so is the row.

    Nothing here can be out of date: what a row is made from is asked of the database every time.
    """

    def __init__(self) -> None:
        self._rows: dict[str, tuple[object, V]] = {}

    def get(self, id_: str, made_from: object, make: Callable[[], V]) -> V:
        """The row of ``id_`` as made from ``made_from``, which says everything that ``make`` goes by."""
        before = self._rows.get(id_)
        if before is not None and before[0] == made_from:
            return before[1]
        made = make()
        self._rows[id_] = (made_from, made)
        return made
