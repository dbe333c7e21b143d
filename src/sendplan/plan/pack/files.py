"""Reading an area pack's files. Every fault is found, not only the first."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sendplan.access.roles import ROLES
from sendplan.access.rules import DEMO_ADDRESS
from sendplan.plan import evidence, overrides, rules
from sendplan.plan.pack.entries import (
    Adoption,
    AreaEntry,
    At,
    ClosingEntry,
    Demo,
    EvidenceEntry,
    LinkEntry,
    MoveEntry,
    OverrideEntry,
    Pack,
    PersonEntry,
    PlanEntry,
    Problem,
    ReplyEntry,
    ReviewEntry,
    RiskEntry,
    ShowsEntry,
    StatementLinkEntry,
    UpdateEntry,
    WaitEntry,
)
from sendplan.plan.pack.toml_lines import TomlFile
from sendplan.plan.wording import listed

__all__ = ["read_pack"]

E = TypeVar("E", bound=msgspec.Struct)

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_CODE = re.compile(r"[A-Z][0-9]{8}")  # a GSS code of the Office for National Statistics: a letter and eight figures
_TYPES = {str: "words in quotes", dt.date: "a date such as 2023-06-30"}


def read_pack(folder: Path, *, demo: bool) -> Pack | tuple[Problem, ...]:
    """The pack in ``folder``, or everything that is wrong with it. ``demo`` reads its ``demo`` folder too."""
    problems: list[Problem] = []
    file = TomlFile(folder, "area.toml", problems)
    area = plan = None
    if file.data:
        top = {key: value for key, value in file.data.items() if key != "plan"}
        area = _entry(file, "", 0, top, AreaEntry, problems)
        plan = _entry(file, "plan", 0, file.data.get("plan", {}), PlanEntry, problems)
    if area is not None:
        _check_area(file, "", 0, area, problems)
    if plan is not None:
        _check_plan(file, plan, folder, problems)
    links = _links(folder, problems)
    made_up = _demo(folder, area, problems) if demo else None
    if problems or area is None or plan is None:
        return tuple(problems)
    return Pack(folder=folder, area=area, plan=plan, document=folder / plan.document, links=links, demo=made_up)


def _links(folder: Path, problems: list[Problem]) -> tuple[tuple[At, LinkEntry], ...]:
    file = TomlFile(folder, "links.toml", problems)
    _only(file, {"link"}, problems)
    links = _entries(file, "link", LinkEntry, problems)
    for at, link in links:
        if not link.measures or not all(link.measures):
            problems.append(Problem(at.file, at.line, link.target, "names no measure", "Name one, or delete the link"))
    _twice([(at, f"{link.section}: {link.target}") for at, link in links], problems)
    return links


def _demo(folder: Path, area: AreaEntry | None, problems: list[Problem]) -> Demo:
    people = TomlFile(folder, "demo/people.toml", problems)
    updates = TomlFile(folder, "demo/updates.toml", problems)
    replies = TomlFile(folder, "demo/replies.toml", problems)
    _only(people, {"area", "person", "adoption"}, problems)
    _only(updates, {"update"}, problems)
    _only(replies, {"link", "reply"}, problems)
    course = _if_there(folder, "demo/course.toml", problems)
    _only(course, {"evidence", "move", "override", "closing"}, problems)
    register = _if_there(folder, "demo/register.toml", problems)
    _only(register, {"shows", "wait", "risk", "review"}, problems)
    adoption = None
    if people.data:
        entry = _entry(people, "adoption", 0, people.data.get("adoption", {}), Adoption, problems)
        adoption = (people.at("adoption"), entry) if entry is not None else None
    found = Demo(
        neighbours=_entries(people, "area", AreaEntry, problems),
        people=_entries(people, "person", PersonEntry, problems),
        adoption=adoption,
        updates=_entries(updates, "update", UpdateEntry, problems),
        evidence=_entries(course, "evidence", EvidenceEntry, problems),
        moves=_entries(course, "move", MoveEntry, problems),
        overrides=_entries(course, "override", OverrideEntry, problems),
        closings=_entries(course, "closing", ClosingEntry, problems),
        shows=_entries(register, "shows", ShowsEntry, problems),
        waits=_entries(register, "wait", WaitEntry, problems),
        risks=_entries(register, "risk", RiskEntry, problems),
        reviews=_entries(register, "review", ReviewEntry, problems),
        statement_links=_entries(replies, "link", StatementLinkEntry, problems),
        replies=_entries(replies, "reply", ReplyEntry, problems),
    )
    if adoption is None and people.data and not any(each.file == people.name for each in problems):
        problems.append(Problem(people.name, 0, "", "nobody adopted the plan", "Add [adoption] with by and on"))
    for number, (_, neighbour) in enumerate(found.neighbours):
        _check_area(people, "area", number, neighbour, problems)
    _check_words(folder, found, problems)
    _check_reviews(found, problems)
    _check_people(found, area, problems)
    return found


def _if_there(folder: Path, name: str, problems: list[Problem]) -> TomlFile:
    """A file that not every demonstration has got so far as to need."""
    return TomlFile(folder, name, problems if (folder / name).exists() else [])


def _entries(file: TomlFile, table: str, cls: type[E], problems: list[Problem]) -> tuple[tuple[At, E], ...]:
    found = file.data.get(table, [])
    if not isinstance(found, list):
        at = file.at(table)
        problems.append(Problem(at.file, at.line, table, "is not a list of entries", f"Head each with [[{table}]]"))
        return ()
    read = ((file.at(table, at), _entry(file, table, at, data, cls, problems)) for at, data in enumerate(found))
    return tuple((at, entry) for at, entry in read if entry is not None)


def _entry(file: TomlFile, table: str, number: int, data: Any, cls: type[E], problems: list[Problem]) -> E | None:
    """The entry, or None with a problem for every key that is unknown, missing, empty or of the wrong sort."""
    before = len(problems)
    if not isinstance(data, dict):
        at = file.at(table, number)
        problems.append(Problem(at.file, at.line, table, "this is not an entry", f"Head it with [{table}]"))
        return None
    fields = {each.name: each for each in msgspec.structs.fields(cls)}
    for key in data.keys() - fields.keys():
        at = file.at(table, number, key)
        known = listed(list(fields), "or")
        problems.append(Problem(at.file, at.line, key, "is no key of this entry", f"Use {known}"))
    for name, field in fields.items():
        at = file.at(table, number, name)
        if name not in data:
            if field.required:
                problems.append(
                    Problem(at.file, at.line, name, "is missing", f"Write a line that begins with {name} =")
                )
            continue
        value = data[name]
        wanted = _TYPES.get(field.type, "")
        # A date with a time is a date to Python, and not to us.
        wrong = isinstance(value, dt.datetime)
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError as error:
            wrong, wanted = True, wanted or str(error).lower()
        if wrong:
            problems.append(Problem(at.file, at.line, str(value), f"{name} is of the wrong sort", f"It is {wanted}"))
        elif field.required and field.type is str and not value.strip():
            problems.append(Problem(at.file, at.line, name, "is empty", "Say something there, or delete the entry"))
    if len(problems) > before:
        return None
    entry: E = msgspec.convert(data, cls)
    return entry


def _only(file: TomlFile, tables: set[str], problems: list[Problem]) -> None:
    for key in file.data.keys() - tables:
        at = file.at(key, 0, key)
        known = listed(sorted(tables), "or")
        problems.append(Problem(at.file, at.line, key, "is no part of this file", f"Use {known}"))


def _reason(at: At, value: str, reason: str | None, problems: list[Problem]) -> None:
    if reason:
        problems.append(Problem.of(at.file, at.line, value, reason))


def _check_area(file: TomlFile, table: str, number: int, area: AreaEntry, problems: list[Problem]) -> None:
    for key, value, pattern, remedy in (
        ("slug", area.slug, _SLUG, "Use small letters, figures and hyphens, 60 at most: it stands in addresses"),
        ("authority_code", area.authority_code, _CODE, "Give the authority's nine characters, such as E10000000"),
    ):
        if not pattern.fullmatch(value):
            at = file.at(table, number, key)
            problems.append(Problem(at.file, at.line, value, f"is no {key.replace('_', ' ')}", remedy))


def _check_plan(file: TomlFile, plan: PlanEntry, folder: Path, problems: list[Problem]) -> None:
    at = file.at("plan", 0, "document")
    try:
        inside = (folder / plan.document).resolve().is_relative_to(folder.resolve())
        there = inside and (folder / plan.document).is_file()
    except (OSError, ValueError):
        inside = there = False
    if not inside:
        problems.append(Problem(at.file, at.line, plan.document, "is outside this folder", "Name a file inside it"))
    elif not there:
        problems.append(Problem(at.file, at.line, plan.document, "is not there", "Put it there, or mend its name"))
    _reason(file.at("plan", 0, "kind"), plan.kind, rules.plan_kind(plan.kind), problems)
    if plan.title is not None:
        _reason(file.at("plan", 0, "title"), plan.title, rules.plan_title(plan.title), problems)


def _check_words(folder: Path, demo: Demo, problems: list[Problem]) -> None:
    for at, update in demo.updates:
        _reason(at, update.action, rules.update_state(update.state), problems)
        _reason(at, update.action, rules.update_rating(update.rating), problems)
        _reason(at, update.action, rules.said_text(update.text, "an update"), problems)
    for at, given in demo.evidence:
        _reason(at, given.action, evidence.kind_of_evidence(given.kind), problems)
        _reason(at, given.action, evidence.strength_of(given.strength, given.kind), problems)
        if bool(given.answered_by) != bool(given.answered_on):
            problems.append(
                Problem(at.file, at.line, given.action, "an answer has somebody and a day", "Give both, or neither")
            )
        if given.file and not (folder / "demo" / given.file).resolve().is_relative_to((folder / "demo").resolve()):
            problems.append(Problem(at.file, at.line, given.file, "is outside this folder", "Name a file inside it"))
        elif given.file and not (folder / "demo" / given.file).is_file():
            problems.append(Problem(at.file, at.line, given.file, "is not there", "Put it there, or mend its name"))
        if given.figure and isinstance(figure := evidence.as_figure(given.figure), str):
            _reason(at, given.action, figure, problems)
    for at, override in demo.overrides:
        _reason(at, override.action, overrides.claim(override.claim), problems)
    for at, reply in demo.replies:
        _reason(at, reply.statement, rules.said_text(reply.text, "a reply"), problems)
    for at, link in demo.statement_links:
        if bool(link.need) == bool(link.action):
            reason = "a link leads to one need or one action"
            problems.append(Problem(at.file, at.line, link.statement, reason, "Name one of them"))


def _check_reviews(demo: Demo, problems: list[Problem]) -> None:
    titles = {risk.title for _, risk in demo.risks}
    for at, review in demo.reviews:
        if review.risk not in titles:
            reason = "is the title of no risk of this file"
            problems.append(Problem(at.file, at.line, review.risk, reason, "Copy it from the risk, letter for letter"))


def _check_people(demo: Demo, area: AreaEntry | None, problems: list[Problem]) -> None:
    areas = {each.slug for _, each in demo.neighbours} | ({area.slug} if area else set())
    _twice([(at, person.email) for at, person in demo.people], problems)
    _twice([(at, post) for at, person in demo.people for post in person.holds], problems)
    for at, person in demo.people:
        if not person.email.endswith(DEMO_ADDRESS):
            reason = "is not an address of the demonstration"
            remedy = f"Made-up people's addresses end in {DEMO_ADDRESS}"
            problems.append(Problem(at.file, at.line, person.email, reason, remedy))
        if person.role not in ROLES:
            problems.append(Problem(at.file, at.line, person.role, "is no role", f"Use {listed(list(ROLES), 'or')}"))
        if area is not None and person.area not in areas:
            known = listed(sorted(areas), "or")
            problems.append(Problem(at.file, at.line, person.area, "is no area of this pack", f"Use {known}"))
    said = [(at, update.by) for at, update in demo.updates] + [(at, link.by) for at, link in demo.statement_links]
    said += [(at, reply.by) for at, reply in demo.replies]
    said += [(at, each.by) for at, each in demo.evidence] + [(at, each.by) for at, each in demo.moves]
    said += [(at, each.by) for at, each in demo.overrides] + [(at, each.by) for at, each in demo.closings]
    said += [(at, each.by) for at, each in demo.shows] + [(at, each.by) for at, each in demo.waits]
    said += [(at, each.by) for at, each in demo.risks] + [(at, each.by) for at, each in demo.reviews]
    said += [(at, given.answered_by) for at, given in demo.evidence if given.answered_by]
    said += [(demo.adoption[0], demo.adoption[1].by)] if demo.adoption else []
    emails = {person.email for _, person in demo.people}
    for at, email in said:
        if email not in emails:
            reason = "is nobody in demo/people.toml"
            problems.append(Problem(at.file, at.line, email, reason, "Add the person, or mend the address"))


def _twice(names: list[tuple[At, str]], problems: list[Problem]) -> None:
    first: dict[str, At] = {}
    for at, name in names:
        if name in first:
            reason = f"was written before, on line {first[name].line}"
            problems.append(Problem(at.file, at.line, name, reason, "Keep one of the two"))
        first.setdefault(name, at)
