"""What tests are built from, made through the same actions as anywhere else."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from sendplan.access import actions, queries
from sendplan.access.models import Area, User
from sendplan.access.sign_in import FACTOR_SET_UP
from tests import people

# A second factor's secret as an app keeps it (RFC 4648 base 32), the same for everybody in the tests.
SECOND_FACTOR_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_area(area: people.AreaOfCast = people.DEVON) -> Area:
    """The area, made if it is not there yet."""
    found = Area.objects.filter(slug=area.slug).first()
    if found is None:
        made = actions.create_area(slug=area.slug, name=area.name, authority_code=area.authority_code)
        found = Area.objects.get(pk=made)
    return found


def make_person(name: str, *, email: str | None = None, password: str | None = None) -> User:
    """A person who may sign in and has no role; without `email`, at example.org."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    return User.objects.get(pk=actions.create_person(email=address, name=name, password=password))


def make_member(
    key: str, *, password: str | None = None, since: date = people.SINCE, until: date | None = None
) -> User:
    """One of the cast (a key of people.CAST) with their role, and their area if it is not there yet."""
    person = people.CAST[key]
    area = make_area(people.AREAS[person.area])
    user = make_person(person.name, email=person.email, password=password)
    actions.give_role(
        user_id=user.pk,
        area_slug=area.slug,
        role=person.role,
        organisation=person.organisation,
        post=person.post,
        since=since,
        until=until,
    )
    return user


def make_cast() -> dict[str, User]:
    """Everybody in the cast, by key."""
    return {key: make_member(key) for key in people.CAST}


def viewer(key: str, today: date = people.TODAY) -> queries.Viewer:
    """One of the cast, made before, as the viewer they are in their own area on `today`."""
    person = people.CAST[key]
    found = queries.viewer_for(User.objects.get(email=person.email), person.area, today)
    assert found is not None
    return found


def set_up_second_factor(user: User) -> Authenticator:
    """An authenticator app with SECOND_FACTOR_SECRET."""
    made: Authenticator = TOTP.activate(user, SECOND_FACTOR_SECRET).instance
    return made


def sign_in(client: Client, user: User) -> None:
    """Sign the test client in as `user`, past the second factor, as if it had been set up just now."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        set_up_second_factor(user)
    client.force_login(user)
    session = client.session
    session[FACTOR_SET_UP] = user.pk
    session.save()
