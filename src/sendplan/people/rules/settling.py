"""Which records are one child's, worked out anew from the records in force and what people decided: the order in which
either came leaves no trace.

Records form groups in four steps. First, what people said is one child's. Second, by number: records that agree in a
sound UPN or NHS number, in birth date and forename. Third, by surname, forename and birth date. A step joins all that
hang together where nothing speaks against it (no two numbers of a kind, no word of a person that they differ, and by
name no source with two of them); where something does, each group in turn joins the one group it can be, or none.
Last, what could be one child and was not joined becomes a question. A group with a restricted record is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.people.rules.record import Record
from sendplan.people.rules.saying import ALONE, AMONG, BY_A_PERSON, compare

__all__ = ["Question", "Settled", "Verdict", "settle"]

_Source = tuple[str, str]
_Keys = Callable[[Record], list[Hashable]]
_Buckets = dict[Hashable, list[int]]

# How many records of a child are looked through for the one that a record agrees with.
_LOOKED_AT = 50
_MORE = "; it is not the only record that could be this child's."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of two records, given by their numbers in what is settled."""

    one: int
    other: int
    says: Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Question:
    """Two records, by number, of which only a person may say whether they are one child's, and why."""

    one: int
    other: int
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """``groups``: the numbers of the records of each child, in the order of their places. ``evidence``: by record, why
    it is with the others. ``questions``: at most one of any two children."""

    groups: tuple[tuple[int, ...], ...]
    evidence: tuple[str, ...]
    questions: tuple[Question, ...]


class _Groups:
    """Records joined so far: ``of`` a record its group, named by its first record in the order of places."""

    def __init__(self, records: Sequence[Record], order: Sequence[int], verdicts: Iterable[Verdict]) -> None:
        self.records = records
        self.rank = {each: at for at, each in enumerate(order)}
        self.root = list(range(len(records)))
        self.members: dict[int, list[int]] = {each: [each] for each in order}
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.by_person: set[int] = set()
        last = {(min(v.one, v.other), max(v.one, v.other)): v.says for v in verdicts}
        for (one, other), says in last.items():
            if says == "different":
                self.apart[one].add(other)
                self.apart[other].add(one)
        together = sorted(
            (pair for pair, says in last.items() if says == "same"),
            key=lambda pair: sorted((self.rank[pair[0]], self.rank[pair[1]])),
        )
        for one, other in together:
            g, h = self.of(one), self.of(other)
            if g != h and not self.said_apart(g, h):
                self.by_person.add(self.join(g, h))

    def of(self, record: int) -> int:
        return self.root[record]

    def said_apart(self, g: int, h: int) -> bool:
        """Whether a person said of a record of each that they are different."""
        if len(self.members[g]) > len(self.members[h]):
            g, h = h, g
        return any(self.root[x] == h for each in self.members[g] if each in self.apart for x in self.apart[each])

    def join(self, g: int, h: int) -> int:
        """Put the two groups together; returns the group that they are now."""
        if self.rank[h] < self.rank[g]:
            g, h = h, g
        moved = self.members.pop(h)
        for each in moved:
            self.root[each] = g
        self.members[g] += moved
        if h in self.by_person:
            self.by_person.add(g)
        return g

    def restricted(self, g: int) -> bool:
        return any(self.records[each].restricted for each in self.members[g])

    def numbers(self, g: int) -> tuple[frozenset[str], frozenset[str]]:
        upns = frozenset(self.records[each].sound_upn for each in self.members[g])
        nhs = frozenset(self.records[each].sound_nhs_number for each in self.members[g])
        return upns - {""}, nhs - {""}

    def sources(self, g: int) -> set[tuple[str, str]]:
        return {(self.records[each].source, self.records[each].table) for each in self.members[g]}

    def agree(self, groups: Iterable[int]) -> bool:
        """Whether of each kind there is one number that all who have any have."""
        return all(
            not had or bool(frozenset.intersection(*had))
            for had in ([x for x in kind if x] for kind in zip(*map(self.numbers, groups), strict=True))
        )

    def any_said_apart(self, groups: Sequence[int]) -> bool:
        inside = set(groups)
        return any(
            self.root[x] in inside
            for g in groups
            for each in self.members[g]
            if each in self.apart
            for x in self.apart[each]
        )

    def in_order(self) -> list[int]:
        return sorted(self.members, key=self.rank.__getitem__)

    def sharing(self, buckets: _Buckets) -> list[list[int]]:
        """The groups that hang together through the buckets, more than one at a time, in order."""
        up: dict[int, int] = {}

        def top(g: int) -> int:
            while up.setdefault(g, g) != g:
                up[g] = up[up[g]]
                g = up[g]
            return g

        for bucket in buckets.values():
            first = None
            for each in bucket:
                g = self.of(each)
                if first is None:
                    first = top(g)
                elif (t := top(g)) != first:
                    up[t] = first
        whole: dict[int, list[int]] = defaultdict(list)
        for g in sorted(up, key=self.rank.__getitem__):
            whole[top(g)].append(g)
        return [groups for groups in whole.values() if len(groups) > 1]


