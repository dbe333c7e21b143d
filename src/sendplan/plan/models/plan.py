"""What was uploaded, what was adopted, and the plan's own frame: sections, needs, bodies, findings."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models

from sendplan.plan.models.fields import (
    Placed,
    append_only,
    both_or_neither,
    events,
    never_deleted,
    not_in_the_future,
    public_id,
    words,
    written_at,
)

PROTECT = models.PROTECT


# The reading itself is left out of history: it cannot be changed, and it is large.
@pghistory.track(*events(), exclude=["draft", "runs"])
class Upload(models.Model):
    """A document somebody uploaded, with what was read from it, until somebody decides.

    ``draft`` is the draft's JSON and ``runs`` the document's text with its places, both exactly as they were read:
    text and not ``jsonb``, so that not a byte of a figure or of the order changes. They stay when it is adopted,
    and a version points here.
    """

    public_id = public_id()
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    title = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    draft = models.TextField()
    runs = models.TextField()
    on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default="waiting")
    decided_on = models.DateField(null=True)
    decided_by_name = models.CharField(max_length=120, null=True)  # noqa: DJ001  null with decided_on, or not at all
    written_at = written_at()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "adopted", "set_aside"]), name="plan_upload_state"
            ),
            both_or_neither("plan_upload_decided", "decided_on", "decided_by_name"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_on__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_on__isnull=False)),
                name="plan_upload_decision_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True) | models.Q(decided_on__gte=models.F("on")),
                name="plan_upload_decided_after",
            ),
            models.UniqueConstraint(
                fields=["area", "sha256"], condition=models.Q(state="waiting"), name="plan_upload_waits_once"
            ),
            not_in_the_future("plan_upload_not_in_the_future"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            never_deleted(),
            pgtrigger.ReadOnly(
                name="reading_unchanged",
                fields=["public_id", "area", "name", "sha256", "size", "draft", "runs", "on", "by", "by_name"],
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(*events())
class Plan(models.Model):
    """An area's plan, whichever of its versions is in force."""

    public_id = public_id()
    area = models.ForeignKey("access.Area", on_delete=PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)
    title = models.TextField()
    kind = models.SlugField(max_length=40)
    created_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "slug"], name="plan_plan_slug_in_area"),
            models.CheckConstraint(condition=~models.Q(title=""), name="plan_plan_has_a_title"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [never_deleted()]

    def __str__(self) -> str:
        return self.title


@pghistory.track(*events())
class Version(models.Model):
    """A document adopted as an area's plan: its draft and text are the upload's, which cannot change."""

    plan = models.ForeignKey(Plan, on_delete=PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    upload = models.OneToOneField(Upload, on_delete=PROTECT, related_name="version")
    adopted_on = models.DateField()
    adopted_by = models.ForeignKey("access.User", on_delete=PROTECT, null=True, related_name="+")
    adopted_by_name = models.CharField(max_length=120)
    written_at = written_at()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plan_version_from_one"),
            not_in_the_future("plan_version_not_in_the_future", "adopted_on"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"


# The words are left out of history: they cannot be changed, and they are large.
@pghistory.track(*events(), exclude=["draft"])
class VersionContent(models.Model):
    """What a version says: its draft as JSON, with the register's id of everything in it. It can never change.

    Pages read a plan's wording from here, so that a past day shows what the plan said on it. Text and not ``jsonb``, so
    that not a byte of a figure or of the order changes.
    """

    version = models.OneToOneField(Version, on_delete=PROTECT, related_name="content")
    draft = models.TextField()

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"content of version {self.version_id}"


@pghistory.track(*events())
class Section(Placed):
    """One part of a plan. Its letter is its id in the plan and in URLs."""

    plan = models.ForeignKey(Plan, on_delete=PROTECT, related_name="sections")
    letter = models.CharField(max_length=20)
    title = models.TextField()
    label = words()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "letter"], name="plan_section_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.title}"


@pghistory.track(*events())
class Need(Placed):
    """One thing that needs improvement, in the plan's words."""

    public_id = public_id()
    section = models.ForeignKey(Section, on_delete=PROTECT, related_name="needs")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


@pghistory.track(*events())
class GovernanceBody(Placed):
    """A board, group or committee that the plan names, and how it stands to the plan."""

    plan = models.ForeignKey(Plan, on_delete=PROTECT, related_name="bodies")
    name = models.TextField()
    reporting = words(40)
    chair = words()
    meets = words()
    purpose = words()
    members = words()

    def __str__(self) -> str:
        return self.name


@pghistory.track(*events())
class PlanFinding(models.Model):
    """What the reader found in one version of a plan. ``about`` and ``where`` are lists, as in the draft."""

    version = models.ForeignKey(Version, on_delete=PROTECT, related_name="findings")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    severity = models.CharField(max_length=10)
    sentence = models.TextField()
    remedy = models.TextField()
    about = models.JSONField()
    quote = words()
    where = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(severity__in=["error", "warning", "note"]), name="plan_planfinding_severity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"
