"""A real browser, and what every page must hold whoever opens it, at whatever width, with a script or without."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

from tests.conftest import CHROMIUM
from tests.database import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DESK, PHONE = 1280, 320
# axe leaves out what is new in WCAG 2.2 (the size of targets) unless it is asked by name.
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# WCAG 2.2, success criterion 2.5.8, in CSS pixels.
TARGET = 24


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a profile, ended afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """What a page did behind the reader's back, gathered while it was open."""

    site: str
    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", lambda said: self.console.append(f"{said.type}: {said.text}") if _matters(said) else None)
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.site).netloc:
            self.elsewhere.append(request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.broken.append(f"{response.status} {response.url}")


def _matters(said: Any) -> bool:
    # An error page is answered with its own status, which Chromium remarks on; that is no fault of the page.
    return said.type in ("error", "warning") and "the server responded with a status of" not in said.text


@dataclass
class Visitor:
    """Somebody with a browser of their own, looking at one site."""

    site: str
    context: BrowserContext
    page: Page
    watched: Watched
    width: int
    scripts: bool

    def go(self, path: str) -> int:
        """Open `path` on the site; the status of the answer."""
        answer = self.page.goto(self.site.rstrip("/") + path)
        assert answer is not None
        return answer.status

    def be(self, name: str) -> None:
        """Become one of the demonstration's people with one click."""
        self.context.clear_cookies()
        self.go("/sign-in/")
        self.page.get_by_role("button", name=f"Be {name}", exact=True).click()
        self.page.wait_for_load_state()

    def check(self, *, quick: bool = False) -> None:
        """Everything that must hold of the page as it now stands; `quick` leaves out axe and focus."""
        check_page(self.page, self.watched, narrow=self.width <= PHONE, scripts=self.scripts and not quick)


@contextmanager
def visitor(browser: Browser, site: str, *, width: int = DESK, scripts: bool = True, **more: Any) -> Iterator[Visitor]:
    """A visitor with no cookies, at `width` CSS pixels; `more` are Playwright's options of a context."""
    # axe needs a script to run in the page's place, so it is let past the policy; that the policy is never broken by
    # the page itself is told by the console, which it reports to all the same (see `check_page`).
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="en-GB", **more
    )
    page = context.new_page()
    watched = Watched(site)
    watched.follow(page)
    yield Visitor(site, context, page, watched, width, scripts)
    context.close()


def check_page(page: Page, watched: Watched, *, narrow: bool = False, scripts: bool = True) -> None:
    """Fail, with every fault in words, unless the page can be used by everybody.

    axe at levels A and AA of WCAG 2.0, 2.1 and 2.2; one main heading, levels skip none; a title that says the page;
    nothing to scroll sideways; targets large enough; focus that can be seen and is not hidden; nothing in the
    console, no break of the content policy, nothing fetched from anywhere else.
    """
    where = f"{page.url} at {page.viewport_size['width'] if page.viewport_size else '?'} px"
    faults = [f"console: {each}" for each in watched.console]
    faults += [f"fetched from elsewhere: {each}" for each in watched.elsewhere]
    faults += [f"missing: {each}" for each in watched.broken]
    faults += _outline(page)
    faults += _sideways(page)
    faults += _targets(page)
    if scripts:
        faults += _focus(page)
        faults += _axe(page)
    assert not faults, where + ":\n" + "\n".join(faults)


def _ask(page: Page, question: str, argument: object = None) -> Any:
    """Run `question` over the page's own document: by Chromium's debugger, which works with scripts turned off."""
    session = page.context.new_cdp_session(page)
    expression = f"({question})({json.dumps(argument)})"
    answer = session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True})
    session.detach()
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def _outline(page: Page) -> list[str]:
    found = _ask(
        page,
        """() => ({
            title: document.title, lang: document.documentElement.lang,
            heads: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]
                .filter(head => head.checkVisibility()).map(head => [Number(head.tagName[1]), head.textContent.trim()]),
            mains: document.querySelectorAll('main').length,
            ids: [...document.querySelectorAll('[id]')].map(each => each.id),
        })""",
    )
    faults = []
    levels = [level for level, _ in found["heads"]]
    if levels.count(1) != 1:
        faults.append(f"{levels.count(1)} main headings")
    faults += [
        f"heading “{text}” is level {level} after level {before}"
        for before, (level, text) in zip(levels, found["heads"][1:], strict=False)
        if level > before + 1
    ]
    faults += [f"an empty heading of level {level}" for level, text in found["heads"] if not text]
    if not found["title"].strip(" –") or found["title"].startswith(" "):
        faults.append(f"the title is {found['title']!r}")
    if found["lang"] != "en-GB" or found["mains"] != 1:
        faults.append(f"language {found['lang']!r}, {found['mains']} main parts")
    twice = {each for each in found["ids"] if found["ids"].count(each) > 1} if len(found["ids"]) < 3000 else set()
    return faults + [f"the id {each!r} stands twice" for each in sorted(twice)]


