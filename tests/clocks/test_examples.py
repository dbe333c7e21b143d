"""Every worked example of the deadlines comes out as its file says, and every deadline is fit to be shown."""

from __future__ import annotations

import datetime as dt

import pytest

from sendplan.clocks import CHECK, Deadline, deadlines, event_names, run
from sendplan.clocks.deadline import Example
from sendplan.clocks.events import events
from sendplan.clocks.exceptions import exception_sets

EVERY = tuple(deadlines().values())
PROMISED = """
assessment-decision advice-received no-plan-decision plan-issued draft-plan-comments school-consultation-reply
mediation-contact mediation-meeting mediation-certificate-declined mediation-certificate-held appeal-registered
order-assessment-start order-no-plan order-assessed-plan order-draft-plan order-final-plan order-amended-plan
order-school-named unopposed-assessment-start unopposed-no-plan unopposed-final-plan unopposed-amended-plan
review-completed review-meeting-notice review-advice-circulated review-report review-decision amendment-notice
amendment-comments amended-plan no-amendment-decision amended-plan-after-meeting phase-transfer phase-transfer-post-16
post-16-move move-plan-sent move-family-told move-review reassessment-decision reassessment-plan
maintained-until-appeal-time complaint-acknowledged complaint-stage-1 complaint-stage-2-acknowledged complaint-stage-2
subject-access data-protection-complaint autism-13-weeks autism-18-weeks new-birth-visit-14-days review-12-months
review-2-and-a-half-years plan-30-weeks plan-52-weeks
"""
KNOWN = """
advice-received mediation-contact mediation-meeting mediation-certificate-declined mediation-certificate-held
appeal-registered order-assessment-start order-no-plan order-assessed-plan order-draft-plan order-final-plan
order-amended-plan order-school-named unopposed-assessment-start unopposed-no-plan unopposed-final-plan
unopposed-amended-plan review-report move-plan-sent move-family-told move-review reassessment-decision
reassessment-plan maintained-until-appeal-time data-protection-complaint school-consultation-reply
"""
"""Those that nobody has read at their source."""
EXAMPLES = [
    pytest.param(each, example, id=f"{each.id}-{number}")
    for each in EVERY
    for number, example in enumerate(each.examples, 1)
]


@pytest.mark.parametrize(("deadline", "example"), EXAMPLES)
def test_worked_example(deadline: Deadline, example: Example) -> None:
    clock = run(deadline, example.given, example.today, example.excuses, strict=example.strict)
    assert (clock.due, clock.state) == (example.due, example.state), example.why


def test_all_that_was_promised_is_declared() -> None:
    """The list that others build on: an id that goes missing or changes its name fails here."""
    assert set(deadlines()) == set(PROMISED.split())


@pytest.mark.parametrize("deadline", EVERY, ids=lambda each: each.id)
def test_each_deadline_can_be_shown(deadline: Deadline) -> None:
    assert len(deadline.examples) >= 2
    assert len({example.state for example in deadline.examples}) >= 2, "Two examples of one state say it once."
    assert deadline.link.startswith("https://www.legislation.gov.uk/") == (deadline.standing == "law")
    assert deadline.doubt == "" or deadline.doubt.endswith(".")
    if deadline.subject not in {"Complaints", "Information rights", "Thresholds of measures"}:
        assert deadline.since in {dt.date(2014, 9, 1), dt.date(2015, 9, 1)}


@pytest.mark.parametrize("name", KNOWN.split())
def test_what_was_not_read_at_its_source_is_never_shown_as_law(name: str) -> None:
    deadline = deadlines()[name]
    example = deadline.examples[0]
    clock = run(deadline, example.given, example.today, example.excuses)
    assert not deadline.sure
    assert not clock.sure
    assert clock.reasons[-1] == f"{CHECK}: {deadline.doubt}"


def test_every_event_has_its_words_and_every_word_its_event() -> None:
    assert set(events()) == set(event_names())


def test_every_paragraph_of_exceptions_is_used() -> None:
    used = {ground.law for each in EVERY for ground in each.excused_by.values()}
    assert used == {ground.law for grounds in exception_sets().values() for ground in grounds.values()}
    assert {each.id for each in EVERY if "coronavirus" in each.excused_by} == {
        "assessment-decision",
        "advice-received",
        "no-plan-decision",
        "plan-issued",
        "reassessment-plan",
    }
    assert {each.id for each in EVERY if "missed appointment" in each.excused_by} == {"advice-received"}
