"""Is a draft what a right reading of a mutated page gives, and no more? Each difference is one line."""

from __future__ import annotations

import copy
from typing import Any

from sendplan.plan_reader.draft import Action, Draft, Kpi, to_json
from tests.plan_reader.metamorphic.flattened_plan import Page, Row, Want, plain, without_places


def masked(want: Want, any_of: set[str]) -> Want:
    """Values without the fields for which the page gives no answer."""
    values = copy.deepcopy(want)
    for name in any_of:
        if name == "unit":
            baseline = [values["baseline"]] if "baseline" in values else []
            for part in (*baseline, *values.get("steps", [])):
                part["unit"] = "percent" if part["unit"] == "percent" else None
        elif "." in name:
            outer, inner = name.split(".")
            values[outer].pop(inner)
        else:
            values.pop(name)
    return values


def fields_that_differ(want: Any, got: Any, at: str = "") -> list[str]:
    if isinstance(want, dict) and isinstance(got, dict) and want.keys() <= got.keys():
        return [line for key in want for line in fields_that_differ(want[key], got[key], f"{at}.{key}" if at else key)]
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        pairs = zip(want, got, strict=True)
        return [line for n, (w, g) in enumerate(pairs) for line in fields_that_differ(w, g, f"{at}[{n}]")]
    return [] if want == got else [f"{at}: wanted {want!r}, found {got!r}"]


def some_words_unplaced(row: Row, draft: Draft) -> bool:
    """Some of the row's own words (three or more together, or a whole line) are listed as unplaced."""
    lines = {" ".join(line.split()) for line in row.lines} - {""}
    for unplaced in draft.unplaced:
        text = " ".join(unplaced.text.split())
        if text in lines or (len(text.split()) >= 3 and any(text in line for line in lines)):
            return True
    return False


def row_differences(page: Page, row: Row, found: Action | Kpi, draft: Draft) -> list[str]:
    want = page.written(row.want)
    about = want.get("ref") or want["name"]
    got: Want = plain_item(found)
    lines = fields_that_differ(masked(want, row.any_of), masked(got, row.any_of))
    sure = not found.ambiguities
    if lines and (row.may_be_unsure):
        return [] if not sure or some_words_unplaced(row, draft) else [f"{about}, silently: {line}" for line in lines]
    if not lines and row.doubtful and sure:
        return [f"{about}: is in doubt on the page and no longer said to be"]
    if not lines and not sure and not (row.doubtful or row.may_be_unsure):
        return [f"{about}: is plain on the page and said to be in doubt: {found.ambiguities}"]
    return [f"{about}, {line}" for line in lines]


def plain_item(item: Action | Kpi) -> Want:
    values: Want = without_places(item)
    return values


def differences(page: Page, draft: Draft) -> list[str]:
    """Everything in which the draft is not what the page, mutated, should read to."""
    got = plain(draft)
    lines = []
    for key, want in page.want.items():
        lines += fields_that_differ(page.written(want), got[key], key)
    lines += fields_that_differ(page.written(page.sections()), got["sections"], "sections")
    rows, actions = page.rows(), draft.actions
    lines += fields_that_differ([row.want["ref"] for row in rows], [action.ref for action in actions], "refs")
    if len(rows) == len(actions):
        for row, action in zip(rows, actions, strict=True):
            lines += row_differences(page, row, action, draft)
    kpi_rows, kpis = page.kpi_rows(), draft.kpis
    if len(kpi_rows) == len(kpis):
        for row, kpi in zip(kpi_rows, kpis, strict=True):
            lines += row_differences(page, row, kpi, draft)
    else:
        lines.append(f"wanted {len(kpi_rows)} KPIs, found {len(kpis)}: {[kpi.name for kpi in kpis]}")
    unplaced = [" ".join(part.text.split()) for part in draft.unplaced]
    lines += [f"{words!r} is not listed as unplaced" for words in page.furniture if words not in unplaced]
    whole = to_json(draft).decode()
    lines += [f"{words!r} is nowhere in the draft" for words in page.kept if words not in whole]
    return lines
