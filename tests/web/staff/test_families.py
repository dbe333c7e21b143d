"""What families said, and the forms that answer it and say what takes it up."""

from __future__ import annotations

import pytest

from sendplan.plan import actions, queries
from sendplan.plan.models import Reply, StatementLink
from sendplan.plan.queries.pages import StatementPage, StatementRow
from tests import factories, people
from tests.web.staff.conftest import SignedIn
from tests.web.staff.reading import Shown

ANSWER = "Thank you. A family group now reads every letter before it goes out."


def said() -> StatementRow:
    page = queries.section(factories.viewer("ben"), "C", people.TODAY)
    assert page is not None
    return page.statements[0]


def page_of(row: StatementRow) -> StatementPage:
    page = queries.statement(factories.viewer("ben"), row.id, people.TODAY)
    assert page is not None
    return page


def address(row: StatementRow) -> str:
    return f"/staff/devon/families/{row.id}/"


def test_the_list_can_show_only_what_nobody_has_answered(plan: None, signed_in: SignedIn) -> None:
    row = said()
    actions.reply(factories.viewer("ben"), statement_id=row.id, text=ANSWER, today=people.TODAY)
    chloe = signed_in("chloe")
    everything = Shown(chloe.get("/staff/devon/families/"))
    assert row.id in everything.ids()
    assert ANSWER in everything.words()
    unanswered = Shown(chloe.get("/staff/devon/families/?show=unanswered"))
    assert "Show everything families said (31)" in unanswered.links()
    second = Shown(chloe.get(f"/staff/devon/families/{unanswered.links()['Next page']}"))
    shown = [each for page in (unanswered, second) for each in page.ids() if each.startswith("fam_")]
    assert (len(shown), len(set(shown))) == (30, 30)
    assert row.id not in shown
    assert "Next page" not in second.links()


def test_who_may_not_answer_sees_no_form_and_the_reason(plan: None, signed_in: SignedIn) -> None:
    row = said()
    for who in ("chloe", "grace", "helen"):
        client = signed_in(who)
        page = Shown(client.get(address(row)))
        assert page.forms() == []
        assert "that role may not answer what families said" in page.words()
        for form in ({"reply-text": ANSWER, "reply": "1"}, {"link-to": "action:x", "link": "1"}):
            assert client.post(address(row), form).status_code == 403
    assert not Reply.objects.exists()


def test_a_case_officer_answers(plan: None, signed_in: SignedIn) -> None:
    row, amina = said(), signed_in("amina")
    assert "Nobody has answered this" in Shown(amina.get(address(row))).words()
    for _ in range(2):  # a double click
        shown = Shown(amina.post(address(row), {"reply-text": ANSWER, "reply": "1"}, follow=True))
        assert "Your answer has been added." in shown.words("//*[@role='alert']")
    assert ANSWER in shown.words("//ol[@class='sp-log']")
    assert "Amina Yusuf" in shown.words("//ol[@class='sp-log']")
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(("text", "reason"), [("", "Write your answer."), ("Thanks", "too short to be a reply")])
def test_a_poor_answer_is_said_at_its_field(plan: None, signed_in: SignedIn, text: str, reason: str) -> None:
    page = Shown(signed_in("amina").post(address(said()), {"reply-text": text, "reply": "1"}))
    assert page.status == 422
    assert page.title().startswith("Error: ")
    (link,) = page.tree.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
    assert reason in link.text_content()
    assert link.get("href") == "#id_reply-text"
    assert "id_reply-text" in page.ids()
    # The other form is as it was.
    assert page.words("//*[contains(@class, 'govuk-error-message')]").count("Error:") == 1


def test_linking_to_an_action_and_to_a_need(plan: None, signed_in: SignedIn) -> None:
    row, ben = said(), signed_in("ben")
    page = page_of(row)
    for kind, choice in (("action", page.action_choices[0]), ("need", page.need_choices[0])):
        shown = Shown(ben.post(address(row), {"link-to": f"{kind}:{choice.value}", "link": "1"}, follow=True))
        assert f"The link to the {kind} has been added." in shown.words("//*[@role='alert']")
        again = Shown(ben.post(address(row), {"link-to": f"{kind}:{choice.value}", "link": "1"}))
        assert again.status == 422  # linked already, so it is no longer offered
    assert StatementLink.objects.count() == 2
    links = Shown(ben.get(address(row))).links("//h2[@id='links']/following-sibling::ul[1]")
    assert f"/staff/devon/actions/{page.action_choices[0].value}/" in links.values()
    assert f"/staff/devon/sections/C/#{page.need_choices[0].value}" in links.values()
    assert page.need_choices[0].value in Shown(ben.get("/staff/devon/sections/C/")).ids()


def test_linking_to_nothing_or_to_another_areas_is_refused_at_its_field(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    for chosen in ("", "action:", "need:ned_nothing", "action:act_nothing", "person:1"):
        page = Shown(ben.post(address(said()), {"link-to": chosen, "link": "1"}))
        assert page.status == 422
        assert "Choose the action or the need that takes this up." in page.words(
            "//*[contains(@class, 'govuk-error-summary')]"
        )
    assert not StatementLink.objects.exists()


def test_what_the_plans_rules_refuse_is_said_at_the_form(
    plan: None, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDPLAN_TODAY", "2999-01-01")
    row, ben = said(), signed_in("ben")
    page = Shown(ben.post(address(row), {"reply-text": ANSWER, "reply": "1"}))
    assert page.status == 422
    assert "This is dated after today" in page.words("//*[contains(@class, 'govuk-error-summary')]")
    assert ANSWER in page.words("//textarea")
    choice = page_of(row).action_choices[0].value
    assert ben.post(address(row), {"link-to": f"action:{choice}", "link": "1"}).status_code == 422
    assert not Reply.objects.exists()
    assert not StatementLink.objects.exists()
