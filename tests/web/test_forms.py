"""Form fields as components: what is labelled, what is said to be wrong, and what of a person's typing is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.template import engines

from sendplan.web.design.forms import DayField, first_id, problems
from tests.web.reading import parsed


class Update(forms.Form):
    text = forms.CharField(
        label="What has happened",
        help_text="In plain words",
        widget=forms.Textarea,
        max_length=300,
        error_messages={"required": "Say what has happened."},
    )
    state = forms.ChoiceField(
        label="How it stands", choices=[("open", "In progress"), ("done", "Complete")], widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label="Parts", choices=[(1, "One"), (2, "Two")], widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose one"), ("strategy", "Strategy")], required=False)
    on = DayField(label="When", required=False)
    document = forms.FileField(label="Document", required=False)
    agreed = forms.BooleanField(label="I have checked it", required=False)
    email = forms.EmailField(label="E-mail", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    quietly = forms.CharField(widget=forms.HiddenInput, required=False)


def rendered(form: forms.Form, macro: str = "fields") -> Any:
    source = f'{{% from "design/components/fields.html" import {macro} %}}<div>{{{{ {macro}(form) }}}}</div>'
    return parsed(engines["jinja2"].from_string(source).render({"form": form}))


def named(page: Any, name: str) -> Any:
    (found,) = page.xpath("//*[@name=$name]", name=name)
    return found


TYPED = {
    "text": "<b>Début</b>\r\n\r\n  second line",
    "state": "done",
    "parts": ["2"],
    "kind": "strategy",
    "on_day": "30",
    "on_month": "11",
    "on_year": "2023",
    "agreed": "on",
    "email": "a@b.example",
    "password": "secret",
}


def test_every_field_has_a_label_or_a_legend_of_its_own() -> None:
    page = rendered(Update())
    for control in page.xpath("//input[@type!='hidden'] | //select | //textarea"):
        assert page.xpath("//label[@for=$id]", id=control.get("id")), control.get("name")
    assert [legend.text_content().strip() for legend in page.xpath("//legend")] == ["How it stands", "Parts", "When"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_what_was_typed_comes_back_as_it_was_typed_but_no_password() -> None:
    form = Update(TYPED)
    page = rendered(form)
    assert form.is_valid(), form.errors
    assert named(page, "text").text_content().replace("\r\n", "\n") == "<b>Début</b>\n\n  second line"
    assert [box.get("value") for box in page.xpath("//input[@name='state'][@checked]")] == ["done"]
    assert [box.get("value") for box in page.xpath("//input[@name='parts'][@checked]")] == ["2"]
    assert [choice.get("value") for choice in page.xpath("//option[@selected]")] == ["strategy"]
    assert [named(page, f"on_{part}").get("value") for part in ("day", "month", "year")] == ["30", "11", "2023"]
    assert named(page, "agreed").get("checked") is not None
    assert named(page, "email").get("value") == "a@b.example"
    assert named(page, "password").get("value") == ""
    assert not page.xpath("//*[contains(., 'secret') or @*[contains(., 'secret')]]")


def test_nothing_is_chosen_before_anybody_chose() -> None:
    page = rendered(Update())
    assert page.xpath("//@checked") == []
    assert [choice.get("value") for choice in page.xpath("//option[@selected]")] == [""]


def test_an_error_stands_at_its_field_and_is_read_with_it() -> None:
    page = rendered(Update({"state": "done", "on_day": "31", "on_month": "2", "on_year": "2023"}))
    field = named(page, "text")
    described = [page.get_element_by_id(each).text_content() for each in field.get("aria-describedby").split()]
    assert any("Say what has happened." in each for each in described)
    assert any("In plain words" in each for each in described)
    assert any("up to 300 characters" in each for each in described)
    assert field.get("aria-invalid") == "true"
    (group,) = page.xpath("//fieldset[.//input[@name='on_day']]")
    assert "31 2 2023 is not a day" in page.get_element_by_id(group.get("aria-describedby")).text_content()


def test_the_summary_leads_to_each_fault() -> None:
    form = Update({"on_day": "1"})
    page = rendered(form, "error_summary")
    links = page.xpath("//a")
    assert [link.text_content().strip() for link in links] == [
        "Say what has happened.",
        "This field is required.",
        "The date must have a month and a year.",
    ]
    fields = rendered(form)
    for link in links:
        assert fields.get_element_by_id(link.get("href").removeprefix("#")).tag in ("input", "textarea")


def test_a_fault_of_the_whole_form_leads_to_its_first_field() -> None:
    form = Update(TYPED)
    form.add_error(None, "Somebody else has answered meanwhile.")
    assert problems(form) == [{"text": "Somebody else has answered meanwhile.", "href": "#id_text"}]


def test_a_form_nobody_sent_has_no_summary() -> None:
    assert rendered(Update(), "error_summary").text_content().strip() == ""


@pytest.mark.parametrize(
    ("field", "first"),
    [
        ("state", "id_state_0"),
        ("parts", "id_parts_0"),
        ("on", "id_on_day"),
        ("text", "id_text"),
        ("agreed", "id_agreed"),
    ],
)
def test_the_first_part_of_a_field_is_what_is_reached(field: str, first: str) -> None:
    form = Update()
    assert first_id(form[field]) == first
    assert rendered(form).get_element_by_id(first) is not None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("30", "11", "2023"), dt.date(2023, 11, 30)),
        ((" 1 ", "02", "2024"), dt.date(2024, 2, 1)),
        (("", "", ""), None),
    ],
)
def test_a_day_in_three_boxes(typed: tuple[str, str, str], day: dt.date | None) -> None:
    form = Update(TYPED | dict(zip(("on_day", "on_month", "on_year"), typed, strict=True)))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("30", "", "2023"), "The date must have a month."),
        (("30", "2", "2023"), "30 2 2023 is not a day: write numbers, for example 30 11 2023."),
        (("x", "1", "2023"), "x 1 2023 is not a day: write numbers, for example 30 11 2023."),
        (("1", "1", "99999"), "1 1 99999 is not a day: write numbers, for example 30 11 2023."),
    ],
)
def test_what_is_no_day_says_why(typed: tuple[str, str, str], sentence: str) -> None:
    form = Update(TYPED | dict(zip(("on_day", "on_month", "on_year"), typed, strict=True)))
    assert form.errors["on"] == [sentence]


def test_options_of_a_template() -> None:
    source = (
        '{% from "design/components/fields.html" import field %}<div>'
        '{{ field(form["state"], inline=True, hints={"done": "Nothing is left to do."}) }}'
        '{{ field(form["document"], accept=".docx,.html") }}'
        '{{ field(form["email"], label="Where", hint="At work", width=20) }}'
        "</div>"
    )
    page = parsed(engines["jinja2"].from_string(source).render({"form": Update()}))
    assert "Nothing is left to do." in page.text_content()
    assert named(page, "document").get("accept") == ".docx,.html"
    email: Any = named(page, "email")
    assert (email.get("type"), email.get("autocomplete")) == ("email", "email")
    assert "govuk-input--width-20" in email.get("class")
    assert page.xpath("//label[@for='id_email']")[0].text_content().strip() == "Where"
