"""One change at a time to the published page, each with the change it must make to the draft and to nothing else.

A mutation takes a page and a source of chance, changes the page's lines and its wants together, and says in words
what it did. All names, dates and figures put in are made up.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

from tests.plan_reader.metamorphic.flattened_plan import Line, Page, Part, Row, Table, Want

Mutation = Callable[[Page, Random], None]

EVERY: dict[str, Mutation] = {}
TEXTUAL: set[str] = set()  # change characters all through: done last where several are done

MONTHS = list(calendar.month_name)[1:]
MONTH_YEAR = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})")


def mutation(function: Mutation) -> Mutation:
    EVERY[function.__name__] = function
    return function


def textual(function: Mutation) -> Mutation:
    TEXTUAL.add(function.__name__)
    return mutation(function)


def month_year(rng: Random) -> tuple[str, dt.date, dt.date]:
    year, month = rng.choice([2023, 2024, 2025]), rng.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    return f"{MONTHS[month - 1]} {year}", dt.date(year, month, 1), dt.date(year, month, last)


# --- finding one's way in a row ------------------------------------------------------------------------------


def write_tail(row: Row, due: str, owners: list[str]) -> None:
    """Write an action's date and owners anew, as most rows of the page have them."""
    old = row.want["due"]["as_written"]
    dated = re.compile(rf"{re.escape(old)}( –.*)?$")
    number, found = [(n, m) for n, line in enumerate(row.lines) if (m := dated.search(line))][-1]
    before = row.lines[number][: found.start()]
    first = f"{before}{due}" + (f" – {owners[0]}" if owners else "")
    row.lines = [*row.lines[:number], first]
    for owner in owners[1:]:
        row.lines += ["", f"– {owner}"]
    if len(owners) > 1:
        row.lines.append("")


def want_owners(row: Row, owners: list[str]) -> None:
    parts = {owner["as_written"]: owner["part"] for owner in row.want["named_owners"]}
    row.want["owners"] = owners
    row.want["named_owners"] = [{"as_written": owner, "part": parts.get(owner)} for owner in owners]


def written_cells(row: Row) -> list[str | None]:
    baseline = row.want["baseline"]
    return [baseline["as_written"], baseline["on_as_written"], *(step["as_written"] for step in row.want["steps"])]


def write_cell(row: Row, wanted: int, new: str) -> None:
    """Write one of a KPI's cells anew: 0 its baseline, 1 the baseline's date, 2 and on its steps."""
    text = "\n".join(row.lines)
    name = row.want["name"]
    assert text.startswith(name), f"the row does not begin with its name: {name!r}"
    at = len(name)
    for number, cell in enumerate(written_cells(row)):
        if cell is None:
            continue
        at = text.index(cell, at)
        if number == wanted:
            row.lines = (text[:at] + new + text[at + len(cell) :]).split("\n")
            return
        at += len(cell)
    raise AssertionError(f"{name!r} has no cell {wanted}")


def tables(page: Page, at_least: int = 1) -> list[Table]:
    return [table for part in page.parts for table in part.kpis if len(table.rows) >= at_least]


def called(row: Row) -> str:
    return str(row.want.get("ref") or row.want["name"])


# --- whole rows ----------------------------------------------------------------------------------------------


def swap(rows: list[Row], rng: Random) -> str:
    one, other = rng.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]
    return f"{called(rows[other])} and {called(rows[one])}"


@mutation
def swap_two_actions(page: Page, rng: Random) -> None:
    rows = rng.choice([part.actions.rows for part in page.parts if len(part.actions.rows) > 1])
    page.notes.append(f"swapped the rows of {swap(rows, rng)}")


@mutation
def swap_two_kpis(page: Page, rng: Random) -> None:
    page.notes.append(f"swapped the rows of {swap(rng.choice(tables(page, 2)).rows, rng)}")


@mutation
def drop_an_action(page: Page, rng: Random) -> None:
    rows = rng.choice([part.actions.rows for part in page.parts if len(part.actions.rows) > 1])
    page.notes.append(f"dropped the row of {called(rows.pop(rng.randrange(len(rows))))}")


@mutation
def drop_a_kpi(page: Page, rng: Random) -> None:
    rows = rng.choice(tables(page, 2)).rows
    page.notes.append(f"dropped the row of {called(rows.pop(rng.randrange(len(rows))))}")


@mutation
def add_an_action(page: Page, rng: Random) -> None:
    part = rng.choice(page.parts)
    letter = part.want["letter"]
    ref = f"{letter}{max(int(row.want['ref'][1:]) for row in part.actions.rows) + 1}"
    due, earliest, latest = month_year(rng)
    text = "Publish a guide to preparing for adulthood, written with young people."
    outcome = "Families know whom to ask and what comes next."
    owner = rng.choice(OWNERS)
    want: Want = {
        "ref": ref,
        "section": letter,
        "text": text,
        "outcomes": [outcome],
        "due": {"as_written": due, "earliest": earliest, "latest": latest, "kind": "month"},
        "owners": [owner],
        "named_owners": [{"as_written": owner, "part": None}],
    }
    part.actions.rows.append(Row([f"{ref} {text} {outcome} {due} – {owner}"], want, doubtful=False))
    page.notes.append(f"added an action {ref}")


