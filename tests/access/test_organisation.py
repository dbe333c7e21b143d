"""Signing in through one's organisation: a small OpenID Connect provider on this machine, and who it lets in.

And what the settings of signing in take from the environment.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client, override_settings

import sendplan
from sendplan.access.models import User
from tests import factories
from tests.access.browsing import PLAIN, acts
from tests.access.second_factor import code


class Provider(ThreadingHTTPServer):
    """Says of whoever comes what `claims` says. PKCE (RFC 7636) is checked: who brings a code must have asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.claims: dict[str, Any] = {}
        self.challenge = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_: object) -> None:
        """Nothing: tests are quiet."""

    def answer(self, data: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        url = self.server.url
        if self.path == "/.well-known/openid-configuration":
            self.answer(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.path == "/userinfo":
            self.answer(self.server.claims)

    def do_POST(self) -> None:
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        verifier = given.get("code_verifier", [""])[0]
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        if digest != self.server.challenge or given["client_secret"] != ["between-us-two"]:
            self.answer({"error": "invalid_grant"}, 400)
            return
        claims = {"iss": self.server.url, "aud": "sendplan", "exp": 4_000_000_000, "iat": 0, **self.server.claims}
        token = jwt.encode(claims, "only-for-this-provider-in-the-tests", algorithm="HS256")
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    app = {
        "provider_id": "organisation",
        "name": "The council",
        "client_id": "sendplan",
        "secret": "between-us-two",
        "settings": {"server_url": made.url},
    }
    with override_settings(
        ROOT_URLCONF="tests.access.addresses",
        TEMPLATES=PLAIN,
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}},
    ):
        yield made
    made.shutdown()
    made.server_close()


def come(client: Client, provider: Provider, *, process: str = "login", **claims: Any) -> Any:
    """Go to the provider and come back as whoever it says."""
    provider.claims = {"sub": "s-1", **claims}
    answer = client.post(f"/accounts/oidc/organisation/login/?process={process}")
    assert answer.status_code == 302
    sent = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert answer.headers["Location"].startswith(f"{provider.url}/authorize?")
    assert sent["code_challenge_method"] == ["S256"]
    provider.challenge = sent["code_challenge"][0]
    return client.get(f"/accounts/oidc/organisation/login/callback/?code=c&state={sent['state'][0]}")


@pytest.mark.django_db
def test_somebody_known_comes_in_and_still_gives_a_second_factor(client: Client, provider: Provider) -> None:
    ben = factories.make_member("ben")
    factories.set_up_second_factor(ben)
    answer = come(client, provider, email="Ben@Demo.Example", email_verified=True)
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert acts() == []
    client.post("/accounts/2fa/authenticate/", {"code": code(factories.SECOND_FACTOR_SECRET)})
    assert client.get("/staff/devon/").content == b"/staff/devon/ for Ben Carter"
    assert acts() == ["signed-in"]
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db
def test_the_first_time_somebody_known_is_sent_to_set_up_a_second_factor(client: Client, provider: Provider) -> None:
    factories.make_member("ben")
    come(client, provider, email="ben@demo.example", email_verified=True)
    assert client.get("/staff/devon/").headers["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ben@demo.example"},
        {"email": "ben@demo.example", "email_verified": False},
        {"email": "ben@demo.example", "email_verified": "false"},
        {"email": "ben@demo.example", "email_verified": 0},
        {"email": "nobody@demo.example", "email_verified": True},
        {"email": "ben@demo.example.evil.example", "email_verified": True},
        {"email": "gone@example.org", "email_verified": True},
        {"email": "", "email_verified": True},
        {"email_verified": True},
        {"preferred_username": "ben@demo.example", "email_verified": True},
    ],
)
def test_nobody_else_comes_in_and_no_account_is_made(
    client: Client, provider: Provider, claims: dict[str, Any]
) -> None:
    factories.make_member("ben")
    gone = factories.make_person("Gone Away", email="gone@example.org")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    answer = come(client, provider, **claims)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/")
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    assert (User.objects.count(), SocialAccount.objects.count()) == (2, 0)
    assert acts() == ["sign-in-refused-elsewhere"]


