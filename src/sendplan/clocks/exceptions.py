"""The grounds on which a deadline does not bind, read from ``exceptions.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from sendplan.clocks.deadline import Ground, Rule
from sendplan.clocks.period import Period

__all__ = ["exception_sets", "ground_names"]


@cache
def exception_sets() -> Mapping[str, Mapping[str, Ground]]:
    """Each paragraph of the law that lists exceptions, and its grounds by name."""
    text = resources.files("sendplan.clocks").joinpath("exceptions.toml").read_text(encoding="utf-8")
    return read(text)


@cache
def ground_names() -> tuple[str, ...]:
    """Every ground that any paragraph names, in the order of the file."""
    return tuple(dict.fromkeys(name for grounds in exception_sets().values() for name in grounds))


def read(text: str) -> Mapping[str, Mapping[str, Ground]]:
    """The sets that ``text`` declares. Raises ValueError or KeyError for a file that is not of the shape."""
    data: dict[str, Any] = tomllib.loads(text)
    sets: dict[str, Mapping[str, Ground]] = {}
    for name, entry in data["set"].items():
        sets[name] = MappingProxyType({ground["name"]: _ground(ground, entry, data) for ground in entry["grounds"]})
    return MappingProxyType(sets)


def _ground(entry: dict[str, str], whole: dict[str, Any], data: dict[str, Any]) -> Ground:
    declared = data["ground"][entry["name"]]
    return Ground(
        name=entry["name"],
        meaning=declared["meaning"],
        law=whole["law"] + entry.get("paragraph", ""),
        link=whole["link"],
        doubt=entry.get("doubt", ""),
        rule=_rule(declared["rule"]),
    )


def _rule(entry: dict[str, Any]) -> Rule:
    least, margin = (Period.read(entry[key]).days if key in entry else 0 for key in ("at_least", "margin"))
    if least is None or margin is None:
        raise ValueError(f"The rule {entry} measures in calendar days: write its periods in days or weeks.")
    return Rule(entry["kind"], least, margin, entry.get("first"), entry.get("last"))
