"""Files of deadlines: what is refused and in which words, what an area may add, and the digest."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sendplan.clocks import DeadlineError, deadlines, deadlines_digest, event_names, named, run, with_local
from sendplan.clocks.declared import read

GOOD = """
subject = "What we promised"
events = ["parent wrote", "we answered"]

[answer-parents]
title = "Answer a parent's letter"
starts = "parent wrote"
within = "10 working days"
stops = "we answered"
ends = "moved away"
law = "Our charter, promise 3"
standing = "law"

[[answer-parents.example]]
given = { "parent wrote" = 2025-03-10 }
today = 2025-03-11
due = 2025-03-24
state = "running"
why = "Two weeks without a bank holiday."
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return tmp_path / "deadlines.toml"


def refusal(pack: Path, text: str) -> str:
    pack.write_text(text, encoding="utf-8")
    with pytest.raises(DeadlineError) as refused:
        with_local(pack)
    return str(refused.value)


def test_an_area_adds_its_own_promises_and_they_are_policy(pack: Path) -> None:
    pack.write_text(GOOD, encoding="utf-8")
    known = with_local(pack)
    assert set(known) == {*deadlines(), "answer-parents"}
    own = known["answer-parents"]
    assert (own.standing, own.subject, own.link) == ("policy", "What we promised", "")
    assert "we answered" in event_names(known)
    clock = run(own, {"parent wrote": dt.date(2025, 3, 10), "we answered": dt.date(2025, 3, 25)}, dt.date(2025, 4, 1))
    assert (clock.state, clock.days_late) == ("late", 1)
    assert "“we answered” happened on Tuesday 25 March 2025. That is 1 day late." in clock.reasons


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"10 working days"', '"10 wd"', "within is “10 wd”, but it is not a period; write one as “20 weeks”"),
        ('"10 working days"', '"1 days"', "within is “1 days”, but it is not a period"),
        ('"10 working days"', "10", "within is 10, but it must be text"),
        ('within = "10 working days"', "", "within: it is missing; give exactly one of within, later_of, by_date"),
        ('within = "10 working days"', 'within = "1 week"\nby_date = "1 May"', "within is given too"),
        ('within = "10 working days"', 'by_date = "29 February"', "by_date is “29 February”, but it is not a day of"),
        ('within = "10 working days"', 'by_date = "May 1st"', "by_date is “May 1st”, but it is not a day of every"),
        ('within = "10 working days"', 'at_least_before = "2 working days"', "working days are not counted backwards"),
        ('starts = "parent wrote"', 'starts = "parent rote"', "there is no event “parent rote”; use “parent wrote”"),
        ('starts = "parent wrote"', "starts = 3", "starts is 3, but it must be a name or a list of names"),
        ('starts = "parent wrote"', "starts = []", "no event starts it; name one"),
        ('stops = "we answered"', 'stops = ["we answered", "died"]', "one event must stop it; name that event"),
        ('ends = "moved away"', 'ends = ["died", "died"]', "a name stands in it twice; write each once"),
        ('title = "Answer a parent\'s letter"', "", "title: it is missing; add it"),
        ('title = "Answer a parent\'s letter"', 'title = " "', "title is “ ”, but it must be text that is not blank"),
        ('standing = "law"', 'standing = "rule"', "standing is “rule”, but that is not a choice; write law, guidance"),
        ('standing = "law"', "sure = false", "what is not sure needs its doubt; say in the field doubt"),
        ('standing = "law"', 'sure = true\ndoubt = "?"', "what is sure has no doubt; leave the doubt out"),
        ('standing = "law"', 'sure = "no"', "sure is “no”, but it must be true or false"),
        ('standing = "law"', 'link = "www.example.org"', "link is “www.example.org”, but it is no address"),
        ('standing = "law"', 'from = "2025-01-01"', "from is “2025-01-01”, but it must be a date; write it as 2025"),
        (
            'standing = "law"',
            "from = 2025-02-01\nuntil = 2025-01-01",
            "until is 2025-01-01, but it comes before 2025-02",
        ),
        ('standing = "law"', 'day_one = "yes"', "day_one is “yes”, but that is not a choice"),
        ('standing = "law"', 'rolls = "up"', "rolls is “up”, but that is no rule; write “next working day”"),
        (
            'standing = "law"',
            'excused_by = "regulation 9"',
            "there is no list of exceptions “regulation 9”; use “regul",
        ),
        ('standing = "law"', 'needs = "parent wrote"', "only a deadline with later_of has it; use requires"),
        ('standing = "law"', 'stop = "x"', "stop is “x”, but there is no such field; use stops"),
        (
            'standing = "law"',
            'extended_by = { event = "died", within = "5 working days" }',
            "it is not longer than 10 working days from the start",
        ),
        (
            "due = 2025-03-24",
            "due = 2025-03-25",
            "example 1: it says due 2025-03-25, running, but the rule gives 2025-03",
        ),
        ('state = "running"', 'state = "late"', "it says due 2025-03-24, late, but the rule gives 2025-03-24, running"),
        ('state = "running"', 'state = "fine"', "state is “fine”, but that is not a choice; write not_started"),
        ("today = 2025-03-11", "", "today: it is missing; say on which day it is looked at"),
        (
            '"parent wrote" = 2025-03-10',
            '"parent writes" = 2025-03-10',
            "there is no event “parent writes”; use “parent",
        ),
        ("today = 2025-03-11", 'today = 2025-03-11\nexceptions = [{ ground = "ill" }]', "there is no ground “ill”"),
        ('events = ["parent wrote", "we answered"]', 'events = "x"', "events: it must be a list of names"),
        ("[answer-parents]", "[plan-issued]", "entry plan-issued"),
    ],
)
def test_a_bad_file_is_refused_by_file_entry_field_value_reason_and_remedy(
    pack: Path, old: str, new: str, said: str
) -> None:
    assert old in GOOD
    sentence = refusal(pack, GOOD.replace(old, new) if "plan-issued" not in new else taken())
    assert said in sentence
    assert sentence.startswith(str(pack))


