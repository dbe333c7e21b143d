"""Every mutation by its name, in the order in which the modules define them."""

from __future__ import annotations

from tests.plan_reader.metamorphic import (
    figure_changes,
    name_changes,
    page_changes,
    row_changes,
    section_changes,
    word_changes,
)
from tests.plan_reader.metamorphic.changes import EVERY, TEXTUAL

MODULES = (row_changes, name_changes, figure_changes, word_changes, section_changes, page_changes)


__all__ = ["EVERY", "MODULES", "TEXTUAL"]
