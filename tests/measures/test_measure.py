"""A measure's file is read as it stands, or refused in one sentence that says what to write instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sendplan.measures.engines import duck, reference
from sendplan.measures.examples import Count, unlike
from sendplan.measures.measure import Measure, MeasureError, read
from tests.measures.declared import DECLARED

ENGINES: list[Count] = [duck.tally, reference.tally]


def declared(*changes: tuple[str, str]) -> Measure:
    text = DECLARED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return read(text, "m.toml", "plans-in-time")


def test_it_reads() -> None:
    measure = declared()
    assert (measure.shape, measure.stock, measure.counted_on) == ("proportion", False, "plan_issued_on")
    assert measure.needs() == ("plan_issued_on", "exception", "plan_due_on")
    assert len(measure.examples) == 3


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('table = "requests"', 'table = "request"', "table is “request”, but that is not a choice; write "),
        ('counted_on = "plan_issued_on"', "", "each only that"),
        ('counted_on = "plan_issued_on"', 'counted_on = "plan_due_on"', "is counted on received_on, "),
        ('counted_on = "plan_issued_on"', 'counted_on = "plan_issued_on"\nopen_from = "received_on"', "each only that"),
        (
            'counted_on = "plan_issued_on"',
            'counted_on = "plan_issued_on"\nopen_until = "outcome_on"',
            "a flow has none",
        ),
        (
            'plan_issued_on <= plan_due_on"',
            'plan_issued_on <= due_on"',
            "numerator: The table requests has no column “due_on”",
        ),
        ('exception IS TRUE"', 'exception = TRUE"', "exclude: “exception = TRUE”"),
        ('exclude_reason = "an exception applied"', "", "say which rows are left out"),
        ('numerator = "plan_issued_on <= plan_due_on"', "", "nothing says what is counted"),
        ('better = "higher"', 'better = "up"', "write higher, lower or neither"),
        ('checked_by = "second reader"', 'checked_by = "First author"', "that is who wrote it"),
        ('checked_by = "second reader"', "", "checked_by: it is missing; add it"),
        ("review_by = 2027-11-30", "review_by = 2026-11-23", "it is not after reviewed_on"),
        ("reviewed_on = 2026-11-23", "", "reviewed_on: it is missing"),
        ("border = true", "", "none stands at a border"),
        ('groups = ["sex", "age_band"]', 'groups = ["sex", "shoe_size"]', "“shoe_size”"),
        ('groups = ["sex", "age_band"]', 'groups = ["received_on"]', "grouped by: “received_on”"),
        ('better = "higher"', 'better = "higher"\nfigure = 3', "there is no such field"),
        ('better = "higher"', 'better = "higher"\nvalue = "age"', "only a mean or a median has one"),
        ('better = "higher"', 'better = "higher"\naverage = "mean"', "name the column"),
        ('better = "higher"', 'better = "higher"\naverage = "mean"\nvalue = "age"', "it does not go with average"),
        ('better = "higher"', 'better = "higher"\nsum_of = "age"', "it does not go with denominator"),
        ('better = "higher"', 'better = "higher"\nper = "sex"', "that is not a choice"),
        ('better = "higher"', 'better = "higher"\nper_times = 100', "only a rate has it"),
        ('link = "https://', 'link = "http://', "write it whole, from https://"),
        ('expect = "0 of 0"\nwhy = "No plan was issued."', 'why = "x"', "example 2, expect: it is missing"),
        ('title = "Plans issued in time"', "title = Plans", "cannot be read as TOML"),
    ],
)
def test_a_fault_is_told(old: str, new: str, says: str) -> None:
    with pytest.raises(MeasureError) as caught:
        declared((old, new))
    assert says in str(caught.value)
    assert str(caught.value).startswith("m.toml")
    assert "\n" not in str(caught.value)


def test_too_few_examples_are_refused() -> None:
    with pytest.raises(MeasureError, match="there are 2; work out at least 3 by hand"):
        read(DECLARED.rsplit("[[example]]", 1)[0], "m.toml", "plans-in-time")


@pytest.mark.parametrize("name", ["", "Plans", "plans_in_time", "plans-", "../plans", "plans in time"])
def test_a_name_is_plain(name: str) -> None:
    with pytest.raises(MeasureError, match="no name for a measure"):
        read(DECLARED, "m.toml", name)


@pytest.mark.parametrize("count", ENGINES)
def test_its_examples_come_out(count: Count) -> None:
    assert list(unlike(declared(), count, "m.toml")) == []


@pytest.mark.parametrize("count", ENGINES)
def test_an_example_that_does_not_come_out_is_named(count: Count) -> None:
    wrong = declared(('expect = "1 of 2"', 'expect = "2 of 2"'))
    assert list(unlike(wrong, count, "m.toml")) == [
        "m.toml, example 1: it says 2 of 2, and the rule gives 1 of 2; put the rule or the example right."
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "request | plan_due_on | plan_issued_on | exception",
            "request | plan_due | plan_issued_on | exception",
            "“plan_due” is no column",
        ),
        (
            "A       | 2025-03-10  | 2025-03-10     |",
            "A       | 10/03/2025  | 2025-03-10     |",
            "row 1, plan_due_on: “10/03/2025” is not a date",
        ),
        ("2025-04-30     | yes", "2025-04-30     | maybe", "row 3, exception: “maybe” is not yes or no"),
        ("2025-04-30     | yes", "2025-04-30     | yes | 1", "row 3: it has 5 cells for 4 columns"),
        ('expect = "1 of 2"', 'expect = "half"', "expect is “half”; write it as “1 of 2”"),
        ('expect = "1 of 2"', 'expect = "1"', "expect is “1”; write it as “1 of 2”"),
        (
            "request | plan_due_on | plan_issued_on | exception",
            "request | plan_due_on | plan_due_on | exception",
            "stands in it twice",
        ),
    ],
)
def test_an_example_that_cannot_be_read_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(MeasureError) as caught:
        list(unlike(declared((old, new)), reference.tally, "m.toml"))
    assert says in str(caught.value)


def test_the_digest_is_of_what_decides_a_figure() -> None:
    first = declared()
    assert declared(("Plans issued in time", "EHC plans issued in time")).digest() == first.digest()
    assert declared(('plan_issued_on <= plan_due_on"', 'plan_issued_on<=plan_due_on"')).digest() == first.digest()
    assert declared(('plan_issued_on <= plan_due_on"', 'plan_issued_on < plan_due_on"')).digest() != first.digest()
    assert replace(first, exclude=None).digest() != first.digest()
    assert replace(first, per_times=1).digest() != first.digest()
