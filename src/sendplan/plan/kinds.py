"""The kinds of plan, as data: ``kinds.toml`` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Kind", "kind", "kinds"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of plan. ``description`` is one plain sentence."""

    slug: str
    title: str
    description: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which a form offers them."""
    data = tomllib.loads(resources.files("sendplan.plan").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return tuple(Kind(**entry) for entry in data["kind"])


def kind(slug: str) -> Kind | None:
    """The kind of that name, or None where there is none."""
    return next((each for each in kinds() if each.slug == slug), None)
