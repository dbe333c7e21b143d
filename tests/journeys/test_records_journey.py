"""The January return, as the officer who answers for it brings it in.

Given the nine CSV files that COLLECT exports, with rows that cannot be counted
When the data officer loads them, all or nothing, and then with those rows set aside
Then every step says what came of it: progress, the rules that found something, the row, the workbook; and undo undoes
"""

from __future__ import annotations

import csv
import os
import re
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from sendplan.cli import processes
from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.published import authorities
from tests.journeys.browser import DESK, PHONE, Visitor, keep_picture, visitor
from tests.serving import Serve, Serving

SMALLEST = "E09000001"
FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1"]
SAMPLE = Path(__file__).parent.parent / "records" / "samples" / "sen2-2025.xml"
DONE = re.compile("^(Loaded|Refused|Stopped)")


@pytest.fixture(scope="module")
def nine(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A small authority's made-up return with faults in it, and ethnicities that would be formulas in a workbook."""
    folder = tmp_path_factory.mktemp("collect") / "area"
    write_area(authorities()[SMALLEST], 1, folder, (2024,), ("collect",), True, lambda _: None)
    files = sorted((folder / "collect-2024").glob("*.csv"))
    assert len(files) == 9
    (people,) = [path for path in files if path.name.endswith("_person.csv")]
    with people.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    at = [head.casefold() for head in rows[0]].index("ethnicity")
    for row, formula in zip(rows[1:], FORMULAS, strict=False):
        row[at] = formula
    with people.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(rows)
    # Sent in as Devon's own: another authority's return is refused.
    (header,) = [path for path in files if path.name.endswith("_sen2.csv")]
    header.write_text(header.read_text(encoding="utf-8").replace(",201,", ",878,"), encoding="utf-8")
    return files


def press(one: Visitor, name: str) -> None:
    one.page.get_by_role("button", name=name, exact=True).click()
    one.page.wait_for_load_state()


def follow(one: Visitor, name: str | re.Pattern[str]) -> None:
    one.page.get_by_role("link", name=name, exact=isinstance(name, str)).first.click()
    one.page.wait_for_load_state()


def look(one: Visitor, name: str) -> None:
    keep_picture(one, f"records-{name}")
    one.check()


def state(one: Visitor) -> str:
    """What the heading says of the load, without the line above it."""
    return one.page.locator("h1").inner_text().splitlines()[-1]


def look_again(one: Visitor) -> str:
    """Follow the page's own link until the work is done, as anybody can without a script."""
    until = time.monotonic() + 60
    while not DONE.match(state(one)):
        assert time.monotonic() < until, one.page.locator("main").inner_text()
        follow(one, "Look again")
    return state(one)


def begin(one: Visitor, files: Sequence[Path], how: str) -> None:
    one.go("/staff/devon/records/load/")
    one.page.get_by_label("The files", exact=True).set_input_files(files)
    one.page.get_by_label(how).check()
    press(one, "Load these files")


def begin_by_keyboard(one: Visitor, files: Sequence[Path]) -> None:
    one.go("/staff/devon/records/load/")
    one.page.get_by_label("The files", exact=True).set_input_files(files)
    one.page.get_by_label("The files", exact=True).focus()
    one.page.keyboard.press("Tab")
    one.page.keyboard.press("Space")
    one.page.keyboard.press("ArrowDown")
    expect(one.page.get_by_label("Set those rows aside")).to_be_checked()
    for _ in range(14):
        one.page.keyboard.press("Tab")
        if one.page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(re.compile("/records/lod_"))


def test_a_return_is_loaded_looked_into_taken_away_and_undone(
    browser: Browser, serve: Serve, nine: list[Path], tmp_path: Path
) -> None:
    site = serve(demo=True).url
    with visitor(browser, site, width=PHONE, scripts=False) as one:
        one.be("Priya Nair")
        follow(one, "Records")
        expect(one.page.locator("main")).to_contain_text("Nothing has been loaded yet")
        look(one, "none")
        begin(one, nine, "Load nothing, and show me what is wrong")
        assert look_again(one) == "Refused: nothing was changed"
        expect(one.page.locator("main")).to_contain_text("all or nothing was asked for")
        look(one, "refused")

    with visitor(browser, site, width=DESK) as one:
        main = one.page.locator("main")
        one.be("Priya Nair")
        one.go("/staff/devon/records/load/")
        press(one, "Load these files")
        expect(main).to_contain_text("Choose the files of the return, or of one feed.")
        look(one, "form-refused")
        begin_by_keyboard(one, nine)
        load = one.page.url.removeprefix(site.rstrip("/"))
        one.page.reload()
        look(one, "working")
        assert look_again(one) == "Loaded"
        unknown = one.page.locator("#rules tr", has_text="code-unknown")
        expect(unknown).to_contain_text("Query")
        expect(unknown.locator("td").nth(1)).to_have_text(re.compile(r"^\d+$"))
        expect(unknown).to_contain_text(re.compile(r"(\d+), then \1"))
        look(one, "loaded")
        with one.page.expect_download() as download:
            follow(one, re.compile("^Take all of them away"))
        book = tmp_path / "issues.xlsx"
        download.value.save_as(book)
        cells = [cell for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row]  # type: ignore[union-attr]  # one sheet
        assert {str(cell.value) for cell in cells} >= {formula.strip() for formula in FORMULAS}
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        one.page.locator("#rules").get_by_role("link", name="A code that is on no list").click()
        expect(main).to_contain_text("That you did is written down.")
        look(one, "rule")
        rule = one.page.url.removeprefix(site.rstrip("/"))
        one.page.locator("#found").get_by_role("link").first.click()
        one.page.wait_for_load_state()
        expect(main).to_contain_text("You are looking at a child’s record.")
        look(one, "row")
        row = one.page.url.removeprefix(site.rstrip("/"))

    with visitor(browser, site, width=PHONE) as one:
        one.be("Priya Nair")
        for name, address in {"rule": rule, "row": row, "form": "/staff/devon/records/load/", "loaded": load}.items():
            one.go(address)
            look(one, name)
        follow(one, "Undo this load")
        look(one, "undo")
        press(one, "Undo this load")
        expect(one.page.locator("main")).to_contain_text("The records are as they were before it.")
        assert state(one) == "Undone"
        look(one, "undone")
        follow(one, "Records")
        expect(one.page.locator("#loads tbody tr")).to_have_count(2)
        look(one, "history")
        one.be("Ravi Shah")
        one.go("/staff/devon/audit/")
        said = one.page.locator("main")
        expect(said).to_contain_text("Priya Nair took away a workbook")
        expect(said).to_contain_text("Priya Nair looked at")
        expect(said).to_contain_text("Priya Nair undid a load")


def worker(serving: Serving) -> processes.Running:
    """The process that does the work beside the server."""
    (found,) = [
        process
        for process in processes.every()
        if process.parent == serving.process.pid and b"work\0" in Path(f"/proc/{process.pid}/cmdline").read_bytes()
    ]
    return found


@pytest.mark.prove
def test_a_load_whose_worker_is_killed_says_so_and_the_next_is_whole(
    browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    text = SAMPLE.read_text(encoding="utf-8-sig")
    start, end = text.index("<Person>"), text.rindex("</Person>") + len("</Person>")
    large = tmp_path / "large.xml"
    large.write_text(text[:start] + text[start:end] * 1000 + text[end:], encoding="utf-8")
    serving = serve(demo=True)
    with visitor(browser, serving.url) as one:
        one.be("Priya Nair")
        begin(one, [large], "Set those rows aside")
        while state(one) == "Waiting its turn":
            follow(one, "Look again")
        os.kill(worker(serving).pid, signal.SIGKILL)
        follow(one, "Look again")
        assert state(one) == "Being loaded"
        assert look_again(one) == "Stopped: nothing was changed"
        expect(one.page.locator("main")).to_contain_text("The work was stopped before its end.")
        look(one, "stopped")
        begin(one, [SAMPLE], "Set those rows aside")
        assert look_again(one) == "Loaded"
        one.go("/staff/devon/records/")
        expect(one.page.locator("#loads")).to_contain_text("in force")
        expect(one.page.locator("#loads tbody tr")).to_have_count(2)
