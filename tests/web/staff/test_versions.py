"""Comparing a revised document, answering what is in doubt, adopting it, and looking back."""

from __future__ import annotations

import pytest
from django.test import Client

from sendplan.plan import actions
from sendplan.plan.models import Action, Version
from sendplan.plan_reader.guarded import Reading, read_guarded
from tests import factories, people
from tests.plan.revision.seed_revision import REVISED
from tests.web.staff.conftest import TITLE, SignedIn
from tests.web.staff.reading import Shown

VERSIONS = "/staff/devon/versions/"


def revision() -> Reading:
    return read_guarded(REVISED, REVISED.name)


@pytest.fixture
def revised_id(plan: None) -> str:
    """The revised document, uploaded and read."""
    return actions.keep_upload(factories.viewer("ben"), reading=revision(), size=31_000, today=people.TODAY)


@pytest.fixture
def compare(revised_id: str) -> str:
    return f"/staff/devon/import/{revised_id}/compare/"


def answers() -> dict[str, str]:
    return {"action-4": Action.objects.get(ref="A5").public_id, "action-5": "new"}


def values(page: Shown) -> dict[str, str]:
    """What the page's form would send as it stands."""
    sent = {each.get("name"): each.get("value", "") for each in page.tree.xpath("//main//input[@type='hidden']")}
    sent |= {each.get("name"): each.get("value") for each in page.tree.xpath("//main//input[@checked]")}
    sent |= {each.get("name"): each.get("value", "") for each in page.tree.xpath("//main//input[@type='text']")}
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def look(ben: Client, compare: str, told: dict[str, str]) -> Shown:
    return Shown(ben.post(compare, values(Shown(ben.get(compare))) | told | {"look": "1"}))


