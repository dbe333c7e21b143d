"""What the pages of the demonstration are given, to the word. Nothing here writes: the demonstration is loaded once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from sendplan.access.queries import Viewer
from sendplan.plan import actions, queries
from sendplan.plan.models import Action, ProgressUpdate, Reply, Target
from sendplan.plan.queries.pages import PublicSection
from sendplan.plan.standing import OVER
from sendplan.plan.wording import day
from tests import factories
from tests.plan.asked import every_word, pages, public
from tests.plan.drafts import ROOT
from tests.plan.plans import ADOPTED, TODAY


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Viewer]:
    """The demonstration, as Grace Obi sees it; undone when every test of this file has looked."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            actions.load_pack(ROOT / "areas" / "devon", today=TODAY, demo=True)
            yield factories.viewer("grace")
            transaction.set_rollback(True)
        connection.close()


def public_section(letter: str, today: dt.date = TODAY) -> PublicSection:
    page = queries.public_section(public(), letter, today)
    assert page is not None
    return page


def test_at_a_glance(demo: Viewer) -> None:
    page = queries.at_a_glance(demo, TODAY)
    assert page is not None
    assert page.plan.adopted_sentence == (
        "Version 1, adopted on 15 May 2023 by Ben Carter from “improvement-plan-2023-24.txt”."
    )
    assert page.headline == (
        "On 30 November 2023: 28 actions: 3 done, 4 said to be done, 11 late, 4 due within 31 days, 2 silent but not "
        "due soon and 4 on the way. 10 of those still open have had no news for more than 60 days, or never."
    )
    assert [(row.letter, row.counts.total) for row in page.sections] == [("A", 15), ("B", 3), ("C", 4), ("D", 6)]
    assert page.late[0].standing.days_late == 153
    assert [row.standing.days_late for row in page.late] == sorted(
        (row.standing.days_late for row in page.late), key=lambda late: -(late or 0)
    )
    assert {row.ref for row in page.late} == {
        "A3", "A6", "A10", "A11", "A12", "A13", "B2", "C1", "D3", "D4", "D6",
    }  # fmt: skip
    assert {row.ref for row in page.next_due} == {"A5", "A8", "A14", "C2"}
    assert page.next_due[0].standing.sentence.startswith("Due in 31 days, by 31 December 2023.")
    first = page.silent[0]
    assert "nothing ever on" in first.sentence
    helen = next(post for post in page.silent if post.holder == "Helen Lowe")
    assert {row.ref for row in helen.actions} == {"A4", "A11", "A13", "A14", "A15", "B2", "C1"}
    assert (page.targets.total, page.targets.figure_to_come, page.targets.unlinked) == (43, 41, 2)
    assert (page.families.total, page.families.answered, page.families.unanswered) == (31, 11, 20)
    assert page.findings.total == page.findings.errors + page.findings.warnings + page.findings.notes


def test_the_counts_of_the_sections_add_up(demo: Viewer) -> None:
    page = queries.at_a_glance(demo, TODAY)
    assert page is not None
    for name in ("total", "done", "said_done", "stopped", "late", "due_soon", "silent", "on_the_way", "unreported"):
        assert sum(getattr(row.counts, name) for row in page.sections) == getattr(page.counts, name)
    counts = page.counts
    assert counts.total == (
        counts.done
        + counts.said_done
        + counts.stopped
        + counts.late
        + counts.due_soon
        + counts.silent
        + counts.on_the_way
    )


def test_the_timeline_is_whole_days(demo: Viewer) -> None:
    page = queries.at_a_glance(demo, TODAY)
    assert page is not None
    line = page.timeline
    assert line is not None
    assert (line.first, line.last, line.days) == (dt.date(2023, 6, 1), dt.date(2024, 1, 31), 245)
    assert line.today_offset == 182
    assert sum(month.days for month in line.months) == line.days
    assert [month.offset for month in line.months][:3] == [0, 30, 61]
    assert (len(line.bars), [row.ref for row in line.undated]) == (27, ["C4"])
    a1 = next(bar for bar in line.bars if bar.ref == "A1")
    assert (a1.offset, a1.days, a1.state, a1.done_offset) == (0, 30, "done", 41)
    assert all(bar.offset >= 0 and bar.offset + bar.days <= line.days for bar in line.bars)
    later = queries.at_a_glance(demo, dt.date(2024, 6, 1))
    assert later is not None
    assert later.timeline is not None
    assert later.timeline.today_offset is None


