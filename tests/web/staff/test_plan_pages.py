"""The plan at a glance, a section, a target, the findings and the source: empty, full and narrowed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from sendplan.plan import actions, queries
from sendplan.plan.queries.pages import SectionPage
from sendplan.web.staff.views.target import widths
from tests import factories, people
from tests.plan import plans
from tests.web.staff.conftest import TITLE, SignedIn, published
from tests.web.staff.reading import Shown


def section(letter: str = "A") -> SectionPage:
    page = queries.section(factories.viewer("ben"), letter, people.TODAY)
    assert page is not None
    return page


@pytest.mark.parametrize("page", ["", "findings/", "families/", "source/"])
def test_without_a_plan_the_page_says_what_to_do_next(signed_in: SignedIn, page: str) -> None:
    ben = Shown(signed_in("ben").get(f"/staff/devon/{page}"))
    assert "Import the published plan" in ben.links()
    grace = Shown(signed_in("grace").get(f"/staff/devon/{page}"))
    assert "Import the published plan" not in grace.links()
    assert "Once a programme manager has imported" in grace.words()


def test_a_plan_adopted_later_is_not_shown_before(
    plan: None, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDPLAN_TODAY", (people.TODAY - dt.timedelta(days=1)).isoformat())
    assert "No plan had been adopted by this day" in Shown(signed_in("ben").get("/staff/devon/")).words()


def test_the_plan_at_a_glance(plan: None, signed_in: SignedIn) -> None:
    page = Shown(signed_in("grace").get("/staff/devon/"))
    glance = queries.at_a_glance(factories.viewer("grace"), people.TODAY)
    assert glance is not None
    assert page.title().startswith("Plan at a glance")
    assert TITLE in page.words("//h1")
    assert "As at 30 November 2023" in page.words()
    assert glance.headline in page.words()
    assert page.rows("sections-table") == 4
    assert page.rows("late-table") == min(glance.counts.late, 10) > 0
    assert page.forms() == []


def test_every_figure_leads_to_as_many_as_it_says(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    for action in section().actions[:3]:
        actions.add_update(
            factories.viewer("ben"), action_id=action.id, text="Done at last.", state="complete", today=people.TODAY
        )
    page = Shown(ben.get("/staff/devon/"))
    seen = 0
    for link in page.tree.xpath("//table[@id='counts']//a"):
        (number,) = re.findall(r"^\d+", link.text_content().strip())
        there = Shown(ben.get(link.get("href")))
        if "standing=" in link.get("href"):
            assert f"{number} action" in there.words("//*[@id='list']")
            seen += int(number)
        assert there.rows("actions-table") == min(int(number), 25), link.get("href")
    assert seen == 28
    for link in page.tree.xpath("//table[@id='sections-table']//td/a"):
        (number,) = re.findall(r"^\d+", link.text_content().strip())
        address, _, place = link.get("href").partition("#")
        there = Shown(ben.get(address))
        if place == "families":
            listed = there.words("//h2[@id='families']/following-sibling::ul[1]").count("Nobody has answered this.")
        else:
            listed = there.rows(f"{place}-table")
        assert listed == int(number), link.get("href")


def test_beside_the_drawing_stand_the_same_facts_in_words(plan: None, signed_in: SignedIn) -> None:
    page = Shown(signed_in("ben").get("/staff/devon/"))
    drawn = set(page.tree.xpath("//div[@class='sp-timeline-wide']//a/@href"))
    assert len(drawn) == 27
    assert set(page.tree.xpath("//table[@id='drawn-table']//a/@href")) == drawn
    assert "Not drawn, since there is no day to draw: C4 (already done, the plan says)." in page.words()


def test_what_to_challenge_comes_first_and_says_why(cast: None, signed_in: SignedIn) -> None:
    plans.adopt(factories.viewer("ben"), published())
    ben = signed_in("ben")
    page = Shown(ben.get("/staff/devon/"))
    glance = queries.at_a_glance(factories.viewer("ben"), people.TODAY)
    assert glance is not None
    total = len(glance.challenges)
    assert total > 10
    listed = page.tree.xpath("//ol[contains(@class, 'sp-challenges')]/li")
    assert len(listed) == 10
    assert "It is late, and nobody has ever reported on it." in " ".join(listed[0].text_content().split())
    (rest,) = [href for words, href in page.links().items() if words == f"see all {total} actions to challenge"]
    assert f"{total} actions of 28: to challenge." in Shown(ben.get(rest)).words("//*[@id='list']")


def test_a_section_and_its_neighbours(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    page = Shown(ben.get("/staff/devon/sections/B/"))
    assert page.rows("actions-table") == len(section("B").actions) == 3
    assert page.rows("targets-table") == 9
    assert page.links()["Previous: Section A"] == "/staff/devon/sections/A/"
    assert page.links()["Next: Section C"] == "/staff/devon/sections/C/"
    assert ben.get("/staff/devon/sections/Z/").status_code == 404


def test_a_section_narrowed_says_so_and_can_be_widened(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    late = Shown(ben.get("/staff/devon/sections/A/?standing=late"))
    assert "Shown: late," in late.words()
    assert "late" in late.title()
    assert "Show all actions of this section" in late.links()
    stopped = Shown(ben.get("/staff/devon/sections/A/?standing=stopped"))
    assert "No action of this section is in that state" in stopped.words()
    # An address nobody made is the whole section.
    assert Shown(ben.get("/staff/devon/sections/A/?standing=%3Cscript%3E")).rows("actions-table") == 15


def test_a_target_with_a_start_and_one_without(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    for row in section("C").targets:
        page = Shown(ben.get(f"/staff/devon/targets/{row.id}/"))
        shown = queries.target(factories.viewer("ben"), row.id, people.TODAY)
        assert shown is not None
        levels = [level for level in (shown.start_level, *(step.level for step in shown.steps)) if level is not None]
        drawn = len(page.tree.xpath("//table[@id='steps-table']//svg"))
        assert drawn == (sum(map(bool, levels)) if len(levels) > 1 else 0)  # nought has no length
        starts = shown.start_level is not None and len(levels) > 1
        assert page.rows("steps-table") == len(shown.steps) + starts
        assert ("Where it starts" in page.words("//table[@id='steps-table']")) is starts
        for sentence in (*shown.can_say, *shown.cannot_say):
            assert " ".join(sentence.split()) in page.words()
    assert ben.get("/staff/devon/targets/tgt_nothing/").status_code == 404


def test_bars_are_drawn_only_where_they_can_be_compared() -> None:
    assert widths([Decimal(10), None, Decimal("2.5")]) == [1000, None, 250]
    assert widths([Decimal(10), None]) == [None, None]
    assert widths([Decimal(-1), Decimal(5)]) == [None, None]
    assert widths([Decimal(0), Decimal(0)]) == [None, None]
    assert widths([]) == []


def test_findings_are_each_there_once_and_lead_to_what_they_are_about(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    pages = [Shown(ben.get(f"/staff/devon/findings/?page={number}")) for number in (1, 2, 3)]
    findings = queries.findings(factories.viewer("ben"), people.TODAY)
    assert findings is not None
    words = [page.words() for page in pages]
    for group in findings.groups:
        assert any(f"{group.title} ({len(group.findings)})" in page.words("//h2") for page in pages)
        for finding in group.findings:
            assert sum(" ".join(finding.sentence.split()) in each for each in words) == 1, finding.sentence
    addresses = {href for page in pages for href in page.links().values() if href.startswith("/staff/devon/")}
    assert len(addresses) > 50
    for address in list(addresses)[:8]:
        assert ben.get(address.partition("#")[0]).status_code == 200


def test_every_place_named_anywhere_is_on_the_page_of_the_source(plan: None, signed_in: SignedIn) -> None:
    ben = signed_in("ben")
    source = Shown(ben.get("/staff/devon/source/"))
    ids = source.ids()
    for path in ("sections/A/", "findings/", "families/"):
        for href in Shown(ben.get(f"/staff/devon/{path}")).tree.xpath("//a[contains(@href, '/source/?at=')]/@href"):
            assert href.partition("#")[2] in ids, href
    assert "Text that found no place (5)" in source.words("//h2")
    # Folded by section, each saying what is inside; opened all at once for those who ask.
    folds = source.tree.xpath("//*[@id='side-by-side']/details")
    assert [fold.get("open") for fold in folds] == [None] * 5
    assert "Section C: EHC Plans Timeliness and Quality" in folds[3].findtext("summary/span")
    assert "4 actions and 8 targets. 3 readings in doubt." in source.words("//*[@id='document-4']/summary")
    opened = Shown(ben.get(source.links()["Open every part of the document"].partition("#")[0]))
    assert len(opened.tree.xpath("//*[@id='side-by-side']/details[@open]")) == 5
    assert opened.links()["Close every part of the document"] == "/staff/devon/source/#document"
