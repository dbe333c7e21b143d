"""The only code that writes the tables of access. A verb, keyword arguments, one transaction, one audit entry.

Areas, people and roles are changed at the command line and by loading an area pack; no page changes them yet, so no
permission to do so exists and their entries say "at the command line".
"""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.http import HttpRequest

from sendplan.access import asked, rules
from sendplan.access.acts import ACTS
from sendplan.access.models import Area, Membership, User
from sendplan.access.roles import ROLES
from sendplan.access.rules import Refused, demo_sign_in_allowed
from sendplan.access.viewer import Viewer

# In the session: that it began with the demonstration's one click.
DEMONSTRATION = "sign_in_demonstration"


def record(
    who: Viewer | AbstractBaseUser | None,
    act: str,
    sentence: str,
    *,
    about: tuple[str, str] = ("", ""),
    area_id: int | None = None,
) -> int:
    """Add one entry to the audit trail, in the caller's transaction, and return its number.

    `who` did it: a viewer (whose role and area are kept), a person, or None for the command line or nobody known.
    `act` is its slug in an `acts.toml`, `sentence` what happened in plain English, naming no child; `about` the kind
    and the stable id of what it was done to; `area_id` the area when `who` is not a viewer.

    Make it the last thing written in a transaction: until that ends, everybody else who records anything waits.
    The database sets the number, the time, the person's name and the hashes. Raises django.db.DatabaseError, which
    undoes the caller's work, when the entry cannot be added: nothing is done without its entry.
    """
    role, kind, about_id = "", *about
    person: int | None = None
    if isinstance(who, Viewer):
        person, role, area_id = who.user_id, who.role, who.area_id
    elif who is not None:
        person = who.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.access_append_audit(%s::bigint, %s, %s::bigint, %s, %s, %s, %s, %s)",
            [person, role, area_id, act, sentence, kind, about_id, asked.request_id()],
        )
        (seq,) = cursor.fetchone()
    return int(seq)


@transaction.atomic
def create_area(*, slug: str, name: str, authority_code: str) -> int:
    """Add an area and return its id. Raises Refused, in a sentence, for a slug, name or code that cannot be taken."""
    area = Area(slug=slug, name=name.strip(), authority_code=authority_code)
    _check(area, f"The area {name!r}")
    area.save(force_insert=True)
    record(None, "area-added", ACTS["area-added"].say(area=area.name), about=("area", area.slug), area_id=area.pk)
    return area.pk


