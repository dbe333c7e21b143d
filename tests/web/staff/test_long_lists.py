"""Long lists of the register, cut into pages: each thing stands on exactly one, and the totals are of the whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec
import pytest
from django.test import Client

from sendplan.access import queries as access
from sendplan.plan import actions, queries
from sendplan.plan.models import OutcomeTarget
from sendplan.plan_reader.draft import Due
from sendplan.plan_reader.guarded import Reading
from sendplan.web.staff.views.leads_to import DRAWN
from tests import factories, people
from tests.plan.drafts import read, source
from tests.plan.large import adopt_large, spread
from tests.web.staff.conftest import SignedIn
from tests.web.staff.reading import Shown

UNDER = "/staff/devon/"
NUMBER = 100


@pytest.fixture
def ben(cast: None, signed_in: SignedIn) -> Client:
    """Ben, signed in, with a plan of 100 actions in three sections and twenty owners."""
    adopt_large(factories.viewer("ben"), NUMBER, 3, 300, people.TODAY)
    return signed_in("ben")


def every_page(client: Client, address: str, name: str = "page") -> list[Shown]:
    """The pages of the list that an address asks for by ``name``, by following the link to the next one."""
    pages = [Shown(client.get(address))]
    while following := [
        each for each in pages[-1].tree.xpath("//main//a[@rel='next']/@href") if re.search(rf"[?&]{name}=\d+#", each)
    ]:
        pages.append(Shown(client.get(address.split("?")[0] + following[0].split("#")[0])))
    return pages


def on_one_page(pages: list[Shown], find: Callable[[Shown], list[str]]) -> list[str]:
    """Everything found, none of it twice."""
    found = [each for page in pages for each in find(page)]
    assert len(found) == len(set(found))
    return found


def heads(table: str) -> Callable[[Shown], list[str]]:
    return lambda page: [
        " ".join(each.text_content().split()) for each in page.tree.xpath(f"//table[@id='{table}']/tbody/tr/th")
    ]


def ids() -> dict[str, str]:
    page = queries.dependencies(factories.viewer("ben"), people.TODAY)
    assert page is not None
    return {choice.words.split(":")[0]: choice.value for choice in page.choices}


def test_what_leads_to_what_is_drawn_ten_actions_at_a_time(ben: Client) -> None:
    whole = queries.logic_model(factories.viewer("ben"), "A", people.TODAY)
    assert whole is not None
    pages = every_page(ben, f"{UNDER}register/leads-to/A/")
    assert len(pages) == -(-len(whole.actions) // DRAWN) > 2

    def drawn(kind: str) -> Callable[[Shown], list[str]]:
        path = f"//div[@class='sp-flow-wide']//a[contains(@href,'/{kind}/')]/@href"
        return lambda page: [address.split("/")[-2] for address in page.tree.xpath(path)]

    assert on_one_page(pages, drawn("actions")) == [each.row.id for each in whole.actions]
    # No target is linked: each is a gap, and has its place on one page.
    assert on_one_page(pages, drawn("targets")) == [row.id for row in whole.targets]
    rows = on_one_page(pages, lambda page: page.tree.xpath("//table[@id='links']/tbody/tr/@id"))
    assert rows == [outcome.id for each in whole.actions for outcome in each.outcomes]
    assert all(whole.sentence in page.words() for page in pages)
    assert all(f"Gaps in section A ({len(whole.gaps)})" in page.words() for page in pages)
    gaps = every_page(ben, f"{UNDER}register/leads-to/A/", "gaps-page")
    shown = on_one_page(gaps, lambda page: page.tree.xpath("//h2[@id='gaps']/following-sibling::ul[1]/li/text()"))
    assert shown == list(whole.gaps)
    past = Shown(ben.get(f"{UNDER}register/leads-to/A/?page=99"))
    assert drawn("actions")(past) == drawn("actions")(pages[-1])


def test_an_outcome_of_another_page_is_linked_where_one_is(ben: Client) -> None:
    whole = queries.logic_model(factories.viewer("ben"), "A", people.TODAY)
    assert whole is not None
    outcome, target = whole.actions[DRAWN].outcomes[0], whole.choices[-1]
    address = f"{UNDER}register/leads-to/A/"
    offered = Shown(ben.get(f"{address}?page=2")).tree.xpath("//select[@name='outcome']/option/@value")
    assert outcome.id in offered
    assert whole.actions[0].outcomes[0].id not in offered
    named = target.words.split(":")[0].lower()
    sent = ben.post(f"{address}?page=2", {"outcome": outcome.id, "target": named, "why": "", "link": "1"})
    assert (sent.status_code, sent["Location"]) == (302, f"{address}?page=2")
    link = OutcomeTarget.objects.select_related("target").get()
    assert link.target.public_id == target.value
    # It is of another section, and drawn where the outcome is, and only there.
    pages = every_page(ben, address)
    leads = [
        bool(page.tree.xpath(f"//div[@class='sp-flow-wide']//a[contains(@href,'{target.value}')]")) for page in pages
    ]
    assert leads == [at == 1 for at in range(len(pages))]
    assert ben.post(f"{address}?page=2", {"end": link.public_id})["Location"] == f"{address}?page=2"
    unknown = ben.post(address, {"outcome": outcome.id, "target": "Z-K9", "why": "", "link": "1"})
    assert unknown.status_code == 422
    assert "The plan has no target “Z-K9”." in Shown(unknown).words()


def test_every_owner_stands_on_one_page(ben: Client) -> None:
    whole = queries.owners(factories.viewer("ben"), people.TODAY)
    assert whole is not None
    pages = every_page(ben, f"{UNDER}register/owners/")
    assert [page.rows("owners") for page in pages] == [15, len(whole.health.posts) - 15]
    assert len(on_one_page(pages, heads("owners"))) == len(whole.health.posts)
    assert all(whole.health.sentence in page.words() for page in pages)
    assert heads("owners")(Shown(ben.get(f"{UNDER}register/owners/?page=99"))) == heads("owners")(pages[1])
    # One organisation has them all: its first eight are named, and how many more there are is said.
    (everybody,) = whole.health.organisations
    cell = pages[0].words("//table[@id='organisations']//td[@data-column='Never reported on']")
    assert cell.endswith(f"and {len(everybody.never) - 8} more")


def test_actions_that_a_cell_does_not_name_are_a_link_away(plan: None, signed_in: SignedIn) -> None:
    grace = signed_in("grace")
    whole = queries.owners(factories.viewer("grace"), people.TODAY)
    assert whole is not None
    unheld = [each.ref for each in whole.health.unheld]
    assert len(unheld) > 8
    (address,) = [
        each for words, each in Shown(grace.get(f"{UNDER}register/owners/")).links().items()
        if words == f"{len(unheld) - 8} more of those whose post nobody holds"
    ]  # fmt: skip
    listed = on_one_page(every_page(grace, address), heads("actions-table"))
    assert sorted(listed) == sorted(unheld)


def test_dates_that_moved_are_shown_a_page_at_a_time(ben: Client) -> None:
    known = ids()
    for at, id_ in enumerate(list(known.values())[:30]):
        late = people.TODAY + dt.timedelta(days=400 + at)
        actions.move_due_date(
            factories.viewer("ben"),
            action_id=id_,
            as_written=f"{late.day} {late:%B %Y}",
            reason="The new team starts later.",
            today=people.TODAY,
        )
    whole = queries.dates_moved(factories.viewer("ben"), people.TODAY)
    assert whole is not None
    pages = every_page(ben, f"{UNDER}register/dates/")
    assert [page.rows("moved") for page in pages] == [25, 5]
    assert on_one_page(pages, heads("moved")) == [each.ref for each in whole.moved]
    assert all(whole.sentence in page.words() and page.rows("by-section") == 1 for page in pages)
    assert whole.sentence.startswith("30 of 100 actions have a date that moved.")
    before = queries.dates_moved(factories.viewer("ben"), people.TODAY - dt.timedelta(days=1))
    assert before is not None
    assert before.moved == ()


def test_waits_are_shown_a_page_at_a_time_and_drawn_whole(ben: Client) -> None:
    known = list(ids())
    address = f"{UNDER}register/waits/"
    for at in range(27):
        sent = {"action": known[at + 40].lower(), "needs": known[at], "why": "", "add": "1"}
        assert ben.post(address, sent).status_code == 302
    pages = every_page(ben, address)
    assert [page.rows("waits") for page in pages] == [25, 2]
    assert sorted(on_one_page(pages, heads("waits"))) == sorted(known[40:67])
    for page in pages:
        assert "27 waits of one action for another." in page.words()
        assert len(page.tree.xpath("//div[@class='sp-flow-wide']//a")) == 54


def later(number: int) -> Reading:
    """``spread(number, 3)`` with every date a month later, so that each action is changed."""
    draft = spread(number, 3).draft

    def moved(due: Due) -> Due:
        assert due.latest is not None
        to = due.latest + dt.timedelta(days=31)
        return Due(as_written=to.isoformat(), earliest=to, latest=to, kind="day")

    changed = tuple(msgspec.structs.replace(each, due=moved(each.due)) for each in draft.actions)
    draft = msgspec.structs.replace(draft, actions=changed, source=source("later", "a-later-plan.txt"))
    return read(draft, "\n".join(f"Line {at} of the document." for at in range(number + 1)))


def test_what_a_document_changes_is_shown_a_page_at_a_time(ben: Client) -> None:
    viewer = factories.viewer("ben")
    upload = actions.keep_upload(viewer, reading=later(NUMBER), size=10_000, today=people.TODAY)
    whole = queries.comparison(viewer, upload, {}, people.TODAY)
    again = queries.comparison(viewer, upload, {}, people.TODAY)
    assert whole is not None
    assert again is not None
    assert again.changes is whole.changes  # worked out once
    address = f"{UNDER}import/{upload}/compare/"

    def changed(page: Shown) -> list[str]:
        return [" ".join(each.text_content().split()) for each in page.tree.xpath("//li[@class='sp-change']//h4")]

    pages = [Shown(ben.get(address))]
    while ahead := pages[-1].tree.xpath("//button[normalize-space()='Next page of changes']/@formaction"):
        pages.append(Shown(ben.post(ahead[0].split("#")[0], {"title": "A title of my own", "look": "1"})))
        assert pages[-1].tree.xpath("//input[@name='title']/@value") == ["A title of my own"]
    assert [len(changed(page)) for page in pages] == [25, 25, 25, 25]
    assert len(on_one_page(pages, changed)) == NUMBER
    easier = on_one_page(pages, lambda page: page.tree.xpath("//div[@class='sp-easier']//li/text()"))
    assert easier == list(whole.changes.easier)
    assert len(easier) == NUMBER
    assert all("100 due dates changed" in page.words() for page in pages)
    past = Shown(ben.get(f"{address}?changes-page=99"))
    assert changed(past) == changed(pages[-1])
    # Once it is the plan, the version shows the same, and the document changes nothing any more.
    title = f"A plan of {NUMBER} actions"
    actions.adopt_revision(viewer, upload_id=upload, decisions={}, title=title, today=people.TODAY, against=1)
    versions = every_page(ben, f"{UNDER}versions/2/", "changes-page")
    assert on_one_page(versions, changed) == on_one_page(pages, changed)
    after = queries.comparison(viewer, upload, {}, people.TODAY)
    assert after is not None
    assert (after.against, after.changes.groups) == (2, ())


def test_the_target_of_a_figure_is_given_by_its_reference(ben: Client) -> None:
    address = f"{UNDER}actions/{ids()['A1']}/evidence/"
    sent = {"criterion": "all", "says_met": "yes", "text": "Families waited eight weeks.", "strength": "measured",
            "kind": "figure", "figure": "8", "unit": "weeks", "figure_on_day": "31", "figure_on_month": "10",
            "figure_on_year": "2023"}  # fmt: skip
    unknown = ben.post(address, {**sent, "target": "A-K999"})
    assert unknown.status_code == 422
    assert "The plan has no target “A-K999”." in Shown(unknown).words()
    assert ben.post(address, {**sent, "target": "a-k1"}).status_code == 302
    assert "for target A-K1" in Shown(ben.get(f"{UNDER}actions/{ids()['A1']}/")).words()


def test_the_public_overview_counts_what_families_said_as_their_own_page_does(ben: Client) -> None:
    everyone = access.everyone("devon")
    assert everyone is not None
    for day in (people.TODAY, people.TODAY - dt.timedelta(days=1)):
        overview, families = queries.public_plan(everyone, day), queries.public_families(everyone, day)
        assert overview is not None
        assert families is not None
        assert overview.families == families.count
        assert (overview.families.total, overview.families.answered > 0) == (NUMBER, day == people.TODAY)