def test_an_earlier_day_hides_what_came_later(demo: Viewer) -> None:
    july = queries.at_a_glance(demo, dt.date(2023, 7, 1))
    assert july is not None
    assert july.counts.said_done == 3
    a1 = next(row for row in july.late if row.ref == "A1")
    assert (a1.standing.days_late, a1.last_update_words) == (1, "14 June 2023")
    at_adoption = queries.at_a_glance(demo, ADOPTED)
    assert at_adoption is not None
    assert (at_adoption.targets.figure_to_come, at_adoption.families.answered) == (0, 0)


def test_an_action(demo: Viewer) -> None:
    a5 = Action.objects.get(ref="A5").public_id
    page = queries.action(demo, a5, TODAY)
    assert page is not None
    assert (page.ref, page.section, page.place.words, page.place.anchor) == (
        "A5", "A", "lines 115 to 119", "line-115",
    )  # fmt: skip
    assert len(page.outcomes) == 2
    assert (page.due.words, page.due.as_written) == ("by 31 December 2023", "December 2023")
    assert page.due.why == (
        "It was moved on 12 October 2023 to “December 2023”: a month and no day, so it is counted late from "
        "1 January 2024."
    )
    before = queries.action(demo, a5, dt.date(2023, 10, 11))
    assert before is not None
    assert before.due.words == "by 30 June 2023"
    assert before.due.why == "The plan says “June 2023”: a month and no day, so it is counted late from 1 July 2023."
    assert [(each.words, each.change) for each in page.course.dates] == [
        ("by 30 June 2023", None),
        ("by 31 December 2023", "184 days later"),
    ]
    assert page.posts[0].holder_words == "Helen Lowe holds this post."
    assert [update.on_words for update in page.updates] == ["11 October 2023", "21 June 2023"]
    assert page.updates[0].byline == "Helen Lowe, Interim SEND Strategic Director, 11 October 2023"
    assert len(page.targets) == 19
    assert page.previous is not None
    assert page.following is not None
    assert (page.previous.ref, page.following.ref) == ("A4", "A6")
    assert "may not report progress" in (page.may_update or "")
    first = queries.action(demo, Action.objects.get(ref="A1").public_id, TODAY)
    assert first is not None
    assert first.previous is None


def test_a_target_whose_steps_can_be_worked_out(demo: Viewer) -> None:
    page = queries.target(demo, Target.objects.get(short_id="A-K1").public_id, TODAY)
    assert page is not None
    assert page.start_words == "It starts from 16 (January 2023)."
    assert [step.words for step in page.steps] == [
        "10% lower than the starting figure, by 31 July 2023",
        "25% lower than the starting figure, by 30 November 2023",
        "50% lower than the starting figure, by 31 January 2024",
    ]
    assert page.start_level == Decimal(16)
    assert [step.level for step in page.steps] == [Decimal(14), Decimal(12), Decimal(8)]
    assert [step.passed for step in page.steps] == [True, False, False]
    assert page.can_say[0] == (
        "Milestone 1 – End July 2023: 10% lower than the starting figure, by 31 July 2023: that is 14.4, so at most 14."
    )
    assert page.better_words == "Lower is better."
    assert page.link is not None
    assert page.link.sentence == (
        "Ben Carter said on 22 May 2023 that it reads the measure vacancies, for team 0-25 team."
    )
    assert any("comes from the area's records" in said for said in page.cannot_say)


def test_a_target_that_waits_for_its_start_and_one_with_no_link(demo: Viewer) -> None:
    waiting = queries.target(demo, Target.objects.get(short_id="A-K2").public_id, TODAY)
    assert waiting is not None
    assert waiting.cannot_say[0] == (
        "The plan gives no starting figure (it says “TBC”), so “10% lower than the starting figure” "
        "cannot be worked out."
    )
    unlinked = queries.target(demo, Target.objects.get(short_id="A-K16").public_id, TODAY)
    assert unlinked is not None
    assert unlinked.link is None
    assert unlinked.link_words == "Not linked to a measure yet."
    assert "target-not-linked" in {finding.code for finding in unlinked.findings}
    together = queries.target(demo, Target.objects.get(short_id="D-K1").public_id, TODAY)
    assert together is not None
    assert together.link is not None
    assert together.link.sentence.endswith("They are always shown together.")


