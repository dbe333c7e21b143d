"""The child of the guarded door: limits itself, reads the document from its input and prints the answer as JSON."""

from __future__ import annotations

import os
import resource
import sys

import msgspec

__all__ = ["main"]


def _limit(seconds: int, memory_mb: int) -> None:
    """No more memory, time, files or children than a reading needs; no core file that would keep what was uploaded."""
    bytes_ = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(seconds: int, memory_mb: int, name: str) -> int:
    """Nought when an answer was printed, whether a reading or a refusal."""
    _limit(seconds, memory_mb)
    from sendplan.formats import Unreadable
    from sendplan.formats.limits import MAX_FILE_BYTES
    from sendplan.plan_reader.answer import TOO_MUCH, Answer, Reading, ReadRun, Refusal
    from sendplan.plan_reader.ledger import where_of
    from sendplan.plan_reader.read import read_plan

    try:
        draft, document = read_plan(sys.stdin.buffer.read(MAX_FILE_BYTES + 1), name)
        runs = tuple(
            ReadRun(number=run.number, text=run.text, place=run.place.words(), where=where_of([run]))
            for run in document.runs()
        )
        answer = Answer(reading=Reading(draft, runs, document.remarks))
    except Unreadable as refused:
        answer = Answer(refusal=Refusal(refused.reason, refused.remedy))
    except (MemoryError, RecursionError):
        os._exit(TOO_MUCH)
    encoded = msgspec.json.Encoder(decimal_format="number").encode(answer)
    sys.stdout.buffer.write(encoded)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
