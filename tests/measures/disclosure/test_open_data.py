"""Our check of open data gives DfE's verdicts, and what we publish passes it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sendplan.measures.disclosure.screener import CHECKS
from sendplan.measures.disclosure.screener_files import pair_of
from sendplan.measures.disclosure.screener_verdicts import Verdict

CASES = Path(__file__).parent / "ees-screener"
"""Data and companion files with the verdict that DfE's screener gives each; MIT, its licence beside them."""
EXPECTED = list(csv.DictReader((CASES / "expectations.csv").read_text().splitlines()))


def verdict_of(case: dict[str, str]) -> Verdict:
    data = CASES / "cases" / case["data_file"]
    meta = data.with_suffix(".meta.csv")
    files = pair_of(data.name, data.read_bytes(), meta.read_bytes() if meta.exists() else None)
    verdict, find = CHECKS[case["check"]]
    return verdict if next(find(files), "") else Verdict.PASS


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: f"{case['check']}-{Path(case['data_file']).stem}")
def test_each_case_has_dfe_s_verdict(case: dict[str, str]) -> None:
    assert verdict_of(case) == case["expected"]


def test_there_are_cases() -> None:
    assert len(EXPECTED) == 46
    assert {case["check"] for case in EXPECTED} <= set(CHECKS)
