"""What leads to what, as at a day: outcomes to targets, and actions to the actions they need."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan.dependencies import Due, layers, strain
from sendplan.plan.models import Dependency, OutcomeTarget
from sendplan.plan.queries.choices import action_choices, target_choices
from sendplan.plan.queries.content import Content
from sendplan.plan.queries.overview import action_rows, register
from sendplan.plan.queries.pages import (
    ActionRow,
    DependenciesPage,
    LogicAction,
    LogicOutcome,
    LogicPage,
    LogicSection,
    OutcomeLink,
    TargetRow,
    Wait,
    WaitEnd,
)
from sendplan.plan.queries.reading import Frame, allowed, frame
from sendplan.plan.queries.rows import byline
from sendplan.plan.standing import OVER
from sendplan.plan.wording import count, listed, opening

__all__ = ["dependencies", "logic_model", "outcome_links", "standing_on", "waits"]


def standing_on(today: dt.date) -> Q:
    """The links that stood on a day: made by then, and not ended by then."""
    return Q(on__lte=today) & (Q(ended_on=None) | Q(ended_on__gt=today))


def outcome_links(found: Frame) -> Mapping[str, Sequence[OutcomeTarget]]:
    """The links of each outcome, by its id, oldest first. One question."""
    rows: dict[str, list[OutcomeTarget]] = defaultdict(list)
    for row in (
        OutcomeTarget.objects.filter(standing_on(found.today), outcome__action__section__plan=found.plan)
        .select_related("outcome", "target")
        .order_by("on", "id")
    ):
        rows[row.outcome.public_id].append(row)
    return rows


def logic_model(viewer: Viewer, letter: str | None, today: dt.date) -> LogicPage | None:
    """One section as at ``today``, the first where ``letter`` is None; None where the plan has none of that letter."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    letters = [] if found is None else [section.letter for section in found.frame.sections]
    if found is None or not letters or (letter is not None and letter not in letters):
        return None
    letter = letter or letters[0]
    links = outcome_links(found.frame)
    targets = {row.id: row for row in found.targets}
    promised = [action for action in found.frame.content.draft.actions if action.section == letter]
    actions = [
        _logic_action(row, found.frame, links, targets) for row in action_rows(found.frame, promised, found.posts)
    ]
    own = [row for row in found.targets if row.section == letter]
    used = {link.target.id for links_ in links.values() for link in _shown(found.frame, links_, targets) if link.target}
    here = {
        link.target.id: link.target
        for action in actions
        for outcome in action.outcomes
        for link in outcome.links
        if link.target
    }
    section = found.frame.content.sections[letter]
    unused = [row for row in own if row.id not in used]
    return LogicPage(
        plan=found.frame.shown,
        as_at=today,
        letter=letter,
        label=section.label or section.title,
        sections=_sections(found.frame.content, links, used),
        actions=tuple(actions),
        targets=tuple(own),
        elsewhere=tuple(row for row in here.values() if row.section != letter),
        unused=tuple(unused),
        gaps=_gaps(actions, unused),
        sentence=_logic_sentence(letter, actions, own, unused),
        may_link=may(viewer, "plan.link"),
        choices=target_choices(found.frame),
    )


def _logic_action(
    row: ActionRow, found: Frame, links: Mapping[str, Sequence[OutcomeTarget]], targets: Mapping[str, TargetRow]
) -> LogicAction:
    action = found.content.actions[row.id]
    return LogicAction(
        row,
        tuple(
            LogicOutcome(id_, text, _shown(found, links.get(id_, ()), targets))
            for id_, text in zip(action.outcome_ids, action.outcomes, strict=True)
        ),
    )


def _shown(found: Frame, links: Sequence[OutcomeTarget], targets: Mapping[str, TargetRow]) -> tuple[OutcomeLink, ...]:
    return tuple(
        OutcomeLink(
            id=link.public_id,
            target=targets.get(link.target.public_id),
            target_words=_target_words(found, link.target.public_id, targets),
            why=link.why,
            byline=f"Linked by {byline(link.by_name, '', link.on)}",
        )
        for link in links
    )


def _target_words(found: Frame, id_: str, targets: Mapping[str, TargetRow]) -> str:
    row = targets.get(id_)
    if row is not None:
        return f"{row.short_id}: {row.name}"
    last = found.content.last_target(id_)
    assert last is not None  # noqa: S101  a link is to a target of the plan as it was when it was made
    return f"{last.name} (no longer in the plan)"


def _sections(
    content: Content, links: Mapping[str, Sequence[OutcomeTarget]], used: Collection[str]
) -> tuple[LogicSection, ...]:
    """Every section in the plan's order, with how many of its outcomes and targets are linked."""
    outcomes, linked, targets, reached = (Counter[str]() for _ in range(4))
    for action in content.draft.actions:
        outcomes[action.section] += len(action.outcome_ids)
        linked[action.section] += sum(bool(links.get(id_)) for id_ in action.outcome_ids)
    for id_, target in content.targets.items():
        targets[target.section] += 1
        reached[target.section] += id_ in used
    return tuple(
        LogicSection(
            letter=letter,
            label=section.label or section.title,
            outcomes=outcomes[letter],
            linked=linked[letter],
            targets=targets[letter],
            used=reached[letter],
        )
        for letter, section in content.sections.items()
    )


