"""The Jinja environment that every page and message is written in.

Names a template does not know are faults, not blanks: a misspelt variable or attribute raises. The one exception is
a key a mapping lacks, because GOV.UK Frontend's macros ask mappings for options that are seldom all given.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined, select_autoescape
from markupsafe import Markup, escape

from sendplan.web import today as days
from sendplan.web.design import forms
from sendplan.web.design.timeline import counts_strip
from sendplan.web.sign_in.organisations import organisations

DESIGN = Path(__file__).parent / "design"
BUILT = DESIGN / "built"

# What the macros call nothing: the block of a `call` that was not made, Nunjucks' two words, and (None) an `if` in a
# line that has no `else`.
NAMES_OF_NOTHING = ("caller", "undefined", "null", None)


class Missing(Undefined):
    """A name nobody gave. Using it raises, unless it is a key that a mapping lacks, which reads as empty."""

    def _is_an_option_left_out(self) -> bool:
        return isinstance(self._undefined_obj, Mapping) or self._undefined_name in NAMES_OF_NOTHING

    def __str__(self) -> str:
        return "" if self._is_an_option_left_out() else self._fail_with_undefined_error()

    def __len__(self) -> int:
        return 0 if self._is_an_option_left_out() else self._fail_with_undefined_error()

    def __iter__(self) -> Any:
        return iter(()) if self._is_an_option_left_out() else self._fail_with_undefined_error()

    def __bool__(self) -> bool:
        return False if self._is_an_option_left_out() else self._fail_with_undefined_error()

    def __eq__(self, other: object) -> bool:
        if not self._is_an_option_left_out():
            self._fail_with_undefined_error()
        return type(self) is type(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return id(type(self))


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 engine asks for. `options` are Django's: its loader, auto_reload."""
    options["loader"] = ChoiceLoader(
        [options["loader"], PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]
    )
    options["undefined"] = Missing
    # Subjects and bodies of e-mail are plain text: escaping would put &#39; in a letter.
    options["autoescape"] = select_autoescape(enabled_extensions=("html", "svg"), default_for_string=True)
    # Line ends after blocks are kept: trimmed, they would run the words of two lines together.
    made = Environment(**options)  # noqa: S701  autoescape is set just above
    made.globals.update(url=url, asset=asset, static=static, fitted=forms.fitted, problems=forms.problems)
    made.globals.update(organisations=organisations)
    # What the frame of a page asks for and not every view gives.
    made.globals.update(viewer=None, area_name=None, area_slug=None, here=None, demo=False, demo_day=None, notices=None)
    made.filters.update(day=day, short_day=short_day, month=month, counted=counted, paragraphs=paragraphs)
    made.filters.update(capitalize_first=capitalize_first)
    made.globals.update(counts_strip=counts_strip)
    return made


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template may use beside what its view gives it. Reads no database and starts no session.

    `demo`: whether this is the demonstration; `demo_day`: the day it runs as at (None outside it);
    `notices`: messages for this person, taken from the queue only when a template asks for them.
    """
    return {
        "demo": settings.DEMO,
        "demo_day": days.today(request) if settings.DEMO else None,
        "notices": functools.partial(messages.get_messages, request),
    }


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name in urls.py; NoReverseMatch when there is none."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@functools.lru_cache(maxsize=1)
def _built_names() -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((BUILT / "names.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ImproperlyConfigured(
            "The style build is missing: run `npm ci --ignore-scripts`, then `node scripts/build_design.mjs`."
        ) from None
    return names


def asset(name: str) -> str:
    """The address of a built file by its plain name, e.g. `sendplan.css`; ImproperlyConfigured if it was not built."""
    try:
        return static(_built_names()[name])
    except KeyError:
        raise ImproperlyConfigured(f"The style build holds no {name!r}: run `node scripts/build_design.mjs`.") from None


def day(value: dt.date | None) -> str:
    """A day in full: 30 November 2023. None is an empty string."""
    return f"{value.day} {value:%B %Y}" if value else ""


def short_day(value: dt.date | None) -> str:
    """A day in a table: 30 Nov 2023. None is an empty string."""
    return f"{value.day} {value:%b %Y}" if value else ""


def month(value: dt.date | None) -> str:
    """A month: November 2023. None is an empty string."""
    return f"{value:%B %Y}" if value else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 action`, `1,204 actions`; `many` where adding an s will not do."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def paragraphs(text: str, classes: str = "govuk-body") -> Markup:
    """Typed text as paragraphs: a blank line parts two, a single line break stays a line break."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    opening = Markup('<p class="{}">').format(classes)
    return Markup("\n").join(
        opening + Markup("<br>").join(escape(line) for line in block.split("\n")) + Markup("</p>")
        for block in blocks
        if block
    )


def capitalize_first(text: str) -> str:
    """The text with its first letter large and the rest as it is, names and all."""
    return text[:1].upper() + text[1:]
