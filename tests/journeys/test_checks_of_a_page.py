"""The checks of a page, checked: each fault they are for is put into a good page, and must be named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import Visitor, check_page, visitor

GOOD = """<!doctype html><html lang="en-GB"><head><title>Plan – Devon</title><style>
a:focus, button:focus {{ outline: 3px solid #b45309 }} button {{ min-height: 30px }} {style}</style></head>
<body><main><h1>Plan</h1><p>Words <a href="#x" id="x">a link</a></p><button type="button">Do it</button>{body}</main>
</body></html>"""


@pytest.fixture(scope="module")
def anyone(browser: Browser) -> Iterator[Visitor]:
    with visitor(browser, "http://127.0.0.1:1/") as one:
        yield one


def check(anyone: Visitor, *, body: str = "", style: str = "") -> None:
    anyone.watched.console.clear()
    anyone.watched.elsewhere.clear()
    anyone.page.set_content(GOOD.format(body=body, style=style))
    check_page(anyone.page, anyone.watched)


def test_a_good_page_passes(anyone: Visitor) -> None:
    check(anyone)


@pytest.mark.parametrize(
    ("fault", "body", "style"),
    [
        ("2 main headings", "<h1>Another</h1>", ""),
        ("heading “Deep” is level 4 after level 1", "<h4>Deep</h4>", ""),
        ("the id 'x' stands twice", '<p id="x">again</p>', ""),
        ("wider than the window", '<div class="wide">wide</div>', ".wide { width: 2000px }"),
        ("too small to press", '<button type="button" class="s">x</button>', "button.s { min-height: 0 }"),
        ("focus cannot be seen", "", "a:focus, button:focus { outline: none }"),
        (
            "focus is covered",
            '<div class="bar">Always here</div>',
            ".bar { position: fixed; inset: 0; background: #fff; color: #000 }",
        ),
        ("axe color-contrast", '<p class="pale">Pale words</p>', ".pale { color: #ccc }"),
        ("axe label", '<input type="text">', ""),
        (
            "axe target-size",
            '<nav class="n"><a href="/a">Plan</a> <a href="/b">Help</a></nav>',
            ".n a { display: inline-block; font-size: 14px; line-height: 15px }",
        ),
        ("fetched from elsewhere", '<img alt="x" src="http://127.0.0.2:1/x.png">', ""),
        ("console: error", "<script>console.error('broken')</script>", ""),
        ("console: error", "<script>undefinedThing()</script>", ""),
    ],
)  # fmt: skip
def test_each_fault_is_named(anyone: Visitor, fault: str, body: str, style: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check(anyone, body=body, style=style)
