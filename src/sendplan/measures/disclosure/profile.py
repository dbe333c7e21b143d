"""The rule for one count: what is shown, what is hidden, and what a reader can know of what is hidden.

Sources: NHS Digital's sub-national rule for Hospital Episode Statistics (0 stays 0, 1 to 7 hidden, the rest to the
nearest
5, percentages from rounded parts); ONS's 10-5 rule; DfE's symbols for open data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HIDDEN: Final = "c"
NOT_APPLICABLE: Final = "z"
NOT_COLLECTED: Final = "x"
UNRELIABLE: Final = "u"
LOW: Final = "low"
MISSING: Final = (NOT_APPLICABLE, NOT_COLLECTED, UNRELIABLE)
WORDS: Final = {
    HIDDEN: "hidden to protect children",
    NOT_APPLICABLE: "does not apply",
    NOT_COLLECTED: "not collected",
    UNRELIABLE: "not reliable enough to show",
    LOW: "more than none, but rounds to 0",
}
"""What a symbol says on a screen and to a screen reader; never a blank and never 0."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How small is small, and how coarse is coarse. Counts in whole children.

    `hidden_to`: counts from 1 to this are hidden. `base`: the rest go to the nearest multiple of this, half up.
    `doubtful_to`: in a group whose published size is no more than this, a 0 is hidden too, so that nobody learns that
    everyone in a small group is alike. `one_place_from`: the published denominator from which a percentage has one
    decimal.
    """

    name: str
    hidden_to: int
    base: int
    doubtful_to: int
    one_place_from: int = 4000

    def rounded(self, count: int) -> int:
        """A count to the nearest multiple of the base, half up, in whole numbers alone."""
        return self.base * ((2 * count + self.base) // (2 * self.base))

    def show(self, count: object) -> str:
        """What is published for one count alone. Never raises and never shows a count that is to be hidden.

        Whatever is no whole number of children (None, NaN, a fraction, a truth value, less than none) is "x".
        """
        if type(count) is str and count in MISSING:
            return count
        if type(count) is not int or count < 0:
            return NOT_COLLECTED
        if count == 0:
            return "0"
        return HIDDEN if count <= self.hidden_to else _digits(self.rounded(count))

    def range_of(self, shown: str, *, doubtful: bool = False) -> tuple[int, int]:
        """The least and the most that a published count can stand for, all that the rule alone tells a reader.

        `doubtful`: a group the count is part of is small, so that a hidden count may be 0. Raises ValueError for a
        symbol that stands for no count.
        """
        if shown == HIDDEN:
            return (0 if doubtful else 1), self.hidden_to
        value = int(shown)
        if value == 0:
            return 0, 0
        below = (self.base - 1) // 2 if self.base % 2 else self.base // 2
        return max(self.hidden_to + 1, value - below), value + (self.base - 1) // 2

    def is_small_group(self, shown: str) -> bool:
        """Whether a group of this published size is too small for its zeros to be shown."""
        return shown == HIDDEN or (shown.isdigit() and 0 < int(shown) <= self.doubtful_to)

    def percent(self, part: str, whole: str) -> str:
        """A percentage of two published counts, from what is published and nothing else."""
        if whole in MISSING or part in MISSING:
            return whole if whole in MISSING else part
        if HIDDEN in (part, whole):
            return HIDDEN
        top, bottom = int(part), int(whole)
        if bottom == 0:
            return NOT_APPLICABLE
        if top in (0, bottom) and bottom <= self.doubtful_to:
            return HIDDEN
        return _ratio(min(top, bottom) * 100, bottom, places=1 if bottom >= self.one_place_from else 0)

    def rate(self, part: str, whole: str, per: int) -> str:
        """So many in every `per`, from two published counts, to the same places as a percentage."""
        if whole in MISSING or part in MISSING:
            return whole if whole in MISSING else part
        if HIDDEN in (part, whole):
            return HIDDEN
        if int(whole) == 0:
            return NOT_APPLICABLE
        places = 1 if int(whole) >= self.one_place_from else 0
        shown = _ratio(int(part) * per, int(whole), places=places)
        return LOW if int(part) and not shown.strip("0.") else shown


def _digits(value: int) -> str:
    # Python refuses to write a number of more than 4,300 digits: no count of children has so many.
    return str(value) if value.bit_length() < 4096 else NOT_COLLECTED


def _ratio(top: int, bottom: int, *, places: int) -> str:
    scale = 10**places
    tenths = (2 * top * scale + bottom) // (2 * bottom)
    return str(tenths) if not places else f"{tenths // scale}.{tenths % scale}"


NHS_5_7: Final = Profile(name="NHS-5/7", hidden_to=7, base=5, doubtful_to=20)
ONS_10_5: Final = Profile(name="ONS-10/5", hidden_to=9, base=5, doubtful_to=20)
PROFILES: Final = {profile.name: profile for profile in (NHS_5_7, ONS_10_5)}