def test_from_the_upload_to_the_next_version(revised_id: str, compare: str, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    upload = Shown(ben.get(f"/staff/devon/import/{revised_id}/"))
    assert upload.links()["Compare the two"] == compare
    assert "There is an answer" not in upload.words()
    page = Shown(ben.get(compare))
    assert page.title().startswith("Compare revised-plan.txt with the plan in force")
    assert "2 questions are still to be answered" in page.words()
    assert page.tree.xpath("//input[@type='radio'][@checked]") == []
    legends = [" ".join(each.text_content().split()) for each in page.tree.xpath("//legend")]
    assert legends == ["A5a says much of what A5 said; A5b says some of what A5 said. Which one carries on as A5?"] * 2
    # Adopting at once is refused at each question, and nothing is adopted.
    refused = Shown(ben.post(compare, values(page) | {"adopt": "1"}))
    assert (refused.status, refused.title()[:6]) == (422, "Error:")
    links = refused.links("//*[contains(@class, 'govuk-error-summary')]")
    assert links == {
        "Say what action A5a carries on, or that it is new.": "#id_action-4_0",
        "Say what action A5b carries on, or that it is new.": "#id_action-5_0",
    }
    assert {address[1:] for address in links.values()} <= refused.ids()
    # So is adopting with answers whose changes were not shown yet.
    unseen = Shown(ben.post(compare, values(page) | answers() | {"adopt": "1"}))
    assert unseen.status == 422
    assert "Look first at what your answers change" in unseen.words("//*[contains(@class, 'govuk-error-summary')]")
    shown = look(ben, compare, answers())
    assert (shown.status, "still to be answered" in shown.words()) == (200, False)
    assert "Action A5 split into A5a and A5b" in shown.words()
    assert "Look at this: 4 changes make the plan easier to keep." in shown.words()
    assert "Was: 59.9% → Is now: 45% easier by 14.9 points: higher is better" in shown.words()
    assert Version.objects.count() == 1
    done = Shown(ben.post(compare, values(shown) | {"adopt": "1", "title": "Revised"}, follow=True))
    assert "Version 2 is the area’s plan now." in done.words("//*[@role='alert']")
    assert done.title().startswith("Version 2 of the plan")
    assert Version.objects.count() == 2
    again = Shown(ben.post(compare, values(shown) | {"adopt": "1", "title": "Revised"}, follow=True))
    assert "adopted by Ben Carter on 30 November 2023" in again.words()
    assert Version.objects.count() == 2


def test_words_that_went_and_came_are_marked_and_said(compare: str, signed_in: SignedIn) -> None:
    page = look(signed_in("ben"), compare, answers())
    a8 = page.words("//li[h4[contains(., 'Action A8')]]")
    assert "Provide a [taken out: robust] support offer" in a8
    gone = [" ".join(each.text_content().split()) for each in page.tree.xpath("//li[h4[contains(., 'A5a')]]//del")]
    assert gone[1] == "[taken out: to deliver services to children and young people with SEND]"
    assert "Local Area [taken out: to deliver services to children and young people with SEND]." in page.words()


def test_two_answers_that_do_not_go_together_are_said(compare: str, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    a5 = answers()["action-4"]
    page = look(ben, compare, {"action-4": a5, "action-5": a5})
    assert "Only one can" in page.words()
    refused = Shown(ben.post(compare, values(page) | {"adopt": "1"}))
    assert refused.status == 422
    assert "Only one can" in refused.words("//*[contains(@class, 'govuk-error-summary')]")
    assert Version.objects.count() == 1


def test_a_poor_title_and_a_tampered_form_are_refused(compare: str, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    sent = values(look(ben, compare, answers())) | {"adopt": "1"}
    for told, reason in (
        ({"title": ""}, "Give the plan its title."),
        ({"title": "x" * 301}, "Shorten it."),
        ({"against": "2"}, "Version 1 was adopted while you looked"),
        ({"action-4": "act_nothing"}, "Say what action A5a carries on"),
        ({"seen": "{}"}, "Look first at what your answers change"),
    ):
        page = Shown(ben.post(compare, sent | told))
        assert page.status == 422
        assert reason in page.words("//*[contains(@class, 'govuk-error-summary')]")
    assert Version.objects.count() == 1


def test_answers_are_kept_while_others_are_open(compare: str, signed_in: SignedIn) -> None:
    page = look(signed_in("ben"), compare, {"action-5": "new"})
    assert page.tree.xpath("//input[@type='radio'][@checked]/@name") == ["action-5"]
    assert "1 question is still to be answered" in page.words()


def test_versions_are_listed_and_shown_as_they_stood(compare: str, signed_in: SignedIn) -> None:
    ben, chloe = signed_in("ben"), signed_in("chloe")
    assert "The plan has not been revised yet." in Shown(chloe.get(VERSIONS)).words()
    ben.post(compare, values(look(ben, compare, answers())) | {"adopt": "1", "title": "Revised"})
    page = Shown(chloe.get(VERSIONS))
    assert [*page.links("//main//ol")] == [
        "Version 2: Revised",
        "4 changes make the plan easier to keep.",
        f"Version 1: {TITLE}",
    ]
    assert "upload the new document" not in page.words()
    assert "upload the new document" in Shown(ben.get(VERSIONS)).words()
    second = Shown(chloe.get(f"{VERSIONS}2/"))
    assert "Action C2 due December 2023 → March 2024" in second.words()
    assert "easier" in second.ids()
    a5b = Action.objects.get(ref="A5b").public_id
    assert second.links()["Action A5b"] == f"/staff/devon/actions/{a5b}/"
    first = Shown(chloe.get(f"{VERSIONS}1/"))
    assert "there is nothing to compare it with" in first.words()
    in_c = Shown(chloe.get(f"{VERSIONS}1/?section=C"))
    assert "59.9%" in in_c.words()
    assert in_c.links()["Section A: Strategy - clear and understood strategic plan and SEND arrangements"] == (
        f"{VERSIONS}1/?section=A#stood"
    )
    for nothing in ("?section=Z", "?page=2", "?page=x", "?page=0", "?section=A&page=2"):
        assert chloe.get(f"{VERSIONS}1/{nothing}").status_code == 404
    assert first.links()["Version 2, the one after"] == f"{VERSIONS}2/"
    assert chloe.get(f"{VERSIONS}3/").status_code == 404
    assert chloe.get(f"{VERSIONS}0/").status_code == 404
    assert chloe.get(compare).status_code == 403


def test_before_there_is_a_plan_there_are_no_versions(cast: None, signed_in: SignedIn) -> None:
    page = Shown(signed_in("ben").get(VERSIONS))
    assert page.status == 200
    assert "Versions of the plan" in page.words()
    assert signed_in("ben").get(f"{VERSIONS}1/").status_code == 404
