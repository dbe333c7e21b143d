"""May this be done? The reason why not, in a sentence, or None. Plain Python: no database, no clock."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from sendplan.access.roles import PERMISSIONS, ROLES
from sendplan.access.viewer import Viewer

# Made-up people only: `.example` can never be a real address (RFC 2606, section 3).
DEMO_ADDRESS = "@demo.example"

# What a proxy adds. Any of them means that the person may be on another machine, whatever the peer's address is.
FORWARDING_HEADERS = frozenset(
    {
        "FORWARDED",
        "VIA",
        "X-FORWARDED-FOR",
        "X-FORWARDED-HOST",
        "X-FORWARDED-PORT",
        "X-FORWARDED-PROTO",
        "X-FORWARDED-SERVER",
        "X-REAL-IP",
        "CF-CONNECTING-IP",
        "TRUE-CLIENT-IP",
    }
)


class Refused(Exception):  # noqa: N818  an answer, not an error: the person is shown the reason
    """Something that may not be done; `reason` is the sentence a person is shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAllowed(Refused):
    """The person lacks the permission; ``reason`` says which and who has it."""


class NotFound(Refused):
    """There is no such thing in the viewer's area."""


class NotRecorded(Exception):  # noqa: N818  it names what happened, as its siblings do
    """That somebody read a child's rows could not be written down, so nothing of them may be shown."""


def may(viewer: Viewer, permission: str) -> str | None:
    """Why `viewer` may not use `permission`, or None when they may.

    Raises ValueError for a permission that `roles.toml` does not list: that is a fault in the program.
    """
    if permission not in PERMISSIONS:
        raise ValueError(f"{permission!r} is not a permission: list it in roles.toml or correct its spelling.")
    if permission in viewer.permissions:
        return None
    able = [role.title for role in ROLES.values() if permission in role.permissions]
    return (
        f"You are signed in to {viewer.area_name} as {_a(viewer.role_title)}, and that role may not "
        f"{PERMISSIONS[permission]}. Ask {_or([_a(title) for title in able])}."
    )


def holds_on(since: date, until: date | None, today: date) -> bool:
    """Whether a role held from `since` gives anything on `today`: its last day, `until`, gives nothing."""
    return since <= today and (until is None or today < until)


def may_give_role(
    role: str, since: date, until: date | None, held: Iterable[tuple[date, date | None]], name: str
) -> str | None:
    """Why `name` may not be given `role` in an area from `since` until `until`.

    `held` is the span of every role that person has, had or will have in the same area.
    """
    if role not in ROLES:
        return f"There is no role {role!r}. The roles are {', '.join(ROLES)}."
    if until is not None and until < since:
        return (
            f"A role from {day_in_words(since)} cannot end before it starts, on {day_in_words(until)}: "
            "give a later last day, or none."
        )
    for other_since, other_until in held:
        if _overlap(since, until, other_since, other_until):
            return (
                f"{name} holds a role in this area from {day_in_words(other_since)}"
                f"{'' if other_until is None else ' until ' + day_in_words(other_until)}, and may hold one at a time: "
                "end that role first, or choose other days."
            )
    return None


def may_end_role(since: date, until: date | None, last_day: date, name: str) -> str | None:
    """Why the role that `name` holds from `since` may not end on `last_day`; it may be ended sooner, never later."""
    if last_day < since:
        return f"{name}'s role starts on {day_in_words(since)} and cannot end before that, on {day_in_words(last_day)}."
    if until is not None and last_day > until:
        return f"{name}'s role ends on {day_in_words(until)} already: give a new role to carry on after that."
    return None


def demo_sign_in_allowed(
    remote_addr: str, host: str, demo_mode: bool, header_names: Collection[str] = ()
) -> str | None:
    """Why nobody may sign in with one click on this request, or None when they may.

    Only in the demonstration, only from this machine to itself: the peer's address is loopback, the Host is a
    loopback name, and no proxy says it passed the request on. `host` is the Host header, with or without a port;
    `header_names` are all names of the request's headers, in any case.
    """
    if not demo_mode:
        return "Signing in with one click is for the demonstration only."
    if {name.upper().replace("_", "-") for name in header_names} & FORWARDING_HEADERS:
        return "Signing in with one click works only without a proxy between the browser and this machine."
    if not _is_loopback(remote_addr):
        return "Signing in with one click works only on the machine that runs the demonstration."
    if not _is_loopback_name(host):
        return "Signing in with one click works only at the addresses 127.0.0.1, localhost and [::1]."
    return None


def may_demo_sign_in_as(email: str) -> str | None:
    """Why nobody may become the person of this address with one click: only the demonstration's invented people."""
    if not email.lower().endswith(DEMO_ADDRESS):
        return "Only the demonstration's invented people can be signed in with one click."
    return None


def next_step_of_sign_in(
    *,
    age_in_seconds: int,
    lasts_seconds: int,
    demonstration: bool,
    has_second_factor: bool,
    gave_second_factor: bool,
) -> Literal["none", "sign in again", "set up a second factor"]:
    """What a signed-in person must do before any page that is not open to all.

    A session that began without the second factor stays without it: whoever holds one from before it was set up has
    shown a password only.
    """
    if not 0 <= age_in_seconds < lasts_seconds:
        return "sign in again"
    if demonstration:
        return "none"
    if not has_second_factor:
        return "set up a second factor"
    return "none" if gave_second_factor else "sign in again"


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def _is_loopback_name(host: str) -> bool:
    """Exactly 127.0.0.1, localhost or [::1], with or without a port; a name made to look like one is not."""
    name, separator, port = host.rpartition(":")
    if not separator or name.endswith(":"):
        name, port = host, "80"
    return port.isascii() and port.isdigit() and name.lower() in ("127.0.0.1", "localhost", "[::1]")


def _overlap(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two half-open spans share a day. A span of no days (its end is its start) shares none."""
    if until == since or other_until == other_since:
        return False
    return (other_until is None or since < other_until) and (until is None or other_since < until)


def day_in_words(day: date) -> str:
    """A day as it is said: 30 November 2023."""
    return f"{day.day} {day:%B %Y}"


def _a(title: str) -> str:
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
