"""What every form of a SEN2 return leaves behind beside its modules: its header as sent, and doubts about it."""

from __future__ import annotations

from collections.abc import Mapping

from sendplan.records.modules import HEADER
from sendplan.records.sources.header import Header, survey_day
from sendplan.records.sources.items import columns_of
from sendplan.records.staging import Staging
from sendplan.records.structure_rules import STRUCTURE_RULES

__all__ = ["keep_header"]


def keep_header(staging: Staging, header: Header, sent: Mapping[str, tuple[str, int | None]], file: str) -> None:
    """Fill `raw_sen2` with the header's items as sent, each with its line; tell a date that is not the survey day."""
    columns = columns_of(HEADER)
    staging.raw(HEADER.name, columns)
    lines = [line for _, line in sent.values() if line is not None]
    staging.add(
        HEADER.name,
        {
            "row_no": [1],
            "source_file": [file],
            "source_line": [min(lines, default=None)],
            "place": [""],
            **{column: [sent[column][0]] for column in columns if column in sent},
        },
    )
    expected = survey_day(header.year)
    if header.reference_date != expected:
        staging.report(
            [
                STRUCTURE_RULES["S8"].finding(
                    HEADER.name,
                    column="referencedate",
                    value=header.reference_date.isoformat(),
                    file=file,
                    line=sent.get("referencedate", ("", None))[1],
                    reason=f", and the survey day of {header.year} is {expected.isoformat()}",
                )
            ]
        )
