"""Drafts to write out: the published plan with ids, and made-up ones of every legal shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, get_args

import msgspec
from hypothesis import strategies as st

from sendplan.plan_reader import read
from sendplan.plan_reader.draft import (
    Action,
    Actual,
    Ambiguity,
    Baseline,
    Body,
    Draft,
    Due,
    Inspection,
    Kpi,
    Metadata,
    Owner,
    Person,
    Progress,
    Section,
    Source,
    Statement,
    Status,
    StatusKey,
    Step,
    StepKind,
    Weakness,
    Where,
)
from sendplan.plan_reader.due_cell import read_due

PUBLISHED = Path(__file__).parents[3] / "areas" / "devon" / "published" / "improvement-plan-2023-24.txt"
DAY = dt.date(2026, 11, 23)
HERE = Where(line=1)
SOURCE = Source(name="plan.txt", media_type="text/plain", sha256="0" * 64)
replace = msgspec.structs.replace


@cache
def published() -> Draft:
    """The published plan as it is read, every item with an id."""
    return with_ids(read(PUBLISHED))


def with_ids(draft: Draft) -> Draft:
    """The draft with an id for each item that can have one, as adoption gives them."""
    numbers = count(1)

    def known(prefix: str) -> str:
        return f"{prefix}_{next(numbers):012}"

    def said(statements: tuple[Statement, ...], prefix: str) -> tuple[Statement, ...]:
        return tuple(replace(statement, id=known(prefix)) for statement in statements)

    return replace(
        draft,
        sections=tuple(
            replace(section, needs=said(section.needs, "ned"), voice=said(section.voice, "fam"))
            for section in draft.sections
        ),
        actions=tuple(
            replace(action, id=known("act"), outcome_ids=tuple(known("out") for _ in action.outcomes))
            for action in draft.actions
        ),
        kpis=tuple(replace(kpi, id=known("tgt")) for kpi in draft.kpis),
    )


AWKWARD = (
    "=1+1", "+44 1392", "-5", "@here", "a | b", 'She said "soon"', '"all in quotes"', '"', '""', "two\nlines",
    "tab\there", " spaces at the ends ", "two  spaces", "no\u00a0break", "• a bullet • inside", "- a dash",
    "1. a number", "as above", "As above", "Lead: Jo Hart", "Accountable: Jo; Ann", "Short name: x",
    "Section B: a title", "What families say", "Actions", "Step 1: x", "Measures, table 2", "_x0041_", "#N/A",
    "TRUE", "16", "1e5", "<b>&amp;</b>", "]]>", "{}", "[1]", "שלום עולם", "مرحبا", "👩🏽‍🏫 teacher", "e\u0301",
    "\u200bzero", "soft\u00adhyphen", "\u2028", "\x0b", "\x7f", "\ufffe", "back\\slash", "\\u0041", "null",
    "TBC", "-", "n/a", "Ongoing", "June 2023", "65%", "10% reduction", "Id in the register", "Skip to content",
    "Page 3 of 40", "A3 #2", "#1", "Form", "Register of sendplan, form 1", "long " * 400 + "text",
)  # fmt: skip
WORDS = (
    "Improve",
    "SEND",
    "support",
    "families",
    "by",
    "2024",
    "school",
    "–",
    "Board,",
    "the",
    "Hart",
    "(NHS)",
    "plans.",
)

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12),
)
texts_or_none = st.none() | texts
perhaps_empty = st.just("") | texts
days = st.dates(dt.date(1999, 1, 1), dt.date(2039, 12, 31))
days_or_none = st.none() | days
figures = (
    st.none() | st.decimals(-9999, 9999, places=2, allow_nan=False) | st.sampled_from([Decimal("1E+3"), Decimal(65)])
)
units = st.none() | st.sampled_from(["percent", "count"]) | texts
colours = st.none() | st.sampled_from(["#ff0000", "#00b050"])
step_kinds = st.sampled_from(get_args(StepKind))
meanings = st.sampled_from(["complete", "on_track", "at_risk", "off_track", "not_started", "stopped", "not_understood"])
due_kinds = st.sampled_from(
    ["day", "month", "quarter", "term", "year", "already_done", "ongoing", "not_yet_set", "blank"]
)
due_words = st.sampled_from(
    [
        "June 2023",
        "Sept 23",
        "By end Q3 2024",
        "17th March 2018",
        "2024-03-01",
        "Established March 2022",
        "Ongoing",
        "TBC",
        "-",
    ]
)
refs = st.sampled_from(["A1", "A2", "A2", "1.1", "Action 1.2:", "", "A-K1", "A2 #2", "B3"]) | texts
letters = st.sampled_from(["A", "B", "C", "1", "AB", "A: b", "é", "", "Section A"])
json_values = st.none() | texts | st.lists(texts, max_size=2) | st.integers(0, 9) | st.booleans()
readings = st.dictionaries(st.sampled_from(["outcomes", "text", "due", "a key"]) | texts, json_values, max_size=3)

doubts = st.builds(
    Ambiguity,
    field=texts,
    preferred=readings,
    others=st.lists(readings, max_size=2).map(tuple),
    evidence=texts,
)


def several(one: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=most).map(tuple)


dues = due_words.map(read_due) | st.builds(
    Due, as_written=texts_or_none | st.just(""), earliest=days_or_none, latest=days_or_none, kind=due_kinds
)
owners = st.builds(
    Owner,
    as_written=perhaps_empty,
    person=texts_or_none,
    post=texts_or_none,
    organisation=texts_or_none,
    part=st.sampled_from([None, "lead", "accountable"]),
    where=st.just(HERE),
)
statements = st.builds(Statement, text=texts, where=st.just(HERE))
people = st.builds(Person, name=texts, role=texts_or_none, organisation=texts_or_none, where=st.just(HERE))
metadata = st.builds(
    Metadata,
    area=texts_or_none,
    published=texts_or_none,
    last_updated=texts_or_none,
    inspections=several(
        st.builds(
            Inspection, label=texts, as_written=texts, earliest=days_or_none, latest=days_or_none, where=st.just(HERE)
        )
    ),
    accountable_officers_label=texts_or_none,
    accountable_officers=several(people),
    advisers=several(people),
    weaknesses=several(st.builds(Weakness, letter=texts_or_none, label=texts, text=texts, where=st.just(HERE))),
    introduction=several(statements),
    governance=several(statements),
    notes=several(statements),
    status_key=several(
        st.builds(StatusKey, as_written=texts, text=texts, meaning=meanings, fill=colours, where=st.just(HERE))
    ),
    blank_labels=several(statements),
)
bodies = st.builds(
    Body,
    name=texts,
    reporting=st.sampled_from([None, "monitors", "reported_to", "reported to"]) | texts,
    chair=texts_or_none,
    meets=texts_or_none,
    purpose=texts_or_none,
    members=texts_or_none,
    where=st.just(HERE),
)
sections = st.builds(
    Section,
    letter=letters,
    title=perhaps_empty,
    label=texts_or_none,
    needs=several(statements),
    voice=several(statements),
    where=st.just(HERE),
)
actions = st.builds(
    Action,
    ref=refs,
    section=letters,
    text=perhaps_empty,
    outcomes=several(perhaps_empty, 3),
    due=dues,
    named_owners=several(owners, 3),
    updates=several(st.builds(Progress, label=texts, text=texts, on=days_or_none, where=st.just(HERE))),
    statuses=several(
        st.builds(
            Status, label=texts, as_written=perhaps_empty, fill=colours, meaning=meanings, on=days_or_none,
            where=st.just(HERE),
        )
    ),
    where=st.just(HERE),
    ambiguities=several(doubts, 1),
).map(lambda action: replace(action, owners=tuple(owner.as_written for owner in action.named_owners)))  # fmt: skip
steps = st.builds(
    Step, label=perhaps_empty, on=days_or_none, as_written=texts_or_none, kind=step_kinds, value=figures, unit=units
)
actuals = st.builds(
    Actual,
    label=perhaps_empty,
    on=days_or_none,
    as_written=texts_or_none,
    kind=step_kinds,
    value=figures,
    unit=units,
    step=st.none() | st.integers(0, 3),
)
kpis = st.builds(
    Kpi,
    section=letters,
    name=perhaps_empty,
    baseline=st.builds(
        Baseline,
        as_written=texts_or_none,
        value=figures,
        unit=units,
        on=days_or_none,
        on_as_written=texts_or_none,
        on_earliest=days_or_none,
    ),
    steps=several(steps, 3),
    actuals=several(actuals, 2),
    better=st.sampled_from(["higher", "lower", "unknown"]),
    table=st.integers(0, 3),
    where=st.just(HERE),
    ambiguities=several(doubts, 1),
)


def _in_order(draft: Draft) -> Draft:
    """The draft with its items in the order of its sections, as a document with headings has them."""
    order = {section.letter: at for at, section in enumerate(draft.sections)}

    def place(item: Action | Kpi) -> int:
        return order[item.section]

    def held(items: tuple[Action | Kpi, ...]) -> list[Action | Kpi]:
        return sorted((item for item in items if item.section in order), key=place)

    return replace(draft, actions=tuple(held(draft.actions)), kpis=tuple(held(draft.kpis)))


_ways: st.SearchStrategy[Callable[[Draft], Draft]] = st.sampled_from(
    [lambda draft: draft, with_ids, _in_order, lambda draft: with_ids(_in_order(draft))]
)


@st.composite
def made_up(draw: st.DrawFn) -> Draft:
    """A legal draft: with ids or without, its items in the order of its sections or not."""
    plain = Draft(
        title=draw(perhaps_empty),
        metadata=draw(metadata),
        sections=draw(st.lists(sections, max_size=3).map(tuple)),
        bodies=draw(st.lists(bodies, max_size=2).map(tuple)),
        actions=draw(st.lists(actions, max_size=4).map(tuple)),
        kpis=draw(st.lists(kpis, max_size=3).map(tuple)),
        source=SOURCE,
    )
    return draw(_ways)(plain)


def _plain(sections: tuple[Section, ...], actions: tuple[Action, ...], kpis: tuple[Kpi, ...]) -> Draft:
    return Draft(
        title="A plan", metadata=Metadata(), sections=sections, bodies=(), actions=actions, kpis=kpis, source=SOURCE
    )


def _action(ref: str, **more: Any) -> Action:
    return Action(ref=ref, section="A", text="", outcomes=(), due=read_due(None), owners=(), where=HERE, **more)


def _kpi(section: str = "A", **more: Any) -> Kpi:
    return Kpi(
        section=section,
        name="",
        baseline=Baseline(as_written=None),
        steps=(),
        better="unknown",
        table=1,
        where=HERE,
        **more,
    )


def _doubt(field: str) -> Ambiguity:
    return Ambiguity(field=field, preferred={}, others=(), evidence="Two readings.")


def one_name_for_two() -> Draft:
    """An action whose ref is what the plan's one KPI is called, and a doubt about the KPI."""
    return _plain((), (_action("A1"), _action("A-K1")), (_kpi(ambiguities=(_doubt("steps"),)),))


