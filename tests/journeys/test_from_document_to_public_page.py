"""The main road: a published plan goes in, is adopted, something is done about it, and everybody can read that."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.database import ROOT
from tests.journeys.browser import DESK, PHONE, visitor
from tests.serving import Serve

PUBLISHED = ROOT / "areas" / "devon" / "published" / "improvement-plan-2023-24.txt"
NEWS = "The board has met twice and its terms of reference are published."


@pytest.mark.parametrize(("width", "scripts"), [(DESK, True), (PHONE, False)], ids=["desk", "phone-no-scripts"])
def test_a_plan_goes_in_and_its_progress_comes_out(browser: Browser, serve: Serve, width: int, scripts: bool) -> None:
    """Given an area with no plan, when its manager uploads one, reads what was read, adopts it and reports on an
    action, then the public page, which said there was no plan, shows the plan and the news."""
    with visitor(browser, serve(demo=True).url, width=width, scripts=scripts) as dev:
        dev.go("/areas/northmoor/")
        expect(dev.page.get_by_role("heading", level=1)).to_have_text("No plan is shown here yet")

        dev.be("Dev Anand")
        dev.go("/staff/northmoor/import/")
        dev.page.locator("input[type=file]").set_input_files(PUBLISHED)
        dev.page.get_by_role("button", name="Upload and read it").click()
        dev.page.wait_for_url(re.compile(r"/import/[^/]+/$"))
        dev.check()
        expect(dev.page.locator("main")).to_contain_text("28 actions")

        dev.page.get_by_label("Title of the plan").fill("Northmoor SEND improvement plan")
        dev.page.get_by_label("Improvement plan", exact=True).check()
        dev.page.get_by_role("button", name="Adopt this plan").click()
        dev.page.wait_for_load_state()
        dev.go("/staff/northmoor/findings/")
        expect(dev.page.locator("main")).to_contain_text("out of date order")
        dev.check()

        dev.go("/staff/northmoor/sections/A/")
        dev.page.get_by_role("link", name="A1", exact=True).first.click()
        dev.page.wait_for_url(re.compile(r"/actions/[^/]+/$"))
        dev.page.get_by_label("Complete", exact=True).check()
        dev.page.locator("form textarea").first.fill(NEWS)
        dev.page.get_by_role("button", name="Add this update").click()
        dev.page.wait_for_load_state()
        expect(dev.page.locator("main")).to_contain_text(NEWS)
        dev.check()

    with visitor(browser, dev.site, width=width, scripts=scripts) as anyone:
        anyone.go("/areas/northmoor/")
        shown = anyone.page.locator("li.sp-rows__row", has_text="Establish a clear Local Area governance structure")
        expect(shown).to_contain_text(NEWS)
        expect(shown.locator(".sp-standing--done")).to_be_visible()
        expect(anyone.page.locator("body")).not_to_contain_text("Dev Anand")
        anyone.check()
