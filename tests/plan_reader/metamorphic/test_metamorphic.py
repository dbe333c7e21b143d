"""Change the published page in one place: the draft changes there, as it should, and nowhere else.

Each case is made from its own name, so a failure names all that is needed to see it again:
``pytest "tests/plan_reader/metamorphic/test_metamorphic.py::test_one_change[swap_two_kpis-3]"``.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from sendplan.plan_reader import read
from sendplan.plan_reader.draft import to_json
from tests.plan_reader.metamorphic import comparison
from tests.plan_reader.metamorphic.flattened_plan import SEED, Page, original
from tests.plan_reader.metamorphic.mutations import EVERY, TEXTUAL

CASES_OF_EACH = 4
PROVED = 2_000


def read_page(page: Page, folder: Path) -> list[str]:
    path = folder / "plan.txt"
    path.write_bytes(page.text().encode(page.encoding))
    return comparison.differences(page, read(path))


def assert_as_wanted(name: str, page: Page, folder: Path) -> None:
    differences = read_page(page, folder)
    assert not differences, "\n".join([f"case {name}: {'; '.join(page.notes)}", *differences[:20]])


def test_the_page_put_together_again_is_the_page() -> None:
    assert original().text() == SEED.read_text(encoding="utf-8")


def test_the_page_unchanged_reads_as_it_did(tmp_path: Path) -> None:
    assert_as_wanted("unchanged", original(), tmp_path)


def test_a_wrong_want_is_noticed(tmp_path: Path) -> None:
    """The comparison can fail: a want that the page does not bear out is one difference, and only that one."""
    page = original()
    page.kpi_rows()[0].want["steps"][1]["as_written"] = "26% reduction"
    assert len(read_page(page, tmp_path)) == 1
    page = original()
    page.parts[2].voice[1].want = "Somebody said something else."
    assert len(read_page(page, tmp_path)) == 1


def test_every_mutation_changes_the_page() -> None:
    for name, mutate in EVERY.items():
        page = original()
        mutate(page, Random(name))  # noqa: S311  chance that can be repeated, not a secret - chance for tests, not secrets
        assert page.text() != original().text() or page.encoding != "utf-8", name
        assert page.notes, name


@pytest.mark.parametrize("number", range(CASES_OF_EACH))
@pytest.mark.parametrize("kind", EVERY)
def test_one_change(kind: str, number: int, tmp_path: Path) -> None:
    page = original()
    EVERY[kind](page, Random(f"{kind}-{number}"))  # noqa: S311  chance that can be repeated, not a secret
    assert_as_wanted(f"{kind}-{number}", page, tmp_path)


def several(number: int) -> Page:
    """A page with one to four changes, those to characters last; what each names is still there when it comes."""
    rng = Random(number)  # noqa: S311  chance that can be repeated, not a secret
    page = original()
    kinds = rng.sample(sorted(EVERY), rng.choice([1, 1, 2, 3, 4]))
    for kind in sorted(kinds, key=lambda kind: (kind in TEXTUAL, kind)):
        EVERY[kind](page, rng)
    return page


@pytest.mark.parametrize("number", range(12))
def test_several_changes(number: int, tmp_path: Path) -> None:
    assert_as_wanted(str(number), several(number), tmp_path)


@pytest.mark.prove
@pytest.mark.parametrize("start", range(12, PROVED + 12, 50))
def test_several_changes_many_times(start: int, tmp_path: Path) -> None:
    for number in range(start, start + 50):
        assert_as_wanted(str(number), several(number), tmp_path)


def test_reading_twice_gives_the_same_bytes() -> None:
    assert to_json(read(SEED)) == to_json(read(SEED))
