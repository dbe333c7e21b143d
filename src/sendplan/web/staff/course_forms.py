"""What people type about an action's course: evidence, a new date, a word against its status, its closing.

Every rule is ``plan``'s, so that a form and an action never disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from sendplan.plan import evidence
from sendplan.plan.evidence_files import KNOWN, size_words
from sendplan.plan.overrides import CLAIM_WORDS
from sendplan.plan.queries.pages import Choice, CriterionShown
from sendplan.web.design.forms import DayField
from sendplan.web.staff.forms import Offering, OneOf, Said
from sendplan.web.staff.register_forms import Named, known

__all__ = ["ClosingForm", "ConfirmForm", "DateForm", "EvidenceForm", "StatusForm"]

_NO_CHILD = "Never put a child’s or a family’s name in it, or anything that would tell who they are."


class EvidenceForm(Offering):
    """Evidence on an action: what it is about, what it shows, and what it rests on."""

    criterion = OneOf(
        "Choose what the evidence is about.",
        label="What is it about?",
        widget=forms.RadioSelect,
    )
    says_met = OneOf(
        "Choose whether it says that this is met.",
        label="What does it say?",
        widget=forms.RadioSelect,
        choices=[("yes", "That it is met"), ("no", "That it is not met")],
    )
    text = Said(
        "evidence",
        label="What does it show?",
        help_text=f"What was seen, counted or said, when, and by whom (their post). {_NO_CHILD}",
        error_messages={"required": "Say what the evidence shows."},
    )
    strength = OneOf(
        "Choose what the evidence rests on.",
        label="What does it rest on?",
        widget=forms.RadioSelect,
        choices=[
            ("told", "Somebody was told"),
            ("seen", "Somebody saw it"),
            ("measured", "It was measured"),
            ("families", "Families say so themselves"),
        ],
    )
    kind = OneOf(
        "Choose what the evidence is: a file, a link, a figure or what families say.",
        label="What are you giving?",
        widget=forms.RadioSelect,
        choices=[
            ("link", "A link"),
            ("file", "A file"),
            ("figure", "A figure"),
            ("families", "What families say"),
        ],
    )
    link = forms.CharField(
        label="The link, if you are giving one",
        help_text="The whole address, such as https://www.example.org/minutes.",
        required=False,
    )
    file = forms.FileField(
        label="The file, if you are giving one",
        help_text=f"It may be {KNOWN}, of at most {size_words()}. Everybody who may read the plan here can open it. "
        f"{_NO_CHILD}",
        required=False,
        allow_empty_file=True,  # the rule says it better, with the file's name
    )
    figure = forms.CharField(
        label="The figure, if you are giving one", help_text="In digits: 45, 59.9%", required=False
    )
    unit = forms.CharField(
        label="What it counts",
        help_text="Such as percent or weeks; leave it empty for a number of things.",
        required=False,
    )
    figure_on = DayField(label="Which day is the figure of?", help_text="For example 31 10 2023.", required=False)
    target = Named(
        "target",
        "Say which target it is of.",
        label="Is it the figure of one of the plan’s targets?",
        help_text="If so, the target’s reference, such as A-K3; if not, leave this empty.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        criteria: Iterable[CriterionShown],
        targets: Iterable[Choice],
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        about = [(each.id, each.text) for each in criteria]
        self.offer("criterion", [*about, ("all", "The action as a whole")])
        known(self, "target", targets)

    def clean_unit(self) -> str:
        unit = str(self.cleaned_data["unit"])
        return "percent" if unit.strip() in {"%", "per cent"} else unit.strip()

    def clean(self) -> dict[str, Any]:
        """The parts that the kind needs; what is wrong with each is said at it. Those it does not need are left to the
        rule, which refuses them: nothing that somebody gave is dropped unseen."""
        found = super().clean() or {}
        kind = found.get("kind")
        found["figure_value"] = None
        if found.get("figure"):
            figure = evidence.as_figure(found["figure"])
            if isinstance(figure, Decimal):
                found["figure_value"] = figure
                if found["figure"].strip().endswith("%") and not found.get("unit"):
                    found["unit"] = "percent"
            else:
                self.add_error("figure", figure)
        if kind == "figure":
            if not found.get("figure"):
                self.add_error("figure", "Give the figure, such as 45 or 59.9.")
            if "figure_on" in found:
                self._add("figure_on", evidence.figure_day(found["figure_on"], self.today))
            self._add("unit", evidence.unit_of(found.get("unit", "")))
        if kind == "link":
            self._add("link", evidence.link_address(found.get("link", "")))
        if kind == "file" and not found.get("file"):
            self.add_error("file", "Choose the file that holds the evidence.")
        if kind and found.get("strength"):
            self._add("strength", evidence.strength_of(found["strength"], kind))
        return found

    def _add(self, name: str, refusal: str | None) -> None:
        if refusal is not None:
            self.add_error(name, refusal)

    def given(self) -> dict[str, Any]:
        """What ``actions.add_evidence`` is given; for a form that is valid."""
        found = self.cleaned_data
        file: UploadedFile[Any] | None = found["file"]
        figure = found["kind"] == "figure"
        return {
            "outcome_id": None if found["criterion"] == "all" else found["criterion"],
            "kind": found["kind"],
            "strength": found["strength"],
            "says_met": found["says_met"] == "yes",
            "text": found["text"],
            "link": found["link"],
            "file": (file.name or "", file.read()) if file is not None else None,
            "figure": found["figure_value"],
            "unit": found["unit"] if figure else "",
            "figure_on": found["figure_on"] if figure else None,
            "target_id": found["target"] or None,
        }


class ConfirmForm(forms.Form):
    """Whether evidence that somebody else gave stands."""

    decision = OneOf(
        "Choose whether this evidence stands.",
        label="Does this evidence stand?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, it stands"), ("no", "No, it does not")],
    )
    text = Said(
        "a reason",
        label="Why?",
        help_text="Needed where it does not stand. Say what you looked at.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "decision" in found and "text" in found:
            refusal = evidence.refused_with_reason(found["decision"] == "yes", found["text"])
            if refusal is not None:
                self.add_error("text", refusal)
        return found


def _reason(required: str) -> Said:
    return Said(
        "a reason",
        label="Why?",
        help_text="It is kept with your name and today’s date, and cannot be changed afterwards.",
        error_messages={"required": required},
    )


class DateForm(forms.Form):
    """A new due date."""

    as_written = forms.CharField(label="The new date", error_messages={"required": "Give the new date."})
    reason = _reason("Say why the date has to move.")


class StatusForm(Offering):
    """Somebody's word against the status worked out, or taking it back."""

    claim = OneOf("Choose what you say instead.", label="How does it stand, as you see it?", widget=forms.RadioSelect)
    reason = _reason("Say why.")

    def __init__(self, *args: Any, stands: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, str]] = [(key, words.capitalize()) for key, words in CLAIM_WORDS.items()]
        if stands:
            choices.append(("back", "As it was worked out: take back what was said against it"))
        self.offer("claim", choices)


class ClosingForm(forms.Form):
    """Closing an action, or opening it again."""

    reason = Said(
        "a reason",
        label="Your reason",
        required=False,
        help_text="It is kept with your name and today’s date, and with the list of what was missing.",
    )
