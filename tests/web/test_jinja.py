"""The templates' environment: faults are faults, text is escaped, words are put together rightly."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import engines
from jinja2 import UndefinedError

from sendplan.web import jinja


def said(source: str, **names: Any) -> str:
    return str(engines["jinja2"].from_string(source).render(names))


@dataclass
class Action:
    ref: str = "A1"


@pytest.mark.parametrize(
    "source",
    ["{{ acton }}", "{% if acton %}{% endif %}", "{% for each in actons %}{% endfor %}", "{{ action.reff }}",
     "{{ acton|length }}", "{{ acton == 1 }}", "{% if action.reff %}{% endif %}"],
)  # fmt: skip
def test_a_misspelt_name_is_a_fault(source: str) -> None:
    with pytest.raises(UndefinedError):
        said(source, action=Action())


def test_a_key_that_a_mapping_lacks_reads_as_empty() -> None:
    source = "[{{ options.hint }}{% if options.hint %}x{% endif %}{% for each in options.items_ %}x{% endfor %}]"
    assert said(source, options={}) == "[]"
    assert said("{{ options.hint|length }}{{ options.hint == options.label }}", options={}) == "0True"


def test_text_is_escaped_in_pages_and_not_in_letters() -> None:
    assert said("{{ name }}", name="O'Brien <b>") == "O&#39;Brien &lt;b&gt;"
    letter = engines["jinja2"].get_template("account/email/password_reset_key_message.txt")
    site = SimpleNamespace(domain="send.example")
    assert "/x?a=1&b=2" in letter.render({"password_reset_url": "/x?a=1&b=2", "current_site": site})


def test_days_months_and_counts_in_words() -> None:
    day = dt.date(2023, 6, 1)
    assert (jinja.day(day), jinja.short_day(day), jinja.month(day)) == ("1 June 2023", "1 Jun 2023", "June 2023")
    assert (jinja.day(None), jinja.short_day(None), jinja.month(None)) == ("", "", "")
    assert [jinja.counted(each, "action") for each in (0, 1, 2, 1204)] == [
        "0 actions", "1 action", "2 actions", "1,204 actions"
    ]  # fmt: skip
    assert jinja.counted(2, "reply", "replies") == "2 replies"
    assert jinja.capitalize_first("by the NHS") == "By the NHS"
    assert jinja.capitalize_first("") == ""


def test_typed_text_keeps_its_lines_and_loses_its_tags() -> None:
    assert jinja.paragraphs("One <b>\r\nline\r\n\r\n\r\n\r\nTwo") == (
        '<p class="govuk-body">One &lt;b&gt;<br>line</p>\n<p class="govuk-body">Two</p>'
    )
    assert jinja.paragraphs("  \n\n ") == ""


def test_an_asset_nobody_built_is_named() -> None:
    assert jinja.asset("sendplan.css").startswith("/static/sendplan.")
    with pytest.raises(ImproperlyConfigured, match=r"no 'other\.css'"):
        jinja.asset("other.css")
