"""The tables of people: children, their records in each load, which are whose, and what was asked. Fields and
constraints only.

Of a record stands here what a child may be known by, and nothing of what it says about them: that stays in the store.
"""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models.functions import Now

from sendplan.people.ids import LENGTH

PROTECT = models.PROTECT


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Intake(models.Model):
    """A load whose records were matched. ``load`` is its id in the store; ``in_force`` until it is undone."""

    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    load = models.CharField(max_length=60)
    taken_on = models.DateField()
    in_force = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "load"], name="people_intake_once"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="what_it_is_stands", fields=["area", "load"]),
        ]

    def __str__(self) -> str:
        return f"{self.load}"


class SourceRecord(models.Model):
    """One row about one child in a load: what the child may be known by, as written and as it is compared.

    ``table`` and ``key`` lead to it in the store. ``sound_…`` are empty where a number's check does not fit.
    """

    intake = models.ForeignKey(Intake, on_delete=PROTECT, related_name="records")
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    table = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    upn = models.CharField(max_length=60, blank=True)
    nhs_number = models.CharField(max_length=60, blank=True)
    surname = models.TextField(blank=True)
    forename = models.TextField(blank=True)
    born_on = models.DateField(null=True)
    postcode = models.CharField(max_length=60, blank=True)
    restricted = models.BooleanField(default=False)
    sound_upn = models.CharField(max_length=13, blank=True)
    sound_nhs_number = models.CharField(max_length=10, blank=True)
    folded_surname = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["intake", "table", "key"], name="people_record_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area", "sound_upn"], name="people_record_upn", condition=~models.Q(sound_upn="")),
            models.Index(
                fields=["area", "sound_nhs_number"], name="people_record_nhs", condition=~models.Q(sound_nhs_number="")
            ),
            models.Index(fields=["area", "born_on"], name="people_record_born"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Child(models.Model):
    """One child. Each is named by the first record that was ever a child's of its own: joined and parted again, it
    is the same child as before."""

    public_id = models.CharField(max_length=LENGTH, unique=True, editable=False)
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    first_record = models.OneToOneField(SourceRecord, on_delete=PROTECT, related_name="+")

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.public_id


class Join(models.Model):
    """That a record is a child's, since when and why. A join is ended and never changed: the next is a row of its own.

    ``by_name`` is a person, or "exact match". ``evidence`` and ``ended_why`` hold no value of the record.
    """

    child = models.ForeignKey(Child, on_delete=PROTECT, related_name="joins")
    record = models.ForeignKey(SourceRecord, on_delete=PROTECT, related_name="joins")
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    on = models.DateField()
    by_name = models.CharField(max_length=120)
    evidence = models.TextField()
    ended_on = models.DateField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(ended_on=None), name="people_join_one_child_a_record"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None, ended_by_name="", ended_why="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(ended_by_name="") & ~models.Q(ended_why="")),
                name="people_join_end_is_whole",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="made_once", exclude=["ended_on", "ended_by_name", "ended_why"]),
            pgtrigger.Protect(
                name="ended_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} is {self.child_id}'s"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Doubt(models.Model):
    """Two records of which only a person may say whether they are one child's. ``one`` stands before ``other``.

    ``state``: open, decided, or withdrawn where the records no longer raise it (a load was undone, say).
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, editable=False)
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    one = models.ForeignKey(SourceRecord, on_delete=PROTECT, related_name="+")
    other = models.ForeignKey(SourceRecord, on_delete=PROTECT, related_name="+")
    reason = models.TextField()
    opened_on = models.DateField()
    state = models.CharField(max_length=10, default="open")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["one", "other"], name="people_doubt_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "decided", "withdrawn"]), name="people_doubt_state"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area", "id"], name="people_doubt_open", condition=models.Q(state="open")),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="what_it_asks_stands", exclude=["state", "reason"]),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.state}"


class Decision(models.Model):
    """What a person said of two records, and why. A later one on the same two stands in an earlier one's place.

    Of a parting there is one for each record that stayed with the child. ``doubt`` is the question it answered, if any.
    """

    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    one = models.ForeignKey(SourceRecord, on_delete=PROTECT, related_name="+")
    other = models.ForeignKey(SourceRecord, on_delete=PROTECT, related_name="+")
    says = models.CharField(max_length=10)
    why = models.TextField()
    on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=60)
    doubt = models.ForeignKey(Doubt, on_delete=PROTECT, null=True, related_name="decisions")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(says__in=["same", "different"]), name="people_decision_says"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["area", "id"], name="people_decision_area")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}: {self.says}"


class RecordRead(models.Model):
    """One record whose values were shown, by the audit entry that says to whom and when."""

    entry = models.ForeignKey("access.AuditEntry", on_delete=PROTECT, related_name="+")
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    record = models.ForeignKey(SourceRecord, on_delete=PROTECT, related_name="reads")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "record"], name="people_recordread_once"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.record_id}"
