"""An action's page and the form that reports on it."""

from __future__ import annotations

import pytest

from sendplan.access.models import User
from sendplan.plan import queries
from sendplan.plan.models import Holding, Post, ProgressUpdate
from sendplan.plan.queries.pages import ActionRow
from tests import factories, people
from tests.web.staff.conftest import SignedIn
from tests.web.staff.reading import Shown

WORDS = "The group met twice.\r\n\r\nA trial starts in two schools."


def rows() -> tuple[ActionRow, ...]:
    page = queries.section(factories.viewer("ben"), "A", people.TODAY)
    assert page is not None
    return page.actions


def address(row: ActionRow) -> str:
    return f"/staff/devon/actions/{row.id}/"


def held_by(key: str) -> None:
    """Give one of the cast the post they hold."""
    person = people.CAST[key]
    post = Post.objects.get(name=person.post)
    Holding.objects.create(post=post, person=User.objects.get(email=person.email), since=people.SINCE)


def test_what_was_promised_is_in_the_plans_words(plan: None, signed_in: SignedIn) -> None:
    page = Shown(signed_in("grace").get(address(rows()[0])))
    assert "Establish a clear Local Area governance structure" in page.words("//main//blockquote[1]")
    assert "Nobody has reported on this action yet" in page.words()
    assert "lines 89 to 93" in page.links()
    assert page.title().startswith("Action A1: Establish")


def test_who_may_not_report_sees_no_form_and_the_reason(plan: None, signed_in: SignedIn) -> None:
    held_by("helen")
    theirs = next(row for row in rows() if people.CAST["helen"].post in row.owners_words)
    other = next(row for row in rows() if people.CAST["helen"].post not in row.owners_words)
    for who, row, reason in (
        ("grace", other, "that role may not report progress"),
        ("amina", other, "that role may not report progress"),
        ("helen", other, "You can report on actions whose post you hold"),
    ):
        client = signed_in(who)
        page = Shown(client.get(address(row)))
        assert page.forms() == [], who
        assert reason in page.words(), who
        refused = client.post(address(row), {"state": "complete", "text": "Done, they say."})
        assert refused.status_code == 403
        assert reason in Shown(refused).words()
    assert not ProgressUpdate.objects.exists()
    assert Shown(signed_in("helen").get(address(theirs))).forms() != []


def test_an_owner_reports_and_everybody_sees_it(plan: None, signed_in: SignedIn) -> None:
    held_by("helen")
    row = next(row for row in rows() if people.CAST["helen"].post in row.owners_words)
    answer = signed_in("helen").post(address(row), {"state": "complete", "text": WORDS})
    assert answer.status_code == 302
    assert answer.headers["Location"] == address(row)
    page = Shown(signed_in("grace").get(address(row)))
    log = page.words("//h2[@id='updates']/following-sibling::ol[1]")
    assert log.startswith("Complete Helen Lowe")
    assert "30 November 2023" in log
    assert "The group met twice. A trial starts in two schools." in log
    assert ProgressUpdate.objects.get().text == "The group met twice.\n\nA trial starts in two schools."


def test_success_is_said_once(plan: None, signed_in: SignedIn) -> None:
    ben, row = signed_in("ben"), rows()[0]
    shown = Shown(ben.post(address(row), {"state": "in_progress", "text": WORDS}, follow=True))
    assert "Your update on action A1 has been added." in shown.words("//*[@role='alert']")
    assert "has been added" not in Shown(ben.get(address(row))).words()


MISTAKES = (
    ("", WORDS, "Choose how the action stands", "id_state_0"),
    ("finished", WORDS, "Choose how the action stands", "id_state_0"),
    ("complete", "", "Say what has happened, or why nothing has.", "id_text"),
    ("complete", "Done.", "This is too short to be an update", "id_text"),
    ("complete", "x" * 4001, "This is too long to be an update", "id_text"),
    ("complete", "A null\x00 character, pasted.", "a character that cannot be kept", "id_text"),
)


def test_a_mistake_is_said_at_the_top_and_at_the_field_and_nothing_typed_is_lost(
    plan: None, signed_in: SignedIn
) -> None:
    row, ben = rows()[0], signed_in("ben")
    for state, text, reason, field in MISTAKES:
        page = Shown(ben.post(address(row), {"state": state, "text": text}))
        assert page.status == 422
        assert page.title().startswith("Error: ")
        (link,) = page.tree.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
        assert reason in link.text_content()
        assert link.get("href") == f"#{field}"
        assert field in page.ids()
        assert reason in page.words("//*[contains(@class, 'govuk-error-message')]")
        kept = page.tree.xpath("//textarea[@name='text']")[0].text_content()
        assert "\x00" in text or kept.split() == text.split()
        assert (page.tree.xpath("//input[@value='complete']/@checked") != []) == (state == "complete")
    assert not ProgressUpdate.objects.exists()


def test_what_the_plans_rules_refuse_is_said_at_the_form(
    plan: None, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock set ahead: the database's own says that the day has not come."""
    row, ben = rows()[0], signed_in("ben")
    monkeypatch.setenv("SENDPLAN_TODAY", "2999-01-01")
    page = Shown(ben.post(address(row), {"state": "complete", "text": WORDS}))
    assert page.status == 422
    assert "This is dated after today" in page.words("//*[contains(@class, 'govuk-error-summary')]")
    assert "The group met twice." in page.words("//textarea")
    assert not ProgressUpdate.objects.exists()


def test_sent_twice_is_kept_once_and_two_people_lose_nothing(plan: None, signed_in: SignedIn) -> None:
    row = rows()[0]
    ben = signed_in("ben")
    for _ in range(2):
        assert ben.post(address(row), {"state": "in_progress", "text": WORDS}).status_code == 302
    assert ProgressUpdate.objects.count() == 1
    ben.post(address(row), {"state": "complete", "text": WORDS})
    assert ProgressUpdate.objects.count() == 2
    held_by("helen")
    shared = next(each for each in rows() if people.CAST["helen"].post in each.owners_words)
    ben.post(address(shared), {"state": "in_progress", "text": WORDS})
    signed_in("helen").post(address(shared), {"state": "in_progress", "text": WORDS})
    assert ProgressUpdate.objects.filter(action__public_id=shared.id).count() == 2


def test_a_form_without_its_token_is_refused(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    ben.handler.enforce_csrf_checks = True
    assert ben.post(address(rows()[0]), {"state": "complete", "text": WORDS}).status_code == 403
    assert not ProgressUpdate.objects.exists()


def test_what_is_typed_is_shown_as_typed_and_never_run(plan: None, signed_in: SignedIn) -> None:
    ben, row = signed_in("ben"), rows()[0]
    ben.post(address(row), {"state": "in_progress", "text": "<script>alert(1)</script> & more"})
    answer = ben.get(address(row))
    assert b"<script>alert" not in answer.content
    assert "<script>alert(1)</script> & more" in Shown(answer).words("//h2[@id='updates']/following-sibling::ol[1]")