def _sideways(page: Page) -> list[str]:
    """What makes the page wider than the window. A region that scrolls by itself must be reachable by keyboard."""
    found = _ask(
        page,
        """() => {
            const width = document.documentElement.clientWidth
            if (document.documentElement.scrollWidth <= width) return []
            const inside = each => each.closest('.sp-scroll, .govuk-visually-hidden, svg svg')
            return [...document.body.querySelectorAll('*')]
                .filter(each => each.getBoundingClientRect().right > width + 0.5 && !inside(each))
                .slice(0, 5).map(each => each.outerHTML.slice(0, 120))
        }""",
    )
    return [f"wider than the window: {each}" for each in found]


def _targets(page: Page) -> list[str]:
    """Controls smaller than 24 by 24, save links in a sentence (2.5.8, exception Inline) and what is hidden."""
    return [
        f"too small to press: {each}"
        for each in _ask(
            page,
            """(least) => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary')]
                .filter(each => each.checkVisibility())
                .map(each => [each, each.getBoundingClientRect()])
                .filter(([each, box]) => box.width > 0 && (box.width < least || box.height < least))
                .map(([each, box]) => `${each.outerHTML.slice(0, 100)} (${box.width} by ${box.height})`)""",
            TARGET,
        )
    ]


# What is looked at when something gets focus. A long page has hundreds of links in lists of one kind: the first few of
# each kind are enough, for the rule that shows focus is one rule.
REACHED_OF_A_KIND = 3


def _focus(page: Page) -> list[str]:
    """Each kind of control, focused as from the keyboard, differs to the eye and is not covered."""
    found = page.evaluate(
        """(most) => {
            const look = each => {
                const style = getComputedStyle(each)
                const inner = each.querySelector('.sp-timeline__focus')
                const box = inner ? getComputedStyle(inner) : style
                return [style.outlineStyle !== 'none' && style.outlineColor, style.outlineWidth, style.boxShadow,
                        style.backgroundColor, style.borderColor, box.fill, box.stroke].join('|')
            }
            const kinds = new Map()
            const all = document.querySelectorAll(
                'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')
            const faults = []
            for (const each of all) {
                if (!each.checkVisibility() || each.disabled) continue
                const kind = each.tagName + '.' + (each.getAttribute('class') ?? '') + (each.type ?? '')
                kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
                if (kinds.get(kind) > most) continue
                const drawn = each.type === 'radio' || each.type === 'checkbox' ? each.nextElementSibling : each
                const before = drawn === each ? look(each) : getComputedStyle(drawn, '::before').boxShadow
                // What is asked next makes the browser work out styles and places anew: no frame need be waited for.
                each.focus({ focusVisible: true })
                const name = each.outerHTML.slice(0, 110)
                if (document.activeElement !== each) { faults.push(`cannot be reached: ${name}`); continue }
                const after = drawn === each ? look(each) : getComputedStyle(drawn, '::before').boxShadow
                if (before === after) faults.push(`focus cannot be seen: ${name}`)
                const box = each.getBoundingClientRect()
                if (box.bottom < 0 || box.top > innerHeight) faults.push(`focus is out of the window: ${name}`)
                else if (box.width && box.height) {
                    const spots = [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 2, box.top + 2],
                                   [box.right - 2, box.bottom - 2], [box.left + 6, box.top + box.height / 2]]
                    const free = spots.some(([x, y]) => {
                        const top = document.elementFromPoint(x, y)
                        return top && (each.contains(top) || top.contains(each) || top.getAttribute('for') === each.id)
                    })
                    if (!free) faults.push(`focus is covered: ${name}`)
                }
                each.blur()
            }
            scrollTo(0, 0)
            return faults
        }""",
        REACHED_OF_A_KIND,
    )
    return [str(each) for each in found]


def _axe(page: Page) -> list[str]:
    # Evaluated by the debugger, not as an element of the page: the content policy stays as it is.
    if not _ask(page, "() => typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        """async (tags) => {
            const found = await axe.run(document,
                {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], elementRef: false})
            const kinds = [found.passes, found.violations, found.incomplete, found.inapplicable]
            return {ran: kinds.flat().map(rule => rule.id), violations: found.violations}
        }""",
        TAGS,
    )
    assert "target-size" in result["ran"], "axe ran without its rule of WCAG 2.2"
    return [
        f"axe {rule['id']}: {rule['help']}: {node['html'][:160]} ({' '.join(node['target'][0].split())})"
        for rule in result["violations"]
        for node in rule["nodes"][:3]
    ]


def keep_picture(visitor: Visitor, name: str) -> None:
    """A picture of the whole page in the folder SENDPLAN_PICTURES names, for a person to look at; else nothing."""
    folder = os.environ.get("SENDPLAN_PICTURES")
    if folder:
        scripts = "" if visitor.scripts else "-no-script"
        visitor.page.screenshot(path=Path(folder) / f"{name}-{visitor.width}{scripts}.png", full_page=True)
