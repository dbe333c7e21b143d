"""Children who do not exist: names put together from syllables, and identifiers that are valid and nobody's."""

from __future__ import annotations

import random
from dataclasses import dataclass

_STARTS: tuple[str, ...] = (
    "Ald",
    "Bren",
    "Cor",
    "Dun",
    "Els",
    "Fen",
    "Gar",
    "Hol",
    "Ing",
    "Kel",
    "Lor",
    "Mar",
    "Nor",
    "Oak",
    "Pen",
)
_STARTS += ("Quen", "Ros", "Sel", "Tarn", "Ul", "Ven", "Wex", "Yar", "Zel")
_MIDDLES = ("a", "e", "i", "o", "ber", "den", "el", "in", "mar", "or", "ri", "un", "wen", "ys")
_ENDS = ("brook", "croft", "dale", "fold", "garth", "holt", "keld", "lowe", "mere", "nault", "shaw", "thorne", "wick")
_FIRST: tuple[str, ...] = (
    "Al",
    "Be",
    "Cae",
    "Da",
    "El",
    "Fi",
    "Gwe",
    "Ha",
    "Is",
    "Jo",
    "Ka",
    "Li",
    "Mi",
    "Na",
    "Or",
    "Pe",
    "Ro",
    "Se",
)
_FIRST += ("Ta", "Una", "Vi", "Wy", "Ya", "Zo")
_LAST = (
    "bren",
    "ca",
    "dric",
    "fa",
    "lan",
    "leth",
    "lo",
    "mir",
    "nora",
    "phan",
    "ric",
    "rin",
    "sa",
    "ston",
    "tha",
    "vian",
)
# Letters that no inward code of a real postcode has.
_NEVER = "CIKMOV"
_CHECK = "ABCDEFGHJKLMNPQRTUVWXYZ"


@dataclass(slots=True)
class Child:
    """One child or young person through all returns and feeds. `born` is a number such as 20130428."""

    surname: str
    forename: str
    postcode: str
    upn: str
    uln: str
    unknown: str
    nhs_number: str
    born: int
    sex: str
    ethnicity: str
    deprivation: int
    locality: str
    number: int


class Children:
    """Makes children, each with its own identifiers, in the order asked."""

    def __init__(self, authority_number: str, rng: random.Random) -> None:
        self.number, self.rng, self.made = authority_number, rng, 0
        self.last: Child | None = None

    def one(self, born: int, sex: str, ethnicity: str, year: int) -> Child:
        """A child; now and then a brother or sister of the last one, at the same address."""
        rng = self.rng
        self.made += 1
        n = self.made
        sibling = self.last if self.last and rng.random() < 0.07 else None
        surname = sibling.surname if sibling else surname_of(rng)
        home = sibling.postcode if sibling else postcode_of(rng)
        forename = forename_of(rng)
        while sibling and sibling.forename == forename:
            forename = forename_of(rng)
        age = year - born // 10_000
        upn, uln, unknown = upn_of(self.number, n, born // 10_000), "", ""
        if age >= 16:
            uln = uln_of(n)
        if age < 5 and rng.random() < 0.5:
            upn, unknown = "", "UN1"
        elif rng.random() < 0.01:
            upn = ""
            unknown = "" if uln else ("UN3", "UN5", "UN8")[n % 3]
        child = Child(
            surname,
            forename,
            home,
            upn,
            uln,
            unknown,
            nhs_number_of(n),
            born,
            sex,
            ethnicity,
            sibling.deprivation if sibling else min(10, 1 + int(rng.betavariate(1.2, 1.8) * 10)),
            sibling.locality if sibling else rng.choice(("North", "South", "East", "West")),
            n,
        )
        self.last = child
        return child


def surname_of(rng: random.Random) -> str:
    """A surname put together from syllables."""
    return rng.choice(_STARTS) + (rng.choice(_MIDDLES) if rng.random() < 0.5 else "") + rng.choice(_ENDS)


def forename_of(rng: random.Random) -> str:
    """A forename put together from syllables."""
    return rng.choice(_FIRST) + rng.choice(_LAST) + (rng.choice(("", "", "a", "n", "el")))


def postcode_of(rng: random.Random) -> str:
    """A postcode in the right shape that cannot exist: no area is ZZ, and no inward code has these letters."""
    return f"ZZ{rng.randint(1, 98)} {rng.randint(0, 9)}{rng.choice(_NEVER)}{rng.choice(_NEVER)}"


def upn_of(authority: str, n: int, born: int) -> str:
    """A unique pupil number with the right check letter, of school numbers from 9000, which no school has."""
    digits = f"{authority}{9000 + n // 1000:04d}{(born + 5) % 100:02d}{n % 1000:03d}"
    return _CHECK[sum(place * int(digit) for place, digit in enumerate(digits, 2)) % 23] + digits


def uln_of(n: int) -> str:
    """A unique learner number with the right check digit."""
    while True:
        digits = f"99{n % 10_000_000:07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if rest:
            return f"{digits}{10 - rest}"
        n += 5_000_000


def nhs_number_of(n: int) -> str:
    """An NHS number with the right check digit, of the range 999 that is kept for tests."""
    while True:
        digits = f"999{n % 1_000_000:06d}"
        check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return f"{digits}{0 if check == 11 else check}"
        n += 400_000
