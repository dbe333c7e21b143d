"""Our own check of open data: what DfE's screener would say of a data file and the file that describes it.

The rules are DfE's for Explore Education Statistics: its open data standards, and the verdicts that its public
screener gives. Where a rule needs a list that is not held here (local enterprise partnerships,
constituencies), codes
are held to their shape and to one name each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from sendplan.measures.disclosure.screener_data import DATA_CHECKS
from sendplan.measures.disclosure.screener_files import FILE_CHECKS, Pair, pair_of
from sendplan.measures.disclosure.screener_meta import META_CHECKS
from sendplan.measures.disclosure.screener_places import PLACE_CHECKS
from sendplan.measures.disclosure.screener_verdicts import Verdict

CHECKS: Final[dict[str, tuple[Verdict, Callable[[Pair], Iterator[str]]]]] = {
    **FILE_CHECKS,
    **META_CHECKS,
    **PLACE_CHECKS,
    **DATA_CHECKS,
}
"""Every check by its name: the verdict where it finds something, and what finds it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says of a pair. `reason` is empty where it passes."""

    check: str
    verdict: Verdict
    reason: str


def screen(name: str, data: bytes, meta: bytes | None) -> tuple[Finding, ...]:
    """Every check of a pair of files, in order. `name`: the data file's; `meta`: None where there is no such file.

    Never raises for what the files hold.
    """
    files = pair_of(name, data, meta)
    return tuple(_finding(check, verdict, next(find(files), "")) for check, (verdict, find) in CHECKS.items())


def _finding(check: str, verdict: Verdict, reason: str) -> Finding:
    return Finding(check, verdict if reason else Verdict.PASS, reason)
