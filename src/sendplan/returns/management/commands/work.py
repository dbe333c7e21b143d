"""`work`: do the work that pages ask for, until stopped. First say what became of work whose worker died."""

from typing import Any

from django_tasks_db.management.commands import db_worker

from sendplan.returns.actions import recover


class Command(db_worker.Command):
    """django-tasks-db's own worker, after the loads of workers that were killed have been seen to."""

    help = "Do the work that pages ask for, such as loading records, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        recover()
        super().handle(*args, **options)
