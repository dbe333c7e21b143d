"""A person's answers to what a matching asks, and the new draft with every id filled in."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from sendplan.plan.revision.matching import NEW, Matching, Question, match
from sendplan.plan.rules import Refused
from sendplan.plan.wording import count
from sendplan.plan_reader.draft import Draft

__all__ = ["refusal", "settled"]


def refusal(matching: Matching, decisions: Mapping[str, str]) -> str | None:
    """Why these answers do not settle ``matching`` (made with the same answers), or None."""
    asked = {question.id: question for question in matching.questions}
    for key, answer in decisions.items():
        if key not in asked:
            return f"There is an answer to “{key}”, which is not asked. Look at the comparison again."
        options = {option.old_id for option in asked[key].options} | {NEW}
        if answer not in options:
            return (
                f"The answer about {asked[key].name} (“{answer}”) is none of those offered. Choose one of those shown."
            )
    twice = _twice(matching, decisions)
    if twice is not None:
        return twice
    open_ = [question for question in matching.questions if question.id not in decisions]
    if open_:
        more = count(len(open_), "question is", "questions are")
        return f"{more} still to be answered, the first about {open_[0].name}: {open_[0].doubt}"
    return None


def _twice(matching: Matching, decisions: Mapping[str, str]) -> str | None:
    chosen: dict[str, Question] = {}
    for question in matching.questions:
        answer = decisions.get(question.id, NEW)
        if answer == NEW:
            continue
        if answer in chosen:
            name = next(option.name for option in question.options if option.old_id == answer)
            return (
                f"Both {chosen[answer].name} and {question.name} were chosen to carry on {name}. "
                "Only one can: choose “new” for the other."
            )
        chosen[answer] = question
    return None


def settled(
    old: Draft, new: Draft, matching: Matching, decisions: Mapping[str, str], new_id: Callable[[str], str]
) -> Draft:
    """``new`` with every id: the old one's where it carries on, and ``new_id(kind)`` where it does not; kinds are
    ``act``, ``out``, ``tgt``, ``ned`` and ``fam``.

    Raises ``Refused`` where a doubt has no answer, an answer is none of those offered or answers nothing, or one old
    item is to be carried on twice. ``matching`` is of ``old`` and ``new``; what an answer about an action asks about
    its outcomes is asked here too.
    """
    if decisions:
        matching = match(old, new, decisions)
    reason = refusal(matching, decisions)
    if reason is not None:
        raise Refused(reason)
    ids = {each.key: each.old_id for each in matching.matches}
    ids |= {key: answer for key, answer in decisions.items() if answer != NEW}
    repeated = [an_id for an_id, times in Counter(ids.values()).items() if times > 1]
    if repeated:  # not to be reached while matches are one to one; a second use would lose somebody's updates
        raise Refused(f"The register’s item {repeated[0]} would be carried on twice. Look at the comparison again.")

    def the(key: str, kind: str) -> str:
        return ids[key] if key in ids else new_id(kind)

    return _filled(new, the)


def _filled(new: Draft, the: Callable[[str, str], str]) -> Draft:
    actions = tuple(
        msgspec.structs.replace(
            action,
            id=the(f"action-{at}", "act"),
            outcome_ids=tuple(the(f"outcome-{at}-{number}", "out") for number in range(len(action.outcomes))),
        )
        for at, action in enumerate(new.actions)
    )
    kpis = tuple(msgspec.structs.replace(kpi, id=the(f"target-{at}", "tgt")) for at, kpi in enumerate(new.kpis))
    needs, voice = itertools.count(), itertools.count()
    sections = tuple(
        msgspec.structs.replace(
            section,
            needs=tuple(msgspec.structs.replace(each, id=the(f"need-{next(needs)}", "ned")) for each in section.needs),
            voice=tuple(
                msgspec.structs.replace(each, id=the(f"statement-{next(voice)}", "fam")) for each in section.voice
            ),
        )
        for section in new.sections
    )
    return msgspec.structs.replace(new, actions=actions, kpis=kpis, sections=sections)
