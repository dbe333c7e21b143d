"""What every dated, signed row has: who, in which post, on which day, and when the database wrote it."""

from __future__ import annotations

from django.db import models

from sendplan.plan.models.fields import words, written_at

__all__ = ["Signed"]


class Signed(models.Model):
    """The parent of what somebody said or decided on a day. Rows are appended and never edited: a later one counts."""

    on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    by_post = words(160)
    written_at = written_at()

    class Meta:
        abstract = True
