"""Who sees what: every address × everybody who may come -> the answer they are owed. The table is who_sees_what.toml.

Written from the requirements by someone who had not read the pages' code. A URL that the table does not list fails, and
so does a row whose URL is gone. Every answer is also searched for words planted in the plans of three areas.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

if TYPE_CHECKING:
    from tests.web.visitors import Visitor, World

TABLE = tomllib.loads(Path(__file__).with_name("who_sees_what.toml").read_text(encoding="utf-8"))
ADDRESSES: dict[str, str] = TABLE["addresses"]
SIGN_IN, SECOND_FACTOR = ("/sign-in/", "/accounts/login/"), "/accounts/2fa/totp/activate/"
CODES: dict[str, set[int]] = {
    "told": {200, 302, 400, 403, 404, 409, 422},
    "own": {200, 302, 403, 404},
    "shut": {200, 302, 403, 404, 405},
    "none": {302, 403, 404, 405},
    "either": {200, 404},
}
# Written when somebody is refused, and when a form that comes back shows a child's record again; never one of the acts
# of a plan (see `acts_done`).
RECORD_OF_REFUSALS = {"access_auditentry", "access_audithead", "people_recordread"}
# Tables that what is done may add to; all others stay as they are.
OWN = ("plan_", "people_", "returns_")


@dataclass(frozen=True)
class Row:
    """One row of a grid: an address, what is sent there, and the cell of every column."""

    grid: str
    method: str
    template: str
    sent: str | None
    cells: dict[str, str]

    @property
    def area(self) -> str:
        return "westholt" if self.grid == "before_adoption" else "devon"

    def __str__(self) -> str:
        return f"{self.method} {self.template or '/'}" + (f" ({self.sent})" if self.sent else "")


def _rows(grid: str, under: str, cells: str) -> Iterator[Row]:
    columns: list[str] = []
    for line in filter(str.strip, cells.splitlines()):
        label, _, rest = line.partition("|")
        words = label.split()
        if not words:
            columns = rest.split()
            continue
        assert len(rest.split()) == len(columns), line
        sent = words.pop() if words[0] == "POST" else None
        template = under + (words[1] if len(words) > 1 else "")
        yield Row(grid, words[0], template, sent, dict(zip(columns, rest.split(), strict=True)))


GRIDS = {name: list(_rows(name, each["under"], each["cells"])) for name, each in TABLE["grids"].items()}
# Kinds of which not every word need be shown to anybody.
PARTLY = ("title", "officer", "place", "doubt", "file", "link", "who", "upload", "why")
ROWS = [row for grid in GRIDS.values() for row in grid]
(ELSEWHERE,) = _rows("elsewhere", "", TABLE["elsewhere"]["cells"])


def visitors_of(world: World, row: Row, column: str) -> list[Visitor]:
    if row.grid == "before_adoption" and column not in ("anon", "dev"):
        return [world.visitors[f"westholt.{column}"]]
    return [world.visitors[key] for key in TABLE["groups"].get(column, [column])]


def answers_as(answer: Any, cell: str) -> bool:
    """Whether an answer is one that the cell allows."""
    status, to = answer.status_code, answer.headers.get("Location", "")
    for code in cell.split("/"):
        if code == "in":
            allowed = status == 302 and to.split("?")[0] in SIGN_IN
        elif code == "2fa":
            allowed = status == 302 and to.split("?")[0] == SECOND_FACTOR
        elif code == "done":
            allowed = status == 302 and re.match(r"/staff/\w+/", to) is not None
        else:
            allowed = status in (CODES.get(code) or {int(code)})
        if allowed:
            return True
    return False


def name_of(path: str) -> str | None:
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return None
    return found.url_name or "any-other-staff-address"


def overheard(world: World, visitor: Visitor, path: str, answer: Any, cell: str) -> list[str]:
    """The planted words, and the names of people, that an answer shows and may not.

    A form that comes back with what is wrong with it (400, 422) shows what its page shows, to those who may send it.
    """
    from tests.web import planted

    said = planted.everything_in(answer)
    page = answer.status_code == 200 or (cell == "told" and answer.status_code in (400, 409, 422))
    name = name_of(path) if page else None
    kinds = TABLE["shows"].get(name, [])
    area = (path.split("/")[2:3] or [""])[0][:1]
    wrong = [
        f"{letter}'s {kind}: {', '.join(sorted(found))}"
        for (letter, kind), found in planted.tokens(said).items()
        if kind not in kinds or (letter != area and name != "home")
    ]
    if not path.startswith("/staff/") or not page:
        for other in world.visitors.values():
            if other.email and other.email != visitor.email:
                wrong += [each for each in (other.name, other.email) if each in said]
    return wrong


def judge(world: World, visitor: Visitor, row: Row, cell: str, area: str, acts: set[str]) -> list[str]:
    """Ask once, and say what is wrong with the answer, with what it shows and with what it changed."""
    from sendplan.access.models import AuditEntry
    from tests.web import visitors

    path = world.path(row.template, "devon" if area == "nowhere" else area)
    path = path.replace(f"/staff/{row.area}/", f"/staff/{area}/")
    data = {
        name: world.path(value, "devon" if area == "nowhere" else area)
        for name, value in TABLE["posts"].get(row.sent, {}).items()
    }
    with visitors.undone():
        answer = visitor.ask(row.method, path, data)
        wrong = [] if answers_as(answer, cell) else [f"{answer.status_code} {answer.headers.get('Location', '')}"]
        if row.method == "POST":
            changes = visitors.changes(world.at_first, visitors.state())
            written = list(AuditEntry.objects.filter(seq__gt=world.last)) if "access_auditentry" in changes else []
            if cell == "done":
                wrong += not_written(row, visitor, area, changes, written)
            elif row.grid != "accounts" and (moved := changes.keys() - RECORD_OF_REFUSALS):
                wrong.append(f"changed {', '.join(sorted(moved))}")
            wrong += [f"the record says: {each.sentence}" for each in written if cell != "done" and each.act in acts]
    heard = overheard(world, visitor, path, answer, cell)
    wrong += [each for each in heard if each not in data.values()]
    return [f"{row.method} {path} {row.sent or ''} as {visitor.key}: {cell} expected; {each}" for each in wrong]


def not_written(row: Row, visitor: Visitor, area: str, changes: dict[str, int], entries: list[Any]) -> list[str]:
    """What a thing that was done should have left behind and did not."""
    assert row.sent is not None
    expected = TABLE["done"][row.sent]
    wrong = []
    own = {
        table: rows
        for table, rows in changes.items()
        if table.startswith(OWN) and not table.endswith("event") and table not in expected.get("changes", ())
    }
    anything = expected.get("changes") == "anything"
    if (not anything and own != expected["adds"]) or any(own.get(t) != n for t, n in expected["adds"].items()):
        wrong.append(f"it adds {own}")
    if others := {t for t in changes if not t.startswith((*OWN, "pghistory_"))} - RECORD_OF_REFUSALS:
        wrong.append(f"it also changed {', '.join(sorted(others))}")
    if len(entries) != expected.get("entries", 1):
        return [*wrong, f"{len(entries)} audit entries: {[each.sentence for each in entries]}"]
    return wrong + [fault for entry in entries for fault in _faults(entry, visitor, area, expected)]


def _faults(entry: Any, visitor: Visitor, area: str, expected: dict[str, Any]) -> list[str]:
    wrong = []
    about = (entry.person_name, entry.area.slug, bool(entry.role), bool(entry.act), bool(entry.request_id))
    if about != (visitor.name, area, True, True, True) or entry.person.email != visitor.email:
        wrong.append(f"the entry is {about}")
    if not re.fullmatch(rf"{visitor.name} {expected.get('says', '')}.+\.", entry.sentence):
        wrong.append(f"the entry's sentence is {entry.sentence!r}")
    if not entry.about_kind or not entry.about_id:
        wrong.append("the entry is about nothing")
    return wrong


@pytest.fixture(scope="module")
def acts_done(world: World) -> dict[str, str]:
    """What the record calls each thing a person may do to a plan, by what is sent; each was recorded once."""
    from sendplan.access.models import AuditEntry
    from tests.web import visitors

    acts = {}
    for row in ROWS:
        if row.cells.get("ben") == "done" and row.sent and row.sent not in acts:
            with visitors.undone():
                (visitor,) = visitors_of(world, row, "ben")
                visitor.ask("POST", world.path(row.template, row.area), _data(world, row))
                acts[row.sent] = AuditEntry.objects.get(seq__gt=world.last).act
    return acts


def _data(world: World, row: Row) -> dict[str, str]:
    return {name: world.path(value, row.area) for name, value in TABLE["posts"].get(row.sent, {}).items()}


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern)


def test_every_address_is_listed_and_every_listed_address_is_there() -> None:
    assert sorted(patterns()) == sorted(ADDRESSES.values())


def test_every_address_has_a_row_to_get_and_a_row_to_post(world: World) -> None:
    """And every row's address is that of a page, unless it asks for nothing at all."""
    reached: dict[str, set[str]] = {"GET": set(), "POST": set()}
    for row in ROWS:
        name = name_of(world.path(row.template, row.area))
        if name is None or name == "any-other-staff-address":
            assert set(row.cells.values()) <= {"404", "in", "2fa"}, f"{row}: no such address"
        if name is not None:
            reached[row.method].add(name)
    assert reached == {"GET": set(ADDRESSES), "POST": set(ADDRESSES)}


