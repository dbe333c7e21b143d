"""Does everything a pack names stand in the plan? Plain Python."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from sendplan.plan.pack.entries import Demo, Pack, Problem
from sendplan.plan.wording import listed
from sendplan.plan_reader.draft import Draft

__all__ = ["Named", "against_plan", "same"]


def same(text: str) -> str:
    """``text`` with white space made one space, so that a line's breaks make no difference."""
    return re.sub(r"\s+", " ", text).strip()


@dataclass(frozen=True, slots=True)
class Named:
    """What a plan holds, by the names a pack uses: targets, statements and needs by section and words."""

    targets: Counter[tuple[str, str]]
    statements: Counter[tuple[str, str]]
    needs: Counter[tuple[str, str]]
    actions: Counter[str]
    posts: frozenset[str]
    outcomes: dict[str, int]
    """How many outcomes each action has, by its name."""

    @classmethod
    def of(cls, draft: Draft) -> Named:
        return cls(
            targets=Counter((kpi.section, same(kpi.name)) for kpi in draft.kpis),
            statements=Counter((each.letter, same(said.text)) for each in draft.sections for said in each.voice),
            needs=Counter((each.letter, same(need.text)) for each in draft.sections for need in each.needs),
            actions=Counter(action.ref for action in draft.actions),
            outcomes={action.ref: len(action.outcomes) for action in draft.actions},
            posts=frozenset(owner.as_written.strip() for action in draft.actions for owner in action.named_owners),
        )


def against_plan(pack: Pack, named: Named) -> tuple[Problem, ...]:
    """Everything the pack names that the plan has not, or has more than once."""
    return tuple(_problems(pack, named))


def _problems(pack: Pack, named: Named) -> Iterator[Problem]:
    for at, link in pack.links:
        yield from _one(at.file, at.line, "target", link.section, link.target, named.targets)
    if pack.demo is None:
        return
    for at, update in pack.demo.updates:
        yield from _action(at.file, at.line, update.action, named)
    yield from _course(pack.demo, named)
    yield from _register(pack.demo, named)
    for at, said in pack.demo.statement_links:
        yield from _one(at.file, at.line, "statement", said.section, said.statement, named.statements)
        if said.need:
            yield from _one(at.file, at.line, "need", said.section, said.need, named.needs)
        if said.action:
            yield from _action(at.file, at.line, said.action, named)
    for at, reply in pack.demo.replies:
        yield from _one(at.file, at.line, "statement", reply.section, reply.statement, named.statements)
    for at, person in pack.demo.people:
        for post in person.holds:
            if post not in named.posts:
                reason = f"{person.name} cannot hold it, for the plan names no such post"
                yield Problem(at.file, at.line, post, reason, _nearest(post, named.posts))


def _register(demo: Demo, named: Named) -> Iterator[Problem]:
    for at, wait in demo.waits:
        yield from _action(at.file, at.line, wait.action, named)
        yield from _action(at.file, at.line, wait.needs, named)
    for at, risk in demo.risks:
        for ref in risk.actions:
            yield from _action(at.file, at.line, ref, named)
    for at, shows in demo.shows:
        yield from _action(at.file, at.line, shows.action, named)
        yield from _one(at.file, at.line, "target", shows.section, shows.target, named.targets)
        of = named.outcomes.get(shows.action, 0)
        if shows.action in named.outcomes and not 1 <= shows.criterion <= of:
            reason = f"action {shows.action} has {of} outcomes, so it has none of that number"
            yield Problem(at.file, at.line, str(shows.criterion), reason, "Count from 1")


def _course(demo: Demo, named: Named) -> Iterator[Problem]:
    about = [(at, each.action) for at, each in demo.evidence] + [(at, each.action) for at, each in demo.moves]
    about += [(at, each.action) for at, each in demo.overrides] + [(at, each.action) for at, each in demo.closings]
    for at, action in about:
        yield from _action(at.file, at.line, action, named)
    for at, given in demo.evidence:
        of = named.outcomes.get(given.action, 0)
        if not 0 <= given.criterion <= of and given.action in named.outcomes:
            reason = f"action {given.action} has {of} outcomes, so it has none of that number"
            yield Problem(at.file, at.line, str(given.criterion), reason, "Count from 1; 0 is the action as a whole")


def _one(
    file: str, line: int, what: str, section: str, name: str, among: Counter[tuple[str, str]]
) -> Iterator[Problem]:
    found = among[section, same(name)]
    if found > 1:
        reason = f"section {section} has {found} {what}s of that name, so one cannot be told from another"
        yield Problem(file, line, name, reason, "Mend the plan's own names first")
    elif not found:
        inside = [other for letter, other in among if letter == section]
        elsewhere = [letter for letter, other in among if other == same(name)]
        remedy = f"It stands in section {listed(elsewhere, 'or')}" if elsewhere else _nearest(same(name), inside)
        yield Problem(file, line, name, f"section {section} of the plan has no {what} of that name", remedy)


def _action(file: str, line: int, ref: str, named: Named) -> Iterator[Problem]:
    if named.actions[ref] > 1:
        reason = f"the plan has {named.actions[ref]} actions of that name, so one cannot be told from another"
        yield Problem(file, line, ref, reason, "Mend the plan's own references first")
    elif not named.actions[ref]:
        yield Problem(file, line, ref, "the plan has no action of that name", _nearest(ref, named.actions))


def _nearest(name: str, among: Iterable[str]) -> str:
    near = get_close_matches(name, list(among), n=1)
    return f"The nearest is “{near[0]}”" if near else "Copy it from the plan, letter for letter"
