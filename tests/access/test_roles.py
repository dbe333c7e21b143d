"""What each role may do, as its description in `roles.toml` says it, and no other way."""

from __future__ import annotations

from typing import Any, cast

import pytest

from sendplan.access import roles
from sendplan.access.roles import PERMISSIONS, ROLES

ALL = (
    "plan.read",
    "plan.import",
    "plan.adopt",
    "plan.update_own",
    "plan.update_any",
    "plan.reply",
    "plan.link",
    "plan.risks",
    "plan.confirm",
    "plan.confirm_families",
    "plan.reschedule",
    "plan.override",
    "plan.close",
    "records.see_loads",
    "records.load",
    "records.read_any",
    "children.match",
    "people.read",
    "audit.read",
)

# Written from the descriptions, in the order of ALL: y may, . may not.
TABLE = {
    "programme-manager": "yyy.yyyyy.yyyy...y.",
    "data-officer": "y............yyyy..",
    "action-owner": "y..y...yy..........",
    "case-officer": "y....y..y..........",
    "senior-leader": "y.........yyy....y.",
    "board-chair": "y.......y........y.",
    "parent-co-chair": "y........y.........",
    "information-governance-officer": "y................yy",
    "system-administrator": ".................y.",
}


def test_the_table_is_of_every_role_and_every_permission() -> None:
    assert set(TABLE) == set(ROLES)
    assert set(ALL) == set(PERMISSIONS)


@pytest.mark.parametrize("role", TABLE)
@pytest.mark.parametrize("permission", ALL)
def test_role_and_permission(role: str, permission: str) -> None:
    assert (permission in ROLES[role].permissions) == (TABLE[role][ALL.index(permission)] == "y")


def test_every_permission_is_somebodys() -> None:
    assert set(PERMISSIONS) == {permission for role in ROLES.values() for permission in role.permissions}


def test_nobody_who_checks_may_change_what_they_check() -> None:
    for role in ROLES.values():
        if "audit.read" in role.permissions:
            assert not [p for p in role.permissions if not p.endswith(".read")]


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.slug)
def test_words_are_sentences(role: roles.Role) -> None:
    assert role.description.endswith(".")
    assert role.title == role.title.strip().lower()
    assert role.slug == role.title.replace(" ", "-")


@pytest.mark.parametrize("sentence", PERMISSIONS.values())
def test_a_permission_completes_may(sentence: str) -> None:
    assert sentence[0].islower()
    assert not sentence.endswith(".")


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ('title = "t"\ndescription = "d."\npermissions = ["b"]', "has the permission 'b', which is not listed"),
        ('title = "t"\ndescription = "d."\npermissions = ["a", "a"]', "has a permission twice"),
        ('title = " "\ndescription = "d."\npermissions = []', "has no title or no description"),
        ('title = "t"\ndescription = ""\npermissions = []', "has no title or no description"),
    ],
)
def test_a_faulty_file_is_refused_by_name(toml: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"The role r {fault}"):
        roles.read(f'[permissions]\na = "do a"\n[roles.r]\n{toml}\n')


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        cast("Any", ROLES)["x"] = ROLES["action-owner"]
