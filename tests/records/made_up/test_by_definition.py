"""The made-up area counted by DfE's definitions, by a script that takes nothing from the product."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.published import authorities
from tests.records.made_up.count_by_definition import find, main, percentage
from tests.records.made_up.dfe_labels import by_age, by_years
from tests.records.made_up.returned import Case, Return, age_on, day, last_august, next_august, within

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "src/sendplan/records/reference/published"
DEVON = "E10000008"
SMALL = "E09000001"
"""City of London: the smallest of all, so that it is made in a moment."""


def widest() -> list[str]:
    """The two areas whose 20-week rate rises most when exceptions are left out, and the one where it falls most."""
    gaps: list[tuple[Fraction, str]] = []
    for row in find(PUBLISHED, "timeliness_20_week"):
        if row["time_period"] == "2024" and row["breakdown"] == "All EHC plans issued":
            names = ("within_20_weeks", "den", "20_weeks_ex", "den_ex")
            counts = [int(row[f"plans_issued_{name}"]) for name in names if row[f"plans_issued_{name}"].isdigit()]
            if len(counts) == 4 and counts[1] and counts[3]:
                gaps.append((Fraction(counts[2], counts[3]) - Fraction(counts[0], counts[1]), row["new_la_code"]))
    gaps.sort()
    return [gaps[-1][1], gaps[-2][1], gaps[0][1]]


def made(folder: Path, code: str, seed: int = 1) -> Path:
    said: list[str] = []
    write_area(authorities()[code], seed, folder, (2023, 2024, 2025), ("collect",), False, said.append)
    return folder


def counted(folder: Path, code: str, *options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "tests.records.made_up.count_by_definition", str(folder), str(PUBLISHED), code]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def test_the_script_takes_nothing_from_the_product() -> None:
    here = Path(__file__).parent
    for name in ("count_by_definition", "dfe_figures", "dfe_labels", "returned"):
        assert "import sendplan" not in (text := (here / f"{name}.py").read_text(encoding="utf-8"))
        assert "from sendplan" not in text


def test_areas_are_picked_by_their_figures() -> None:
    assert widest() == ["E08000029", "E09000006", "E08000004"]  # Solihull, Bromley, Oldham


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("by_definition") / "area", SMALL)


def test_every_total_of_a_small_area_is_as_published(small: Path) -> None:
    status, said = counted(small, SMALL, "--totals", "--strict")
    assert status == 0, said


@pytest.mark.parametrize(
    ("module", "was", "now", "seen"),
    [
        ("requests", r"(,2024-\S+ \S+,\d,\d,\S+ \S+),Y,", r"\1,N,", "requests_decided_to_assess | "),
        ("requests", r",2024-(\S+ \S+,\d,\d,\S+ \S+,Y,)", r",2019-\1", "requests_received_in_year | "),
        ("assessment", ",Y,2024-", ",Y,2023-", "assess_issued | "),
        ("namedplan", ",2024-", ",2034-", "ehcplans | "),
        ("placementdetail", r",9\d{5},,,,1,", ",,,EHE,,1,", "elective_home_education | "),
        ("senneed", ",ASD,1", ",HI,1", "number_asd | "),
        ("activeplans", ",M,", ",A,", "outcome_maintan | "),
        ("sen2", ",Yes,", ",No,", "officers 2025"),
    ],
)
def test_one_value_altered_is_seen(
    small: Path, capsys: pytest.CaptureFixture[str], module: str, was: str, now: str, seen: str
) -> None:
    path = next((small / "collect-2025").glob(f"*_{module}.csv"))
    kept = path.read_text(encoding="utf-8")
    head, rest = kept.split("\n", 1)
    other, times = re.subn(was, now, rest, count=1)
    assert times == 1
    try:
        path.write_text(f"{head}\n{other}", encoding="utf-8")
        status = main([str(small), str(PUBLISHED), SMALL, "--totals"])
    finally:
        path.write_text(kept, encoding="utf-8")
    assert status == 1
    assert [line for line in capsys.readouterr().out.splitlines() if seen in line and line.endswith("| NO")]


def test_readings_of_age_years_and_weeks() -> None:
    born = Case({"personbirthdate": "2012-Feb-29 00:00:00"}, {"receiveddate": "2024-Jan-31 00:00:00"})
    assert [age_on(born, date(2024, 2, number)) for number in (28, 29)] == [11, 12]
    assert age_on(born, date(2023, 3, 1)) == 11
    assert [within(born, day("2024-Jun-19 00:00:00"), limit) for limit in (139, 140)] == [False, True]
    assert [last_august(date(2025, 1, 16)), last_august(date(2024, 9, 1))] == [date(2024, 8, 31)] * 2
    assert [next_august(date(2024, 8, 31)), next_august(date(2024, 9, 1))] == [date(2024, 8, 31), date(2025, 8, 31)]
    ret = Return(date(2025, 1, 16), {}, [], {})
    labels = frozenset({"under 3", "age 3", "age 11", "age 12", "age 20 and over"})
    for age, label in (
        (1, "under 3"),
        (3, "age 3"),
        (12, "age 12"),
        (25, "age 20 and over"),
        (7, "no label for age 7"),
    ):
        whose = Case({"personbirthdate": f"{2024 - age}-Aug-31 00:00:00"}, {})
        assert by_age(lambda *_: date(2024, 8, 31))(ret, whose, labels) == (label,)
    years = frozenset({"Less than a year", "1", "12 or more"})
    assert [by_years(lambda *_, n=n: n)(ret, born, years)[0] for n in (0, 1, 12, 40)] == [
        "Less than a year",
        "1",
        "12 or more",
        "12 or more",
    ]


def test_percentages_are_printed_as_published() -> None:
    assert [percentage(1, 3), percentage(23, 50), percentage(1, 16), percentage(0, 0)] == ["33.3", "46", "6.3", "x"]


UNMET = pytest.mark.xfail(
    strict=False,
    reason="Some issued in the year lack a date of receipt or come too late, and the split of NIEO is not met.",
)
UNMET_ROWS = pytest.mark.xfail(
    strict=False, reason="Ages of the caseload, needs by years, reviews and budgets by placement are not met yet."
)


@pytest.mark.prove
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("code", [DEVON, *(pytest.param(code, marks=UNMET) for code in widest())])
def test_every_total_is_as_published(tmp_path: Path, code: str, seed: int) -> None:
    status, said = counted(made(tmp_path / "area", code, seed), code, "--totals", "--strict")
    assert status == 0, said


@pytest.mark.prove
@pytest.mark.timeout(900)
@UNMET_ROWS
@pytest.mark.parametrize("code", [DEVON, *widest()])
def test_every_row_is_as_published(tmp_path: Path, code: str) -> None:
    status, said = counted(made(tmp_path / "area", code), code)
    assert status == 0, said
