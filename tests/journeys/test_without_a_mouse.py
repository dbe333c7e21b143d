"""Keyboard alone, other people's colours and spacing, paper, and what the script adds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import PHONE, visitor


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.textContent.trim() || document.activeElement.id"))


def test_somebody_signs_in_and_reaches_an_action_by_keyboard_alone(browser: Browser, site: str) -> None:
    with visitor(browser, site) as one:
        one.go("/sign-in/")
        one.page.keyboard.press("Tab")
        assert focused(one.page) == "Skip to main content"
        one.page.keyboard.press("Enter")
        one.page.keyboard.press("Tab")
        # The header, the banner and its date are skipped: the first stop is in the page itself.
        assert focused(one.page) == "Be Amina Yusuf"
        one.page.keyboard.press("Tab")
        assert focused(one.page) == "Be Ben Carter"
        one.page.keyboard.press("Enter")
        expect(one.page.get_by_role("navigation", name="Plan")).to_be_visible()
        drawn = one.page.locator(".sp-timeline-wide a").first
        drawn.focus()
        one.page.keyboard.press("Enter")
        one.page.wait_for_url("**/actions/*/")
        one.check()


def test_everything_in_a_page_is_reached_in_the_order_it_stands_and_left_again(browser: Browser, site: str) -> None:
    with visitor(browser, site) as one:
        one.go("/accounts/login/")
        stops = []
        for _ in range(40):
            one.page.keyboard.press("Tab")
            stops.append(one.page.evaluate("() => document.activeElement.outerHTML.slice(0, 90)"))
            if stops[-1].startswith("<body"):
                break
        else:
            pytest.fail(f"the keyboard never leaves the page: {stops}")
        order = one.page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')]
                .filter(each => each.checkVisibility()).map(each => each.outerHTML.slice(0, 90))"""
        )
        # A date has a stop for each of its parts.
        reached = list(dict.fromkeys(stops[:-1]))
        assert reached == order


@pytest.mark.parametrize("path", ["/areas/devon/", "/staff/devon/"])
def test_with_colours_of_ones_own_and_wide_spacing(browser: Browser, site: str, path: str) -> None:
    """Forced colours; and the spacing of WCAG 1.4.12, which must cut nothing off at 320 px."""
    with visitor(browser, site, forced_colors="active") as one:
        one.be("Ben Carter")
        one.go(path)
        # A bar whose ground were still our own pale red would be pale on black.
        fills = one.page.locator(".sp-ground--late").first.evaluate("each => getComputedStyle(each).fill")
        canvas = one.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert fills == canvas
    with visitor(browser, site, width=PHONE, bypass_csp=True) as one:
        one.be("Ben Carter")
        one.go(path)
        one.page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important } "
            "* { word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
        )
        assert one.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE


def test_on_paper_the_words_are_all_there_and_the_buttons_are_not(browser: Browser, site: str) -> None:
    with visitor(browser, site, scripts=False) as one:
        one.go("/areas/devon/sections/A/")
        folded = one.page.locator(".govuk-details__text").first
        expect(folded).to_be_hidden()
        one.page.emulate_media(media="print")
        expect(folded).to_be_visible()
        expect(one.page.locator(".sp-demo__form")).to_be_hidden()
        expect(one.page.locator(".sp-footer__list")).to_be_hidden()
        expect(one.page.get_by_text("Demonstration: records and progress are made up")).to_be_visible()
        expect(one.page.get_by_role("heading", level=1)).to_be_visible()


def test_what_the_script_adds(browser: Browser, site: str) -> None:
    with visitor(browser, site) as one:
        one.be("Ben Carter")
        one.page.locator("main a[href*='/actions/']").first.click()
        box = one.page.locator("textarea").first
        left = one.page.locator(".govuk-character-count__message[aria-hidden]").first
        expect(left).to_have_text("You have 4000 characters remaining")
        box.fill("ab\ncd")
        # A line break is sent as two characters, and counted as two by the server.
        expect(left).to_have_text("You have 3994 characters remaining")
        box.fill("x" * 4001)
        expect(left).to_have_text("You have 1 character too many")
        box.fill("")
        form = one.page.locator("form:has(textarea)").first
        form.locator("button[type=submit]").click()
        one.page.wait_for_load_state()
        summary = one.page.locator(".govuk-error-summary")
        expect(summary).to_be_focused()
        summary.get_by_role("link").last.click()
        expect(one.page.locator("textarea").first).to_be_focused()
        one.go("/areas/devon/")
        expect(one.page.get_by_role("button", name="Print this page")).to_be_visible()
    with visitor(browser, site, scripts=False) as one:
        one.go("/areas/devon/")
        expect(one.page.get_by_role("button", name="Print this page")).to_be_hidden()