@pytest.mark.django_db
def test_nothing_is_connected_for_good(client: Client, provider: Provider) -> None:
    ben = factories.make_member("ben")
    factories.sign_in(client, ben)
    come(client, provider, process="connect", email="ben@demo.example", email_verified=True)
    assert not SocialAccount.objects.exists()
    assert acts()[-1] == "sign-in-refused-elsewhere"


@pytest.mark.django_db
def test_an_account_that_was_connected_is_worth_nothing_once_its_name_is_somebody_else_s(
    client: Client, provider: Provider
) -> None:
    ben = factories.make_member("ben")
    SocialAccount.objects.create(user=ben, provider="organisation", uid="s-1")
    come(client, provider, email="grace@demo.example", email_verified=True)
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.access.addresses", TEMPLATES=PLAIN)
def test_without_settings_there_is_no_such_door(client: Client) -> None:
    assert client.post("/accounts/oidc/organisation/login/").status_code == 404


# --- The settings, from the environment ---

GOOD = {
    "SENDPLAN_OIDC_NAME": "The council",
    "SENDPLAN_OIDC_SERVER": "https://sign-in.example.org",
    "SENDPLAN_OIDC_CLIENT_ID": "sendplan",
    "SENDPLAN_OIDC_CLIENT_SECRET": "between-us-two",
}


def read_settings(**given: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SENDPLAN")}
    shown = "s.SOCIALACCOUNT_PROVIDERS, s.ALLAUTH_TRUSTED_PROXY_COUNT, [s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_PORT]"
    program = f"import json; from sendplan.web.settings import sign_in as s; print(json.dumps([{shown}]))"
    source = Path(sendplan.__file__).parents[1]
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=source,
        env=environment | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_door_is_opened_by_four_settings_together() -> None:
    assert json.loads(read_settings().stdout)[:2] == [{}, 0]
    providers, *_ = json.loads(read_settings(**GOOD).stdout)
    (app,) = providers["openid_connect"]["APPS"]
    assert app["settings"] == {"server_url": "https://sign-in.example.org"}
    assert (app["name"], app["client_id"], app["secret"]) == ("The council", "sendplan", "between-us-two")


@pytest.mark.parametrize("missing", GOOD)
def test_one_setting_missing_is_named(missing: str) -> None:
    done = read_settings(**{name: value for name, value in GOOD.items() if name != missing})
    assert f"also needs {missing}:" in done.stderr
    assert "between-us-two" not in done.stderr


def test_a_server_without_https_is_refused() -> None:
    assert "must start with https://" in read_settings(**{**GOOD, "SENDPLAN_OIDC_SERVER": "http://x"}).stderr


@pytest.mark.parametrize("wrong", ["one", "-1", "1.5", "²"])
def test_a_number_of_proxies_that_is_none_is_refused(wrong: str) -> None:
    assert f"SENDPLAN_TRUSTED_PROXIES is {wrong!r}" in read_settings(SENDPLAN_TRUSTED_PROXIES=wrong).stderr
    assert json.loads(read_settings(SENDPLAN_TRUSTED_PROXIES="2").stdout)[1] == 2


def test_e_mail_goes_where_the_settings_say_and_nowhere_from_the_demonstration() -> None:
    backend, host, port = json.loads(read_settings(SENDPLAN_EMAIL_HOST="mail.example.org").stdout)[2]
    assert (backend, host, port) == ("django.core.mail.backends.smtp.EmailBackend", "mail.example.org", 587)
    done = read_settings(SENDPLAN_EMAIL_HOST="mail.example.org", SENDPLAN_EMAIL_PORT="25")
    assert json.loads(done.stdout)[2][2] == 25
    done = read_settings(SENDPLAN_DEMO="1", SENDPLAN_EMAIL_HOST="mail.example.org")
    assert json.loads(done.stdout)[2][0] == "django.core.mail.backends.console.EmailBackend"
    assert "SENDPLAN_EMAIL_PORT is 'x'" in read_settings(SENDPLAN_EMAIL_PORT="x").stderr
