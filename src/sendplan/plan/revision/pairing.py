"""Which of two lists of items are the same items: sure pairs, and candidates for what is left.

An item is told by a reference, where it has one, its wording and its place. The answer depends on the items alone and
never on chance: where two answers are about as good, none is given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from sendplan.plan.revision.likeness import letters_alike, only_respelt, share, under_ref, words_of

__all__ = ["Item", "Pair", "Pairing", "paired"]

# Of a hundred. With the same reference, wording this alike is the same item; the least at which a person is asked;
# and how far ahead of the next best a pair must be.
SAME_REF, ASKED, AHEAD = 60, 45, 6
# A long text that moved: so alike, with as many words at least, and no other figure in it.
LONG_TEXT, LONG_ENOUGH = 90, 10
# So much of a text of so many words in another's: perhaps split from it, or merged into it.
SHARED, SHARED_WORDS = 60, 4
_REF, _SECTION, _PLACE = 8, 3, 1
_NEAREST, _CANDIDATES = 8, 5


@dataclass(frozen=True)
class Item:
    """One item of a draft. ``at`` is its number in its list; ``ref`` is plain (empty for none); ``text`` folded;
    ``section`` a name that both drafts share; ``rest`` whatever else tells it from one with the same words;
    ``carried`` the id it brings along."""

    at: int
    ref: str
    section: str
    place: int
    text: str
    rest: Hashable = ()
    carried: str | None = None

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words_of(self.text)

    @cached_property
    def figures(self) -> Counter[str]:
        return Counter(word for word in self.words if word[0].isdigit())


@dataclass(frozen=True)
class Pair:
    """An old and a new item. ``alike`` is how alike they are in words and letters, of a hundred; ``likely`` adds
    reference and place; ``holds`` is how much of the new one's words stand in the old one's, ``held`` the reverse.
    ``by_ref``: the new reference is the old one or stands under it ("A5a" under "A5")."""

    old: Item
    new: Item
    alike: int
    likely: int
    holds: int
    held: int
    same_ref: bool
    by_ref: bool


@dataclass
class Pairing:
    """``sure`` and why; ``asked``: for each new item in doubt its candidates, likeliest first; ``renumbered``: most
    references moved, so that they told nothing."""

    sure: list[tuple[Pair, str]] = field(default_factory=list)
    asked: list[tuple[Item, list[Pair]]] = field(default_factory=list)
    renumbered: bool = False


def paired(olds: Sequence[Item], news: Sequence[Item], *, long_texts: bool = False) -> Pairing:
    """The pairs of two lists. ``long_texts``: a long wording may be changed a little though its reference moved."""
    return _Work(olds, news, long_texts).done()


class _Work:
    def __init__(self, olds: Sequence[Item], news: Sequence[Item], long_texts: bool) -> None:
        self.olds = {item.at: item for item in olds}
        self.news = {item.at: item for item in news}
        self.long_texts = long_texts
        self.found = Pairing()

    def done(self) -> Pairing:
        self._by_carried_id()
        carried = len(self.found.sure)
        self.found.renumbered = self._renumbered()
        self._by_same_words()
        near = self._near()
        self._by_like_words(near)
        self._unsettle_exchanged(carried)
        near = [*near, *self._near()]
        self._ask(near)
        self.found.sure.sort(key=lambda each: each[0].new.at)
        return self.found

    def _take(self, pair: Pair, why: str) -> None:
        del self.olds[pair.old.at], self.news[pair.new.at]
        self.found.sure.append((pair, why))

    def _pair(self, old: Item, new: Item) -> Pair:
        words = fuzz.ratio(*_coded((old.words, new.words)))
        alike = 100 if old.text == new.text else min(99, round((words + letters_alike(old.text, new.text)) / 2))
        same_ref = bool(old.ref) and old.ref == new.ref and not self.found.renumbered
        likely = alike + _REF * same_ref + _SECTION * (old.section == new.section)
        likely += _PLACE * ((old.section, old.place) == (new.section, new.place))
        by_ref = same_ref or (not self.found.renumbered and under_ref(new.ref, old.ref))
        shares = share(new.words, old.words), share(old.words, new.words)
        return Pair(old, new, alike, likely, *shares, same_ref, by_ref)

    def _by_carried_id(self) -> None:
        carried = Counter(item.carried for item in self.news.values() if item.carried)
        by_id = {item.carried: item for item in self.olds.values() if item.carried}
        for new in list(self.news.values()):
            if new.carried and carried[new.carried] == 1 and new.carried in by_id:
                self._take(self._pair(by_id[new.carried], new), "The document carries its id.")

    def _renumbered(self) -> bool:
        """Whether more than half of the wordings that are in both, once each, stand under another reference."""
        olds, newer = _once(self.olds.values(), _text), _once(self.news.values(), _text)
        both = [(olds[text], newer[text]) for text in olds.keys() & newer.keys()]
        return 2 * sum(old.ref != new.ref for old, new in both) > len(both)

    def _by_same_words(self) -> None:
        """The very same words: with all else the same, then with the same reference or section, then wherever."""
        whole: Callable[[Item], Hashable] = lambda item: (item.ref, item.section, item.text, item.rest)  # noqa: E731  shorter here
        self._in_order(whole)
        self._only_ones(lambda item: (item.ref, item.section, item.text), "The same words in the same place.")
        if not self.found.renumbered:
            self._only_ones(lambda item: (item.ref, item.text) if item.ref else None, "The same reference and words.")
        self._only_ones(lambda item: (item.section, item.text, item.rest), "The very same words.", self._displaced)
        self._only_ones(lambda item: (item.section, item.text), "The very same words.", self._displaced)
        self._only_ones(_text, "The very same words.", self._displaced)

    def _in_order(self, key: Callable[[Item], Hashable]) -> None:
        olds, newer = _groups(self.olds.values(), key), _groups(self.news.values(), key)
        for each in [group for group in newer if len(newer[group]) == len(olds.get(group, ()))]:
            for old, new in zip(olds[each], newer[each], strict=True):
                self._take(self._pair(old, new), "The same words in the same place.")

    def _only_ones(
        self, key: Callable[[Item], Hashable], why: str, unless: Callable[[Item, Item], bool] | None = None
    ) -> None:
        olds, newer = _once(self.olds.values(), key), _once(self.news.values(), key)
        pairs = [(olds[each], newer[each]) for each in newer if each in olds]
        settled = {new.at for _, new in pairs}
        for old, new in pairs:
            if unless is None or not unless(old, new) or self._heir(old, settled):
                self._take(self._pair(old, new), why)

    def _heirs(self, old: Item) -> list[Item]:
        return [new for new in self.news.values() if old.ref and new.ref == old.ref]

    def _displaced(self, old: Item, new: Item) -> bool:
        """Whether something else, in like words, now stands under the old one's reference."""
        if self.found.renumbered or old.ref == new.ref:
            return False
        return any(self._pair(old, heir).alike >= SAME_REF for heir in self._heirs(old))

    def _heir(self, old: Item, settled: set[int]) -> bool:
        """Whether all that stands under the old one's reference are themselves sure to be something else."""
        return all(heir.at in settled for heir in self._heirs(old))

    def _near(self) -> list[Pair]:
        """The pairs of what is left that come into question, each item's nearest few from both sides."""
        olds, newer = list(self.olds.values()), list(self.news.values())
        if not olds or not newer:
            return []
        coded = _coded([*(item.words for item in olds), *(item.words for item in newer)])
        old_words, new_words = coded[: len(olds)], coded[len(olds) :]
        places: set[tuple[int, int]] = set()
        for at, words in enumerate(new_words):
            found = process.extract(words, old_words, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=25)
            places.update((old, at) for _, _, old in found)
        for at, words in enumerate(old_words):
            found = process.extract(words, new_words, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=25)
            places.update((at, new) for _, _, new in found)
        by_ref = _groups((item for item in newer if item.ref), lambda item: item.ref)
        at_of = {item.at: at for at, item in enumerate(newer)}
        if not self.found.renumbered:
            places.update((at, at_of[n.at]) for at, old in enumerate(olds) for n in by_ref.get(old.ref, ()))
            split = [(at, item.ref) for at, item in enumerate(newer) if item.ref[-1:].isalpha() or "." in item.ref]
            places.update((at, n) for at, old in enumerate(olds) for n, ref in split if under_ref(ref, old.ref))
        pairs = [self._pair(olds[old], newer[new]) for old, new in sorted(places)]
        return [pair for pair in pairs if pair.by_ref or pair.alike >= ASKED or _shares(pair)]

    def _by_like_words(self, near: Sequence[Pair]) -> None:
        while True:
            left = [pair for pair in near if pair.old.at in self.olds and pair.new.at in self.news]
            best = [pair for pair in left if self._alike_enough(pair) and self._ahead(pair, left)]
            if not best:
                return
            for pair in best:
                self._take(pair, "The same reference and like words." if pair.same_ref else "Nearly the same words.")

    def _alike_enough(self, pair: Pair) -> bool:
        if pair.same_ref:
            return pair.alike >= SAME_REF
        if only_respelt(pair.old.words, pair.new.words):
            return True
        long = min(len(pair.old.words), len(pair.new.words)) >= LONG_ENOUGH
        return self.long_texts and long and pair.alike >= LONG_TEXT and pair.old.figures == pair.new.figures

    @staticmethod
    def _ahead(pair: Pair, left: Iterable[Pair]) -> bool:
        """Whether the pair is likelier, by far enough, than any other of the same old or the same new item; and
        nothing else says most of what one of them says, unless they are beyond mistaking."""
        plain = pair.alike >= LONG_TEXT if pair.same_ref else not pair.old.ref
        for other in left:
            if other is pair or (other.old is not pair.old and other.new is not pair.new):
                continue
            if other.likely > pair.likely - AHEAD or (_shares(other) and not plain):
                return False
        return True

    def _unsettle_exchanged(self, carried: int) -> None:
        """Two that exchanged their references, where others kept theirs: the words decide, but a person says so."""
        if self.found.renumbered:
            return
        pairs = {
            (pair.old.ref, pair.new.ref): (pair, why)
            for pair, why in self.found.sure[carried:]
            if pair.old.ref and pair.new.ref and pair.old.ref != pair.new.ref
        }
        for (old, new), (pair, why) in pairs.items():
            if (new, old) in pairs:
                self.found.sure.remove((pair, why))
                self.olds[pair.old.at], self.news[pair.new.at] = pair.old, pair.new

    def _ask(self, near: Sequence[Pair]) -> None:
        for new in sorted(self.news.values(), key=lambda item: item.at):
            candidates = {pair.old.at: pair for pair in near if pair.new is new and pair.old.at in self.olds}
            if candidates:
                ordered = sorted(candidates.values(), key=lambda pair: (-pair.likely, pair.old.at))
                self.found.asked.append((new, ordered[:_CANDIDATES]))


def _text(item: Item) -> Hashable:
    return item.text


def _shares(pair: Pair) -> bool:
    """Whether one says most of what the other says, in words enough to tell."""
    return (pair.holds >= SHARED and len(pair.new.words) >= SHARED_WORDS) or (
        pair.held >= SHARED and len(pair.old.words) >= SHARED_WORDS
    )


def _coded(texts: Sequence[tuple[str, ...]]) -> list[str]:
    """Each text as a string of one character a word, so that words are compared as fast as letters."""
    codes: dict[str, str] = {}
    for words in texts:
        for word in words:
            codes.setdefault(word, chr(0xE000 + len(codes)))
    return ["".join(codes[word] for word in words) for words in texts]


def _groups(items: Iterable[Item], key: Callable[[Item], Hashable]) -> dict[Hashable, list[Item]]:
    groups: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        if (name := key(item)) is not None:
            groups[name].append(item)
    return groups


def _once(items: Iterable[Item], key: Callable[[Item], Hashable]) -> dict[Hashable, Item]:
    return {name: group[0] for name, group in _groups(items, key).items() if len(group) == 1}
