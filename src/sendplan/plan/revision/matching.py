"""A new document beside the register's: what carries on as what, what is new, what is gone, and what a person decides.

The old draft has the register's ids throughout; the new one has none, or those that an export carried back. Ids carry
people's updates and evidence with them, so where the documents leave a doubt nothing is matched and a person is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendplan.plan.revision.likeness import share
from sendplan.plan.revision.pairing import ASKED, SHARED, SHARED_WORDS, Pair, Pairing, paired
from sendplan.plan.revision.register import THINGS, Entry, Thing, entries, outcome_entries
from sendplan.plan.revision.sections import aligned_sections
from sendplan.plan.wording import listed
from sendplan.plan_reader.draft import Draft

__all__ = ["NEW", "IdsMissingError", "Match", "Matching", "Option", "Question", "Suggestion", "match"]

NEW = "new"
"""The answer to a question that an item carries on nothing."""

_ALMOST, _MUCH = 90, 60


class IdsMissingError(ValueError):
    """An old draft without the register's ids: nothing can be matched to it."""


@dataclass(frozen=True, slots=True)
class Match:
    """An item of the new draft (``key``) carries on the register's ``old_id``; ``why`` in words."""

    thing: Thing
    old_id: str
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of the register's items that a new one may carry on: its name, its words, and what speaks for it."""

    old_id: str
    name: str
    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt for a person. ``id`` is the key of the new item (``name``, ``text``); the answer is the ``old_id`` of an
    option, or ``NEW``. ``doubt`` says in words why it is asked. The likeliest option is first."""

    id: str
    thing: Thing
    name: str
    text: str
    doubt: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What looks like a split (one item into several) or a merge (several into one). It decides nothing."""

    kind: str
    old_ids: tuple[str, ...]
    keys: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Matching:
    """``new`` are the keys of items that carry on nothing, ``gone`` the ids of those that nothing may carry on.
    What a question is about is in neither. ``sections`` gives for each letter of the new draft its old letter."""

    matches: tuple[Match, ...]
    questions: tuple[Question, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    sections: Mapping[str, str]


def match(old: Draft, new: Draft, decisions: Mapping[str, str] | None = None) -> Matching:
    """What ``new`` carries on of ``old``. Raises ``IdsMissingError`` where ``old`` lacks an id.

    ``decisions`` are a person's answers so far: an action that an answer settles has its outcomes matched too, which
    may ask about them in turn. Answers to nothing asked are left alone here; ``settled`` refuses them.
    """
    _demand_ids(old)
    sections = aligned_sections(old.sections, new.sections)
    same = {section.letter: section.letter for section in old.sections}
    work = _Work(old, new, dict(decisions or {}))
    for thing in THINGS:
        olds, news = entries(old, thing, same), entries(new, thing, sections)
        work.pair(thing, olds, news)
    return work.done(sections)


def _demand_ids(old: Draft) -> None:
    for action in old.actions:
        if action.id is None or len(action.outcome_ids) != len(action.outcomes):
            raise IdsMissingError(
                f"Action {action.ref} of the older plan has no id, or not one for each of its outcomes."
            )
    named = [(kpi.id, kpi.name) for kpi in old.kpis]
    named += [(each.id, each.text) for section in old.sections for each in (*section.needs, *section.voice)]
    for an_id, words in named:
        if an_id is None:
            raise IdsMissingError(f"“{words}” of the older plan has no id.")


def _id(entry: Entry) -> str:
    assert entry.id is not None  # noqa: S101  _demand_ids has looked; this tells mypy so
    return entry.id


class _Work:
    def __init__(self, old: Draft, new: Draft, decisions: dict[str, str]) -> None:
        self.old, self.new, self.decisions = old, new, decisions
        self.matches: list[Match] = []
        self.questions: list[Question] = []
        self.fresh: list[str] = []
        self.gone: list[str] = []
        self.suggestions: list[Suggestion] = []

    def done(self, sections: Mapping[str, str]) -> Matching:
        return Matching(
            tuple(self.matches),
            tuple(self.questions),
            tuple(self.fresh),
            tuple(self.gone),
            tuple(self.suggestions),
            sections,
        )

    def pair(self, thing: Thing, olds: Sequence[Entry], news: Sequence[Entry]) -> None:
        found = paired([each.item for each in olds], [each.item for each in news], long_texts=thing == "action")
        for pair, why in found.sure:
            self._matched(thing, olds[pair.old.at], news[pair.new.at], why)
        asked = self._asked(thing, olds, news, found)
        about = {option.old_id for question in asked for option in question.options}
        paired_old = {pair.old.at for pair, _ in found.sure}
        paired_new = {pair.new.at for pair, _ in found.sure} | {item.at for item, _ in found.asked}
        self.questions += asked
        self.fresh += [each.key for each in news if each.item.at not in paired_new]
        self.gone += [_id(each) for each in olds if each.item.at not in paired_old and _id(each) not in about]
        if thing == "action":
            self._suggest(olds, news, found)
        for question in asked:
            self._decided(question, olds, news)

    def _matched(self, thing: Thing, old: Entry, new: Entry, why: str) -> None:
        self.matches.append(Match(thing, _id(old), new.key, why))
        if thing == "action":
            olds = outcome_entries(self.old.actions[old.item.at], old.item.at)
            self.pair("outcome", olds, outcome_entries(self.new.actions[new.item.at], new.item.at))

    def _decided(self, question: Question, olds: Sequence[Entry], news: Sequence[Entry]) -> None:
        """The outcomes of an action that an answer settles."""
        answer = self.decisions.get(question.id)
        if question.thing != "action" or answer not in {option.old_id for option in question.options}:
            return
        old = next(each for each in olds if each.id == answer)
        new = next(each for each in news if each.key == question.id)
        before = outcome_entries(self.old.actions[old.item.at], old.item.at)
        self.pair("outcome", before, outcome_entries(self.new.actions[new.item.at], new.item.at))

    def _asked(self, thing: Thing, olds: Sequence[Entry], news: Sequence[Entry], found: Pairing) -> list[Question]:
        known = frozenset(each.name for each in olds)
        sharing: dict[int, list[tuple[Entry, Pair]]] = {}
        for item, candidates in found.asked:
            for pair in candidates:
                sharing.setdefault(pair.old.at, []).append((news[item.at], pair))
        questions = []
        for item, candidates in found.asked:
            new = news[item.at]
            first = candidates[0]
            doubt = _doubt(new, olds[first.old.at], first, sharing[first.old.at], known)
            if len(candidates) > 1:
                others = listed([_short(olds[pair.old.at]) for pair in candidates[1:]])
                doubt += f" It may carry on {others} instead."
            options = tuple(
                Option(_id(olds[pair.old.at]), olds[pair.old.at].name, olds[pair.old.at].text, _evidence(pair, thing))
                for pair in candidates
            )
            questions.append(Question(new.key, thing, new.name, new.text, doubt, options))
        return questions

    def _suggest(self, olds: Sequence[Entry], news: Sequence[Entry], found: Pairing) -> None:
        """What looks split or merged, among items that are sure to carry on and those beside them that are not."""
        matched_new = {pair.new.at for pair, _ in found.sure}
        matched_old = {pair.old.at for pair, _ in found.sure}
        for pair, _ in found.sure:
            old, new = olds[pair.old.at], news[pair.new.at]
            parts = [each for each in news if each.item.at not in matched_new and _says(each, old)]
            if parts:
                named = listed([_short(each) for each in parts])
                says = f"{named} {'says' if len(parts) == 1 else 'say'} some of what {_short(old)} said: perhaps "
                self.suggestions.append(
                    Suggestion("split", (_id(old),), (new.key, *(each.key for each in parts)), f"{says}it was split.")
                )
            whole = [each for each in olds if each.item.at not in matched_old and _says(each, new)]
            if whole:
                named = listed([_short(each) for each in whole])
                says = f"{_short(new)} now says most of what {named} said: perhaps they were merged."
                self.suggestions.append(
                    Suggestion("merge", (_id(old), *(_id(each) for each in whole)), (new.key,), says)
                )


def _says(part: Entry, whole: Entry) -> bool:
    words = part.item.words
    return len(words) >= SHARED_WORDS and share(words, whole.item.words) >= SHARED


def _short(entry: Entry) -> str:
    return entry.name.removeprefix("action ").removeprefix("target ")


def _says_how(new: Entry, old: Entry, pair: Pair, known: frozenset[str]) -> str:
    """``A5b says some of what A5 said``; ``A2 now says what A1 said`` where the older draft had an A2 too."""
    now = "now " if new.name in known else ""
    return f"{_short(new)} {_how(pair).format(old=_short(old), now=now)}"


def _how(pair: Pair) -> str:
    if pair.alike == 100:
        return "{now}says exactly what {old} said"
    if pair.alike >= _ALMOST:
        return "{now}says almost the same as {old} did"
    if pair.holds >= SHARED and pair.held < SHARED:
        return "{now}says some of what {old} said"
    if pair.held >= SHARED and pair.holds < SHARED:
        return "{now}says what {old} said and more"
    if pair.alike >= _MUCH:
        return "{now}says much of what {old} said"
    return (
        "{now}says something like what {old} said" if pair.alike >= ASKED else "{now}says something else than {old} did"
    )


def _doubt(new: Entry, old: Entry, pair: Pair, sharing: Sequence[tuple[Entry, Pair]], known: frozenset[str]) -> str:
    """Why it is asked, from what the likeliest old item and all that may carry it on have to say."""
    if len(sharing) == 1:
        says = _says_how(new, old, pair, known)
        if pair.same_ref:
            return f"{_first(says)}, under the same reference. Does it carry on as {_short(old)}, or is it new?"
        return f"{_first(says)}. Does it carry on {_short(old)}, or is it new?"
    said = [_first(_says_how(each, old, other, known)) for each, other in sharing]
    return f"{'; '.join(said)}. Which one carries on as {_short(old)}?"


def _evidence(pair: Pair, thing: Thing) -> str:
    """What speaks for one option, in words."""
    if pair.alike == 100:
        said = "It has the very same words"
    elif pair.alike < ASKED:
        said = "It has other words"
    else:
        said = f"{pair.alike}% of its words and letters are the same"
    if thing == "action" and pair.old.ref:
        under = "a reference made from its own" if pair.by_ref else "another reference"
        said += f", with {'the same reference' if pair.same_ref else under}"
    if thing != "outcome":
        said += f", in {'the same section' if pair.old.section == pair.new.section else 'another section'}"
    return f"{said}."


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
