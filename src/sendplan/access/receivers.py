"""Signing in and out, and changes of password and second factor, as audit entries.

Django and allauth announce these by signals and by nothing else. An entry that cannot be written stops the request.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from sendplan.access import actions
from sendplan.access.sign_in import BEGAN, FACTOR_SET_UP

_FACTORS = {
    Authenticator.Type.TOTP: "an authenticator app as a second factor",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def connect() -> None:
    """Listen. Called once, when Django is ready."""
    for signal, receiver in (
        (auth.user_logged_in, signed_in),
        (auth.user_logged_out, signed_out),
        (auth.user_login_failed, sign_in_failed),
        (account.password_set, password_set),
        (account.password_changed, password_changed),
        (account.password_reset, password_reset),
        (second_factor.authenticator_added, factor_added),
        (second_factor.authenticator_removed, factor_removed),
        (second_factor.authenticator_reset, recovery_codes_renewed),
        (second_factor.authentication_failed, second_factor_failed),
    ):
        signal.connect(receiver, dispatch_uid=f"sendplan.access.{receiver.__name__}")


def signed_in(*, request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    request.session[BEGAN] = int(time.time())
    if request.session.get(actions.DEMONSTRATION) is True:
        actions.record_own(user, "signed-in-demonstration")
    else:
        actions.record_own(user, "signed-in")


def signed_out(*, user: AbstractBaseUser | None, **_: Any) -> None:
    if user is not None:
        actions.record_own(user, "signed-out")


def sign_in_failed(*, credentials: dict[str, Any], **_: Any) -> None:
    actions.record_failed_sign_in(str(credentials.get("email") or credentials.get("username") or ""))


def password_set(*, user: AbstractBaseUser, **_: Any) -> None:
    actions.record_own(user, "password-set")


def password_changed(*, user: AbstractBaseUser, **_: Any) -> None:
    actions.record_own(user, "password-changed")


def password_reset(*, user: AbstractBaseUser, **_: Any) -> None:
    actions.record_own(user, "password-reset")


def factor_added(*, request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[FACTOR_SET_UP] = user.pk
    actions.record_own(user, "second-factor-added", factor=_FACTORS[Authenticator.Type(authenticator.type)])


def factor_removed(*, user: AbstractBaseUser, authenticator: Authenticator, **_: Any) -> None:
    actions.record_own(user, "second-factor-removed", factor=_FACTORS[Authenticator.Type(authenticator.type)])


def recovery_codes_renewed(*, user: AbstractBaseUser, **_: Any) -> None:
    actions.record_own(user, "recovery-codes-renewed")


def second_factor_failed(*, user: AbstractBaseUser, **_: Any) -> None:
    actions.record_failed_second_factor(user)
