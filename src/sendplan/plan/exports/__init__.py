"""A plan written out again, for people to print, change and bring back."""

from sendplan.plan.exports.documents import KINDS, MEDIA_TYPES, Kind, exported

__all__ = ["KINDS", "MEDIA_TYPES", "Kind", "exported"]
