"""Why a pack was not loaded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sendplan.plan import rules
from sendplan.plan.pack import Problem
from sendplan.plan.wording import count

__all__ = ["PackRefused"]


class PackRefused(rules.Refused):
    """A pack that was not loaded: every problem, each with its file, line, value, reason and remedy."""

    def __init__(self, folder: Path, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        wrong = count(len(self.problems), "thing is", "things are")
        head = f"Nothing was loaded from {folder.name}: {wrong} wrong."
        super().__init__("\n".join([head, *(problem.sentence for problem in self.problems)]))
