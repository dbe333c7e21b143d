"""Which records are one child's, as the data officer sees and decides it: questions, side by side, parting."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import people
from tests.web.staff.conftest import SignedIn

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
UNDER = "/staff/devon/children/"
HEAD = "person_id,surname,forename,born_on,postcode,upn,nhs_number"
# The first two are joined; of the third and fourth each source knows one twin.
SCHOOL = ("E1,Quill,Ada,2014-05-06,ZZ1 1CC,A878900014001,", "E2,Marlow,Isla,2015-02-03,ZZ2 2VV,,")
HEALTH = ("H1,Quill,Ada,2014-05-06,ZZ9 9CC,,9990000018", "H2,MARLOW,Ivy,2015-02-03,ZZ2 2VV,,9990000026")


@pytest.fixture(autouse=True)
def _records(settings: Any, tmp_path: Path) -> None:
    settings.RECORDS = tmp_path / "records"


def give(name: str, rows: tuple[str, ...]) -> str:
    """Load a feed of people; returns the load's id."""
    from django.conf import settings

    from sendplan.returns import actions
    from tests import factories

    path = Path(settings.RECORDS).parent / name
    path.write_text("\n".join((HEAD, *rows, "")), encoding="utf-8")
    return actions.receive(
        factories.viewer("priya"),
        files=[(name, path)],
        partial=True,
        table="people",
        since=people.SINCE,
        until=people.TODAY,
        today=people.TODAY,
    )


@pytest.fixture
def priya(cast: None, signed_in: SignedIn) -> Client:
    give("school.csv", SCHOOL)
    give("health.csv", HEALTH)
    return signed_in("priya")


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def only_question(client: Client) -> str:
    found: str
    (found,) = set(re.findall(rf"{UNDER}questions/dbt_\w+/", client.get(UNDER).content.decode()))
    return found


def test_the_queue_counts_what_waits_and_shows_no_value(priya: Client) -> None:
    answer = priya.get(UNDER)
    said = words(answer)
    assert "1 question, the oldest since 30 November 2023" in said
    assert "3 children from 4 records in 2 loads" in said
    assert "they may be twins" in said
    for value in ("Marlow", "Isla", "Ivy", "9990000026"):
        assert value.casefold() not in said.casefold()


def test_a_question_is_two_records_side_by_side_compared_in_words(priya: Client) -> None:
    from sendplan.people.models import RecordRead

    answer = priya.get(only_question(priya))
    rows = {
        re.sub(r"<[^>]+>", "", head): [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
        for head, cells in (
            (each[0], re.findall(r"<td[^>]*>(.*?)</td>", each[1], re.DOTALL))
            for each in re.findall(r'scope="row">(.*?)</th>(.*?)</tr>', answer.content.decode(), re.DOTALL)
        )
    }
    assert rows["First name"] == ["Isla", "Ivy", "Different"]
    assert rows["Surname"] == ["Marlow", "MARLOW", "The same, written differently"]
    assert rows["Date of birth"] == ["3 February 2015", "3 February 2015", "The same"]
    assert rows["UPN"] == ["Not given", "Not given", "Not known of either"]
    assert rows["NHS number"] == ["Not given", "9990000026", "Known only of the second"]
    assert RecordRead.objects.filter(entry__act="child-records-read").count() == 2


def test_an_answer_needs_both_its_parts(priya: Client) -> None:
    from sendplan.people.models import Decision

    question = only_question(priya)
    answer = priya.post(question, {})
    assert answer.status_code == 422
    assert "Choose whether they are one child or two." in words(answer)
    assert "Say what you saw that decides it" in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("says", "children"), [("same", 2), ("different", 3)])
def test_an_answer_is_kept_and_stands_in_the_history(priya: Client, says: str, children: int) -> None:
    question = only_question(priya)
    answer = priya.post(question, {"says": says, "reason": "Seen in the file of the health visitor."}, follow=True)
    assert "Your answer is kept" in words(answer)
    assert "Priya Nair decided on 30 November 2023" in words(answer)
    queue = words(priya.get(UNDER))
    assert "No question waits" in queue
    assert f"{children} children from 4 records" in queue
    decided = words(priya.get(f"{UNDER}decided/"))
    assert "Seen in the file of the health visitor." in decided
    assert ("The same child" if says == "same" else "Different children") in decided


def test_a_join_is_taken_back_and_both_sides_are_as_before(priya: Client) -> None:
    question = only_question(priya)
    priya.post(question, {"says": "same", "reason": "A slip."})
    page = priya.get(f"{UNDER}decided/").content.decode()
    (child,) = set(re.findall(rf"{UNDER}chd_\w+/", page))
    shown = priya.get(child).content.decode()
    assert "A person decided that its records are of one child." in shown
    parts = re.findall(rf"{child}part/\d+/", shown)
    assert len(parts) == 2
    assert priya.post(parts[1], {"reason": ""}).status_code == 422
    answer = priya.post(parts[1], {"reason": "They are twins."}, follow=True)
    assert "The record was parted from the others." in words(answer)
    assert "decided otherwise since" in words(answer)
    assert "3 children from 4 records" in words(priya.get(UNDER))
    assert "Records that were joined to this child" in words(priya.get(child))


def test_undoing_the_load_withdraws_its_question(priya: Client) -> None:
    from sendplan.returns import actions
    from sendplan.returns.models import Load
    from tests import factories

    question = only_question(priya)
    newest = Load.objects.order_by("-pk")[0].public_id
    actions.undo(factories.viewer("priya"), load_id=newest, today=people.TODAY)
    assert "No question waits" in words(priya.get(UNDER))
    assert "2 children from 2 records in 1 load" in words(priya.get(UNDER))
    gone = priya.get(question)
    assert "This question no longer stands" in words(gone)
    assert "Ivy" not in words(gone)
    assert priya.post(question, {"says": "same", "reason": "Too late."}).status_code == 422


def test_what_is_not_there_is_not_there(priya: Client) -> None:
    for address in ("questions/dbt_000000000000/", "chd_000000000000/", "chd_000000000000/part/1/"):
        assert priya.get(f"{UNDER}{address}").status_code == 404
        if "chd" not in address or "part" in address:
            assert priya.post(f"{UNDER}{address}", {"says": "same", "reason": "None."}).status_code == 404
