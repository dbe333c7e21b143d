"""No pattern of the reader takes long over a line made to trouble it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import sendplan.formats
import sendplan.plan_reader

LENGTH = 100_000
LIMIT = 0.25
"""Seconds of processor time; on a quiet machine each takes under 0.05."""

WINDOWS = {"_BEFORE_DATE": 60, "_STRICT": 200, "_GOVERNS": 24, "_GOVERNS_PERCENT": 24, "_STAGE": 24, "_SENTENCE_END": 6}
"""Patterns that are only ever shown the last so many characters of a text."""

HOSTILE = {
    "one letter": "a" * LENGTH,
    "spaces": " " * LENGTH,
    "no-break spaces": "\u00a0" * LENGTH,
    "digits": "1" * LENGTH,
    "numbers": "10 % " * (LENGTH // 5),
    "percents": "10% reduction " * (LENGTH // 14),
    "dashes": "– " * (LENGTH // 2),
    "months": "June 2023 – " * (LENGTH // 12),
    "days": "23 – 25 May 20" * (LENGTH // 14),
    "words": "Head of the Board and " * (LENGTH // 22),
    "capitals": "Governance " * (LENGTH // 11),
    "leads": "by end of the " * (LENGTH // 14),
    "brackets": "Name (" * (LENGTH // 6),
    "tags": "<!--" * (LENGTH // 4),
    "quarters": "Q1 2023/2" * (LENGTH // 9),
    "families": "what families, families and " * (LENGTH // 28),
}


SEARCHED = r"\.(?:search|finditer|findall|sub|split)\("


def patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Each pattern with its name, and whether its module looks for it inside texts or only matches from a place."""
    for package in (sendplan.formats, sendplan.plan_reader):
        for module in pkgutil.iter_modules(package.__path__):
            if module.ispkg or module.name == "guarded_child":
                continue
            found = importlib.import_module(f"{package.__name__}.{module.name}")
            source = inspect.getsource(found)
            for name, value in vars(found).items():
                many = not isinstance(value, re.Pattern)
                searched = re.search(("pattern" if many else re.escape(name)) + SEARCHED, source) is not None
                held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
                for part in held:
                    for one in part if isinstance(part, tuple) else (part,):
                        if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                            yield f"{module.name}.{name}", one, searched


PATTERNS = sorted(set(patterns()), key=lambda found: (found[0], found[1].pattern))


def seconds(pattern: re.Pattern[str], text: str, searched: bool) -> float:
    """Processor time of a use on the whole text; the best of three, for a busy machine."""

    def once() -> float:
        start = time.process_time()
        if searched:
            pattern.search(text)
        pattern.match(text)
        pattern.fullmatch(text)
        return time.process_time() - start

    best = once()
    return best if best < 0.05 else min(best, once(), once())


def test_there_are_patterns_to_try() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_pattern_is_quick(kind: str) -> None:
    slow = {}
    for name, pattern, searched in PATTERNS:
        text = HOSTILE[kind][: WINDOWS.get(name.partition(".")[2], LENGTH)]
        took = seconds(pattern, text, searched)
        if took > LIMIT:
            slow[name] = took
    assert not slow