def settle(records: Sequence[Record], verdicts: Iterable[Verdict] = ()) -> Settled:
    """The children that ``records`` are of, and what a person must be asked. Of two verdicts on the same two records
    the later counts."""
    order = sorted(range(len(records)), key=lambda each: records[each].place)
    groups = _Groups(records, order, verdicts)
    _join(groups, _number_keys, by_name=False)
    _join(groups, _name_keys, by_name=True)
    made = tuple(
        tuple(sorted(members, key=groups.rank.__getitem__))
        for _, members in sorted(groups.members.items(), key=lambda item: groups.rank[item[0]])
    )
    return Settled(made, _evidence(groups, made), tuple(_questions(groups, order)))


def _number_keys(record: Record) -> list[Hashable]:
    """What two records must share to be joined by number."""
    if not record.folded_forename or record.born_on is None:
        return []
    numbers = (("upn", record.sound_upn), ("nhs", record.sound_nhs_number))
    return [(kind, number, record.folded_forename, record.born_on) for kind, number in numbers if number]


def _name_keys(record: Record) -> list[Hashable]:
    if not record.folded_surname or not record.folded_forename or record.born_on is None:
        return []
    return [(record.folded_surname, record.folded_forename, record.born_on)]


def _buckets(records: Sequence[Record], order: Sequence[int], keys: _Keys) -> _Buckets:
    """Records by what they share, each bucket in order."""
    made: _Buckets = defaultdict(list)
    for each in order:
        for key in keys(records[each]):
            made[key].append(each)
    return made


def _join(groups: _Groups, keys: _Keys, *, by_name: bool) -> None:
    """Join what the keys hold together and nothing speaks against."""
    order = [each for g in groups.in_order() if not groups.restricted(g) for each in groups.members[g]]
    for part in groups.sharing(_buckets(groups.records, order, keys)):
        crowded = _crowded(groups, part) if by_name else {}
        if groups.agree(part) and not groups.any_said_apart(part) and not crowded:
            for g in part[1:]:
                groups.join(part[0], g)
        else:
            _join_in_turn(groups, part, keys, crowded)


def _crowded(groups: _Groups, part: Sequence[int]) -> dict[_Source, list[int]]:
    """The sources that have more than one of these groups, each with the first record of those groups."""
    held: dict[_Source, list[int]] = defaultdict(list)
    for g in part:
        for source in groups.sources(g):
            held[source].append(g)
    return {source: having for source, having in held.items() if len(having) > 1}


def _join_in_turn(groups: _Groups, part: Sequence[int], keys: _Keys, crowded: dict[_Source, list[int]]) -> None:
    """Each group, in order, joins the one group before it that it can be; with two such, or none, it stays."""
    formed: dict[Hashable, list[int]] = defaultdict(list)
    for g in part:
        mine = {key for each in groups.members[g] for key in keys(groups.records[each])}
        could: set[int] = set()
        for key in sorted(mine, key=repr):
            for first in formed[key]:
                h = groups.of(first)
                if h not in could and not groups.said_apart(g, h):
                    could.add(h)
                if len(could) > 1:
                    break
        if len(could) == 1:
            h = could.pop()
            if groups.agree((g, h)) and not _rivals(groups, g, h, crowded):
                groups.join(g, h)
        for key in mine:
            formed[key].append(g)


