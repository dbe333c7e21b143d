"""Area packs: read whole or refused whole, with everything that is wrong; loaded once; the Devon pack itself."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from sendplan.access.models import AuditEntry, Membership, User
from sendplan.access.queries import everyone
from sendplan.plan import actions, queries
from sendplan.plan.actions.pack_refused import PackRefused
from sendplan.plan.models import (
    Holding,
    Plan,
    Post,
    ProgressUpdate,
    Reply,
    StatementLink,
    TargetLink,
    Upload,
    Version,
)
from sendplan.plan.pack import Pack, Problem, read_pack
from tests import factories, people
from tests.plan.drafts import ROOT
from tests.plan.plans import TODAY

DEVON = ROOT / "areas" / "devon"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the Devon pack, to spoil."""
    return Path(shutil.copytree(DEVON, tmp_path / "devon"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path, *, demo: bool = True) -> list[Problem]:
    found = read_pack(folder, demo=demo)
    assert not isinstance(found, Pack), "nothing was found wrong"
    return list(found)


def line_of(folder: Path, name: str, text: str) -> int:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_the_devon_pack_reads() -> None:
    found = read_pack(DEVON, demo=True)
    assert isinstance(found, Pack), "\n".join(problem.sentence for problem in found)
    assert found.demo is not None
    assert len(found.links) == 41
    assert 40 <= len(found.demo.updates) <= 50
    assert len({update.action for _, update in found.demo.updates}) >= 20
    answered = {(reply.section, reply.statement) for _, reply in found.demo.replies}
    assert 9 <= len(answered) <= 12
    not_done = [reply for _, reply in found.demo.replies if reply.text.startswith("We have not done this yet, because")]
    assert len(not_done) == 2


def test_the_demonstration_is_the_cast_of_the_tests() -> None:
    found = read_pack(DEVON, demo=True)
    assert isinstance(found, Pack)
    assert found.demo is not None
    mine = {(entry.name, entry.email, entry.role, entry.area) for _, entry in found.demo.people}
    assert mine == {(each.name, each.email, each.role, each.area) for each in people.CAST.values()}


def test_every_problem_is_listed_with_file_line_value_reason_and_remedy(pack: Path) -> None:
    change(pack, "area.toml", 'kind = "improvement-plan"', 'kind = "shopping-list"')
    change(pack, "area.toml", "improvement-plan-2023-24.txt", "absent.txt")
    change(pack, "links.toml", 'measures = ["vacancies"]', "measures = []")
    change(pack, "links.toml", "linked_on = 2023-05-22", 'linked_on = "in May"')
    change(pack, "demo/people.toml", 'role = "case-officer"', 'role = "wizard"')
    change(pack, "demo/updates.toml", 'state = "in_progress"', 'state = "splendid"')
    change(pack, "demo/updates.toml", 'by = "ben@demo.example"', 'by = "nobody@demo.example"')
    change(pack, "demo/replies.toml", "action = ", "actoin = ")
    found = problems(pack)
    by_value = {problem.value: problem for problem in found}
    assert by_value.keys() >= {
        "shopping-list", "published/absent.txt", "in May", "wizard", "nobody@demo.example", "actoin",
    }  # fmt: skip
    assert any("not started, in progress, complete or stopped" in problem.sentence for problem in found)
    wrong_day = by_value["in May"]
    assert (wrong_day.file, wrong_day.line) == ("links.toml", line_of(pack, "links.toml", "in May"))
    assert wrong_day.sentence == (
        f"links.toml, line {wrong_day.line}: “in May”: linked_on is of the wrong sort. It is a date such as 2023-06-30."
    )
    assert by_value["actoin"].line == line_of(pack, "demo/replies.toml", "actoin")
    assert by_value["wizard"].file == "demo/people.toml"
    assert all(problem.reason and problem.remedy for problem in found)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name = ", "not TOML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'name = "Devon"\n', "is missing"),
        (b'name = ["a"]\nslug = "devon"\nauthority_code = "E10000008"\n', "wrong sort"),
        (
            b'name = "D"\nslug = "d"\nauthority_code = "E10000008"\n[plan]\ndocument = "../x"\nkind = "strategy"\n',
            "outside",
        ),
        (b'name = " "\nslug = "devon"\nauthority_code = "E10000008"\n[plan]\n', "is empty"),
    ],
)
def test_a_bad_area_file_is_one_sentence_each(pack: Path, content: bytes, reason: str) -> None:
    (pack / "area.toml").write_bytes(content)
    found = problems(pack, demo=False)
    assert any(reason in problem.sentence for problem in found), [problem.sentence for problem in found]


