"""Areas whose every word is known: each text of a plan holds a token that stands nowhere else.

A token such as `zqdreply07zq` says whose area it is (d, n or w), what kind of word it is in (a key of KINDS), and which
of its kind. A page that shows a token has shown that text.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sendplan.access import actions as access
from sendplan.access.models import User
from sendplan.access.queries import Viewer, viewer_for
from sendplan.plan import actions
from sendplan.plan.models import Action, FamilyStatement, Need, Post, Section, Target, TargetLink, Upload
from sendplan.plan_reader import draft
from sendplan.plan_reader.guarded import Reading, ReadRun
from tests import factories, people
from tests.plan.drafts import source
from tests.web import planted_register

UPLOADED, ADOPTED, TOLD = dt.date(2023, 5, 10), dt.date(2023, 5, 15), dt.date(2023, 11, 1)
WESTHOLT = people.AreaOfCast("westholt", "Westholt", "E10000098")
KINDS = {
    "title": "the plan's own title",
    "plan": "the plan's wording",
    "officer": "a person the plan's front matter names",
    "place": "where in the document a text stood",
    "doubt": "why a reading is in doubt",
    "finding": "what a careful reader asks about the plan",
    "source": "the document's text, as it was read",
    "file": "the document's file name",
    "link": "which measure a target reads",
    "reply": "what was said back to families",
    "update": "what was reported on an action",
    "who": "a person's name, e-mail address, post or organisation",
    "upload": "a document that waits for a decision",
    "evidence": "what evidence says",
    "evlink": "where evidence can be seen",
    "evfile": "the name of evidence's file",
    "evbytes": "what stands in evidence's file",
    "confirm": "what was said of somebody else's evidence",
    "moved": "why a date moved",
    "override": "why a status was set aside",
    "closing": "why an action was closed or opened again",
    "why": "why a target shows an outcome, or an action waits for another",
    "risk": "a risk, and what was said of it",
    "child": "what stands in a child's row of a return",
}
TOKEN = re.compile(r"zq([dnw])([a-z]+?)(\d+)zq", re.IGNORECASE)


@dataclass
class Words:
    """The tokens planted in one area; `letter` is the first of its name."""

    letter: str
    planted: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def new(self, kind: str) -> str:
        """A new token of a kind."""
        assert kind in KINDS
        token = f"zq{self.letter}{kind}{len(self.planted[kind]) + 1:02d}zq"
        self.planted[kind].append(token)
        return token

    def place(self, line: int) -> draft.Where:
        return draft.Where(line=line, end_line=line, cell=self.new("place"))

    def said(self, line: int) -> draft.Statement:
        return draft.Statement(text=self.new("plan"), where=self.place(line))


def tokens(text: str) -> dict[tuple[str, str], set[str]]:
    """The tokens in a text by area's letter and kind, in whatever case they stand."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in TOKEN.finditer(text):
        letter, kind, _ = each.groups()
        found[letter.lower(), kind.lower()].add(each[0].lower())
    return found


