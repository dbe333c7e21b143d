"""Which day it is: the picked, the set, or the real one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from sendplan.web.today import LONDON, today


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/")


def test_the_real_day_in_london(request_: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SENDPLAN_TODAY", raising=False)
    before = dt.datetime.now(LONDON).date()
    assert before <= today(request_) <= dt.datetime.now(LONDON).date()


def test_the_day_that_is_set(request_: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDPLAN_TODAY", "2023-11-30")
    assert today(request_) == dt.date(2023, 11, 30)


def test_a_day_that_is_none_is_refused_with_its_words(request_: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDPLAN_TODAY", "30/11/2023")
    with pytest.raises(ImproperlyConfigured, match="SENDPLAN_TODAY is '30/11/2023': write a day as YYYY-MM-DD"):
        today(request_)


@pytest.fixture
def demonstration(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    monkeypatch.setenv("SENDPLAN_TODAY", "2023-11-30")


@pytest.fixture
def client() -> Client:
    """A browser on the machine that runs the demonstration: nobody else may pick its day."""
    return Client(HTTP_HOST="localhost")


def pick(client: Client, day: str, **more: str) -> HttpResponseBase:
    return client.post("/demo/day/", {"day": day, "next": "/help/"}, headers={"Origin": "http://localhost"} | more)


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_a_visitor_to_the_demonstration_picks_a_day_and_comes_back(client: Client) -> None:
    assert b'Shown as at <span class="sp-nowrap">30 November 2023' in client.get("/help/").content
    response = pick(client, "2023-07-01")
    assert (response.status_code, response.headers["Location"]) == (302, "/help/")
    page = client.get("/help/")
    assert b"1 July 2023" in page.content
    # It is this visitor's day: nobody else may be handed the page.
    assert "public" not in page.headers["Cache-Control"]
    assert b"30 November 2023" in Client().get("/help/").content


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("day", ["", "tomorrow", "2023-02-30", "1066-10-14", "9999-12-31"])
def test_what_is_no_day_changes_nothing_and_says_so(client: Client, day: str) -> None:
    pick(client, day)
    page = client.get("/help/").content.decode()
    assert "30 November 2023" in page
    assert "the day was not changed" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://localhost.evil.example"])
def test_another_site_may_not_pick_the_day(client: Client, origin: str) -> None:
    response = client.post("/demo/day/", {"day": "2023-07-01"}, headers={"Origin": origin})
    assert response.status_code == 403
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "help/", "javascript:x"]
)
def test_picking_a_day_leads_nowhere_else(client: Client, onward: str) -> None:
    response = client.post("/demo/day/", {"day": "2023-07-01", "next": onward}, headers={"Origin": "http://localhost"})
    assert response.headers["Location"] == "/"


@pytest.mark.django_db
def test_outside_the_demonstration_there_is_no_day_to_pick(client: Client) -> None:
    assert pick(client, "2023-07-01").status_code == 404
    assert b"Demonstration" not in client.get("/help/").content
