"""The words of this field and what they mean; words.toml holds them."""

from __future__ import annotations

import tomllib
from pathlib import Path

WORDS: tuple[tuple[str, str], ...] = tuple(
    tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")).items()
)
