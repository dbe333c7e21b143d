"""Loads of records and what is wrong in them: the only door from a page to rows about children."""
