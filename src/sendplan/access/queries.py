"""The only code that reads the tables of access. Its first argument is who is asking.

Nothing here says whether an area exists to somebody who has no role in it: `viewer_for` answers None for both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from sendplan.access import chain, rules
from sendplan.access.chain import Checkpoint, Verdict
from sendplan.access.models import Area, AuditEntry, Membership, User
from sendplan.access.roles import ROLES
from sendplan.access.viewer import PublicViewer, Viewer

__all__ = [
    "AreaOfPerson",
    "AuditPage",
    "Checkpoint",
    "Entry",
    "MemberOfArea",
    "Person",
    "PublicViewer",
    "Verdict",
    "Viewer",
    "areas_of",
    "audit_checkpoint",
    "audit_entries",
    "authority_code",
    "demo_people",
    "everyone",
    "members",
    "organisations",
    "person_by_email",
    "public_areas",
    "verify_audit",
    "viewer_for",
]


@dataclass(frozen=True)
class AreaOfPerson:
    """An area a person has a role in, and that role in words."""

    slug: str
    name: str
    role_title: str


@dataclass(frozen=True)
class Person:
    """A person who may sign in."""

    user_id: int
    name: str
    email: str


@dataclass(frozen=True)
class MemberOfArea:
    """A role somebody holds, held or will hold in an area; `holds_now` is as at the day asked about."""

    user_id: int
    name: str
    email: str
    role: str
    role_title: str
    organisation: str
    post: str
    since: date
    until: date | None
    holds_now: bool


def _on(today: date) -> Q:
    """Memberships that give something on `today`: `rules.holds_on`, as SQL. An ended role gives nothing on its last
    day; a role no longer in `roles.toml` gives nothing either."""
    return (
        Q(since__lte=today)
        & (Q(until__isnull=True) | Q(until__gt=today))
        & Q(role__in=list(ROLES))
        & Q(user__is_active=True)
    )


def viewer_for(user: AbstractBaseUser | AnonymousUser, area_slug: str, today: date) -> Viewer | None:
    """`user` as a viewer of the area on `today`; None without a role there, and for an area that does not exist."""
    if not user.is_authenticated or user.pk is None:
        return None
    held = (
        Membership.objects.filter(_on(today), user_id=user.pk, area__slug=area_slug)
        .select_related("area", "user")
        .first()
    )
    if held is None:
        return None
    role = ROLES[held.role]
    return Viewer(
        user_id=held.user_id,
        name=held.user.name,
        area_id=held.area_id,
        area_slug=held.area.slug,
        area_name=held.area.name,
        role=role.slug,
        role_title=role.title,
        organisation=held.organisation,
        post=held.post,
        permissions=frozenset(role.permissions),
    )


def areas_of(user: AbstractBaseUser | AnonymousUser, today: date) -> tuple[AreaOfPerson, ...]:
    """The areas `user` has a role in on `today`, by name."""
    if not user.is_authenticated or user.pk is None:
        return ()
    held = Membership.objects.filter(_on(today), user_id=user.pk).select_related("area").order_by("area__name")
    return tuple(AreaOfPerson(one.area.slug, one.area.name, ROLES[one.role].title) for one in held)


def everyone(area_slug: str) -> PublicViewer | None:
    """Anybody, as a viewer of an area's public pages; None when there is no such area."""
    area = Area.objects.filter(slug=area_slug).first()
    return None if area is None else PublicViewer(area.pk, area.slug, area.name)


def authority_code(area_slug: str) -> str:
    """The ONS code of an area's authority; "" where there is no such area."""
    return Area.objects.filter(slug=area_slug).values_list("authority_code", flat=True).first() or ""


def public_areas() -> tuple[PublicViewer, ...]:
    """Every area, by name, for the public home page."""
    return tuple(PublicViewer(area.pk, area.slug, area.name) for area in Area.objects.order_by("name"))