def taken() -> str:
    return GOOD.replace("answer-parents", "plan-issued")


def test_a_promise_that_ended_one_that_is_extended_from_day_one_and_a_window_of_a_day(pack: Path) -> None:
    text = GOOD[: GOOD.index("[[answer")].replace('"10 working days"', '"10 days"')
    text = text.replace('standing = "law"', 'day_one = "same day"\nuntil = 2025-03-31\n{more}')
    pack.write_text(text.replace("{more}", 'extended_by = { event = "died", within = "20 days" }'), encoding="utf-8")
    own = with_local(pack)["answer-parents"]
    given = {"parent wrote": dt.date(2025, 3, 31), "died": dt.date(2025, 4, 2)}
    assert run(own, given, dt.date(2025, 4, 1)).due == dt.date(2025, 4, 9)
    assert run(own, given, dt.date(2025, 4, 2)).due == dt.date(2025, 4, 19)
    after = run(own, {"parent wrote": dt.date(2025, 4, 1)}, dt.date(2025, 4, 2))
    assert after.state == "not_in_force"
    assert after.reasons[-1].endswith("The rule had ended, on Monday 31 March 2025.")
    pack.write_text(text.replace("{more}", 'rolls = [{ from = "1 May", until = "1 May" }]'), encoding="utf-8")
    own = with_local(pack)["answer-parents"]
    due = {
        start: run(own, {"parent wrote": start}, start).due for start in (dt.date(2024, 4, 21), dt.date(2024, 4, 22))
    }
    assert due == {dt.date(2024, 4, 21): dt.date(2024, 4, 30), dt.date(2024, 4, 22): dt.date(2024, 5, 2)}


def test_every_bad_entry_is_named_at_once(pack: Path) -> None:
    second = GOOD[GOOD.index("[answer-parents]") :].replace("answer-parents", "second")
    text = (GOOD + second).replace("10 working days", "ten days")
    assert [line.split(",")[1].strip() for line in refusal(pack, text).splitlines()] == [
        "entry answer-parents",
        "entry second",
    ]


def test_a_file_that_is_none_is_refused(pack: Path, tmp_path: Path) -> None:
    assert "cannot be read as TOML" in refusal(pack, "[oops")
    assert "entry plain" not in refusal(pack, 'plain = "x"')
    pack.write_bytes(b"title = '\xff'")
    with pytest.raises(DeadlineError, match=r"not UTF-8 text \(byte 10\)"):
        with_local(pack)
    with pytest.raises(DeadlineError, match="cannot be read: No such file"):
        with_local(tmp_path / "absent.toml")


def test_a_later_of_needs_its_event() -> None:
    text = """
    subject = "x"
    [both]
    title = "Both"
    stops = "died"
    law = "x"
    needs = "{needs}"
    [[both.later_of]]
    starts = "born"
    within = "1 week"
    [[both.later_of]]
    starts = "moved away"
    within = "2 weeks"
    """
    found = read(text.replace("{needs}", "born"), "f.toml", event_names(), local=True)
    assert found["both"].anchors == ("born",)
    with pytest.raises(DeadlineError, match="none of the reckonings starts from it"):
        read(text.replace("{needs}", "died"), "f.toml", event_names(), local=True)


def test_national_law_needs_its_link() -> None:
    text = GOOD.replace('events = ["parent wrote", "we answered"]', "")
    text = text.replace("parent wrote", "born").replace("we answered", "died")
    with pytest.raises(DeadlineError, match="link: it is missing"):
        read(text, "f.toml", event_names(), local=False)
    with pytest.raises(DeadlineError, match="national events stand in"):
        read(GOOD, "f.toml", event_names(), local=False)


def test_the_digest_changes_with_a_rule_and_not_with_a_word(pack: Path) -> None:
    def digest(text: str) -> str:
        pack.write_text(text, encoding="utf-8")
        return deadlines_digest(with_local(pack))

    first = digest(GOOD)
    assert first == digest(GOOD)
    assert first != deadlines_digest()
    assert len(first) == 64
    assert first == digest(GOOD.replace("Answer a parent's letter", "Write back"))
    assert first == digest(GOOD.replace("Two weeks without", "A fortnight without"))
    rules = {
        digest(GOOD.replace('ends = "moved away"', 'ends = "died"')),
        digest(GOOD.replace('standing = "law"', "from = 2025-01-01")),
        digest(GOOD.replace("promise 3", "promise 4")),
        digest(GOOD.replace('standing = "law"', 'rolls = "next working day"')),
    }
    assert len(rules | {first}) == 5


def test_a_deadline_is_asked_for_by_name() -> None:
    assert named("plan-issued") is deadlines()["plan-issued"]
    with pytest.raises(KeyError, match="There is no deadline “plan”"):
        named("plan")
