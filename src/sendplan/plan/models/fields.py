"""Fields that many tables share, and the triggers and constraints that go with them."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

from sendplan.plan.ids import LENGTH

__all__ = [
    "Placed",
    "append_only",
    "both_or_neither",
    "events",
    "never_deleted",
    "not_in_the_future",
    "public_id",
    "searched",
    "words",
    "written_at",
]


def events() -> tuple[pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent]:
    """Every change is kept, deletions too: django-pghistory leaves those out unless it is told.

    New ones for each table: django-pghistory writes the table's own fields into them.
    """
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()


def public_id() -> models.Field[str, str]:
    """A stable id from ``sendplan.plan.ids``."""
    return models.CharField(max_length=LENGTH, unique=True, editable=False)


def words(max_length: int | None = None) -> models.Field[str, str]:
    """Text that is empty where there is nothing to say."""
    return models.TextField(blank=True) if max_length is None else models.CharField(max_length=max_length, blank=True)


def searched(*fields: str) -> SearchVector:
    """The words of ``fields`` as English stems: the expression that ``queries.search`` asks by and indexes keep."""
    return SearchVector(*fields, config="english")


def written_at() -> models.Field[dt.datetime, dt.datetime]:
    """When the database wrote the row, by its own clock."""
    return models.DateTimeField(db_default=Now(), editable=False)


class Placed(models.Model):
    """Where something stood in the document, and its order in the plan, from 0."""

    order = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True)
    end_line = models.PositiveIntegerField(null=True)
    cell = models.TextField(blank=True)

    class Meta:
        abstract = True


def append_only() -> pgtrigger.Trigger:
    """What was said stays said."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def never_deleted() -> pgtrigger.Trigger:
    return pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)


def both_or_neither(name: str, *fields: str) -> models.CheckConstraint:
    """Who and when stand or are missing together."""
    neither, both = models.Q(), models.Q()
    for field in fields:
        neither &= models.Q(**{f"{field}__isnull": True})
        both &= models.Q(**{f"{field}__isnull": False})
    return models.CheckConstraint(condition=neither | both, name=name)


def not_in_the_future(name: str, field: str = "on") -> models.CheckConstraint:
    """``field`` is no later than the day on which the database wrote the row, whatever day a caller believes it is."""
    written_on = Func(
        "written_at",
        template="(%(expressions)s AT TIME ZONE 'Europe/London')::date",
        output_field=models.DateField(),
    )
    return models.CheckConstraint(condition=models.Q(**{f"{field}__lte": written_on}), name=name)
