"""The headers of every answer."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.test import Client

from sendplan.web.jinja import asset
from tests import factories, people

PUBLIC = ["/", "/areas/devon/", "/accessibility/", "/privacy/", "/help/"]
NOT_KEPT = ["/sign-in/", "/accounts/login/", "/staff/devon/", "/nothing/", "/health/"]


def policy(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";") if part.strip())


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC + NOT_KEPT)
def test_every_answer_is_closed_to_other_sites(client: Client, address: str) -> None:
    factories.make_area()
    response = client.get(address)
    assert policy(response.headers["Content-Security-Policy"]) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert len(response.headers["X-Request-ID"]) == 16


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_may_be_kept_by_anybody_and_sets_no_cookie(client: Client, address: str) -> None:
    factories.make_area()
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_the_same_for_somebody_signed_in_and_hands_on_no_cookie(client: Client, address: str) -> None:
    ben = factories.make_member("ben")
    before = client.get(address).content
    factories.sign_in(client, ben)
    response = client.get(address)
    assert response.content == before
    assert not response.cookies
    assert people.CAST["ben"].name not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", NOT_KEPT)
def test_what_is_not_for_everybody_is_kept_by_nobody(client: Client, address: str) -> None:
    factories.make_area()
    cached = client.get(address).headers["Cache-Control"]
    assert "public" not in cached
    assert "no-store" in cached


def test_requests_are_told_apart(client: Client) -> None:
    assert client.get("/help/").headers["X-Request-ID"] != client.get("/help/").headers["X-Request-ID"]


@pytest.mark.django_db  # closing an answer closes old connections
def test_a_file_of_the_build_may_be_kept_for_ever_and_is_what_it_says(client: Client) -> None:
    for name, kind in (
        ("sendplan.css", "text/css"),
        ("sendplan.mjs", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
    ):
        with closing(client.get(asset(name))) as response:
            assert response.status_code == 200
            assert response.headers["Content-Type"].startswith(kind)
            assert "immutable" in response.headers["Cache-Control"]
    with closing(client.get("/favicon.ico")) as response:
        assert response.status_code == 200
    with closing(client.get("/robots.txt")) as response:
        assert b"Disallow: /staff/" in b"".join(response)