def everything_in(answer: Any) -> str:
    """Every byte of an answer and its headers, and of each file in it if it is a zip (as DOCX and XLSX are)."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    parts = [body, str(dict(answer.headers)).encode()]
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            parts += [each.encode() + b"\n" + file.read(each) for each in file.namelist()]
            parts.append(file.comment)
    return "\n".join(part.decode(errors="replace") for part in parts)


@dataclass
class Planted:
    """An area with a plan adopted, or with only an upload that waits, and what its addresses are made of."""

    words: Words
    section: str
    ids: dict[str, str]
    author: User


def plant(area: people.AreaOfCast, section: str, owners: tuple[str, ...], *, adopted: bool = True) -> Planted:
    """Plant an area. Its plan has one section, an action for each of `owners`, and two that nobody answers for.

    Ids by what they are of: "action-of-0", "action-of-1", …, "action-of-nobody", "action-of-closed", "target", "need",
    "answered" and "statement" (what families said, answered and not), "adopted" and "upload", which waits for a
    decision, and those of `planted_register.tell`.
    """
    words = Words(area.slug[0])
    author, other = _author(area, words), _author(area, words)
    viewer = viewer_for(author, area.slug, UPLOADED)
    assert viewer is not None
    ids: dict[str, str] = {}
    if adopted:
        ids["adopted"] = _keep(viewer, _reading(words, section, owners))
        actions.adopt(
            viewer, upload_id=ids["adopted"], kind="improvement-plan", title=words.new("title"), today=ADOPTED
        )
        ids |= _addresses(area)
        _tell(viewer, words, ids)
        looking = viewer_for(other, area.slug, TOLD)
        assert looking is not None
        ids |= planted_register.tell(viewer, looking, words, ids, TOLD)
    ids["upload"] = _keep(viewer, _waiting(words, section, owners))
    return Planted(words, section, ids, author)


def _author(area: people.AreaOfCast, words: Words) -> User:
    """Somebody who wrote in an area before anybody came; nobody's visits depend on them."""
    factories.make_area(area)
    author = factories.make_person(words.new("who"), email=f"{words.new('who')}@author.example")
    access.give_role(
        user_id=author.pk,
        area_slug=area.slug,
        role="programme-manager",
        organisation=words.new("who"),
        post=words.new("who"),
        since=people.SINCE,
    )
    return author


def _keep(viewer: Viewer, reading: Reading) -> str:
    return actions.keep_upload(viewer, reading=reading, size=31_415, today=UPLOADED)


def _addresses(area: people.AreaOfCast) -> dict[str, str]:
    """The ids of what was adopted, in the order of the document."""
    section = Section.objects.get(plan__area__slug=area.slug)
    acts = list(Action.objects.filter(section=section).order_by("order").values_list("public_id", flat=True))
    ids = {f"action-of-{at}": public_id for at, public_id in enumerate(acts[:-2])}
    ids["action-of-nobody"], ids["action-of-closed"] = acts[-2:]
    ids["target"] = Target.objects.get(section=section).public_id
    ids["need"] = Need.objects.get(section=section).public_id
    said = FamilyStatement.objects.filter(section=section).order_by("order").values_list("public_id", flat=True)
    ids["answered"], ids["statement"] = said
    return ids


def _tell(viewer: Viewer, words: Words, ids: dict[str, str]) -> None:
    """An update of each state, a reply, links of both kinds, a target's link and a post that was joined to another."""
    for state in ("in_progress", "complete"):
        text = f"{words.new('update')} was reported"
        actions.add_update(viewer, action_id=ids["action-of-nobody"], text=text, state=state, today=TOLD)
    actions.reply(viewer, statement_id=ids["answered"], text=f"{words.new('reply')} was replied", today=TOLD)
    actions.link_statement(viewer, statement_id=ids["answered"], need_id=ids["need"], today=TOLD)
    actions.link_statement(viewer, statement_id=ids["answered"], action_id=ids["action-of-0"], today=TOLD)
    TargetLink.objects.create(
        target=Target.objects.get(public_id=ids["target"]),
        measures=[words.new("link")],
        groups={"team": words.new("link")},
        note=words.new("link"),
        linked_on=TOLD,
        linked_by=words.new("who"),
    )
    Post.objects.filter(plan__area_id=viewer.area_id, name__contains="(also)").update(
        joined_to=Post.objects.filter(plan__area_id=viewer.area_id, name__contains="(kept)").get(),
        joined_on=TOLD,
        joined_by_name=words.new("who"),
    )
    Upload.objects.filter(public_id=ids["adopted"]).update(decided_by_name=words.new("who"))


def _doubt(words: Words, part: str) -> tuple[draft.Ambiguity, ...]:
    other = {part: words.new("doubt")}
    return (
        draft.Ambiguity(field=part, preferred={part: words.new("doubt")}, others=(other,), evidence=words.new("doubt")),
    )