def test_every_text_of_a_plan_is_planted(world: World) -> None:
    """A new text field of a plan fails until a token stands in it, or here it is said why none can."""
    from django.apps import apps
    from django.db import models

    from tests.web.planted import TOKEN

    chosen = {
        *("public_id", "slug", "kind", "sha256", "state", "media_type", "letter", "ref", "due_kind", "short_id"),
        *("better", "reporting", "code", "severity", "part", "where", "strength", "rating", "claim", "derived"),
        "DueChange.as_written",  # a date, in words that are read as one
    }
    texts = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    bare = []
    for model in apps.get_app_config("plan").get_models():
        if hasattr(model, "pgh_id") or "pgh_id" in {field.name for field in model._meta.concrete_fields}:
            continue
        for field in model._meta.concrete_fields:
            name = f"{model.__name__}.{field.name}"
            if isinstance(field, texts) and not {field.name, name} & chosen:
                values = model._default_manager.values_list(field.name, flat=True)
                if not any(TOKEN.search(str(bytes(v) if isinstance(v, memoryview) else v)) for v in values):
                    bare.append(name)
    assert bare == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.grid}: {row}")
def test_everybody_is_given_what_they_are_owed(world: World, acts_done: dict[str, str], row: Row) -> None:
    wrong = []
    for column, cell in row.cells.items():
        for visitor in visitors_of(world, row, column):
            wrong += judge(world, visitor, row, cell, row.area, set(acts_done.values()))
    assert wrong == []


