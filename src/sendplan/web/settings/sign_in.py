"""Settings about signing in: django-allauth with a password and TOTP, OpenID Connect ready, sign-up closed."""

import os

from django.core.exceptions import ImproperlyConfigured

from sendplan.web.settings import environment

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "sign-in"
LOGOUT_REDIRECT_URL = "/"

# What a person signed in without a second factor may still open: what everybody may, and signing in itself. All else
# waits, so that a page nobody thought of here is closed and not open. A path that ends in a slash opens all below it,
# save "/", which is itself alone.
OPEN_PATHS = (
    "/",
    "/accessibility/",
    "/accounts/",
    "/areas/",
    "/demo/",
    "/health/",
    "/help/",
    "/privacy/",
    "/sign-in/",
    "/static/",
)

# Sessions. Signed out after 8 hours without a request: a working day with meetings in it, and never overnight. One in
# use is renewed every five minutes and not at every request (access.sign_in.KeptAlive), so it may be 7 hours 55. After
# 12 hours in any case, the longest NIST SP 800-63B (revision 3, section 4.2.3) allows with two factors. Closing the
# browser ends it too, for desks are shared.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SIGN_IN_LASTS = 12 * 60 * 60

# Neither cookie is for scripts or for other sites. `serve` adds Secure and the __Host- prefix outside the
# demonstration. Lax and not Strict: a link in an e-mail to a page should not ask for a password again.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# Passwords: long, not common, not a number, not about oneself, and no rules on signs (NCSC: three random words).
# Hashing is Django's own, PBKDF2 with its present number of rounds.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# A link to choose a new password works for an hour: long enough for slow e-mail, too short to lie about in an inbox.
PASSWORD_RESET_TIMEOUT = 60 * 60

ACCOUNT_ADAPTER = "sendplan.access.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Used by no page, for sign-up is closed; allauth checks that it fits the way of signing in.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Whoever adds a person vouches for the address, so none is unverified. Nobody changes or adds one on a page.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
# The same page, and the same work, whether or not an address is known: an unknown one is sent e-mail as well.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# No "remember me": allauth then leaves the session to end with the browser, or as above.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# A changed password ends every other session; a reset one signs nobody in, so that the second factor is still asked.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Somebody is told by e-mail when their password or second factor changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Guessing: five wrong passwords or codes for one person in five minutes, ten from one address in a minute. A council
# leaves through one address, so the limits by address are the looser. The rest is allauth's.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "confirm_email": "1/180s/key",
}
# Limits are kept in the database, so that they hold across processes and restarts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_attempts",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

MFA_ADAPTER = "sendplan.access.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "sendplan"
# One step either side: phones' clocks are rarely right to the half-minute.
MFA_TOTP_TOLERANCE = 1
# Recovery codes are shown when they are made and not again.
MFA_RECOVERY_CODES_SHOW_ONCE = True
# No browser is let off the second factor.
MFA_TRUST_ENABLED = False

SOCIALACCOUNT_ADAPTER = "sendplan.access.sign_in.OrganisationAdapter"
# An organisation may vouch for an address of somebody known here, at every sign-in anew: nothing is connected for good.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False

_OIDC = {
    name: os.environ.get(name, "")
    for name in (
        "SENDPLAN_OIDC_NAME",
        "SENDPLAN_OIDC_SERVER",
        "SENDPLAN_OIDC_CLIENT_ID",
        "SENDPLAN_OIDC_CLIENT_SECRET",
    )
}
if any(_OIDC.values()) and not all(_OIDC.values()):
    _missing = ", ".join(name for name, value in _OIDC.items() if not value)
    raise ImproperlyConfigured(
        f"Signing in through your organisation also needs {_missing}: set it, or unset the rest."
    )
if _OIDC["SENDPLAN_OIDC_SERVER"] and not _OIDC["SENDPLAN_OIDC_SERVER"].startswith("https://"):
    raise ImproperlyConfigured("SENDPLAN_OIDC_SERVER must start with https://: without it anybody could be anybody.")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": _OIDC["SENDPLAN_OIDC_NAME"],
                    "client_id": _OIDC["SENDPLAN_OIDC_CLIENT_ID"],
                    "secret": _OIDC["SENDPLAN_OIDC_CLIENT_SECRET"],
                    "settings": {"server_url": _OIDC["SENDPLAN_OIDC_SERVER"]},
                }
            ],
        }
    }
    if _OIDC["SENDPLAN_OIDC_SERVER"]
    else {}
)


def _number(name: str, otherwise: int) -> int:
    written = os.environ.get(name) or str(otherwise)
    if not (written.isascii() and written.isdigit()):
        raise ImproperlyConfigured(f"{name} is {written!r}: make it a whole number, such as {otherwise or 1}.")
    return int(written)


# How many proxies of our own stand before the server: the limits above count the address they saw. None by default,
# so that nobody can choose the address they are counted under.
ALLAUTH_TRUSTED_PROXY_COUNT = _number("SENDPLAN_TRUSTED_PROXIES", 0)

# E-mail: a first or forgotten password, and word of a change. The demonstration prints it and sends none.
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if environment.flag('SENDPLAN_DEMO') else 'smtp'}.EmailBackend"
EMAIL_HOST = os.environ.get("SENDPLAN_EMAIL_HOST") or "localhost"
EMAIL_PORT = _number("SENDPLAN_EMAIL_PORT", 587 if os.environ.get("SENDPLAN_EMAIL_HOST") else 25)
EMAIL_HOST_USER = os.environ.get("SENDPLAN_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SENDPLAN_EMAIL_PASSWORD", "")
# Never in the clear to another machine; a mail server on this one is spoken to as it is.
EMAIL_USE_TLS = EMAIL_HOST != "localhost"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SENDPLAN_EMAIL_FROM") or "sendplan@localhost"
