"""Who is asking, and what they are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from sendplan.access import actions, queries
from sendplan.access.models import AuditEntry, Membership, User
from sendplan.access.roles import ROLES
from sendplan.access.rules import Refused
from tests import factories, people

pytestmark = pytest.mark.django_db

TODAY = people.TODAY


@pytest.mark.parametrize("key", people.CAST)
def test_everybody_in_the_cast_is_who_they_are(key: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user, person = factories.make_member(key), people.CAST[key]
    with django_assert_num_queries(1):
        viewer = queries.viewer_for(user, person.area, TODAY)
    assert viewer is not None
    assert (viewer.user_id, viewer.name, viewer.organisation, viewer.post) == (
        user.pk,
        person.name,
        person.organisation,
        person.post,
    )
    assert (viewer.area_slug, viewer.area_name) == (person.area, people.AREAS[person.area].name)
    assert (viewer.role, viewer.role_title) == (person.role, ROLES[person.role].title)
    assert viewer.permissions == set(ROLES[person.role].permissions)


def test_another_area_and_one_that_does_not_exist_are_told_alike() -> None:
    factories.make_cast()
    dev = User.objects.get(email=people.CAST["dev"].email)
    assert queries.viewer_for(dev, "devon", TODAY) is None
    assert queries.viewer_for(dev, "atlantis", TODAY) is None
    assert queries.viewer_for(dev, "", TODAY) is None
    assert queries.viewer_for(dev, "Northmoor", TODAY) is None  # as it is spelt
    assert [area.slug for area in queries.areas_of(dev, TODAY)] == ["northmoor"]


def test_nobody_signed_in_is_nobody() -> None:
    factories.make_cast()
    assert queries.viewer_for(AnonymousUser(), "devon", TODAY) is None
    assert queries.areas_of(AnonymousUser(), TODAY) == ()
    assert queries.viewer_for(User(name="Never kept"), "devon", TODAY) is None


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (TODAY, None, True),
        (TODAY + timedelta(days=1), None, False),
        (TODAY - timedelta(days=9), TODAY, False),
        (TODAY - timedelta(days=9), TODAY + timedelta(days=1), True),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
        (TODAY, TODAY, False),
    ],
)
def test_a_role_that_ended_or_has_not_begun_gives_nothing(since: date, until: date | None, holds: bool) -> None:
    user = factories.make_member("ben", since=since, until=until)
    assert (queries.viewer_for(user, "devon", TODAY) is not None) is holds
    assert bool(queries.areas_of(user, TODAY)) is holds
    assert bool(queries.demo_people(TODAY)) is holds
    ravi = factories.make_member("tom")
    shown = {m.name: m.holds_now for m in queries.members(factories.viewer("tom"), TODAY)}
    assert shown == {"Ben Carter": holds, ravi.name: True}


def test_a_closed_account_and_a_role_no_longer_known_give_nothing() -> None:
    ben, grace = factories.make_member("ben"), factories.make_member("grace")
    tom = factories.make_member("tom")
    User.objects.filter(pk=ben.pk).update(is_active=False)
    Membership.objects.filter(user=grace).update(role="abolished")
    for user in (ben, grace):
        assert queries.viewer_for(user, "devon", TODAY) is None
        assert queries.areas_of(user, TODAY) == ()
    shown = queries.members(factories.viewer("tom"), TODAY)
    assert [(m.name, m.role_title, m.holds_now) for m in shown] == [
        (tom.name, "system administrator", True),
        ("Ben Carter", "programme manager", False),
        ("Grace Obi", "abolished", False),
    ]


def test_one_person_in_two_areas_is_two_viewers() -> None:
    ben = factories.make_member("ben")
    factories.make_area(people.NORTHMOOR)
    actions.give_role(
        user_id=ben.pk, area_slug="northmoor", role="board-chair", organisation="Independent", since=people.SINCE
    )
    here, there = queries.viewer_for(ben, "devon", TODAY), queries.viewer_for(ben, "northmoor", TODAY)
    assert here is not None
    assert there is not None
    assert (here.role, there.role) == ("programme-manager", "board-chair")
    assert [(a.name, a.role_title) for a in queries.areas_of(ben, TODAY)] == [
        ("Devon", "programme manager"),
        ("Northmoor", "board chair"),
    ]


def test_the_public_sees_areas_and_no_more() -> None:
    factories.make_cast()
    assert [area.area_name for area in queries.public_areas()] == ["Devon", "Northmoor"]
    assert queries.everyone("devon") == queries.public_areas()[0]
    assert queries.everyone("atlantis") is None


def test_members_are_of_the_viewers_own_area_and_need_the_permission() -> None:
    factories.make_cast()
    names = {member.name for member in queries.members(factories.viewer("tom"), TODAY)}
    assert names == {person.name for person in people.CAST.values() if person.area == "devon"}
    assert {m.name for m in queries.members(factories.viewer("dev"), TODAY)} == {"Dev Anand"}
    for key in ("amina", "helen", "chloe"):
        with pytest.raises(Refused, match="may not see who holds which role"):
            queries.members(factories.viewer(key), TODAY)


def test_a_person_is_found_by_address_in_any_case() -> None:
    ben = factories.make_member("ben")
    assert queries.person_by_email(" BEN@Demo.Example ") == queries.Person(ben.pk, "Ben Carter", "ben@demo.example")
    assert queries.person_by_email("nobody@demo.example") is None


def test_one_click_offers_invented_people_only() -> None:
    factories.make_cast()
    real = factories.make_person("Real Person", email="real@example.org")
    actions.give_role(
        user_id=real.pk, area_slug="devon", role="action-owner", organisation="Council", since=people.SINCE
    )
    assert [m.name for m in queries.demo_people(TODAY)] == sorted(p.name for p in people.CAST.values())


# --- The audit trail, as the information governance officer reads it ---


def test_reading_the_audit_trail_needs_the_permission() -> None:
    factories.make_cast()
    for key in people.CAST:
        if key == "ravi":
            assert queries.audit_entries(factories.viewer(key)).total > 0
        else:
            with pytest.raises(Refused, match="may not read the record of who did what"):
                queries.audit_entries(factories.viewer(key))


def test_an_area_sees_its_own_entries_and_its_people_s_signing_in_and_nothing_of_another_s() -> None:
    users = factories.make_cast()
    stranger = factories.make_person("Nobody Here")
    for user in (users["ben"], users["dev"], stranger):
        actions.record_own(user, "signed-in")
        actions.record_failed_sign_in(user.email)
    actions.record_failed_sign_in("unknown@example.org")
    actions.record(factories.viewer("dev"), "progress-added", "Dev Anand reported something.", about=("action", "a"))
    actions.record(factories.viewer("ben"), "progress-added", "Ben Carter reported something.", about=("action", "a"))
    said = "\n".join(e.sentence for page in (1, 2) for e in _page(page).entries)
    for here in (
        "Ben Carter signed in.",
        "sign in as Ben Carter",
        "Ben Carter reported",
        "an address that nobody here",
    ):
        assert here in said
    for elsewhere in ("Dev Anand", "Northmoor", "Nobody Here"):
        assert elsewhere not in said
    assert (users["dev"].pk, "Dev Anand") not in _page().people
    assert (users["ben"].pk, "Ben Carter") in _page().people


def _page(page: int = 1) -> queries.AuditPage:
    return queries.audit_entries(factories.viewer("ravi"), page=page)


def test_entries_are_paged_newest_first(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    factories.make_member("ravi")
    for n in range(120):
        actions.record(factories.viewer("ravi"), "tried", f"Ravi Shah tried {n}.")
    ravi = factories.viewer("ravi")
    with django_assert_max_num_queries(4):
        first = queries.audit_entries(ravi)
    assert (first.page, first.pages, first.total, len(first.entries)) == (1, 3, 123, 50)
    seqs = [e.seq for page in (1, 2, 3) for e in queries.audit_entries(ravi, page=page).entries]
    assert seqs == sorted(seqs, reverse=True)
    assert len(set(seqs)) == 123
    assert queries.audit_entries(ravi, page=99).page == 3
    assert queries.audit_entries(ravi, page=-5).page == 1
    none = queries.audit_entries(ravi, act="nothing-like-it")
    assert (none.entries, none.page, none.pages, none.total) == ((), 1, 1, 0)


def test_entries_are_found_by_person_act_thing_and_day() -> None:
    users = factories.make_cast()
    ben, ravi = factories.viewer("ben"), factories.viewer("ravi")
    actions.record(ben, "progress-added", "Ben Carter reported.", about=("action", "act_1"))
    actions.record(ravi, "tried", "Ravi Shah tried.", about=("action", "act_2"))
    one = queries.audit_entries(ravi, person_id=users["ben"].pk)
    assert [(e.sentence, e.role_title, e.person_name) for e in one.entries] == [
        ("Ben Carter reported.", "programme manager", "Ben Carter")
    ]
    assert [e.act for e in queries.audit_entries(ravi, act="tried").entries] == ["tried"]
    assert [e.about_id for e in queries.audit_entries(ravi, about=("action", "act_1")).entries] == ["act_1"]
    assert {"progress-added", "role-given"} <= set(one.acts)
    day = AuditEntry.objects.latest("seq").at.astimezone(ZoneInfo("Europe/London")).date()
    tomorrow, yesterday = day + timedelta(days=1), day - timedelta(days=1)
    everything = queries.audit_entries(ravi).total
    assert queries.audit_entries(ravi, first_day=day, last_day=day).total == everything
    assert queries.audit_entries(ravi, first_day=tomorrow).total == 0
    assert queries.audit_entries(ravi, last_day=yesterday).total == 0
    assert queries.audit_entries(ravi, person_id=users["dev"].pk).total == 0


def test_an_entry_s_time_is_the_real_time_whatever_day_the_page_shows() -> None:
    factories.make_member("ravi")
    newest = queries.audit_entries(factories.viewer("ravi")).entries[0]
    assert abs(datetime.now(UTC) - newest.at) < timedelta(minutes=5)
