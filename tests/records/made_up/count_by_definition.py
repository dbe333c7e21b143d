"""Count a folder of generated SEN2 returns by DfE's definitions, and compare with what DfE published.

    python -m tests.records.made_up.count_by_definition RETURNS PUBLISHED AREA_CODE [--totals] [--strict] [--all]

RETURNS holds `collect-YEAR/Blade-Export_*_MODULE.csv` and `establishments.csv` (the register of settings: URN and DfE's
type); PUBLISHED holds DfE's CSVs of "Education, health and care plans" 2025, as published or gzipped. Nothing of the
product is imported: the definitions below were written from DfE's data guidance and from sums over the published files,
by one who had not read the product's way of counting. Exit code 1 when a figure differs that should be equal.

A figure with no stated definition is counted under each reading that can be put in words, is listed under "no
definition here", and changes the exit code only with --strict: then each such column must have a reading that gives
every figure of its kind of row. A reading that does is marked `fits`. --totals keeps to the rows of the whole area.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from tests.records.made_up.dfe_figures import FILES, Figures, Topic
from tests.records.made_up.dfe_labels import GROUPS
from tests.records.made_up.returned import Return, Row, read_return, rows

KEYS = {
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "new_la_code",
    "old_la_code",
    "la_name",
    "breakdown_topic",
    "breakdown",
}
BANDS = tuple(
    (f"plans_issued_den{tail}", within, f"plans_issued_gt20weeks_ltYear{tail}", f"plans_issued_gt_1_year{tail}")
    for tail, within in (("", "plans_issued_within_20_weeks"), ("_ex", "plans_issued_20_weeks_ex"))
)
"""The plans issued, and the three bands of weeks that should sum to them."""
OWN_SLIP = "DfE's own counts"
Counts = dict[tuple[str, str, str, str], Counter[str]]
"""(column, its reading, topic, its reading) -> label -> cases."""


@dataclass(frozen=True)
class Cell:
    """One published figure, and what each reading of its definition counts in the return."""

    file: str
    period: str
    topic: str
    breakdown: str
    column: str
    published: str
    counted: dict[str, str]
    stated: bool

    @property
    def equal(self) -> bool:
        return self.published in self.counted.values()

    @property
    def total(self) -> bool:
        return self.topic == self.breakdown

    @property
    def name(self) -> str:
        return f"{self.file} {self.period} | {self.topic} | {self.breakdown} | {self.column}"

    @property
    def open(self) -> bool:
        """True for a figure to compare: a number, of something that the return holds."""
        return self.published not in ("x", "z", "") and bool(self.counted)


def survey_year(file: str, period: str) -> int:
    """Of "202425" the census of January 2025; of the calendar year "2024" the census after it."""
    return int(period[:2] + period[4:]) if len(period) == 6 else int(period) + 1


def percentage(part: int, whole: int) -> str:
    """To one decimal, the trailing zero dropped, as DfE prints them; "x" of nothing."""
    if not whole:
        return "x"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(share).removesuffix(".0")


@cache
def find(folder: Path, *names: str) -> list[Row]:
    for name in names:
        for ending in (".csv", ".csv.gz"):
            if (path := folder / (name + ending)).exists():
                found = rows(path)
                for row in found:  # two spellings of one label
                    if row.get("breakdown") == "Special - Academy/free schools":
                        row["breakdown"] = "Special - academy/free school"
                return found
    raise SystemExit(f"{folder} has no {names[0]}.csv or {names[0]}.csv.gz.")


def officers(published: list[Row], returns: dict[int, Return], area: str) -> Iterator[Cell]:
    """The area's designated officers, which the header of each return holds."""
    for row in published:
        ret = returns.get(int(row["time_period"]))
        if row["new_la_code"] != area or ret is None:
            continue
        for tag, name in (("dmo", "des_med_off"), ("dco", "des_clin_off"), ("dsco", "des_so_care_off")):
            if tag in ret.header:
                value = row.get(tag, row.get(name, ""))
                yield Cell("officers", row["time_period"], "header", "header", tag, value, {"": ret.header[tag]}, True)


def tally(ret: Return, figures: Figures, topics: dict[str, frozenset[str]]) -> Counts:
    counts: Counts = defaultdict(Counter)
    tests = [(column, words, test) for column, known in figures.columns.items() for words, test in known.items()]
    for case in ret.cases:
        hits = [(column, words) for column, words, test in tests if test(ret, case)]
        if not hits:
            continue
        for topic, labels in topics.items():
            if topic not in figures.topics:
                for column, words in hits:
                    counts[column, words, topic, ""][topic] += 1
                continue
            for how, label in figures.topics[topic].readings.items():
                for text in label(ret, case, labels):
                    for column, words in hits:
                        counts[column, words, topic, how][text] += 1
    return counts


