"""The door for uploads: one sentence, bounded memory and time, nothing stored."""

from __future__ import annotations

import io
import resource
import zipfile
from pathlib import Path

import pytest

from sendplan.formats import Unreadable
from sendplan.formats.limits import MAX_FILE_BYTES
from sendplan.plan_reader import read
from sendplan.plan_reader.guarded import read_guarded
from tests.plan_reader.truth_plan import SEED


def test_the_plan_comes_back_with_its_runs() -> None:
    reading = read_guarded(SEED.read_bytes(), SEED.name)
    assert reading.draft == read(SEED)
    lines = SEED.read_text("utf-8").split("\n")
    assert all(run.where.line and lines[run.where.line - 1] == run.text for run in reading.runs)
    assert [run.number for run in reading.runs] == list(range(len(reading.runs)))


def _zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1_000_000)
    return target.getvalue()


def test_a_zip_bomb_is_one_sentence_and_costs_the_parent_nothing() -> None:
    data = _zip_bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable, match=r"^plan\.docx unpacks to far more than any plan: [^\n]+\.$"):
        read_guarded(data, "plan.docx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_size_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.docx"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    for what in (path, bytes(MAX_FILE_BYTES + 1)):
        with pytest.raises(Unreadable, match="is larger than 20 MB"):
            read_guarded(what, path.name)


def test_too_little_memory_is_one_sentence() -> None:
    text = ("Section A: Plan\n\n" + "A need of ours.\n" * 190_000).encode()
    with pytest.raises(Unreadable, match="needs more memory or time"):
        read_guarded(text, "plan.txt", memory_mb=90)


def test_too_little_time_is_one_sentence() -> None:
    text = ("A plan\n\nIntroduction\n\n" + "June 2023 and a need of ours, 10% of it.\n" * 190_000).encode()
    with pytest.raises(Unreadable, match="needs more memory or time"):
        read_guarded(text, "plan.txt", seconds=1)


def test_a_name_is_cut_to_its_last_part_on_one_line() -> None:
    with pytest.raises(Unreadable, match=r"^passwd plan is empty: "):
        read_guarded(b"", "../../etc/passwd\nplan")
