"""What a plan's actions and targets are called, for a form that names one. A version's wording can never change."""

from __future__ import annotations

from sendplan.plan.queries.kept import Kept
from sendplan.plan.queries.pages import Choice
from sendplan.plan.queries.reading import Frame
from sendplan.plan.wording import opening

__all__ = ["action_choices", "target_choices"]

# By the version.
_actions: Kept[tuple[int, str], tuple[Choice, ...]] = Kept(32)
_targets: Kept[tuple[int, str], tuple[Choice, ...]] = Kept(32)


def action_choices(found: Frame) -> tuple[Choice, ...]:
    """Every action in the plan's order: its id, and words that begin with its reference and a colon."""
    return _actions.get(
        (found.version.pk, found.version.upload.public_id),
        lambda: tuple(
            Choice(id_, f"{action.ref}: {opening(action.text, 80)}") for id_, action in found.content.actions.items()
        ),
    )


def target_choices(found: Frame) -> tuple[Choice, ...]:
    """Every target in the plan's order, as ``action_choices``."""
    return _targets.get(
        (found.version.pk, found.version.upload.public_id),
        lambda: tuple(
            Choice(id_, f"{found.content.short_ids[id_]}: {opening(target.name, 80)}")
            for id_, target in found.content.targets.items()
        ),
    )