def number(counts: Counts, figures: Figures, column: str, reading: tuple[str, str, str], text: str) -> int:
    """The count of a column under a reading; a column with fewer readings, under its own."""
    words, topic, how = reading
    known = figures.columns[column]
    return counts[column, words if words in known else next(iter(known)), topic, how][text]


def compare(file: str, published: list[Row], ret: Return, period: str, area: str) -> Iterator[Cell]:
    """Each figure of one file for one area and period. A row that DfE lacks is 0: a count there is a difference."""
    figures = FILES[file]()
    mine = [row for row in published if row["new_la_code"] == area and row["time_period"] == period]
    labels: dict[str, set[str]] = defaultdict(set)
    for row in published:
        labels[row["breakdown_topic"]].add(row["breakdown"])
    topics = {topic: frozenset(labels[topic]) for topic in {row["breakdown_topic"]: 0 for row in mine}}
    counts = tally(ret, figures, topics)
    by_label = {(row["breakdown_topic"], row["breakdown"]): row for row in mine}
    for (_, _, topic, _), counter in counts.items():
        for text in counter:
            by_label.setdefault((topic, text), {})
    columns = [name for name in mine[0] if name not in KEYS] if mine else []
    shares = {name.lower(): share for name, share in figures.percent.items()}
    for (topic, text), row in by_label.items():
        given = figures.topics.get(topic, Topic({"": lambda *_: ()}))
        for column in columns:
            part, whole = figures.percent.get(column) or shares.get(column.lower(), ("", ()))
            worked: dict[str, str] = {}
            for words in figures.columns.get(part or column, {}):
                for how in given.readings:
                    reading = (words, topic, how)
                    said = "; ".join(bit for bit in (words, how) if bit)
                    if part:
                        over = sum(number(counts, figures, name, reading, text) for name in whole)
                        worked[said] = percentage(number(counts, figures, part, reading, text), over)
                    else:
                        worked[said] = str(number(counts, figures, column, reading, text))
            known = list(figures.columns.get(part or column, {}))
            stated = len(known) == 1 and not known[0].startswith("?")
            stated = stated and (len(given.readings) == 1 or (given.where_equal and len(set(worked.values())) == 1))
            if not row and (part or set(worked.values()) <= {"0"}):
                continue
            value = row.get(column, "0")
            if part and value not in worked.values() and own_slip(row, part, whole, value):
                worked, stated = {OWN_SLIP: value}, False
            yield Cell(file, period, topic, text if row else f"{text} (no row)", column, value, worked, stated)


def own_slip(row: Row, part: str, whole: tuple[str, ...], value: str) -> bool:
    """True when DfE's percentage is not that of its own two counts."""
    own = [row.get(name, "") for name in (part, *whole)]
    return all(map(str.isdigit, own)) and value != percentage(int(own[0]), sum(map(int, own[1:])))


def not_adding_up(cells: list[Cell]) -> set[tuple[str, str, str, str]]:
    """The (file, period, topic or breakdown, column) where DfE's rows do not add up to its total row, the parts of a
    group of placements to the group's column, or the three bands of weeks to the plans issued."""
    totals: dict[tuple[str, str, str], int] = {}
    sums: Counter[tuple[str, str, str, str]] = Counter()
    across: dict[tuple[str, str, str, str], dict[str, int]] = defaultdict(dict)
    for cell in cells:
        if not cell.published.isdigit() or "(no row)" in cell.breakdown or "pc" in cell.column.lower().split("_"):
            continue
        across[cell.file, cell.period, cell.topic, cell.breakdown][cell.column] = int(cell.published)
        if cell.total:
            totals[cell.file, cell.period, cell.column] = int(cell.published)
        elif not cell.breakdown.endswith("- total"):
            sums[cell.file, cell.period, cell.topic, cell.column] += int(cell.published)
    broken = {key for key, value in sums.items() if totals.get((key[0], key[1], key[3]), value) != value}
    for (file, period, _, text), row in across.items():
        for group, parts in GROUPS.items():
            split = ["neet_other", "neet_other_csa"] if group == "ed_elsewhere" else []
            if group in row and row[group] != sum(row.get(part, 0) for part in [*parts, *split]):
                broken |= {(file, period, text, group), (file, period, text, f"{group}_pc")}
        for names in BANDS:
            if names[-1] in row and row[names[0]] != sum(row[name] for name in names[1:]):
                broken |= {(file, period, text, name) for name in names}
    return broken


