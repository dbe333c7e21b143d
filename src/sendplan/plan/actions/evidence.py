"""Giving evidence that a criterion is met, or is not, and saying, as somebody else, whether it stands."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import evidence, rules
from sendplan.plan.actions.progress import may_report
from sendplan.plan.actions.refusals import ACTS, allowed, not_found, one_act, refuse_if
from sendplan.plan.actions.signed import in_order, locked_action, signed, tidy
from sendplan.plan.evidence_files import FileRefused, media_type, safe_name
from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, Confirmation, Evidence, EvidenceFile, Outcome, Target

__all__ = ["add_evidence", "confirm_evidence", "confirmed", "given"]


def add_evidence(
    viewer: Viewer,
    *,
    action_id: str,
    outcome_id: str | None,
    kind: str,
    strength: str,
    says_met: bool,
    text: str,
    today: dt.date,
    link: str = "",
    file: tuple[str, bytes] | None = None,
    figure: Decimal | None = None,
    unit: str = "",
    figure_on: dt.date | None = None,
    target_id: str | None = None,
) -> str:
    """Give evidence on an action and return the evidence's id. It shows nothing until somebody else confirms it.

    ``outcome_id`` is the criterion, None for evidence about the action as a whole; ``kind`` is file, link, figure or
    families, and needs the ``file`` (its name and its bytes, 10 MB at most), the ``link`` or the ``figure`` with its
    ``unit`` and day; ``target_id`` is the target whose figure it is, for a figure. ``strength`` is told, seen, measured
    or families; ``text`` says in 10 to 4,000 characters what it shows. Whoever may report on the action may give
    evidence on it. The same again, by the same person on the same day, adds nothing. Raises NotFound, NotAllowed and
    Refused.
    """
    allowed(viewer, "plan.read")
    with one_act():
        action = locked_action(viewer, action_id)
        may_report(viewer, action, today)
        found = given(
            viewer,
            action,
            outcome_id=outcome_id,
            kind=kind,
            strength=strength,
            says_met=says_met,
            text=text,
            link=link,
            file=file,
            figure=figure,
            unit=unit,
            figure_on=figure_on,
            target_id=target_id,
            today=today,
        )
        row, new = found
        if new:
            what = evidence.KIND_WORDS[_kind(row.kind)]
            sentence = ACTS["evidence-given"].say(name=viewer.name, ref=action.ref, kind=what)
            record(viewer, "evidence-given", sentence, about=("evidence", row.public_id))
    return row.public_id


def _kind(text: str) -> evidence.EvidenceKind:
    return next(each for each in evidence.KINDS if each == text)


def given(
    viewer: Viewer,
    action: Action,
    *,
    outcome_id: str | None,
    kind: str,
    strength: str,
    says_met: bool,
    text: str,
    link: str,
    file: tuple[str, bytes] | None,
    figure: Decimal | None,
    unit: str,
    figure_on: dt.date | None,
    target_id: str | None,
    today: dt.date,
) -> tuple[Evidence, bool]:
    """The evidence on a locked action, checked by every rule, in the caller's transaction, and whether it is new.

    Raises Refused where what a kind does not need is given with it: nothing somebody gave is dropped unseen.
    """
    refuse_if(evidence.kind_of_evidence(kind))
    refuse_if(evidence.strength_of(strength, kind))
    refuse_if(rules.said_text(text, "evidence"))
    _only_what_it_needs(kind, link, file, figure, target_id)
    outcome = _outcome(action, outcome_id)
    target = _target(action, target_id)
    if kind == "link":
        refuse_if(evidence.link_address(link))
    if kind == "figure":
        refuse_if("Give the figure, such as 45 or 59.9." if figure is None else None)
        refuse_if(rules.figure_fits(figure, "this evidence"))
        refuse_if(evidence.unit_of(unit))
        refuse_if(evidence.figure_day(figure_on, today))
    kept = _file(*file) if file is not None else None
    newest = action.evidence.select_related("file").order_by("-on", "-pk").first()
    words = {
        "outcome_id": outcome.pk if outcome else None,
        "target_id": target.pk if target else None,
        "kind": kind,
        "strength": strength,
        "says_met": says_met,
        "text": tidy(text),
        "link": link.strip(),
        "figure": figure,
        "figure_unit": unit.strip() if kind == "figure" else "",
        "figure_on": figure_on if kind == "figure" else None,
    }
    if newest is not None and (newest.by_id, newest.on) == (viewer.user_id, today):
        same_file = (newest.file.sha256 if newest.file else None) == (kept.sha256 if kept else None)
        if same_file and all(getattr(newest, name) == value for name, value in words.items()):
            return newest, False
    in_order(action, today)
    if kept is not None:
        kept.save(force_insert=True)
    row = Evidence.objects.create(public_id=new_id("evi"), action=action, file=kept, **words, **signed(viewer, today))
    return row, True


def _only_what_it_needs(
    kind: str, link: str, file: tuple[str, bytes] | None, figure: Decimal | None, target_id: str | None
) -> None:
    there = {"file": file is not None, "link": bool(link.strip()), "figure": figure is not None}
    if kind == "file" and not there["file"]:
        raise rules.Refused("Choose the file that holds the evidence.")
    for other, given_too in there.items():
        if given_too and other != kind:
            words = evidence.KIND_WORDS[_kind(other)]
            raise rules.Refused(
                f"This is {evidence.KIND_WORDS[_kind(kind)]}, and {words} is given with it. "
                f"Take it out, or give it as evidence of its own."
            )
    if target_id and kind != "figure":
        raise rules.Refused("A target goes with a figure alone. Choose a figure as the kind, or no target.")


def _outcome(action: Action, outcome_id: str | None) -> Outcome | None:
    if not outcome_id:
        return None
    found = action.outcomes.filter(public_id=outcome_id).first()
    if found is None:
        raise not_found("criterion")
    return found


def _target(action: Action, target_id: str | None) -> Target | None:
    if not target_id:
        return None
    found = Target.objects.filter(section__plan_id=action.section.plan_id, public_id=target_id).first()
    if found is None:
        raise not_found("target")
    return found


def _file(name: str, data: bytes) -> EvidenceFile:
    """The file's row, not written yet. Raises Refused where it is no file that is kept."""
    try:
        kind = media_type(data, name)
    except FileRefused as refused:
        raise rules.Refused(refused.reason) from refused
    return EvidenceFile(
        public_id=new_id("fil"),
        name=safe_name(name, kind),
        media_type=kind,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
    )