def members(viewer: Viewer, today: date) -> tuple[MemberOfArea, ...]:
    """Everybody who holds, held or will hold a role in the viewer's area: now first, then by name and first day.

    Raises rules.Refused without the permission people.read.
    """
    _needs(viewer, "people.read")
    rows = Membership.objects.filter(area_id=viewer.area_id).select_related("user").order_by("user__name", "since")
    found = [
        MemberOfArea(
            user_id=row.user_id,
            name=row.user.name,
            email=row.user.email,
            role=row.role,
            role_title=ROLES[row.role].title if row.role in ROLES else row.role,
            organisation=row.organisation,
            post=row.post,
            since=row.since,
            until=row.until,
            holds_now=row.user.is_active and row.role in ROLES and rules.holds_on(row.since, row.until, today),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda member: not member.holds_now))


def organisations(viewer: Viewer | PublicViewer, today: date) -> dict[int, str]:
    """The organisation of everybody who holds a role in the viewer's area on `today`, by their number. No name."""
    held = Membership.objects.filter(_on(today), area_id=viewer.area_id).order_by("since")
    return dict(held.values_list("user_id", "organisation"))


def person_by_email(email: str) -> Person | None:
    """The person of an e-mail address, in any case, or None: for the command line and for loading an area pack."""
    return _person(User.objects.filter(email=email.strip().lower()))


def person_vouched_for(emails: Collection[str]) -> int | None:
    """The id of the person known here, and not switched off, by one of the addresses an organisation vouches for."""
    return User.objects.filter(email__in=emails, is_active=True).values_list("pk", flat=True).first()


def demo_people(today: date) -> tuple[MemberOfArea, ...]:
    """The invented people who may be signed in with one click in the demonstration, with the role each holds on
    `today`. Asking is harmless: whether the click is allowed is `rules.demo_sign_in_allowed`."""
    rows = (
        Membership.objects.filter(_on(today), user__email__endswith=rules.DEMO_ADDRESS)
        .select_related("user")
        .order_by("user__name", "area__name")
    )
    return tuple(
        MemberOfArea(
            user_id=row.user_id,
            name=row.user.name,
            email=row.user.email,
            role=row.role,
            role_title=ROLES[row.role].title,
            organisation=row.organisation,
            post=row.post,
            since=row.since,
            until=row.until,
            holds_now=True,
        )
        for row in rows
    )


def _person(people: QuerySet[User]) -> Person | None:
    found = people.first()
    return None if found is None else Person(found.pk, found.name, found.email)


def _needs(viewer: Viewer, permission: str) -> None:
    refusal = rules.may(viewer, permission)
    if refusal:
        raise rules.Refused(refusal)


# --- The audit trail ---


@dataclass(frozen=True)
class Entry:
    """One audit entry as it is shown. Empty text where there is nothing to say; `role_title` is the role in words."""

    seq: int
    at: datetime
    person_id: int | None
    person_name: str
    role_title: str
    act: str
    sentence: str
    about_kind: str
    about_id: str
    request_id: str
    hash: str


@dataclass(frozen=True)
class AuditPage:
    """One page of entries, newest first. `page` counts from 1 to `pages` (at least 1); `total` is of the whole search.

    `acts` and `people` (id, name today) are what can be filtered by.
    """

    entries: tuple[Entry, ...]
    page: int
    pages: int
    total: int
    acts: tuple[str, ...]
    people: tuple[tuple[int, str], ...]


ENTRIES_ON_A_PAGE = 50


