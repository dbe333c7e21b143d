"""Evidence, dates, words against a status and closing, on the pages: what each form does, refuses and shows."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sendplan.access.models import User
from sendplan.plan import actions
from sendplan.plan.models import (
    Action,
    Closing,
    Confirmation,
    DueChange,
    Evidence,
    Holding,
    Outcome,
    Override,
    Post,
    Target,
)
from tests import factories, people
from tests.web.staff.conftest import SignedIn
from tests.web.staff.reading import Shown

WORDS = "The board’s minutes say that all six have agreed."
WHY = "Two partners sign in the new year, and nothing is left to do but that."
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
GIVEN = {
    "says_met": "yes",
    "text": WORDS,
    "strength": "seen",
    "kind": "link",
    "link": "https://www.example.org/minutes",
}


def a1() -> Action:
    return Action.objects.get(ref="A1", section__plan__area__slug="devon")


def address(rest: str = "") -> str:
    return f"/staff/devon/actions/{a1().public_id}/{rest}"


def criterion() -> str:
    return Outcome.objects.filter(action=a1()).order_by("order")[0].public_id


def given(**changes: object) -> dict[str, object]:
    return GIVEN | {"criterion": criterion()} | changes


def test_evidence_is_given_and_somebody_else_confirms_it(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    form = Shown(ben.get(f"{address('evidence/')}?criterion={criterion()}"))
    assert "Never put a child’s name or details in evidence" in form.words()
    answer = ben.post(address("evidence/"), given())
    assert (answer.status_code, answer.headers["Location"]) == (302, address())
    row = Evidence.objects.get()
    shown = Shown(ben.get(address()))
    assert "Said to be met, and waiting for somebody else to confirm it." in shown.words()
    assert (
        "You gave this evidence, so somebody else" in Shown(ben.get(f"/staff/devon/evidence/{row.public_id}/")).words()
    )
    assert ben.post(f"/staff/devon/evidence/{row.public_id}/", {"decision": "yes", "text": ""}).status_code == 403
    grace = signed_in("grace")
    assert WORDS in Shown(grace.get("/staff/devon/evidence/")).words("//h2[@id='yours']/following-sibling::ul[1]")
    refused = grace.post(f"/staff/devon/evidence/{row.public_id}/", {"decision": "no", "text": ""})
    assert refused.status_code == 422
    assert "too short to be a reason" in Shown(refused).words("//div[@role='alert']")
    done = grace.post(f"/staff/devon/evidence/{row.public_id}/", {"decision": "yes", "text": ""})
    assert (done.status_code, done.headers["Location"]) == (302, address())
    assert Confirmation.objects.get().accepted
    shown = Shown(grace.get(address()))
    assert "Shown met by one piece of evidence that another person confirmed: somebody saw it." in shown.words()
    assert "No evidence waits for anybody’s word." in Shown(grace.get("/staff/devon/evidence/")).words()


@pytest.mark.parametrize(
    ("changes", "part", "reason"),
    [
        ({"criterion": ""}, "criterion", "Choose what the evidence is about."),
        ({"criterion": "out_222222222222"}, "criterion", "Choose what the evidence is about."),
        ({"text": "short"}, "text", "too short to be evidence"),
        ({"link": "javascript:alert(1)"}, "link", "must begin with https"),
        ({"kind": "file", "link": ""}, "file", "Choose the file"),
        ({"kind": "figure", "link": ""}, "figure", "Give the figure"),
        ({"kind": "figure", "link": "", "figure": "lots"}, "figure", "is not a figure"),
        ({"kind": "figure", "link": "", "figure": "45"}, "figure_on", "Say which day"),
        ({"kind": "families", "link": ""}, "strength", "families saying so themselves"),
        ({"figure": "45"}, "link", "a figure is given with it"),
    ],
)
def test_a_fault_is_said_at_its_part_of_the_form(
    plan: None, signed_in: SignedIn, changes: dict[str, str], part: str, reason: str
) -> None:
    answer = signed_in("ben").post(address("evidence/"), given(**changes))
    assert answer.status_code == 422
    page = Shown(answer)
    assert reason in page.words("//div[@role='alert']")
    assert any(each.startswith(f"#id_{part}") for each in page.links("//div[@role='alert']").values())
    assert not Evidence.objects.exists()


def test_a_file_is_saved_and_never_shown_as_a_page(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    file = SimpleUploadedFile("minutes; x.html", PDF, "text/html")
    assert ben.post(address("evidence/"), given(kind="file", link="", file=file)).status_code == 302
    row = Evidence.objects.get()
    where = f"/staff/devon/evidence/{row.public_id}/file/"
    answer = signed_in("grace").get(where)
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="minutes x.html.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "no-store" in answer.headers["Cache-Control"]
    assert signed_in("tom").get(where).status_code == 403
    assert signed_in("dev").get(where).status_code == 404
    assert signed_in("grace").get("/staff/devon/evidence/evi_222222222222/file/").status_code == 404


def test_a_file_that_is_too_large_or_of_no_kept_kind_is_refused(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    program = SimpleUploadedFile("report.pdf", b"MZ\x90\x00\x03\x00\x00", "application/pdf")
    answer = ben.post(address("evidence/"), given(kind="file", link="", file=program))
    assert answer.status_code == 422
    assert "“report.pdf” is no kind of file that is kept here" in Shown(answer).words("//div[@role='alert']")
    large = SimpleUploadedFile("report.pdf", PDF + bytes(10 * 1024 * 1024), "application/pdf")
    assert ben.post(address("evidence/"), given(kind="file", link="", file=large)).status_code == 422
    huge = SimpleUploadedFile("report.pdf", PDF + bytes(11 * 1024 * 1024), "application/pdf")
    assert ben.post(address("evidence/"), given(kind="file", link="", file=huge)).status_code == 413
    assert not Evidence.objects.exists()


def test_owners_give_evidence_on_their_own_actions_alone(plan: None, signed_in: SignedIn) -> None:
    helen = signed_in("helen")
    refused = helen.post(address("evidence/"), given())
    assert (refused.status_code, helen.get(address("evidence/")).status_code) == (403, 403)
    named = a1().named.order_by("order")[0].post
    Holding.objects.create(
        post=Post.objects.get(pk=named.pk),
        person=User.objects.get(email=people.CAST["helen"].email),
        since=people.SINCE,
    )
    assert helen.post(address("evidence/"), given()).status_code == 302


def test_a_date_is_moved_and_the_first_one_stays_beside(plan: None, signed_in: SignedIn) -> None:
    sunil = signed_in("sunil")
    refused = sunil.post(address("date/"), {"as_written": "soon", "reason": WHY})
    assert refused.status_code == 422
    assert "Write it such as 31 March 2024" in Shown(refused).words("//div[@role='alert']")
    assert sunil.post(address("date/"), {"as_written": "March 2024", "reason": WHY}).status_code == 302
    dates = Shown(signed_in("grace").get(address())).words("//h2[@id='dates']/following-sibling::ol[1]")
    assert "By 30 June 2023 (first promised)" in dates
    assert "By 31 March 2024, 275 days later (in force) Moved by Sunil Perera" in dates
    assert WHY in dates
    assert DueChange.objects.count() == 1
    assert signed_in("grace").get(address("date/")).status_code == 403


def test_a_word_against_a_status_stands_beside_it_and_is_listed(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    assert ben.post(address("status/"), {"claim": "on_track", "reason": WHY}).status_code == 302
    page = Shown(signed_in("grace").get(address()))
    cards = page.words("//ul[@class='sp-cards']")
    assert "Late by 153 days" in cards
    assert "On track Ben Carter, 30 November 2023" in cards
    listed = Shown(signed_in("grace").get("/staff/devon/overrides/")).words()
    assert "Ben Carter was right in 0 of 1 case that can be judged." in listed
    assert "Wrong: it was due by 30 June 2023 and has not been reported complete." in listed
    assert WHY in listed
    assert ben.post(address("status/"), {"claim": "back", "reason": "I was mistaken."}).status_code == 302
    assert "On track Ben Carter" not in Shown(ben.get(address())).words("//ul[@class='sp-cards']")
    again = ben.post(address("status/"), {"claim": "back", "reason": "I was mistaken."})
    assert again.status_code == 422
    assert Override.objects.count() == 2
    assert signed_in("nadia").get(address("status/")).status_code == 403


def test_closing_is_refused_until_it_is_signed(plan: None, signed_in: SignedIn) -> None:
    sunil = signed_in("sunil")
    assert "has not been reported complete" in Shown(sunil.get(address("closing/"))).words()
    actions.add_update(
        factories.viewer("ben"), action_id=a1().public_id, text=WORDS, state="complete", today=people.TODAY
    )
    form = Shown(sunil.get(address("closing/"))).words()
    assert "1 thing is missing" in form
    assert "is not shown met: nobody has given evidence that has stood." in form
    refused = sunil.post(address("closing/"), {"reason": "", "close": "1"})
    assert refused.status_code == 422
    assert "1 thing that closing needs is missing" in Shown(refused).words("//div[@role='alert']")
    assert sunil.post(address("closing/"), {"reason": WHY, "close": "1"}).status_code == 302
    page = Shown(signed_in("grace").get(address()))
    assert "Done: closed on 30 November 2023 with a signed reason" in page.words("//ul[@class='sp-cards']")
    assert "is not shown met" in page.words("//h2[@id='closing']/following-sibling::ol[1]")
    assert sunil.post(address("closing/"), {"reason": WHY, "reopen": "1"}).status_code == 302
    assert [row.state for row in Closing.objects.order_by("id")] == ["closed", "reopened"]
    assert "It was opened again on 30 November 2023." in Shown(sunil.get(address())).words("//ul[@class='sp-cards']")
    assert signed_in("nadia").get(address("closing/")).status_code == 403


def test_a_rating_is_declared_beside_the_state(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    answer = ben.post(address(), {"state": "in_progress", "rating": "on_track", "text": WORDS})
    assert answer.status_code == 302
    cards = Shown(ben.get(address())).words("//ul[@class='sp-cards']")
    assert "In progress, on track" in cards
    assert "The last update says on track; it is 153 days late." in cards
    assert ben.post(address(), {"state": "in_progress", "rating": "green", "text": WORDS}).status_code == 422


def test_every_page_asks_the_database_little(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    ben.post(address("evidence/"), given())
    ben.post(address("status/"), {"claim": "on_track", "reason": WHY})
    row = Evidence.objects.get()
    actions.link_outcome(
        factories.viewer("ben"),
        outcome_id=criterion(),
        target_id=Target.objects.order_by("order")[0].public_id,
        why="",
        today=people.TODAY,
    )
    own = [address(each) for each in ("", "evidence/", "date/", "status/", "closing/")]
    for path in (*own, "/staff/devon/evidence/", f"/staff/devon/evidence/{row.public_id}/", "/staff/devon/overrides/"):
        ben.get(path)  # what a version says is read once and kept
        with CaptureQueriesContext(connection) as asked:
            assert ben.get(path).status_code == 200
        assert len(asked) <= 12, path
