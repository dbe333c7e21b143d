"""Rules about the names of KPIs: does a name say what is measured, and in what?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendplan.plan_reader.draft import Kpi
from sendplan.plan_reader.findings.prose import counted, listed, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject, figure

_COUNT = re.compile(r"^(the )?(total )?(number|no\.?|count) of\b", re.IGNORECASE)
_SHARE = re.compile(r"^(the )?(percentage|per cent|percent|%|proportion|share)(?!\w)", re.IGNORECASE)
_CHANGE = re.compile(
    r"^(a |an )?(reduction|increase|decrease|improvement|rise|fall|reduced|increased|improved|improve|reduce|increase"
    r"|decrease|fewer|more|better|less)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(will|should|must|shall|are to be|is to be)\b", re.IGNORECASE)
_PEOPLE = (
    r"(?:parents?(?:/carers| and carers)?|parent carers|carers|families|children|children and young people"
    r"|young people|pupils|students|schools|staff|professionals|practitioners)"
)
_OPINION = re.compile(rf"\b{_PEOPLE}\b(?:\s+\w+){{0,6}}?\s+(rate|report|say|feel|tell|agree|think)\b", re.IGNORECASE)
_WHO_SAY = re.compile(r"\b(who|that) (\w+ )?(rate|report|say|feel|tell|agree|think)\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(who|that|whose|which|reporting|rating|saying|feeling)\b", re.IGNORECASE)
_MEASURED = re.compile(
    r"\b(number|no\.? of|count|percentage|percent|per cent|proportion|share|average|mean|median|days|weeks|months|hours"
    r"|score|ratio|cost|spend|total|volume|rates?|index|time|caseload|backlog|vacancies|complaints|requests)\b|%",
    re.IGNORECASE,
)
# What comes in no whole things of its own, so that a unit has to be given.
_AMOUNT = re.compile(
    r"^levels? of\b|\b(sickness|absence|attendance|turnover|demand|capacity|satisfaction|confidence|engagement|quality"
    r"|workload|provision|funding|use|uptake|take-up)\b",
    re.IGNORECASE,
)
_PEOPLE_RATE = re.compile(rf"^(percentage|%|proportion) of {_PEOPLE}( \w+)? (rate|report|say|feel)\b", re.IGNORECASE)
_NO_OF = re.compile(r"^(percentage|proportion|number) (?!of\b|point|change)\w", re.IGNORECASE)
_OF_A_FEELING = re.compile(
    r"^(percentage|%|proportion) of .{0,60}['’]s? (confidence|satisfaction|understanding|trust|experience)\b",
    re.IGNORECASE,
)
_RATING = re.compile(
    r"\b(good|better|excellent|satisfied|agree|confident|rated|rating|or above|or higher)\b", re.IGNORECASE
)
_RATE_THAT = re.compile(r"\brates? that (?!.*\b(is|are|was|were|has|have|meets|works)\b)", re.IGNORECASE)


@rule(
    code="measure-and-unit-disagree",
    title="A measure's name and its figures are in different units",
    severity="warning",
    why="A number and a percentage can move in opposite directions when the whole changes, so the row can be read two "
    "ways.",
    example="Number of requests for assessment: 0.8%, 0.6%, 0.5%.",
    remedy="Rename the measure for the figures it holds, or give the figures in the unit that the name promises.",
)
def measure_and_unit_disagree(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.kpis:
        figures = [(kpi.baseline.unit, kpi.baseline.as_written)] if figure(kpi.baseline.value) is not None else []
        figures += [(s.unit, s.as_written) for s in kpi.steps if s.kind == "level" and figure(s.value) is not None]
        shares = [said for unit, said in figures if unit in {"percent", "%"} or "%" in (said or "")]
        counts = [said for unit, said in figures if unit == "count" and "%" not in (said or "")]
        if _COUNT.match(tidy(kpi.name)) and shares:
            names, found = "a number, and its figures are percentages", shares[0]
        elif _SHARE.match(tidy(kpi.name)) and counts:
            names, found = "a share, and its figures are plain numbers", counts[0]
        else:
            continue
        yield Hit(
            f"{name} begins as {names}: {quoted(kpi.name)} is given as {quoted(found or '')}.",
            about=(name,),
            quote=tidy(kpi.name),
            where=(kpi.where,),
        )


@rule(
    code="name-states-the-wish",
    title="A name that states the wish and not the measure",
    severity="note",
    why="“Reduction in complaints” or “Parents say that support is good” says what is hoped for. It does not say what "
    "is counted, of whom, or out of how many.",
    example="Families report that communication is good.",
    remedy="Name what is counted: the number or percentage, of whom, and what counts as a yes.",
)
def name_states_the_wish(subject: Subject) -> Iterator[Hit]:
    found = [(name, kpi) for name, kpi in subject.kpis if _states_a_wish(tidy(kpi.name))]
    if found:
        names = [f"{name} {quoted(kpi.name, 70)}" for name, kpi in found]
        yield Hit(
            f"{counted(len(found), 'KPI')} {'is' if len(found) == 1 else 'are'} named for what is hoped for and not "
            f"for what is counted: {listed(names)}.",
            about=tuple(name for name, _ in found),
            quote=tidy(found[0][1].name),
            where=tuple(kpi.where for _, kpi in found),
        )


def _states_a_wish(name: str) -> bool:
    if _CHANGE.match(name):
        return True
    if _COUNT.match(name) or _SHARE.match(name):
        return False
    opinion = None if _WHO_SAY.search(name) else _OPINION.search(name)
    return bool(_WILL.search(name)) or bool(opinion and not _MEASURED.search(name[: opinion.start(1)]))


@rule(
    code="measure-name-unclear",
    title="A measure's name that can be misread",
    severity="note",
    why="Whoever supplies the figure works from the name. A missing word or a missing threshold gives two people two "
    "different figures.",
    example="Percentage of parents’ confidence in the service.",
    remedy="Rewrite each name so that it says of whom, what they did or said, and what answer counts.",
)
def measure_name_unclear(subject: Subject) -> Iterator[Hit]:
    found: list[tuple[str, Kpi, str]] = []
    for name, kpi in subject.kpis:
        fault = _slip(tidy(kpi.name))
        if fault:
            found.append((name, kpi, fault))
    if found:
        listing = [f"{name} {quoted(kpi.name, 60)} {fault}" for name, kpi, fault in found]
        yield Hit(
            f"{counted(len(found), 'measure name')} may be misread: {'; '.join(listing[:10])}.",
            about=tuple(name for name, _, _ in found),
            quote=tidy(found[0][1].name),
            where=tuple(kpi.where for _, kpi, _ in found),
        )


def _slip(name: str) -> str | None:
    if _OF_A_FEELING.match(name) and not _RATING.search(name):
        return "does not say what answer counts"
    people = _PEOPLE_RATE.match(name)
    if people and not _JOINED.search(people.group(0)):
        return "lacks a “who”"
    if _NO_OF.match(name):
        return "lacks an “of”"
    if _RATE_THAT.search(name):
        return "says “rate that” where “rate” may be meant"
    return None


@rule(
    code="measure-without-unit",
    title="A measure with no unit",
    severity="note",
    why="“Sickness: 10% reduction” may be days, people or a rate. Until the unit is stated any of them can be chosen "
    "when the time comes to report.",
    example="Levels of agency staff, baseline TBC, 10% reduction.",
    remedy="Say in the name what is counted, for example posts, full-time equivalents, days lost or a percentage.",
)
def measure_without_unit(subject: Subject) -> Iterator[Hit]:
    found = []
    for name, kpi in subject.kpis:
        units = {kpi.baseline.unit, *(step.unit for step in kpi.steps if step.kind in {"level", "remainder"})}
        relative = any(step.kind == "relative_change" for step in kpi.steps)
        amount = _AMOUNT.search(kpi.name) and not _MEASURED.search(kpi.name)
        if relative and amount and not units - {None, "count"}:
            found.append((name, kpi))
    if found:
        yield Hit(
            f"{counted(len(found), 'KPI')} {'does' if len(found) == 1 else 'do'} not say in what unit "
            f"{'it is' if len(found) == 1 else 'they are'} measured: "
            f"{listed(f'{name} {quoted(kpi.name, 60)}' for name, kpi in found)}.",
            about=tuple(name for name, _ in found),
            quote=tidy(found[0][1].name),
            where=tuple(kpi.where for _, kpi in found),
        )
