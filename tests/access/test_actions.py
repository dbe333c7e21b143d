"""Areas, people and roles: made and ended by actions, with an entry each and a history the database keeps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, transaction

from sendplan.access import actions, asked, queries
from sendplan.access.models import Area, AuditEntry, Membership, User
from sendplan.access.rules import Refused
from tests import factories, people

pytestmark = pytest.mark.django_db

SINCE, TODAY = people.SINCE, people.TODAY


def last_sentence() -> str:
    return AuditEntry.objects.latest("seq").sentence


def history(model: str) -> list[dict[str, Any]]:
    return list(apps.get_model("access", f"{model}event").objects.order_by("pgh_id").values())


def test_an_area_is_added() -> None:
    actions.create_area(slug="devon", name=" Devon ", authority_code="E10000008")
    assert Area.objects.get().name == "Devon"
    assert last_sentence() == "Devon was added as an area, at the command line."


@pytest.mark.parametrize(
    ("slug", "name", "code", "reason"),
    [
        ("devon", "Another", "E10000009", "has slug 'devon'"),
        ("another", "Devon", "E10000009", "has name 'Devon'"),
        ("not a slug", "Another", "E10000009", "has slug 'not a slug'"),
        ("another", "", "E10000009", "has name ''"),
        ("another", "Two\nlines", "E10000009", "is not one line of plain text"),
        ("another", "Another", "Devon", "authority_code"),
    ],
)
def test_an_area_that_cannot_be_is_refused_by_field_and_value(slug: str, name: str, code: str, reason: str) -> None:
    factories.make_area()
    count = AuditEntry.objects.count()
    with pytest.raises(Refused, match=reason):
        actions.create_area(slug=slug, name=name, authority_code=code)
    assert (Area.objects.count(), AuditEntry.objects.count()) == (1, count)


def test_a_person_is_added_with_a_verified_address_in_lower_case_and_no_password() -> None:
    user = User.objects.get(pk=actions.create_person(email=" Ben@Demo.Example", name=" Ben Carter "))
    assert (user.email, user.name, user.is_active, user.has_usable_password()) == (
        "ben@demo.example",
        "Ben Carter",
        True,
        False,
    )
    address = EmailAddress.objects.get()
    assert (address.user_id, address.email, address.verified, address.primary) == (user.pk, user.email, True, True)
    assert last_sentence() == "Ben Carter was added as a person who may sign in, at the command line."
    assert "demo.example" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("email", "name", "reason"),
    [
        ("BEN@demo.example", "Another Ben", "Somebody with the address ben@demo.example is here already"),
        ("not-an-address", "Ben", "'not-an-address' is not an e-mail address"),
        ("", "Ben", "'' is not an e-mail address"),
        ("b@example.org", " ", "has name ''"),
        ("b@example.org", "B" * 121, "has name"),
        ("b@example.org", "Ben\nGrace Obi signed in.", "is not one line of plain text"),
        ("b@example.org", "Ben \u202e", "is not one line of plain text"),
    ],
)
def test_a_person_who_cannot_be_is_refused(email: str, name: str, reason: str) -> None:
    factories.make_person("Ben Carter", email="ben@demo.example")
    with pytest.raises(Refused, match=reason):
        actions.create_person(email=email, name=name)
    assert (User.objects.count(), EmailAddress.objects.count()) == (1, 1)


def test_a_role_is_given_and_ended() -> None:
    user = factories.make_member("ben")
    assert last_sentence() == (
        "Ben Carter was given the role of programme manager in Devon from 3 January 2023, at the command line."
    )
    actions.end_role(user_id=user.pk, area_slug="devon", last_day=TODAY, today=TODAY)
    assert last_sentence() == (
        "Ben Carter's role of programme manager in Devon was ended with effect from 30 November 2023, "
        "at the command line."
    )
    assert queries.viewer_for(user, "devon", TODAY) is None
    assert queries.viewer_for(user, "devon", TODAY - timedelta(days=1)) is not None
    actions.give_role(
        user_id=user.pk, area_slug="devon", role="board-chair", organisation="Independent", since=TODAY, until=None
    )
    held = queries.viewer_for(user, "devon", TODAY)
    assert held is not None
    assert held.role == "board-chair"


def test_a_role_that_cannot_be_given_is_refused() -> None:
    user = factories.make_member("ben")
    given: dict[str, Any] = {
        "user_id": user.pk,
        "area_slug": "devon",
        "role": "board-chair",
        "organisation": "X",
        "since": TODAY,
    }
    count = AuditEntry.objects.count()
    refused: list[tuple[dict[str, Any], str]] = [
        ({}, "holds a role in this area from 3 January 2023"),
        ({"user_id": 0}, "There is no person 0"),
        ({"area_slug": "atlantis"}, "There is no area 'atlantis'"),
        ({"role": "king", "since": date(2020, 1, 1), "until": date(2020, 2, 1)}, "There is no role 'king'"),
        ({"since": date(2020, 1, 1), "until": date(2019, 1, 1)}, "cannot end before it starts"),
        ({"organisation": " ", "since": date(2020, 1, 1), "until": date(2020, 2, 1)}, "has organisation ''"),
        ({"post": "a\tb", "since": date(2020, 1, 1), "until": date(2020, 2, 1)}, "is not one line of plain text"),
    ]
    for changed, reason in refused:
        with pytest.raises(Refused, match=reason):
            actions.give_role(**{**given, **changed})
    assert (Membership.objects.count(), AuditEntry.objects.count()) == (1, count)


def test_a_role_that_cannot_be_ended_is_refused() -> None:
    user, other = factories.make_member("ben"), factories.make_person("No Role")
    for user_id, slug, last_day, reason in [
        (0, "devon", TODAY, "There is no person 0"),
        (user.pk, "atlantis", TODAY, "There is no area"),
        (other.pk, "devon", TODAY, "No Role holds no role in Devon"),
        (user.pk, "devon", SINCE - timedelta(days=1), "cannot end before that"),
    ]:
        with pytest.raises(Refused, match=reason):
            actions.end_role(user_id=user_id, area_slug=slug, last_day=last_day, today=TODAY)
    actions.end_role(user_id=user.pk, area_slug="devon", last_day=TODAY, today=TODAY)
    with pytest.raises(Refused, match="Ben Carter holds no role in Devon"):
        actions.end_role(user_id=user.pk, area_slug="devon", last_day=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("since", "until", "taken"),
    [
        (TODAY, None, False),
        (TODAY - timedelta(days=1), None, True),
        (SINCE - timedelta(days=9), SINCE, False),
        (SINCE - timedelta(days=9), SINCE + timedelta(days=1), True),
        (SINCE + timedelta(days=3), SINCE + timedelta(days=3), False),
    ],
)
def test_the_database_itself_allows_one_role_at_a_time(since: date, until: date | None, taken: bool) -> None:
    user = factories.make_member("ben", until=TODAY)
    area = Area.objects.get()

    def put() -> None:
        with transaction.atomic():
            Membership.objects.create(
                user=user, area=area, role="board-chair", organisation="X", since=since, until=until
            )

    if taken:
        with pytest.raises(IntegrityError, match="one_role_at_a_time"):
            put()
    else:
        put()


@pytest.mark.parametrize("model", [User, Area, Membership])
def test_nobody_and_nothing_is_deleted(model: type[User] | type[Area] | type[Membership]) -> None:
    factories.make_member("ben")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608  one of three tables of ours
    assert model.objects.exists()


@pytest.mark.parametrize("email", ["Ben@demo.example", "BEN@DEMO.EXAMPLE"])
def test_the_database_keeps_addresses_in_lower_case(email: str) -> None:
    with pytest.raises(IntegrityError, match="lower_case"), transaction.atomic():
        User.objects.create(email=email, name="Ben")


# --- History ---


def test_every_change_is_in_the_history_however_it_is_made_with_who_and_which_request() -> None:
    user = factories.make_member("ben")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_user SET email = 'b@demo.example'")
    user.refresh_from_db()
    with asked.answering("req-7", user.pk):
        user.name = "Ben Carter-Obi"
        user.save()
        User.objects.filter(pk=user.pk).update(is_active=False)
    events = history("user")
    assert [(e["pgh_label"], e["name"], e["is_active"], e["email"]) for e in events] == [
        ("insert", "Ben Carter", True, "ben@demo.example"),
        ("update", "Ben Carter", True, "b@demo.example"),
        ("update", "Ben Carter-Obi", True, "b@demo.example"),
        ("update", "Ben Carter-Obi", False, "b@demo.example"),
    ]
    contexts = [e["pgh_context"] for e in events]
    assert contexts[0] is contexts[1] is None
    assert contexts[2] == contexts[3] == {"request": "req-7", "person": user.pk}
    Membership.objects.update(until=TODAY)
    Area.objects.update(name="Renamed")
    assert [e["until"] for e in history("membership")] == [None, TODAY]
    assert [e["name"] for e in history("area")] == ["Devon", "Renamed"]


def test_no_password_and_no_second_factor_is_ever_in_history_or_audit() -> None:
    user = factories.make_member("ben", password=people.PASSWORD)
    user.set_password("walnut-tram-northerly")
    user.save()
    factories.set_up_second_factor(user)
    for model in apps.get_models():
        if model._meta.db_table.endswith("event"):
            for field in ("password", "last_login", "data"):
                with pytest.raises(FieldDoesNotExist):
                    model._meta.get_field(field)
    kept = str([history(m) for m in ("user", "membership", "area")]) + str(list(AuditEntry.objects.values()))
    user.refresh_from_db()
    for secret in (people.PASSWORD, "walnut-tram-northerly", user.password, factories.SECOND_FACTOR_SECRET):
        assert secret not in kept
    assert len(history("user")) == 1  # a change of password alone leaves no row