def row_kind(cell: Cell) -> str:
    """Rows under the same readings: those of one topic that has several, or all the others."""
    topic = FILES[cell.file]().topics.get(cell.topic) if cell.file in FILES else None
    return cell.topic if topic and len(topic.readings) > 1 else "rows"


def report(cells: list[Cell], every: bool, strict: bool) -> tuple[list[str], int]:
    """What was compared, line by line; the number of figures (with `strict`, of columns too) that differ and should
    not."""
    shown = [cell for cell in cells if cell.open]
    broken = not_adding_up(shown)

    def beyond(cell: Cell) -> bool:
        places = {(cell.file, cell.period, where, cell.column) for where in (cell.topic, cell.breakdown)}
        return not cell.equal and bool(places & broken)

    cannot_be = [cell for cell in shown if beyond(cell)]
    shown = [cell for cell in shown if not beyond(cell)]
    stated = [cell for cell in shown if cell.stated]
    wrong = [cell for cell in stated if not cell.equal]
    lines = ["figure | published | counted | equal"]
    lines += [
        f"{cell.name} | {cell.published} | {next(iter(cell.counted.values()))} | {'yes' if cell.equal else 'NO'}"
        for cell in (stated if every else wrong)
    ]
    lines += ["", "DfE's own figures do not add up, so these cannot all be met: figure | published | counted"]
    lines += [f"{cell.name} | {cell.published} | {next(iter(cell.counted.values()))}" for cell in cannot_be]
    lines += ["", "no definition here: file, column, rows | reading | compared | equal | up to three that differ"]
    groups: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in shown:
        if not cell.stated and OWN_SLIP not in cell.counted:
            groups[cell.file, cell.column, row_kind(cell)].append(cell)
    unread = 0
    for (file, column, kind), members in groups.items():
        fits = False
        for words in {words: 0 for cell in members for words in cell.counted}:
            having = [cell for cell in members if words in cell.counted]
            off = [cell for cell in having if cell.counted[words] != cell.published]
            some = "; ".join(f"{c.period} {c.breakdown} {c.published}/{c.counted[words]}" for c in off[:3]) or "fits"
            fits = fits or not off
            lines.append(f"{file} {column}, {kind} | {words} | {len(having)} | {len(having) - len(off)} | {some}")
        unread += not fits
    slips = sum(OWN_SLIP in cell.counted for cell in shown)
    lines += [
        "",
        (
            f"{len(stated)} figures with a stated definition: {sum(c.equal for c in stated)} equal, "
            f"{len(wrong)} differ; {len(cannot_be)} more cannot be met."
        ),
        (
            f"{len(shown) - len(stated) - slips} figures without one, in {len(groups)} columns: "
            f"{unread} columns have no reading that gives every figure."
        ),
        (
            f"{slips} percentages are not those of DfE's own counts; "
            f"{sum(cell.published in ('x', 'z') for cell in cells)} figures are x or z; "
            f"{sum(not cell.counted for cell in cells)} are of nothing in the return."
        ),
    ]
    kinds = Counter((cell.file, cell.period, cell.topic) for cell in wrong)
    lines += [f"  differ: {file} {period} {topic}: {many}" for (file, period, topic), many in kinds.items()]
    return lines, len(wrong) + (unread if strict else 0)


def every_cell(returns: Path, published: Path, area: str) -> Iterator[Cell]:
    """All the area's figures, for the censuses that the folder holds."""
    register = rows(returns / "establishments.csv")
    types = {row[key]: row["type"] for row in register for key in ("urn", "ukprn") if row[key]}
    found = {int(path.name[-4:]): read_return(path, types) for path in sorted(returns.glob("collect-*"))}
    if not found:
        raise SystemExit(f"{returns} has no collect-YEAR folder.")
    yield from officers(find(published, "officers", "sen2_dmo_dco"), found, area)
    for file in FILES:
        figures = find(published, file)
        for period in sorted({row["time_period"] for row in figures if row["new_la_code"] == area}):
            if ret := found.get(survey_year(file, period)):
                yield from compare(file, figures, ret, period, area)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("returns", type=Path)
    parser.add_argument("published", type=Path)
    parser.add_argument("area")
    parser.add_argument("--totals", action="store_true", help="only the rows of the whole area")
    parser.add_argument("--strict", action="store_true", help="undefined figures must fit some reading")
    parser.add_argument("--all", action="store_true", help="print the equal figures too")
    given = parser.parse_args(arguments)
    cells = list(every_cell(given.returns, given.published, given.area))
    if not cells:
        raise SystemExit(f"{given.published} has nothing of {given.area} for these years.")
    if given.totals:
        cells = [cell for cell in cells if cell.total]
    lines, wrong = report(cells, given.all, given.strict)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
