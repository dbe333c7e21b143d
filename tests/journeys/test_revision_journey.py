"""A revised plan, from its file to the version in force, as somebody does it.

Given a plan with progress, and its programme manager signed in
When they upload a revised document, see what it changes, settle what is in doubt and adopt it
Then the plan is the revised one, its progress is where it was, and an earlier day is shown as it was
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import DESK, PHONE, visitor
from tests.journeys.test_plan_journey import follow, look, press
from tests.plan.revision.seed_revision import REVISED
from tests.serving import Serve

REPORT = "The workforce plan was drafted with the colleges."
WAYS = [pytest.param(DESK, True, id="desk"), pytest.param(PHONE, False, id="phone-no-scripts")]


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_from_the_revised_document_to_the_next_version(
    browser: Browser, serve: Serve, width: int, scripts: bool
) -> None:
    with visitor(browser, serve(demo=True).url, width=width, scripts=scripts) as one:
        main = one.page.locator("main")
        one.be("Ben Carter")
        one.go("/staff/devon/sections/A/")
        follow(one, "A5")
        a5 = one.page.url
        one.page.get_by_label("In progress", exact=True).check()
        one.page.get_by_label("What has happened?").fill(REPORT)
        press(one, "Add this update")

        one.go("/staff/devon/import/")
        one.page.get_by_label("The published plan").set_input_files(REVISED)
        press(one, "Upload and read it")
        follow(one, "Compare the two")
        expect(main).to_contain_text("2 questions are still to be answered before this can be adopted.")
        look(one, "compare")
        press(one, "Adopt this version")
        expect(main).to_contain_text("Say what action A5a carries on, or that it is new.")
        look(one, "compare-refused")

        first, second = (one.page.locator(f"fieldset:has(input[name='action-{at}'])") for at in (4, 5))
        first.get_by_label("Action A5", exact=True).check()
        second.get_by_label(re.compile("it is a new action")).check()
        press(one, "Show what these answers change")
        for said in (
            "2 officers changed",
            "Action C2 due December 2023 → March 2024",
            "Action A5 split into A5a and A5b",
            "Target C-K1 59.9% → 45%",
            "easier by 14.9 points: higher is better",
        ):
            expect(main).to_contain_text(said)
        look(one, "compare-answered")

        press(one, "Adopt this version")
        expect(main).to_contain_text("Version 2 is the area’s plan now.")
        look(one, "version")
        follow(one, "Versions of the plan")
        expect(main).to_contain_text("The plan was revised once.")
        look(one, "versions")

        assert one.page.goto(a5) is not None
        expect(one.page.locator("h1")).to_contain_text("A5a")
        expect(main).to_contain_text(REPORT)

        # On a day before, the plan is as it was then.
        one.page.locator("input[name=day]").fill("2023-11-01")
        press(one, "Show")
        assert one.page.goto(a5) is not None
        expect(one.page.locator("h1")).to_contain_text("A5")
        expect(one.page.locator("h1")).not_to_contain_text("A5a")
        expect(main).not_to_contain_text(REPORT)
        one.go("/staff/devon/versions/")
        expect(main).to_contain_text("The plan has not been revised yet.")