@mutation
def add_a_kpi(page: Page, rng: Random) -> None:
    part = rng.choice(page.parts)
    table = rng.choice(part.kpis)
    name, (dated, earliest, latest) = rng.choice(NAMES), month_year(rng)
    levels = [rng.randint(1, 99) for _ in range(1 + len(table.rows[0].want["steps"]))]
    steps = [
        {**step, "as_written": f"{level}%", "kind": "level", "value": Decimal(level), "unit": "percent"}
        for step, level in zip(table.rows[0].want["steps"], levels[1:], strict=True)
    ]
    want: Want = {
        "section": part.want["letter"],
        "name": name,
        "baseline": {
            "as_written": f"{levels[0]}%",
            "value": Decimal(levels[0]),
            "unit": "percent",
            "on": latest,
            "on_as_written": dated,
            "on_earliest": earliest,
        },
        "steps": steps,
        "better": "unknown",
    }
    line = " ".join([name, f"{levels[0]}%", dated, *(step["as_written"] for step in steps)])
    place = rng.randint(0, len(table.rows))
    table.rows.insert(place, Row([line], want, doubtful=False, any_of={"better"}))
    page.notes.append(f"added a KPI: {line}")


# --- names ---------------------------------------------------------------------------------------------------

NAMES = (
    "Rate of suspension among pupils who receive SEN Support",
    "Share of families offered a keyworker before diagnosis",
    "Children waiting for speech and language therapy",
    "Young people in a supported internship",
    "Annual reviews completed on time, all phases",
    "Appeals lodged with the Tribunal",
    "Average wait for a wheelchair assessment",
    "Attendance – pupils with EHC Plans",
    "% of requests answered by the portage service",
    "Parent carers who feel ‘listened to’ (survey)",
)
NAMES_LIKE_CELLS = (
    "Children seen since January 2023",
    "Pupils in Year 11",
    "Reviews finished at 100%",
    "Measure TBC by the board",
    "Waits over 52",
    "Families reached by the 50% target",
)
OWNERS = (
    "Director of Inclusion",
    "Head of Virtual School",
    "Designated Clinical Officer",
    "Principal Educational Psychologist",
    "Chief Executive, Anytown Hospitals",
    "Assistant Director (Early Help)",
    "Anytown Parent Carer Forum",
)
OWNERS_LIKE_DATES = ("Head of 0 – 25 Service", "Lead for May 2024 – Transitions", "Director – Children")


def rename(row: Row, name: str, page: Page) -> None:
    old = row.want["name"]
    assert row.lines[0].startswith(old)
    row.lines[0] = name + row.lines[0].removeprefix(old)
    row.want["name"] = name
    row.any_of |= {"better", "unit"}
    page.notes.append(f"renamed the KPI {old!r} to {name!r}")


@mutation
def rename_a_kpi(page: Page, rng: Random) -> None:
    rename(rng.choice(page.kpi_rows()), rng.choice(NAMES), page)


@mutation
def rename_a_kpi_to_something_like_a_cell(page: Page, rng: Random) -> None:
    row = rng.choice(page.kpi_rows())
    rename(row, rng.choice(NAMES_LIKE_CELLS), page)
    row.may_be_unsure = True


def rename_owner(row: Row, old: str, new: str) -> None:
    for number, line in enumerate(row.lines):
        if line.endswith(old) and "–" in line.removesuffix(old):
            row.lines[number] = line.removesuffix(old) + new
            break
    else:
        raise AssertionError(f"{called(row)} has no owner {old!r}")
    want_owners(row, [new if owner == old else owner for owner in row.want["owners"]])


@mutation
def rename_an_owner(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if row.want["owners"]])
    old, new = rng.choice(row.want["owners"]), rng.choice(OWNERS)
    rename_owner(row, old, new)
    page.notes.append(f"{called(row)}: renamed the owner {old!r} to {new!r}")


@mutation
def rename_an_owner_to_something_like_a_date(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if row.want["owners"]])
    old, new = rng.choice(row.want["owners"]), rng.choice(OWNERS_LIKE_DATES)
    rename_owner(row, old, new)
    row.may_be_unsure = True
    page.notes.append(f"{called(row)}: renamed the owner {old!r} to {new!r}")


