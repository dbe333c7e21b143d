"""Loading and checking a return of a million requests, beside a plain pandas flattening of the same XML.

Run by ``make bench``, or by itself with ``--rows 100000 1000000``. Each job runs in a process of its own, which says
its processor seconds and the most memory it held; a smaller size stands beside the larger, so that it shows whether
memory stays flat and whether a row costs the same. The peer does less: it flattens the XML into three tables with
lxml's ``iterparse`` and ``pandas.DataFrame``, as an analyst would, and checks nothing. Last, ten thousand requests
that are broken in ten ways among ten thousand good ones, as ``tests/records/test_ten_thousand.py`` has them.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
YEAR = 2024
TODAY = date(2024, 3, 1)
HEADER = {
    "Collection": "SEN2", "Year": str(YEAR), "ReferenceDate": "2024-01-18", "SourceLevel": "L", "LEA": "878",
    "SoftwareCode": "Bench", "Release": "1.2", "SerialNo": "1", "DateTime": "2024-02-01T09:00:00",
    "DMO": "Y", "DCO": "Y",
}  # fmt: skip
# A decision before its request, which a check must find.
EVERY_NTH_IS_BROKEN = 500
# How many are broken, and how many are not, in the last line of the table.
EACH = 10_000


def upn(number: int) -> str:
    """A unique pupil number with its check letter (positions 2 to 13, modulo 23)."""
    rest = f"878{number % 10_000:04}23{number // 10_000 % 1000:03}"
    return LETTERS[sum(place * int(digit) for place, digit in enumerate(rest, 2)) % 23] + rest


class People:
    """`count` people with a request each, three in ten of them with a plan; made anew at each reading."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __iter__(self) -> Iterator[object]:
        from sendplan.records.made_up.returns import Node

        first = date(2023, 1, 3)
        for number in range(self.count):
            received = first + timedelta(days=number % 300)
            decided = received + timedelta(days=30 + number % 13)
            if number % EVERY_NTH_IS_BROKEN == 7:
                decided = received - timedelta(days=1)
            request = {"ReceivedDate": received.isoformat(), "RYA": "0", "RequestOutcomeDate": decided.isoformat(),
                       "RequestOutcome": "Y" if number % 10 < 3 else "N", "RequestMediation": "0",
                       "RequestTribunal": "0"}  # fmt: skip
            under = []
            if number % 10 < 3:
                issued = (received + timedelta(days=120 + number % 60)).isoformat()
                placed = Node("plandetail", {"URN": str(100_000 + number % 20_000), "PlacementRank": "1"}, [])
                plan = Node("namedplan", {"StartDate": issued, "PB": "0", "OA": "0"}, [placed])
                active = Node("activeplans", {"ReviewMeeting": ""}, [
                    Node("placementdetail", {"URN": str(100_000 + number % 20_000), "EntryDate": "2023-09-04",
                                             "PlacementRank": "1"}, []),
                    Node("senneed", {"SENtype": ("ASD", "SEMH", "SLCN", "MLD")[number % 4], "SENtypeRank": "1"}, []),
                ])  # fmt: skip
                outcome = {"AssessmentOutcome": "Y", "AssessmentOutcomeDate": issued, "AssessmentMediation": "0",
                           "AssessmentTribunal": "0", "OtherMediation": "0", "OtherTribunal": "0",
                           "Week20": "0"}  # fmt: skip
                under = [Node("assessment", outcome, [plan]), active]
            yield Node("person", {
                "Surname": f"Sample{number % 5_000}", "Forename": "Ada", "Sex": "FM"[number % 2],
                "PersonBirthDate": (date(2006, 1, 1) + timedelta(days=number % 6_000)).isoformat(),
                "Ethnicity": "WBRI", "PostCode": "ZZ99 3VZ", "UPN": upn(number),
            }, [Node("requests", request, under)])  # fmt: skip


def write(count: int, folder: Path) -> None:
    """The return as XML and as COLLECT's nine files."""
    from sendplan.records.made_up.forms import write_collect, write_xml
    from sendplan.records.made_up.returns import Return

    made = Return(YEAR, HEADER, People(count))  # type: ignore[arg-type]  # read one at a time, as a list would be
    write_xml(made, folder / "return.xml")
    write_collect(made, folder / "collect")