def test_everybody_sees_the_plan_in_plain_english_and_nobodys_name(demo: Viewer) -> None:
    page = queries.public_plan(public(), TODAY)
    assert page is not None
    assert page.headline.startswith(
        "This is how the plan stood on 30 November 2023. 28 actions: 3 done, 4 said to be done, 11 late"
    )
    families = queries.public_families(public(), TODAY)
    assert families is not None
    said = next(each for each in families.statements if each.text.startswith("Families do not trust"))
    assert [reply.text.startswith("Since we first answered") for reply in said.replies] == [True, False]
    assert any(each.answer_words == "Nobody has answered this." for each in families.statements)
    sections = [public_section(letter) for letter in "ABCD"]
    a5 = sections[0].actions[4]
    assert (a5.ref, a5.due_words, a5.latest_words) == ("A5", "by 31 December 2023", "Reported on 11 October 2023.")
    assert a5.moved_words == "Its date has moved. First promised: by 30 June 2023. Now: by 31 December 2023."
    assert a5.latest_text is not None
    assert a5.latest_text.startswith("This is late.")
    assert [each.on for each in a5.earlier] == [dt.date(2023, 6, 21)]
    words = " ".join(text for shown in (page, families, *sections) for text in every_word(shown))
    for name in ("Ben Carter", "Helen Lowe", "Nadia Rahman", "Amina Yusuf", "Grace Obi"):
        assert name not in words
    assert sections[0].targets[0].steps[0] == (
        "10% lower than the starting figure, by 31 July 2023 (14.4, so at most 14)"
    )


def test_only_targets_with_a_figure_are_counted_as_figures_to_reach(demo: Viewer) -> None:
    page = public_section("C")
    assert page.targets_sentence == (
        "The plan sets 5 figures to reach, called targets. 3 more targets have no figure to reach yet."
    )
    outstanding = next(each for each in page.targets if each.name.endswith("reviews outstanding"))
    assert outstanding.steps[-1].startswith("none, by ")


def test_done_by_the_plans_own_word_is_not_called_unreported(demo: Viewer) -> None:
    latest = {action.ref: action.latest_words for letter in "ABCD" for action in public_section(letter).actions}
    assert latest["C4"] == "The plan itself says this is done."
    assert "Nothing has been reported yet." in latest.values()


def test_what_families_words_lead_to_may_stand_before_a_full_stop(demo: Viewer) -> None:
    pages = [queries.public_families(public(), TODAY, page=number) for number in (1, 2)]
    to = [words for page in pages if page for said in page.statements for words in said.leads_to]
    assert to
    assert not any(words.endswith(".") for words in to)


def test_what_changed_this_month(demo: Viewer) -> None:
    page = queries.public_plan(public(), TODAY)
    assert page is not None
    month = page.month
    assert month.since_words == "1 November 2023"
    since = dt.date(2023, 10, 31)
    reports = ProgressUpdate.objects.filter(on__gt=since, on__lte=TODAY)
    answers = Reply.objects.filter(on__gt=since, on__lte=TODAY)
    assert reports.count() > len(month.updates) == 5
    assert month.sentence == f"{reports.count()} reports on actions and {answers.count()} answers to families."
    assert [item.words for item in month.updates] == sorted(
        (item.words for item in month.updates), key=lambda words: -int(words.split()[0])
    )
    assert (month.completed, month.moved, month.version_sentence) == ((), (), None)
    assert len(month.answers) == min(answers.count(), 5)
    assert [item.ref for item in page.next_due] == ["A5", "A8", "A14", "C2"]
    assert page.next_total == 4
    july = queries.public_plan(public(), dt.date(2023, 7, 20))
    assert july is not None
    assert "A1" in {item.ref for item in july.month.completed}
    quiet = queries.public_plan(public(), dt.date(2024, 6, 1))
    assert quiet is not None
    assert quiet.month.sentence == "Nothing was reported, finished, moved or answered."


def test_a_row_says_once_when_it_is_due(demo: Viewer) -> None:
    page = queries.at_a_glance(demo, TODAY)
    assert page is not None
    assert page.timeline is not None
    for bar in page.timeline.bars:
        if bar.state in OVER:
            assert bar.words.startswith(f"{bar.ref}, due by {day(bar.latest)}. "), bar.words
        elif bar.latest != TODAY:  # which is said as "today"
            assert bar.words.count(day(bar.latest)) == 1, bar.words


def test_no_sentence_is_left_unfinished(demo: Viewer) -> None:
    """No page holds a blank that a program forgot to fill."""
    for name, page in pages(factories.viewer("ben")).items():
        for text in every_word(page()):
            assert "None" not in text.split()[1:], (name, text)
            assert "{" not in text, (name, text)
