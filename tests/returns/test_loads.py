"""A load from the files given to the history of loads: what is done, what is refused, what is written down."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import people
from tests.returns.conftest import MARKER

if TYPE_CHECKING:
    from sendplan.access.viewer import Viewer

pytestmark = pytest.mark.django_db
TODAY = people.TODAY


def receive(viewer: Viewer, *files: Path, partial: bool = False, **more: Any) -> str:
    from sendplan.returns import actions

    return actions.receive(viewer, files=[(each.name, each) for each in files], partial=partial, today=TODAY, **more)


def shown(viewer: Viewer, load_id: str) -> Any:
    from sendplan.returns import queries

    page = queries.load(viewer, load_id)
    assert page is not None
    return page


def acts() -> list[tuple[str, str]]:
    from sendplan.access.models import AuditEntry

    kept = AuditEntry.objects.exclude(act__in=["area-added", "person-added", "role-given"]).order_by("seq")
    return list(kept.values_list("act", "person_name"))


def test_a_return_is_loaded_and_stands_in_the_history(officer: Viewer, sound: Path, settings: Any) -> None:
    from sendplan.returns import queries

    load_id = receive(officer, sound)
    page = shown(officer, load_id)
    assert (page.load.state, page.load.in_force, page.load.kind) == ("loaded", True, "SEN2 2025")
    assert page.load.came == page.load.loaded + page.load.aside > 0
    assert {each.table for each in page.covers} >= {"people", "requests"}
    assert "was not checked: no list of schools is loaded." in page.load.words
    assert [each.id for each in queries.history(officer).loads] == [load_id]
    assert acts() == [(act, officer.name) for act in ("load-asked", "load-done", "records-matched")]
    left = list((settings.RECORDS / ".arriving").rglob("*"))
    assert left == [], "the files that were given are gone when the work is done"
    folders = [settings.RECORDS, *(path for path in settings.RECORDS.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o077 for path in folders} == {0}


def test_the_same_again_changes_nothing(officer: Viewer, sound: Path) -> None:
    receive(officer, sound)
    again = shown(officer, receive(officer, sound))
    assert (again.load.state, again.load.in_force, again.load.in_store) == ("unchanged", False, "")
    assert acts()[-1] == ("load-unchanged", officer.name)


def test_all_or_nothing_loads_nothing_and_shows_what_is_wrong(officer: Viewer, broken: Path) -> None:
    from sendplan.returns import queries

    load_id = receive(officer, broken)
    page = shown(officer, load_id)
    assert (page.load.state, page.load.in_store, page.load.loaded) == ("refused", "", 0)
    assert page.rows_kept
    assert page.in_workbook == page.load.issues > 0
    rule = next(each for each in page.rules if each.severity == "error")
    found = queries.issues_of(officer, load_id, rule.id, 1)
    assert found is not None
    assert [row.value for row in found.rows] == ["2014-02-31"]
    assert (found.rows[0].file, found.rows[0].line is not None, found.rows[0].row_no) == ("broken.xml", True, None)


def test_partial_sets_the_row_aside_with_its_reason(officer: Viewer, broken: Path) -> None:
    from sendplan.returns import queries

    load_id = receive(officer, broken, partial=True)
    page = shown(officer, load_id)
    assert page.load.state == "loaded"
    assert page.load.aside >= 1
    assert page.load.came == page.load.loaded + page.load.aside
    rule = next(each for each in page.rules if each.severity == "error")
    found = queries.issues_of(officer, load_id, rule.id, 1)
    assert found is not None
    row_no = found.rows[0].row_no
    assert row_no is not None
    row = queries.row(officer, load_id, found.rows[0].table, row_no)
    assert row is not None
    assert dict(row.fields)["Surname"] == MARKER
    assert "set aside" in row.sentence


def test_no_table_of_the_database_holds_a_value_of_a_child(officer: Viewer, broken: Path) -> None:
    from django.core import serializers

    from sendplan.returns.models import Load, LoadProgress

    receive(officer, broken)
    receive(officer, broken, partial=True)
    kept = serializers.serialize("json", [*Load.objects.all(), *LoadProgress.objects.all()])
    assert MARKER not in kept
    assert "2014-02-31" not in kept


def test_undo_puts_the_records_back_and_the_newest_goes_first(officer: Viewer, sound: Path, broken: Path) -> None:
    from sendplan.returns import actions
    from sendplan.returns.rules import NotFound, Refused

    first = receive(officer, sound)
    second = receive(officer, broken, partial=True)
    with pytest.raises(Refused, match="undo that one first"):
        actions.undo(officer, load_id=first, today=TODAY)
    actions.undo(officer, load_id=second, today=TODAY)
    assert (shown(officer, second).load.state, shown(officer, first).load.in_force) == ("undone", True)
    assert acts()[-2:] == [("load-undone", officer.name), ("records-unmatched", officer.name)]
    with pytest.raises(Refused, match="undone already"):
        actions.undo(officer, load_id=second, today=TODAY)
    actions.undo(officer, load_id=first, today=TODAY)
    assert not any(each.in_force for each in _history(officer))
    with pytest.raises(NotFound):
        actions.undo(officer, load_id="lod_000000000000", today=TODAY)


def _history(viewer: Viewer) -> Any:
    from sendplan.returns import queries

    return queries.history(viewer).loads


def test_a_load_made_at_the_command_line_is_shown_and_can_be_undone(officer: Viewer, sound: Path) -> None:
    from sendplan.records.loading import load
    from sendplan.returns import actions
    from sendplan.returns.actions.places import store_of

    made = load([sound], store=store_of("devon"), today=TODAY, who="somebody").load
    assert made is not None
    (row,) = _history(officer)
    assert (row.id, row.state, row.by) == (made, "loaded", "somebody (at the command line)")
    actions.undo(officer, load_id=made, today=TODAY)
    (row,) = _history(officer)
    assert row.state == "undone"


def test_a_file_that_is_no_return_is_refused_in_one_sentence(officer: Viewer, tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_text("<?xml version='1.0'?><letter>Dear all</letter>", encoding="utf-8")
    page = shown(officer, receive(officer, path))
    assert page.load.state == "refused"
    assert page.load.words.startswith("letter.xml")
    assert acts()[-1] == ("load-refused", officer.name)


def test_another_authoritys_return_is_refused(officer: Viewer, sound: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.xml"
    theirs.write_bytes(sound.read_bytes().replace(b"<LEA>878</LEA>", b"<LEA>857</LEA>"))
    page = shown(officer, receive(officer, theirs))
    assert page.load.state == "refused"
    assert "its LEA is not 878" in page.load.words


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ([], "Choose the files"),
        (["a.csv", "A.CSV"], "Two files are called"),
        (["../../.hidden"], "starts with a letter"),
        ([f"{n}.csv" for n in range(21)], "at most 20"),
    ],
)
def test_files_that_cannot_be_taken(officer: Viewer, sound: Path, names: list[str], reason: str, settings: Any) -> None:
    from sendplan.returns import actions
    from sendplan.returns.rules import Refused

    with pytest.raises(Refused, match=reason):
        actions.receive(officer, files=[(name, sound) for name in names], partial=False, today=TODAY)
    assert not list(Path(settings.RECORDS).rglob("*.csv"))
    assert acts() == []


def test_a_path_in_a_name_leads_nowhere(officer: Viewer, sound: Path, tmp_path: Path) -> None:
    from sendplan.returns import actions

    load_id = actions.receive(officer, files=[("../../up/sen2.xml", sound)], partial=False, today=TODAY)
    assert shown(officer, load_id).load.files == ("sen2.xml",)
    assert not (tmp_path / "up").exists()


@pytest.mark.parametrize(
    ("since", "until", "reason"),
    [(None, None, "first and the last day"), (dt.date(2025, 2, 1), dt.date(2025, 1, 1), "turn the two round")],
)
def test_a_feed_says_what_it_covers(
    officer: Viewer, sound: Path, since: dt.date | None, until: dt.date | None, reason: str
) -> None:
    from sendplan.returns.rules import Refused

    with pytest.raises(Refused, match=reason):
        receive(officer, sound, table="attendance", since=since, until=until)


def test_who_may_do_what(officer: Viewer, broken: Path) -> None:
    from sendplan.returns import actions, queries
    from sendplan.returns.rules import NotAllowed
    from tests import factories

    load_id = receive(officer, broken, partial=True)
    rule = shown(officer, load_id).rules[0].id
    ben, amina = factories.viewer("ben"), factories.viewer("amina")
    assert shown(ben, load_id).may_read is not None
    for refused in (
        lambda: queries.history(amina),
        lambda: queries.load(amina, load_id),
        lambda: queries.issues_of(ben, load_id, rule, 1),
        lambda: queries.row(ben, load_id, "person", 1),
        lambda: queries.workbook(ben, load_id),
        lambda: receive(ben, broken),
        lambda: actions.undo(ben, load_id=load_id, today=TODAY),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_another_areas_loads_are_nothing(officer: Viewer, broken: Path) -> None:
    from dataclasses import replace

    from sendplan.returns import queries
    from tests import factories

    load_id = receive(officer, broken, partial=True)
    away = replace(factories.viewer("dev"), permissions=officer.permissions)
    assert queries.history(away).loads == ()
    assert queries.load(away, load_id) is None
    assert queries.issues_of(away, load_id, "date-unread", 1) is None
    assert queries.row(away, load_id, "person", 1) is None
    assert queries.workbook(away, load_id) is None
