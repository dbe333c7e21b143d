"""Who may pass to a staff page, and what those see who may not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from sendplan.plan import queries
from tests import factories, people
from tests.web.staff.conftest import SignedIn

PAGES = (
    "",
    "sections/A/",
    "actions/act_nothing/",
    "targets/tgt_nothing/",
    "findings/",
    "families/",
    "families/fam_nothing/",
    "source/",
    "import/",
    "import/upl_nothing/",
    "people/",
    "audit/",
)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signed_in_is_sent_to_sign_in_whether_or_not_the_area_exists(
    cast: None, client: Client, method: str
) -> None:
    for page in (*PAGES, "nothing/", "actions/", "sections/A/more/"):
        for area in ("devon", "nowhere"):
            address = f"/staff/{area}/{page}"
            answer = getattr(client, method)(address)
            assert answer.status_code == 302, address
            assert answer.headers["Location"] == f"/sign-in/?next={address}"


def test_the_root_of_the_staff_pages_is_no_clue_either(cast: None, client: Client) -> None:
    assert client.get("/staff/").headers["Location"] == "/sign-in/?next=/staff/"
    assert client.get("/staff/not a slug/x/").status_code == 302


def test_another_area_and_none_are_the_same_404(plan: None, signed_in: SignedIn) -> None:
    dev = signed_in("dev")
    for page in (*PAGES, "nothing/"):
        answers = [dev.get(f"/staff/{area}/{page}") for area in ("devon", "nowhere")]
        assert [answer.status_code for answer in answers] == [404, 404], page
        assert answers[0].content == answers[1].content
        posted = [dev.post(f"/staff/{area}/{page}", {"text": "x"}) for area in ("devon", "nowhere")]
        assert [answer.status_code for answer in posted] == [404, 404], page


def test_a_thing_of_another_area_is_as_if_it_were_not(plan: None, signed_in: SignedIn) -> None:
    page = queries.section(factories.viewer("ben"), "A", people.TODAY)
    assert page is not None
    dev = signed_in("dev")
    for path in (
        f"actions/{page.actions[0].id}/",
        f"targets/{page.targets[0].id}/",
        f"families/{page.statements[0].id}/",
        f"import/{queries.uploads(factories.viewer('ben'), people.TODAY)[0].id}/",
    ):
        there, nowhere = dev.get(f"/staff/northmoor/{path}"), dev.get("/staff/northmoor/actions/act_nothing/")
        assert (there.status_code, there.content) == (404, nowhere.content)


def test_a_role_that_may_not_is_told_why(plan: None, signed_in: SignedIn) -> None:
    for who, page, words in (
        ("grace", "import/", "upload a published plan"),
        ("helen", "people/", "see who holds which role"),
        ("ben", "audit/", "read the record of who did what"),
        ("tom", "", "read the plan"),
        ("tom", "families/", "read the plan"),
        ("ravi", "import/", "upload a published plan"),
    ):
        answer = signed_in(who).get(f"/staff/devon/{page}")
        assert answer.status_code == 403, (who, page)
        assert words in answer.content.decode()


def test_a_role_opens_the_day_it_begins_and_not_before(
    plan: None, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = signed_in("ben")
    monkeypatch.setenv("SENDPLAN_TODAY", (people.SINCE - dt.timedelta(days=1)).isoformat())
    assert ben.get("/staff/devon/").status_code == 404
    monkeypatch.setenv("SENDPLAN_TODAY", people.SINCE.isoformat())
    assert ben.get("/staff/devon/").status_code == 200


def test_another_method_is_refused_in_words(plan: None, signed_in: SignedIn) -> None:
    answer = signed_in("ben").post("/staff/devon/findings/")
    assert answer.status_code == 405
    assert "Open the page from a link" in answer.content.decode()


def test_no_browser_keeps_a_staff_page(plan: None, signed_in: SignedIn) -> None:
    assert "no-store" in signed_in("ben").get("/staff/devon/").headers["Cache-Control"]
