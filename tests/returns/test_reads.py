"""Nobody is shown a child's row without its being written down first; where it cannot be, nothing is shown."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests import people
from tests.returns.conftest import MARKER

if TYPE_CHECKING:
    from django.test import Client

    from sendplan.access.viewer import Viewer

pytestmark = pytest.mark.django_db
FORMULA = "=cmd|'/c calc'!A1"


@pytest.fixture
def load_id(officer: Viewer, broken: Path) -> str:
    from sendplan.returns import actions

    return actions.receive(officer, files=[("sen2.xml", broken)], partial=True, today=people.TODAY)


@pytest.fixture
def reader(officer: Viewer) -> Client:
    return _signed_in("priya")


def _signed_in(key: str) -> Client:
    from django.test import Client

    from sendplan.access.models import User
    from tests import factories

    client = Client()
    factories.sign_in(client, User.objects.get(email=people.CAST[key].email))
    return client


def addresses(load_id: str) -> dict[str, str]:
    """Every address whose answer holds values of the child with the marker."""
    under = f"/staff/devon/records/{load_id}"
    return {
        "rule": f"{under}/issues/date-unread/",
        "row": f"{under}/rows/person/1/",
        "workbook": f"{under}/workbook/",
        "workbook of a rule": f"{under}/workbook/?rule=date-unread",
    }


def reads() -> list[tuple[str, str, str]]:
    """Act, person and child of every read that was written down."""
    from sendplan.returns.models import ChildRead

    return list(ChildRead.objects.order_by("pk").values_list("entry__act", "entry__person_name", "child"))


@pytest.mark.parametrize("which", addresses(""))
def test_each_read_is_one_entry_with_its_children(reader: Client, load_id: str, which: str) -> None:
    from sendplan.access.models import AuditEntry

    before = AuditEntry.objects.count()
    answer = reader.get(addresses(load_id)[which])
    assert answer.status_code == 200
    entry = AuditEntry.objects.order_by("-seq")[0]
    assert AuditEntry.objects.count() == before + 1
    assert entry.act == ("children-taken" if which.startswith("workbook") else "children-read")
    assert entry.area is not None
    assert (entry.person_name, entry.area.slug, bool(entry.request_id)) == ("Priya Nair", "devon", True)
    assert MARKER not in entry.sentence
    assert (entry.act, "Priya Nair", "1") in reads()


def test_pages_of_counts_write_nothing_and_show_no_value(reader: Client, load_id: str) -> None:
    from sendplan.access.models import AuditEntry

    before = AuditEntry.objects.count()
    for address in ("/staff/devon/records/", f"/staff/devon/records/{load_id}/"):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert MARKER not in answer.content.decode()
        assert "2014-02-31" not in answer.content.decode()
    assert AuditEntry.objects.count() == before


def test_nobody_else_is_shown_a_child(load_id: str) -> None:
    wrong = []
    for key in people.CAST:
        if key == "priya":
            continue
        other = _signed_in(key)
        for which, address in addresses(load_id).items():
            answer = other.get(address)
            shown = MARKER.encode() in answer.content or b"2014-02-31" in answer.content
            if shown or answer.status_code != (404 if key == "dev" else 403):
                wrong.append(f"{key}, {which}: {answer.status_code}{', shown' if shown else ''}")
    assert not wrong
    assert reads() == []


@contextmanager
def _nothing_can_be_recorded() -> Iterator[None]:
    """The database itself refuses new entries, as it would for want of rights."""
    import psycopg
    from django.db import connections

    function = "public.access_append_audit(bigint, text, bigint, text, text, text, text, text)"
    at, role = connections["owner"].settings_dict, connections["default"].settings_dict["USER"]
    with psycopg.connect(
        dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"], host=at["HOST"], port=at["PORT"], autocommit=True
    ) as owner:
        owner.execute(f'REVOKE EXECUTE ON FUNCTION {function} FROM "{role}"')
        try:
            yield
        finally:
            owner.execute(f'GRANT EXECUTE ON FUNCTION {function} TO "{role}"')


@pytest.mark.parametrize("which", addresses(""))
def test_what_cannot_be_written_down_is_not_shown(reader: Client, load_id: str, which: str) -> None:
    with _nothing_can_be_recorded():
        answer = reader.get(addresses(load_id)[which])
    assert answer.status_code == 503
    assert b"2014-02-31" not in answer.content
    assert MARKER.encode() not in answer.content
    assert b"cannot be shown at the moment" in answer.content
    assert reads() == []


def test_the_workbook_is_text_and_nothing_hidden(officer: Viewer, sound: Path, tmp_path: Path) -> None:
    from sendplan.returns import actions, queries

    text = sound.read_text(encoding="utf-8")
    start, end = text.index("<PersonBirthDate>"), text.index("</PersonBirthDate>")
    path = tmp_path / "formula.xml"
    path.write_text(text[:start] + f"<PersonBirthDate>{FORMULA}" + text[end:], encoding="utf-8")
    load_id = actions.receive(officer, files=[(path.name, path)], partial=True, today=people.TODAY)
    made = queries.workbook(officer, load_id)
    assert made is not None
    book = openpyxl.load_workbook(io.BytesIO(made[1]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert FORMULA in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not any(dimension.hidden for sheet in book for dimension in sheet.column_dimensions.values())
    assert (book.properties.creator or "", book.properties.lastModifiedBy or "") == ("", "")
    again = queries.workbook(officer, load_id)
    assert again is not None
    assert again[1] == made[1]


def test_a_read_cannot_be_changed_or_taken_out(reader: Client, load_id: str) -> None:
    from django.db import DatabaseError, transaction

    from sendplan.returns.models import ChildRead

    reader.get(addresses(load_id)["row"])
    acts: list[Callable[[], Any]] = [
        lambda: ChildRead.objects.update(child="2"),
        lambda: ChildRead.objects.all().delete(),
    ]
    for act in acts:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert len(reads()) == 1
