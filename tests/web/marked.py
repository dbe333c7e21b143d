"""Two areas with a child each whose every field holds a marker found nowhere else, loaded in every way there is."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import shutil
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from sendplan.access import actions as access
from sendplan.access.models import AuditEntry
from sendplan.returns import actions as returns
from sendplan.returns.models import Load
from tests import factories, people

RETURN = Path(__file__).parent.parent / "records" / "samples" / "sen2-2025.xml"
PEOPLE = "person_id,surname,forename,born_on,sex,ethnicity,postcode,upn,uln,upn_unknown,nhs_number,deprivation,locality"
PERSON = re.compile(r"<Person>.*?</Person>", re.DOTALL)
LEAF = re.compile(r"<(\w+)>([^<]+)</\1>")
# What a field that is no free text takes, and nobody else in the sample has. A letter is no mark: it is on every page.
SOUND = {
    "Surname": "Dquail-Surname",
    "Forename": "Dquail-Forename",
    "PersonBirthDate": "2011-05-17",
    "UPN": "P878491919461",
    "PostCode": "ZQ97 3QX",
    "ReceivedDate": "2024-01-17",
    "URN": "993877",
    "Ethnicity": "QZQX",
}


@dataclass(frozen=True)
class Marked:
    """One area's loads by public id, with the markers in each, and the data officer who may read them."""

    area: str
    officer: str
    loads: dict[str, frozenset[str]]


@dataclass
class World:
    """Everybody, signed in, by key; and the two areas."""

    clients: dict[str, Client] = field(default_factory=dict)
    areas: dict[str, Marked] = field(default_factory=dict)

    def who(self, key: str) -> str:
        """The name of somebody of the cast, as the record writes it."""
        return "Orla Finch" if key == "orla" else people.CAST[key].name


def build() -> World:
    """Make all of it, in the transaction that is open."""
    shutil.rmtree(settings.RECORDS, ignore_errors=True)
    Path(settings.RECORDS).mkdir(parents=True)
    world = World({"nobody": Client(raise_request_exception=False)})
    cast = factories.make_cast()
    cast["orla"] = factories.make_person("Orla Finch", email="orla@demo.example")
    access.give_role(
        user_id=cast["orla"].pk, area_slug="northmoor", role="data-officer", organisation="Council", since=people.SINCE
    )
    world.areas = {"devon": _loaded("devon", "priya"), "northmoor": _loaded("northmoor", "orla")}
    for key, user in cast.items():
        world.clients[key] = Client(raise_request_exception=False)
        factories.sign_in(world.clients[key], user)
    return world


def _loaded(area: str, officer: str) -> Marked:
    """In Devon: set aside, refused, counted, and as a feed. In the other area one load is enough to be told from."""
    asks = replace(factories.viewer("priya" if area == "devon" else "dev"), permissions=frozenset({"records.load"}))
    letter = area[0].upper()
    given: list[tuple[str, str, frozenset[str], dict[str, Any]]] = [
        ("broken.xml", *_return(f"{letter}quill"), {"partial": True})
    ]
    if area == "devon":
        days = {"table": "people", "since": people.SINCE, "until": people.TODAY}
        row = {name: f"Dfeed-{name}" for name in PEOPLE.split(",")}
        feed = f"{PEOPLE}\n{','.join(row.values())}\n"
        given += [
            ("sound.xml", *_return(""), {"partial": True}),
            ("people.csv", feed, frozenset(row.values()), {"partial": True, **days}),
            # Last, for what was found in it is kept until the next load.
            ("refused.xml", *_return("Dquoll"), {"partial": False}),
        ]
    folder = Path(settings.RECORDS) / f"given-{area}"
    folder.mkdir()
    loads = {}
    for name, text, marks, how in given:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        loads[returns.receive(asks, files=[(name, path)], today=people.TODAY, **how)] = marks
    return Marked(area, officer, loads)


def _return(word: str) -> tuple[str, frozenset[str]]:
    """A return whose first child is marked in every field, and the markers. With a word no row of the child's can be
    counted; without, all can, and one code is on no list, so that there is something to show."""
    text, marks = RETURN.read_text(encoding="utf-8"), set()
    first = PERSON.search(text)
    assert first

    def marked(found: re.Match[str]) -> str:
        value = f"{word}-{found[1]}" if word else SOUND.get(found[1], "")
        marks.update([value] if value else [])
        return f"<{found[1]}>{value or found[2]}</{found[1]}>"

    return text[: first.start()] + LEAF.sub(marked, first[0]) + text[first.end() :], frozenset(marks)


def said(answer: Any) -> str:
    """Everything an answer says: headers, and its body as text; what a workbook holds, unpacked."""
    body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return f"{dict(answer.headers)} {answer.cookies} {html.unescape(body.decode('utf-8', 'replace'))}"


def spoken(mark: str) -> set[str]:
    """A marker as a page may write it: dates in words too, whatever the case, with no space in it."""
    ways = {mark.casefold(), mark.casefold().replace(" ", "")}
    if re.fullmatch(r"\d{4}-\d\d-\d\d", mark):
        day = dt.date.fromisoformat(mark)
        ways |= {f"{day.day} {day:%B %Y}".casefold(), f"{day:%d/%m/%Y}"}
    return ways


def heard(world: World, text: str) -> dict[str, set[str]]:
    """The areas whose children's markers stand in a text, and which."""
    folded = text.casefold()
    found = {
        area: {mark for marks in each.loads.values() for mark in marks if any(way in folded for way in spoken(mark))}
        for area, each in world.areas.items()
    }
    return {area: marks for area, marks in found.items() if marks}


def last_entry() -> int:
    """The number of the last entry of the audit trail."""
    return int(AuditEntry.objects.order_by("-seq").values_list("seq", flat=True)[0])


def known_as(load_id: str) -> set[str]:
    """Every id by which a load is known: here and in the store."""
    row = Load.objects.get(public_id=load_id)
    return {row.public_id, row.store_load} - {""}
