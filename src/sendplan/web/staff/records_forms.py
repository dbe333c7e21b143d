"""What people choose before records are loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from sendplan.records.tables import LISTS, SHAPES
from sendplan.returns import rules
from sendplan.web.design.forms import DayField
from sendplan.web.staff.forms import OneOf

__all__ = ["LoadForm"]


class Several(forms.ClearableFileInput):
    """A box in which several files may be chosen at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files. Clean value: a list of uploaded files, each in a temporary file of its own."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> Any:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if not chosen:
            return super().clean(None, initial)
        return [super(Files, self).clean(each, initial) for each in chosen]


class LoadForm(forms.Form):
    """The files of one return or of one feed, what they speak for, and what is to be done with rows in error."""

    chosen = Files(
        label="The files",
        help_text="A SEN2 return: one XML file, the nine CSV files of COLLECT, or one Excel workbook. Or the files of "
        f"one feed, CSV or Excel. At most {rules.LARGEST // 1024**2} MB together.",
        allow_empty_file=True,  # the rule says it better, with the file's name
        error_messages={"required": "Choose the files of the return, or of one feed."},
    )
    how = OneOf(
        "Choose what is to be done if some rows cannot be counted.",
        label="If some rows cannot be counted",
        widget=forms.RadioSelect,
        choices=[
            ("all", "Load nothing, and show me what is wrong"),
            ("partial", "Set those rows aside with their reasons, and load the rest"),
        ],
    )
    year = forms.CharField(
        label="Census year, if the files do not say it",
        help_text="For a return in CSV files or a workbook, such as 2025.",
        required=False,
    )
    table = OneOf("Choose one of the kinds of record offered.", label="Which records is the feed of?", required=False)
    since = DayField(label="First day it speaks for", required=False)
    until = DayField(label="Last day it speaks for", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["table"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  as it is made above
        feeds = [
            (name, name.replace("_", " ").capitalize())
            for name, each in SHAPES.items()
            if each.counted_on or name in LISTS
        ]
        field.choices = [("", "It is a SEN2 return, or has no period"), *feeds]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        files: list[UploadedFile[Any]] = given.get("chosen", [])
        if files:
            self._say("chosen", rules.file_names([each.name or "" for each in files]))
            self._say("chosen", rules.sizes([(each.name or "", each.size or 0) for each in files]))
        self._say("year", rules.year_given(given.get("year", "")))
        if not self.errors.keys() & {"table", "since", "until"}:
            self._say("since", rules.cover_given(given.get("table", ""), given.get("since"), given.get("until")))
        return given

    def _say(self, name: str, refusal: str | None) -> None:
        if refusal is not None and name not in self.errors:
            self.add_error(name, refusal)

    def given(self) -> dict[str, Any]:
        """The arguments of ``returns.actions.receive``, for a form that is valid."""
        files: list[TemporaryUploadedFile] = self.cleaned_data["chosen"]
        return {
            "files": [(each.name or "", Path(each.temporary_file_path())) for each in files],
            "partial": self.cleaned_data["how"] == "partial",
            **{name: self.cleaned_data[name] for name in ("table", "since", "until", "year")},
        }
