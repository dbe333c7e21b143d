"""From a published document to the public page, as somebody does it: the whole way in one sitting.

Given an area without a plan, and its programme manager signed in
When they upload the published plan, read what was found, adopt it and report on an action
Then anybody can read on the public page what was reported
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import DESK, PHONE, Visitor, keep_picture, visitor
from tests.plan.drafts import PUBLISHED
from tests.serving import Serve

REPORT = "The partnership board has met with its new terms of reference."
ANSWER = "Thank you. Families now see every decision of the board on this page."


def press(one: Visitor, name: str) -> None:
    one.page.get_by_role("button", name=name, exact=True).click()
    one.page.wait_for_load_state()


def follow(one: Visitor, name: str) -> None:
    one.page.get_by_role("link", name=name, exact=True).first.click()
    one.page.wait_for_load_state()


def look(one: Visitor, name: str) -> None:
    keep_picture(one, f"journey-{name}")
    one.check()


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(DESK, True, id="desk"),
        pytest.param(PHONE, False, id="phone-no-scripts"),
        pytest.param(DESK, False, id="desk-no-scripts", marks=pytest.mark.prove),
        pytest.param(PHONE, True, id="phone", marks=pytest.mark.prove),
    ],
)
def test_from_the_published_document_to_the_public_page(
    browser: Browser, serve: Serve, width: int, scripts: bool
) -> None:
    site = serve(demo=True).url
    with visitor(browser, site, width=width, scripts=scripts) as one:
        main = one.page.locator("main")

        one.be("Dev Anand")
        expect(main).to_contain_text("No plan had been adopted by this day")
        look(one, "no-plan")

        follow(one, "Import the published plan")
        press(one, "Upload and read it")
        expect(main).to_contain_text("Choose the file of the published plan.")
        look(one, "import-refused")
        one.page.get_by_label("The published plan").set_input_files(PUBLISHED)
        press(one, "Upload and read it")

        expect(main).to_contain_text("28 actions and 43 targets were read")
        expect(main).to_contain_text("Nothing is adopted until somebody says so below.")
        expect(one.page.locator("#doubts ~ ul").first).to_contain_text("Action D6")
        expect(one.page.get_by_role("heading", name=re.compile(r"^To put right \(\d+\)"))).to_be_visible()
        look(one, "upload")

        press(one, "Adopt this plan")
        expect(main).to_contain_text("There is a problem")
        expect(one.page.get_by_label("Title of the plan")).to_have_value(
            "Devon Local Area SEND Improvement Plan 2023/24"
        )
        look(one, "adopt-refused")
        one.page.get_by_label("Title of the plan").fill("Northmoor SEND Improvement Plan")
        one.page.get_by_label("Improvement plan", exact=True).check()
        press(one, "Adopt this plan")

        expect(main).to_contain_text("“Northmoor SEND Improvement Plan” is adopted")
        expect(one.page).to_have_title(re.compile("^Plan at a glance"))
        look(one, "plan")

        follow(one, "Read the findings")
        expect(one.page).to_have_title(re.compile("^Findings"))
        look(one, "findings")

        one.go("/staff/northmoor/sections/A/")
        look(one, "section")
        follow(one, "A1")
        press(one, "Add this update")
        expect(main).to_contain_text("Say what has happened, or why nothing has.")
        look(one, "update-refused")
        one.page.get_by_label("In progress", exact=True).check()
        one.page.get_by_label("What has happened?").fill(REPORT)
        press(one, "Add this update")
        expect(main).to_contain_text("Your update on action A1 has been added.")
        expect(one.page.locator("#updates + .sp-log")).to_contain_text(REPORT)
        look(one, "action")

        one.go("/staff/northmoor/families/?show=unanswered")
        look(one, "families")
        one.page.get_by_role("link", name=re.compile("^Answer or link")).first.click()
        expect(one.page).to_have_title(re.compile("^Families said"))
        one.page.get_by_label("Your answer").fill(ANSWER)
        press(one, "Add this answer")
        expect(main).to_contain_text("Your answer has been added.")
        one.page.get_by_label("What takes this up?").select_option(index=1)
        press(one, "Add this link")
        expect(main).to_contain_text("The link to the action has been added.")
        look(one, "statement")

    with visitor(browser, site, width=width, scripts=scripts) as anybody:
        assert anybody.go("/areas/northmoor/") == 200
        expect(anybody.page.locator("main")).to_contain_text("Northmoor SEND Improvement Plan")
        expect(anybody.page.locator("main")).to_contain_text(REPORT)
        expect(anybody.page.locator("main")).to_contain_text(ANSWER)
        look(anybody, "public")


def test_a_double_click_reports_once(browser: Browser, serve: Serve) -> None:
    site = serve(demo=True).url
    for scripts in (True, False):
        words = f"Pressed twice in a hurry, {'with' if scripts else 'without'} a script."
        with visitor(browser, site, scripts=scripts) as one:
            one.be("Ben Carter")
            one.go("/staff/devon/sections/B/")
            follow(one, "B1")
            one.page.get_by_label("In progress", exact=True).check()
            one.page.get_by_label("What has happened?").fill(words)
            one.page.get_by_role("button", name="Add this update").dblclick()
            expect(one.page.locator("#updates + .sp-log")).to_contain_text(words)
            one.page.wait_for_load_state("networkidle")
            one.page.reload()
            expect(one.page.locator("#updates + .sp-log .sp-log__entry", has_text=words)).to_have_count(1)
