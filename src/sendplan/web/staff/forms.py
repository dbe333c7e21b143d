"""What people type on the staff pages. Every rule is ``plan.rules``'s, so that a form and an action never disagree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile

from sendplan.formats.limits import MAX_FILE_BYTES
from sendplan.plan import rules
from sendplan.plan.queries.pages import ActionsPage, Choice

MEGABYTES = MAX_FILE_BYTES // (1024 * 1024)

__all__ = ["ActionsForm", "AdoptForm", "AuditForm", "LinkForm", "ReplyForm", "UpdateForm", "UploadForm"]


class Said(forms.CharField):
    """Words somebody writes, of several lines. ``what`` they are ("an update") is named in what is said of a fault."""

    widget = forms.Textarea

    def __init__(self, what: str, **options: Any) -> None:
        super().__init__(max_length=rules.LONGEST_TEXT, **options)
        self.what = what
        # Django would say "null characters" and count a line's end twice; the rule says it better.
        self.validators = []

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        super().validate(value)
        refusal = rules.said_text(value, self.what) if value or self.required else None
        if refusal is not None:
            raise forms.ValidationError(refusal)


class OneOf(forms.ChoiceField):
    """One of the choices a page offers. ``refusal`` is said of anything else, which only a tampered form sends."""

    def __init__(self, refusal: str, **options: Any) -> None:
        super().__init__(error_messages={"required": refusal, "invalid_choice": refusal}, **options)


class Offering(forms.Form):
    """A form whose choices are the page's."""

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Let the field ``name`` be one of ``choices``: values, each with its words."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} is no field of choices.")
        field.choices = list(choices)


def offered(choices: Iterable[Choice], kind: str = "") -> list[tuple[str, str]]:
    """A page's choices as a form's, each value after ``kind``."""
    return [(f"{kind}{each.value}", each.words) for each in choices]


class UpdateForm(Offering):
    """A progress update: how the action stands, how it is going, and what was done."""

    state = OneOf(
        "Choose how the action stands: not started, in progress, complete or stopped.",
        label="How does this action stand?",
        widget=forms.RadioSelect,
    )
    rating = OneOf(
        "Choose how it is going: on track, at risk or off track; or say nothing of it.",
        label="If it is not finished, how is it going?",
        widget=forms.RadioSelect,
        required=False,
    )
    text = Said(
        "an update",
        label="What has happened?",
        help_text="What was done, what difference it made, and what comes next. Everybody can read this: "
        "it is shown on the public page, so name no child and no family.",
        error_messages={"required": "Say what has happened, or why nothing has."},
    )

    def __init__(self, *args: Any, states: Iterable[Choice], ratings: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("state", offered(states))
        self.offer("rating", offered(ratings))


class ReplyForm(forms.Form):
    """An answer to what families said."""

    text = Said(
        "a reply",
        label="Your answer",
        help_text="In plain English: what was or will be done about it, or why not. It is shown on the public page "
        "with today’s date, so name no child and no family.",
        error_messages={"required": "Write your answer."},
    )


class LinkForm(Offering):
    """Which need or action takes up what families said: one choice among both, so that no choice is overlooked."""

    to = OneOf("Choose the action or the need that takes this up.", label="What takes this up?")

    def __init__(self, *args: Any, actions: Iterable[Choice], needs: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", [("", "Choose one"), *offered(actions, "action:"), *offered(needs, "need:")])

    def chosen(self) -> tuple[str, str]:
        """``action`` or ``need``, and its id; for a form that is valid."""
        kind, _, chosen_id = str(self.cleaned_data["to"]).partition(":")
        return kind, chosen_id


class UploadForm(forms.Form):
    """The document of a published plan."""

    document = forms.FileField(
        label="The published plan",
        help_text="A web page (HTML), Word document (DOCX), Excel workbook (XLSX), PDF, table (CSV) or plain text "
        f"(TXT), of at most {MEGABYTES} MB. A PDF must hold text, not pictures of pages.",
        allow_empty_file=True,  # the reader says it better, with the file's name
        error_messages={"required": "Choose the file of the published plan.", "missing": "Choose a file."},
    )

    def clean_document(self) -> TemporaryUploadedFile:
        document: TemporaryUploadedFile = self.cleaned_data["document"]
        if (document.size or 0) > MAX_FILE_BYTES:
            raise forms.ValidationError(
                f"{document.name} is larger than {MEGABYTES} MB: "
                "upload the plan without its pictures, or as a web page or Word document."
            )
        return document


class AdoptForm(Offering):
    """What to call a plan that is adopted, and what kind it is."""

    title = forms.CharField(
        label="Title of the plan",
        help_text="As it stands on the plan’s front page.",
        error_messages={"required": "Give the plan its title."},
    )
    kind = OneOf("Choose what kind of plan it is.", label="What kind of plan is it?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", offered(kinds))

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        refusal = rules.plan_title(title)
        if refusal is not None:
            raise forms.ValidationError(refusal)
        return title


class AuditForm(Offering):
    """Which entries of the audit trail to show. Something it does not offer is the same as nothing chosen."""

    person = forms.ChoiceField(label="Who", required=False)
    act = forms.ChoiceField(label="What was done", required=False)

    def __init__(
        self, *args: Any, people: Iterable[tuple[int, str]], acts: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", [("", "Anybody"), *((str(number), name) for number, name in people)])
        self.offer("act", [("", "Anything"), *acts])


class ActionsForm(Offering):
    """Which actions to show, and in which order. Something it does not offer is the same as nothing chosen."""

    words = forms.CharField(label="Words in the action", required=False, max_length=200)
    standing = forms.ChoiceField(label="How it stands", required=False)
    section = forms.ChoiceField(label="Section", required=False)
    post = forms.ChoiceField(label="Who answers for it", required=False)
    sort = forms.ChoiceField(label="Order", required=False)

    def __init__(self, *args: Any, page: ActionsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("standing", [("", "Any"), *offered(page.standings)])
        self.offer("section", [("", "Any"), *offered(page.sections)])
        self.offer("post", [("", "Anybody"), *offered(page.posts)])
        self.offer("sort", [(choice.value if choice.value != "plan" else "", choice.words) for choice in page.sorts])