def _actions(words: Words, section: str, owners: tuple[str, ...]) -> tuple[draft.Action, ...]:
    nobodys = (f"{words.new('plan')} (kept)", f"{words.new('plan')} (also)")
    due = draft.Due(
        as_written=words.new("plan"), earliest=dt.date(2023, 12, 1), latest=dt.date(2023, 12, 31), kind="month"
    )
    return tuple(
        draft.Action(
            ref=f"{section}{at}",
            section=section,
            text=words.new("plan"),
            outcomes=(words.new("plan"),),
            due=due,
            named_owners=tuple(draft.Owner(as_written=name, where=words.place(4)) for name in names),
            where=words.place(4),
            ambiguities=_doubt(words, "outcomes"),
        )
        for at, names in enumerate([*[(owner,) for owner in owners], nobodys, ()], start=1)
    )


def _kpi(words: Words, section: str) -> draft.Kpi:
    return draft.Kpi(
        section=section,
        name=words.new("plan"),
        baseline=draft.Baseline(
            as_written=words.new("plan"),
            value=Decimal(10),
            unit=words.new("plan"),
            on=dt.date(2023, 3, 31),
            on_as_written=words.new("plan"),
            where=words.place(6),
        ),
        steps=(
            draft.Step(
                label=words.new("plan"),
                on=dt.date(2023, 12, 31),
                as_written=words.new("plan"),
                kind="level",
                value=Decimal(5),
                unit=words.new("plan"),
                where=words.place(6),
            ),
        ),
        better="lower",
        table=0,
        where=words.place(6),
        ambiguities=_doubt(words, "steps"),
    )


def _front(words: Words) -> draft.Metadata:
    def person() -> draft.Person:
        return draft.Person(
            name=words.new("officer"),
            role=words.new("officer"),
            organisation=words.new("officer"),
            where=words.place(1),
        )

    return draft.Metadata(accountable_officers=(person(),), advisers=(person(),), introduction=(words.said(1),))


def _reading(words: Words, section: str, owners: tuple[str, ...]) -> Reading:
    """A draft with a token in every text, and the lines it was read from with one in each."""
    runs = tuple(
        ReadRun(at, words.new("source"), f"line {at + 1}", draft.Where(line=at + 1, end_line=at + 1)) for at in range(8)
    )
    body = draft.Body(
        name=words.new("plan"),
        reporting="monitors",
        chair=words.new("plan"),
        meets=words.new("plan"),
        purpose=words.new("plan"),
        members=words.new("plan"),
        where=words.place(2),
    )
    finding = draft.Finding(
        code="target-without-a-step",
        severity="warning",
        sentence=words.new("finding"),
        remedy=words.new("finding"),
        about=(f"{section}1", words.new("finding")),
        quote=words.new("finding"),
        where=(words.place(6),),
    )
    # Of other bytes each time: the very document in force is not taken in again.
    name = f"{words.new('file')}.txt"
    return Reading(
        draft.Draft(
            title=words.new("title"),
            metadata=_front(words),
            sections=(
                draft.Section(
                    letter=section,
                    title=words.new("plan"),
                    label=words.new("plan"),
                    needs=(words.said(3),),
                    voice=(words.said(3), words.said(3)),
                    where=words.place(3),
                ),
            ),
            bodies=(body,),
            actions=_actions(words, section, owners),
            kpis=(_kpi(words, section),),
            findings=(finding,),
            unplaced=(draft.Unplaced(text=words.new("source"), where=words.place(8)),),
            source=source(name, name),
        ),
        runs,
    )


def _waiting(words: Words, section: str, owners: tuple[str, ...]) -> Reading:
    """The same made again, every token of which is of the kind "upload"."""

    class Waiting(Words):
        def new(self, kind: str) -> str:
            assert kind in KINDS
            return words.new("upload")

    return _reading(Waiting(words.letter), section, owners)
