"""May this be done? Plain Python, with no database."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.access import rules
from sendplan.access.roles import PERMISSIONS, ROLES
from sendplan.access.viewer import Viewer
from tests import people

DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2023, 1, 25))
SPANS = st.tuples(DAYS, st.none() | DAYS).filter(lambda span: span[1] is None or span[1] >= span[0])
EVERY_DAY = [date(2023, 1, 1) + timedelta(days=n) for n in range(30)]


def viewer(role: str) -> Viewer:
    found = ROLES[role]
    return Viewer(1, "Helen Lowe", 1, "devon", "Devon", role, found.title, "Council", "", frozenset(found.permissions))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_may_is_none_exactly_for_what_the_role_has(role: str, permission: str) -> None:
    reason = rules.may(viewer(role), permission)
    assert (reason is None) == (permission in ROLES[role].permissions)
    if reason is not None:
        assert reason.endswith(".")
        assert ROLES[role].title in reason
        assert PERMISSIONS[permission] in reason


def test_the_reason_says_as_whom_and_whom_to_ask() -> None:
    assert rules.may(viewer("action-owner"), "plan.adopt") == (
        "You are signed in to Devon as an action owner, and that role may not adopt what was read from a document as a "
        "version of the plan. Ask a programme manager."
    )
    assert "Ask a programme manager or a case officer." in str(rules.may(viewer("board-chair"), "plan.reply"))
    assert "Ask an information governance officer." in str(rules.may(viewer("board-chair"), "audit.read"))


def test_permissions_come_from_the_viewer_and_not_from_the_role_s_name() -> None:
    stripped = Viewer(1, "A", 1, "devon", "Devon", "programme-manager", "programme manager", "", "", frozenset())
    assert rules.may(stripped, "plan.adopt") is not None


def test_an_unknown_permission_is_a_fault_in_the_program() -> None:
    with pytest.raises(ValueError, match=r"'plan\.destroy' is not a permission"):
        rules.may(viewer("programme-manager"), "plan.destroy")


@pytest.mark.parametrize(
    ("today", "holds"),
    [
        (date(2023, 2, 28), False),
        (date(2023, 3, 1), True),
        (date(2023, 3, 30), True),
        (date(2023, 3, 31), False),
        (date(2023, 4, 1), False),
    ],
)
def test_a_role_holds_from_its_first_day_and_gives_nothing_on_its_last(today: date, holds: bool) -> None:
    assert rules.holds_on(date(2023, 3, 1), date(2023, 3, 31), today) is holds


def test_a_role_without_an_end_holds_on() -> None:
    assert rules.holds_on(date(2023, 3, 1), None, date(2099, 1, 1))


@given(new=SPANS, held=st.lists(SPANS, max_size=4))
def test_two_roles_never_hold_on_one_day(new: tuple[date, date | None], held: list[tuple[date, date | None]]) -> None:
    shared = any(rules.holds_on(*new, day) and rules.holds_on(*other, day) for other in held for day in EVERY_DAY)
    refusal = rules.may_give_role("action-owner", *new, held, "Helen Lowe")
    assert (refusal is not None) == shared


def test_reasons_a_role_is_not_given() -> None:
    since, until = date(2023, 3, 1), date(2023, 4, 1)
    assert rules.may_give_role("king", since, None, [], "Helen Lowe") == (
        f"There is no role 'king'. The roles are {', '.join(ROLES)}."
    )
    assert rules.may_give_role("action-owner", until, since, [], "Helen Lowe") == (
        "A role from 1 April 2023 cannot end before it starts, on 1 March 2023: give a later last day, or none."
    )
    assert rules.may_give_role("action-owner", since, None, [(since, until)], "Helen Lowe") == (
        "Helen Lowe holds a role in this area from 1 March 2023 until 1 April 2023, and may hold one at a time: "
        "end that role first, or choose other days."
    )
    assert rules.may_give_role("action-owner", until, None, [(since, until)], "Helen Lowe") is None


def test_a_role_is_ended_sooner_and_never_later() -> None:
    since, until = date(2023, 3, 1), date(2023, 4, 1)
    assert rules.may_end_role(since, None, since, "Helen Lowe") is None
    assert rules.may_end_role(since, until, until, "Helen Lowe") is None
    assert rules.may_end_role(since, until, date(2023, 3, 20), "Helen Lowe") is None
    assert "cannot end before that" in str(rules.may_end_role(since, None, date(2023, 2, 28), "Helen Lowe"))
    assert "ends on 1 April 2023 already" in str(rules.may_end_role(since, until, date(2023, 4, 2), "Helen Lowe"))


ALLOWED = [
    ("127.0.0.1", "127.0.0.1:8000"),
    ("127.0.0.1", "localhost:8000"),
    ("127.0.0.1", "LOCALHOST"),
    ("127.9.9.9", "127.0.0.1"),
    ("::1", "[::1]:8000"),
    ("::1", "[::1]"),
    ("::ffff:127.0.0.1", "localhost:1"),
]


@pytest.mark.parametrize(("peer", "host"), ALLOWED)
def test_one_click_from_this_machine_to_itself(peer: str, host: str) -> None:
    assert rules.demo_sign_in_allowed(peer, host, True, ["Host", "Cookie", "Content-Length"]) is None
    assert rules.demo_sign_in_allowed(peer, host, False) is not None


@pytest.mark.parametrize(
    "host",
    [
        "",
        ":8000",
        "localhost:",
        "localhost:x",
        "localhost:８０００",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "evil.example:127.0.0.1",
        "localhost, evil.example",
        "localhost\x00",
        "127.1",
        "2130706433",
        "0.0.0.0",  # noqa: S104  asked about, not bound to
        "::1",
        "[::1",
        "[::1]x",
        "[::1]:80:80",
        "plans.example.gov.uk",
    ],
)
def test_no_one_click_at_any_other_name(host: str) -> None:
    assert rules.demo_sign_in_allowed("127.0.0.1", host, True) == (
        "Signing in with one click works only at the addresses 127.0.0.1, localhost and [::1]."
    )


@pytest.mark.parametrize(
    "peer",
    ["", "10.0.0.1", "192.168.1.5", "8.8.8.8", "fe80::1", "::", "::ffff:10.0.0.1", "localhost", "127.0.0.1 "],
)
def test_no_one_click_from_any_other_machine(peer: str) -> None:
    assert rules.demo_sign_in_allowed(peer, "localhost", True) == (
        "Signing in with one click works only on the machine that runs the demonstration."
    )


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "x-forwarded-host", "HTTP_FORWARDED"[5:], "Via", "X-Real-Ip", "X_FORWARDED_FOR"]
)
def test_no_one_click_through_a_proxy(header: str) -> None:
    assert rules.demo_sign_in_allowed("127.0.0.1", "localhost", True, ["Host", header]) == (
        "Signing in with one click works only without a proxy between the browser and this machine."
    )


@pytest.mark.parametrize("email", ["ben@example.org", "ben@demo.example.org", "ben@xdemo.example", "demo.example", ""])
def test_one_click_is_for_invented_people(email: str) -> None:
    assert rules.may_demo_sign_in_as(email) is not None


@pytest.mark.parametrize("person", people.CAST.values(), ids=lambda person: person.key)
def test_one_click_is_for_everybody_in_the_cast(person: people.PersonOfCast) -> None:
    assert rules.may_demo_sign_in_as(person.email.upper()) is None


@pytest.mark.parametrize(
    ("age", "demonstration", "has", "gave", "step"),
    [
        (0, False, False, False, "set up a second factor"),
        (0, False, True, True, "none"),
        (0, False, True, False, "sign in again"),
        (0, False, False, True, "set up a second factor"),
        (0, True, False, False, "none"),
        (99, False, True, True, "none"),
        (100, False, True, True, "sign in again"),
        (100, True, False, False, "sign in again"),
        (-1, False, True, True, "sign in again"),
    ],
)
def test_what_is_left_of_signing_in(age: int, demonstration: bool, has: bool, gave: bool, step: str) -> None:
    assert step == rules.next_step_of_sign_in(
        age_in_seconds=age,
        lasts_seconds=100,
        demonstration=demonstration,
        has_second_factor=has,
        gave_second_factor=gave,
    )


def test_rules_have_never_heard_of_django() -> None:
    program = (
        "import sys; import sendplan.access.rules, sendplan.access.chain, sendplan.access.acts; "
        "sys.exit(any(name.split('.')[0] in ('django', 'allauth', 'pghistory') for name in sys.modules))"
    )
    source = Path(rules.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=source, check=False).returncode == 0
