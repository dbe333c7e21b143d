"""The register's own documents: a draft laid out for people, and read back as the same draft.

``layout`` writes the shape and ``reading`` reads it; ``docs/reference/exports.md`` describes it. What a person may
change in it is words, rows and ids; what the shape is recognised by (``form``) is the table that begins it. Each is
imported where it is needed, for most files that are read were not written by the register.
"""
