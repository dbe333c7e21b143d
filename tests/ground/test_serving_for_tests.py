"""The tests' own server: production's doors are shut the way the demonstration's are not."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest

from tests.serving import Serve


def answer(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers, no redirect followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request(method, parts.path, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status, dict(response.headers)
    finally:
        connection.close()


def test_production_sends_everybody_to_https_and_knows_no_demonstration(serve: Serve) -> None:
    server = serve(demo=False)
    status, headers = answer(server.url)
    assert (status, headers["Location"]) == (301, server.url.replace("http:", "https:"))
    secure = {"X-Forwarded-Proto": "https"}
    status, headers = answer(server.url, **secure)
    assert status == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    status, headers = answer(f"{server.url}demo/sign-in/", "POST", **secure)
    assert status in (403, 404)
    assert "Set-Cookie" not in headers
    assert answer(f"{server.url}health/", **secure)[0] == 200
    assert answer(server.url, **secure, Host="elsewhere.example")[0] == 400
    assert server.stop() == 0


@pytest.mark.parametrize("missing", ["SENDPLAN_SECRET_KEY", "SENDPLAN_HOSTS"])
def test_production_does_not_start_without_its_secrets(serve: Serve, missing: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=f"Set the environment variable {missing}"):
        serve(demo=False, **{missing: ""})


def test_the_demonstration_serves_its_area(serve: Serve) -> None:
    server = serve()
    status, headers = answer(server.url)
    assert status == 200
    assert "Strict-Transport-Security" not in headers
    assert answer(server.url, Host="elsewhere.example")[0] == 400
