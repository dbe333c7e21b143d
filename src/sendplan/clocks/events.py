"""The events that start, stop and end deadlines: their names, and each as the beginning of a sentence."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

__all__ = ["clause", "events", "near"]


@cache
def events() -> Mapping[str, str]:
    """Every event that the national deadlines name, with the words that begin a sentence about it."""
    text = resources.files("sendplan.clocks").joinpath("events.toml").read_text(encoding="utf-8")
    return MappingProxyType(dict(tomllib.loads(text)["events"]))


def clause(name: str) -> str:
    """“The request was received”, to be followed by “on” and the day; for an area's own event, its name."""
    return events().get(name, f"“{name}” happened")


def near(name: str, known: Iterable[str]) -> list[str]:
    """Up to three of ``known`` that somebody who wrote ``name`` may have meant, the likeliest first."""
    by_folded = {each.casefold(): each for each in known}
    wanted = " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
    close = difflib.get_close_matches(wanted, by_folded, n=3, cutoff=0.6)
    words = set(wanted.split())
    if not close:
        shared = sorted(by_folded, key=lambda each: (-len(words & set(each.split())), each))
        close = [each for each in shared if words & set(each.split())][:3]
    return [by_folded[each] for each in close]
