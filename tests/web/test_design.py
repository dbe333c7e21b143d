"""The look: what it must not hold, what it must be readable with, and that every page of signing in is ours."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from sendplan.web.jinja import BUILT, DESIGN

WEB = DESIGN.parent
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
NAMES = json.loads((BUILT / "names.json").read_text(encoding="utf-8"))
CSS = (BUILT / "static" / NAMES["sendplan.css"]).read_text(encoding="utf-8")
SASS = (DESIGN / "sass" / "_ours.scss").read_text(encoding="utf-8")
SETTINGS = (DESIGN / "sass" / "_settings.scss").read_text(encoding="utf-8")


def test_nothing_of_the_stylesheet_is_gov_uks_own() -> None:
    for theirs in ("GDS Transport", "@font-face", "1d70b8", "crown", "govuk-header", "govuk-footer"):
        assert theirs.lower() not in CSS.lower(), theirs


def test_the_stylesheet_reaches_for_nothing_else() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_files_of_the_build_are_named_by_their_content() -> None:
    for name in NAMES.values():
        (digest,) = re.findall(r"^[a-z0-9-]+\.([0-9a-f]{12})\.(?:css|mjs|svg|png|webmanifest)$", name)
        assert hashlib.sha256((BUILT / "static" / name).read_bytes()).hexdigest().startswith(digest)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_template_holds_a_style_or_a_script(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["']|javascript:""", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script
    assert not re.search(r"""(src|href|action)=["']https?://""", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_every_template_can_be_read(template: Path) -> None:
    name = str(template).rsplit("/templates/", 1)[1]
    engines["jinja2"].get_template(name)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_every_form_that_posts_carries_its_token(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL):
        # The day of the demonstration is the one that does without: see sign_in.views.demo_day.
        if 'method="post"' in form and "demo-day" not in form:
            assert "csrf_input" in form, form
            # Without a script a refused form must open at its top, where the summary of errors is.
            assert not re.search(r'action="[^"]*#[^"]*"', form.partition(">")[0]), form


def patterns(tree: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for each in tree.url_patterns:
        found += patterns(each) if isinstance(each, URLResolver) else [each]
    return found


def test_every_page_of_signing_in_is_ours() -> None:
    """django-allauth's own templates have another frame and other words; none of them may be reached."""
    ours = engines["jinja2"]
    assert isinstance(ours, Jinja2)
    reached = set()
    for pattern in patterns(get_resolver()):
        view = getattr(pattern.callback, "view_class", None)
        if view and view.__module__.startswith("allauth") and getattr(view, "template_name", None):
            # Signing up is closed: what is shown instead is another template.
            reached.add(getattr(view, "template_name_signup_closed", view.template_name))
    assert len(reached) > 10
    have = set(ours.env.list_templates())
    assert reached <= have


# --- contrast, by WCAG 2.2's formula (relative luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


OURS = dict(re.findall(r"^\$([a-z-]+): (#[0-9a-f]{6});", SASS, flags=re.MULTILINE))
FUNCTIONAL = dict(re.findall(r"^\s+([a-z-]+): (#[0-9a-f]{6})", SETTINGS, flags=re.MULTILINE))
WHITE, YELLOW, CREAM = "#ffffff", "#ffdd00", "#fff4d9"
GROUNDS = {"white": WHITE, "paper": OURS["paper"], "surface": OURS["surface"]}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", ["text", "secondary-text", "link", "link-visited", "link-hover", "error", "success"])
def test_text_can_be_read_on_every_ground(colour: str, ground: str) -> None:
    assert contrast(FUNCTIONAL[colour], GROUNDS[ground]) >= 4.5


@pytest.mark.parametrize("standing", ["done", "late", "soon", "silent", "way", "grey"])
def test_how_an_action_stands_can_be_read(standing: str) -> None:
    assert contrast(OURS[standing], OURS[f"{standing}-pale"]) >= 4.5
    assert contrast(OURS[standing], WHITE) >= 4.5


def test_header_banner_and_focus_can_be_read() -> None:
    assert contrast(WHITE, OURS["brand"]) >= 7
    assert contrast(OURS["ink"], CREAM) >= 7
    assert contrast(OURS["ink"], YELLOW) >= 7


def test_lines_that_mean_something_can_be_seen() -> None:
    """WCAG 1.4.11: borders of controls and of empty states, and the header's own, against what is beside them."""
    assert contrast(OURS["line-strong"], WHITE) >= 3
    assert contrast(FUNCTIONAL["input-border"], WHITE) >= 3
    assert contrast(OURS["saffron"], OURS["brand"]) >= 3


def test_the_standings_differ_in_lightness_or_shape_and_never_in_colour_alone() -> None:
    shapes = (DESIGN / "templates/design/components/standing.html").read_text(encoding="utf-8")
    drawn = re.findall(r"standing == \"([a-z-]+)\"[^%]*-%\}\n(.*?)\n", shapes)
    assert {name for name, _ in drawn} == {"done", "said-done", "late", "due-soon", "silent", "on-the-way", "stopped"}
    for one, other in pairwise(sorted(path for _, path in drawn)):
        assert one != other
