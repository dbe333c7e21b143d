"""What each version of a plan says, decoded once and kept in memory: a version's content can never change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sendplan.plan.models import Version, VersionContent
from sendplan.plan.queries.kept import Kept
from sendplan.plan_reader.draft import Action, Draft, Due, Kpi, Section, Statement, from_json, kpi_ids

__all__ = ["Content", "content_of"]

KEPT_VERSIONS = 64
"""How many versions are kept in memory, those read last. One of 500 actions takes some megabytes."""


@dataclass(frozen=True, eq=False)
class Content:
    """What one version says. ``draft`` holds the register's id of everything in it; ``earlier`` is the version before.

    Ids are public ids, as in URLs. An id that a mapping lacks is of something this
    version does not have.
    """

    number: int
    adopted_on: dt.date
    draft: Draft
    earlier: Content | None = field(repr=False)

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Each action by its id, in the plan's order."""
        return {_id(each.id): each for each in self.draft.actions}

    @cached_property
    def targets(self) -> Mapping[str, Kpi]:
        """Each target by its id, in the plan's order."""
        return {_id(each.id): each for each in self.draft.kpis}

    @cached_property
    def short_ids(self) -> Mapping[str, str]:
        """What each target is called in this version (``A-K11``), by its id."""
        return dict(zip(self.targets, kpi_ids(self.draft), strict=True))

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Each section by its letter, in the plan's order."""
        return {each.letter: each for each in self.draft.sections}

    @cached_property
    def needs(self) -> Mapping[str, Statement]:
        """Each thing that needs improvement by its id, in the plan's order."""
        return {_id(need.id): need for section in self.draft.sections for need in section.needs}

    @cached_property
    def statements(self) -> Mapping[str, tuple[str, Statement]]:
        """Each thing families said by its id, with the letter of its section, in the plan's order."""
        return {_id(said.id): (section.letter, said) for section in self.draft.sections for said in section.voice}

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[str, str]]:
        """Each outcome's words by its id, with its action's id."""
        return {
            outcome_id: (_id(each.id), text)
            for each in self.draft.actions
            for outcome_id, text in zip(each.outcome_ids, each.outcomes, strict=True)
        }

    @cached_property
    def since(self) -> Mapping[str, dt.date]:
        """The day on which each action came into the plan, by its id: that of the first version that has it."""
        before = self.earlier.since if self.earlier is not None else {}
        return {id_: before.get(id_, self.adopted_on) for id_ in self.actions}

    @cached_property
    def gone(self) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the actions and of what families said that an earlier version had and this one has not."""
        if self.earlier is None:
            return frozenset(), frozenset()
        actions, said = self.earlier.gone
        return (
            (actions | self.earlier.actions.keys()) - self.actions.keys(),
            (said | self.earlier.statements.keys()) - self.statements.keys(),
        )

    @cached_property
    def dues(self) -> Mapping[str, Sequence[tuple[dt.date, Due]]]:
        """The due dates the plan has given each action, by its id, oldest first, each with the day from which it was
        the plan's word. A version that leaves the date as it was adds none."""
        before = self.earlier.dues if self.earlier is not None else {}
        found = {}
        for id_, action in self.actions.items():
            known = before.get(id_, ())
            moved = not known or _day(known[-1][1]) != _day(action.due)
            found[id_] = (*known, (self.adopted_on, action.due)) if moved else known
        return found

    def last_action(self, id_: str) -> Action | None:
        """The action as this version has it, or as the last version before that had it; None where none did."""
        return self.actions.get(id_) or (self.earlier.last_action(id_) if self.earlier else None)

    def last_target(self, id_: str) -> Kpi | None:
        """As ``last_action``."""
        return self.targets.get(id_) or (self.earlier.last_target(id_) if self.earlier else None)


def _id(given: str | None) -> str:
    if not given:
        raise ValueError("A version's content lacks an id, so that nothing can be told about what it names.")
    return given


def _day(due: Due) -> tuple[str, dt.date | None, dt.date | None]:
    return due.kind, due.earliest, due.latest


# By the version's key, and its upload's public id: the same key stands for another version in another database, but
# an id made at random is never made twice.
_kept: Kept[tuple[int, str], Content] = Kept(KEPT_VERSIONS)


def content_of(version: Version) -> Content:
    """What ``version`` says, and every version of its plan before it.

    Asks the database once where it is not in memory. ``version.upload`` must have been read with it.
    """
    return _kept.get((version.pk, version.upload.public_id), lambda: _read(version))


def _read(version: Version) -> Content:
    found: Content | None = None
    for row in (
        VersionContent.objects.filter(version__plan_id=version.plan_id, version__number__lte=version.number)
        .order_by("version__number")
        .values_list("version__number", "version__adopted_on", "draft", named=True)
    ):
        found = Content(row.version__number, row.version__adopted_on, from_json(row.draft.encode("utf-8")), found)
    if found is None or found.number != version.number:
        raise ValueError(f"Version {version.number} of plan {version.plan_id} has no content.")
    return found
