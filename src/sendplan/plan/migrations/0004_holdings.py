"""Keep who holds each post as a holding, which can end and be followed by another's."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    def of(model: str) -> Any:
        # The connection that migrates: the application's own may not write here.
        return apps.get_model("plan", model).objects.using(schema_editor.connection.alias)

    for post in of("Post").filter(person__isnull=False, holdings=None).order_by("pk"):
        of("Holding").create(post=post, person_id=post.person_id, since=post.held_since)


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_ids_and_content")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
