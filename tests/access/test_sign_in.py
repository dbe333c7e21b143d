"""Signing in as a browser does it: password, second factor, limits, and every step of it in the audit trail."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sendplan.access import queries
from sendplan.access.models import AuditEntry, User
from sendplan.access.sign_in import BEGAN, RENEWED
from tests import factories, people
from tests.access.browsing import PLAIN, acts, give_password
from tests.access.second_factor import code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.access.addresses", TEMPLATES=PLAIN):
        yield


@pytest.fixture
def ben() -> User:
    return factories.make_member("ben", password=people.PASSWORD)


# --- Password and code ---


def test_a_session_that_gave_only_a_password_stays_outside_once_a_second_factor_is_set_up_elsewhere(ben: User) -> None:
    thief, rightful = Client(), Client()
    give_password(thief)
    give_password(rightful)
    factories.set_up_second_factor(ben)
    answer = thief.get("/staff/devon/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/staff/devon/")
    assert thief.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"  # signed out


def test_password_and_code_sign_in(client: Client, ben: User) -> None:
    factories.set_up_second_factor(ben)
    answer = give_password(client)
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert "signed-in" not in acts()
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    answer = client.post("/accounts/2fa/authenticate/", {"code": code(factories.SECOND_FACTOR_SECRET)})
    assert answer.status_code == 302
    assert client.get("/staff/devon/").content == b"/staff/devon/ for Ben Carter"
    client.post("/accounts/logout/")
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    assert acts() == ["signed-in", "signed-out"]
    entry = AuditEntry.objects.get(act="signed-in")
    assert (entry.sentence, entry.person_id, entry.about_kind) == ("Ben Carter signed in.", ben.pk, "person")
    assert re.fullmatch(r"[0-9a-f]{16}", entry.request_id)


def test_a_code_is_good_once(client: Client, ben: User) -> None:
    factories.set_up_second_factor(ben)
    given = code(factories.SECOND_FACTOR_SECRET)
    give_password(client)
    client.post("/accounts/2fa/authenticate/", {"code": given})
    client.post("/accounts/logout/")
    give_password(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": given}).status_code == 200
    assert acts() == ["signed-in", "signed-out", "second-factor-failed"]


@pytest.mark.parametrize("wrong", ["000000", "", "12345", "abcdef"])
def test_a_wrong_code_does_not_sign_in_and_is_written_down(client: Client, ben: User, wrong: str) -> None:
    factories.set_up_second_factor(ben)
    give_password(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": wrong}).status_code == 200
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    assert "signed-in" not in acts()
    if wrong:
        entry = AuditEntry.objects.latest("seq")
        assert entry.sentence == "Somebody gave a wrong second code while signing in as Ben Carter."
        assert (entry.person_id, entry.about_id) == (None, str(ben.pk))


def test_removing_the_second_factor_closes_the_pages_again(client: Client, ben: User) -> None:
    factories.sign_in(client, ben)
    assert client.get("/staff/devon/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ben).exists()
    assert client.get("/staff/devon/").headers["Location"] == "/accounts/2fa/totp/activate/"
    assert "second-factor-removed" in acts()
    assert AuditEntry.objects.latest("seq").sentence == "Ben Carter removed an authenticator app as a second factor."


def test_five_minutes_after_signing_in_the_second_factor_is_touched_only_with_a_password_again(
    client: Client, ben: User
) -> None:
    factories.sign_in(client, ben)
    session = client.session
    session[BEGAN] -= 301
    session.save()
    for path in ("/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/generate/"):
        assert "/reauthenticate/" in client.post(path).headers["Location"]
    assert Authenticator.objects.filter(user=ben, type=Authenticator.Type.TOTP).exists()
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ben).exists()


# --- Who does not come in ---


def test_a_wrong_password_and_an_unknown_address_look_alike_and_neither_is_kept(client: Client, ben: User) -> None:
    wrong = give_password(client, password="not-this-password-here")
    unknown = give_password(client, email="nobody-at-all@example.org")
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert acts() == ["sign-in-failed", "sign-in-failed-unknown"]
    said = list(AuditEntry.objects.order_by("-seq").values_list("sentence", flat=True)[:2])
    assert said == [
        "Somebody tried to sign in with an address that nobody here has.",
        "Somebody tried to sign in as Ben Carter and failed.",
    ]
    everything = str(list(AuditEntry.objects.values()))
    assert "nobody-at-all" not in everything
    assert "not-this-password" not in everything


def test_a_person_who_left_cannot_sign_in_and_is_out_at_once(client: Client, ben: User) -> None:
    factories.sign_in(client, ben)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    give_password(client)
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"


def test_nobody_can_sign_up(client: Client) -> None:
    password = people.PASSWORD
    for path in ("/accounts/signup/", "/accounts/organisation/sign-up/"):
        client.get(path)
        client.post(path, {"email": "new@example.org", "password1": password, "password2": password})
    assert not User.objects.exists()


def test_after_five_wrong_passwords_the_right_one_waits_too(client: Client, ben: User) -> None:
    for _ in range(5):
        assert give_password(client, password="not-this-password-here").status_code == 200
    assert give_password(client).status_code == 200
    assert give_password(Client(REMOTE_ADDR="10.1.1.1")).status_code == 200  # whatever address it comes from
    assert acts() == ["sign-in-failed"] * 5
    factories.make_member("grace", password=people.PASSWORD)
    assert give_password(Client(REMOTE_ADDR="10.1.1.1"), email="grace@demo.example").status_code == 302


def test_after_five_wrong_codes_the_right_one_waits_too(client: Client, ben: User) -> None:
    factories.set_up_second_factor(ben)
    give_password(client)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    right = {"code": code(factories.SECOND_FACTOR_SECRET)}
    assert client.post("/accounts/2fa/authenticate/", right).status_code == 200
    assert "signed-in" not in acts()


# --- Passwords ---


def test_asking_for_a_new_password_never_tells_whether_an_address_is_known(client: Client, ben: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": "ben@demo.example"}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert [message.to for message in mail.outbox] == [["ben@demo.example"], ["nobody@example.org"]]
    assert "/accounts/password/reset/key/" in str(mail.outbox[0].body)
    assert "/accounts/password/reset/key/" not in str(mail.outbox[1].body)


def test_a_person_added_without_a_password_chooses_one_by_e_mail_and_it_signs_nobody_in(client: Client) -> None:
    factories.make_member("grace")
    client.post("/accounts/password/reset/", {"email": "Grace@Demo.Example"})
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found
    page = client.get(found[1], follow=True)
    new = {"password1": "walnut-tram-northerly", "password2": "walnut-tram-northerly"}
    answer = client.post(page.redirect_chain[-1][0], new)
    assert answer.status_code == 302
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    assert acts() == ["password-reset"]
    assert client.get(found[1], follow=True).context["token_fail"]  # once
    assert give_password(client, "grace@demo.example", new["password1"]).status_code == 302


def test_changing_a_password_ends_other_sessions_and_is_written_down(client: Client, ben: User) -> None:
    elsewhere = Client()
    factories.sign_in(client, ben)
    factories.sign_in(elsewhere, ben)
    new = {"oldpassword": people.PASSWORD, "password1": "walnut-tram-northerly", "password2": "walnut-tram-northerly"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert client.get("/staff/devon/").content == b"/staff/devon/ for Ben Carter"
    assert elsewhere.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    assert "password-changed" in acts()
    assert mail.outbox[-1].to == ["ben@demo.example"]


@pytest.mark.parametrize(
    "weak", ["short-one", "q1w2e3r4t5y6", "123456789012", "password1234", "ben@demo.example", "Ben Carter ok"]
)
def test_a_weak_password_is_not_taken(client: Client, ben: User, weak: str) -> None:
    factories.sign_in(client, ben)
    given = {"oldpassword": people.PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/accounts/password/change/", given).status_code == 200
    assert "password-changed" not in acts()


# --- Sessions ---


def test_the_session_cookie_is_for_this_site_alone_and_ends_with_the_browser(client: Client, ben: User) -> None:
    give_password(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert client.session.get_expiry_age() == 8 * 60 * 60


@pytest.mark.parametrize(("older_by", "status"), [(0, 200), (12 * 3600 - 60, 200), (12 * 3600, 302), (-60, 302)])
def test_a_session_ends_after_twelve_hours_whatever_is_done_in_it(
    client: Client, ben: User, older_by: int, status: int
) -> None:
    factories.sign_in(client, ben)
    session = client.session
    session[BEGAN] -= older_by
    session.save()
    assert client.get("/staff/devon/").status_code == status


@pytest.mark.parametrize(
    ("used_ago", "renewed"), [(0, False), (299, False), (300, True), (-60, True), (7 * 3600, True)]
)
def test_a_session_in_use_is_kept_alive_every_five_minutes(
    client: Client, ben: User, used_ago: int, renewed: bool
) -> None:
    factories.sign_in(client, ben)
    session = client.session
    session[RENEWED] = int(time.time()) - used_ago
    session.save()
    kept = Session.objects.filter(pk=session.session_key)
    kept.update(expire_date=timezone.now() + dt.timedelta(hours=1))
    assert client.get("/staff/devon/").status_code == 200
    left = kept.get().expire_date - timezone.now()
    assert (left > dt.timedelta(hours=7, minutes=54)) is renewed
    # Once is enough: the next request writes nothing.
    with CaptureQueriesContext(connection) as asked:
        client.get("/staff/devon/")
    assert [each["sql"] for each in asked if each["sql"].startswith("UPDATE")] == []


def test_a_session_left_alone_for_eight_hours_is_over(client: Client, ben: User) -> None:
    factories.sign_in(client, ben)
    Session.objects.filter(pk=client.session.session_key).update(expire_date=timezone.now())
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"


def test_nobody_is_given_a_session_for_looking(client: Client) -> None:
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    assert not client.cookies
    assert not Session.objects.exists()


# --- The secret of the second factor ---


def test_the_secret_of_a_second_factor_is_not_in_the_database_as_it_is(ben: User) -> None:
    made: Any = factories.set_up_second_factor(ben)
    made.refresh_from_db()
    assert factories.SECOND_FACTOR_SECRET not in str(made.data)
    assert made.wrap().validate_code(code(factories.SECOND_FACTOR_SECRET))


def test_a_new_secret_key_keeps_second_factors_where_the_old_key_is_kept(ben: User) -> None:
    made: Any = factories.set_up_second_factor(ben)
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another" * 9, SECRET_KEY_FALLBACKS=[old]):
        assert made.wrap().validate_code(code(factories.SECOND_FACTOR_SECRET))
    with (
        override_settings(SECRET_KEY="another" * 9),
        pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FALLBACKS"),
    ):
        made.wrap().validate_code("000000")


# --- The demonstration's one click ---


def click(client: Client, key: str = "ben", **extra: Any) -> Any:
    return client.post("/demo/sign-in/", {"person": people.CAST[key].email}, HTTP_HOST="localhost:8000", **extra)


@override_settings(DEMO=True)
def test_one_click_signs_in_and_needs_no_second_factor(client: Client, ben: User) -> None:
    session = client.session
    session["demo_day"] = "2023-10-01"
    session.save()
    assert click(client).status_code == 302
    assert client.get("/staff/devon/").content == b"/staff/devon/ for Ben Carter"
    factories.make_member("grace")
    click(client, "grace")
    assert client.get("/staff/devon/").content == b"/staff/devon/ for Grace Obi"
    assert client.session["demo_day"] == "2023-10-01"
    assert acts() == ["signed-in-demonstration", "signed-out", "signed-in-demonstration"]


@override_settings(DEMO=True)
@pytest.mark.parametrize(
    "extra", [{"REMOTE_ADDR": "10.0.0.1"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_VIA": "x"}]
)
def test_one_click_is_refused_from_afar(client: Client, ben: User, extra: dict[str, str]) -> None:
    answer = click(client, **extra)
    assert answer.status_code == 403
    assert client.get("/staff/devon/").content == b"/staff/devon/ for AnonymousUser"
    assert acts() == []


@override_settings(DEMO=True)
def test_one_click_never_signs_in_somebody_real(client: Client) -> None:
    factories.make_person("Real Person", email="real@example.org")
    answer = client.post("/demo/sign-in/", {"person": "real@example.org"}, HTTP_HOST="localhost")
    assert answer.status_code == 403
    assert acts() == []


def test_a_session_of_the_demonstration_is_worth_nothing_outside_it(client: Client, ben: User) -> None:
    with override_settings(DEMO=True):
        click(client)
    assert client.get("/staff/devon/").headers["Location"] == "/accounts/2fa/totp/activate/"
    assert click(Client()).status_code == 404


def test_everything_signing_in_wrote_is_a_sound_trail_without_a_secret(client: Client, ben: User) -> None:
    test_changing_a_password_ends_other_sessions_and_is_written_down(client, ben)
    assert queries.verify_audit().sound
    everything = str(list(AuditEntry.objects.values()))
    for secret in (people.PASSWORD, "walnut-tram-northerly", factories.SECOND_FACTOR_SECRET):
        assert secret not in everything
