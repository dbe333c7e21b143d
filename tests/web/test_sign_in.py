"""Arriving: where somebody is sent to sign in, where they land, and the demonstration's one click."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from sendplan.access import actions
from tests import factories, people
from tests.web.reading import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    monkeypatch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())


def here(**more: str) -> Client:
    """A browser on this machine, which is where the demonstration's one click works."""
    return Client(headers={"Host": "127.0.0.1:8000"} | more, REMOTE_ADDR="127.0.0.1")


def test_outside_the_demonstration_signing_in_is_the_form_and_keeps_where_one_wanted_to_go(client: Client) -> None:
    assert client.get("/sign-in/").headers["Location"] == "/accounts/login/"
    response = client.get("/sign-in/", {"next": "/staff/devon/findings/"})
    assert response.headers["Location"] == "/accounts/login/?next=%2Fstaff%2Fdevon%2Ffindings%2F"
    page = parsed(client.get(response.headers["Location"]).content)
    assert page.xpath("//input[@name='next']/@value") == ["/staff/devon/findings/"]


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_never_leads_to_another_site(client: Client, onward: str) -> None:
    assert client.get("/sign-in/", {"next": onward}).headers["Location"] == "/accounts/login/"
    factories.sign_in(client, factories.make_member("ben"))
    assert client.get("/sign-in/", {"next": onward}).headers["Location"] == "/staff/devon/"


def test_somebody_with_one_area_lands_in_it_and_goes_on_where_they_wanted(client: Client) -> None:
    factories.sign_in(client, factories.make_member("ben"))
    assert client.get("/sign-in/").headers["Location"] == "/staff/devon/"
    assert client.get("/sign-in/", {"next": "/staff/devon/people/"}).headers["Location"] == "/staff/devon/people/"


def test_somebody_who_may_not_read_the_plan_lands_where_they_may(client: Client) -> None:
    factories.sign_in(client, factories.make_member("tom"))
    answer = client.get("/sign-in/")
    assert answer.headers["Location"] == "/staff/devon/people/"
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert parsed(page.content).xpath("//header//a[@class='sp-header__home']/@href") == ["/staff/devon/people/"]


def test_somebody_with_two_areas_chooses(client: Client) -> None:
    ben = factories.make_member("ben")
    factories.make_area(people.NORTHMOOR)
    actions.give_role(
        user_id=ben.pk, area_slug="northmoor", role="board-chair", organisation="Northmoor", since=dt.date(2023, 1, 3)
    )
    factories.sign_in(client, ben)
    page = parsed(client.get("/sign-in/").content)
    links = page.xpath("//main//a")
    assert [(link.text_content(), link.get("href")) for link in links] == [
        ("Devon", "/staff/devon/"),
        ("Northmoor", "/staff/northmoor/"),
    ]
    assert "as board chair" in page.text_content()


def test_somebody_whose_role_has_ended_is_told_whom_to_ask(client: Client) -> None:
    factories.sign_in(client, factories.make_member("ben", until=dt.date(2023, 6, 1)))
    page = parsed(client.get("/sign-in/").content)
    assert page.xpath("//h1")[0].text_content() == "You have no role in any area"
    assert "ask the person who runs the plan in your area" in page.text_content()


@pytest.mark.usefixtures("demonstration")
def test_the_cast_stand_with_their_role_in_plain_words(client: Client) -> None:
    factories.make_cast()
    page = parsed(here().get("/sign-in/").content)
    cards = {card.xpath(".//h2")[0].text_content(): card for card in page.xpath("//li[contains(@class, 'sp-card')]")}
    assert set(cards) == {person.name for person in people.CAST.values()}
    helen = " ".join(cards["Helen Lowe"].text_content().split())
    assert "Action owner Interim SEND Strategic Director, Devon County Council" in helen
    assert "reports progress and gives evidence on those actions and no others" in helen


@pytest.mark.usefixtures("demonstration")
def test_one_click_is_that_person_and_goes_where_one_wanted() -> None:
    factories.make_cast()
    browser = here()
    answer = browser.post("/demo/sign-in/", {"person": "helen@demo.example", "next": "/staff/devon/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/devon/")
    assert b"Helen Lowe" in browser.get("/accounts/2fa/").content


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    ("address", "host", "person", "reason"),
    [
        ("10.0.0.7", "127.0.0.1", "helen@demo.example", "works only on the machine that runs the demonstration"),
        ("127.0.0.1", "testserver", "helen@demo.example", "works only at the addresses 127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "somebody@devon.example", "Only the demonstration&#39;s invented people"),
        ("127.0.0.1", "127.0.0.1", "nobody@demo.example", "Nobody in this demonstration has the address"),
    ],
)
def test_one_click_is_refused_with_its_reason(address: str, host: str, person: str, reason: str) -> None:
    factories.make_cast()
    browser = Client(headers={"Host": host}, REMOTE_ADDR=address)
    response = browser.post("/demo/sign-in/", {"person": person})
    assert response.status_code == 403
    assert reason in response.content.decode()
    assert browser.get("/accounts/2fa/").status_code == 302


@pytest.mark.usefixtures("demonstration")
def test_where_one_click_does_not_work_nobody_is_offered_it() -> None:
    factories.make_cast()
    response = Client(headers={"Host": "127.0.0.1"}, REMOTE_ADDR="10.0.0.7").get("/sign-in/")
    assert response.headers["Location"] == "/accounts/login/"


def test_outside_the_demonstration_there_is_no_one_click() -> None:
    factories.make_cast()
    assert here().post("/demo/sign-in/", {"person": "helen@demo.example"}).status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_one_click_needs_its_token() -> None:
    factories.make_cast()
    browser = Client(enforce_csrf_checks=True, headers={"Host": "127.0.0.1"}, REMOTE_ADDR="127.0.0.1")
    assert browser.post("/demo/sign-in/", {"person": "helen@demo.example"}).status_code == 403


def test_the_square_to_scan_is_the_only_image_that_may_be_in_a_page_itself(client: Client) -> None:
    factories.make_member("ben", password=people.PASSWORD)
    client.post("/accounts/login/", {"login": "ben@demo.example", "password": people.PASSWORD})
    assert "data:" not in client.get("/accounts/2fa/").headers["Content-Security-Policy"]
    response = client.get("/accounts/2fa/totp/activate/")
    assert response.status_code == 200
    assert "img-src 'self' data:;" in response.headers["Content-Security-Policy"] + ";"
    (image,) = parsed(response.content).xpath("//main//img")
    assert image.get("src").startswith("data:image/svg+xml")
    assert image.get("alt")
