"""The first time somebody signs in: a second factor is set up before any page of staff is seen.

On a database of its own: allauth announces a second factor once what it wrote is committed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from sendplan.access.models import AuditEntry
from tests import factories, people
from tests.access.browsing import PLAIN, acts, give_password, set_up_by_hand
from tests.database import Database


@pytest.fixture(autouse=True)
def _ben(own_database: Database) -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.access.addresses", TEMPLATES=PLAIN):
        factories.make_member("ben", password=people.PASSWORD)
        yield


def test_the_first_time_a_person_must_set_up_a_second_factor_before_any_page_of_staff(
    client: Client,
) -> None:
    assert give_password(client).status_code == 302
    for path in ("/staff/devon/", "/board/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/2fa/totp/activate/")
    assert client.post("/staff/devon/").status_code == 302
    for path in ("/", "/areas/devon/", "/accounts/2fa/"):
        assert client.get(path).status_code == 200
    set_up_by_hand(client)
    assert client.get("/staff/devon/").content == b"/staff/devon/ for Ben Carter"
    assert acts() == ["signed-in", "second-factor-added", "second-factor-added"]
    said = list(AuditEntry.objects.filter(act="second-factor-added").order_by("seq").values_list("sentence", flat=True))
    assert set(said) == {
        "Ben Carter set up an authenticator app as a second factor.",
        "Ben Carter set up recovery codes.",
    }


def test_a_recovery_code_signs_in_once(client: Client) -> None:
    give_password(client)
    set_up_by_hand(client)
    page = client.get("/accounts/2fa/recovery-codes/")
    recovery = page.context["unused_codes"][0]
    client.post("/accounts/logout/")
    for expected in (302, 200):
        give_password(client)
        assert client.post("/accounts/2fa/authenticate/", {"code": recovery}).status_code == expected
        client.post("/accounts/logout/")
