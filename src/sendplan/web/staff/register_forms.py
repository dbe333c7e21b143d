"""What people type on the register's pages. Every rule is ``plan.rules``'s: a form and an action never disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from sendplan.plan import rules
from sendplan.plan.queries.pages import Choice
from sendplan.plan.wording import listed, quoted
from sendplan.web.staff.forms import Offering, OneOf, Said

__all__ = ["Named", "OutcomeLinkForm", "ReviewForm", "RiskForm", "WaitForm", "known"]


def _why() -> Said:
    return Said("a reason", label="Why? (optional)", required=False)


class Named(forms.CharField):
    """An action or a target by its reference: a plan may have hundreds, too many to choose from, and people know what
    each is called. Its value is the id; an id is taken too, so that a link may name one for certain."""

    def __init__(self, what: str, refusal: str, **options: Any) -> None:
        super().__init__(error_messages={"required": refusal}, **options)
        self.what = what
        self.validators = []
        self._ids: dict[str, list[str]] = {}

    def know(self, choices: Iterable[Choice]) -> None:
        """Take any of ``choices``, whose words begin with the reference."""
        self._ids = {}
        for each in choices:
            for name in (each.value, each.words.split(":")[0].casefold()):
                self._ids.setdefault(name, []).append(each.value)

    def to_python(self, value: Any) -> str:
        named = str(super().to_python(value) or "")
        ids = self._ids.get(named) or self._ids.get(named.casefold(), [])
        if len(ids) > 1:
            raise forms.ValidationError(
                f"{len(ids)} {self.what}s are called {quoted(named)}. Write the end of the address of the page of the "
                "one you mean."
            )
        if named and not ids:
            raise forms.ValidationError(
                f"The plan has no {self.what} {quoted(named[:30])}. Write its reference as the plan does."
            )
        return ids[0] if ids else ""


def known(form: forms.Form, name: str, choices: Iterable[Choice]) -> None:
    """Let the field ``name`` be any of ``choices``, by reference or id."""
    field = form.fields[name]
    if not isinstance(field, Named):
        raise TypeError(f"{name} is no field of references.")
    field.know(choices)


class OutcomeLinkForm(Offering):
    """Which target shows whether an outcome has come about."""

    outcome = OneOf("Choose the outcome.", label="Outcome")
    target = Named(
        "target",
        "Say which target shows it.",
        label="Target that shows it",
        help_text="Its reference, such as A-K3. It may be of another section.",
    )
    why = _why()

    def __init__(
        self, *args: Any, outcomes: Iterable[tuple[str, str]], targets: Iterable[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("outcome", [("", "Choose one"), *outcomes])
        known(self, "target", targets)


class WaitForm(forms.Form):
    """Which action cannot be finished before which other."""

    action = Named(
        "action", "Say which action has to wait.", label="This action", help_text="Its reference, such as A3."
    )
    needs = Named(
        "action",
        "Say which action must be finished first.",
        label="cannot be finished before this one is",
        help_text="Its reference, such as B1.",
    )
    why = _why()

    def __init__(self, *args: Any, actions: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("action", "needs"):
            known(self, name, actions)


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
