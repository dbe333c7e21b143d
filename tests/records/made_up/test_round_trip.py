"""The made-up area reads back as the same tables from each form of the return, and breaks no rule."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sendplan.records.checks.check import rules
from sendplan.records.loading import load, tables_of
from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.published import authorities, total
from sendplan.records.store import Store

YEARS = (2023, 2024, 2025)
FORMS = ("xml", "collect", "template", "supplier")


def files(folder: Path, year: int) -> dict[str, list[Path]]:
    return {
        "xml": [folder / f"sen2-{year}.xml"],
        "collect": sorted((folder / f"collect-{year}").glob("*.csv")),
        "template": [folder / f"sen2-{year}-template.xlsx"],
        "supplier": [folder / f"sen2-{year}-supplier.xlsx"],
    }


def same_in_each_form(folder: Path, code: str, seed: int) -> None:
    said: list[str] = []
    write_area(authorities()[code], seed, folder, YEARS, FORMS, False, said.append)
    for year in YEARS:
        forms = files(folder, year)
        tables = {form: tables_of(forms[form]) for form in FORMS}
        assert len(tables["xml"]["people"]) > 5
        for form in FORMS[1:]:
            assert tables[form] == tables["xml"], (year, form)
        store = Store(folder / "store", "made-up")
        report = load(forms["xml"], store=store, today=dt.date(2026, 1, 1), who="a test", dry_run=True)
        known = rules()
        errors = {rule: n for rule, n in report.issues.items() if rule in known and known[rule].severity == "error"}
        assert errors == without_need(code, year)
        assert report.rows["activeplans"].aside == sum(errors.values())
        assert all(report.rows[table].aside == 0 for table in ("person", "requests", "assessment", "namedplan"))


def without_need(code: str, year: int) -> dict[str, int]:
    """DfE publishes new plans whose need is not known; a return that gives its figures has to send them so."""
    unknown = total("sen_need_newplans", code, f"{year - 1}{year - 2000}").get("number_need_unknown")
    return {"D1a": unknown} if unknown else {}


def test_each_form_loads_to_the_same_tables(tmp_path: Path) -> None:
    same_in_each_form(tmp_path, "E09000001", 1)


@pytest.mark.prove
@pytest.mark.timeout(900)
@pytest.mark.parametrize("code", ["E10000008", "E06000006"])
def test_each_form_of_a_county_loads_to_the_same_tables(tmp_path: Path, code: str) -> None:
    same_in_each_form(tmp_path, code, 1)
