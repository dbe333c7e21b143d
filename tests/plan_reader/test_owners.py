"""Owners: who is one, who are two, and what each one's words tell of person, post and organisation."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sendplan.formats.document import Document, Paragraph, Place, Run
from sendplan.plan_reader.ledger import Ledger, Piece, collapse
from sendplan.plan_reader.owner_parts import parts_of
from sendplan.plan_reader.owners import OwnersRead, owner_part, owner_parts, read_owners


def read(*lines: str, part: str | None = None) -> tuple[OwnersRead, Ledger]:
    runs = [Run(number, line, Place(line=number + 1)) for number, line in enumerate(lines)]
    ledger = Ledger(Document("plan.txt", "text/plain", "0" * 64, tuple(Paragraph(run) for run in runs)))
    return read_owners([([Piece.of(run) for run in runs], part)], ledger), ledger


@pytest.mark.parametrize(
    "text",
    [
        "Head of Women and Children's Commissioning",
        "Director of Education and Learning",
        "Director of Education, Learning and Skills",
        "Head of 0 – 25 Service",
        "Chief Nursing Officer, NHS Anyshire",
        "Operational Delivery leads for the council and NHS Anyshire",
        "Health and Wellbeing Board",
        "Parent/Carer Forum",
        "SEND and Inclusion Lead",
        "Assistant Director, Education and SEND",
        "Service Manager, SEND and Inclusion",
        "Jo Hart, Head of SEND, County Council",
        "Head of SEND: Jo Hart",
        "Jo Hart – Head of SEND",
    ],
)
def test_one_owner_and_no_doubt(text: str) -> None:
    found, _ = read(text)
    assert [owner.as_written for owner in found.owners] == [text]
    assert found.doubt is None


@pytest.mark.parametrize(
    ("text", "names", "doubtful"),
    [
        ("Jo Hart and Sam Lee", ["Jo Hart", "Sam Lee"], False),
        ("Jo Hart/Sam Lee", ["Jo Hart", "Sam Lee"], False),
        ("JB/KH", ["JB", "KH"], False),
        ("LA, ICB and PCF", ["LA", "ICB", "PCF"], False),
        ("DCS, DCO", ["DCS", "DCO"], False),
        ("Head of SEND/Head of Early Years", ["Head of SEND", "Head of Early Years"], False),
        ("Head of Post-16 / Employment Lead", ["Head of Post-16", "Employment Lead"], False),
        ("Jo Hart (LA) and Sam Lee (ICB)", ["Jo Hart (LA)", "Sam Lee (ICB)"], False),
        ("Jo Hart, Head of SEND; Sam Lee, DCO", ["Jo Hart, Head of SEND", "Sam Lee, DCO"], False),
        ("Head of SEND and Director of Nursing", ["Head of SEND", "Director of Nursing"], True),
        ("Head of SEND, Head of Early Years", ["Head of SEND", "Head of Early Years"], True),
        ("Head of SEND, Parent Carer Forum", ["Head of SEND", "Parent Carer Forum"], True),
        ("Jo Hart, Sam Lee & PCF", ["Jo Hart", "Sam Lee", "PCF"], True),
        ("LA: Jo Hart / ICB: Sam Lee", ["LA: Jo Hart", "ICB: Sam Lee"], False),
        ("Health, Education, Social Care", ["Health", "Education", "Social Care"], True),
        ("Head of SEND with Parent Carer Forum", ["Head of SEND with Parent Carer Forum"], True),
        ("CEO, Parent Carer Forum", ["CEO, Parent Carer Forum"], False),
        ("Director – Children", ["Director – Children"], True),
        ("Anyshire Council – Head of SEND", ["Anyshire Council – Head of SEND"], True),
    ],
)
def test_joint_owners(text: str, names: list[str], doubtful: bool) -> None:
    found, _ = read(text)
    assert [owner.as_written for owner in found.owners] == names
    assert (found.doubt is not None) == doubtful
    if found.doubt is not None:
        assert found.doubt.preferred == {"owners": names}
        assert all(other["owners"] != names for other in found.doubt.others)


@pytest.mark.parametrize(
    ("text", "person", "post", "organisation"),
    [
        ("Jo Hart, Head of SEND, County Council", "Jo Hart", "Head of SEND", "County Council"),
        ("Jo Hart (Head of SEND, County Council)", "Jo Hart", "Head of SEND", "County Council"),
        ("Head of SEND (Jo Hart)", "Jo Hart", "Head of SEND", None),
        ("Head of SEND - Jo Hart", "Jo Hart", "Head of SEND", None),
        ("Cllr Ann Bell", "Cllr Ann Bell", None, None),
        ("J Hart", "J Hart", None, None),
        ("Jo Hart, ICB", "Jo Hart", None, "ICB"),
        ("Chief Nursing Officer, NHS Anyshire", None, "Chief Nursing Officer", "NHS Anyshire"),
        ("Head of Service (SEND)", None, "Head of Service (SEND)", None),
        ("Lead Teacher (VI)", None, "Lead Teacher (VI)", None),
        ("Designated Clinical Officer (DCO)", None, "Designated Clinical Officer (DCO)", None),
        ("Parent Carer Forum", None, None, "Parent Carer Forum"),
        ("DCS", None, "DCS", None),
        ("ICB", None, None, "ICB"),
        ("Ward Matron", None, "Ward Matron", None),
        ("Jo Hart Head of SEND", "Jo Hart", "Head of SEND", None),
        ("Cllr Bell, Portfolio Holder", "Cllr Bell", "Portfolio Holder", None),
        ("Early Years", None, None, None),
        ("TBC", None, None, None),
    ],
)
def test_the_parts_of_one_owner(text: str, person: str | None, post: str | None, organisation: str | None) -> None:
    told = parts_of(text)
    assert (told.person, told.post, told.organisation) == (person, post, organisation)


def test_a_name_and_its_post_on_two_lines_are_one_owner_in_doubt() -> None:
    found, _ = read("Jo Hart", "Head of SEND")
    (owner,) = found.owners
    assert (owner.as_written, owner.person, owner.post) == ("Jo Hart Head of SEND", "Jo Hart", "Head of SEND")
    assert found.doubt is not None
    assert found.doubt.others == ({"owners": ["Jo Hart", "Head of SEND"]},)


def test_a_post_that_goes_on_over_the_end_of_its_line_is_one() -> None:
    found, _ = read("Head of", "SEND")
    assert [owner.as_written for owner in found.owners] == ["Head of SEND"]


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("Responsible officer (action lead)", "lead"),
        ("Lead officer", "lead"),
        ("Senior responsible officer (accountable)", "accountable"),
        ("SRO", "accountable"),
        ("Accountable", "accountable"),
        ("Owner", None),
        ("Who", None),
    ],
)
def test_what_a_label_makes_its_owners(label: str, part: str | None) -> None:
    assert owner_part(label) == part


def test_beside_an_accountable_officer_the_other_leads() -> None:
    assert owner_parts(["Responsible officer", "Accountable officer"]) == ("lead", "accountable")
    assert owner_parts(["Responsible officer", "Partner"]) == (None, None)


def test_a_label_inside_the_cell_gives_the_part() -> None:
    found, _ = read("Lead: Jo Hart", "SRO: Director of Education", part="lead")
    assert [(owner.as_written, owner.part) for owner in found.owners] == [
        ("Jo Hart", "lead"),
        ("Director of Education", "accountable"),
    ]


WORDS = st.sampled_from(
    [
        "Head",
        "of",
        "SEND",
        "and",
        "Director",
        "Jo Hart",
        "ICB",
        ",",
        ";",
        "/",
        "–",
        "(",
        ")",
        "Council",
        "JB/KH",
        "&",
        "Lead:",
    ]
)


@example(["0;", "a"])
@example(["AA , , HEAD"])
@given(st.lists(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map(" ".join)), max_size=3))
def test_no_words_raise_and_every_owner_is_the_documents_words(lines: list[str]) -> None:
    found, ledger = read(*lines)
    whole = collapse(" ".join(lines))
    for owner in found.owners:
        assert owner.as_written
        assert owner.as_written in whole
        for part in (owner.person, owner.post, owner.organisation):
            assert part is None or collapse(part).split(", ")[0].split()[0] in owner.as_written
    left = "".join(span.text for span in ledger.unplaced())
    assert not any(character.isalpha() for character in left)


def test_a_mark_at_a_lines_end_parts_owners_though_the_next_line_begins_small() -> None:
    found, _ = read("Head of SEND;", "director of care")
    assert [owner.as_written for owner in found.owners] == ["Head of SEND", "director of care"]
