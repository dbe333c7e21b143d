"""What the pages are given, on PostgreSQL: figures, sentences, places, and how often the database is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sendplan.access.queries import Viewer
from sendplan.plan import actions, queries
from sendplan.plan.models import Action, Section, Target
from sendplan.plan.queries.pages import SourcePage, SourcePart, UploadPage
from sendplan.plan.rules import NotAllowed
from tests import factories
from tests.plan.asked import pages, public
from tests.plan.drafts import ROOT, made_up
from tests.plan.plans import ADOPTED, TODAY, adopt, adopt_published

pytestmark = pytest.mark.django_db

MOST = 12
"""The most questions one page may put to the database, whatever the plan's size."""


@pytest.fixture
def ben() -> Viewer:
    return adopt_published()


def parts_of(page: SourcePage | UploadPage) -> list[SourcePart]:
    return [part for section in page.sections for part in section.parts]


def asked(page: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert page() is not None
    return len(captured)


def test_no_page_asks_more_than_12_times_whatever_the_plans_size(ben: Viewer) -> None:
    dev = adopt(factories.viewer("dev"), made_up(300))
    for public_id in Action.objects.filter(section__plan__area_id=dev.area_id).values_list("public_id", flat=True)[:40]:
        actions.add_update(dev, action_id=public_id, text="Something was done.", state="in_progress", today=TODAY)
    small = {name: asked(page) for name, page in pages(ben).items()}
    large = {name: asked(page) for name, page in pages(dev).items()}
    assert small == large
    assert max(small.values()) <= MOST, small


@pytest.mark.parametrize(
    "name",
    ["at_a_glance", "section", "action", "target", "findings", "families", "statement", "source", "every_action"],
)
def test_without_plan_read_nothing_is_read(ben: Viewer, name: str) -> None:
    with pytest.raises(NotAllowed, match="system administrator"):
        pages(factories.viewer("tom"))[name]()


def test_where_nothing_is_adopted_there_is_nothing() -> None:
    factories.make_cast()
    ben, nobody = factories.viewer("ben"), "act_none"
    assert queries.at_a_glance(ben, TODAY) is None
    assert queries.section(ben, "A", TODAY) is None
    assert queries.action(ben, nobody, TODAY) is None
    assert queries.target(ben, nobody, TODAY) is None
    assert queries.findings(ben, TODAY) is None
    assert queries.families(ben, TODAY) is None
    assert queries.statement(ben, nobody, TODAY) is None
    assert queries.source(ben, TODAY) is None
    assert queries.public_plan(public(), TODAY) is None
    assert queries.public_section(public(), "A", TODAY) is None
    assert queries.public_families(public(), TODAY) is None
    assert queries.every_action(ben, TODAY) is None
    assert queries.uploads(ben, TODAY) == ()
    assert queries.upload(ben, nobody, TODAY) is None


def test_doubts_are_said(ben: Viewer) -> None:
    page = queries.action(ben, Action.objects.get(ref="D6").public_id, TODAY)
    assert page is not None
    (doubt,) = page.doubts
    assert (doubt.kind, doubt.label, doubt.field, doubt.place) == ("action", "D6", "outcomes", page.place)
    assert doubt.preferred[0][0] == "outcomes"
    assert doubt.others[0][0][1].startswith("“Reduce inequalities")
    assert "Not decidable from the text." in doubt.evidence
    source = queries.source(ben, TODAY)
    assert source is not None
    assert [(each.label, each.id) for same in source.doubts for each in same][-1] == ("D6", page.id)


def test_findings_lead_to_what_they_are_about(ben: Viewer) -> None:
    page = queries.findings(ben, TODAY)
    assert page is not None
    assert [group.severity for group in page.groups] == ["error", "warning"]
    (error,) = page.groups[0].findings
    target, section, other = error.about
    assert (target.kind, target.id) == ("target", Target.objects.get(short_id="A-K16").public_id)
    assert (section.kind, section.id) == ("section", "A")
    assert (other.kind, other.id) == (None, None)
    warnings = page.groups[1].findings
    codes = [finding.code for finding in warnings]
    assert codes[0] == "status-in-a-date-cell"
    assert warnings[0].places[0].words == "lines 328 to 331"
    # One finding a kind, and for families' words one a section, that lead to everything they are about.
    led_to = {code: sum(len(each.about) for each in warnings if each.code == code) for code in codes}
    assert (led_to["target-not-linked"], led_to["statement-not-answered"]) == (43, 31)
    assert led_to["post-not-held"] == 28
    assert codes[1:] == ["post-not-held", "target-not-linked"] + ["statement-not-answered"] * 4
    assert page.count.total == 1 + 1 + 1 + 1 + 4
    unanswered = [each for each in warnings if each.code == "statement-not-answered"]
    assert unanswered[1].sentence == "Nobody has answered 3 of 3 things families said in section B."


def test_the_source_beside_what_was_read(ben: Viewer) -> None:
    page = queries.source(ben, TODAY)
    assert page is not None
    text = (ROOT / "areas/devon/published/improvement-plan-2023-24.txt").read_text(encoding="utf-8")
    shown = [run.text for part in parts_of(page) for run in part.runs]
    assert shown == [line for line in text.splitlines() if line.strip()]
    anchors = [run.anchor for part in parts_of(page) for run in part.runs]
    assert len(set(anchors)) == len(anchors)
    reads = [read for part in parts_of(page) for read in part.reads]
    kinds = Counter(read.kind for read in reads)
    assert [kinds[kind] for kind in ("section", "need", "statement", "action", "target")] == [4, 27, 31, 28, 43]
    a1 = next(part for part in parts_of(page) if any(read.label == "Action A1" for read in part.reads))
    assert a1.runs[0].anchor == "line-89"
    assert a1.reads[0].id == Action.objects.get(ref="A1").public_id
    assert ("Due", "by 30 June 2023 (written: June 2023)") in a1.reads[0].fields
    assert page.summary == (
        "4 sections, 27 needs, 31 things families said, 28 actions and 43 targets were read. "
        "2 of them could be read in another way. 1 piece of text found no place and is listed."
    )
    notes = {run.anchor: part.note for part in parts_of(page) for run in part.runs}
    assert all((part.note is None) is bool(part.reads) for part in parts_of(page))
    assert notes["line-3"] == "The plan’s title"
    assert notes["line-65"] == notes["line-88"] == "A heading"
    assert notes["line-89"] is None
    assert [(each.title, each.doubts) for each in page.sections] == [
        ("Before the first section", 0),
        ("Section A: Strategy - clear and understood strategic plan and SEND arrangements", 1),
        ("Section B: Communication with key stakeholders, particularly with parents and families.", 0),
        ("Section C: Timeliness and Quality of EHC Plans", 0),
        (f"Section D: {Section.objects.get(letter='D').title}", 1),
    ]
    for row in (Action.objects.get(ref="D6"), Target.objects.get(short_id="C-K1")):
        place = f"line-{row.line}"
        assert place in anchors


def test_an_upload_beside_its_source_before_anything_is_adopted() -> None:
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = actions.keep_upload(ben, reading=made_up(), size=4_200_000, today=ADOPTED)
    page = queries.upload(ben, upload, TODAY)
    assert page is not None
    assert (page.title, page.row.state_words, page.row.size_words) == (
        "A made-up plan",
        "Waiting for a decision",
        "4.2 MB",
    )
    assert page.may_adopt is None
    assert page.may_set_aside is None
    assert len(page.kinds) == 5
    assert {read.id for part in parts_of(page) for read in part.reads if read.kind != "section"} == {None}


def test_an_upload_from_a_table_stands_beside_its_row(tmp_path: Path) -> None:
    from sendplan.plan_reader.guarded import read_guarded

    page = (
        "<html lang='en'><title>A plan</title><h1>A plan</h1><h2>Section A: Waiting</h2><h3>Actions</h3>"
        "<table><tr><th>Ref</th><th>Action</th><th>Outcome</th><th>By when</th><th>Owner</th></tr>"
        "<tr><td>A1</td><td>Answer calls.</td><td>They get through.</td><td>June 2023</td><td>Director</td></tr>"
        "<tr><td>A2</td><td>Write back.</td><td>People are answered.</td><td>July 2023</td><td>Head of Post</td></tr>"
        "</table></html>"
    )
    factories.make_cast()
    ben = factories.viewer("ben")
    upload = actions.keep_upload(ben, reading=read_guarded(page.encode(), "plan.html"), size=len(page), today=ADOPTED)
    shown = queries.upload(ben, upload, TODAY)
    assert shown is not None
    rows = {read.label: part for part in parts_of(shown) for read in part.reads if read.kind == "action"}
    assert [run.text for run in rows["Action A1"].runs][:2] == ["A1", "Answer calls."]
    assert [run.text for run in rows["Action A2"].runs][-1] == "Head of Post"


def test_a_public_page_of_actions_is_the_one_asked_for(ben: Viewer) -> None:
    dev = adopt(factories.viewer("dev"), made_up(60))
    ids = list(
        Action.objects.filter(section__plan__area_id=dev.area_id).order_by("order").values_list("public_id", flat=True)
    )
    shown = {page: queries.public_section(public("northmoor"), "A", TODAY, page=page) for page in (0, 1, 2, 3, 9)}
    refs = {page: [each.ref for each in found.actions] for page, found in shown.items() if found}
    assert refs[0] == refs[1] == [f"A{at}" for at in range(1, 26)]
    assert refs[3] == refs[9] == [f"A{at}" for at in range(51, 61)]
    to = queries.public_section(public("northmoor"), "A", TODAY, action=ids[30])
    assert to is not None
    assert to.page == 2
    assert queries.public_section(public("northmoor"), "Z", TODAY) is None
    families = queries.public_families(public("northmoor"), TODAY, page=3)
    assert families is not None
    assert (families.total, len(families.statements)) == (60, 10)
