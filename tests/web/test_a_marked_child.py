"""A marker stands in one child's every field. Every address there is, everybody there is: who is given the marker?

Written from the requirement alone. Only the data officer of the child's own area, and no answer that is not written
down first, child by child. Another area's loads are as if they were not. What cannot be written down is not sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests import people

if TYPE_CHECKING:
    from tests.web.marked import World

# What stands in an address that no link leads to, by the name of its part; anything else is of a plan, and of no child.
PARTS = {"area": ("devon", "northmoor"), "table": ("person", "requests", "people"), "row_no": ("1",)}
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
# Not of ours, or of a person's own account: they have no area and take no id of a child.
ELSEWHERE = ("accounts/", "static/")
DEEP = 4


@pytest.fixture(scope="module")
def marked(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    from django.db import connection

    from tests.web import marked, visitors

    patch = pytest.MonkeyPatch()
    patch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())
    with django_db_blocker.unblock():
        with visitors.undone():
            yield marked.build()
        connection.close()
    patch.undo()


class Links(HTMLParser):
    """The addresses a page leads to, forms' included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "action") and value and tag != "link"]


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern)


def filled(world: World, pattern: str) -> list[str]:
    """The pattern's addresses with every id we have in its place."""
    from tests.web.marked import known_as

    loads = [load for area in world.areas.values() for load in area.loads]
    loads += sorted(known_as(loads[0]) - {loads[0]})
    texts = [pattern] if not pattern.startswith("^") else []
    while texts and PART.search(texts[0]):
        named = PART.search(texts[0])
        assert named
        kind, part = named[1], named[2]
        values = PARTS.get(part, ("1",) if kind == "int" else ("none",))
        if part == "load_id":
            values = tuple(loads)
        texts = [text.replace(named[0], value, 1) for text in texts for value in values]
    return [f"/{text}" for text in texts]


def led_to(world: World, key: str, start: str) -> set[str]:
    """Every address of ours that somebody gets to by following links, a few steps deep."""
    seen, edge = {start}, [start]
    for _ in range(DEEP):
        following = []
        for address in edge:
            answer = world.clients[key].get(address)
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            links = Links()
            links.feed(answer.content.decode())
            for link in links.found:
                to = urlsplit(urljoin(address, link))
                path = f"{to.path}?{to.query}" if to.query else to.path
                if not to.netloc and path.startswith("/staff/") and path not in seen:
                    seen.add(path)
                    following.append(path)
        edge = following
    return seen


@pytest.fixture(scope="module")
def addresses(marked: World) -> list[str]:
    """Every address of every pattern, and every address a data officer is led to."""
    ours = {address for each in patterns() if not each.startswith(ELSEWHERE) for address in filled(marked, each)}
    for area in marked.areas.values():
        ours |= led_to(marked, area.officer, f"/staff/{area.area}/records/")
    return sorted(ours)


def faults(world: World, key: str, address: str, holding: set[str]) -> list[str]:
    """Ask once, and say what of the answer is wrong. What holds a marker is added to ``holding``."""
    from sendplan.access.models import AuditEntry
    from sendplan.returns.models import ChildRead
    from tests.web import marked

    before = marked.last_entry()
    answer = world.clients[key].get(address)
    wrong = [] if answer.status_code < 500 else [f"answered with {answer.status_code}"]
    for area, marks in marked.heard(world, marked.said(answer)).items():
        holding.add(address)
        if world.areas[area].officer != key:
            wrong.append(f"is given {sorted(marks)} of {area}")
        entries = AuditEntry.objects.filter(
            seq__gt=before, act__in=["children-read", "children-taken"], area__slug=area, person_name=world.who(key)
        )
        (load,) = {load for load, planted in world.areas[area].loads.items() if marks & planted}
        reads = ChildRead.objects.filter(entry__in=entries, area__slug=area, load__in=marked.known_as(load))
        if not reads.exists():
            wrong.append(f"{sorted(marks)} shown, and no read of that load's child written down")
        if any(mark in entry.sentence for entry in entries for mark in marks):
            wrong.append("the record of the read holds a marker")
    return [f"{key} at {address}: {each}" for each in wrong]


def one_of_each(addresses: list[str], holding: set[str]) -> list[str]:
    """One address of each kind in each area, one that holds a marker where there is one."""
    kinds: dict[tuple[str | None, str], str] = {}
    for address in sorted(addresses, key=lambda each: each not in holding):
        found = resolve(address.partition("?")[0])
        kinds.setdefault((found.url_name, found.kwargs.get("area", "")), address)
    return sorted(kinds.values())


