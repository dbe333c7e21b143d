"""A rule: what it looks for, why that matters, what to do about it, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sendplan.plan_reader.draft import Finding, Severity, Where
from sendplan.plan_reader.findings.subject import Subject

__all__ = ["Check", "Hit", "Rule", "rule"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a rule found. ``remedy`` is given only where the rule's own does not fit this case."""

    sentence: str
    about: tuple[str, ...] = ()
    quote: str | None = None
    where: tuple[Where, ...] = ()
    remedy: str | None = None


Check = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue of findings.

    ``severity``: ``error``, a figure or a date cannot be right as it stands; ``warning``, a board should ask;
    ``note``, worth tidying. ``example`` is made up.
    """

    code: str
    title: str
    severity: Severity
    why: str
    example: str
    remedy: str
    check: Check

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Every finding of this rule on one plan, in an order that does not depend on the draft's own."""
        for hit in self.check(subject):
            yield Finding(
                code=self.code,
                severity=self.severity,
                sentence=hit.sentence,
                remedy=hit.remedy or self.remedy,
                about=hit.about,
                quote=hit.quote,
                where=_in_order(hit.where),
            )


def rule(*, code: str, title: str, severity: Severity, why: str, example: str, remedy: str) -> Callable[[Check], Rule]:
    """Make a rule of the function below it. A module's rules run in the order in which they are written."""

    def decorate(check: Check) -> Rule:
        return Rule(code=code, title=title, severity=severity, why=why, example=example, remedy=remedy, check=check)

    return decorate


def _in_order(places: tuple[Where, ...]) -> tuple[Where, ...]:
    distinct = {(place.line or 0, place.end_line or 0, place.cell or ""): place for place in places}
    return tuple(distinct[key] for key in sorted(distinct))
