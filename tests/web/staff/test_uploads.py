"""Bringing in a published plan: the form, what was read, and the decision."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sendplan.formats import Unreadable
from sendplan.formats.limits import MAX_FILE_BYTES
from sendplan.plan import queries
from sendplan.plan.models import Plan, Upload
from sendplan.web.staff.views import uploads
from tests import factories, people
from tests.plan.drafts import PUBLISHED
from tests.web.staff.conftest import TITLE, SignedIn
from tests.web.staff.reading import Shown

IMPORT = "/staff/devon/import/"


def a_file(content: bytes, name: str = "plan.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, content: bytes, name: str = "plan.txt") -> Shown:
    return Shown(client.post(IMPORT, {"document": a_file(content, name)}, follow=True))


def test_before_anything_is_uploaded_the_page_says_what_to_choose(signed_in: SignedIn) -> None:
    page = Shown(signed_in("ben").get(IMPORT))
    assert "Nothing has been uploaded yet" in page.words()
    assert "20 MB" in page.words()
    assert page.tree.xpath("//input[@type='file']/@accept") == [".html,.htm,.docx,.xlsx,.pdf,.csv,.txt"]


def test_the_published_plan_is_read_beside_its_source_and_adopted(signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    page = send(ben, PUBLISHED.read_bytes(), "improvement-plan.txt")
    assert "Nothing is adopted until somebody says so" in page.words("//*[@role='alert']")
    assert "28 actions and 43 targets were read" in page.words()
    assert "improvement-plan.txt" in page.title()
    waiting = queries.uploads(factories.viewer("ben"), people.TODAY)[0]
    shown = queries.upload(factories.viewer("ben"), waiting.id, people.TODAY)
    assert shown is not None
    # What to look at first: every doubt, every finding, everything unplaced, and the whole document.
    doubts = [doubt for same in shown.doubts for doubt in same]
    assert f"readings in doubt ({len(doubts)})" in page.words()
    for doubt in doubts:
        card = page.words(f"//*[@id='{doubt.anchor}']/ancestor::*[contains(@class, 'govuk-summary-card ')]")
        assert f": {doubt.field} Read as " in card
        assert f"{doubt.kind.capitalize()} {doubt.label}, {doubt.place.words}" in page.words(
            f"//*[@id='{doubt.anchor}']"
        )
        for _, value in (*doubt.preferred, *(pair for other in doubt.others for pair in other)):
            assert " ".join(value.split()) in card
        assert " ".join(doubt.evidence.split()) in card
    assert {"A15", "D6", "A-K12"} <= {doubt.label for doubt in doubts}
    assert len({doubt.anchor for doubt in doubts}) == len(doubts) > len(shown.doubts)
    assert {f"#{doubt.anchor}" for doubt in doubts} <= set(page.tree.xpath("//*[@id='side-by-side']//a/@href"))
    for group in shown.findings:
        for finding in group.findings:
            assert " ".join(finding.sentence.split()) in page.words()
    ids = page.ids()
    assert {run.anchor for section in shown.sections for part in section.parts for run in part.runs} <= ids
    for href in page.tree.xpath("//main//a[starts-with(@href, '?at=')]/@href"):
        assert href.partition("#")[2] in ids
    left = page.words("//*[@class='sp-beside__source']")
    pieces = [run.text for section in shown.sections for part in section.parts for run in part.runs]
    assert all(" ".join(piece.split()) in left for piece in pieces)
    # And then decide.
    assert page.tree.xpath("//input[@name='title']/@value") == [TITLE]
    assert len(page.tree.xpath("//input[@name='kind']")) == len(shown.kinds) == 5
    done = Shown(
        ben.post(f"{IMPORT}{waiting.id}/", {"title": TITLE, "kind": "improvement-plan", "adopt": "1"}, follow=True)
    )
    assert f"“{TITLE}” is adopted" in done.words("//*[@role='alert']")
    assert done.title().startswith("Plan at a glance")
    again = ben.post(f"{IMPORT}{waiting.id}/", {"title": TITLE, "kind": "improvement-plan", "adopt": "1"}, follow=True)
    assert "adopted by Ben Carter on 30 November 2023" in Shown(again).words()
    assert Plan.objects.count() == 1
    after = Shown(ben.get(f"{IMPORT}{waiting.id}/"))
    assert after.forms() == []
    assert after.links()["the area’s plan"] == "/staff/devon/"


def test_a_poor_decision_is_said_at_its_field(upload_id: str, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    for title, kind, reason, field in (
        ("", "strategy", "Give the plan its title.", "id_title"),
        ("x" * 301, "strategy", "Shorten it.", "id_title"),
        (TITLE, "", "Choose what kind of plan it is.", "id_kind_0"),
        (TITLE, "wish", "Choose what kind of plan it is.", "id_kind_0"),
    ):
        page = Shown(ben.post(f"{IMPORT}{upload_id}/", {"title": title, "kind": kind, "adopt": "1"}))
        assert page.status == 422
        (link,) = page.tree.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
        assert reason in link.text_content()
        assert link.get("href") == f"#{field}"
        assert field in page.ids()
        assert page.tree.xpath("//input[@name='title']/@value") == [title]
    assert not Plan.objects.exists()


def test_a_second_plan_is_refused_with_the_reason(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    send(ben, PUBLISHED.read_bytes().replace(b"Milestone 2", b"Milestone two"), "second.txt")
    waiting = queries.uploads(factories.viewer("ben"), people.TODAY)[0]
    assert waiting.state == "waiting"
    # The page offers no form that would be refused, and a form sent all the same gets the reason.
    assert Shown(ben.get(f"{IMPORT}{waiting.id}/")).tree.xpath("//input[@name='title']") == []
    page = Shown(ben.post(f"{IMPORT}{waiting.id}/", {"title": "Second", "kind": "strategy", "adopt": "1"}, follow=True))
    assert TITLE in page.words("//*[@role='alert']")
    assert Plan.objects.count() == 1


def test_setting_aside_keeps_it_and_leaves_the_plan_as_it_is(upload_id: str, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    page = Shown(ben.post(f"{IMPORT}{upload_id}/", {"set-aside": "1"}, follow=True))
    assert "was set aside" in page.words("//*[@role='alert']")
    assert "set aside by Ben Carter" in page.words("//table[@id='uploads-table']")
    kept = Shown(ben.get(f"{IMPORT}{upload_id}/"))
    assert kept.status == 200
    assert kept.forms() == []
    twice = Shown(ben.post(f"{IMPORT}{upload_id}/", {"set-aside": "1"}, follow=True))
    assert "set aside by Ben Carter" in twice.words("//*[@role='region']")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.txt"),
        (b"%PDF-1.7 nothing", "plan.pdf"),
        (bytes(range(256)) * 40, "noise.docx"),
        (b"PK\x03\x04" + b"\x00" * 200, "broken.xlsx"),
    ],
)
def test_a_bad_file_gets_one_sentence_at_the_field_and_nothing_is_stored(
    signed_in: SignedIn, content: bytes, name: str
) -> None:
    page = send(signed_in("ben"), content, name)
    assert page.status == 422
    (link,) = page.tree.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
    assert name in link.text_content()
    assert link.text_content().strip().endswith(".")
    assert link.get("href") == "#id_document"
    assert not Upload.objects.exists()


def test_no_file_at_all(signed_in: SignedIn) -> None:
    page = Shown(signed_in("ben").post(IMPORT, {}))
    assert page.status == 422
    assert "Choose the file of the published plan." in page.words("//*[contains(@class, 'govuk-error-summary')]")


def test_the_very_same_file_waits_once(upload_id: str, signed_in: SignedIn) -> None:
    page = send(signed_in("ben"), PUBLISHED.read_bytes(), "again.txt")
    assert page.status == 422
    assert "already waiting for a decision" in page.words("//*[contains(@class, 'govuk-error-summary')]")
    assert Upload.objects.count() == 1


def test_what_is_far_too_large_is_refused_before_it_is_read(signed_in: SignedIn) -> None:
    """The length alone decides, and no more than a little at a time is ever held."""
    asked: list[int] = []
    length = 200 * 1024 * 1024

    class Body(io.RawIOBase):
        left = length

        def read(self, size: int = -1) -> bytes:
            asked.append(size)
            given = min(size, self.left)
            self.left -= given
            return b"x" * given

    body = Body()
    environ: dict[str, Any] = {"CONTENT_LENGTH": str(length), "wsgi.input": body}
    answer = signed_in("ben").generic("POST", IMPORT, b"", "multipart/form-data; boundary=x", **environ)
    assert answer.status_code == 413
    shown = Shown(answer)
    assert "too large" in shown.words()
    assert f"a plan may be up to {MAX_FILE_BYTES // 2**20} MB" in shown.words()
    assert shown.links()["Go back to “Import a plan”"] == IMPORT
    assert max(asked) <= 64 * 1024
    assert body.left == 0
    assert not Upload.objects.exists()


def test_what_is_a_little_too_large_is_refused_at_the_field(signed_in: SignedIn) -> None:
    # The form's own few bytes are allowed for, so a file can be over the limit when the whole is not.
    page = send(signed_in("ben"), b"x" * (MAX_FILE_BYTES + 1), "large.txt")
    assert page.status == 422
    assert "large.txt is larger than 20 MB: " in page.words("//*[contains(@class, 'govuk-error-summary')]")
    assert not Upload.objects.exists()


def test_an_upload_without_its_token_is_refused_unread(signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    ben.handler.enforce_csrf_checks = True
    answer = ben.post(IMPORT, {"document": a_file(PUBLISHED.read_bytes())})
    assert answer.status_code == 403
    assert not Upload.objects.exists()


def test_an_upload_goes_to_a_file_and_not_into_memory(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def spy(path: object, name: str) -> object:
        seen.append(type(path).__name__ + ":" + name)
        raise Unreadable(name, "is only looked at", "send it elsewhere")

    monkeypatch.setattr(uploads, "read_guarded", spy)
    send(signed_in("ben"), b"small", "small.txt")
    assert seen == ["PosixPath:small.txt"]
