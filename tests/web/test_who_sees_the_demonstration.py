"""The demonstration's two doors: one click to be one of its cast, and another day. Part of who sees what.

Outside demo mode there is no such page (the table's rows say so). In it, only a browser on the machine itself may.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import people

HERE: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
BEN = {"person": "ben@demo.example"}
DAY = {"day": "2023-10-01", "next": "/help/"}
REFUSED = {400, 403, 404}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demonstration(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import factories

    settings.DEMO = True
    # As if whoever set the site up let every name through: the doors must look for themselves.
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())
    factories.make_cast()


def come(address: str, sent: dict[str, str], **who: Any) -> tuple[int, bool]:
    """The status, and whether anything came of it: somebody signed in, or another day is shown."""
    client = Client(raise_request_exception=False)
    origin = {"HTTP_ORIGIN": f"http://{who.get('HTTP_HOST', HERE['HTTP_HOST'])}"}
    answer = client.post(address, sent, **{**HERE, **origin, **who})
    in_session = {"_auth_user_id", "demo_day"}.intersection(client.session.keys())
    return answer.status_code, bool(in_session)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
@pytest.mark.parametrize(("address", "sent"), [("/demo/sign-in/", BEN), ("/demo/day/", DAY)])
def test_a_browser_on_this_machine_is_let_in(address: str, sent: dict[str, str], host: str) -> None:
    assert come(address, sent, HTTP_HOST=host) == (302, True)


@pytest.mark.parametrize(
    "who",
    [
        {"REMOTE_ADDR": "10.0.0.5"},
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": "2001:db8::1"},
        {"REMOTE_ADDR": "::ffff:10.0.0.5"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "plans.example"},
        {"HTTP_HOST": "localhost.plans.example"},
        {"HTTP_HOST": "127.0.0.1.plans.example:8000"},
        {"HTTP_HOST": "10.0.0.5:8000"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
    ids=lambda who: "; ".join(f"{name} {value}" for name, value in who.items()),
)
@pytest.mark.parametrize(("address", "sent"), [("/demo/sign-in/", BEN), ("/demo/day/", DAY)])
def test_nobody_from_elsewhere_is(address: str, sent: dict[str, str], who: dict[str, str]) -> None:
    status, anything = come(address, sent, **who)
    assert (status in REFUSED, anything) == (True, False), status


@pytest.mark.parametrize(
    "person", ["", "nobody@demo.example", "real@example.org", "off@demo.example", "ben@demo.example\x00"]
)
def test_nobody_is_signed_in_but_the_cast(person: str) -> None:
    from sendplan.access.models import User
    from tests import factories

    factories.make_person("Somebody Real", email="real@example.org")
    User.objects.filter(pk=factories.make_person("Somebody Off", email="off@demo.example").pk).update(is_active=False)
    status, anything = come("/demo/sign-in/", {"person": person})
    assert (status < 500, anything) == (True, False), status


def test_one_click_writes_one_entry_and_opens_their_pages() -> None:
    from sendplan.access.models import AuditEntry

    before = AuditEntry.objects.count()
    client = Client()
    client.post("/demo/sign-in/", BEN, **HERE, HTTP_ORIGIN="http://localhost:8000")
    (entry,) = AuditEntry.objects.order_by("seq")[before:]
    assert entry.person_name == "Ben Carter"
    assert entry.sentence.startswith("Ben Carter ")
    assert client.get("/staff/devon/people/", **HERE).status_code == 200
    assert client.get("/staff/northmoor/people/", **HERE).status_code == 404


@pytest.mark.parametrize("address", ["/demo/sign-in/", "/demo/day/"])
def test_looking_does_nothing(address: str) -> None:
    client = Client()
    assert client.get(address, **HERE).status_code in (404, 405)
    assert not client.session.keys()
