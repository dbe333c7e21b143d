"""Django's form fields fitted to GOV.UK Frontend's components, once for all forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField

Params = dict[str, Any]


class DayBoxes(forms.Widget):
    """A day typed in three boxes, as GOV.UK Frontend's date input: name_day, name_month, name_year."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> list[str] | None:  # noqa: ARG002  Django's
        typed = [str(data.get(f"{name}_{part}", "")).strip() for part in ("day", "month", "year")]
        return typed if any(typed) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:  # noqa: ARG002  Django's
        return not any(f"{name}_{part}" in data for part in ("day", "month", "year"))

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002  Django's
        return f"{id_}_day"


class DayField(forms.Field):
    """A day typed in three boxes. Clean value: a `date`, or None where it is not required and was left empty."""

    widget = DayBoxes

    def to_python(self, value: Any) -> dt.date | None:
        if value is None or isinstance(value, dt.date):
            return value
        day, month, year = value
        missing = [word for word, typed in zip(("day", "month", "year"), value, strict=True) if not typed]
        if missing:
            raise forms.ValidationError(f"The date must have a {' and a '.join(missing)}.")
        try:
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            raise forms.ValidationError(
                f"{day} {month} {year} is not a day: write numbers, for example 30 11 2023."
            ) from None


def first_id(bound: BoundField) -> str:
    """The id of the first part of a field that can be typed in or pressed."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    if isinstance(widget, DayBoxes):
        return f"{bound.auto_id}_day"
    return str(bound.auto_id)


def problems(form: forms.BaseForm) -> list[Params]:
    """What is wrong with a form, in the order of its fields, each with the address of where to mend it."""
    visible = form.visible_fields()
    whole = {"href": f"#{first_id(visible[0])}"} if visible else {}
    found = [{"text": sentence, **whole} for sentence in form.non_field_errors()]
    for bound in form:
        where = whole if bound.is_hidden else {"href": f"#{first_id(bound)}"}
        found += [{"text": sentence, **where} for sentence in bound.errors]
    return found


def fitted(
    bound: BoundField,
    *,
    label_size: str = "s",
    page_heading: bool = False,
    width: int | None = None,
    rows: int = 5,
    inline: bool = False,
    label: str | None = None,
    hint: str | None = None,
    hints: Mapping[str, str] | None = None,
    accept: str | None = None,
) -> tuple[str, Params]:
    """The component a field is shown as, and the options of its macro.

    The field's widget chooses the component. `label` and `hint` stand in for the form's own, an empty `hint` for none;
    `hints` says a sentence under each choice of radios or checkboxes.
    """
    widget = bound.field.widget
    title = {"text": label or bound.label, "isPageHeading": page_heading}
    legend = {"legend": title | {"classes": f"govuk-fieldset__legend--{label_size}"}}
    told: Params = {}
    said = bound.help_text if hint is None else hint
    if said:
        told["hint"] = {"text": said}
    if bound.errors:
        told["errorMessage"] = {"text": bound.errors[0]}

    if isinstance(widget, DayBoxes):
        return "date-input", {"id": bound.auto_id, "fieldset": legend, "items": _boxes(bound), **told}
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        params = {"idPrefix": bound.auto_id, "name": bound.html_name, "fieldset": legend, **told}
        params["items"] = _choices(bound, hints or {})
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return "checkboxes", params
        return "radios", params | ({"classes": "govuk-radios--inline"} if inline else {})
    if isinstance(widget, forms.CheckboxInput):
        only = {"value": "on", "text": label or bound.label, "checked": bool(bound.value()), "id": bound.auto_id}
        if "hint" in told:
            only["hint"] = told.pop("hint")
        return "checkboxes", {"idPrefix": bound.auto_id, "name": bound.html_name, "items": [only], **told}

    params = {"id": bound.auto_id, "name": bound.html_name, **told}
    params["label"] = title | {"classes": f"govuk-label--{label_size}"}
    attributes = {"aria-invalid": "true"} if bound.errors else {}
    params["attributes"] = attributes
    if isinstance(widget, forms.Select):
        return "select", params | {"items": _choices(bound, {})}
    if isinstance(widget, forms.FileInput):
        attributes |= {"accept": accept} if accept else {}
        attributes |= {"multiple": "multiple"} if widget.allow_multiple_selected else {}
        return "file-upload", params
    value = bound.value()
    params["value"] = "" if value is None else str(value)
    if isinstance(widget, forms.Textarea):
        params["rows"] = rows
        limit = getattr(bound.field, "max_length", None)
        return ("character-count", params | {"maxlength": limit}) if limit else ("textarea", params)
    return "input", params | _input(bound, width)


def _input(bound: BoundField, width: int | None) -> Params:
    """What is particular to an input of one line: its type, what a browser may fill in, its width in characters."""
    widget = bound.field.widget
    given: Params = {"type": "text"}
    if isinstance(widget, forms.PasswordInput):
        given = {"type": "password", "value": ""}
    elif isinstance(widget, forms.EmailInput):
        given = {"type": "email", "spellcheck": False}
    elif isinstance(widget, forms.NumberInput):
        given = {"type": "text", "inputmode": "numeric"}
    for name in ("autocomplete", "inputmode"):
        if name in widget.attrs:
            given[name] = widget.attrs[name]
    if width:
        given["classes"] = f"govuk-input--width-{width}"
    return given


def _choices(bound: BoundField, hints: Mapping[str, str]) -> list[Params]:
    value = bound.value()
    chosen = {str(each) for each in value} if isinstance(value, list | tuple | set) else {str(value)}
    if value is None:
        chosen = {""}
    items: list[Params] = []
    choices = cast("Iterable[tuple[Any, Any]]", getattr(bound.field, "choices", ()))
    for number, (choice, words) in enumerate(choices):
        key = str("" if choice is None else choice)
        item: Params = {"value": key, "text": str(words), "id": f"{bound.auto_id}_{number}"}
        item |= {"checked": key in chosen, "selected": key in chosen}
        if key in hints:
            item["hint"] = {"text": hints[key]}
        items.append(item)
    return items


def _boxes(bound: BoundField) -> list[Params]:
    value = bound.value()
    typed = [value.day, value.month, value.year] if isinstance(value, dt.date) else list(value or ("", "", ""))
    wrong = " govuk-input--error" if bound.errors else ""
    return [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": str(written),
            "classes": f"govuk-input--width-{size}{wrong}",
        }
        for (part, size), written in zip((("day", 2), ("month", 2), ("year", 4)), typed, strict=True)
    ]
