"""Doubts in words: what was read, what else it may say, and nothing that is not in doubt."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sendplan.plan.queries.doubts import alike, doubts_shown
from sendplan.plan.queries.pages import DoubtShown, Place
from sendplan.plan_reader.draft import Ambiguity

PLACE = Place("line 9", "line-9")


def shown(field: str, preferred: dict[str, Any], *others: dict[str, Any]) -> DoubtShown:
    ambiguity = Ambiguity(field=field, preferred=preferred, others=others, evidence="It was smudged.")
    (doubt,) = doubts_shown("target", "A-K2", None, PLACE, [ambiguity], first=7)
    assert (doubt.label, doubt.place, doubt.anchor, doubt.evidence) == ("A-K2", PLACE, "doubt-7", "It was smudged.")
    return doubt


def test_only_what_differs_is_shown() -> None:
    doubt = shown(
        "baseline",
        {"baseline": "TBC", "baseline_date": None, "milestone_1": "10% reduction"},
        {"baseline": None, "baseline_date": "TBC", "milestone_1": "10% reduction"},
        {"baseline": "10% reduction", "baseline_date": None, "milestone_1": "TBC"},
    )
    assert doubt.field == "starting figure"
    assert doubt.preferred == (
        ("starting figure", "“TBC”"),
        ("date of the starting figure", "nothing"),
        ("milestone 1", "“10% reduction”"),
    )
    assert doubt.others == (
        (("starting figure", "nothing"), ("date of the starting figure", "“TBC”")),
        (("starting figure", "“10% reduction”"), ("milestone 1", "“TBC”")),
    )
    assert shown("due", {"due": "May", "owners": []}, {"due": None, "owners": []}).preferred == (("due date", "“May”"),)


def test_another_reading_may_name_other_parts() -> None:
    doubt = shown("text", {"text": "Do it.", "outcomes": ["One.", "Two."]}, {"text": "Do it. One. Two."})
    assert doubt.preferred == (("action", "“Do it.”"), ("outcomes", "“One.” and “Two.”"))
    assert doubt.others == ((("action", "“Do it. One. Two.”"),),)
    named = shown("steps", {"target": "5"}, {"name": "Calls 5 often"})
    assert (named.preferred, named.others) == ((("target", "“5”"),), ((("name", "“Calls 5 often”"),),))


def test_parts_stand_in_the_order_of_the_row_whatever_order_they_were_found_in() -> None:
    kept = {"target": "5", "baseline": "9", "milestone_1": "7", "milestone_2": "6", "baseline_date": "May"}
    doubt = shown("steps", kept, dict.fromkeys(kept))
    names = ["starting figure", "date of the starting figure", "milestone 1", "milestone 2", "target"]
    assert [name for name, _ in doubt.preferred] == [name for name, _ in doubt.others[0]] == names


def test_the_very_same_doubt_about_several_items_is_said_once() -> None:
    ambiguity = Ambiguity(field="ref", preferred={"ref": "A1"}, others=({"ref": None},), evidence="None is written.")
    other = replace(ambiguity, evidence="Another reason.")
    made = [
        doubts_shown("action", label, None, PLACE, [why], first=number)[0]
        for number, (label, why) in enumerate([("A1", ambiguity), ("A2", other), ("A3", ambiguity)])
    ]
    assert alike(made) == ((made[0], made[2]), (made[1],))
    assert alike([]) == ()


def test_with_no_other_reading_all_that_was_read_is_shown() -> None:
    doubt = shown("ref", {"ref": "A1"})
    assert (doubt.preferred, doubt.others) == ((("reference", "“A1”"),), ())
