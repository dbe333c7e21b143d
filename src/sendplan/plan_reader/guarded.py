"""The door for uploads: a document is read in a process of its own that may use only so much memory and time.

Whatever a file does to its reader it does to the child; the parent holds the bytes it was given, the size limit's
worth at most, and gets back JSON, or one sentence. Nothing is written to disk.
"""

from __future__ import annotations

import contextlib
import os
import subprocess  # the child is this same Python, with fixed arguments
import sys
from pathlib import Path
from typing import Final

import msgspec

from sendplan.formats.opening import read_bytes, refuse_size, shown_name
from sendplan.formats.unreadable import Unreadable
from sendplan.plan_reader.answer import TOO_MUCH, Answer, Reading, ReadRun

__all__ = ["ReadRun", "Reading", "read_guarded"]

_MODULE: Final = "sendplan.plan_reader.guarded_child"
_SMALLER: Final = "save the plan alone in a smaller, simpler file and try again"


_decoder = msgspec.json.Decoder(Answer)


def read_guarded(data_or_path: bytes | Path, name: str, *, seconds: int = 20, memory_mb: int = 512) -> Reading:
    """Read an uploaded document, or raise ``Unreadable`` with one sentence, within ``seconds`` of processor time.

    ``memory_mb`` bounds the child's address space; twice ``seconds`` bounds the wait by the clock on the wall. The
    name is used in messages only, and only its last part.
    """
    shown = shown_name(name) or "The file"
    data = read_bytes(data_or_path) if isinstance(data_or_path, Path) else data_or_path
    refuse_size(len(data), shown)
    output = _ran(data, shown, seconds, memory_mb)
    try:
        answer = _decoder.decode(output)
    except msgspec.MsgspecError as error:
        raise _our_fault(shown) from error
    if answer.refusal is not None:
        raise Unreadable(shown, answer.refusal.reason, answer.refusal.remedy)
    if answer.reading is None:
        raise _our_fault(shown)
    return answer.reading


def _ran(data: bytes, name: str, seconds: int, memory_mb: int) -> bytes:
    with subprocess.Popen(  # noqa: S603 - no part of the command is the uploader's
        [sys.executable, "-I", "-c", _PROGRAM, _source_folder(), str(seconds), str(memory_mb), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,
    ) as child:
        try:
            output, _ = child.communicate(data, timeout=2 * seconds + 5)
        except subprocess.TimeoutExpired as error:
            child.kill()
            with contextlib.suppress(Exception):
                child.communicate(timeout=5)
            raise Unreadable(name, f"took longer than {seconds} seconds to read", _SMALLER) from error
    if child.returncode == TOO_MUCH or child.returncode < 0:
        raise _gave_up(name)
    if child.returncode or not output:
        raise _our_fault(name)
    return output


_PROGRAM: Final = (
    f"import sys; sys.path.insert(0, sys.argv.pop(1)); import runpy; runpy.run_module({_MODULE!r}, run_name='__main__')"
)


def _source_folder() -> str:
    """Where the package stands, so that the child reads with the same code as its parent."""
    return str(Path(__file__).resolve().parents[2])


def _our_fault(name: str) -> Unreadable:
    return Unreadable(
        name,
        "could not be read because of a fault in this software, not in the file",
        "keep the file and tell those who run the software",
    )


def _gave_up(name: str) -> Unreadable:
    return Unreadable(name, "needs more memory or time to read than a plan does", _SMALLER)
