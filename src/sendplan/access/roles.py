"""Roles and permissions, read from `roles.toml`. Plain Python."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Role:
    """What a person may hold in an area. `permissions` are keys of PERMISSIONS, in the order the file gives them."""

    slug: str
    title: str
    description: str
    permissions: tuple[str, ...]


def read(text: str) -> tuple[Mapping[str, str], Mapping[str, Role]]:
    """Permissions (slug -> what it lets a person do, completing "may …") and roles (slug -> Role) from TOML.

    Raises ValueError naming the role and the fault: an unknown or repeated permission, or empty text.
    """
    data: dict[str, Any] = tomllib.loads(text)
    permissions: dict[str, str] = data["permissions"]
    roles: dict[str, Role] = {}
    for slug, entry in data["roles"].items():
        role = Role(slug, entry["title"].strip(), entry["description"].strip(), tuple(entry["permissions"]))
        if not role.title or not role.description:
            raise ValueError(f"The role {slug} has no title or no description: give it both.")
        unknown = [permission for permission in role.permissions if permission not in permissions]
        if unknown:
            raise ValueError(f"The role {slug} has the permission {unknown[0]!r}, which is not listed: list it first.")
        if len(set(role.permissions)) != len(role.permissions):
            raise ValueError(f"The role {slug} has a permission twice: remove one.")
        roles[slug] = role
    return MappingProxyType(dict(permissions)), MappingProxyType(roles)


PERMISSIONS, ROLES = read(resources.files("sendplan.access").joinpath("roles.toml").read_text(encoding="utf-8"))
