"""No file does harm: one clear sentence or a correct draft, quickly, in bounded memory, with nothing left behind."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sendplan import formats
from sendplan.formats import Unreadable, open_document
from sendplan.plan_reader import read
from sendplan.plan_reader.draft import Draft, from_json, to_json
from sendplan.plan_reader.guarded import read_guarded
from tests.formats.hostile import made_files as made
from tests.formats.hostile.cases import EITHER, READ, REFUSED, SECRET, file, formula

SOURCE = Path(formats.__file__).resolve().parents[2]

SECONDS = 10  # of the processor, so that a busy machine cannot fail a test
WAITING = 60  # by the clock
GROWTH_MB = 150
CHILD_MB = 512

# Words that a person who reads "one clear sentence" should never meet.
INSIDES = re.compile(
    r"Traceback|Exception|\b\w+Error\b|NoneType|BadZip|KeyError|lxml|openpyxl|defused|python|zipfile|errno|0x[0-9a-f]{4}"
    r"|<class|object at|\.py\b|b'|codec|byte 0x|signal|Killed|None\b",
    re.IGNORECASE,
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def peak_mb() -> float:
    """The most memory this process has held at once (since it was last asked to forget, where it can forget)."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    clear = Path("/proc/self/clear_refs")
    if clear.exists() and os.access(clear, os.W_OK):
        clear.write_text("5")


def worked() -> float:
    """Seconds of processor used by this process and by those it started and has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@dataclass(frozen=True)
class Measured:
    draft: Draft | None
    refusal: Unreadable | None
    seconds: float
    waited: float
    growth_mb: float
    child_mb: float = 0


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for the file; the temporary and the current folder are others, and must be empty afterwards."""
    given, temporary, current = (tmp_path / name for name in ("given", "temporary", "current"))
    for folder in (given, temporary, current):
        folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(current)
    yield given
    left = [str(path.relative_to(tmp_path)) for folder in (temporary, current) for path in folder.rglob("*")]
    assert not left, f"left behind: {left}"
    beside = sorted(path.name for path in tmp_path.iterdir())
    assert beside == ["current", "given", "temporary"], "something was written outside its folder"


def measured(path: Path) -> Measured:
    forget_peak()
    before, began, start = peak_mb(), time.monotonic(), worked()
    largest = children_mb()
    draft = refusal = None
    try:
        draft = read_guarded(path, path.name, seconds=8, memory_mb=CHILD_MB).draft
    except Unreadable as error:
        refusal = error
    # The system keeps only the largest of all children: one of another test's, larger than any here, says nothing.
    child = children_mb() if children_mb() > largest else 0
    return Measured(draft, refusal, worked() - start, time.monotonic() - began, peak_mb() - before, child)


def children_mb() -> float:
    """The most that any process this one started has held so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def most_of_a_child() -> float:
    """MB a process started here may show: it is counted from the copy of this one that it began as."""
    return max(CHILD_MB, peak_mb()) + 100


def assert_bounded(taken: Measured) -> None:
    assert taken.seconds < SECONDS, f"took {taken.seconds:.1f} seconds"
    assert taken.waited < WAITING, f"took {taken.waited:.1f} seconds by the clock"
    assert taken.growth_mb < GROWTH_MB, f"this process grew by {taken.growth_mb:.0f} MB"
    assert taken.child_mb < most_of_a_child(), f"a process it started grew to {taken.child_mb:.0f} MB"


def assert_clear(sentence: str, name: str) -> None:
    assert not CONTROL.search(sentence), f"a control character in {sentence!r}"
    assert not INSIDES.search(sentence), f"the program's insides in {sentence!r}"
    assert sentence.rstrip().endswith("."), f"not a sentence: {sentence!r}"
    assert 20 < len(sentence) < 500, f"{len(sentence)} characters: {sentence!r}"
    assert name in sentence, f"{sentence!r} does not name {name!r}"


def assert_refusal(refusal: Unreadable, name: str) -> None:
    assert_clear(str(refusal), name)
    for part in (refusal.reason, refusal.remedy):
        assert isinstance(part, str)
        assert len(part.split()) >= 2, f"hardly words: {part!r}"
        assert not INSIDES.search(part), part


def assert_the_plan(draft: Draft) -> None:
    """The small honest plan was read, whole and without doubt."""
    assert [action.ref for action in draft.actions] == [made.REF]
    action = draft.actions[0]
    assert action.text.replace("’", "") == made.ACTION
    assert [outcome.replace("’", "") for outcome in action.outcomes] == [made.OUTCOME]
    assert action.due.as_written == made.DUE
    assert action.owners == (made.OWNER,)
    for kpi in draft.kpis:
        cells = [kpi.name, kpi.baseline.as_written, kpi.baseline.on_as_written, kpi.steps[0].as_written]
        assert cells == made.KPI_ROW


# --- refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_one_clear_sentence(what: str, folders: Path) -> None:
    path = REFUSED[what](folders)
    taken = measured(path)
    assert taken.refusal is not None, f"a draft was made of {what}: {taken.draft!r:.300}"
    assert_refusal(taken.refusal, path.name)
    assert_bounded(taken)


@pytest.mark.parametrize("what", REFUSED)
def test_refused_without_the_guard(what: str, folders: Path) -> None:
    """The library's own door refuses the same files by the same kind of error, within the same bounds."""
    path = REFUSED[what](folders)
    forget_peak()
    before, began, start = peak_mb(), time.monotonic(), worked()
    with pytest.raises(Unreadable) as caught:
        open_document(path)
    assert_refusal(caught.value, path.name)
    assert_bounded(Measured(None, caught.value, worked() - start, time.monotonic() - began, peak_mb() - before))


