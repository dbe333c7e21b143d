"""Every measure's worked examples come out on every engine, and it is read again when it should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sendplan.measures.catalogue import examples_unlike, measures, overdue, with_local
from sendplan.measures.measure import MeasureError
from tests.measures.declared import DECLARED


@pytest.mark.parametrize("name", measures())
def test_its_examples_come_out(name: str) -> None:
    assert list(examples_unlike(measures()[name])) == []


def test_none_is_late_to_be_read_again() -> None:
    assert list(overdue(measures(), date(2026, 11, 24))) == []
    assert len(list(overdue(measures(), date(2099, 1, 1)))) == len(measures())


def test_an_area_adds_a_measure_by_a_file(tmp_path: Path) -> None:
    file = tmp_path / "plans-in-time.toml"
    file.write_text(DECLARED, encoding="utf-8")
    found = with_local(file)["plans-in-time"]
    assert found.local
    assert len(with_local(file)) == len(measures()) + 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("plans-within-20-weeks.toml", DECLARED, "there is a measure “plans-within-20-weeks” already"),
        ("plans-in-time.toml", DECLARED.replace('"1 of 2"', '"2 of 2"'), "it says 2 of 2, and the rule gives 1 of 2"),
        ("plans-in-time.toml", "title = ", "cannot be read as TOML"),
        (
            "requests-per-child.toml",
            DECLARED.replace('denominator = "plan_issued_on IS NOT NULL"', 'per = "children"\nper_times = 100'),
            "per is “children”",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MeasureError) as caught:
        with_local(file)
    assert says in str(caught.value)
    assert name in str(caught.value)


def test_a_rate_is_per_a_measure_that_there_is(tmp_path: Path) -> None:
    file = tmp_path / "requests-per-thing.toml"
    text = DECLARED.replace('denominator = "plan_issued_on IS NOT NULL"', 'per = "some-thing"')
    for number, expect in enumerate(('"1 of 2"', '"0 of 0"', '"0 of 1"')):
        text = text.replace(f"expect = {expect}", f'expect = "{int(number == 0)}"\nper = 10')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MeasureError, match="there is no measure “some-thing”"):
        with_local(file)
