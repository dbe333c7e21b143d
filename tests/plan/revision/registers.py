"""Drafts with the register's ids, and what tests do with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from functools import cache

import msgspec

from sendplan.plan.revision import match, settled
from sendplan.plan_reader.draft import Action, Draft, Kpi, Statement
from tests.plan.drafts import made_up, published_draft

replace = msgspec.structs.replace


def numbered(start: str = "") -> Callable[[str], str]:
    """Ids that no two calls give, each with the kind it was asked for."""
    numbers = itertools.count(1)
    return lambda kind: f"{kind}_{start}{next(numbers):06d}"


def adopted(draft: Draft) -> Draft:
    """The draft as a first version: every id new."""
    nothing = replace(draft, actions=(), kpis=(), sections=())
    return settled(nothing, draft, match(nothing, draft), {}, numbered("first"))


def carried_on(old: Draft, new: Draft, decisions: Mapping[str, str] | None = None) -> Draft:
    """The new draft as the next version, with a person's answers."""
    return settled(old, new, match(old, new, decisions), decisions or {}, numbered("later"))


def without_ids(draft: Draft) -> Draft:
    """The draft as a fresh reading has it."""

    def bare(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(replace(each, id=None) for each in statements)

    return replace(
        draft,
        actions=tuple(replace(action, id=None, outcome_ids=()) for action in draft.actions),
        kpis=tuple(replace(kpi, id=None) for kpi in draft.kpis),
        sections=tuple(
            replace(section, needs=bare(section.needs), voice=bare(section.voice)) for section in draft.sections
        ),
    )


@cache
def published() -> Draft:
    """The published plan as version 1, as a person read it."""
    return adopted(published_draft())


@cache
def made(actions: int) -> Draft:
    """A made-up plan as version 1, with wordings that are told apart."""
    draft = made_up(actions).draft
    return adopted(
        replace(draft, actions=tuple(replace(each, text=wording(at)) for at, each in enumerate(draft.actions)))
    )


_WORDS = re.findall(
    r"\w+",
    """review publish train recruit survey agree map fund design audit visit open explain record trace repair schools
    nurses therapists families panels councils clinics hospitals nurseries colleges drivers escorts mentors governors
    autumn winter spring summer weekly monthly yearly daily timely quality trust access travel respite sensory""",
)


def wording(seed: int) -> str:
    """Twelve words; no two seeds below ten thousand have more than a few in the same place."""
    number, words = seed * 7919 + 12345, []
    for _ in range(12):
        number = (number * 1103515245 + 12345) % 2**31
        words.append(_WORDS[(number >> 8) % len(_WORDS)])
    return f"{' '.join(words).capitalize()}."


def with_action(draft: Draft, ref: str, change: Callable[[Action], Action]) -> Draft:
    """The draft with one action changed."""
    assert sum(action.ref == ref for action in draft.actions) == 1
    return replace(draft, actions=tuple(change(each) if each.ref == ref else each for each in draft.actions))


def with_kpi(draft: Draft, at: int, change: Callable[[Kpi], Kpi]) -> Draft:
    return replace(draft, kpis=tuple(change(each) if at == n else each for n, each in enumerate(draft.kpis)))


def ids_by_text(draft: Draft) -> dict[str, str | None]:
    return {action.text: action.id for action in draft.actions}