@transaction.atomic
def create_person(*, email: str, name: str, password: str | None = None) -> int:
    """Add a person who may sign in and return their id.

    Without a password they choose one through "I have forgotten my password". Raises Refused for an address that is
    not one or that somebody has already, and for an empty name.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(f"{email!r} is not an e-mail address: correct it.") from None
    if User.objects.filter(email=address).exists():
        raise Refused(f"Somebody with the address {address} is here already: give them a role, or use another address.")
    person = User(email=address, name=name.strip())
    person.set_password(password)
    _check(person, f"The person {name!r}")
    person.save(force_insert=True)
    # Verified, because whoever added the person vouches for the address; allauth looks here for addresses.
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=True)
    record(None, "person-added", ACTS["person-added"].say(name=person.name), about=("person", str(person.pk)))
    return person.pk


@transaction.atomic
def give_role(
    *,
    user_id: int,
    area_slug: str,
    role: str,
    organisation: str,
    post: str = "",
    since: date,
    until: date | None = None,
) -> int:
    """Give a person a role in an area from `since` until the day `until` (which gives nothing), and return its id.

    Raises Refused for a person, area or role that does not exist, and while they hold another role there.
    """
    # The lock makes two gifts to one person wait for each other; the exclusion constraint is the last word.
    person = User.objects.select_for_update().filter(pk=user_id).first()
    if person is None:
        raise Refused(f"There is no person {user_id}.")
    area = _area(area_slug)
    held = Membership.objects.filter(user=person, area=area).values_list("since", "until")
    refusal = rules.may_give_role(role, since, until, held, person.name)
    if refusal:
        raise Refused(refusal)
    given = Membership(
        user=person,
        area=area,
        role=role,
        organisation=organisation.strip(),
        post=post.strip(),
        since=since,
        until=until,
    )
    _check(given, f"{person.name}'s role")
    given.save(force_insert=True)
    sentence = ACTS["role-given"].say(
        name=person.name,
        role=ROLES[role].title,
        area=area.name,
        since=rules.day_in_words(since),
        until="" if until is None else f" until {rules.day_in_words(until)}",
    )
    record(None, "role-given", sentence, about=("person", str(person.pk)), area_id=area.pk)
    return given.pk


@transaction.atomic
def end_role(*, user_id: int, area_slug: str, last_day: date, today: date) -> None:
    """End the role a person holds, or is to hold, in an area: from `last_day` on it gives nothing.

    Raises Refused when there is no such role on or after `today`, or when it would start after it ends.
    """
    person = User.objects.select_for_update().filter(pk=user_id).first()
    if person is None:
        raise Refused(f"There is no person {user_id}.")
    area = _area(area_slug)
    held = Membership.objects.filter(user=person, area=area).order_by("since")
    open_roles = [one for one in held if one.until is None or one.until > today]
    if not open_roles:
        raise Refused(f"{person.name} holds no role in {area.name}, so there is none to end.")
    ending = open_roles[0]
    refusal = rules.may_end_role(ending.since, ending.until, last_day, person.name)
    if refusal:
        raise Refused(refusal)
    ending.until = last_day
    ending.save(update_fields=["until"])
    sentence = ACTS["role-ended"].say(
        name=person.name,
        role=ROLES[ending.role].title if ending.role in ROLES else ending.role,
        area=area.name,
        until=rules.day_in_words(last_day),
    )
    record(None, "role-ended", sentence, about=("person", str(person.pk)), area_id=area.pk)


def record_own(person: AbstractBaseUser, act: str, **words: str) -> None:
    """Record what somebody did to their own sign-in: an act of `acts.toml` about themselves."""
    if not isinstance(person, User):
        raise TypeError(f"{person!r} is nobody who signs in here.")
    record(person, act, ACTS[act].say(name=person.name, **words), about=("person", str(person.pk)))


def record_failed_sign_in(typed: str) -> None:
    """Record that a sign-in failed; `typed`, the address given, is looked up and never kept."""
    person = User.objects.filter(email=typed.strip().lower()).first()
    if person is None:
        record(None, "sign-in-failed-unknown", ACTS["sign-in-failed-unknown"].say())
    else:
        sentence = ACTS["sign-in-failed"].say(name=person.name)
        record(None, "sign-in-failed", sentence, about=("person", str(person.pk)))


def record_failed_second_factor(person: AbstractBaseUser) -> None:
    """Record that whoever is signing in as `person` gave a wrong second code."""
    if not isinstance(person, User):
        raise TypeError(f"{person!r} is nobody who signs in here.")
    sentence = ACTS["second-factor-failed"].say(name=person.name)
    record(None, "second-factor-failed", sentence, about=("person", str(person.pk)))


def record_turned_away() -> None:
    """Record that somebody came through an organisation's sign-in and is not known here."""
    record(None, "sign-in-refused-elsewhere", ACTS["sign-in-refused-elsewhere"].say())


@transaction.atomic
def demo_sign_in(request: HttpRequest, *, email: str) -> None:
    """Sign the browser of `request` in as one of the demonstration's invented people.

    Raises Refused, in a sentence, outside the demonstration, from another machine, through a proxy, for anybody who
    is not invented, and for nobody at all.
    """
    refusal = demo_sign_in_allowed(
        request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_HOST", ""), settings.DEMO, request.headers.keys()
    ) or rules.may_demo_sign_in_as(email)
    if refusal:
        raise Refused(refusal)
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise Refused(f"Nobody in this demonstration has the address {email}.")
    # What a visitor chose for the demonstration, such as its day, stays as they go from one person to the next.
    chosen = {key: value for key, value in request.session.items() if key.startswith("demo_")}
    auth.logout(request)
    request.session.update({**chosen, DEMONSTRATION: True})
    auth.login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])


def _area(slug: str) -> Area:
    area = Area.objects.filter(slug=slug).first()
    if area is None:
        raise Refused(f"There is no area {slug!r}.")
    return area


def _check(row: Area | User | Membership, what: str) -> None:
    """Raise Refused, naming the field, the value and the reason, when `row` breaks a rule of its table.

    A line break or an invisible character is refused: with one, a name could pass for another sentence of the trail.
    """
    for spoken in ("name", "organisation", "post"):
        words = str(getattr(row, spoken, ""))
        if not words.isprintable():
            raise Refused(f"{what}: the {spoken} {words!r} is not one line of plain text. Write it again by hand.")
    try:
        row.full_clean(exclude=["password"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        value = "" if field == "__all__" else f" has {field.replace('_', ' ')} {getattr(row, field)!r}"
        raise Refused(f"{what}{value}: {' '.join(messages)}") from None
