"""What is not the plan: furniture, page breaks, dashes, spaces, line ends, bullets and encodings."""

from __future__ import annotations

from random import Random

from tests.plan_reader.metamorphic.changes import called, mutation, tables, textual
from tests.plan_reader.metamorphic.flattened_plan import Page

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
