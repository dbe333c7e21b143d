"""An area with its people, a folder of records of its own, and a small return to load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import people

if TYPE_CHECKING:
    from sendplan.access.viewer import Viewer

SAMPLES = Path(__file__).parent.parent / "records" / "samples"
MARKER = "Quillfeather"


@pytest.fixture(autouse=True)
def _records(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RECORDS = tmp_path / "records"
    monkeypatch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())


@pytest.fixture
def sound() -> Path:
    """A return of 2025 as it should be, or nearly."""
    return SAMPLES / "sen2-2025.xml"


@pytest.fixture
def broken(sound: Path, tmp_path: Path) -> Path:
    """The same with a first birth date that is no date, and a marker as that child's surname."""
    text = sound.read_text(encoding="utf-8")
    start, end = text.index("<PersonBirthDate>"), text.index("</PersonBirthDate>")
    text = text[:start] + "<PersonBirthDate>2014-02-31" + text[end:]
    start, end = text.index("<Surname>"), text.index("</Surname>")
    text = text[:start] + f"<Surname>{MARKER}" + text[end:]
    made = tmp_path / "broken.xml"
    made.write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def officer(db: None) -> Viewer:
    """The data officer of Devon."""
    from tests import factories

    factories.make_cast()
    return factories.viewer("priya")
