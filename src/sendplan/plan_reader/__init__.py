"""A published plan in; a structured draft and a list of findings out."""

from sendplan.plan_reader.read import read, read_document

__all__ = ["read", "read_document"]
