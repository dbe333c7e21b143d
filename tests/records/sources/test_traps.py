"""The traps that public parsers of the SEN2 return fall into, each shown not to be ours."""

from __future__ import annotations

from pathlib import Path

from sendplan.records.modules import MODULES
from sendplan.records.sources.recognise import recognise
from sendplan.records.staging import Staging
from sendplan.records.values import type_columns
from tests.records.sources import returns
from tests.records.sources.returns import HEAD, Record, child


def loaded(
    people: list[Record], folder: Path, select: str, head: dict[str, str] | None = None
) -> list[tuple[object, ...]]:
    path = folder / "return.xml"
    path.write_text(returns.xml(people, head), encoding="utf-8")
    with Staging(folder) as staging:
        header = recognise([path]).read(staging)
        assert header is not None
        for module in MODULES.values():
            items = {item.tag.lower(): item for item in module.items}
            type_columns(staging, module.name, list(items.values()), year=header.year)
        return staging.con.execute(select).fetchall()


def test_trap_1_residential_and_work_based_are_read_where_collect_has_them(tmp_path: Path) -> None:
    people = [child(namedplan={"PlanRes": "A", "PlanWBP": "S"}, placementdetail={"Res": "B", "WBP": "T"})]
    assert loaded(people, tmp_path, "SELECT planres, planwbp FROM namedplan") == [("A", "S")]
    assert loaded(people, tmp_path, "SELECT res, wbp FROM placementdetail") == [("B", "T")]


def test_trap_2_sensetting_is_read_as_dfe_spells_it(tmp_path: Path) -> None:
    people = [child(placementdetail={"URN": "", "UKPRN": "", "SENsetting": "EHE"})]
    assert loaded(people, tmp_path, "SELECT sensetting FROM placementdetail") == [("EHE",)]


def test_trap_3_both_needs_the_ukprn_and_the_review_items_are_kept(tmp_path: Path) -> None:
    needs = "SELECT sentype, sentyperank FROM senneed ORDER BY row_no"
    assert loaded([child()], tmp_path, needs) == [("ASD", 1), ("DS", 2)]
    assert loaded([child()], tmp_path, "SELECT ukprn FROM placementdetail") == [("10001000",)]
    reviews = "SELECT CAST(reviewdraft AS VARCHAR), CAST(phasetransferduedate AS VARCHAR) FROM activeplans"
    assert loaded([child()], tmp_path, reviews) == [("2024-12-02", "2025-02-15")]


def test_trap_4_two_named_settings_stay_two(tmp_path: Path) -> None:
    people = [child()]
    plan = people[0].under[0].under[0].under[0]
    plan.under.append(Record("plandetail", {"URN": "113000", "PlacementRank": "2"}))
    rows = loaded(people, tmp_path, "SELECT urn, placementrank FROM plandetail ORDER BY row_no")
    assert rows == [("112000", 1), ("113000", 2)]


def test_trap_5_joined_by_request_and_children_with_mediation_or_tribunal_are_kept(tmp_path: Path) -> None:
    people = [child(requests={"RequestMediation": "1", "RequestTribunal": "1"}, assessment={"OtherTribunal": "1"})]
    people[0].under.append(Record("requests", {"ReceivedDate": "2024-08-01", "RequestOutcome": "A"}))
    joined = """SELECT CAST(r.receiveddate AS VARCHAR), a.assessmentoutcome
        FROM requests r LEFT JOIN assessment a ON a.parent_no = r.row_no ORDER BY r.row_no"""
    assert loaded(people, tmp_path, joined) == [("2024-02-01", "Y"), ("2024-08-01", None)]


def test_trap_6_the_days_that_sixteen_and_six_weeks_need_are_kept(tmp_path: Path) -> None:
    people = [child(requests={"RequestOutcome": "N", "RequestOutcomeDate": "2024-03-14"})]
    days = "SELECT requestoutcomedate - receiveddate FROM requests"
    assert loaded(people, tmp_path, days) == [(42,)]
    people = [child(assessment={"AssessmentOutcome": "N", "AssessmentOutcomeDate": "2024-05-23"})]
    days = "SELECT a.assessmentoutcomedate - r.receiveddate FROM assessment a JOIN requests r ON r.row_no = a.parent_no"
    assert loaded(people, tmp_path, days) == [(112,)]


def test_trap_7_an_unknown_ethnicity_is_kept_and_asked_about(tmp_path: Path) -> None:
    people = [child(person={"Ethnicity": "QQQQ"}), child(person={"Ethnicity": "WBRI"})]
    assert loaded(people, tmp_path, "SELECT ethnicity FROM person ORDER BY row_no") == [("QQQQ",), ("WBRI",)]
    asked = "SELECT rule, severity, value, row_no FROM issues WHERE col = 'ethnicity'"
    assert loaded(people, tmp_path, asked) == [("code-unknown", "query", "QQQQ", 1)]


def test_gender_of_2023_is_read_under_its_own_item(tmp_path: Path) -> None:
    head = {**HEAD, "Year": "2023", "ReferenceDate": "2023-01-19"}
    people = [Record("person", {"GenderCurrent": "9"}), Record("person", {"Gender": "1"})]
    assert loaded(people, tmp_path, "SELECT gendercurrent, sex FROM person ORDER BY row_no", head) == [
        ("9", None),
        ("1", None),
    ]
