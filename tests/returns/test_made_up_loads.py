"""The demonstration's loads: made as its data officer would have, each on its own day, once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sendplan.access.viewer import Viewer

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[2] / "areas" / "devon"


def test_the_pack_has_a_history_of_loads_up_to_the_day(officer: Viewer) -> None:
    from sendplan.access.models import AuditEntry
    from sendplan.returns import actions, queries

    day = dt.date(2023, 5, 10)
    said: list[str] = []
    assert actions.load_made_up(PACK, "devon", today=day, say=said.append) == len(said) == 5
    history = queries.history(officer).loads
    assert [(each.on, each.kind, each.state) for each in reversed(history)] == [
        (dt.date(2023, 1, 30), "feed of establishments", "loaded"),
        (dt.date(2023, 2, 6), "SEN2 2023", "refused"),
        (dt.date(2023, 2, 6), "SEN2 2023", "loaded"),
        (dt.date(2023, 2, 27), "SEN2 2023", "loaded"),
        (day, "feed of supplied_figures", "undone"),
    ]
    _, partial, _ = (each for each in reversed(history) if each.kind == "SEN2 2023")
    page = queries.load(officer, partial.id)
    assert page is not None
    assert partial.aside > 0
    assert {"D1c", "P1", "L1b", "date-unread"} <= {each.id for each in page.rules}
    assert [each.in_force for each in history] == [False, True, True, False, True]
    assert set(AuditEntry.objects.filter(act__startswith="load-").values_list("person_name", flat=True)) == {
        officer.name
    }
    # A second start does nothing again, whatever the day: what was made stays, and what was undone stays undone.
    assert actions.load_made_up(PACK, "devon", today=day) == 0
    assert actions.load_made_up(PACK, "devon", today=dt.date(2023, 5, 11)) == 1
    assert queries.history(officer).loads[0].in_force


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ('[[load]]\nfiles = ["gone.xml"]\non = 2023-02-01\nby = "priya@demo.example"', "load 1: there is no file gone"),
        ('[[load]]\nfiles = []\non = 2023-02-01\nby = "dev@demo.example"', "dev@demo.example had no role in devon on"),
        ("[[load]]\nfiles = 3", "cannot be read"),
        ("[[load", "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_followed_is_refused(officer: Viewer, tmp_path: Path, listed: str, said: str) -> None:
    from sendplan.returns import actions, queries, rules

    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "loads.toml").write_text(listed, encoding="utf-8")
    with pytest.raises(rules.Refused, match=said):
        actions.load_made_up(tmp_path, "devon", today=dt.date(2023, 3, 1))
    assert queries.history(officer).loads == ()


def test_a_pack_without_loads_has_none(officer: Viewer, tmp_path: Path) -> None:
    from sendplan.returns import actions

    assert actions.load_made_up(tmp_path, officer.area_slug, today=dt.date(2025, 3, 1)) == 0
