"""A person's answers to what a revised document leaves in doubt, and the title it is adopted under."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from sendplan.plan import rules
from sendplan.plan.queries.pages import QuestionShown
from sendplan.web.staff.forms import Offering, offered

__all__ = ["RevisionForm"]


class RevisionForm(Offering):
    """One group of choices for each question, by the question's id; a field of that name may come and go with the
    answers to others. ``seen`` are the answers whose changes were last shown, ``against`` the version compared with."""

    title = forms.CharField(
        label="Title of the plan",
        help_text="As it stands on the plan’s front page.",
        error_messages={"required": "Give the plan its title."},
    )
    against = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, questions: Iterable[QuestionShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {}
        for question in questions:
            refusal = f"Say what {question.name[:1].lower()}{question.name[1:]} carries on, or that it is new."
            asked[question.id] = forms.ChoiceField(
                label=question.doubt,
                choices=offered(question.options),
                initial=question.chosen or None,
                widget=forms.RadioSelect,
                error_messages={"required": refusal, "invalid_choice": refusal},
            )
        self.fields = {**asked, **self.fields}

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        refusal = rules.plan_title(title)
        if refusal is not None:
            raise forms.ValidationError(refusal)
        return title
