"""DfE's figures from file to answer: one release and version at a time, and no sign is ever read as nought.

The files in `dfe/` are DfE's (Open Government Licence v3.0; see SOURCES.md there).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from sendplan.records.cover import Period
from sendplan.records.faults import Refused
from sendplan.records.figures import figures
from sendplan.records.loading import Report, load
from sendplan.records.manifest import Edition
from sendplan.records.sources.published import days_of
from sendplan.records.store import EVERY_AREA, Store

DFE = Path(__file__).parent / "dfe"
TODAY = dt.date(2026, 2, 1)
JULY, JANUARY = Edition("2025", dt.date(2025, 7, 1)), Edition("2025", dt.date(2026, 1, 29))
ENGLAND, DEVON, DORSET, BLACKPOOL = "E92000001", "E10000008", "E06000059", "E06000009"
WHERE = "time_period,time_identifier,geographic_level,country_code,country_name,new_la_code,la_name"
OF_DEVON = "2024,Calendar year,Local authority,E92000001,England,E10000008,Devon"
OUTSTANDING = {"indicator": "review_decision_outstanding", "topic": "All annual reviews"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, EVERY_AREA)


def loaded(store: Store, edition: Edition | None, *paths: Path, dry_run: bool = False) -> Report:
    return load(paths, store=store, today=TODAY, who="Ada", edition=edition, dry_run=dry_run)


def both(store: Store) -> None:
    # The newer version first: what counts is the version, and not when it was loaded.
    assert loaded(store, JANUARY, DFE / "revised" / "annual_reviews.csv").loaded
    assert loaded(store, JULY, DFE / "first" / "annual_reviews.csv").loaded


def one(
    store: Store, file: str, asked: dict[str, str], release: str | None = None, version: dt.date | None = None
) -> str:
    found = figures(store.reader(), file, asked, release=release, version=version)
    assert found is not None
    [figure] = found[1]
    return figure.words


def save(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def test_both_versions_of_a_release_stand_side_by_side_and_are_never_summed(store: Store) -> None:
    both(store)
    reader = store.reader()
    assert reader.editions("annual_reviews") == (JULY, JANUARY)
    devon = {**OUTSTANDING, "area_code": DEVON}
    assert one(store, "annual_reviews", devon) == "0"
    assert one(store, "annual_reviews", devon, "2025") == "0"
    assert one(store, "annual_reviews", devon, "2025", JANUARY.version) == "0"
    assert one(store, "annual_reviews", devon, "2025", JULY.version) == "-211"
    assert one(store, "annual_reviews", {**OUTSTANDING, "area_code": ENGLAND}, version=JULY.version) == "89238"
    assert one(store, "annual_reviews", {**OUTSTANDING, "area_code": ENGLAND}) == "97801"
    query = reader.published("annual_reviews")
    assert duckdb.execute(f"SELECT DISTINCT version FROM ({query})").fetchall() == [(JANUARY.version,)]
    assert figures(reader, "annual_reviews", release="2024") is None
    assert figures(reader, "annual_reviews", version=dt.date(2025, 7, 2)) is None
    assert figures(reader, "requests") is None
    with pytest.raises(ValueError, match="release and version"):
        reader.standing("published", dt.date(2024, 5, 1))
    with pytest.raises(ValueError, match="counted on no day"):
        reader.sql("published", "period", Period(dt.date(2024, 1, 1), dt.date(2025, 1, 1)))


def test_the_same_again_changes_nothing_and_undo_restores(store: Store) -> None:
    both(store)
    before = store.reader().switch
    assert loaded(store, JULY, DFE / "first" / "annual_reviews.csv").unchanged
    assert store.reader().switch == before
    # The same bytes said to be another version are another load.
    later = Edition("2025", dt.date(2026, 1, 30))
    again = loaded(store, later, DFE / "revised" / "annual_reviews.csv")
    assert again.loaded
    assert store.reader().edition("annual_reviews") == later
    store.undo(again.load or "", on=TODAY, who="Ada")
    assert store.reader().edition("annual_reviews") == JANUARY
    assert not store.check().faults


def test_a_release_is_newer_by_its_year_and_then_by_its_version(store: Store, tmp_path: Path) -> None:
    path = save(tmp_path, "a.csv", f"{WHERE},n", f"{OF_DEVON},1")
    for release, version in (("2026", "2026-06-25"), ("2025", "2026-07-30"), ("2026", "2026-06-01")):
        loaded(store, Edition(release, dt.date.fromisoformat(version)), path)
    assert store.reader().edition("a") == Edition("2026", dt.date(2026, 6, 25))
    assert store.reader().edition("a", "2025") == Edition("2025", dt.date(2026, 7, 30))


def test_a_second_download_of_a_version_takes_the_place_of_the_first(store: Store, tmp_path: Path) -> None:
    for figure in ("1", "2"):
        loaded(store, JULY, save(tmp_path, "a.csv", f"{WHERE},n", f"{OF_DEVON},{figure}"))
    assert one(store, "a", {}) == "2"
    assert store.reader().editions("a") == (JULY,)


def test_each_sign_is_its_own_state_and_none_is_nought(store: Store, tmp_path: Path) -> None:
    signs = ["0", "x", "z", "c", "low", "k", "u", "", " ", "-3", "0.0", "1,234"]
    line = f'{OF_DEVON},{",".join(signs[:-1])},"1,234"'
    heads = ",".join(f"n{at:02}" for at in range(len(signs)))
    report = loaded(store, JULY, save(tmp_path, "a.csv", f"{WHERE},{heads}", line))
    found = figures(store.reader(), "a")
    assert found is not None
    assert [(each.value, each.sign) for each in found[1]] == [
        (Decimal(0), None), (None, "x"), (None, "z"), (None, "c"), (None, "low"), (None, "k"), (None, "u"),
        (None, None), (None, None), (Decimal(-3), None), (Decimal(0), None), (None, "1,234"),
    ]  # fmt: skip
    assert [each.words for each in found[1]][:5] == [
        "0",
        "x (not available, or withheld for its quality)",
        "z (not applicable)",
        "c (suppressed to protect a person)",
        "low (rounds to nought)",
    ]
    assert [each.words for each in found[1]][7] == "(empty)"
    # A figure with a comma is no sign of DfE's, and is said.
    assert report.issues == {"code-unknown": 1, "published-blank": 1}
    query = store.reader().published("a")
    assert duckdb.execute(f"SELECT count(value), sum(value) FROM ({query})").fetchall() == [(3, Decimal(-3))]


def test_real_files_are_loaded_together_as_published(store: Store) -> None:
    report = loaded(store, JANUARY, *sorted((DFE / "revised").glob("*.csv")))
    assert report.issues == {}
    assert report.kind == "DfE's figures, release 2025, version of 2026-01-29"
    [manifest] = store.reader().loads
    assert manifest.figures == ("annual_reviews", "caseload", "sen2_dmo_dco", "timeliness_20_week")
    assert manifest.edition == JANUARY
    # 21 figures in 13 rows, 14 in 42, 49 in 12 and 3 in 20.
    assert {name: rows.loaded for name, rows in report.rows.items()} == {"published": sum(_cells("revised").values())}
    late = {"period": "2024", "topic": "All EHC plans issued", "indicator": "pc_plans_issued_20_weeks_ex"}
    assert one(store, "timeliness_20_week", {**late, "area_code": ENGLAND}) == "46.4"
    assert one(store, "timeliness_20_week", {**late, "area_code": DEVON}) == "3.2"
    assert one(store, "timeliness_20_week", {**late, "area_code": DORSET}).startswith("x (not available")
    assert one(store, "annual_reviews", {**OUTSTANDING, "area_code": BLACKPOOL}).startswith("x (")
    assert one(store, "caseload", {"area_code": ENGLAND, "period": "202425", "indicator": "ehcplans"}) == "638745"
    assert one(store, "sen2_dmo_dco", {"area_code": BLACKPOOL, "period": "2025", "indicator": "des_so_care_off"}) == (
        "Not returned (not returned, in the officers' file)"
    )
    # Stocks speak for school years, flows for calendar years; together without a gap.
    assert [(str(each.since), str(each.until)) for each in report.cover] == [("2019-01-01", "2026-01-01")]


def _cells(folder: str) -> dict[str, int]:
    import csv

    counted: dict[str, int] = {}
    for path in (DFE / folder).glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            heads, *rows = csv.reader(stream)
        named = sum(
            head.endswith(("_code", "_name")) or head.startswith(("time_", "geographic", "breakdown")) for head in heads
        )
        counted[path.stem] = len(rows) * (len(heads) - named)
    return counted


def test_a_dry_run_says_what_a_load_would_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    report = loaded(store, JULY, DFE / "first" / "annual_reviews.csv", dry_run=True)
    assert report.words == "Nothing was loaded, as asked. A load would hold 2 rows in 1 table; 0 rows set aside."
    assert list(tmp_path.iterdir()) == []


def test_a_figure_that_stands_twice_is_not_loaded(store: Store, tmp_path: Path) -> None:
    report = loaded(store, JULY, save(tmp_path, "a.csv", f"{WHERE},n", f"{OF_DEVON},5", f"{OF_DEVON},6"))
    assert not report.loaded
    assert report.issues == {"published-twice": 1}
    assert report.rows["published"].aside == 1


def test_what_cannot_be_loaded_is_refused(store: Store, tmp_path: Path) -> None:
    ours = DFE / "first" / "annual_reviews.csv"
    feed = save(tmp_path, "posts.csv", "post_id,team,from_on,full_time_equivalent,filled_by", "1,A,2024-01-01,1,vacant")
    for edition, paths, said in (
        (None, [ours], "does not say of which release and version it is"),
        (Edition("2025/26", JULY.version), [ours], "the release is not a reporting year"),
        (JULY, [ours, DFE / "revised" / "annual_reviews.csv"], "is there twice"),
        (JULY, [ours, feed], "they are 2 different things"),
    ):
        _refused(store, edition, paths, said)
    assert list(store.folder.glob("loads/*")) == []


def _refused(store: Store, edition: Edition | None, paths: Sequence[Path], said: str) -> None:
    with pytest.raises(Refused, match=said):
        loaded(store, edition, *paths)


@pytest.mark.parametrize(
    ("period", "kind", "days"),
    [
        ("2024", "Calendar year", ("2024-01-01", "2025-01-01")),
        ("202425", "Academic year", ("2024-09-01", "2025-09-01")),
        ("199900", "Academic year", ("1999-09-01", "2000-09-01")),
        ("202324", "Financial year", ("2023-04-01", "2024-04-01")),
        ("202425", "Calendar year", None),
        ("2024", "Academic year", None),
        ("202426", "Academic year", None),
        ("2023", "Reporting year", None),
        ("２０２４", "Calendar year", None),
        ("0001", "Calendar year", None),
        ("", "", None),
    ],
)
def test_a_period_has_days_where_they_can_be_told(period: str, kind: str, days: tuple[str, str] | None) -> None:
    expected = Period(dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[1])) if days else None
    assert days_of(period, kind) == expected


def test_figures_are_asked_for_by_known_names_alone(store: Store) -> None:
    both(store)
    with pytest.raises(ValueError, match="not by la_name"):
        figures(store.reader(), "annual_reviews", {"la_name": "Devon"})