@mutation
def rename_an_owner_everywhere(page: Page, rng: Random) -> None:
    old = rng.choice(sorted({owner for row in page.rows() for owner in row.want["owners"]}))
    new = rng.choice(OWNERS)
    for row in page.rows():
        if old in row.want["owners"]:
            rename_owner(row, old, new)
    page.notes.append(f"renamed the owner {old!r} to {new!r} in every action")


@mutation
def drop_an_owner(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if len(row.want["owners"]) > 1])
    owners = list(row.want["owners"])
    gone = owners.pop(rng.randrange(len(owners)))
    write_tail(row, row.want["due"]["as_written"], owners)
    want_owners(row, owners)
    page.notes.append(f"{called(row)}: dropped the owner {gone!r}")


@mutation
def drop_every_owner(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if row.want["owners"]])
    write_tail(row, row.want["due"]["as_written"], [])
    want_owners(row, [])
    page.notes.append(f"{called(row)}: dropped its owners")


@mutation
def add_an_owner(page: Page, rng: Random) -> None:
    row = rng.choice(page.rows())
    owners = [*row.want["owners"], rng.choice([owner for owner in OWNERS if owner not in row.want["owners"]])]
    write_tail(row, row.want["due"]["as_written"], owners)
    want_owners(row, owners)
    page.notes.append(f"{called(row)}: added the owner {owners[-1]!r}")


# --- dates and figures ---------------------------------------------------------------------------------------


def redate(row: Row, due: Want, page: Page) -> None:
    page.notes.append(f"{called(row)}: redated from {row.want['due']['as_written']!r} to {due['as_written']!r}")
    write_tail(row, due["as_written"], row.want["owners"])
    row.want["due"] = due


@mutation
def redate_an_action(page: Page, rng: Random) -> None:
    written, earliest, latest = month_year(rng)
    due = {"as_written": written, "earliest": earliest, "latest": latest, "kind": "month"}
    redate(rng.choice(page.rows()), due, page)


@mutation
def redate_an_action_to_a_day(page: Page, rng: Random) -> None:
    day = dt.date(2024, rng.randint(1, 12), rng.randint(1, 28))
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    redate(rng.choice(page.rows()), {"as_written": written, "earliest": day, "latest": day, "kind": "day"}, page)


@mutation
def redate_an_action_in_words(page: Page, rng: Random) -> None:
    """Dates written otherwise: what is checked is the words, the kind and, where it is plain, the last day."""
    row = rng.choice(page.rows())
    words: tuple[str, str, dt.date | None, set[str]] = rng.choice(
        [
            ("End March 2024", "month", dt.date(2024, 3, 31), {"due.earliest", "due.kind"}),
            ("Spring term 2024", "term", None, {"due.earliest", "due.latest"}),
            ("Autumn Term 2024", "term", None, {"due.earliest", "due.latest"}),
            ("Q2 2024/25", "quarter", None, {"due.earliest", "due.latest"}),
            ("Ongoing", "ongoing", None, {"due.earliest", "due.latest"}),
        ]
    )
    written, kind, latest, any_of = words
    row.any_of |= any_of
    row.may_be_unsure = True
    redate(row, {"as_written": written, "earliest": None, "latest": latest, "kind": kind}, page)


@mutation
def redate_a_baseline(page: Page, rng: Random) -> None:
    dated = [r for r in page.kpi_rows() if MONTH_YEAR.fullmatch(r.want["baseline"]["on_as_written"] or "")]
    row = rng.choice(dated)
    written, earliest, latest = month_year(rng)
    write_cell(row, 1, written)
    baseline = row.want["baseline"]
    page.notes.append(f"{called(row)}: baseline redated from {baseline['on_as_written']!r} to {written!r}")
    row.want["baseline"] = {**baseline, "on": latest, "on_as_written": written, "on_earliest": earliest}


@mutation
def redate_a_header(page: Page, rng: Random) -> None:
    table = rng.choice(tables(page))
    number = rng.randrange(len(table.rows[0].want["steps"]))
    old = table.rows[0].want["steps"][number]["label"]
    dates = {step["label"] for step in table.rows[0].want["steps"]}
    new, latest = old, None
    while new in dates:
        written, _, latest = month_year(rng)
        new = MONTH_YEAR.sub(written, old)
    assert table.header.count(old) == 1
    table.header = table.header.replace(old, new)
    for row in table.rows:
        row.want["steps"][number] = {**row.want["steps"][number], "label": new, "on": latest}
    page.notes.append(f"the step {old!r} became {new!r} in the header over {called(table.rows[0])!r}")


FIGURE = re.compile(r"\d[\d,]*(\.\d+)?")


