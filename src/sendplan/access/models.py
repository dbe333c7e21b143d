"""The tables of access: areas, the people who sign in, the roles they hold, and the audit trail.

Fields and constraints only. `actions` is the only code that writes them, `queries` the only code that reads them.
The history of every change to an area, a person or a role is kept by triggers in the database (django-pghistory);
a password is never part of it.
"""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


@pghistory.track()
class Area(models.Model):
    """A local area: the council and its partners who answer together for one published plan."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    # The GSS code of the local authority (for example E10000000): nine characters, a letter and eight digits.
    authority_code = models.CharField(max_length=9)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(authority_code__regex=r"^[A-Z][0-9]{8}$"), name="access_area_authority_code"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["User"]):
    """Finds people by e-mail address, which is kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


# A password, even hashed, is a secret: it is left out of history, and so is the time of the last sign-in,
# which changes at every sign-in and is in the audit trail already.
@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in.

    Never deleted: what they did stays theirs. A person who leaves has their roles ended and `is_active` set false.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = People()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="access_user_email_lower_case"),
            models.CheckConstraint(condition=~models.Q(name=""), name="access_user_has_a_name"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Membership(models.Model):
    """The role a person holds in an area, from `since` up to but not including `until`.

    One role in an area at a time, by an exclusion constraint (migration 0002). Permissions are read as a set from one
    role, so every audit entry can name the single capacity in which somebody acted; two roles at once would leave
    "as what did she do this?" without an answer, and would let a person be both the one who does and the one who
    checks. A person may hold roles in several areas.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    role = models.SlugField(max_length=60)
    organisation = models.CharField(max_length=160)
    post = models.CharField(max_length=160, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="access_membership_ends_after_it_starts",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role} in {self.area_id}"


class AuditEntry(models.Model):
    """One thing somebody did, in plain English, chained by hash to the entry before it.

    Rows are made by the database function `access_append_audit` alone (migration 0002), which sets `seq`, `at`,
    `person_name` and both hashes. `sendplan.access.chain` says what is hashed. `role`, `act`, `about_kind`,
    `about_id` and `request_id` are empty text where there is nothing to say.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60)
    sentence = models.TextField()
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=120, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area", "-seq"], name="access_audit_area"),
            models.Index(fields=["about_kind", "about_id"], name="access_audit_about"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.sentence}"


class AuditHead(models.Model):
    """The newest entry's number and hash: one row, locked while an entry is added, so that numbers have no gaps.

    It also shows when the newest entries have been cut off by somebody who did not know of it.
    """

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="access_audithead_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.hash}"