def test_a_missing_file_is_said(pack: Path) -> None:
    (pack / "links.toml").unlink()
    assert [problem.sentence for problem in problems(pack, demo=False)] == [
        "links.toml: the file is not there. Write it, or name the right folder."
    ]
    shutil.rmtree(pack)
    assert len(problems(pack, demo=True)) >= 5


def test_an_unknown_table_and_a_link_written_twice_are_said(pack: Path) -> None:
    text = (pack / "links.toml").read_text(encoding="utf-8")
    first = text[text.index("[[link]]") : text.index("[[link]]", text.index("[[link]]") + 1)]
    (pack / "links.toml").write_text(f"{text}\n{first}\n[[lnik]]\nsection = 'A'\n", encoding="utf-8")
    found = [problem.sentence for problem in problems(pack, demo=False)]
    assert any("“lnik”: is no part of this file. Use link." in sentence for sentence in found)
    assert any("was written before, on line" in sentence for sentence in found)


def test_a_text_of_several_lines_does_not_move_the_lines(pack: Path) -> None:
    change(pack, "demo/updates.toml", 'text = "The board,', 'text = """The board,\n[[update]]\naction = "no"\n')
    change(pack, "demo/updates.toml", 'may finish a little late."', 'may finish a little late."""')
    change(pack, "demo/updates.toml", "on = 2023-07-12", 'on = "later"')
    assert [problem.line for problem in problems(pack)] == [line_of(pack, "demo/updates.toml", 'on = "later"')]


