"""Taking a load's records in, and out again when it is undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from sendplan.access.actions import record
from sendplan.access.viewer import Viewer
from sendplan.people.actions.refusals import ACTS
from sendplan.people.actions.settling import EXACT, alone_in, resettle
from sendplan.people.models import Child, Intake, Join, SourceRecord
from sendplan.people.rules import Record
from sendplan.people.words import count

__all__ = ["take_in", "take_out"]

_AT_A_TIME = 5_000
_CAME = "Records of another load came, and were matched anew."
_WENT = "A load was undone, and what is left was matched anew."


def take_in(who: Viewer | None, *, area_id: int, load: str, records: Iterable[Record], today: dt.date) -> bool:
    """Match the records of ``load``, which is in force in the area, to children. Each record's ``source`` is ``load``.

    Of a load that was taken in before nothing is changed, and False returned; of one that was taken out since, the
    records that were kept are in force again and ``records`` are not looked at. The caller asks whether ``who`` may
    load records; None is the command line. Raises ValueError for a record of another source, or one that comes twice.
    """
    with transaction.atomic():
        alone_in(area_id)
        intake = Intake.objects.filter(area_id=area_id, load=load).first()
        if intake is not None and intake.in_force:
            return False
        if intake is None:
            intake = Intake.objects.create(area_id=area_id, load=load, taken_on=today)
            _keep(intake, records)
        else:
            intake.in_force, intake.taken_on = True, today
            intake.save(update_fields=["in_force", "taken_on"])
        changed = resettle(area_id, on=today, by_name=EXACT, why_ended=_CAME)
        children = Child.objects.filter(joins__record__intake=intake, joins__ended_on=None).distinct().count()
        sentence = ACTS["records-matched"].say(
            name=_name(who),
            records=count(intake.records.count(), "record", "records"),
            children=count(children, "child", "children"),
            doubts=count(changed.doubts, "question is open", "questions are open"),
        )
        record(who, "records-matched", sentence, about=("load", load), area_id=area_id)
    return True


def take_out(who: Viewer | None, *, area_id: int, load: str, today: dt.date) -> bool:
    """Take the records of ``load``, which was undone, from their children, who are then as they were before it.

    False, and nothing changed, where its records are not in force here.
    """
    with transaction.atomic():
        alone_in(area_id)
        intake = Intake.objects.filter(area_id=area_id, load=load, in_force=True).first()
        if intake is None:
            return False
        intake.in_force = False
        intake.save(update_fields=["in_force"])
        Join.objects.filter(record__intake=intake, ended_on=None).update(
            ended_on=today, ended_by_name=EXACT, ended_why="The load that it came in was undone."
        )
        resettle(area_id, on=today, by_name=EXACT, why_ended=_WENT)
        sentence = ACTS["records-unmatched"].say(
            name=_name(who), records=count(intake.records.count(), "record", "records")
        )
        record(who, "records-unmatched", sentence, about=("load", load), area_id=area_id)
    return True


def _name(who: Viewer | None) -> str:
    return "Somebody at the command line" if who is None else who.name


def _keep(intake: Intake, records: Iterable[Record]) -> None:
    seen: set[tuple[str, str, str]] = set()
    rows = []
    for each in records:
        if each.source != intake.load or each.place in seen:
            raise ValueError(f"The record {each.place} is not of load {intake.load}, or comes twice.")
        seen.add(each.place)
        rows.append(
            SourceRecord(
                intake=intake,
                area_id=intake.area_id,
                table=each.table,
                key=each.key,
                upn=each.upn,
                nhs_number=each.nhs_number,
                surname=each.surname,
                forename=each.forename,
                born_on=each.born_on,
                postcode=each.postcode,
                restricted=each.restricted,
                sound_upn=each.sound_upn,
                sound_nhs_number=each.sound_nhs_number,
                folded_surname=each.folded_surname,
            )
        )
    SourceRecord.objects.bulk_create(rows, batch_size=_AT_A_TIME)
