"""What becomes of a load whose worker died: nothing half-done, and the truth said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import people

if TYPE_CHECKING:
    from sendplan.access.viewer import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(officer: Viewer, sound: Path) -> Iterator[str]:
    """A load that was asked for, and that nobody has begun."""
    from django_tasks import task_backends
    from django_tasks_db import DatabaseBackend

    from sendplan.returns import actions

    in_the_database: Any = DatabaseBackend("default", {})
    task_backends["default"] = in_the_database
    try:
        yield actions.receive(officer, files=[("sen2.xml", sound)], partial=False, today=people.TODAY)
    finally:
        del task_backends["default"]


def _row(load_id: str) -> Any:
    from sendplan.returns.models import Load

    return Load.objects.get(public_id=load_id)


def _claim(load_id: str, state: str) -> None:
    """As a worker does that begins, and dies."""
    from django_tasks_db.models import DBTaskResult

    from sendplan.returns.models import Load

    DBTaskResult.objects.get().claim("a worker that died")
    Load.objects.filter(public_id=load_id).update(state=state)


def test_what_waits_for_a_worker_is_left_to_wait(waiting: str) -> None:
    from sendplan.returns.actions import recover
    from sendplan.returns.actions.places import arriving

    assert recover() == 0
    assert _row(waiting).state == "waiting"
    assert (arriving(waiting) / "sen2.xml").exists()


def test_one_load_at_a_time(waiting: str, officer: Viewer, sound: Path) -> None:
    from sendplan.returns import actions, queries
    from sendplan.returns.rules import Refused

    with pytest.raises(Refused, match="not done yet"):
        actions.receive(officer, files=[("sen2.xml", sound)], partial=False, today=people.TODAY)
    assert queries.history(officer).may_load is not None
    page = queries.load(officer, waiting)
    assert page is not None
    assert page.working is not None


@pytest.mark.parametrize("state", ["waiting", "working"])
def test_a_load_whose_worker_died_is_stopped_and_can_be_given_again(
    waiting: str, officer: Viewer, sound: Path, state: str
) -> None:
    from django_tasks_db.models import DBTaskResult

    from sendplan.access.models import AuditEntry
    from sendplan.returns import actions
    from sendplan.returns.actions.places import arriving

    _claim(waiting, state)
    assert actions.recover() == 1
    row = _row(waiting)
    assert (row.state, row.words, row.store_load) == (
        "stopped",
        "The work was stopped before its end. Nothing was changed: load the files again.",
        "",
    )
    assert not arriving(waiting).exists()
    assert DBTaskResult.objects.get().status == "FAILED"
    assert AuditEntry.objects.order_by("-seq")[0].act == "load-stopped"
    assert actions.recover() == 0
    again = actions.receive(officer, files=[("sen2.xml", sound)], partial=False, today=people.TODAY)
    assert _row(again).state == "waiting"


def test_a_load_that_somebody_works_on_is_left_alone(waiting: str) -> None:
    from sendplan.returns.actions import places, recover

    _claim(waiting, "working")
    with places.held(places.arriving(waiting)) as ours:
        assert ours
        assert recover() == 0
    assert _row(waiting).state == "working"


def test_a_load_that_was_in_force_before_its_worker_died_is_said_to_be(waiting: str, officer: Viewer) -> None:
    from sendplan.records.loading import load
    from sendplan.returns import queries
    from sendplan.returns.actions import places, recover

    _claim(waiting, "working")
    made = load(
        [places.arriving(waiting) / "sen2.xml"], store=places.store_of("devon"), today=people.TODAY, who=officer.name
    )
    assert recover() == 1
    row = _row(waiting)
    assert (row.state, row.store_load, row.issues) == ("loaded", made.load, made.issues)
    page = queries.load(officer, waiting)
    assert page is not None
    assert page.load.in_force


def test_a_fault_of_ours_is_said_without_a_value(waiting: str, caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    from sendplan.returns.actions.loading import FAULT, load_files
    from sendplan.returns.actions.places import arriving

    # A file where the area's loads should be: nothing a person who loads could do would make this.
    (Path(settings.RECORDS) / "devon").write_bytes(b"")
    load_files.call(waiting)
    row = _row(waiting)
    assert (row.state, row.words) == ("stopped", FAULT)
    assert not arriving(waiting).exists()
    assert "Traceback" not in caplog.text
