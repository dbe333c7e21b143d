"""Every page asks the database at most 12 times and stays short, however large the plan: 28 actions, and 500 with
10,000 updates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people

if TYPE_CHECKING:
    from django.test import Client

MOST = 12
# The longest page in bytes, of those whose lists are cut into pages.
LONGEST = 250_000
SIZES = {"small": (28, 4, 45), "large": (500, 20, 10_000)}


def addresses(area: str, load_id: str) -> dict[str, str]:
    """An address for every page of an area that is asked for with GET, staff and public, by the name in urls.py."""
    from django.urls import reverse

    from sendplan.plan.models import Action, FamilyStatement, Target, Upload
    from sendplan.web.public.urls import urlpatterns as public
    from sendplan.web.staff.urls import urlpatterns as staff

    given = {
        "letter": "A",
        "action_id": Action.objects.filter(section__plan__area__slug=area).order_by("order")[3].public_id,
        "target_id": Target.objects.filter(section__plan__area__slug=area).order_by("order")[0].public_id,
        "statement_id": FamilyStatement.objects.filter(section__plan__area__slug=area).order_by("pk")[0].public_id,
        "upload_id": Upload.objects.filter(area__slug=area)[0].public_id,
        "number": 1,
        "load_id": load_id,
        "rule_id": "date-unread",
        "table": "person",
        "row_no": 1,
    }
    found = {}
    for pattern in (*staff, *public):
        names = list(pattern.pattern.converters)
        wanted = [name for name in names if name != "area"]
        if any(name not in given for name in wanted) or pattern.name in ("home", "help", "privacy", "accessibility"):
            continue
        arguments = {name: given[name] for name in wanted}
        if pattern in staff or "area" in names:
            arguments["area"] = area
        found[str(pattern.name)] = reverse(str(pattern.name), kwargs=arguments)
    return found


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch, db: None, tmp_path: Path) -> dict[str, Client]:
    """Browsers, by what they open: a programme manager's, one for the audit trail and a data officer's."""
    from django.test import Client

    from tests import factories

    monkeypatch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())
    monkeypatch.setattr(settings, "RECORDS", tmp_path / "records")
    users = factories.make_cast()
    made = {name: Client(raise_request_exception=False) for name in ("plan", "audit", "public", "records")}
    factories.sign_in(made["plan"], users["ben"])
    factories.sign_in(made["audit"], users["ravi"])
    factories.sign_in(made["records"], users["priya"])
    return made


def opener(name: str) -> str:
    """Who opens a page, by its name in urls.py."""
    if name.startswith(("staff-records", "staff-load", "staff-child", "staff-question")):
        return "records"
    return "audit" if name == "staff-audit" else "plan" if name.startswith("staff") else "public"


def loaded() -> str:
    """A return that is loaded, one row of it set aside."""
    from sendplan.returns import actions
    from tests import factories
    from tests.web.visitors import RETURN

    path = Path(settings.RECORDS).parent / "one-in-error.xml"
    path.write_text(RETURN.read_text(encoding="utf-8").replace("2014-07-21", "2014-02-31"), encoding="utf-8")
    officer = factories.viewer("priya")
    return actions.receive(officer, files=[(path.name, path)], partial=True, today=people.TODAY)


@pytest.mark.parametrize("size", SIZES)
def test_every_page(clients: dict[str, Client], size: str) -> None:
    from tests import factories
    from tests.plan.large import adopt_large

    number, sections, updates = SIZES[size]
    adopt_large(factories.viewer("ben"), number, sections, updates, people.TODAY)
    asked, refused, long = {}, {}, {}
    for name, address in addresses("devon", loaded()).items():
        client = clients[opener(name)]
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        asked[name] = len(queries)
        if len(answer.content) > LONGEST:
            long[name] = len(answer.content)
        if answer.status_code != 200:
            refused[name] = answer.status_code
    assert refused == {}
    assert long == {}
    assert {name: count for name, count in asked.items() if count > MOST} == {}
