"""What people say of children's records: whether two are of one child, that one is not this child's, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from sendplan.people import rules
from sendplan.web.staff.forms import OneOf

__all__ = ["AnswerForm", "ReasonForm"]


class Reason(forms.CharField):
    """Why somebody decided as they did; the rule says what is wrong with it, as it does to the action."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        refusal = rules.reason_given(value)
        if refusal is not None:
            raise forms.ValidationError(refusal)


class AnswerForm(forms.Form):
    """The answer to a question about two records."""

    says = OneOf(
        "Choose whether they are one child or two.",
        label="Are these records of one child?",
        widget=forms.RadioSelect,
        choices=[("same", "Yes: the same child"), ("different", "No: different children")],
    )
    reason = Reason(
        label="How do you know?",
        help_text="What you looked at, such as the child’s file or a call to the school. Whoever asks later will read "
        "it. Write no name and no number.",
    )


class ReasonForm(forms.Form):
    """Why something is done that was done the other way before."""

    reason = Reason(label="Why?")
