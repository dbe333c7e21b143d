"""The plan's words as they are searched, version by version."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from sendplan.plan.ids import LENGTH
from sendplan.plan.models.fields import append_only, searched
from sendplan.plan.models.plan import Version

__all__ = ["VersionText"]


class VersionText(models.Model):
    """One thing that a version says, as words to search. Made from the version's content when it is adopted.

    ``kind`` is action, outcome, target, need or statement; ``public_id`` that thing's, or for an outcome its action's.
    There is no history: a row never changes, and the content it is made from is kept.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=10)
    public_id = models.CharField(max_length=LENGTH)
    text = models.TextField()
    words = models.GeneratedField(expression=searched("text"), output_field=SearchVectorField(), db_persist=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [GinIndex(fields=["words"], name="plan_versiontext_words")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
