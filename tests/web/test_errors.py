"""Error pages: what each says, that none needs a database, and that none tells one secret from another."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django.fixtures import Settings

from sendplan.access.rules import Refused
from sendplan.web import errors
from sendplan.web import urls as real
from tests.web.reading import main_words, parsed

# Django finds these here, for this file is ROOT_URLCONF below.
handler400, handler403 = real.handler400, real.handler403
handler404, handler500 = real.handler404, real.handler500

# This file tests without the mark `django_db`: reaching the database is an error.


def refuses(_: HttpRequest) -> HttpResponse:
    raise Refused("A case officer may not adopt a plan. Ask a programme manager.")


def denies(_: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Only its owner may.")


def breaks(_: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("the secret of the kitchen")


def finds_no_database(_: HttpRequest) -> HttpResponse:
    raise OperationalError("connection to server at db.internal failed")


def is_suspicious(_: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("bad cookie")


def is_too_big(_: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig("too big")


urlpatterns = [
    path("refuses/", refuses),
    path("denies/", denies),
    path("breaks/", breaks),
    path("no-database/", finds_no_database),
    path("suspicious/", is_suspicious),
    path("too-big/", is_too_big),
    *real.urlpatterns,
]


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def words(answer: bytes) -> str:
    page = parsed(answer)
    assert len(page.xpath("//h1")) == 1
    assert [each.text_content() for each in page.xpath("//h2")][:2] == ["What to do now", "Whom to ask"]
    assert page.xpath("//main//a[@href='/']")
    return main_words(answer)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/refuses/", 403, "A case officer may not adopt a plan. Ask a programme manager."),
        ("/denies/", 403, "Only its owner may."),
        ("/breaks/", 500, "It is our fault and not yours."),
        ("/no-database/", 503, "The part of it that keeps the records does not answer."),
        ("/suspicious/", 400, "What your browser sent was incomplete"),
        ("/too-big/", 413, "larger than this site accepts"),
        ("/nothing/here/", 404, "Either nothing is at this address, or it belongs to an area"),
    ],
)
def test_what_went_wrong_is_said_with_what_to_do(client: Client, address: str, status: int, sentence: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert sentence in words(response.content)


@pytest.mark.parametrize("address", ["/breaks/", "/no-database/"])
def test_a_fault_gives_a_number_to_find_it_by_and_nothing_of_what_it_was(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.headers["X-Request-ID"] in words(response.content)
    for secret in ("kitchen", "ZeroDivision", "db.internal", "Traceback"):
        assert secret not in response.content.decode()


def test_a_place_that_is_not_there_is_never_named(client: Client) -> None:
    """Neither the address nor a number goes into the page, or two of them would differ."""
    one, other = client.get("/nothing/here/"), client.get("/something/quite/else/")
    assert one.content == other.content


def test_a_way_that_a_page_cannot_be_used_names_the_ways_that_it_can(client: Client) -> None:
    response = client.post("/help/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert "cannot be used that way" in words(response.content)


def test_a_form_without_its_token_changes_nothing_and_says_why() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.example", "password": "x"})
    assert response.status_code == 403
    assert "each form here carries a secret token" in words(response.content)


def test_too_many_tries_say_how_long_to_wait() -> None:
    response = errors.too_many_requests(RequestFactory().get("/"))
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "300"
    assert "Wait five minutes" in words(response.content)


def test_a_database_that_does_not_answer_says_when_to_come_back(client: Client) -> None:
    assert client.get("/no-database/").headers["Retry-After"] == "60"


def test_a_demonstration_says_so_on_its_error_pages(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert b"Demonstration: records and progress are made up" in client.get("/breaks/").content
