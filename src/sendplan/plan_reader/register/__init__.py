"""The register's own documents: a draft laid out for people, and read back as the same draft.

``layout`` writes the shape and ``reading`` reads it; ``docs/reference/exports.md`` describes it. What a person may
change in it is words, rows and ids; what the shape is recognised by is the table that begins it.
"""

from sendplan.plan_reader.register.layout import laid_out
from sendplan.plan_reader.register.reading import is_register, read_register

__all__ = ["is_register", "laid_out", "read_register"]
