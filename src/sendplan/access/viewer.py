"""Who is asking. Every query and action of every app takes one of these first. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A signed-in person in one area on one day, in the one role they hold there.

    `role` and `permissions` are slugs from `roles.toml`; `role_title` is the role in words; `organisation` and `post`
    are as written in the membership (`post` may be empty).
    """

    user_id: int
    name: str
    area_id: int
    area_slug: str
    area_name: str
    role: str
    role_title: str
    organisation: str
    post: str
    permissions: frozenset[str]


@dataclass(frozen=True)
class PublicViewer:
    """Anybody at all, looking at an area's public pages."""

    area_id: int
    area_slug: str
    area_name: str
