"""Everybody who comes to the site in tests/web/test_who_sees_what.py, and what their visits leave behind."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from sendplan.access import actions as access
from sendplan.access.models import AuditEntry, User
from sendplan.people import queries as matching
from sendplan.people.models import Join
from sendplan.plan import actions as plan
from sendplan.plan.models import Holding, Post
from sendplan.returns import actions as returns
from tests import factories, people
from tests.web import planted

DAY = dt.timedelta(days=1)
RETURN = Path(__file__).parent.parent / "records" / "samples" / "sen2-2025.xml"
DOCUMENT = b"""<!doctype html><html lang="en"><title>Improvement plan</title><body><h1>Improvement plan</h1>
<h2>Section A: Everything</h2><h3>Actions</h3>
<table><tr><th>Ref</th><th>Action</th><th>Outcome</th><th>By when</th><th>Owner</th></tr>
<tr><td>A1</td><td>Do the thing that was promised.</td><td>It is done.</td><td>June 2023</td>
<td>Head of Things</td></tr>
</table></body></html>"""


@dataclass
class Visitor:
    """One person and their browser, as it was when they had signed in."""

    key: str
    name: str = ""
    email: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def ask(self, method: str, path: str, data: Mapping[str, str] | None = None) -> Any:
        """Ask as a browser does that keeps no cookie but those of signing in."""
        self.client.cookies = SimpleCookie(self.cookies)
        if method != "POST":
            return self.client.generic(method, path)
        sent: dict[str, Any] = dict(data or {})
        if "document" in sent:
            sent["document"] = SimpleUploadedFile("plan.html", DOCUMENT, "text/html")
        if "chosen" in sent:
            sent["chosen"] = SimpleUploadedFile("sen2.xml", RETURN.read_bytes(), "text/xml")
        if "file" in sent:
            sent["file"] = SimpleUploadedFile("minutes.txt", b"The minutes of the meeting.\n", "text/plain")
        return self.client.post(path, sent)


def _signed_in(key: str, user: User) -> Visitor:
    visitor = Visitor(key, user.name, user.email)
    factories.sign_in(visitor.client, user)
    visitor.cookies = {name: each.value for name, each in visitor.client.cookies.items()}
    return visitor


def _member(key: str, role: str, area: str, since: dt.date = people.SINCE, until: dt.date | None = None) -> User:
    user = factories.make_person(f"{key.title()} of {area.title()}", email=f"{key}.{area}@demo.example")
    access.give_role(user_id=user.pk, area_slug=area, role=role, organisation="Council", since=since, until=until)
    return user


def come() -> dict[str, Visitor]:
    """Everybody, by the columns of who_sees_what.toml; those of Westholt as "westholt.ben" and so on."""
    cast = factories.make_cast()
    found = {"anon": Visitor("anon")} | {key: _signed_in(key, user) for key, user in cast.items()}
    today, manager = people.TODAY, "programme-manager"
    found["first"] = _signed_in("first", _member("first", manager, "devon", since=today))
    found["ended"] = _signed_in("ended", _member("ended", manager, "devon", until=today - DAY))
    found["later"] = _signed_in("later", _member("later", manager, "devon", since=today + DAY))
    found["norole"] = _signed_in("norole", factories.make_person("Norma Role", email="norole@demo.example"))
    found["off"] = _switched_off()
    found["bare"] = _bare()
    found["gone"] = _signed_in("gone", _member("gone", manager, "devon"))
    Authenticator.objects.filter(user__email=found["gone"].email).delete()
    found["half"] = _half_way()
    for key, person in people.CAST.items():
        if person.area == "devon":
            name = f"westholt.{key}"
            found[name] = _signed_in(name, _member(key, person.role, "westholt"))
    return found


def _switched_off() -> Visitor:
    user = _member("off", "programme-manager", "devon")
    visitor = _signed_in("off", user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    return visitor


def _bare() -> Visitor:
    user = _member("bare", "programme-manager", "devon")
    visitor = Visitor("bare", user.name, user.email)
    visitor.client.force_login(user)
    visitor.cookies = {name: each.value for name, each in visitor.client.cookies.items()}
    return visitor


def _half_way() -> Visitor:
    """Past the password, and asked for the second factor; nobody is signed in until it is given."""
    user = _member("half", "programme-manager", "devon")
    user.set_password(people.PASSWORD)
    user.save()
    factories.set_up_second_factor(user)
    visitor = Visitor("half")
    answer = visitor.client.post("/accounts/login/", {"login": user.email, "password": people.PASSWORD})
    assert answer.status_code == 302
    assert "2fa" in answer["Location"]
    visitor.cookies = {name: each.value for name, each in visitor.client.cookies.items()}
    return visitor


# Things whose id is kept under the name by which the table asks for another area's.
SAME = (
    "target",
    "statement",
    "upload",
    "need",
    "evidence",
    "evidence-decided",
    "outcome-link",
    "wait",
    "risk",
    "load",
    "question",
    "child",
)


@dataclass
class World:
    """Devon and Northmoor with a plan adopted each, Westholt with one that waits, and everybody.

    `at_first` is the state of the database before anybody does anything, `last` the number of its last audit entry.
    """

    visitors: dict[str, Visitor]
    areas: dict[str, planted.Planted]
    at_first: State = field(default_factory=dict)
    last: int = 0

    def path(self, template: str, area: str) -> str:
        """An address of the table with what stands in brackets filled in, as things stand in `area`."""
        own, other = self.areas[area], self.areas["northmoor" if area == "devon" else "devon"]
        filled = template.replace("<none>", "act_000000000000").replace("<section>", own.section)
        filled = filled.replace("<section-elsewhere>", other.section)
        for kind, thing in {"action": "action-of-0", "outcome": "outcome-of-0"}.items() | {(k, k) for k in SAME}:
            filled = filled.replace(f"<{kind}-elsewhere>", other.ids.get(thing, "none"))
        for name, value in own.ids.items():
            filled = filled.replace(f"<{name}>", value)
        assert "<" not in filled, filled
        return filled


def build() -> World:
    """Make all of it, in the transaction that is open."""
    shutil.rmtree(settings.RECORDS, ignore_errors=True)
    owners = (people.CAST["helen"].post, people.CAST["nadia"].post)
    areas = {
        "devon": planted.plant(people.DEVON, "A", owners),
        "northmoor": planted.plant(people.NORTHMOOR, "N", ("Head of One Thing", "Head of Another")),
        "westholt": planted.plant(planted.WESTHOLT, "W", ("Head of Things",), adopted=False),
    }
    visitors = come()
    for key in ("helen", "nadia"):
        person = people.CAST[key]
        post = Post.objects.get(plan__area__slug="devon", name=person.post)
        Holding.objects.create(post=post, person=User.objects.get(email=person.email), since=people.SINCE)
    for slug, name, key in (
        ("devon", "evidence-of-manager", "ben"),
        ("devon", "evidence-of-owner", "helen"),
        ("northmoor", "evidence-of-manager", "dev"),
    ):
        areas[slug].ids[name] = _of_their_own(key, areas[slug])
    # Nobody of Northmoor's but Dev Anand comes, so that an owner's is what was planted.
    areas["northmoor"].ids["evidence-of-owner"] = areas["northmoor"].ids["evidence"]
    for slug, key in (("devon", "priya"), ("northmoor", "dev")):
        areas[slug].ids |= _children(key, areas[slug])
        areas[slug].ids["load"] = _loaded(key, areas[slug])
    last = AuditEntry.objects.order_by("-seq")[0].seq
    return World(visitors, areas, state(), last)


def _of_their_own(key: str, area: planted.Planted) -> str:
    """Evidence and an update that one of the cast gave, so that they would be the first to say that it stands."""
    viewer, words = factories.viewer(key), area.words
    text = f"{words.new('update')} was reported"
    plan.add_update(
        viewer,
        action_id=area.ids["action-of-0"],
        text=text,
        state="in_progress",
        rating="off_track",
        today=people.TODAY,
    )
    return plan.add_evidence(
        viewer,
        action_id=area.ids["action-of-0"],
        outcome_id=area.ids["outcome-of-0"],
        kind="link",
        strength="seen",
        says_met=True,
        text=f"{words.new('evidence')} was given",
        link=f"https://www.example.org/{words.new('evlink')}",
        today=people.TODAY,
    )


def _children(key: str, area: planted.Planted) -> dict[str, str]:
    """Two feeds of people: a child whom both know, and twins of whom each knows one. The question that these raise, the
    child and one of their records."""
    surname, twins = area.words.new("child"), area.words.new("child")
    head = "person_id,surname,forename,born_on,postcode"
    rows = (
        (f"1,{surname},Ada,2014-05-06,ZZ1 1CC", f"2,{twins},Isla,2015-02-03,ZZ2 2VV"),
        (f"1,{surname},Ada,2014-05-06,ZZ1 1CC", f"3,{twins},Ivy,2015-02-03,ZZ2 2VV"),
    )
    Path(settings.RECORDS).mkdir(parents=True, exist_ok=True)
    asks = replace(factories.viewer(key), permissions=frozenset({"records.load", "children.match"}))
    for number, each in enumerate(rows):
        path = Path(settings.RECORDS) / f"people-{number}-{key}.csv"
        path.write_text("\n".join((head, *each, "")), encoding="utf-8")
        returns.receive(
            asks,
            files=[("people.csv", path)],
            partial=True,
            table="people",
            since=people.SINCE,
            until=people.TODAY,
            today=people.TODAY,
        )
    (question,) = matching.doubts(asks).rows
    joined = Join.objects.filter(area_id=asks.area_id, ended_on=None, record__folded_surname=surname.casefold())
    record = joined.select_related("child").order_by("-pk")[0]
    return {"question": question.id, "child": record.child.public_id, "record": str(record.record_id)}


def _loaded(key: str, area: planted.Planted) -> str:
    """A return whose first child's surname and birth date are planted, the date so that the row is set aside."""
    text = RETURN.read_text(encoding="utf-8")
    for tag in ("Surname", "PersonBirthDate"):
        start, end = text.index(f"<{tag}>"), text.index(f"</{tag}>")
        text = f"{text[:start]}<{tag}>{area.words.new('child')}{text[end:]}"
    Path(settings.RECORDS).mkdir(parents=True, exist_ok=True)
    path = Path(settings.RECORDS) / f"planted-{key}.xml"
    path.write_text(text, encoding="utf-8")
    loads = replace(factories.viewer(key), permissions=frozenset({"records.load"}))
    return returns.receive(loads, files=[("sen2.xml", path)], partial=True, today=people.TODAY)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is undone after, in the database and in the files of records, which are only added to."""
    before = set(Path(settings.RECORDS).rglob("*"))
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for path in sorted(set(Path(settings.RECORDS).rglob("*")) - before, reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


State = dict[str, tuple[int, int]]


@cache
def _every_table() -> str:
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
    return " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(hashtext(ctid::text)::bigint), 0)::bigint FROM \"{table}\""  # noqa: S608  names from the catalogue
        for table in tables
    )


def state() -> State:
    """Every table's number of rows, and a sum that moves when any row is written again: the rows' places."""
    with connection.cursor() as cursor:
        cursor.execute(_every_table())
        return {table: (count, places) for table, count, places in cursor.fetchall()}


def changes(before: State, after: State) -> dict[str, int]:
    """The tables that were written to, and how many rows more each has; but for when a session was last used."""
    more = {table: after[table][0] - before[table][0] for table in after if before[table] != after[table]}
    return {table: rows for table, rows in more.items() if rows or table != "django_session"}