def audit_entries(
    viewer: Viewer,
    *,
    page: int = 1,
    person_id: int | None = None,
    act: str = "",
    about: tuple[str, str] | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> AuditPage:
    """What was done in the viewer's area, newest first: all, or by one person, of one act, about one thing, or between
    two days (both included, in the time zone of the settings). A page beyond the last is the last.

    Entries without an area (signing in, a person added) are shown where the person has, had or will have a role; a
    sign-in with an unknown address is shown everywhere. Raises rules.Refused without the permission audit.read.
    """
    _needs(viewer, "audit.read")
    belonging = Membership.objects.filter(area_id=viewer.area_id)
    here = AuditEntry.objects.filter(
        Q(area_id=viewer.area_id)
        | Q(area__isnull=True, person__in=belonging.values("user_id"))
        | Q(
            area__isnull=True,
            person__isnull=True,
            about_kind="person",
            about_id__in=belonging.values_list(Cast("user_id", CharField())),
        )
        | Q(area__isnull=True, person__isnull=True, about_kind="")
    )
    found = here
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if act:
        found = found.filter(act=act)
    if about is not None:
        found = found.filter(about_kind=about[0], about_id=about[1])
    if first_day is not None:
        found = found.filter(at__date__gte=first_day)
    if last_day is not None:
        found = found.filter(at__date__lte=last_day)
    total = found.count()
    pages = max(1, -(-total // ENTRIES_ON_A_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * ENTRIES_ON_A_PAGE
    rows = found.order_by("-seq")[start : start + ENTRIES_ON_A_PAGE]
    return AuditPage(
        entries=tuple(_entry(row) for row in rows),
        page=page,
        pages=pages,
        total=total,
        acts=tuple(here.order_by("act").values_list("act", flat=True).distinct()),
        people=tuple(
            User.objects.filter(pk__in=here.values("person_id")).order_by("name", "pk").values_list("pk", "name")
        ),
    )


def _entry(row: AuditEntry) -> Entry:
    return Entry(
        seq=row.seq,
        at=row.at,
        person_id=row.person_id,
        person_name=row.person_name,
        role_title=ROLES[row.role].title if row.role in ROLES else row.role,
        act=row.act,
        sentence=row.sentence,
        about_kind=row.about_kind,
        about_id=row.about_id,
        request_id=row.request_id,
        hash=row.hash,
    )


def audit_checkpoint() -> Checkpoint:
    """How the whole audit trail stands now, to be kept somewhere else and given to `verify_audit` later."""
    newest = AuditEntry.objects.order_by("-seq").values_list("seq", "hash").first()
    seq, head = newest if newest is not None else (0, chain.BEFORE_ALL)
    return Checkpoint(seq=seq, head=head, count=AuditEntry.objects.filter(seq__lte=seq).count())


def verify_audit(kept: Checkpoint | None = None) -> Verdict:
    """Check every entry of every area, and a checkpoint kept elsewhere if one is given; `chain.Verdict` says the first
    bad entry. One statement reads all, so entries added meanwhile do no harm. No viewer: it shows nothing of any."""
    entries = _sealed()
    first = next(entries, None)
    if first is None:
        # No head: an emptied database, or one whose head was removed.
        newest = AuditEntry.objects.order_by("seq").values_list("seq", flat=True).first()
        if newest is not None:
            return Verdict(0, newest, "The trail's head is missing.")
        return chain.verify([], Checkpoint(0, chain.BEFORE_ALL, 0), kept)
    head, entry = first
    rest = (one for _, one in entries if one is not None)
    return chain.verify(() if entry is None else _after(entry, rest), head, kept)


def _after(entry: chain.Sealed, rest: Iterator[chain.Sealed]) -> Iterator[chain.Sealed]:
    yield entry
    yield from rest


def _sealed() -> Iterator[tuple[Checkpoint, chain.Sealed | None]]:
    """The head beside each entry in order (beside None when there is no entry), as one snapshot of the database."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT h.seq, h.hash, e.seq, e.at, e.person_id, e.person_name, e.role, e.area_id, e.act, e.sentence,"
            " e.about_kind, e.about_id, e.request_id, e.previous_hash, e.hash"
            " FROM access_audithead h LEFT JOIN access_auditentry e ON true ORDER BY e.seq"
        )
        for row in cursor:
            values: tuple[Any, ...] = row
            head = Checkpoint(values[0], values[1], values[0])
            yield head, None if values[2] is None else chain.Sealed(*values[2:])
