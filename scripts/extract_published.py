"""Make the extract of DfE's published figures that `sendplan demo-data` is calibrated to.

    python scripts/extract_published.py FOLDER_OF_DFE_CSVS

reads the CSVs of one release of "Education, health and care plans" and writes, under
`src/sendplan/records/reference/published/`, the rows of local authorities: every count, every breakdown, no percentage
(each can be computed again) and no name that stands in `authorities.csv`. Same input, same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src/sendplan/records/reference/published"
FILES = (
    "annual_reviews",
    "assessments",
    "caseload",
    "ceased_plans",
    "newplans",
    "personal_budgets",
    "requests",
    "residential_settings",
    "sen_need_newplans",
    "sen_needs_all_plans",
    "timeliness_20_week",
    "work_based_placements",
)
PLACE = 12
"""Columns before the figures: period, geography, topic and breakdown."""


def main(folder: Path) -> None:
    """Write one compressed CSV a file, and the list of authorities."""
    authorities: dict[str, tuple[str, str, str]] = {}
    for name in FILES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream)
            header = next(lines)
            kept = [i for i in range(PLACE, len(header)) if "pc" not in header[i].lower().split("_")]
            rows = []
            for line in lines:
                here = dict(zip(header[:PLACE], line[:PLACE], strict=True))
                if here["geographic_level"] != "Local authority":
                    continue
                code = here["new_la_code"]
                # The newest row of an authority wins: names are restated, codes are not.
                authorities[code] = (here["old_la_code"], here["la_name"], here["region_code"])
                key = (here["time_period"], code, here["breakdown_topic"], here["breakdown"])
                rows.append((*key, *(line[i] for i in kept)))
        rows.sort()
        _write(name, ["time_period", "new_la_code", "breakdown_topic", "breakdown", *(header[i] for i in kept)], rows)
    with (folder / "sen2_dmo_dco.csv").open(encoding="utf-8-sig", newline="") as stream:
        officers = [
            (row["time_period"], row["new_la_code"], row["des_med_off"], row["des_clin_off"], row["des_so_care_off"])
            for row in csv.DictReader(stream)
            if row["geographic_level"] == "Local authority"
        ]
    _write("officers", ["time_period", "new_la_code", "dmo", "dco", "dsco"], sorted(officers))
    with (OUT / "authorities.csv").open("w", encoding="utf-8", newline="") as stream:
        lines_out = csv.writer(stream, lineterminator="\n")
        lines_out.writerow(["code", "number", "name", "region"])
        lines_out.writerows((code, *authorities[code]) for code in sorted(authorities))


def _write(name: str, header: list[str], rows: list[tuple[str, ...]]) -> None:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(header)
    lines.writerows(rows)
    (OUT / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
