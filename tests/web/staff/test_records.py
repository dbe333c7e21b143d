"""The pages of records, as a data officer and a programme manager meet them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.staff.conftest import SignedIn

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
UNDER = "/staff/devon/records/"


@pytest.fixture(autouse=True)
def _records(settings: Any, tmp_path: Path) -> None:
    settings.RECORDS = tmp_path / "records"


@pytest.fixture
def priya(signed_in: SignedIn) -> Client:
    return signed_in("priya")


def give(client: Client, *contents: str, how: str = "all", **more: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = [SimpleUploadedFile(f"file-{n}.xml", each.encode(), "text/xml") for n, each in enumerate(contents)]
    return client.post(f"{UNDER}load/", {"chosen": files, "how": how, **more})


def sample(born: str = "2014-07-21") -> str:
    from tests.web.visitors import RETURN

    return RETURN.read_text(encoding="utf-8").replace("2014-07-21", born)


def words(answer: Any) -> str:
    """What a page says, without its tags."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_before_anything_is_loaded(priya: Client, signed_in: SignedIn) -> None:
    assert "Nothing has been loaded yet" in words(priya.get(UNDER))
    assert "Load records" in words(priya.get(UNDER))
    assert "A data officer loads the area’s returns." in words(signed_in("ben").get(UNDER))
    assert f'href="{UNDER}"' not in signed_in("amina").get("/staff/devon/people/").content.decode()


def test_a_load_from_its_form_to_its_page(priya: Client) -> None:
    form = priya.get(f"{UNDER}load/").content.decode()
    assert re.search(r'<input[^>]*type="file"[^>]*multiple', form)
    answer = give(priya, sample())
    assert answer.status_code == 302
    said = words(priya.get(answer["Location"]))
    assert "Loaded" in said
    assert "What it speaks for" in said
    assert "1 January 2024" in said
    assert "Undo this load" in said
    assert "Loaded, and in force" in words(priya.get(UNDER))


@pytest.mark.parametrize(
    ("files", "more", "reason"),
    [
        ((), {}, "Choose the files of the return, or of one feed."),
        (("x",), {"how": ""}, "Choose what is to be done if some rows cannot be counted."),
        (("",), {}, "file-0.xml is empty"),
        (("x",), {"year": "25"}, "25 is not a census year"),
        (("x",), {"table": "attendance"}, "Give the first and the last day"),
        (("x",), {"since_day": "1", "since_month": "1", "since_year": "2024"}, "Say which records the period is of"),
        (("x",), {"table": "nothing"}, "Choose one of the kinds of record offered."),
    ],
)
def test_what_is_wrong_with_the_form_is_said_at_it(
    priya: Client, files: tuple[str, ...], more: dict[str, str], reason: str
) -> None:
    from sendplan.returns.models import Load

    answer = give(priya, *files, **more)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert "<title>Error: " in answer.content.decode()
    assert not Load.objects.exists()


def test_what_is_too_large_is_not_read(priya: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from sendplan.returns import rules
    from sendplan.returns.models import Load

    monkeypatch.setattr(rules, "LARGEST", 100_000)
    assert give(priya, "x" * 100_001).status_code == 422
    answer = give(priya, "x" * 200_000)
    assert answer.status_code == 413
    assert f"{UNDER}load/" in answer.content.decode()
    assert not Load.objects.exists()


def test_rules_rows_and_the_trend_of_two_loads(priya: Client, signed_in: SignedIn) -> None:
    first = give(priya, sample("2014-02-31"), how="partial")["Location"]
    second = give(priya, sample("2014-02-30"), how="partial")["Location"]
    page = priya.get(second)
    assert "1, then 1" in words(page)
    assert 'aria-hidden="true"' in page.content.decode().partition('id="rules"')[2]
    rule = f"{second}issues/date-unread/"
    assert rule in page.content.decode()
    assert "2014-02-30" in words(priya.get(rule))
    assert "This row was set aside" in words(priya.get(f"{second}rows/person/1/"))
    # The programme manager sees the same counts, and no way to a child's row.
    seen = signed_in("ben").get(second).content.decode()
    assert "A date that cannot be read" in seen
    assert "/issues/" not in seen
    assert "/workbook/" not in seen
    assert "/undo/" not in seen
    assert "Undo this load" not in words(priya.get(first)), "a later load stands on it"


def test_undo_asks_first(priya: Client) -> None:
    load = give(priya, sample())["Location"]
    asked = priya.get(f"{load}undo/")
    assert "will be in force no longer" in words(asked)
    answer = priya.post(f"{load}undo/", follow=True)
    assert "The load was undone" in words(answer)
    assert "Undone by Priya Nair on 30 November 2023." in words(answer)
    again = priya.post(f"{load}undo/", follow=True)
    assert "This load was undone already." in words(again)


def test_of_what_was_refused_the_rows_are_shown_until_the_next_load(priya: Client) -> None:
    first = give(priya, sample("2014-02-31"))["Location"]
    assert "Nothing was loaded" in words(priya.get(first))
    assert "2014-02-31" in words(priya.get(f"{first}issues/date-unread/"))
    give(priya, sample())
    assert "was kept until the next load" in words(priya.get(first))
    assert "2014-02-31" not in words(priya.get(f"{first}issues/date-unread/"))