def test_the_reason_fits_the_file(folders: Path) -> None:
    def sentence(what: str) -> str:
        folder = Path(tempfile.mkdtemp(dir=folders))
        with pytest.raises(Unreadable) as caught:
            open_document(REFUSED[what](folder))
        return str(caught.value).lower()

    assert re.search(r"empty|nothing|no words|no text", sentence("nothing, as text"))
    assert re.search(r"empty|nothing|no words|no text|blank", sentence("only spaces"))
    assert re.search(r"password|encrypt|protected", sentence("an encrypted word-processor file"))
    assert re.search(r"password|encrypt|protected", sentence("an encrypted workbook"))
    assert ".docx" in sentence("a word-processor file before 2007")
    assert ".xlsx" in sentence("a workbook before 2007")
    assert not re.search(r"password|encrypt", sentence("a word-processor file before 2007"))
    assert "pdf" in sentence("a PDF of two lines")
    assert re.search(r"pictures of pages and no text.*text recognition", sentence("a PDF of pictures"))
    assert re.search(r"password", sentence("a PDF with a password"))
    assert re.search(r"letters .* on page 1", sentence("a PDF that does not say its letters"))
    assert re.search(r"more than 400 pages", sentence("a PDF of 5,000 pages"))
    assert re.search(r"unpacks to far more", sentence("a PDF bomb in a bomb"))
    assert re.search(r"picture|image", sentence("a picture"))
    assert re.search(r"large|big|size|mb|megabytes", sentence("200 MB of text"))
    assert re.search(r"folder|directory", sentence("a folder"))
    assert re.search(
        r"no file|not there|not found|cannot be found|does not exist|missing", sentence("a file that is not there")
    )


# --- read ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", READ)
def test_read_whatever_its_name_or_letters(what: str, folders: Path) -> None:
    path = READ[what](folders)
    taken = measured(path)
    assert taken.refusal is None, f"{what} was refused: {taken.refusal}"
    assert taken.draft is not None
    assert_the_plan(taken.draft)
    assert_bounded(taken)
    if path.suffix == ".xlsx":
        with_kpi = "named as" not in what
        assert len(taken.draft.kpis) == int(with_kpi)


def test_a_formula_without_a_result_is_never_an_empty_cell(folders: Path) -> None:
    """Nobody knows its result, so it is written out, unplaced or a finding, and is never blank or a figure."""
    draft = read(file("plan.xlsx", lambda: formula(None))(folders))
    assert draft.kpis[0].baseline.value is None
    assert "CONCATENATE" in to_json(draft).decode()


# --- either -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", EITHER)
def test_refused_or_read_with_nothing_lost(what: str, folders: Path) -> None:
    path = EITHER[what](folders)
    taken = measured(path)
    assert_bounded(taken)
    if taken.refusal is not None:
        assert_refusal(taken.refusal, path.name)
        return
    assert taken.draft is not None
    written = to_json(taken.draft).decode()
    assert made.ACTION.split()[-1] in written, "the plan's own words are lost"
    assert SECRET not in written, "the words of another file"
    size = path.stat().st_size
    assert len(written) < 3 * size + 100_000, f"{size} bytes were made into {len(written)}"


