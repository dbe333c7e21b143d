"""What was promised: actions, who answers for them, what is to come of them, and what has been reported."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sendplan.plan.models.fields import (
    Placed,
    append_only,
    both_or_neither,
    events,
    never_deleted,
    not_in_the_future,
    public_id,
    searched,
    words,
    written_at,
)
from sendplan.plan.models.plan import Plan, Section

PROTECT = models.PROTECT


@pghistory.track(*events())
class Post(models.Model):
    """A post named as owner, as the plan writes it. Who holds it, where one signs in here, is a ``Holding``.

    Where the plan spells one post two ways there are two rows, until a person says that they are one: the other
    then points at the one that is kept, and every reader goes by that one.
    """

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=PROTECT, related_name="posts")
    name = models.CharField(max_length=300)
    joined_to = models.ForeignKey("self", on_delete=PROTECT, null=True, related_name="spellings")
    joined_on = models.DateField(null=True)
    joined_by_name = models.CharField(max_length=120, null=True)  # noqa: DJ001  null with joined_on, or not at all

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "name"], name="plan_post_name"),
            both_or_neither("plan_post_joined", "joined_to", "joined_on", "joined_by_name"),
            models.CheckConstraint(condition=~models.Q(joined_to=models.F("id")), name="plan_post_not_to_itself"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [never_deleted()]

    def __str__(self) -> str:
        return self.name


@pghistory.track(*events())
class Holding(models.Model):
    """Who held a post, from which day and until before which; ``until`` is None while they hold it."""

    post = models.ForeignKey(Post, on_delete=PROTECT, related_name="holdings")
    person = models.ForeignKey("access.User", on_delete=PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    by_name = words(120)
    written_at = written_at()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="plan_holding_in_order",
            ),
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(until__isnull=True), name="plan_holding_one_at_a_time"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            never_deleted(),
            pgtrigger.ReadOnly(name="only_ends", fields=["post", "person", "since", "by_name"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} holds {self.post_id}"


@pghistory.track(*events())
class Action(Placed):
    """One promised action. ``doubts`` are the draft's ambiguities, as it holds them."""

    public_id = public_id()
    section = models.ForeignKey(Section, on_delete=PROTECT, related_name="actions")
    ref = models.CharField(max_length=60)
    text = models.TextField()
    due_as_written = words()
    due_earliest = models.DateField(null=True)
    due_latest = models.DateField(null=True)
    due_kind = models.CharField(max_length=20)
    doubts = models.JSONField(default=list)
    owners: models.ManyToManyField[Post, ActionPost] = models.ManyToManyField(
        Post, through="ActionPost", related_name="actions"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            both_or_neither("plan_action_due_range", "due_earliest", "due_latest"),
            models.CheckConstraint(
                condition=models.Q(due_latest__isnull=True) | models.Q(due_earliest__lte=models.F("due_latest")),
                name="plan_action_due_in_order",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [never_deleted()]

    def __str__(self) -> str:
        return self.ref


@pghistory.track(*events())
class ActionPost(models.Model):
    """A post that answers for an action. ``part`` is ``lead``, ``accountable`` or empty."""

    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="named")
    post = models.ForeignKey(Post, on_delete=PROTECT, related_name="named")
    part = words(12)
    as_written = models.TextField()
    order = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["action", "order"], name="plan_actionpost_order"),
            models.CheckConstraint(
                condition=models.Q(part__in=["", "lead", "accountable"]), name="plan_actionpost_part"
            ),
        ]

    def __str__(self) -> str:
        return self.as_written


@pghistory.track(*events())
class Outcome(models.Model):
    """What an action is to bring about, in the plan's words: the criterion by which it is judged.

    ``order`` is its place in the newest version that has it.
    """

    public_id = public_id()
    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="outcomes")
    order = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [never_deleted()]

    def __str__(self) -> str:
        return self.text


@pghistory.track(*events())
class ProgressUpdate(models.Model):
    """One dated, signed report on an action. Appended; a mistake is put right by the next one.

    ``rating`` is how its author says an open action is going; empty where they do not say, or it is no longer open.
    """

    public_id = public_id()
    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="updates")
    on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    by_post = words(160)
    state = models.CharField(max_length=12)
    rating = words(10)
    text = models.TextField()
    written_at = written_at()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=["not_started", "in_progress", "complete", "stopped"]),
                name="plan_progressupdate_state",
            ),
            models.CheckConstraint(
                condition=models.Q(rating__in=["", "on_track", "at_risk", "off_track"]),
                name="plan_progressupdate_rating",
            ),
            not_in_the_future("plan_progressupdate_not_in_the_future"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["action", "on", "id"], name="plan_update_by_day"),
            GinIndex(searched("text"), name="plan_update_words"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.on} {self.state}"
