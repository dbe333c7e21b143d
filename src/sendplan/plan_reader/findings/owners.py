"""Rules about who: the people and bodies that the plan names as owners."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sendplan.plan_reader.draft import Where
from sendplan.plan_reader.findings.prose import counted, fold, listed, natural, portion, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject

_BODY = re.compile(
    r"\b(forum|board|group|team|partnership|committee|panel|network|alliance|council|trust|icb|ccg|services?|cabinet"
    r"|schools|providers|practices|charity|consortium|federation|subgroup|steering)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(head|director|chair|chairman|chairwoman|chairperson|co-chair|lead|officer|manager|chief|commissioner"
    r"|co-?ordinator|principal|headteacher|adviser|advisor|nurse|psychologist|executive|secretary|member|dco|dscno?"
    r"|consultant|clinician|therapist|analyst|leader|president|treasurer|deputy|councillor|cllr|dcs|senco|ceo|dass"
    r"|doctor|paediatrician|registrar|superintendent|practitioner|worker|champion|specialist)\b",
    re.IGNORECASE,
)
_POSTS = re.compile(
    r"\b(heads|directors|chairs|co-chairs|leads|officers|managers|chiefs|commissioners|co-?ordinators|principals"
    r"|headteachers|advisers|advisors|nurses|psychologists|executives|members|leaders|practitioners|staff)\b",
    re.IGNORECASE,
)
_CHAIR = re.compile(
    r"^(the )?(independent |vice[- ]|co[- ]?|interim |acting )*(chair(man|woman|person)?)\b", re.IGNORECASE
)
_OVERSIGHT = re.compile(r"\b(board|partnership|steering|executive|delivery group|committee)\b", re.IGNORECASE)
_PASSING = re.compile(r"\b(interim|acting|temporary|vacant|to be (appointed|recruited|confirmed)|tbc)\b", re.IGNORECASE)
_FEW = 5
# No row of a table of actions runs to more lines than this.
_TALL = 200

# One owner across the plan: how it is written where, in how many actions, and their places.
_Named = dict[str, list[tuple[str, str, Where]]]


def _by_owner(subject: Subject) -> _Named:
    found: _Named = {}
    for action, owner, where in subject.owners:
        if fold(owner):
            found.setdefault(fold(owner), []).append((owner, action.ref, where))
    return found


def _refs(refs: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(set(refs), key=natural))


@rule(
    code="owner-spelt-two-ways",
    title="One owner written in two ways",
    severity="note",
    why="Anyone who counts or filters by owner will find two half-size jobs where there is one.",
    example="“Head of Women and Children’s Commissioning” and “Head of Women & Children’s Commissioning”.",
    remedy="Choose one form and use it throughout.",
)
def owner_spelt_two_ways(subject: Subject) -> Iterator[Hit]:
    for named in _by_owner(subject).values():
        forms = Counter(owner for owner, _, _ in named)
        if len(forms) < 2:
            continue
        refs = {form: _refs(ref for owner, ref, _ in named if owner == form) for form in forms}
        told = [f"{quoted(form)} ({listed(refs[form])})" for form in sorted(forms, key=lambda f: (-forms[f], f))]
        yield Hit(
            f"What reads as one owner is written in {len(forms)} ways: {listed(told)}.",
            about=_refs(ref for _, ref, _ in named),
            quote=" / ".join(sorted(forms)),
            where=tuple(where for _, _, where in named),
        )


@rule(
    code="body-as-owner",
    title="An owner who is not one officer",
    severity="warning",
    why="A forum, a board or “the leads” cannot be asked in a meeting why a date was missed. And families’ groups "
    "named as owners are answerable for what only the authorities can do.",
    example="Owner: Parent Carer Forum. Owner: Delivery leads for the council and the NHS.",
    remedy="Name one post as owner, and the body as the partner it works with.",
)
def body_as_owner(subject: Subject) -> Iterator[Hit]:
    bodies = {fold(body.name) for body in subject.draft.bodies}
    groups: dict[str, _Named] = {"reads as a body": {}, "reads as several people": {}}
    for key, named in _by_owner(subject).items():
        owner = named[0][0]
        if key in bodies or (_BODY.search(owner) and not _POST.search(owner) and not _POSTS.search(owner)):
            groups["reads as a body"][key] = named
        elif _POSTS.search(owner) and not _POST.search(owner):
            groups["reads as several people"][key] = named
    told, places = [], []
    for reading, owners in groups.items():
        for named in owners.values():
            told.append(f"{quoted(named[0][0])} ({listed(_refs(ref for _, ref, _ in named))}) {reading}")
            places += named
    if told:
        yield Hit(
            f"Not every owner is one officer: {listed(told)}.",
            about=_refs(ref for _, ref, _ in places),
            quote=places[0][0],
            where=tuple(where for _, _, where in places),
        )


@rule(
    code="chair-as-owner",
    title="The chair owns what the board oversees",
    severity="note",
    why="Whoever chairs the board that checks progress is asked, as an owner, to check their own work.",
    example="Owner: Chair of the Improvement Board.",
    remedy="Give the action to an officer and leave the chair free to challenge.",
)
def chair_as_owner(subject: Subject) -> Iterator[Hit]:
    for named in _by_owner(subject).values():
        owner = named[0][0]
        if _CHAIR.match(owner) and (_OVERSIGHT.search(owner) or owner.casefold().endswith("chair")):
            refs = _refs(ref for _, ref, _ in named)
            yield Hit(
                f"{quoted(named[0][0])} is named as owner of {listed(refs)}: a chair who owns an action may also be "
                "among those who check it.",
                about=refs,
                quote=named[0][0],
                where=tuple(where for _, _, where in named),
            )


@rule(
    code="ownership-concentrated",
    title="One post owns much of the plan",
    severity="warning",
    why="A plan that rests on one post stops when that person leaves or falls ill.",
    example="16 of 28 actions name the same director.",
    remedy="Ask whether one post can do all of it, and who stands in.",
)
def ownership_concentrated(subject: Subject) -> Iterator[Hit]:
    owned = {action.ref for action, _, _ in subject.owners}
    for named in _by_owner(subject).values():
        refs = _refs(ref for _, ref, _ in named)
        if len(refs) >= _FEW and len(refs) * 5 >= len(owned) * 2:
            yield Hit(
                f"{portion(len(refs), len(subject.actions), 'action')} name {quoted(named[0][0])} as owner: "
                f"{listed(refs, limit=50)}.",
                about=refs,
                quote=named[0][0],
                where=tuple(where for _, _, where in named),
            )


@rule(
    code="owner-in-passing",
    title="An owner in a temporary or empty post",
    severity="warning",
    why="An interim or vacant post may be gone before the action is due.",
    example="Owner: Interim Director of Education.",
    remedy="Ask who will own these when the post changes hands, and write that in.",
)
def owner_in_passing(subject: Subject) -> Iterator[Hit]:
    for named in _by_owner(subject).values():
        owner = named[0][0]
        if _PASSING.search(owner):
            refs = _refs(ref for _, ref, _ in named)
            yield Hit(
                f"{quoted(owner)}, named as owner of {counted(len(refs), 'action')}, reads as a post not permanently "
                "filled.",
                about=refs,
                quote=owner,
                where=tuple(where for _, _, where in named),
            )


@rule(
    code="action-with-no-owner",
    title="An action with no owner",
    severity="warning",
    why="What nobody owns, nobody does.",
    example="Senior Responsible Officer: (blank).",
    remedy="Name one post that answers for it.",
)
def action_with_no_owner(subject: Subject) -> Iterator[Hit]:
    owned = {id(action) for action, _, _ in subject.owners}
    found = [action for action in subject.actions if id(action) not in owned]
    if found:
        yield Hit(
            f"{portion(len(found), len(subject.actions), 'action')} "
            f"{'names' if len(found) == 1 else 'name'} no owner: {listed(action.ref for action in found)}.",
            about=tuple(action.ref for action in found),
            where=tuple(action.where for action in found),
        )


@rule(
    code="owners-set-out-differently",
    title="Owners set out in two ways",
    severity="note",
    why="Where some owners follow the date on its line and others stand on a line of their own, it is harder to see at "
    "a glance, or by machine, which cell each belongs to.",
    example="“June 2025 – Head of Service” in one row; “June 2025” and, below it, “– Head of Service” in the next.",
    remedy="Give the date and the owners a cell each, and each owner a line.",
)
def owners_set_out_differently(subject: Subject) -> Iterator[Hit]:
    if subject.document is None or not subject.document.flattened:
        return
    alone: list[tuple[str, Where]] = []
    beside: list[str] = []
    for action in subject.actions:
        first, due = next(iter(action.owners), ""), tidy(action.due.as_written or "")
        if not first or not due or action.where.line is None:
            continue
        last = action.where.end_line or action.where.line
        lines = [
            subject.lines[n]
            for n in range(action.where.line, min(last, action.where.line + _TALL) + 1)
            if n in subject.lines
        ]
        dated = next((text for text in lines if due in tidy(text.text)), None)
        if dated and tidy(first) in tidy(dated.text).rpartition(due)[2]:
            beside.append(action.ref)
        elif dated and tidy(dated.text).endswith(due):
            alone.append((action.ref, dated.where))
    if alone and len(alone) * 2 < len(beside):
        yield Hit(
            f"In {counted(len(beside), 'action')} the first owner follows the date on its line; in "
            f"{listed(ref for ref, _ in alone)} the date stands alone and the owner below it.",
            about=tuple(ref for ref, _ in alone),
            where=tuple(where for _, where in alone),
        )
