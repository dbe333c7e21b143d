"""What shows that a promise was kept, as people do it: one gives evidence, another confirms it, and the status changes.

Given an action of the demonstration that is only said to be done
When its owner gives evidence, and somebody else looks at it and says that it stands
Then it is done; and an action of which nothing is shown is closed only by somebody who signs for that
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import DESK, PHONE, Visitor, keep_picture, visitor
from tests.serving import Serve

SHOWN = "The strategy was read by eight partners, and each of them said in writing which part is theirs to do."
LOOKED = "I read the eight letters. They say so."
REASON = "The strategy is agreed and in use. What it changes is shown by the actions that follow from it."


def press(one: Visitor, name: str) -> None:
    one.page.get_by_role("button", name=name, exact=True).click()
    one.page.wait_for_load_state()


def follow(one: Visitor, name: str | re.Pattern[str]) -> None:
    one.page.get_by_role("link", name=name, exact=isinstance(name, str)).first.click()
    one.page.wait_for_load_state()


def look(one: Visitor, name: str) -> None:
    keep_picture(one, f"evidence-{name}")
    one.check()


def open_action(one: Visitor, who: str, ref: str) -> None:
    one.be(who)
    one.go(f"/staff/devon/sections/{ref[0]}/")
    follow(one, ref)


@pytest.mark.parametrize(("width", "scripts"), [(DESK, True), (PHONE, False)], ids=["desk", "phone-no-scripts"])
def test_somebody_else_confirms_it_and_the_status_changes(
    browser: Browser, serve: Serve, width: int, scripts: bool
) -> None:
    site = serve(demo=True).url
    with visitor(browser, site, width=width, scripts=scripts) as one:
        cards, main = one.page.locator(".sp-cards").first, one.page.locator("main")
        open_action(one, "Nadia Rahman", "D2")
        expect(cards).to_contain_text("Said to be done")
        expect(cards).to_contain_text("The last update says complete; its criterion is not shown met.")

        follow(one, re.compile("^Give evidence on this"))
        expect(main).to_contain_text("Never put a child’s name or details in evidence")
        look(one, "form")
        press(one, "Give this evidence")
        expect(main).to_contain_text("Say what the evidence shows.")
        look(one, "form-refused")
        one.page.get_by_label("That it is met").check()
        one.page.get_by_label("What does it show?").fill(SHOWN)
        one.page.get_by_label("Somebody saw it").check()
        one.page.get_by_label("A file", exact=True).check()
        one.page.get_by_label("The file, if you are giving one").set_input_files(
            {"name": "letters.txt", "mimeType": "text/plain", "buffer": b"Eight letters, one from each partner."}
        )
        press(one, "Give this evidence")
        expect(main).to_contain_text("Somebody else has to say whether it stands.")
        expect(cards).to_contain_text("its criterion is said to be met and waits for somebody to confirm it")
        look(one, "given")
        follow(one, re.compile("^Open this evidence"))
        expect(main).to_contain_text("You gave this evidence, so somebody else has to say whether it stands.")

        one.be("Grace Obi")
        one.go("/staff/devon/evidence/")
        expect(main).to_contain_text("you may confirm or refuse")
        look(one, "waiting")
        follow(one, re.compile("^Action D2: The strategy was read"))
        with one.page.expect_download() as download:
            follow(one, "letters.txt")
        assert download.value.suggested_filename == "letters.txt"
        press(one, "Give this answer")
        expect(main).to_contain_text("Choose whether this evidence stands.")
        look(one, "answer-refused")
        one.page.get_by_label("Yes, it stands").check()
        one.page.get_by_label("Why?").fill(LOOKED)
        press(one, "Give this answer")
        expect(main).to_contain_text("You have confirmed this evidence on action D2.")
        expect(cards.locator(".sp-standing")).to_have_text(re.compile(r"^\s*Done\s*$"))
        expect(cards).to_contain_text("and its criterion is shown met.")
        expect(main).to_contain_text(LOOKED)
        look(one, "confirmed")

    with visitor(browser, site, width=width, scripts=scripts) as anybody:
        anybody.go("/areas/devon/sections/D/")
        said = anybody.page.locator("main")
        expect(said).to_contain_text("82 days after it was due, and its criterion is shown met.")
        expect(said).not_to_contain_text("Grace Obi")


@pytest.mark.parametrize(("width", "scripts"), [(DESK, False), (PHONE, True)], ids=["desk-no-scripts", "phone"])
def test_closing_is_refused_and_then_signed(browser: Browser, serve: Serve, width: int, scripts: bool) -> None:
    site = serve(demo=True).url
    with visitor(browser, site, width=width, scripts=scripts) as one:
        cards, main = one.page.locator(".sp-cards").first, one.page.locator("main")
        open_action(one, "Sunil Perera", "D2")
        follow(one, "Close it")
        expect(main).to_contain_text("1 thing is missing:")
        look(one, "closing")
        press(one, "Sign and close")
        expect(main).to_contain_text("sign for it with a reason of at least 30 characters; this one has 0")
        look(one, "closing-refused")
        one.page.get_by_label("Your reason").fill(REASON)
        press(one, "Sign and close")
        expect(main).to_contain_text("Action D2 is closed.")
        expect(cards).to_contain_text(
            "Done: closed on 30 November 2023 with a signed reason; its criterion is not shown met."
        )
        expect(main).to_contain_text(REASON)
        look(one, "closed")

        open_action(one, "Ben Carter", "A6")
        follow(one, "Say that it does not stand as worked out")
        look(one, "status")
        one.page.get_by_label("On track", exact=True).check()
        one.page.get_by_label("Why?").fill("The last measure comes with the December return, and is agreed.")
        press(one, "Say so")
        expect(cards).to_contain_text("Late")
        expect(cards).to_contain_text("On track Ben Carter")
        follow(one, "Move its due date")
        look(one, "date")
        one.page.get_by_label("The new date").fill("soon")
        one.page.get_by_label("Why?").fill("The last measure comes with the December return.")
        press(one, "Move the date")
        expect(main).to_contain_text("is no day, month, quarter or school term that can be read")
        look(one, "date-refused")
        one.page.get_by_label("The new date").fill("end of January 2024")
        press(one, "Move the date")
        expect(main).to_contain_text("The due date of action A6 has been moved.")
        expect(one.page.locator("#dates + .sp-log")).to_contain_text("By 31 January 2024, 123 days later (in force)")
        one.go("/staff/devon/overrides/")
        expect(main).to_contain_text("said to be on track, when it was worked out as late.")
        look(one, "overrides")
