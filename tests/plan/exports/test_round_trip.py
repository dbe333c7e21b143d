"""Written out and read back: the same plan, ids kept, whatever its words."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from sendplan.plan.exports import KINDS, Kind, exported
from sendplan.plan_reader.draft import Draft, to_json
from sendplan.plan_reader.read import read_plan
from sendplan.plan_reader.register.same import first_difference
from tests.plan.exports.drafts import DAY, made_up, published, replace

DOCUMENTS: tuple[Kind, ...] = ("docx", "xlsx", "html")


def back(draft: Draft, kind: Kind) -> Draft:
    return read_plan(exported(draft, kind, today=DAY), f"plan.{kind}")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_plan_comes_back_with_its_ids(kind: Kind) -> None:
    read = back(published(), kind)
    assert first_difference(published(), read) is None
    assert [action.id for action in read.actions] == [f"act_{number:012}" for number in _numbers("act")]
    assert all(action.outcome_ids and all(action.outcome_ids) for action in read.actions if action.outcomes)
    assert read.unplaced == ()


def _numbers(prefix: str) -> list[int]:
    found = json.loads(to_json(published()))
    return [int(action["id"].removeprefix(f"{prefix}_")) for action in found["actions"]]


def test_a_difference_is_seen() -> None:
    """What the other tests go by can fail."""
    draft = published()
    action = replace(draft.actions[3], due=replace(draft.actions[3].due, kind="ongoing"))
    other = replace(draft, actions=(*draft.actions[:3], action, *draft.actions[4:]))
    assert first_difference(draft, other) == "actions[3].due.kind"
    assert first_difference(draft, replace(draft, actions=draft.actions[:-1])) == "actions"


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=made_up())
def test_any_legal_draft_comes_back(kind: Kind, draft: Draft) -> None:
    read = back(draft, kind)
    assert first_difference(draft, read) is None
    assert read.unplaced == ()


@pytest.mark.prove
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=made_up())
def test_a_thousand_legal_drafts_come_back(kind: Kind, draft: Draft) -> None:
    assert first_difference(draft, back(draft, kind)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_plan_makes_the_same_bytes(kind: Kind) -> None:
    once = exported(published(), kind, today=DAY, version="Version 2")
    assert once == exported(published(), kind, today=DAY, version="Version 2")
    if kind != "json":
        assert once != exported(published(), kind, today=DAY.replace(year=2027), version="Version 2")


def test_json_is_the_draft_itself() -> None:
    assert exported(published(), "json", today=DAY) == to_json(published())


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_what_was_written_out_is_written_out_again_from_what_was_read(kind: Kind) -> None:
    """A second journey changes nothing more."""
    assert exported(back(published(), kind), kind, today=DAY) == exported(published(), kind, today=DAY)
