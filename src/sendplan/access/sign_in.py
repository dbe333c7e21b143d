"""Signing in, where django-allauth asks us: who may, how a second factor is kept, what goes into the audit trail.

A person signs in with their e-mail address and a password, or through their organisation (OpenID Connect), and then
with a six-digit code from an app. Nobody can make an account for themselves by any road.
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.encoding import force_bytes

from sendplan.access import actions, queries, rules

# In the session: when it began (whole seconds), and whose second factor was set up in it.
BEGAN = "sign_in_began"
FACTOR_SET_UP = "second_factor_set_up"
# And when it was last kept alive (whole seconds).
RENEWED = "sign_in_renewed"

RENEW_EVERY_SECONDS = 5 * 60
"""A session in use is written anew this often and not at every request: so it may end this much early, never late."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: made at the command line only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  the signature is allauth's
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not where somebody signed in just now: to set up a second factor at first, or to see recovery codes."""
        began = context.request.session.get(BEGAN, 0)
        if 0 <= int(time.time()) - began < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """People who come through their organisation's own sign-in (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002  as above
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in only somebody known here by an address the organisation vouches for, at every sign-in anew.

        An account that was once connected is not enough: an organisation may give its name to somebody else.
        """
        # Some say "false" in quotation marks, which is not nothing.
        vouched = {each.email.lower() for each in sociallogin.email_addresses if str(each.verified).lower() == "true"}
        known = queries.person_vouched_for(vouched)
        connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if connecting or known is None or sociallogin.user is None or sociallogin.user.pk != known:
            actions.record_turned_away()
            messages.error(request, "Your organisation's sign-in worked, but nobody with your address is known here.")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted, so that a copy of the database alone cannot make codes.

    The key comes from SECRET_KEY. After changing that, keep the old one in SECRET_KEY_FALLBACKS, or everybody has to
    set up their second factor again.
    """

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ImproperlyConfigured(
                "A second factor cannot be read with this SECRET_KEY: put the key it was made with in "
                "SECRET_KEY_FALLBACKS."
            ) from None


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"sendplan second factor\0" + force_bytes(secret)).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class KeptAlive:
    """Middleware, right inside Django's sessions: renews a session in use, at most every RENEW_EVERY_SECONDS, so that
    SESSION_COOKIE_AGE counts from when it was last used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session = request.session
        # One that no view looked at stays unread, or every page would vary by its cookie.
        if session.accessed and not session.is_empty():
            now = int(time.time())
            since = now - session.get(RENEWED, session.get(BEGAN, 0))
            if not 0 <= since < RENEW_EVERY_SECONDS:
                session[RENEWED] = now
        return response


class SecondFactorFirst:
    """Middleware, after allauth's own: a signed-in person sees open pages only until a second factor is set up and
    was given in this very session, and signs in again once the session is as old as SIGN_IN_LASTS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        del view, args, kwargs
        path = request.path_info
        if path in settings.OPEN_PATHS or path.startswith(tuple(p for p in settings.OPEN_PATHS if p != "/")):
            return None
        user = request.user
        if not isinstance(user, AbstractBaseUser):
            return None
        step = rules.next_step_of_sign_in(
            age_in_seconds=int(time.time()) - request.session.get(BEGAN, 0),
            lasts_seconds=settings.SIGN_IN_LASTS,
            demonstration=settings.DEMO and request.session.get(actions.DEMONSTRATION) is True,
            has_second_factor=Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists(),
            gave_second_factor=gave_second_factor(request, user),
        )
        if step == "none":
            return None
        if step == "set up a second factor":
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        auth.logout(request)
        return redirect_to_login(request.get_full_path())


def gave_second_factor(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Whether, in this session, this person gave a code or set up the app that makes them."""
    given = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    return given or request.session.get(FACTOR_SET_UP) == user.pk
