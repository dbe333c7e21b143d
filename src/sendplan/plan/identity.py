"""A draft with the register's ids in it. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from sendplan.plan.ids import Prefix, new_id
from sendplan.plan_reader.draft import Draft, Statement

__all__ = ["with_new_ids"]


def with_new_ids(draft: Draft, make: Callable[[Prefix], str] = new_id) -> Draft:
    """``draft`` with a new id on everything that has none: actions, their outcomes, KPIs, needs and families' words.

    What has one keeps it, so that a draft matched to a register gets ids only for what is new.
    """

    def said(statements: Iterable[Statement], prefix: Prefix) -> tuple[Statement, ...]:
        return tuple(msgspec.structs.replace(each, id=each.id or make(prefix)) for each in statements)

    return msgspec.structs.replace(
        draft,
        sections=tuple(
            msgspec.structs.replace(each, needs=said(each.needs, "ned"), voice=said(each.voice, "fam"))
            for each in draft.sections
        ),
        actions=tuple(
            msgspec.structs.replace(
                each,
                id=each.id or make("act"),
                outcome_ids=tuple(
                    (each.outcome_ids[at] if at < len(each.outcome_ids) else "") or make("out")
                    for at in range(len(each.outcomes))
                ),
            )
            for each in draft.actions
        ),
        kpis=tuple(msgspec.structs.replace(each, id=each.id or make("tgt")) for each in draft.kpis),
    )
