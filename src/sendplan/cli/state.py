"""The local state folder: the demonstration's database, its secrets and its log. Never committed, never shared.

`.local` in the working folder, or SENDPLAN_STATE.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sendplan.cli import processes


class BusyError(Exception):
    """Another sendplan uses this state folder: `holder`, as it was when it began, or None where it does not say."""

    def __init__(self, holder: processes.Running | None) -> None:
        who = f" (process {holder.pid})" if holder else ""
        super().__init__(f"Another sendplan{who} is using this folder's database: wait until it is done, or stop it.")
        self.holder = holder


@dataclass(frozen=True)
class State:
    """A state folder, made with mode 0700 so that nobody else on the machine reads a secret in it."""

    folder: Path

    @classmethod
    def here(cls) -> "State":
        """The folder SENDPLAN_STATE names, else `.local` in the working folder; made if absent."""
        folder = Path(os.environ.get("SENDPLAN_STATE") or ".local").absolute()
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        return cls(folder)

    def secret(self, name: str) -> str:
        """The secret `name`, made the first time it is asked for, kept in a file only its owner reads (0600)."""
        folder = self.folder / "secrets"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / name
        with suppress(FileNotFoundError):
            if kept := path.read_text(encoding="ascii").strip():
                return kept
        # Written beside and linked into place: two at once agree on one, and a kill leaves none half-written.
        fresh = folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not path.read_text(encoding="ascii").strip():
            fresh.replace(path)
        else:
            with suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return path.read_text(encoding="ascii").strip()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While inside, no other process uses the folder's database. The system frees the lock of one that is killed.

        Raises BusyError at once when another holds it.
        """
        with (self.folder / "lock").open("a+", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(self._holder()) from None
            lock.truncate(0)
            if us := processes.running(os.getpid()):
                lock.write(json.dumps(vars(us)))
                lock.flush()
            yield

    def _holder(self) -> processes.Running | None:
        with suppress(OSError, ValueError, TypeError):
            return processes.Running(**json.loads((self.folder / "lock").read_text(encoding="ascii")))
        return None
