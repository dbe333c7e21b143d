"""What anyone may read: the plan in plain English, honest about what was not done, and nobody's name."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import OperationalError, connection
from django.test import Client

from sendplan.plan import actions, queries
from sendplan.web.public.words import WORDS
from tests import factories, people
from tests.plan import plans
from tests.web.reading import main_words, parsed

pytestmark = pytest.mark.django_db


def test_the_start_page_leads_to_every_area(client: Client) -> None:
    for area in people.AREAS.values():
        factories.make_area(area)
    page = parsed(client.get("/").content)
    assert page.xpath("//main//h3/a/@href") == ["/areas/devon/", "/areas/northmoor/"]


def test_a_site_without_areas_says_so(client: Client) -> None:
    assert "No area is here yet" in main_words(client.get("/").content)


def test_an_area_without_a_plan_says_so_and_where_to_look(client: Client) -> None:
    factories.make_area()
    response = client.get("/areas/devon/")
    assert response.status_code == 200
    assert "No plan is shown here yet" in main_words(response.content)
    assert "local offer" in main_words(response.content)


def test_no_such_area_is_not_found(client: Client) -> None:
    response = client.get("/areas/atlantis/")
    assert response.status_code == 404
    assert "atlantis" not in response.content.decode()


def test_only_reading_is_possible(client: Client) -> None:
    for address in ("/", "/areas/devon/", "/help/", "/privacy/", "/accessibility/", "/health/"):
        assert client.post(address).status_code == 405


def test_every_word_has_its_place_on_the_help_page(client: Client) -> None:
    page = main_words(client.get("/help/").content)
    for word, meaning in WORDS:
        assert word in page
        assert meaning in page
    names = [word.lower() for word, _ in WORDS]
    assert names == sorted(names, key=lambda name: name.partition(" (")[0])


def test_health_says_whether_the_database_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health/").json() == {"site": "answers", "database": "answers"}

    def gone(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json() == {"site": "answers", "database": "does not answer"}


def test_statements_say_what_is_so(client: Client) -> None:
    statement = main_words(client.get("/accessibility/").content)
    assert "2.2 at level AA" in statement
    assert "has not been tested by disabled people" in statement
    assert "set no cookie" in main_words(client.get("/privacy/").content)


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan adopted through the same road as anybody's, with one reply and one report."""
    monkeypatch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())
    plans.adopt_published()
    section = queries.section(factories.viewer("ben"), "A", people.TODAY)
    families = queries.families(factories.viewer("ben"), people.TODAY)
    assert section is not None
    assert families is not None
    actions.add_update(
        factories.viewer("ben"),
        action_id=section.actions[0].id,
        text="The board met <in June>.\n\nIt meets again in July.",
        state="complete",
        today=dt.date(2023, 6, 20),
    )
    said = families.sections[0].statements[0].row.id
    actions.reply(
        factories.viewer("amina"), statement_id=said, text="You are right.\n\nWe rang you.", today=dt.date(2023, 10, 9)
    )


@pytest.mark.usefixtures("plan")
def test_an_overview_in_plain_english(client: Client) -> None:
    response = client.get("/areas/devon/")
    page = main_words(response.content)
    assert "SEND stands for special educational needs and disabilities" in page
    for heading in ("How it stands", "What changed this month", "What happens next", "The parts of the plan"):
        assert heading in page
    key = "Not late or due soon, but nothing has been reported for more than 60 days."
    assert key in page
    assert f"On this site, of an action: {key[0].lower()}{key[1:]}" == dict(WORDS)["Silent"]
    shown = parsed(response.content)
    parts = shown.xpath("//ul[@class='sp-parts']//a/@href")
    assert parts == [f"/areas/devon/sections/{letter}/" for letter in "ABCD"]
    for href in shown.xpath("//main//a[contains(@href, '?action=')]/@href"):
        address, _, anchor = href.partition("#")
        assert parsed(client.get(address).content).xpath(f"//li[@id='{anchor}']"), href
    # Nothing of the plan's length stands on it: it is to be read on a phone.
    assert len(page.split()) < 1200


@pytest.mark.usefixtures("plan")
def test_a_part_with_the_progress_of_each_action(client: Client) -> None:
    response = client.get("/areas/devon/sections/A/")
    shown, page = parsed(response.content), main_words(response.content)
    news = shown.xpath("//dt[.='Latest news']/following-sibling::dd[p]/p")
    assert [each.text_content() for each in news] == ["The board met <in June>.", "It meets again in July."]
    assert len(shown.xpath("//h2[@id='actions']/following-sibling::ul[1]/li")) == 15
    assert len(shown.xpath("//details//h3")) == 19
    for heading in ("What needs to get better", "What will be done", "How we will know that it is better"):
        assert page.count(heading) == 1
    # An action with no report after its day is late, whatever anybody would like to say.
    assert shown.xpath("//li[contains(@class, 'sp-rows__row')]//*[contains(@class, 'sp-standing--late')]")
    assert client.get("/areas/devon/sections/Z/").status_code == 404
    assert client.get("/areas/atlantis/sections/A/").status_code == 404


@pytest.mark.usefixtures("plan")
def test_what_families_said_and_what_was_said_back(client: Client) -> None:
    first, second = (main_words(client.get(f"/areas/devon/families/?page={number}").content) for number in (1, 2))
    assert "You are right. We rang you. Answered on 9 October 2023." in first
    assert first.count("Nobody has answered this.") + second.count("Nobody has answered this.") == 30
    of_b = parsed(client.get("/areas/devon/families/?part=B").content)
    assert len(of_b.xpath("//main//blockquote")) == 3
    assert "Shown: part B" in of_b.xpath("string(//main)")
    assert client.get("/areas/atlantis/families/").status_code == 404


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("path", ["", "sections/A/", "families/"])
def test_it_names_posts_and_no_people(client: Client, path: str) -> None:
    page = main_words(client.get(f"/areas/devon/{path}").content)
    assert ("Interim SEND Strategic Director" in page) is (path == "sections/A/")
    for person in people.CAST.values():
        assert person.name not in page


@pytest.mark.usefixtures("plan")
def test_it_is_as_it_stood_on_the_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDPLAN_TODAY", "2023-05-14")
    assert "No plan is shown here yet" in main_words(client.get("/areas/devon/").content)
    assert "No plan is shown here yet" in main_words(client.get("/areas/devon/families/").content)
    assert client.get("/areas/devon/sections/A/").status_code == 404
    monkeypatch.setenv("SENDPLAN_TODAY", "2023-06-19")
    assert "The board met" not in main_words(client.get("/areas/devon/sections/A/").content)