@pytest.fixture(scope="module")
def holding(marked: World, addresses: list[str]) -> set[str]:
    """Every address whose answer holds a marker, for the data officer who may read it; each was asked once."""
    wrong, holding = [], set[str]()
    for area in marked.areas.values():
        for address in addresses:
            wrong += faults(marked, area.officer, address, holding)
    assert wrong == []
    names = {resolve(each.partition("?")[0]).url_name for each in holding}
    assert names >= {"staff-load-rule", "staff-load-row", "staff-load-workbook"}, "nothing was shown, so nothing proved"
    return holding


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.prove)], ids=["one of each", "every"])
def test_only_the_areas_data_officer_is_given_a_child_and_each_time_it_is_written_down(
    marked: World, addresses: list[str], holding: set[str], every: bool
) -> None:
    wrong = []
    for key in marked.clients.keys() - {area.officer for area in marked.areas.values()}:
        for address in addresses if every else one_of_each(addresses, holding):
            wrong += faults(marked, key, address, set())
    assert wrong == []


def test_every_field_of_the_child_is_shown_to_whoever_mends_it(marked: World, holding: set[str]) -> None:
    """Else the test above would look for what no page could show. What was loaded or refused is shown in part."""
    from tests.web import marked as planted

    client, shown = marked.clients["priya"], set[str]()
    for address in holding:
        if "/rows/" in address or address.endswith("/workbook/"):
            shown |= planted.heard(marked, planted.said(client.get(address))).get("devon", set())
    first, *others = marked.areas["devon"].loads.values()
    assert first - shown == set()
    assert all(marks & shown for marks in others)


def test_another_areas_loads_are_as_if_they_were_not(marked: World, addresses: list[str]) -> None:
    from tests.web.marked import known_as
    from tests.web.test_who_sees_what import plain

    wrong = []
    for own, other in (("devon", "northmoor"), ("northmoor", "devon")):
        area = marked.areas[own]
        mine = {name for load in area.loads for name in known_as(load)}
        theirs = {name for load in marked.areas[other].loads for name in known_as(load)} - mine
        client = marked.clients[area.officer]
        for address in addresses:
            load = next((name for name in theirs if f"/{name}/" in address), None)
            if load is None or not address.startswith(f"/staff/{own}/"):
                continue
            answers = [plain(client.get(address.replace(load, name))) for name in (load, "lod_000000000000")]
            if answers[0][0] != 404 or answers[0] != answers[1]:
                wrong.append(f"{address}: {answers[0][0]}, and of no load at all {answers[1][0]}")
    assert wrong == []


WRITING = {
    "the entry": "EXECUTE ON FUNCTION public.access_append_audit(bigint, text, bigint, text, text, text, text, text)",
    "the child": "INSERT ON TABLE public.returns_childread",
}


@contextmanager
def _refused(right: str) -> Iterator[None]:
    """The database itself refuses to write it down, for want of the right."""
    import psycopg
    from django.db import connections

    at, role = connections["owner"].settings_dict, connections["default"].settings_dict["USER"]
    with psycopg.connect(
        dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"], host=at["HOST"], port=at["PORT"], autocommit=True
    ) as owner:
        owner.execute(f'REVOKE {right} FROM "{role}"')
        try:
            yield
        finally:
            owner.execute(f'GRANT {right} TO "{role}"')


@pytest.mark.parametrize("what", WRITING)
def test_what_cannot_be_written_down_is_not_sent(marked: World, holding: set[str], what: str) -> None:
    from sendplan.returns.models import ChildRead
    from tests.web import marked as planted

    before, reads = planted.last_entry(), ChildRead.objects.count()
    asked = [each for each in one_of_each(sorted(holding), holding) if each.startswith("/staff/devon/")]
    assert len(asked) >= 3
    with _refused(WRITING[what]):
        answers = {address: marked.clients["priya"].get(address) for address in asked}
    for address, answer in answers.items():
        text = planted.said(answer)
        assert (address, answer.status_code, planted.heard(marked, text)) == (address, 503, {})
        assert "cannot be shown at the moment" in text
    assert (planted.last_entry(), ChildRead.objects.count()) == (before, reads)