def _rivals(groups: _Groups, g: int, h: int, crowded: dict[_Source, list[int]]) -> bool:
    """Whether a source has, beside the one of these two, another record that could as well be the other's child."""
    for one, other in ((g, h), (h, g)):
        for source in groups.sources(one) & crowded.keys():
            for first in crowded[source]:
                rival = groups.of(first)
                if rival not in (one, other) and not groups.said_apart(rival, other):
                    return True
    return False


def _evidence(groups: _Groups, made: Iterable[Sequence[int]]) -> tuple[str, ...]:
    said = [ALONE] * len(groups.records)
    for members in made:
        if len(members) > 1:
            for at, each in enumerate(members):
                said[each] = _why(groups, each, members[:at] or members[1:])
    return tuple(said)


def _why(groups: _Groups, record: int, others: Sequence[int]) -> str:
    """Why a record is with the others: what it shares with the first that it agrees with."""
    for other in others[:_LOOKED_AT]:
        said = compare(groups.records[record], groups.records[other])
        if said.says in ("same by number", "same by name"):
            return said.sentence
    return BY_A_PERSON if groups.of(record) in groups.by_person else AMONG


def _questions(groups: _Groups, order: Sequence[int]) -> Iterator[Question]:
    """What could be one child's and was not joined: of each group and those before it that share something with it,
    the first that nobody has said differs."""
    asked: set[tuple[int, int]] = set()
    for keys in (_of_upn, _of_nhs_number, _name_keys):
        for bucket in _buckets(groups.records, order, keys).values():
            if len(bucket) > 1:
                yield from _ask(groups, bucket, asked)
    for bucket in _buckets(groups.records, order, _of_twins).values():
        if len(bucket) > 1:
            yield from _ask_of_twins(groups, bucket, asked)


def _ask(groups: _Groups, bucket: Sequence[int], asked: set[tuple[int, int]]) -> Iterator[Question]:
    firsts: dict[int, int] = {}
    for each in bucket:
        g = groups.of(each)
        if g in firsts:
            continue
        for h, other in firsts.items():
            if not groups.said_apart(g, h):
                yield from _once(groups, other, each, asked)
                break
        firsts[g] = each


def _ask_of_twins(groups: _Groups, bucket: Sequence[int], asked: set[tuple[int, int]]) -> Iterator[Question]:
    # By which numbers they have, then by forename: two with a kind of number in common need no question.
    before: dict[tuple[bool, bool], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in bucket:
        mine = groups.records[each]
        upn, nhs = bool(mine.sound_upn), bool(mine.sound_nhs_number)
        found = [
            first
            for (has_upn, has_nhs), named in before.items()
            if not (upn and has_upn) and not (nhs and has_nhs)
            for first in [_first_other(groups, each, named)]
            if first is not None
        ]
        if found:
            yield from _once(groups, min(found, key=groups.rank.__getitem__), each, asked)
        before[upn, nhs][mine.folded_forename].append(each)


def _first_other(groups: _Groups, record: int, named: dict[str, list[int]]) -> int | None:
    """The first record of another forename and another group that nobody has said differs from the record's."""
    g, forename = groups.of(record), groups.records[record].folded_forename
    for other, having in named.items():
        if other != forename:
            for each in having:
                h = groups.of(each)
                if h != g and not groups.said_apart(g, h):
                    return each
    return None


def _once(groups: _Groups, one: int, other: int, asked: set[tuple[int, int]]) -> Iterator[Question]:
    """The question, if it was not asked of these two groups."""
    pair = (groups.of(one), groups.of(other))
    if pair in asked or pair[::-1] in asked:
        return
    asked.add(pair)
    said = compare(groups.records[one], groups.records[other])
    reason = said.sentence if said.says == "ask" else f"{said.sentence.rstrip('.')}{_MORE}"
    yield Question(one, other, reason)


def _of_upn(record: Record) -> list[Hashable]:
    return [record.sound_upn] if record.sound_upn else []


def _of_nhs_number(record: Record) -> list[Hashable]:
    return [record.sound_nhs_number] if record.sound_nhs_number else []


def _of_twins(record: Record) -> list[Hashable]:
    return [(record.folded_surname, record.born_on)] if record.folded_surname and record.born_on else []