@pytest.mark.parametrize("row", GRIDS["staff"], ids=str)
def test_nobody_is_given_anything_of_another_area_or_of_none(world: World, acts_done: dict[str, str], row: Row) -> None:
    """Whether or not the area exists and the thing is in it. Dev Anand is in his area what Ben Carter is in his."""
    wrong = []
    for area in TABLE["elsewhere"]["areas"]:
        for column, cell in ELSEWHERE.cells.items():
            if row.method == "POST" and column not in TABLE["elsewhere"]["who_post"]:
                continue
            owed = row.cells["ben"] if (column, area) == ("dev", "northmoor") else cell
            wrong += judge(world, world.visitors[column], row, owed, area, set(acts_done.values()))
    assert wrong == []


def plain(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    """An answer without what is new in each: the form's token, the request's number, the address to come back to."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status_code, body, headers | {"Location": headers.get("Location", "").partition("?")[0]}


NOTHING_AT_ALL = ("%00", "%ff", "..%2f..", "a" * 3000, "'%20OR%20'1'='1", "%F0%9F%A6%94", "1", "-1", "act_%25")


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
def test_the_404s_of_wrong_areas_of_others_things_and_of_nothing_are_the_same(world: World, method: str) -> None:
    own = [f"/staff/devon/actions/{each}/" for each in NOTHING_AT_ALL]
    own += ["/staff/devon/<none>/", "/staff/devon/actions/<action-elsewhere>/", "/staff/devon/actions/<none>/"]
    own += ["/staff/devon/families/%00/", "/staff/devon/families/<statement-elsewhere>/"]
    if method == "GET":  # these take no POST, whatever they are asked for
        own += ["/staff/devon/sections/%00/", "/staff/devon/targets/%00/", "/staff/devon/targets/<target-elsewhere>/"]
    away = [f"/staff/{area}/" for area in ("northmoor", "westholt", "nowhere", "DEVON", "1", "-")]
    away += [f"/staff/{area}/actions/<action-elsewhere>/" for area in ("northmoor", "nowhere")]
    away += [f"/staff/{area}/{page}/" for area in ("northmoor", "nowhere") for page in ("import", "people", "audit")]
    wrong = []
    for key in ("anon", "ben", "tom", "norole", "bare"):
        visitor = world.visitors[key]
        first = plain(visitor.ask(method, "/staff/nowhere/"))
        assert first[0] in ((302,) if key in ("anon", "bare") else (404, 405)), key
        for path in [*own, *away] if key == "ben" and method in ("GET", "POST") else away:
            answer = plain(visitor.ask(method, world.path(path, "devon")))
            wrong += [f"{method} {path} as {key}: {answer[0]}"] if answer != first else []
    assert wrong == []


@pytest.mark.parametrize("row", [row for row in GRIDS["staff"] if row.method == "GET"], ids=str)
def test_no_other_method_does_or_says_anything(world: World, row: Row) -> None:
    from tests.web import visitors

    rules, wrong = TABLE["other_methods"], []
    path = world.path(row.template, "devon")
    with visitors.undone():
        for key in rules["who"]:
            cell, visitor = row.cells[key], world.visitors[key]
            for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"):
                answer = visitor.ask(method, path)
                said = f"{method} {path} as {key}: {answer.status_code}"
                if cell in ("in", "2fa") or method == "HEAD":
                    wrong += [] if answers_as(answer, cell) else [said]
                elif (method, cell) != ("OPTIONS", "200") or answer.status_code not in rules["options"]:
                    wrong += [] if answer.status_code in rules["refused"] else [said]
                if (method in ("HEAD", "OPTIONS") and answer.content) and answer.status_code < 300:
                    wrong.append(f"{said}, and says something")
                wrong += overheard(world, visitor, path, answer, "404")
        changes = visitors.changes(world.at_first, visitors.state())
    assert (wrong, changes.keys() - RECORD_OF_REFUSALS) == ([], set())


def test_whoever_may_read_everything_reads_every_word(world: World) -> None:
    """Or the search for planted words would find nothing because nothing is shown."""
    from tests.web import planted, visitors

    seen: set[str] = set()
    for key in ("ben", "ravi", "priya"):
        for row in GRIDS["staff"]:
            if row.method == "GET" and row.cells[key] == "200":
                with visitors.undone():  # reading a child's row is written down
                    page = world.visitors[key].ask("GET", world.path(row.template, "devon"))
                seen |= set().union(*planted.tokens(planted.everything_in(page)).values())
    words = world.areas["devon"].words.planted
    # Why a link was made may go with the link; everything else that was said stays to be read.
    unseen = [t for k in planted.KINDS if k not in PARTLY for t in words[k] if t not in seen]
    assert unseen == []
    assert [kind for kind in planted.KINDS if kind != "officer" and not seen & set(words[kind])] == []


@pytest.mark.parametrize(
    "row", [r for r in ROWS if "done" in r.cells.values() or r.sent in ("wrong", "new", "unknown")], ids=str
)
def test_nothing_is_done_without_the_forms_own_token(world: World, row: Row) -> None:
    from django.test import Client

    from tests.web import visitors

    sent = {**_data(world, row), **({"document": "x"} if row.sent == "document" else {})}
    path = world.path(row.template, row.area)
    with visitors.undone():
        whoever = "ben" if "ben" in row.cells else "anon"
        may = next((key for key in ("ben", *row.cells) if row.cells.get(key) == "done"), whoever)
        for visitor in visitors_of(world, row, may):
            strict = visitors.Visitor(visitor.key, cookies=visitor.cookies, client=Client(enforce_csrf_checks=True))
            assert strict.ask("POST", path, sent).status_code == 403
            strict.client.cookies["csrftoken"] = "a" * 32
            assert strict.client.post(path, {**sent, "csrfmiddlewaretoken": "b" * 32}).status_code == 403
        assert visitors.changes(world.at_first, visitors.state()).keys() <= RECORD_OF_REFUSALS


def test_a_form_with_its_token_is_taken(world: World) -> None:
    """The other half of the test above."""
    from django.test import Client

    from tests.web import visitors

    ben = world.visitors["ben"]
    strict = visitors.Visitor("ben", cookies=ben.cookies, client=Client(enforce_csrf_checks=True))
    path = world.path("/staff/devon/actions/<action-of-0>/", "devon")
    page = strict.ask("GET", path).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]
    with visitors.undone():
        answer = strict.client.post(path, {**TABLE["posts"]["update"], "csrfmiddlewaretoken": token})
        assert answer.status_code == 302
