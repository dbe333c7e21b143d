"""The register's own pages: who answers, dates, what leads to what, waits, risks, search, and files to take away."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sendplan.plan import actions, queries
from sendplan.plan.models import Dependency, OutcomeTarget, Risk
from sendplan.plan_reader.draft import from_json
from tests import factories, people
from tests.web.staff.conftest import SignedIn
from tests.web.staff.reading import Shown

UNDER = "/staff/devon/"


def ids() -> dict[str, str]:
    page = queries.dependencies(factories.viewer("ben"), people.TODAY)
    assert page is not None
    return {choice.words.split(":")[0]: choice.value for choice in page.choices}


def test_every_way_of_the_register_leads_somewhere(plan: None, signed_in: SignedIn) -> None:
    grace = signed_in("grace")
    page = Shown(grace.get(f"{UNDER}register/"))
    ways = [address for address in page.links().values() if address.startswith(UNDER) and address != UNDER]
    assert len(ways) >= 9
    for address in ways:
        assert grace.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "address",
    ["register/", "register/owners/", "register/dates/", "register/leads-to/", "register/waits/", "register/risks/",
     "register/risks/add/", "search/?words=plan", "export/"],
)  # fmt: skip
def test_before_a_plan_is_adopted_the_page_says_so(cast: None, signed_in: SignedIn, address: str) -> None:
    answer = signed_in("ben").get(UNDER + address)
    assert answer.status_code == 200
    assert "no plan" in Shown(answer).words().lower()


def test_owners_are_told_by_post_and_organisation(plan: None, signed_in: SignedIn) -> None:
    page = Shown(signed_in("grace").get(f"{UNDER}register/owners/"))
    assert "open actions" in page.words()
    assert page.rows("owners") > 5
    assert page.rows("organisations") >= 1


def test_a_date_that_moved_is_listed_with_its_reason(plan: None, signed_in: SignedIn) -> None:
    grace = signed_in("grace")
    assert "No date has moved" in Shown(grace.get(f"{UNDER}register/dates/")).words()
    actions.move_due_date(
        factories.viewer("ben"),
        action_id=ids()["C2"],
        as_written="31 March 2024",
        reason="The new team starts in January.",
        today=people.TODAY,
    )
    page = Shown(grace.get(f"{UNDER}register/dates/"))
    assert page.rows("moved") == 1
    assert "The new team starts in January." in page.words()
    assert "now by 31 March 2024" in page.words()
    assert (page.rows("by-owner"), page.rows("by-section")) == (1, 1)


def test_an_outcome_is_linked_and_unlinked_on_the_page(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    address = f"{UNDER}register/leads-to/C/"
    page = queries.logic_model(factories.viewer("ben"), "C", people.TODAY)
    assert page is not None
    outcome, target = page.actions[0].outcomes[0], page.targets[0]
    assert ben.post(address, {"outcome": "", "target": target.id, "link": "1"}).status_code == 422
    assert ben.post(address, {"outcome": "out_x", "target": target.id, "link": "1"}).status_code == 422
    assert not OutcomeTarget.objects.exists()
    assert ben.post(address, {"outcome": outcome.id, "target": target.id, "why": "", "link": "1"}).status_code == 302
    shown = Shown(ben.get(address))
    assert f"{target.short_id}: {target.name}" in shown.words(f"//tr[@id='{outcome.id}']")
    again = ben.post(address, {"outcome": outcome.id, "target": target.id, "why": "", "link": "1"})
    assert again.status_code == 422
    assert "already linked" in Shown(again).words()
    link = OutcomeTarget.objects.get()
    assert ben.post(address, {"end": link.public_id}).status_code == 302
    assert "No target yet" in Shown(ben.get(address)).words(f"//tr[@id='{outcome.id}']")
    assert ben.post(address, {"end": "lnk_x"}).status_code == 404


def test_a_wait_is_added_and_ended_on_the_page(plan: None, signed_in: SignedIn) -> None:
    ben, known = signed_in("ben"), ids()
    address = f"{UNDER}register/waits/"
    wrong = ben.post(address, {"action": known["A1"], "needs": known["A1"], "why": "", "add": "1"})
    assert wrong.status_code == 422
    assert "cannot wait for itself" in Shown(wrong).words()
    assert ben.post(address, {"action": known["C2"], "needs": known["C1"], "why": "", "add": "1"}).status_code == 302
    shown = Shown(ben.get(address))
    assert shown.rows("waits") == 1
    assert "C2" in shown.words("//table[@id='waits']")
    assert ben.post(address, {"end": Dependency.objects.get().public_id}).status_code == 302
    assert "Nobody has said" in Shown(ben.get(address)).words()


def test_who_may_not_link_sees_no_form_and_cannot_send_one(plan: None, signed_in: SignedIn) -> None:
    known = ids()
    for who in ("amina", "chloe", "grace", "helen"):
        client = signed_in(who)
        for address, form in (
            ("register/waits/", {"action": known["C2"], "needs": known["C1"], "add": "1"}),
            ("register/leads-to/A/", {"outcome": "x", "target": "y", "link": "1"}),
            ("register/waits/", {"end": "dep_x"}),
        ):
            assert Shown(client.get(UNDER + address)).forms() == []
            assert client.post(UNDER + address, form).status_code == 403
    assert not Dependency.objects.exists()


RISK: dict[str, Any] = {
    "kind": "risk",
    "title": "Too few educational psychologists",
    "text": "Advice comes late, so plans come late.",
    "likelihood": "4",
    "impact": "5",
    "owner": "Interim SEND Strategic Director",
    "doing": "The board has asked for a date.",
}


def test_a_risk_is_added_and_reviewed_on_the_page(plan: None, signed_in: SignedIn) -> None:
    helen = signed_in("helen")
    empty = helen.post(f"{UNDER}register/risks/add/", {})
    assert empty.status_code == 422
    assert len(Shown(empty).tree.xpath("//div[contains(@class,'govuk-error-summary')]//li")) == 7
    unknown = helen.post(f"{UNDER}register/risks/add/", {**RISK, "actions": "A5, Z9"})
    assert unknown.status_code == 422
    assert "The plan has no action “Z9”." in Shown(unknown).words()
    assert not Risk.objects.exists()
    added = helen.post(f"{UNDER}register/risks/add/", {**RISK, "actions": "a5, C1,"})
    assert added.status_code == 302
    page = Shown(helen.get(added["Location"]))
    assert {"A5", "C1"} <= page.links().keys()
    assert "20 of 25: likely (4 of 5), very serious (5 of 5)" in page.words()
    review = {"state": "closed", "likelihood": "1", "impact": "5", "owner": "Head of Service", "doing": RISK["doing"]}
    assert helen.post(added["Location"], review).status_code == 302
    page = Shown(helen.get(added["Location"]))
    assert "Down from 20" in page.words()
    listed = Shown(helen.get(f"{UNDER}register/risks/"))
    assert (listed.rows("open"), listed.rows("closed")) == (0, 1)
    assert Risk.objects.count() == 1


def test_the_search_finds_what_was_promised_and_what_was_said_by_the_day(plan: None, signed_in: SignedIn) -> None:
    actions.add_update(
        factories.viewer("ben"),
        action_id=ids()["A1"],
        text="The <b>steering</b> groups have met & agreed on otters.",
        state="in_progress",
        today=people.TODAY,
    )
    grace = signed_in("grace")
    page = Shown(grace.get(f"{UNDER}search/?words=otter"))
    assert "1 place holds “otter”." in page.words()
    assert page.tree.xpath("//main//mark/text()") == ["otters"]
    # The database leaves out what looks like markup; what it keeps is shown as text.
    assert "steering groups have met & agreed on otters" in page.words()
    (address,) = [each for words, each in page.links().items() if words.startswith("Update, action A1")]
    assert grace.get(address.split("#")[0]).status_code == 200
    assert address.split("#")[1] in Shown(grace.get(address.split("#")[0])).ids()
    earlier = queries.search(factories.viewer("grace"), "otter", people.TODAY.replace(day=29))
    assert earlier is None or earlier.total == 0
    assert "Update" not in Shown(grace.get(f"{UNDER}search/?words=strategy")).words()


@pytest.mark.parametrize("words", ["'", '"', "a & | !", "\x00", "(" * 50, "x" * 3000, "%", "-", "é", "\ue000"])
def test_whatever_is_typed_into_the_search_is_answered(plan: None, signed_in: SignedIn, words: str) -> None:
    assert signed_in("grace").get(f"{UNDER}search/", {"words": words, "page": "99999999999"}).status_code == 200


def test_a_page_of_what_was_found_is_never_past_the_last(plan: None) -> None:
    viewer = factories.viewer("grace")
    first = queries.search(viewer, "children", people.TODAY)
    assert first is not None
    assert first.pages > 1
    last = queries.search(viewer, "children", people.TODAY, number=10**9)
    assert last is not None
    assert (last.number, len(last.hits)) == (first.pages, first.total - 25 * (first.pages - 1))


def test_another_areas_words_are_not_found(plan: None) -> None:
    assert queries.search(factories.viewer("dev"), "children", people.TODAY) is None


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "json"])
def test_the_plan_is_taken_away_as_a_file(plan: None, signed_in: SignedIn, kind: str) -> None:
    answer = signed_in("chloe").get(f"{UNDER}export/{kind}/")
    assert answer.status_code == 200
    name = f"devon-local-area-send-improvement-plan-202324-version-1.{kind}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    if kind == "json":
        draft = from_json(answer.content)
        assert [action.ref for action in draft.actions] == list(ids())
        assert [action.id for action in draft.actions] == list(ids().values())
    else:
        assert len(answer.content) > 10_000


def test_a_file_with_updates_has_those_made_by_the_day(plan: None, signed_in: SignedIn) -> None:
    ben = factories.viewer("ben")
    actions.add_update(ben, action_id=ids()["A1"], text="The groups have met.", state="in_progress", today=people.TODAY)
    given = json.loads(signed_in("chloe").get(f"{UNDER}export/json/?updates=1").content)
    (update,) = given["actions"][0]["updates"]
    assert update["text"] == "The groups have met."
    assert update["label"] == "In progress, reported by Ben Carter, 30 November 2023"
    assert json.loads(signed_in("chloe").get(f"{UNDER}export/json/").content)["actions"][0]["updates"] == []


def test_there_is_no_other_kind_of_file(plan: None, signed_in: SignedIn) -> None:
    assert signed_in("chloe").get(f"{UNDER}export/pdf/").status_code == 404
