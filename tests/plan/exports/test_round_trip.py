"""Written out and read back: the same plan, ids kept, whatever its words."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings

from sendplan.plan.exports import KINDS, Kind, exported
from sendplan.plan_reader import draft as draft_module
from sendplan.plan_reader.draft import Draft, to_json
from sendplan.plan_reader.read import read_plan
from sendplan.plan_reader.register.same import first_difference
from tests.plan.exports.drafts import DAY, every_name_for_two, made_up, one_name_for_two, published, replace, with_ids

WRITTEN_OUT = {
    "Ambiguity": ("field preferred others evidence"),
    "Person": ("name role organisation"),
    "Inspection": ("label as_written earliest latest"),
    "Weakness": ("letter label text"),
    "Statement": ("id text"),
    "StatusKey": ("as_written text meaning fill"),
    "Metadata": (
        "area published last_updated inspections accountable_officers_label accountable_officers "
        "advisers weaknesses introduction governance notes status_key blank_labels"
    ),
    "Body": ("name reporting chair meets purpose members"),
    "Section": ("letter title label needs voice"),
    "Due": ("as_written earliest latest kind"),
    "Owner": ("as_written person post organisation part"),
    "Progress": ("label text on"),
    "Status": ("label as_written fill meaning on"),
    "Action": ("id ref section text outcomes outcome_ids due owners named_owners updates statuses ambiguities"),
    "Baseline": ("as_written value unit on on_as_written on_earliest"),
    "Step": ("label on as_written kind value unit"),
    "Actual": ("label on as_written kind value unit step"),
    "Kpi": ("id section name baseline steps actuals better table ambiguities"),
    "Draft": ("title metadata sections bodies actions kpis"),
}
"""Every field that an export carries, by the part of a draft; what belongs to a file is left out."""

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
@example(draft=one_name_for_two())
@example(draft=every_name_for_two())
@example(draft=with_ids(every_name_for_two()))
@given(draft=made_up())
def test_any_legal_draft_comes_back(kind: Kind, draft: Draft) -> None:
    read = back(draft, kind)
    assert first_difference(draft, read) is None
    assert read.unplaced == ()


@pytest.mark.prove
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=made_up())
def test_many_legal_drafts_come_back(kind: Kind, draft: Draft) -> None:
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


def test_every_field_of_a_draft_is_written_out() -> None:
    """A field that is added to a draft and not to the exports would be lost, and no other test would see it."""
    of_a_file = {"where", "source", "findings", "unplaced"}
    held = {
        name: set(struct.__struct_fields__) - of_a_file
        for name, struct in vars(draft_module).items()
        if isinstance(struct, type) and issubclass(struct, msgspec.Struct) and struct.__struct_fields__
    }
    for name in ("Where", "Source", "Finding", "Unplaced"):
        del held[name]
    assert held == {name: set(fields.split()) for name, fields in WRITTEN_OUT.items()}