def _gaps(actions: Sequence[LogicAction], unused: Sequence[TargetRow]) -> tuple[str, ...]:
    said = []
    silent = [each.row.ref for each in actions if not each.outcomes]
    if silent:
        one = len(silent) == 1
        said.append(
            f"{'Action' if one else 'Actions'} {listed(silent)} {'says' if one else 'say'} nothing of what "
            f"{'it is' if one else 'they are'} to bring about, so nobody can tell whether {'it' if one else 'they'} "
            "worked."
        )
    for each in actions:
        without = sum(not outcome.links for outcome in each.outcomes)
        if without:
            of = "Its one outcome has" if len(each.outcomes) == 1 else f"{without} of its {len(each.outcomes)} outcomes"
            verb = "" if len(each.outcomes) == 1 else (" has" if without == 1 else " have")
            said.append(f"Action {each.row.ref}: {of}{verb} no target that would show whether it has come about.")
    said.extend(
        f"Target {row.short_id} ({opening(row.name)}): no outcome of any action is said to lead to it."
        for row in unused
    )
    return tuple(said)


def _logic_sentence(
    letter: str, actions: Sequence[LogicAction], own: Sequence[TargetRow], unused: Sequence[TargetRow]
) -> str:
    outcomes = [outcome for each in actions for outcome in each.outcomes]
    linked = sum(bool(outcome.links) for outcome in outcomes)
    used = len(own) - len(unused)
    return (
        f"Section {letter} has {count(len(actions), 'action', 'actions')} that are to bring about "
        f"{count(len(outcomes), 'outcome', 'outcomes')}. {linked} of those {'is' if linked == 1 else 'are'} linked to "
        f"a target that shows it; {used} of the section’s {count(len(own), 'target', 'targets')} "
        f"{'has' if used == 1 else 'have'} an outcome leading to {'it' if len(own) == 1 else 'them'}."
    )


def waits(found: Frame, models: Sequence[Dependency], rows: Mapping[str, ActionRow]) -> tuple[Wait, ...]:
    """These waits, those that cannot end in time first; ``rows`` are the actions at their ends. Asks nothing."""
    dues = {
        id_: Due(row.ref, row.due.latest, row.standing.state in OVER, row.standing.state == "stopped")
        for id_, row in rows.items()
    }
    edges = [(each.action.public_id, each.needs.public_id) for each in models]
    strained = {(each.action, each.needs): each.sentence for each in strain(edges, dues, found.today)}
    shown = [
        Wait(
            id=each.public_id,
            action=_wait_end(found, each.action.public_id, rows),
            needs=_wait_end(found, each.needs.public_id, rows),
            why=each.why,
            byline=f"Said by {byline(each.by_name, each.by_post, each.on)}",
            strain=strained.get(edge),
        )
        for each, edge in zip(models, edges, strict=True)
    ]
    return tuple(sorted(shown, key=lambda wait: (wait.strain is None, wait.action.ref, wait.needs.ref)))


def _wait_end(found: Frame, id_: str, rows: Mapping[str, ActionRow]) -> WaitEnd:
    last = found.content.last_action(id_)
    assert last is not None  # noqa: S101  a wait is between actions of the plan as it was when it was said
    return WaitEnd(id_, last.ref, rows.get(id_))


def dependencies(viewer: Viewer, today: dt.date) -> DependenciesPage | None:
    """Which action waits for which as at ``today``; None where the area has adopted no plan by then."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    models = list(
        Dependency.objects.filter(standing_on(today), action__section__plan=found.plan)
        .select_related("action", "needs")
        .order_by("on", "id")
    )
    ends = {end.public_id for each in models for end in (each.action, each.needs)}
    rows = {
        row.id: row for row in action_rows(found, [said for id_, said in found.content.actions.items() if id_ in ends])
    }
    shown = waits(found, models, rows)
    drawn = [(each.action.id, each.needs.id) for each in shown if each.action.row and each.needs.row]
    order = {id_: at for at, id_ in enumerate(rows)}
    strained = sum(each.strain is not None for each in shown)
    if shown:
        sentence = (
            f"{count(len(shown), 'wait', 'waits')} of one action for another. "
            f"{strained or 'None'} of them cannot end in time as things stand."
        )
    else:
        sentence = "Nobody has said that any action waits for another."
    return DependenciesPage(
        plan=found.shown,
        as_at=today,
        waits=shown,
        columns=tuple(
            tuple(rows[id_] for id_ in sorted(column, key=lambda id_: order[id_])) for column in layers(drawn)
        ),
        sentence=sentence,
        may_link=may(viewer, "plan.link"),
        choices=action_choices(found),
    )
