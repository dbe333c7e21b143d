"""How alike two wordings are: by their words, by their letters, and by the share of one that stands in the other.

Every figure is a whole number from 0 to 100. Words that only join others ("the", "of") do not count, nor do capitals,
kinds of dash and quotation mark, or hyphens ("co-production", "coproduction").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

__all__ = [
    "as_typed",
    "fold",
    "letters_alike",
    "only_respelt",
    "plain_ref",
    "share",
    "tidy",
    "under_ref",
    "words_alike",
    "words_of",
]

_TYPED = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"}
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['-]\w+)*")
_JOINING = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be by for from has have in into is it its of on or our so that the their them this to was
        were which who will""",
    )
)
_SAME_WORD = {"%": "percent", "percentage": "percent", "nos": "number", "num": "number"}
_RESPELT = 80


def as_typed(text: str) -> str:
    """The text with kinds of space, dash and quotation mark made one, which programs change and people do not see."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TYPED).split())


def tidy(text: str) -> str:
    """The text with every run of space made one, for showing."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """``as_typed`` in small letters, with "&", "%" and "no of" written out."""
    folded = as_typed(text).casefold().replace("&", " and ").replace("%", " percent ")
    return " ".join(re.sub(r"\bno\.?(?= of\b)", "number", folded).split())


def words_of(folded: str) -> tuple[str, ...]:
    """The words of a folded text that carry its meaning; all of them where it has no others."""
    found = [re.sub(r"(?<=\w)['-](?=\w)", "", word) for word in _WORD.findall(folded)]
    found = [_SAME_WORD.get(word, word) for word in found]
    telling = [word for word in found if word not in _JOINING]
    return tuple(telling or found or ([folded] if folded else []))


def words_alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words of both stand in both in one order, of a hundred."""
    return round(100 * Indel.normalized_similarity(one, other))


def letters_alike(one: str, other: str) -> int:
    """How many letters of both stand in both in one order, of a hundred."""
    return round(fuzz.ratio(one, other))


def share(part: Sequence[str], whole: Sequence[str]) -> int:
    """How much of ``part`` stands in ``whole``, in its order, of a hundred."""
    return round(100 * LCSseq.similarity(part, whole) / len(part)) if part else 0


def only_respelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words differ at most in spelling ("plan", "plans"), and no figure and no first letter differs: so
    "including" is never "excluding", nor "20 weeks" "30 weeks"."""
    gone = sorted((Counter(one) - Counter(other)).elements())
    come = sorted((Counter(other) - Counter(one)).elements())
    if not gone and not come:
        return words_alike(one, other) >= _RESPELT
    if len(gone) != len(come) or 4 * len(gone) > len(one):
        return False
    return all(
        a[0] == b[0] and not (a[0].isdigit() or b[0].isdigit()) and fuzz.ratio(a, b) >= _RESPELT
        for a, b in zip(gone, come, strict=True)
    )


def under_ref(ref: str, other: str) -> bool:
    """Whether a plain ref stands under another: "a5a" and "a5.1" under "a5"; "a50" does not."""
    return bool(other) and re.fullmatch(r"[a-z]|[.(-][0-9a-z]{1,4}", ref.removeprefix(other)) is not None


def plain_ref(ref: str) -> str:
    """A ref for comparing: "Action 1.2:" is "1.2", "a-01" is "a1"."""
    folded = re.sub(r"^(?:action|ref)\b", "", as_typed(ref).casefold()).strip(" .:()-")
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"(?<=[a-z])[\s.-]+(?=\d)", "", folded))