# --- names that mislead -------------------------------------------------------------------------------------------

NAMES = {
    "turned round": "plan\u202excod.docx",
    "an isolate": "plan\u2066.docx",
    "a line break": "plan\nTraceback.docx",
    "an escape": "plan\x1b[31m.docx",
    "letters that are no letters": os.fsdecode(b"plan\xff\xfe.docx"),
    "very long": "p" * 240 + ".docx",
    "spaces and quotes": "plan  'of' \"ours\" .docx",
    "a dash first": "-plan.docx",
}


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_misleads_is_written_so_that_it_cannot(what: str, folders: Path) -> None:
    path = file(NAMES[what], made.encrypted_package)(folders)
    with pytest.raises(Unreadable) as caught:
        open_document(path)
    sentence = str(caught.value)
    assert not CONTROL.search(sentence)
    assert "plan" in sentence or "ppp" in sentence
    assert len(sentence) < 700
    sentence.encode("utf-8")  # can be printed, stored and sent


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_misleads_does_not_stop_a_reading(what: str, folders: Path) -> None:
    draft = read(file(NAMES[what], made.docx_bytes)(folders))
    assert_the_plan(draft)
    to_json(draft)


# --- the command --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str
    seconds: float
    waited: float
    peak_mb: float


def run(path: Path | str, *options: str) -> Ran:
    """``sendplan read`` in a process of its own, with the most memory it or what it started held."""
    command = [sys.executable, "-m", "sendplan.cli", "read", *options, "--", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        waited = time.monotonic() - began
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8"))
    return Ran(process.returncode, texts[0], texts[1], used.ru_utime + used.ru_stime, waited, used.ru_maxrss / 1024)


BY_COMMAND = [
    "nothing, as text",
    "noise, as text",
    "a picture, as a word-processor file",
    "an encrypted workbook",
    "a word-processor file before 2007",
    "200 MB of text",
    "a zip bomb",
    "a workbook bomb",
    "members that overlap",
    "a thousand million laughs, word-processor file",
    "another file's words, workbook",
    "a workbook cut short",
    "a word-processor file without its document",
    "a folder",
    "a file that is not there",
    "a pipe that nobody writes to",
]


def assert_command_refuses(path: Path) -> None:
    ran = run(path)
    assert ran.code == 2, f"exit code {ran.code}: {ran.err}"
    assert ran.out == ""
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1, f"more than one line: {ran.err!r}"
    assert_clear(ran.err.rstrip("\n"), path.name)
    assert ran.seconds < SECONDS, f"took {ran.seconds:.1f} seconds"
    assert ran.waited < WAITING, f"took {ran.waited:.1f} seconds by the clock"
    assert ran.peak_mb < most_of_a_child(), f"grew to {ran.peak_mb:.0f} MB"


@pytest.mark.parametrize("what", BY_COMMAND)
def test_the_command_refuses_in_one_line(what: str, folders: Path) -> None:
    assert_command_refuses(REFUSED[what](folders))


@pytest.mark.prove
@pytest.mark.parametrize("what", [what for what in REFUSED if what not in BY_COMMAND])
def test_the_command_refuses_every_other_in_one_line(what: str, folders: Path) -> None:
    assert_command_refuses(REFUSED[what](folders))


@pytest.mark.parametrize("what", ["turned round", "a line break", "an escape"])
def test_the_command_writes_one_line_whatever_the_name(what: str, folders: Path) -> None:
    ran = run(file(NAMES[what], made.encrypted_package)(folders))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not CONTROL.search(ran.err.rstrip("\n"))


def test_the_command_names_the_remedy(folders: Path) -> None:
    path = REFUSED["an encrypted word-processor file"](folders)
    with pytest.raises(Unreadable) as caught:
        open_document(path)
    assert caught.value.remedy.strip(" .")[1:] in run(path).err


@pytest.mark.parametrize("what", ["text", "a page in UTF-16", "a word-processor file named as text"])
def test_the_command_prints_the_draft(what: str, folders: Path) -> None:
    ran = run(READ[what](folders), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert_the_plan(from_json(ran.out.encode()))
