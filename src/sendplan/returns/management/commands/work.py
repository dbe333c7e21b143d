"""`work`: do the work that pages ask for, until stopped. First say what became of work whose worker died."""

import os
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands import db_worker

from sendplan.returns.actions import recover


class Command(db_worker.Command):
    """django-tasks-db's own worker, after the loads of workers that were killed have been seen to."""

    help = "Do the work that pages ask for, such as loading records, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--end-with-parent", action="store_true", help="Stop when the process that started this one is gone."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options.pop("end_with_parent"):
            threading.Thread(target=_end_with_parent, args=[os.getppid()], daemon=True).start()
        recover()
        super().handle(*args, **options)


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
