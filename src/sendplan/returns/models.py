"""The tables of returns: loads, how far each has come, and who read which child's rows. Fields and constraints only.

No value from anybody's record stands here: rows about children stay in the store, which `queries` alone reads.
"""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models.functions import Now

from sendplan.returns.ids import LENGTH
from sendplan.returns.rules import STATES

PROTECT = models.PROTECT


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Load(models.Model):
    """Files somebody gave to be loaded, and what came of them.

    ``files`` are mappings of name, size (bytes) and sha256; ``cover`` what somebody said they speak for (table, since,
    until); ``header`` what somebody said of a return whose files do not say it; ``rows`` counts by module (in, loaded,
    aside), ``tables`` rows by table, ``issues`` counts by rule, ``covered`` the cover that was written down.
    ``store_load`` is the load's id in the store, empty where nothing was changed. ``words`` hold no value of any row.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, editable=False)
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="waiting")
    files = models.JSONField()
    cover = models.JSONField(default=list)
    header = models.JSONField(default=dict)
    partial = models.BooleanField()
    on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=60)
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=60, blank=True)
    rows = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)
    issues = models.JSONField(default=dict)
    covered = models.JSONField(default=list)
    words = models.TextField(blank=True)
    store_load = models.CharField(max_length=60, blank=True)
    undone_on = models.DateField(null=True)
    undone_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="returns_load_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=["loaded", "undone"]) ^ models.Q(store_load=""),
                name="returns_load_names_what_it_put_in_force",
            ),
            models.UniqueConstraint(
                fields=["area", "store_load"], condition=~models.Q(store_load=""), name="returns_load_once_in_the_store"
            ),
            # Two loads at once would each be made from the same state before: one waits for the other to be done.
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(state__in=["waiting", "working"]), name="returns_load_one_at_a_time"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["area", "-id"], name="returns_load_newest")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.state}"


class LoadProgress(models.Model):
    """How far a load has come: ``done`` of ``of`` (None where that is not known) of ``what``. Written every second."""

    load = models.OneToOneField(Load, on_delete=PROTECT, primary_key=True, related_name="progress")
    what = models.CharField(max_length=200, blank=True)
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.load_id}: {self.what} {self.done} of {self.of}"


class ChildRead(models.Model):
    """One child whose row was read, by the audit entry that says who and when.

    ``load`` is the load's id in the store, or its public id where nothing of it was put in force; ``child`` a key
    within it and no name: the number of the child's record in the return, or the row's own where that is not known.
    """

    entry = models.ForeignKey("access.AuditEntry", on_delete=PROTECT, related_name="+")
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    load = models.CharField(max_length=60)
    child = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "load", "child"], name="returns_childread_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area", "load", "child"], name="returns_childread_child"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.load} {self.child}"
