"""The acts an app puts in the audit trail, each with its sentence and what of it may be erased. Plain Python.

An app keeps its own in an `acts.toml` of this shape::

    [signed-in]
    sentence = "{name} signed in."
    erasure  = "Nothing may be taken out: …"
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True)
class Act:
    """One thing that can be done. `sentence` is a template; `words` are the names of its blanks."""

    slug: str
    sentence: str
    erasure: str
    words: frozenset[str]

    def say(self, **words: str) -> str:
        """The sentence with its blanks filled. Raises ValueError when the words given are not exactly its blanks."""
        if words.keys() != self.words:
            raise ValueError(f"The act {self.slug} needs the words {sorted(self.words)}, not {sorted(words)}.")
        return self.sentence.format_map(words)


def read(text: str) -> Mapping[str, Act]:
    """Acts by slug, from TOML. Raises ValueError naming an act with no sentence or no word on erasure."""
    acts: dict[str, Act] = {}
    for slug, entry in tomllib.loads(text).items():
        sentence, erasure = str(entry.get("sentence", "")), str(entry.get("erasure", ""))
        if not sentence.endswith(".") or not erasure.endswith("."):
            raise ValueError(f"The act {slug} needs a sentence, and a sentence on what of it may be erased.")
        words = frozenset(field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None)
        acts[slug] = Act(slug, sentence, erasure, words)
    return MappingProxyType(acts)


def of(package: str) -> Mapping[str, Act]:
    """The acts in `package`'s own `acts.toml`, for example of("sendplan.access")."""
    return read(resources.files(package).joinpath("acts.toml").read_text(encoding="utf-8"))


ACTS = of("sendplan.access")