def confirm_evidence(viewer: Viewer, *, evidence_id: str, accepted: bool, text: str, today: dt.date) -> None:
    """Say, as somebody other than its author, that evidence stands (``accepted``) or does not.

    ``text`` says why: needed where it is refused, and otherwise it may be empty. What rests on families saying so is
    for those alone who may speak for families. The same again by the same person adds nothing. Raises NotFound,
    NotAllowed, and Refused where somebody has decided on it already.
    """
    allowed(viewer, "plan.read")
    with one_act():
        row = _locked_evidence(viewer, evidence_id)
        confirmation, new = confirmed(viewer, row, accepted=accepted, text=text, today=today)
        if new:
            act = "evidence-confirmed" if confirmation.accepted else "evidence-refused"
            sentence = ACTS[act].say(name=viewer.name, ref=row.action.ref, author=row.by_name)
            record(viewer, act, sentence, about=("evidence", row.public_id))


def _locked_evidence(viewer: Viewer, evidence_id: str) -> Evidence:
    """The evidence, with its action locked until the transaction ends. Raises NotFound."""
    row = Evidence.objects.filter(public_id=evidence_id, action__section__plan__area_id=viewer.area_id).values_list(
        "pk", "action__public_id"
    )
    for pk, action_id in row:
        action = locked_action(viewer, action_id)
        found = Evidence.objects.select_related("file").get(pk=pk)
        found.action = action
        return found
    raise not_found("evidence")


def confirmed(viewer: Viewer, row: Evidence, *, accepted: bool, text: str, today: dt.date) -> tuple[Confirmation, bool]:
    """The confirmation of evidence on a locked action, checked by every rule, in the caller's transaction, and whether
    it is new."""
    allowed(viewer, "plan.confirm_families" if row.strength == "families" else "plan.confirm")
    refuse_if(evidence.by_another(row.by_id, viewer.user_id))
    before = Confirmation.objects.filter(evidence=row).first()
    if before is not None:
        if (before.by_id, before.accepted, before.text) == (viewer.user_id, accepted, tidy(text)):
            return before, False
        raise rules.Refused(evidence.decided_already(before.accepted, before.by_name, before.on))
    refuse_if(evidence.refused_with_reason(accepted, text))
    in_order(row.action, today)
    made = Confirmation.objects.create(
        evidence=row, author_id=row.by_id, accepted=accepted, text=tidy(text), **signed(viewer, today)
    )
    return made, True
