"""May this be decided? The reason why not, in a sentence, or None."""

from __future__ import annotations

__all__ = ["has_others", "reason_given", "still_open", "uniteable"]

_LONGEST = 2000


def reason_given(reason: str) -> str | None:
    """Why ``reason`` is no reason: it must say something, in 2,000 characters at most."""
    if not reason.strip():
        return "Say what you saw that decides it: whoever asks later will read it."
    if len(reason) > _LONGEST:
        return f"Your reason has {len(reason):,} characters: shorten it to {_LONGEST:,} at most."
    return None


def still_open(state: str) -> str | None:
    """Why a question in ``state`` (open, decided or withdrawn) cannot be answered."""
    if state == "decided":
        return "This question was answered already. To undo a join, part the record from the child."
    if state == "withdrawn":
        return "This question no longer stands: the records it was about have changed. Look at the list again."
    return None


def uniteable(said_different: bool) -> str | None:
    """Why two records cannot be said to be one child's where somebody said otherwise of records joined to them."""
    if said_different:
        return (
            "Somebody decided that records already joined to these two are of different children: "
            "part the wrong record from its child first."
        )
    return None


def has_others(others: int) -> str | None:
    """Why a record cannot be parted from a child who has ``others`` beside it."""
    if not others:
        return "This is the child's only record, so there is nothing to part it from."
    return None