def load(paths: list[Path]) -> dict[str, int]:
    """Load and check, setting rows with errors aside."""
    from sendplan.records.loading import load
    from sendplan.records.store import Store

    with tempfile.TemporaryDirectory() as kept:
        report = load(paths, store=Store(Path(kept), "bench"), today=TODAY, who="bench", partial=True)
    return {"rows": report.rows["requests"].in_, "aside": report.rows["requests"].aside}


def flatten(paths: list[Path]) -> dict[str, int]:
    """The peer: three data frames from the XML, a row a person, a request and a plan."""
    import pandas as pd
    from lxml import etree

    persons: list[dict[str, str | None]] = []
    requests: list[dict[str, str | int | None]] = []
    plans: list[dict[str, str | int | None]] = []
    for _, element in etree.iterparse(str(paths[0]), tag="Person"):
        number = len(persons)
        persons.append({each.tag: each.text for each in element if len(each) == 0})
        for request in element.findall("Requests"):
            requests.append({"person": number, **{each.tag: each.text for each in request if len(each) == 0}})
            plans.extend(
                {"person": number, **{each.tag: each.text for each in plan if len(each) == 0}}
                for plan in request.iter("NamedPlan")
            )
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    frames = [pd.DataFrame(rows) for rows in (persons, requests, plans)]
    for frame in frames:
        for column in frame.columns:
            if "Date" in str(column):
                frame[column] = pd.to_datetime(frame[column], errors="coerce")
    return {"rows": len(frames[1]), "aside": 0}


JOBS: dict[str, Callable[[list[Path]], dict[str, int]]] = {"load": load, "flatten": flatten}


def run(job: str, paths: list[Path]) -> dict[str, float]:
    """The job in a process of its own: its rows, seconds, processor seconds and greatest memory in MB."""
    ran = subprocess.run(
        [sys.executable, __file__, "--job", job, *map(str, paths)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def peak_mb() -> float:
    """The most memory this program has held, without the copy of another that it began as, where that can be told."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(what: str, one: dict[str, float]) -> None:
    """Print a line of the table."""
    print(
        f"{what:22}{one['rows']:>11,.0f}{one['aside']:>11,.0f}{one['seconds']:>9.1f}{one['cpu']:>9.1f}"
        f"{one['cpu'] / one['rows'] * 1e6:>10.0f}{one['mb']:>9.0f}"
    )


def main() -> None:
    """Print a line a job and size, then the ratios."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    given.add_argument("--job", choices=JOBS)
    given.add_argument("paths", type=Path, nargs="*")
    asked = given.parse_args()
    if asked.job:
        began = time.monotonic()
        found = JOBS[asked.job](asked.paths)
        used = resource.getrusage(resource.RUSAGE_SELF)
        said = {"seconds": time.monotonic() - began, "cpu": used.ru_utime + used.ru_stime, "mb": peak_mb()}
        print(json.dumps({**found, **said}))
        return
    sys.path.insert(0, str(ROOT))
    from tests.records.test_ten_thousand import lines

    print(f"{'':22}{'requests':>11}{'set aside':>11}{'seconds':>9}{'CPU s':>9}{'µs a row':>10}{'peak MB':>9}")
    for count in asked.rows:
        with tempfile.TemporaryDirectory() as folder:
            write(count, Path(folder))
            xml, collect = [Path(folder) / "return.xml"], sorted((Path(folder) / "collect").iterdir())
            size = f"{xml[0].stat().st_size / 1e6:,.0f} MB of XML"
            rows = {
                "load and check, XML": run("load", xml),
                "load and check, CSV": run("load", collect),
                "pandas, flatten XML": run("flatten", xml),
            }
        for what, one in rows.items():
            say(what, one)
        ours, peer = rows["load and check, XML"], rows["pandas, flatten XML"]
        cpu, memory = ours["cpu"] / peer["cpu"], ours["mb"] / peer["mb"]
        print(f"{size}; ours beside pandas: {cpu:.1f} × the CPU, {memory:.2f} × the memory\n")
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / "broken.xml"
        broken.write_text("".join(lines(EACH)), encoding="utf-8")
        say("half of them broken", run("load", [broken]))


if __name__ == "__main__":
    main()
