"""A SEN2 return in each of its forms becomes the same rows; what is amiss in its shape is told and never guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendplan.records.faults import Refused
from sendplan.records.modules import MODULES
from sendplan.records.sources.header import Given, Header
from sendplan.records.sources.recognise import recognise
from sendplan.records.staging import Staging
from tests.records.sources import returns
from tests.records.sources.returns import HEAD, UNDER, Record, child

GIVEN = Given(2025, dt.date(2025, 1, 16), "301")
FOUND = Header(2025, dt.date(2025, 1, 16), "301")
# Words that XML, CSV and a sheet all carry as they are: no control characters, and nothing that is blank.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(
    lambda word: word.strip() == word and not word.startswith("=") and "_x" not in word
)


def to_xml(people: list[Record], folder: Path) -> list[Path]:
    path = folder / "return.xml"
    path.write_text(returns.xml(people), encoding="utf-8")
    return [path]


FORMS: dict[str, Callable[[list[Record], Path], list[Path]]] = {
    "sen2-xml": to_xml,
    "sen2-collect": returns.blades,
    "sen2-template": lambda people, folder: [returns.template(people, folder / "template.xlsx")],
    "sen2-workbook": lambda people, folder: [returns.sheets(people, folder / "supplier.xlsx")],
}


def record_of(module: str) -> st.SearchStrategy[Record]:
    items = [item.tag for item in MODULES[module].of(2025)]
    # A record has at least one item, and one of a plan, so that a workbook can show that it is there.
    values = st.dictionaries(st.sampled_from(items), WORDS, min_size=1)
    under = [
        st.lists(record_of(each), max_size=min(MODULES[each].most or 2, 2)) for each in UNDER[module]
    ]  # a list of each kind of record below, in the order of the XML
    return st.builds(lambda v, lists: Record(module, v, [r for each in lists for r in each]), values, st.tuples(*under))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(record_of("person"), min_size=1, max_size=4), st.sampled_from(["sen2-xml", "sen2-collect"]))
def test_any_lawful_return_is_read_row_for_row(people: list[Record], form: str) -> None:
    with TemporaryDirectory() as made:
        recognised = recognise(FORMS[form](people, Path(made)))
        with Staging(Path(made)) as staging:
            assert (recognised.kind, recognised.read(staging)) == (form, FOUND)
            assert returns.read_back(staging) == returns.expected(people)
            assert staging.con.execute("SELECT * FROM issues").fetchall() == []


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(record_of("person"), min_size=1, max_size=3), st.sampled_from(["sen2-template", "sen2-workbook"]))
def test_any_lawful_return_is_read_from_a_workbook(people: list[Record], form: str) -> None:
    for person in people:
        # A workbook's tables join by the request, of which each has one plan; and empty tables keep their headings.
        for request in person.under:
            for each in request.under:
                each.under = each.under[:1] if each.module == "assessment" else each.under
    with TemporaryDirectory() as made, Staging(Path(made)) as staging:
        recognised = recognise(FORMS[form](people, Path(made)))
        assert (recognised.kind, recognised.read(staging, GIVEN)) == (form, FOUND)
        assert returns.read_back(staging) == returns.expected(people)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_return_in_every_form_is_the_same_rows(form: str, tmp_path: Path) -> None:
    people = [child(), child(person={"Surname": "Zo\u00eb & Co <x>"})]
    people[0].under.append(Record("requests", {"ReceivedDate": "2024-09-09", "RequestOutcome": "A"}))
    recognised = recognise(FORMS[form](people, tmp_path))
    with Staging(tmp_path) as staging:
        assert recognised.read(staging, GIVEN) == FOUND
        assert recognised.kind == form
        assert returns.read_back(staging) == returns.expected(people)
        assert staging.con.execute("SELECT rule FROM issues").fetchall() == []
        lines = staging.con.execute("SELECT source_line FROM raw_requests ORDER BY row_no").fetchall()
        assert len(set(lines)) == 3


def read_xml(text: str, tmp_path: Path, staging: Staging, given: Given | None = None) -> Header | None:
    path = tmp_path / "return.xml"
    path.write_text(text, encoding="utf-8")
    return recognise([path]).read(staging, given)


def told(staging: Staging) -> list[tuple[object, ...]]:
    return staging.con.execute("SELECT rule, tbl, value, row_no, source_line FROM issues ORDER BY ALL").fetchall()


def test_tags_match_in_any_case_and_namespace(tmp_path: Path) -> None:
    text = returns.xml([child()])
    spelt = text.replace("SENsetting", "SENSetting").replace("<Person>", "<PERSON>").replace("</Person>", "</PERSON>")
    spelt = spelt.replace("<Message>", '<Message xmlns="urn:made-up">').replace("UPNunknown", "upnUnknown")
    with Staging(tmp_path) as staging:
        read_xml(spelt, tmp_path, staging)
        assert returns.read_back(staging) == returns.expected([child()])


def test_a_record_outside_its_parent_has_no_parent_and_is_not_lost(tmp_path: Path) -> None:
    assessment = "<Assessment><AssessmentOutcome>N</AssessmentOutcome></Assessment>"
    text = (
        returns.xml([child()])
        .replace("<Persons>", f"<Persons>{assessment}", 1)
        .replace("<Requests>", f"{assessment}<Requests>", 1)
    )
    with Staging(tmp_path) as staging:
        read_xml(text, tmp_path, staging)
        rows = staging.con.execute("SELECT parent_no, assessmentoutcome FROM raw_assessment ORDER BY row_no").fetchall()
        assert rows == [(None, "N"), (None, "N"), (1, "Y")]


def test_unknown_elements_are_kept_with_their_row_and_told_once(tmp_path: Path) -> None:
    people = [child(person={"Shoe": "5"}), child(person={"Shoe": "6"})]
    with Staging(tmp_path) as staging:
        read_xml(returns.xml(people), tmp_path, staging)
        assert staging.con.execute("SELECT extra FROM raw_person ORDER BY row_no").fetchall() == [
            ('{"Shoe": "5"}',),
            ('{"Shoe": "6"}',),
        ]
        assert [row[:4] for row in told(staging)] == [("S1", "person", "Shoe", None)]


def test_an_item_given_twice_keeps_the_first_and_tells_the_second(tmp_path: Path) -> None:
    text = returns.xml([child()]).replace("<Sex>F</Sex>", "<Sex> </Sex><Sex>F</Sex><Sex>M</Sex>")
    with Staging(tmp_path) as staging:
        read_xml(text, tmp_path, staging)
        assert staging.con.execute("SELECT sex, extra FROM raw_person").fetchall() == [("F", '{"Sex": "M"}')]
        assert [row[:4] for row in told(staging)] == [("S4", "person", "M", 1)]


def test_items_of_another_year_are_read_and_told(tmp_path: Path) -> None:
    head = {**HEAD, "Year": "2024", "ReferenceDate": "2024-01-18"}
    with Staging(tmp_path) as staging:
        read_xml(returns.xml([child()], head), tmp_path, staging)
        assert staging.con.execute("SELECT requestsource FROM raw_requests").fetchall() == [("1",)]
        assert [(row[0], row[2]) for row in told(staging)] == [
            ("S3", "PhaseTransferDueDate"), ("S3", "ReviewDraft"), ("S3", "RequestSource"),
        ]  # fmt: skip


@pytest.mark.parametrize(("year", "right", "wrong"), [(2023, "activeplans", "placementdetail"),
                                                      (2024, "placementdetail", "activeplans")])  # fmt: skip
def test_res_and_wbp_are_read_in_either_place_and_the_wrong_one_told(
    year: int, right: str, wrong: str, tmp_path: Path
) -> None:
    head = {**HEAD, "Year": str(year), "ReferenceDate": {2023: "2023-01-19", 2024: "2024-01-18"}[year]}
    plan = Record("activeplans", {}, [Record("placementdetail", {"URN": "1"})])
    at = {"activeplans": plan, "placementdetail": plan.under[0]}
    at[right].items["WBP"] = "A"
    at[wrong].items["Res"] = "B"
    with Staging(tmp_path) as staging:
        read_xml(returns.xml([Record("person", {}, [Record("requests", {}, [plan])])], head), tmp_path, staging)
        assert staging.con.execute(f"SELECT wbp FROM raw_{right}").fetchall() == [("A",)]
        assert staging.con.execute(f"SELECT res FROM raw_{wrong}").fetchall() == [("B",)]
        assert [row[:3] for row in told(staging)] == [("S2", wrong, "Res")]


def test_a_second_named_plan_or_active_plan_is_told(tmp_path: Path) -> None:
    twice = child()
    request = twice.under[0]
    request.under.append(Record("activeplans", {"TransferLA": "301"}))
    request.under[0].under.append(Record("namedplan", {"StartDate": "2024-07-01"}))
    with Staging(tmp_path) as staging:
        read_xml(returns.xml([twice]), tmp_path, staging)
        assert [row[:4] for row in told(staging)] == [("S5", "activeplans", "2", 2), ("S5", "namedplan", "2", 2)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"Year": "2022"}, "return.xml, line 2: its census year is not one whose items are known here (“2022”): load"),
        ({"Year": "2027"}, "load a return of 2023, 2024, 2025 or 2026."),
        ({"Year": ""}, "its header has no Year"),
        ({"ReferenceDate": "16/01/2025"}, "its ReferenceDate is not a date (“16/01/2025”)"),
        ({"ReferenceDate": ""}, "its header has no ReferenceDate"),
        ({"LEA": "0301"}, "its LEA is not an authority's number (“0301”)"),
        ({"LEA": ""}, "its header has no LEA"),
        ({"Collection": "SC"}, "is a return of another collection (“SC”)"),
    ],
)  # fmt: skip
def test_a_header_that_does_not_say_what_it_must_is_refused(
    changed: dict[str, str], words: str, tmp_path: Path
) -> None:
    with Staging(tmp_path) as staging, pytest.raises(Refused) as refused:
        read_xml(returns.xml([child()], {**HEAD, **changed}), tmp_path, staging)
    assert words in str(refused.value)


def test_what_a_header_lacks_may_be_given_and_what_it_has_must_agree(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        assert read_xml(returns.xml([child()], {"Collection": "SEN2"}), tmp_path, staging, GIVEN) == FOUND
    with Staging(tmp_path) as staging, pytest.raises(Refused, match="its LEA is not 302, as was said of it"):
        read_xml(returns.xml([child()]), tmp_path, staging, Given(authority="302"))


def test_a_reference_date_that_is_not_the_survey_day_is_told(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        read_xml(returns.xml([child()], {**HEAD, "ReferenceDate": "2025-Jan-15 00:00:00"}), tmp_path, staging)
        assert [row[:3] for row in told(staging)] == [("S8", "sen2", "2025-01-15")]


def test_a_part_of_collects_nine_files_is_refused_by_name(tmp_path: Path) -> None:
    paths = [path for path in returns.blades([child()], tmp_path) if "requests" not in path.name]
    with pytest.raises(Refused, match=r"of the nine files .* 1 cannot be found: “…_requests.csv”"):
        recognise(paths)


def _lines(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text("".join(change(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")


def test_collect_rows_without_their_parent_are_orphans_and_shared_ids_are_told(tmp_path: Path) -> None:
    paths = {path.stem.rsplit("_")[-1]: path for path in returns.blades([child(), child()], tmp_path)}
    _lines(paths["senneed"], lambda lines: [*lines[:1], *(line.replace(",9001,", ",77,") for line in lines[1:])])
    _lines(paths["assessment"], lambda lines: [*lines, lines[-1]])  # the same line twice
    _lines(paths["requests"], lambda lines: [*lines, lines[-1].replace("2024-02-01", "2024-03-01")])
    _lines(paths["person"], lambda lines: [*lines[:-1], lines[-1].rstrip() + ",stray\n"])
    with Staging(tmp_path) as staging:
        recognise(list(paths.values())).read(staging)
        orphans = staging.con.execute("SELECT count(*) FROM raw_senneed WHERE parent_no IS NULL").fetchall()
        assert orphans == [(2,)]
        assert staging.con.execute("SELECT extra FROM raw_person ORDER BY row_no").fetchall() == [
            ('{"beyond the headings": "stray"}',),
            (None,),
        ]
        assert [row[:4] for row in told(staging)] == [
            ("S6", "requests", "9001", 1),
            ("S6", "requests", "9001", 2),
            ("S9", "assessment", "3", 2),
            ("row-ragged", "person", None, 1),
        ]


def test_a_suppliers_workbook_without_header_is_refused_until_it_is_given(tmp_path: Path) -> None:
    path = returns.sheets([child()], tmp_path / "supplier.xlsx")
    with Staging(tmp_path) as staging, pytest.raises(Refused, match=r"supplier.xlsx: its header has no Year: .*say"):
        recognise([path]).read(staging)


def test_files_of_two_things_are_refused(tmp_path: Path) -> None:
    both = [*to_xml([child()], tmp_path), *returns.blades([child()], tmp_path)]
    with pytest.raises(Refused, match="they are 2 different things"):
        recognise(both)
    with pytest.raises(Refused, match="no file was chosen"):
        recognise([])
    stray = tmp_path / "stray.csv"
    stray.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"stray.csv, line 1: is nothing that is known here"):
        recognise([stray])
