"""What people type on the register's pages. Every rule is ``plan.rules``'s: a form and an action never disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from sendplan.plan import rules
from sendplan.plan.queries.pages import Choice
from sendplan.plan.wording import listed, quoted
from sendplan.web.staff.forms import Offering, OneOf, Said, offered

__all__ = ["OutcomeLinkForm", "ReviewForm", "RiskForm", "WaitForm"]


def _why() -> Said:
    return Said("a reason", label="Why? (optional)", required=False)


class OutcomeLinkForm(Offering):
    """Which target shows whether an outcome has come about."""

    outcome = OneOf("Choose the outcome.", label="Outcome")
    target = OneOf("Choose the target that shows it.", label="Target that shows it")
    why = _why()

    def __init__(
        self, *args: Any, outcomes: Iterable[tuple[str, str]], targets: Iterable[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("outcome", [("", "Choose one"), *outcomes])
        self.offer("target", [("", "Choose one"), *offered(targets)])


class WaitForm(Offering):
    """Which action cannot be finished before which other."""

    action = OneOf("Choose the action that has to wait.", label="This action")
    needs = OneOf("Choose the action that must be finished first.", label="cannot be finished before this one is")
    why = _why()

    def __init__(self, *args: Any, actions: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("action", "needs"):
            self.offer(name, [("", "Choose one"), *offered(actions)])


class Line(forms.CharField):
    """One line. ``what`` it is ("the title") is named in what is said of a fault."""

    def __init__(self, what: str, **options: Any) -> None:
        super().__init__(required=False, **options)  # the rule says that it is missing
        self.what = what
        self.validators = []

    def validate(self, value: Any) -> None:
        refusal = rules.one_line(str(value or ""), self.what)
        if refusal is not None:
            raise forms.ValidationError(refusal)


class Scored(Offering):
    """How likely and how bad, who answers for it, and what is being done."""

    likelihood = OneOf("Choose how likely it is, from 1 to 5.", label="How likely is it?")
    impact = OneOf("Choose how bad it would be, from 1 to 5.", label="How bad would it be?")
    owner = Line("who answers for it", label="Who answers for it?", help_text="A post or a group, not a name alone.")
    doing = Said(
        "what is being done about it",
        label="What is being done about it?",
        error_messages={"required": "Say what is being done about it, or that nothing is yet and why."},
    )

    def __init__(self, *args: Any, likelihood: Sequence[str], impact: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("likelihood", likelihood), ("impact", impact)):
            self.offer(
                name, [("", "Choose one"), *((str(at), f"{at}: {each}") for at, each in enumerate(words, start=1))]
            )


class RiskForm(Scored):
    """A new risk or issue."""

    kind = OneOf(
        "Choose whether it is a risk, which may happen, or an issue, which has.",
        label="Is it a risk or an issue?",
        widget=forms.RadioSelect,
        choices=[("risk", "A risk: it may happen"), ("issue", "An issue: it has happened")],
    )
    title = Line("the title", label="Title", help_text="What may happen or has, in a few words.")
    text = Said(
        "a description",
        label="What is it?",
        help_text="What may happen or has, why, and what it would mean for children and families.",
        error_messages={"required": "Describe it."},
    )
    actions = forms.CharField(
        label="Which actions does it bear on? (optional)",
        required=False,
        help_text="Their references with commas between them, such as A3, B1.",
    )

    field_order = ("kind", "title", "text", "likelihood", "impact", "owner", "doing", "actions")

    def __init__(self, *args: Any, of: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A plan may have hundreds of actions: too many to choose from, and each has a reference that people know.
        choices = list(of)
        self._ids = {each.value: each.value for each in choices}  # so that a link may name one for certain
        self._ids |= {each.words.split(":")[0].casefold(): each.value for each in choices}

    def clean_actions(self) -> list[str]:
        """The ids of the actions named."""
        named = [ref.strip() for ref in str(self.cleaned_data["actions"]).split(",") if ref.strip()]
        unknown = [ref for ref in named if ref.casefold() not in self._ids]
        if unknown:
            raise forms.ValidationError(
                f"The plan has no action {listed([quoted(ref[:30]) for ref in unknown[:5]], 'or')}. "
                "Write references as the plan does, with commas between them, or leave this empty."
            )
        return list(dict.fromkeys(self._ids[ref.casefold()] for ref in named))


class ReviewForm(Scored):
    """How a risk or an issue stands now."""

    state = OneOf(
        "Choose whether it is open or closed.",
        label="Is it open or closed?",
        widget=forms.RadioSelect,
        choices=[("open", "Open"), ("closed", "Closed: it can no longer happen, or is over")],
    )
    field_order = ("state", "likelihood", "impact", "owner", "doing")
