"""Sections in another order, and their lists of statements changed."""

from __future__ import annotations

from random import Random

from tests.plan_reader.metamorphic.changes import mutation
from tests.plan_reader.metamorphic.flattened_plan import Line, Page, Part


def shuffle(page: Page, rng: Random) -> str:
    before = list(page.parts)
    while page.parts == before:
        rng.shuffle(page.parts)
    return ", ".join(part.want["letter"] for part in page.parts)


@mutation
def reorder_sections(page: Page, rng: Random) -> None:
    page.notes.append(f"put the sections in the order {shuffle(page, rng)}, their letters kept")


def letter_anew(part: Part, new: str) -> None:
    old = part.want["letter"]
    part.heading = part.heading.replace(f"Section {old}", f"Section {new}", 1)
    part.between[3] = [line.replace(f"ASW {old} ", f"ASW {new} ", 1) for line in part.between[3]]
    part.want = {**part.want, "letter": new}
    for row in part.actions.rows:
        number = row.want["ref"].removeprefix(old)
        row.lines[0] = f"{new}{number}" + row.lines[0].removeprefix(row.want["ref"])
        row.want = {**row.want, "ref": f"{new}{number}", "section": new}
    for table in part.kpis:
        for row in table.rows:
            row.want = {**row.want, "section": new}


@mutation
def reorder_and_letter_anew(page: Page, rng: Random) -> None:
    """The sections in another order and lettered A to D again, there and in the introduction."""
    page.notes.append(f"put the sections in the order {shuffle(page, rng)} and lettered them anew")
    weak = {weakness["letter"]: weakness for weakness in page.want["metadata"]["weaknesses"]}
    bullets = {letter: f"  • {letter}. " for letter in weak}
    places = [n for n, line in enumerate(page.head) if line.startswith(tuple(bullets.values()))]
    lines = {page.head[n][4]: page.head[n] for n in places}
    weaknesses = []
    for place, part, new in zip(places, page.parts, "ABCD", strict=True):
        old = part.want["letter"]
        page.head[place] = lines[old].replace(f"• {old}. ", f"• {new}. ")
        weaknesses.append({**weak[old], "letter": new})
        letter_anew(part, new)
    page.want["metadata"]["weaknesses"] = weaknesses


@mutation
def duplicate_a_need(page: Page, rng: Random) -> None:
    needs = rng.choice(page.parts).needs
    line = rng.choice(needs)
    needs.insert(rng.randint(0, len(needs)), Line(line.text, line.want))
    page.notes.append(f"wrote the need {line.want!r} twice")


@mutation
def delete_a_statement(page: Page, rng: Random) -> None:
    part = rng.choice(page.parts)
    lines = rng.choice([part.needs, part.voice])
    page.notes.append(f"deleted {lines.pop(rng.randrange(len(lines))).want!r}")


@mutation
def reword_a_statement(page: Page, rng: Random) -> None:
    part = rng.choice(page.parts)
    lines = rng.choice([part.needs, part.voice])
    number = rng.randrange(len(lines))
    words = rng.choice(
        ["Nobody rings back – not once since May 2023.", "A1 waits are longest in the north", "We waited 18 months"]
    )
    page.notes.append(f"reworded {lines[number].want!r} as {words!r}")
    lines[number] = Line(f"  • {words}", words)
