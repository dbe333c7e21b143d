"""Ten thousand rows broken in known ways among ten thousand good ones: each said once, none lost, nothing twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from stdnum.gb import upn as upns

from sendplan.records.loading import Report, load
from sendplan.records.store import Store

TODAY = date(2025, 3, 1)

# What is broken, the rule that must say so, and the column it must name.
BROKEN: tuple[tuple[dict[str, str], str, str], ...] = (
    ({"PersonBirthDate": ""}, "P1", "personbirthdate"),
    ({"PersonBirthDate": "2025-01-17"}, "P1", "personbirthdate"),
    ({"PersonBirthDate": "31/02/2015"}, "date-unread", "personbirthdate"),
    ({"UPN": "wrong letter"}, "P4a", "upn"),
    ({"UPN": "", "UPNunknown": ""}, "P3a", "upn"),
    ({"UPNunknown": "UN8"}, "P3b", "upnunknown"),
    ({"UPN": "", "UPNunknown": "UN1"}, "P4b", "upnunknown"),
    ({"ReceivedDate": ""}, "R1a", "receiveddate"),
    ({"RequestOutcomeDate": ""}, "R2a", "requestoutcomedate"),
    ({"RequestOutcomeDate": "2024-01-31"}, "R2b", "requestoutcomedate"),
)


def person(number: int, broken: dict[str, str]) -> str:
    rest = f"801{20 + number // 1_000_000:02}{number % 1_000_000:06}0"[:12]
    number_of_pupil = upns.calc_check_digit(rest) + rest
    if broken.get("UPN") == "wrong letter":
        # The next letter of the alphabet without I, O and S, so that it is wrong and nothing else is.
        letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
        broken = {**broken, "UPN": letters[(letters.index(number_of_pupil[0]) + 1) % 23] + rest}
    values = {
        "Surname": f"Sample{number}",
        "Forename": "Ada",
        "PersonBirthDate": "2015-05-05",
        "Sex": "F",
        "Ethnicity": "WBRI",
        "PostCode": "ZZ99 3VZ",
        "UPN": number_of_pupil,
        "UPNunknown": "",
        "ReceivedDate": "2024-02-01",
        "RequestSource": "1",
        "RequestOutcomeDate": "2024-03-07",
        "RequestOutcome": "N",
        **broken,
    }
    of_person = ("Surname", "Forename", "PersonBirthDate", "Sex", "Ethnicity", "PostCode", "UPN", "UPNunknown")
    first = "".join(f"<{tag}>{values[tag]}</{tag}>" for tag in of_person if values[tag])
    second = "".join(f"<{tag}>{values[tag]}</{tag}>" for tag in values if tag not in of_person and values[tag])
    return f"<Person>{first}<Requests>{second}</Requests></Person>\n"


def lines(each: int) -> Iterator[str]:
    yield (
        "<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2025</Year>"
        "<ReferenceDate>2025-01-16</ReferenceDate></CollectionDetails><Source><LEA>878</LEA></Source></Header><Persons>\n"
    )
    for number in range(each):
        yield person(2 * number, {})
        yield person(2 * number + 1, BROKEN[number % len(BROKEN)][0])
    yield "</Persons></Message>\n"


def loaded(folder: Path, path: Path) -> Report:
    return load([path], store=Store(folder / "store", "sandford"), today=TODAY, who="Amina", partial=True, show=10**6)


def each_is_said_once(folder: Path, each: int) -> None:
    path = folder / "return.xml"
    path.write_text("".join(lines(each)), encoding="utf-8")
    report = loaded(folder, path)
    assert report.loaded
    expected = {2 * number + 3: BROKEN[number % len(BROKEN)][1:] for number in range(each)}
    said = [(issue.line, issue.rule, issue.column) for issue in report.found if issue.severity == "error"]
    assert Counter(line for line, _, _ in said) == dict.fromkeys(expected, 1)
    assert {line: (rule, column) for line, rule, column in said} == expected
    assert all(issue.file == "return.xml" and issue.reason and issue.remedy for issue in report.found)
    of_persons = sum(rule[0] in "Pd" for rule, _ in expected.values())
    assert report.rows["person"].in_ == report.rows["requests"].in_ == 2 * each
    assert (report.rows["person"].loaded, report.rows["person"].aside) == (2 * each - of_persons, of_persons)
    assert (report.rows["requests"].loaded, report.rows["requests"].aside) == (each, each)
    assert report.tables["requests"] == each
    again = loaded(folder, path)
    assert again.unchanged
    query = Store(folder / "store", "sandford").reader().standing("people", date(2024, 6, 1))
    assert query is not None
    found = duckdb.execute(f"SELECT count(*), min(born_on) FROM ({query})").fetchone()
    assert found == (2 * each - of_persons, dt.date(2015, 5, 5))


def test_five_hundred(tmp_path: Path) -> None:
    each_is_said_once(tmp_path, 500)


@pytest.mark.prove
def test_ten_thousand(tmp_path: Path) -> None:
    each_is_said_once(tmp_path, 10_000)
