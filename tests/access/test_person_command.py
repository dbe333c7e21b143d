"""`sendplan person`: the only way in outside the demonstration, since nobody signs up."""

from __future__ import annotations

import datetime as dt

from sendplan.access import queries
from sendplan.access.models import AuditEntry, User
from tests.access.conftest import Run

JO = ("jo@council.example", "--name", "Jo Bloggs", "--area", "devon", "--organisation", "The council")


def test_somebody_is_added_with_a_role_from_today(command: Run) -> None:
    done = command("person", "add", *JO, "--role", "programme-manager", SENDPLAN_TODAY="2023-11-30")
    assert (done.returncode, done.stderr) == (0, "")
    jo = User.objects.get(email="jo@council.example")
    assert not jo.has_usable_password()
    assert queries.viewer_for(jo, "devon", dt.date(2023, 11, 29)) is None
    viewer = queries.viewer_for(jo, "devon", dt.date(2023, 11, 30))
    assert viewer is not None
    assert (viewer.role, viewer.organisation) == ("programme-manager", "The council")
    acts = AuditEntry.objects.order_by("-seq").values_list("act", flat=True)[:2]
    assert list(acts) == ["role-given", "person-added"]


def test_a_role_ends_on_its_day(command: Run) -> None:
    command("person", "add", *JO, "--role", "case-officer", "--since", "2023-06-01")
    done = command("person", "end-role", "jo@council.example", "--area", "devon", "--on", "2023-12-01")
    assert (done.returncode, done.stderr) == (0, "")
    jo = User.objects.get(email="jo@council.example")
    assert queries.viewer_for(jo, "devon", dt.date(2023, 11, 30)) is not None
    assert queries.viewer_for(jo, "devon", dt.date(2023, 12, 1)) is None


def test_what_is_wrong_is_said_and_nobody_is_half_added(command: Run) -> None:
    wrong = {
        "There is no role 'boss'": ("add", *JO, "--role", "boss"),
        "is not an e-mail address": ("add", "jo", *JO[1:], "--role", "case-officer"),
        "There is no area 'nowhere'": ("add", *JO[:4], "nowhere", *JO[5:], "--role", "case-officer"),
        "Nobody here has the address": ("end-role", "x@council.example", "--area", "devon", "--on", "2023-12-01"),
    }
    for said, words in wrong.items():
        done = command("person", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert not User.objects.filter(email="jo@council.example").exists()
