"""A plan of any size, and as many updates, replies and links as it is asked for; written in bulk."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sendplan.access.queries import Viewer
from sendplan.plan import actions
from sendplan.plan.ids import new_id
from sendplan.plan.models import (
    Action,
    FamilyStatement,
    Holding,
    Post,
    ProgressUpdate,
    Reply,
    StatementLink,
    Target,
    TargetLink,
)
from sendplan.plan_reader.draft import (
    Action as Promise,
)
from sendplan.plan_reader.draft import (
    Baseline,
    Draft,
    Due,
    Finding,
    Kpi,
    Metadata,
    Owner,
    Section,
    Statement,
    Step,
    Where,
)
from sendplan.plan_reader.guarded import Reading
from tests.plan.drafts import read, source
from tests.plan.plans import ADOPTED, UPLOADED

STATES = ("not_started", "in_progress", "in_progress", "complete")
WORDS = (
    "Agree with every school and with families how support is described, so that the same words are used from the "
    "first meeting to the yearly review"
)


def _lines(at: int) -> Where:
    return Where(line=at + 1, end_line=at + 1)


def spread(number: int, sections: int) -> Reading:
    """A plan of ``sections`` sections with ``number`` actions shared out evenly, as many targets, as many things
    families said, a finding for every tenth action and a post for every fifth."""
    letters = [f"{chr(65 + at % 26)}{at // 26 or ''}" for at in range(sections)]
    of = [letters[at * sections // number] for at in range(number)]
    starts = {letter: of.index(letter) for letter in letters}

    def due(at: int) -> Due:
        latest = dt.date(2023, 6, 30) + dt.timedelta(days=at * 400 // number)
        return Due(as_written=latest.isoformat(), earliest=latest, latest=latest, kind="day")

    draft = Draft(
        title=f"A plan of {number} actions",
        metadata=Metadata(),
        sections=tuple(
            Section(
                letter=letter,
                title=f"What part {letter} is about",
                needs=tuple(Statement(text=f"Need {at} of part {letter}.", where=_lines(at)) for at in range(3)),
                voice=tuple(
                    Statement(text=f"Families said thing {at} of part {letter}. {WORDS}.", where=_lines(at))
                    for at in range(number)
                    if of[at] == letter
                ),
                where=_lines(0),
            )
            for letter in letters
        ),
        actions=tuple(
            Promise(
                ref=f"{letter}{at - starts[letter] + 1}",
                section=letter,
                text=f"{WORDS}: thing {at}.",
                outcomes=(f"Everybody can say what has changed about thing {at}.", f"Nobody waits for thing {at}."),
                due=due(at),
                named_owners=(Owner(as_written=f"Head of Work {at // 5}", where=_lines(at)),),
                where=_lines(at),
            )
            for at, letter in enumerate(of)
        ),
        kpis=tuple(
            Kpi(
                section=letter,
                name=f"How long families wait for thing {at}",
                baseline=Baseline(as_written="10", value=Decimal(10), unit="weeks"),
                steps=(Step(label="Target", on=due(at).latest, as_written="5", kind="level", value=Decimal(5)),),
                better="lower",
                table=0,
                where=_lines(at),
            )
            for at, letter in enumerate(of)
        ),
        findings=tuple(
            Finding(
                code="status-in-a-date-cell",
                severity="warning",
                sentence=f"Thing {at} has no date that can be followed.",
                remedy="Say by when it is to be done.",
                about=(f"{of[at]}{at - starts[of[at]] + 1}",),
                where=(_lines(at),),
            )
            for at in range(0, number, 10)
        ),
        source=source(f"{number} {sections}", f"plan-of-{number}.txt"),
    )
    return read(draft, "\n".join(f"Line {at} of the document." for at in range(number + 1)))


def adopt_large(viewer: Viewer, number: int, sections: int, updates: int, today: dt.date) -> None:
    """Adopt ``spread(number, sections)`` in the viewer's area, with ``updates`` updates before ``today``, some never
    reported on; half the targets linked, a third of the families answered and every post held by the viewer."""
    reading = spread(number, sections)
    upload = actions.keep_upload(viewer, reading=reading, size=10_000, today=UPLOADED)
    actions.adopt(viewer, upload_id=upload, kind="strategy", title=reading.draft.title, today=ADOPTED)
    signed = {"by_id": viewer.user_id, "by_name": viewer.name, "by_post": viewer.post}
    rows = list(
        Action.objects.filter(section__plan__area_id=viewer.area_id).order_by("order").values_list("pk", "order")
    )
    told = [pk for pk, order in rows if order % 7]
    days = (today - ADOPTED).days
    ProgressUpdate.objects.bulk_create(
        [
            ProgressUpdate(
                public_id=new_id("upd"),
                action_id=told[at % len(told)],
                on=ADOPTED + dt.timedelta(days=at * days // updates),
                state=STATES[(at // len(told) + at) % 4],
                text=f"{WORDS}; this is update {at}.",
                **signed,
            )
            for at in range(updates)
        ],
        batch_size=2000,
    )
    Holding.objects.bulk_create(
        [
            Holding(post=post, person_id=viewer.user_id, since=ADOPTED)
            for post in Post.objects.filter(plan__area_id=viewer.area_id)
        ]
    )
    TargetLink.objects.bulk_create(
        [
            TargetLink(target=target, measures=["waits"], linked_on=ADOPTED, linked_by=viewer.name)
            for target in Target.objects.filter(section__plan__area_id=viewer.area_id, order__lt=number // 2)
        ]
    )
    said = list(FamilyStatement.objects.filter(section__plan__area_id=viewer.area_id).order_by("pk"))[::3]
    Reply.objects.bulk_create(
        [
            Reply(public_id=new_id("rep"), statement=each, on=today, text=f"{WORDS}. Thank you.", **signed)
            for each in said
        ]
    )
    StatementLink.objects.bulk_create(
        [
            StatementLink(statement=each, action_id=pk, on=ADOPTED, by_id=viewer.user_id, by_name=viewer.name)
            for each, (pk, _) in zip(said, rows[::3], strict=False)
        ]
    )
