"""Give outcomes their ids, and each version its content: what it says, with the id of everything in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from django.db import migrations, models

from sendplan.plan.ids import LENGTH, new_id
from sendplan.plan_reader.draft import from_json, to_json


def fill(apps: Any, schema_editor: Any) -> None:
    def of(model: str) -> Any:
        # The connection that migrates: the application's own may not write here.
        return apps.get_model("plan", model).objects.using(schema_editor.connection.alias)

    for outcome in of("Outcome").filter(public_id=None).iterator():
        outcome.public_id = new_id("out")
        outcome.save(update_fields=["public_id"])
    _name_outcomes_in_history(schema_editor)
    for version in of("Version").filter(content=None).select_related("upload", "plan"):
        of("VersionContent").create(version=version, draft=_content(of, version))


def _name_outcomes_in_history(schema_editor: Any) -> None:
    """History may never be written anew, save here: every row of it must name its outcome from now on."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE plan_outcomeevent DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE plan_outcomeevent AS event SET public_id ="
            " coalesce((SELECT public_id FROM plan_outcome AS outcome WHERE outcome.id = event.id), '')"
            " WHERE public_id IS NULL"
        )
        cursor.execute("ALTER TABLE plan_outcomeevent ENABLE TRIGGER USER")


def _content(of: Callable[[str], Any], version: Any) -> str:
    """The draft with ids, and the title as it was confirmed. Until now a plan had one version only, whose rows stand in
    the draft's own order."""
    draft = from_json(version.upload.draft.encode("utf-8"))

    def rows(model: str) -> Any:
        mine = of(model).filter(section__plan_id=version.plan_id).select_related("section")
        return mine.order_by("section__order", "order", "id")

    needs: dict[str, list[str]] = defaultdict(list)
    voices: dict[str, list[str]] = defaultdict(list)
    for row in rows("Need"):
        needs[row.section.letter].append(row.public_id)
    for row in rows("FamilyStatement"):
        voices[row.section.letter].append(row.public_id)
    outcomes: dict[int, list[str]] = defaultdict(list)
    for row in of("Outcome").order_by("action_id", "order"):
        outcomes[row.action_id].append(row.public_id)
    actions = {row.order: row for row in rows("Action")}
    targets = {row.order: row.public_id for row in rows("Target")}

    def with_ids(items: Iterable[Any], ids: Iterable[str]) -> tuple[Any, ...]:
        return tuple(msgspec.structs.replace(item, id=id_) for item, id_ in zip(items, ids, strict=True))

    filled = msgspec.structs.replace(
        draft,
        title=version.plan.title,
        sections=tuple(
            msgspec.structs.replace(
                section,
                needs=with_ids(section.needs, needs[section.letter]),
                voice=with_ids(section.voice, voices[section.letter]),
            )
            for section in draft.sections
        ),
        actions=tuple(
            msgspec.structs.replace(action, id=actions[order].public_id, outcome_ids=tuple(outcomes[actions[order].pk]))
            for order, action in enumerate(draft.actions)
        ),
        kpis=tuple(msgspec.structs.replace(kpi, id=targets[order]) for order, kpi in enumerate(draft.kpis)),
    )
    return to_json(filled).decode("utf-8")


class Migration(migrations.Migration):
    dependencies = [("plan", "0002_the_register")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="outcome",
            name="public_id",
            field=models.CharField(editable=False, max_length=LENGTH, unique=True),
        ),
        migrations.AlterField(
            model_name="outcomeevent",
            name="public_id",
            field=models.CharField(editable=False, max_length=LENGTH),
        ),
    ]
