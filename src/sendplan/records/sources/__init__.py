"""A file in, rows out: one module a kind of source."""