def every_name_for_two() -> Draft:
    """One name for items of every kind that another table speaks of, told apart or not, each with something to say."""
    settled = Due(as_written="Soon", earliest=DAY, latest=DAY, kind="day")
    names = ("A-K1", "A-K1", "A-K1 #2", "Event 1", "A", "A #2", "")
    actions = tuple(
        replace(
            _action(ref, ambiguities=(_doubt(f"due {at}"),)),
            due=settled,
            updates=(Progress(label="May", text=f"Update {at}", where=HERE),),
            statuses=(Status(label="May", as_written=f"Rating {at}", meaning="on_track", where=HERE),),
        )
        for at, ref in enumerate(names)
    )
    kpis = tuple(
        replace(
            _kpi(section, ambiguities=(_doubt(f"steps {at}"),)),
            baseline=Baseline(as_written="Some", value=Decimal(at), unit="count"),
            steps=(Step(label="May", as_written="More", kind="level", value=Decimal(at), unit="count"),),
        )
        for at, section in enumerate(("A", "A", "A #2", "Event 1", ""))
    )
    sections = tuple(
        Section(
            letter=letter,
            title="",
            needs=(Statement(text=f"Need {at}", where=HERE),),
            voice=(Statement(text=f"Said {at}", where=HERE),),
            where=HERE,
        )
        for at, letter in enumerate(("A", "A", "A #2", "Event 1", ""))
    )
    events = (Inspection(label="Visit", as_written="Soon", earliest=DAY, latest=DAY, where=HERE),)
    return replace(_plain(sections, actions, kpis), metadata=Metadata(inspections=events))