def new_figure(old: Want, rng: Random) -> Want:
    """The same step with another figure and, for a relative change, perhaps the other way."""
    words = old["as_written"]
    figure = rng.choice([str(rng.randint(1, 99)), f"{rng.randint(1, 98)}.{rng.randint(1, 9)}"])
    if "%" not in words:
        figure = rng.choice([str(rng.randint(1, 999)), f"{rng.randint(1, 9)},{rng.randint(0, 999):03d}"])
    words = FIGURE.sub(figure, words, count=1)
    value = Decimal(figure.replace(",", ""))
    if old["kind"] in {"relative_change", "percentage_point_change"}:
        if rng.random() < 0.5:
            for one, other in (("reduction", "increase"), ("increase", "reduction")):
                if one in words:
                    words = words.replace(one, other)
                    break
        value = -value if "reduction" in words else value
    return {**old, "as_written": words, "value": value}


@mutation
def change_a_figure(page: Page, rng: Random) -> None:
    row, number = rng.choice(
        [
            (row, number)
            for row in page.kpi_rows()
            for number, step in enumerate(row.want["steps"])
            if FIGURE.search(step["as_written"] or "")
        ]
    )
    old = row.want["steps"][number]
    new = new_figure(old, rng)
    write_cell(row, number + 2, new["as_written"])
    row.want["steps"][number] = new
    row.any_of.add("better")
    page.notes.append(f"{called(row)}: {old['as_written']!r} became {new['as_written']!r} at {old['label']!r}")


@mutation
def change_a_baseline(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.kpi_rows() if row.want["baseline"]["value"] is not None])
    old = row.want["baseline"]
    figure = str(rng.randint(1, 99))
    words = FIGURE.sub(figure, old["as_written"], count=1)
    write_cell(row, 0, words)
    row.want["baseline"] = {**old, "as_written": words, "value": Decimal(figure)}
    row.any_of.add("better")
    page.notes.append(f"{called(row)}: baseline {old['as_written']!r} became {words!r}")


# --- sections and statements ---------------------------------------------------------------------------------


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


# --- what is not the plan's --------------------------------------------------------------------------------------

FURNITURE = ("Print this page", "Share this page", "Back to top", "Accept all cookies", "Page 3 of 12", "Menu")


@mutation
def insert_furniture(page: Page, rng: Random) -> None:
    """A line that only the web page adds, where it cannot be taken for the plan's."""
    words = rng.choice(FURNITURE)
    place = rng.choice(["top", "end", "between"])
    if place == "top":
        page.head = [words, "", *page.head]
    elif place == "end":
        page.tail = [*page.tail, "", words]
    else:
        rng.choice(page.parts).between[4] += [words, ""]
    page.furniture.append(words)
    page.notes.append(
        f"inserted {words!r} at the {place}" if place != "between" else f"inserted {words!r} between sections"
    )


@mutation
def insert_a_page_break_in_a_table(page: Page, rng: Random) -> None:
    """A page's number between two rows of a table, as a printed page leaves it."""
    table = rng.choice([*(part.actions for part in page.parts), *tables(page, 2)])
    number = rng.randrange(len(table.rows) - 1)
    words = f"Page {rng.randint(2, 30)} of 31"
    row = table.rows[number]
    row.lines = [*row.lines, "", words, ""]
    row.may_be_unsure = table.rows[number + 1].may_be_unsure = True
    page.kept.append(words)
    page.notes.append(f"inserted {words!r} after the row of {called(row)}")


# --- characters ------------------------------------------------------------------------------------------------------


@textual
def change_dashes(page: Page, rng: Random) -> None:
    dash = rng.choice(["-", "—"])
    page.rewrite.append(("–", dash))
    page.notes.append(f"wrote every – as {dash}")


@textual
def make_no_break_spaces_plain(page: Page, rng: Random) -> None:
    page.rewrite.append(("\u00a0", " "))
    for row in [*page.rows(), *page.kpi_rows()]:
        row.may_be_unsure |= any("\u00a0" in line for line in row.lines)
    page.notes.append("made every no-break space a plain one")


@textual
def change_line_ends(page: Page, rng: Random) -> None:
    page.newline = rng.choice(["\r\n", "\r"])
    page.notes.append(f"ended lines with {page.newline!r}")


@textual
def double_blank_lines(page: Page, rng: Random) -> None:
    page.blank_lines = rng.choice([2, 3])
    page.notes.append(f"wrote each blank line {page.blank_lines} times")


@textual
def end_lines_with_spaces(page: Page, rng: Random) -> None:
    page.line_end = rng.choice([" ", "  ", "\t"])
    page.notes.append(f"ended every line with {page.line_end!r}")


@textual
def change_bullets(page: Page, rng: Random) -> None:
    bullet = rng.choice(["  * ", "  · ", "- ", "•\t"])
    page.rewrite.append(("  • ", bullet))
    page.notes.append(f"wrote every bullet as {bullet!r}")


@textual
def change_encoding(page: Page, rng: Random) -> None:
    page.encoding = rng.choice(["utf-8-sig", "utf-16", "cp1252"])
    page.notes.append(f"wrote the file as {page.encoding}")
