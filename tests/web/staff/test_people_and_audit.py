"""Who holds which role, and the record of who did what."""

from __future__ import annotations

import datetime as dt

from sendplan.access import actions as access
from sendplan.access.models import User
from sendplan.access.roles import PERMISSIONS, ROLES
from sendplan.plan import actions, queries
from tests import factories, people
from tests.web.staff.conftest import TITLE, SignedIn
from tests.web.staff.reading import Shown

AUDIT = "/staff/devon/audit/"


def test_people_and_what_each_role_may_do(cast: None, signed_in: SignedIn) -> None:
    page = Shown(signed_in("tom").get("/staff/devon/people/"))
    here = [person for person in people.CAST.values() if person.area == "devon"]
    assert page.rows("people-table") == len(here)
    assert "Dev Anand" not in page.words()
    for role in ROLES.values():
        card = page.words(f"//li[@id='role-{role.slug}']")
        assert role.description in card
        assert [PERMISSIONS[each] in card for each in role.permissions] == [True] * len(role.permissions)
    assert page.forms() == []


def test_a_role_that_ended_is_listed_apart(cast: None, signed_in: SignedIn) -> None:
    gone = factories.make_person("Petra Long")
    access.give_role(
        user_id=gone.pk,
        area_slug="devon",
        role="case-officer",
        organisation="Devon County Council",
        post="",
        since=people.SINCE,
        until=people.TODAY - dt.timedelta(days=1),
    )
    page = Shown(signed_in("grace").get("/staff/devon/people/"))
    assert "Petra Long" in page.words("//table[@id='not-now-table']")
    assert "Petra Long" not in page.words("//table[@id='people-table']")


def test_every_act_is_a_plain_sentence(plan: None, signed_in: SignedIn) -> None:
    page = Shown(signed_in("ravi").get(AUDIT))
    words = page.words("//table[@id='entries']")
    assert f"Ben Carter adopted “improvement-plan-2023-24.txt” as version 1 of “{TITLE}”." in words
    assert "programme manager" in words
    assert "Numbers count the acts of every area together" in page.words()
    # Whoever signs in has no role yet; what was done at the command line never has one.
    roles = {
        bool(row.xpath("td[contains(., ' signed in')]")): row.xpath("string(td[2])")
        for row in page.tree.xpath("//table[@id='entries']/tbody/tr[td[2]='before choosing a role' or td[2]='no role']")
    }
    assert roles == {True: "before choosing a role", False: "no role"}


def test_it_can_be_narrowed_to_a_person_and_an_act(plan: None, signed_in: SignedIn) -> None:
    row = queries.section(factories.viewer("ben"), "A", people.TODAY)
    assert row is not None
    actions.add_update(
        factories.viewer("ben"),
        action_id=row.actions[0].id,
        text="Something new.",
        state="complete",
        today=people.TODAY,
    )
    ravi = signed_in("ravi")
    ben = User.objects.get(email=people.CAST["ben"].email)
    page = Shown(ravi.get(f"{AUDIT}?person={ben.pk}&act=progress-added"))
    assert page.rows("entries") == 1
    assert "Ben Carter reported on action A1: complete." in page.words("//table[@id='entries']")
    assert page.tree.xpath("//option[@selected]/@value") == [str(ben.pk), "progress-added"]
    nothing = Shown(ravi.get(f"{AUDIT}?act=progress-added&person=999999"))
    assert "No entry is like that" in nothing.words()
    for odd in ("person=x&page=y", "page=999999999999999999999", "person=%00", "act=%3Cb%3E", "page=-1", "page=0"):
        assert ravi.get(f"{AUDIT}?{odd}").status_code == 200, odd


def test_it_is_paged_and_keeps_what_was_chosen(plan: None, signed_in: SignedIn) -> None:
    viewer = factories.viewer("ben")
    row = queries.section(viewer, "A", people.TODAY)
    assert row is not None
    for number in range(60):
        actions.add_update(
            viewer,
            action_id=row.actions[0].id,
            text=f"Report number {number}.",
            state="in_progress",
            today=people.TODAY,
        )
    page = Shown(signed_in("ravi").get(f"{AUDIT}?act=progress-added&page=2"))
    assert page.rows("entries") == 10
    assert "60 entries, page 2 of 2" in page.words()
    assert page.links()["Previous page"] == f"{AUDIT}?act=progress-added&page=1"
    assert "page 2 of 2" in page.title()