@pytest.mark.django_db
class TestLoading:
    def test_devon_and_its_demonstration(self) -> None:
        loaded = actions.load_pack(DEVON, today=TODAY, demo=True)
        assert loaded.sentence.startswith(
            "Devon: the area Devon was added, the area Northmoor was added, 11 made-up people"
        )
        assert (Plan.objects.count(), TargetLink.objects.count(), ProgressUpdate.objects.count()) == (1, 41, 45)
        assert (Reply.objects.count(), StatementLink.objects.count()) == (12, 22)
        version = Version.objects.get()
        assert (version.adopted_by_name, version.adopted_on) == ("Ben Carter", dt.date(2023, 5, 15))
        held = set(Holding.objects.values_list("post__name", "person__name", "since", "until", "by_name"))
        assert held == {
            ("Interim SEND Strategic Director", "Helen Lowe", dt.date(2023, 1, 3), None, "Ben Carter"),
            ("Head of Women and Children’s Commissioning", "Nadia Rahman", dt.date(2023, 1, 3), None, "Ben Carter"),
        }
        other = Post.objects.get(name="Head of Women & Children’s Commissioning")
        assert other.joined_to is not None
        assert other.joined_to.name == "Head of Women and Children’s Commissioning"
        entry = AuditEntry.objects.get(act="area-pack-loaded")
        assert "45 made-up updates were added" in entry.sentence

    def test_the_demonstrations_day_has_done_late_silent_and_on_the_way(self) -> None:
        actions.load_pack(DEVON, today=TODAY, demo=True)
        page = queries.at_a_glance(factories.viewer("grace"), TODAY)
        assert page is not None
        counts = page.counts
        assert (counts.total, counts.done, counts.said_done, counts.late) == (28, 3, 4, 11)
        assert (counts.due_soon, counts.silent, counts.on_the_way) == (4, 2, 4)
        assert counts.unreported == 10
        assert (page.targets.unlinked, page.families.unanswered) == (2, 20)

    def test_the_same_folder_again_changes_nothing(self) -> None:
        actions.load_pack(DEVON, today=TODAY, demo=True)
        tables = (User, Membership, Plan, Version, Upload, Post, TargetLink, ProgressUpdate, Reply, StatementLink)
        before = {table: list(table.objects.order_by("pk").values()) for table in tables}
        entries = AuditEntry.objects.count()
        again = actions.load_pack(DEVON, today=TODAY, demo=True)
        assert again.changes == ()
        assert again.sentence == "Devon: everything was there already; nothing was changed."
        assert {table: list(table.objects.order_by("pk").values()) for table in tables} == before
        assert AuditEntry.objects.count() == entries

    def test_without_its_demonstration_it_holds_the_plan_and_the_links_alone(self) -> None:
        actions.load_pack(DEVON, today=TODAY)
        assert (Plan.objects.count(), TargetLink.objects.count()) == (1, 41)
        assert not User.objects.exists()
        area = everyone("devon")
        assert area is not None
        page = queries.public_plan(area, TODAY)
        assert page is not None
        assert "since 30 November 2023" in page.whole.adopted_sentence

    def test_links_changed_and_taken_back_follow_the_file(self, pack: Path) -> None:
        actions.load_pack(pack, today=TODAY)
        text = (pack / "links.toml").read_text(encoding="utf-8")
        start = text.index("[[link]]")
        second = text.index("[[link]]", start + 1)
        changed = text[:start] + text[second:].replace('measures = ["vacancies"]', 'measures = ["empty-posts"]', 1)
        (pack / "links.toml").write_text(changed, encoding="utf-8")
        loaded = actions.load_pack(pack, today=TODAY)
        assert loaded.changes == ("1 target was linked anew", "1 target was no longer linked")
        assert TargetLink.objects.filter(measures=["empty-posts"]).count() == 1

    @pytest.mark.parametrize(
        ("name", "old", "new", "sentence"),
        [
            (
                "links.toml",
                "No of vacancies within the 0-25 Team",
                "No of vacancies within the 0-26 Team",
                "has no target of that name. The nearest is “No of vacancies within the 0-25 Team”.",
            ),
            ("links.toml", 'section = "A"', 'section = "C"', "It stands in section A."),
            ("demo/updates.toml", 'action = "A2"', 'action = "A99"', "“A99”: the plan has no action of that name."),
            ("demo/replies.toml", "statement = \"", "statement = \"x", "has no statement of that name"),
            ("demo/people.toml", 'holds = ["Interim', 'holds = ["Permanent', "the plan names no such post"),
            ("demo/updates.toml", "helen@demo.example", "nadia@demo.example", "this is not one of them"),
            ("demo/updates.toml", "2023-06-14", "2023-05-14", "The plan was adopted on 15 May 2023"),
            ("demo/replies.toml", "amina@demo.example", "sunil@demo.example", "may not answer what families said"),
            ("demo/people.toml", 'by = "ben', 'by = "grace', "may not adopt"),
            ("demo/people.toml", "on = 2023-05-15", "on = 2022-05-15", "has no role in Devon on 15 May 2022"),
            ("area.toml", "E10000008", "Devon", "is no authority code"),
            ("area.toml", 'slug = "devon"', 'slug = "De von"', "is no slug"),
            ("demo/people.toml", "E10000099", "E1", "is no authority code"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_whole(self, pack: Path, name: str, old: str, new: str, sentence: str) -> None:
        change(pack, name, old, new)
        with pytest.raises(PackRefused) as refused:
            actions.load_pack(pack, today=TODAY, demo=True)
        assert sentence in refused.value.reason, refused.value.reason
        assert name in refused.value.reason
        assert refused.value.reason.startswith("Nothing was loaded from devon: ")
        assert not any(table.objects.exists() for table in (Plan, User, Upload, AuditEntry))

    def test_another_document_for_an_area_with_a_plan_is_refused(self, pack: Path) -> None:
        actions.load_pack(pack, today=TODAY)
        change(pack, "published/improvement-plan-2023-24.txt", "June 2023", "July 2023")
        with pytest.raises(PackRefused, match="already has a plan"):
            actions.load_pack(pack, today=TODAY)

    def test_a_document_that_cannot_be_read_is_said_in_its_own_sentence(self, pack: Path) -> None:
        (pack / "published" / "improvement-plan-2023-24.txt").write_bytes(b"")
        with pytest.raises(PackRefused, match=r"improvement-plan-2023-24\.txt"):
            actions.load_pack(pack, today=TODAY)
        assert not Plan.objects.exists()
