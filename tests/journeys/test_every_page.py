"""Every page of the demonstration, at a desk and on a phone, with scripts and without, can be used by everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import DESK, PHONE, Visitor, keep_picture, visitor

PUBLIC = {
    "home": ("/", 200),
    "public-plan": ("/areas/devon/", 200),
    "public-section": ("/areas/devon/sections/A/", 200),
    "public-families": ("/areas/devon/families/", 200),
    "no-plan": ("/areas/northmoor/", 200),
    "accessibility": ("/accessibility/", 200),
    "privacy": ("/privacy/", 200),
    "help": ("/help/", 200),
    "cast": ("/sign-in/", 200),
    "sign-in": ("/accounts/login/", 200),
    "sign-up": ("/accounts/signup/", 200),
    "reset": ("/accounts/password/reset/", 200),
    "reset-done": ("/accounts/password/reset/done/", 200),
    "reset-old-link": ("/accounts/password/reset/key/1-set-password/", 200),
    "reset-key-done": ("/accounts/password/reset/key/done/", 200),
    "inactive": ("/accounts/inactive/", 200),
    "organisation-cancelled": ("/accounts/organisation/cancelled/", 200),
    "organisation-error": ("/accounts/organisation/error/", 401),
    "not-found": ("/nothing/here/", 404),
    "way-not-allowed": ("/demo/sign-in/", 405),
}
# Addresses that leave a page one is signed in to, or answer with a file.
LEAVES = re.compile(
    r"/accounts/logout/|/accounts/password/reset|/recovery-codes/download/|^/demo/|^/static/|/evidence/[^/]+/file/|/export/."
)
# At a desk, on a phone, and on a phone that runs no scripts: a desk without them is laid out as a desk with them.
WAYS = [(DESK, True), (PHONE, True), (PHONE, False)]


def kind(path: str) -> str:
    """Pages of one kind share their template: one action stands for all."""
    of_many = r"/(actions|targets|families|import|sections|evidence|risks|leads-to|versions)/(?!add/)[^/]+/"
    return re.sub(of_many, r"/\1/*/", path)


def pages_for(one: Visitor) -> Iterator[tuple[str, str]]:
    """One page of each kind that a signed-in person can walk to, opened: its kind and its path."""
    seen: set[str] = set()
    walk = [urlsplit(one.page.url).path]
    while walk:
        path = walk.pop(0)
        if kind(path) in seen or LEAVES.search(path):
            continue
        seen.add(kind(path))
        assert one.go(path) == 200, path
        yield kind(path), path
        links = one.page.locator("a[href^='/']").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        walk += [urlsplit(each).path for each in links if each.startswith(("/staff/", "/accounts/"))]


Built = tuple[int, bool, str]
BUILT = """() => JSON.stringify([...document.querySelectorAll('main, main *')].map(each => [
    each.localName, each.textContent.trim() === '',
    ...[...each.attributes].filter(one => !['href', 'id', 'for', 'value', 'd', 'x', 'y', 'points'].includes(one.name)
            && !(one.name.startsWith('aria-') && one.value.length > 9) && one.name !== 'title')
        .map(one => `${one.name}=${one.value}`)]))"""
"""What a page's main part is built of: its elements and their attributes, whatever its words."""


def look(one: Visitor, name: str, faults: list[str], before: set[Built] | None = None) -> None:
    """Check the page one is at. Of a page built as one of `before` was, axe and focus are not asked again."""
    keep_picture(one, name)
    built = (one.width, one.scripts, one.page.evaluate(BUILT)) if before is not None and one.scripts else None
    try:
        one.check(quick=built is not None and built in (before or ()))
    except AssertionError as fault:
        faults.append(f"{name}: {fault}")
    one.watched.console.clear()
    if before is not None and built is not None:
        before.add(built)


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_pages_for_anyone(browser: Browser, site: str, width: int, scripts: bool) -> None:
    faults: list[str] = []
    with visitor(browser, site, width=width, scripts=scripts) as one:
        for name, (path, status) in PUBLIC.items():
            assert one.go(path) == status, path
            look(one, name, faults)
    assert not faults, "\n\n".join(faults)


SOMEBODY = pytest.mark.parametrize(
    ("who", "least"),
    [("Ben Carter", 13), ("Ravi Shah", 11), ("Tom Ellis", 3), ("Dev Anand", 4)],
    ids=["programme-manager", "information-governance", "system-administrator", "no-plan-yet"],
)


@pytest.fixture(scope="module")
def before() -> set[Built]:
    """What the pages were built of that somebody has looked at."""
    return set()


def pages_of(who: str, least: int, browser: Browser, site: str, before: set[Built] | None) -> None:
    faults: list[str] = []
    found: list[tuple[str, str]] = []

    def looked_at(one: Visitor, kind: str) -> None:
        look(one, f"{who.split()[0].lower()}{kind.replace('/', '-').replace('*', 'one')}", faults, before)

    (width, scripts), *others = WAYS
    with visitor(browser, site, width=width, scripts=scripts) as finder:
        finder.be(who)
        for name, path in pages_for(finder):
            found.append((name, path))
            looked_at(finder, name)
    assert len(found) >= least, found
    if who == "Ben Carter":
        assert "/staff/devon/versions/" in dict(found)
    for width, scripts in others:
        with visitor(browser, site, width=width, scripts=scripts) as one:
            one.be(who)
            for name, path in found:
                one.go(path)
                looked_at(one, name)
    assert not faults, "\n\n".join(faults)


@SOMEBODY
def test_pages_for_somebody(browser: Browser, site: str, before: set[Built], who: str, least: int) -> None:
    """Every kind of page that can be walked to from where one lands; no link on the way leads to a refusal."""
    pages_of(who, least, browser, site, before)


@pytest.mark.prove
@SOMEBODY
def test_pages_for_somebody_each_in_full(browser: Browser, site: str, who: str, least: int) -> None:
    """The same, with nothing left out for its having been seen with another's eyes."""
    pages_of(who, least, browser, site, None)


def test_forms_that_are_refused(browser: Browser, site: str) -> None:
    """The pages one only sees when something is wrong."""
    faults: list[str] = []
    for width in (DESK, PHONE):
        with visitor(browser, site, width=width) as one:
            one.go("/accounts/login/")
            one.page.get_by_role("button", name="Sign in").click()
            one.page.wait_for_load_state()
            look(one, "sign-in-refused", faults)
            assert one.page.title().startswith("Error: ")
            one.be("Ben Carter")
            one.go("/staff/devon/import/")
            one.page.locator("main form button[type=submit]").first.click()
            one.page.wait_for_load_state()
            look(one, "import-refused", faults)
            assert one.page.get_by_role("alert").is_visible()
            one.be("Amina Yusuf")
            assert one.go("/staff/devon/people/") == 403
            look(one, "not-allowed", faults)
    assert not faults, "\n\n".join(faults)
