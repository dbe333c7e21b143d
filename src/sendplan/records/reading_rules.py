"""What is asked of a file while it is read, before any rule of law or guide: the catalogue of those questions."""

from __future__ import annotations

from dataclasses import dataclass

from sendplan.records.staging import Finding, Severity

__all__ = ["READING_RULES", "ReadingRule"]

OURS = "ours"


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """One question of reading. `message` may hold {value} and {reason}; `example` is a value that it is asked about."""

    id: str
    severity: Severity
    title: str
    wording: str
    message: str
    remedy: str
    example: str
    source: str = OURS

    def finding(
        self,
        table: str,
        *,
        row_no: int | None = None,
        column: str | None = None,
        value: str | None = None,
        file: str | None = None,
        line: int | None = None,
        place: str = "",
        reason: str | None = None,
    ) -> Finding:
        """One row of `issues` for this question."""
        return Finding(self.id, self.severity, table, row_no, column, value, file, line, place, reason)


READING_RULES: dict[str, ReadingRule] = {
    each.id: each
    for each in (
        ReadingRule(
            "date-unread",
            "error",
            "A date that cannot be read",
            "A date is a day of the calendar between 1900 and 2099, with a year of four digits.",
            "{value} is not a date{reason}.",
            "Write it as 2025-01-31 (year, month, day).",
            "31/02/2025",
        ),
        ReadingRule(
            "date-order-mixed",
            "error",
            "A date whose day and month cannot be told apart",
            "Where some dates show the day first and others the month, those that could be either are not read.",
            "{value} may be read with the day or the month first, and {reason}.",
            "Write the dates as 2025-01-31 (year, month, day).",
            "06/01/2025 among 25/01/2025 and 01/25/2025",
        ),
        ReadingRule(
            "date-order-assumed",
            "notice",
            "Dates read with the day first, as is usual in England",
            "A column of slashed dates is read by those whose day is after the 12th; without any, the day is first.",
            "{reason}; {value} is one of them, and was read with the day first.",
            "If the month comes first, write the dates as 2025-01-31 (year, month, day) and load them again.",
            "06/01/2025",
        ),
        ReadingRule(
            "date-order-month",
            "notice",
            "Dates read with the month first",
            "A column of slashed dates is read by those whose day is after the 12th: here it stands second.",
            "{value} can only have the month first, so that all of the column was read so{reason}.",
            "If that is wrong, write the dates as 2025-01-31 (year, month, day) and load them again.",
            "01/25/2025",
        ),
        ReadingRule(
            "date-serial",
            "notice",
            "Excel's numbers read as days",
            "A text column of nothing but Excel's day numbers is read in the calendar that begins in 1900.",
            "All of the column are numbers such as {value}, and were read as Excel's days{reason}.",
            "Format the column as a date before exporting it.",
            "45663",
        ),
        ReadingRule(
            "date-serial-mixed",
            "error",
            "A number among dates",
            "A number among dates may be one of Excel's days, or a slip; it is not read.",
            "{value} is a number among dates{reason}.",
            "Write it as 2025-01-31 (year, month, day).",
            "45663",
        ),
        ReadingRule(
            "date-zone",
            "error",
            "A time that may fall on the next day in England",
            "A time with a zone is read where its day in England is certain.",
            "{value} may be the next day in England{reason}.",
            "Write the day alone, as 2025-01-31.",
            "2025-03-31T23:00:00Z",
        ),
        ReadingRule(
            "number-unread",
            "error",
            "A number that cannot be read",
            "Digits, with a full stop before decimals; counts have none.",
            "{value} is not {reason}.",
            "Write digits alone, without units; with a full stop before decimals.",
            "12,5",
        ),
        ReadingRule(
            "number-rounded",
            "notice",
            "Figures of more decimals than are kept",
            "Figures are kept to four decimals.",
            "{reason} more than four decimals, {value} among them, and were rounded to four.",
            "Nothing, unless the fifth decimal matters.",
            "0.33333",
        ),
        ReadingRule(
            "number-percent",
            "query",
            "A number that the sheet shows as a percentage",
            "Excel keeps 13% as 0.13; it is read as it is kept.",
            "The sheet shows {value} as a percentage{reason}.",
            "Check that the column asks for a share and not for a number of percent.",
            "0.13",
        ),
        ReadingRule(
            "yes-no-unread",
            "error",
            "Neither yes nor no",
            "1, true, yes or y; 0, false, no or n.",
            "{value} is neither yes nor no{reason}.",
            "Write yes or no, or leave it empty where it is not known.",
            "maybe",
        ),
        ReadingRule(
            "code-unknown",
            "query",
            "A code that is on no list",
            "A code is one of its list; one that is not is kept as sent.",
            "{value} is not a code of the list {reason}.",
            "Correct the code. If it is a new one, add it to the list.",
            "ZZZ",
        ),
        ReadingRule(
            "code-year",
            "query",
            "A code that its year does not have",
            "Lists change: a code has a first and sometimes a last census year.",
            "{value} is a code of the list {reason}.",
            "Correct the code, or the year of the file.",
            "DS in 2024",
        ),
        ReadingRule(
            "identifier-number",
            "error",
            "An identifier that a spreadsheet has spoilt",
            "An identifier is read as it was given; one shortened to a power of ten is no longer known.",
            "{value} was an identifier before a spreadsheet made a number of it{reason}.",
            "Export it again with the column as text; do not open and save the file in Excel.",
            "1.2E+12",
        ),
        ReadingRule(
            "identifier-short",
            "query",
            "An identifier too short, perhaps without its first noughts",
            "An identifier whose length is known has all its digits.",
            "{value} has too few digits: {reason}.",
            "Export it again with the column as text, so that leading noughts stay.",
            "123456789 for an NHS number",
        ),
        ReadingRule(
            "cell-error",
            "error",
            "Excel's error in place of a value",
            "A cell that shows an error has no value.",
            "The cell shows {value}{reason}.",
            "Mend the formula, or write the value itself.",
            "#N/A",
        ),
        ReadingRule(
            "cell-formula",
            "error",
            "A formula whose result was not saved",
            "A formula is read by the result that Excel saved with it.",
            "The cell has a formula and no result{reason}.",
            "Open the workbook in Excel, save it and load it again.",
            "=A2+1",
        ),
        ReadingRule(
            "cell-merged",
            "error",
            "A cell merged with its neighbour",
            "In merged cells only the first has the value; it is not copied to the others.",
            "The cell is part of the merged cells {reason}.",
            "Unmerge the cells and write the value in each row.",
            "A2:A5",
        ),
        ReadingRule(
            "row-ragged",
            "error",
            "A row with more or fewer fields than headings",
            "A row has one field for each heading.",
            "The row has {reason}.",
            "Correct the row: often a comma stands in a field without quotation marks.",
            "three fields under four headings",
        ),
        ReadingRule(
            "rows-hidden",
            "notice",
            "Hidden rows were read",
            "A hidden row is a row; what hides it, often a filter, is not known.",
            "{reason}; they were read like the others.",
            "Delete the hidden rows if they should not count, and load the file again.",
            "a filtered sheet",
        ),
        ReadingRule(
            "sheet-hidden",
            "notice",
            "A hidden sheet was not read",
            "A hidden sheet is left out.",
            "The sheet {value} is hidden and was not read{reason}.",
            "Show the sheet, and move its rows to the one that is read, if it should count.",
            "a hidden sheet of last year's rows",
        ),
        ReadingRule(
            "heading-unknown",
            "notice",
            "A column that is not known",
            "Columns beyond those of the table are kept with the row and counted in nothing.",
            "The column {value} is not one of the table's{reason}.",
            "Rename it if it is one of the table's columns.",
            "Notes",
        ),
        ReadingRule(
            "heading-duplicate",
            "notice",
            "A heading that stands twice",
            "Two columns of the same heading and the same values are one.",
            "The heading {value} stands twice{reason}.",
            "Delete one of the columns.",
            "review_meeting_prior_24",
        ),
        ReadingRule(
            "heading-made",
            "query",
            "A column that is reckoned here",
            "Days due and the like are made from the law and the other columns; what a file says of them is left out.",
            "The column {value} is reckoned here, and what the file has was left out{reason}.",
            "Nothing, unless you rely on the supplier's own reckoning: then compare the two.",
            "plan_due_on",
        ),
        ReadingRule(
            "text-encoding",
            "notice",
            "Text read as Windows-1252",
            "A file that is not UTF-8 and has no mark is read as Windows-1252, as older systems write.",
            "The file was read as Windows-1252 text{reason}.",
            "Look at a name with an accent: if it is wrong, save the file as “CSV UTF-8” and load that.",
            "Zoë",
        ),
        ReadingRule(
            "text-separator",
            "notice",
            "Fields not parted by commas",
            "The separator is told from the rows.",
            "The fields were taken to be parted by {reason}.",
            "Export with commas if the columns look wrong.",
            "semicolons",
        ),
        ReadingRule(
            "published-blank",
            "notice",
            "Cells with neither figure nor sign",
            "DfE writes z or x where there is no figure; an empty cell is kept as empty.",
            "{reason} neither a figure nor a sign.",
            "Nothing; compare with DfE's page if the figure matters.",
            "an empty cell",
        ),
        ReadingRule(
            "published-twice",
            "error",
            "A published figure that stands twice",
            "One file, release and version has one figure for each period, area, breakdown and indicator.",
            "The figure {reason} stands more than once, once as {value}.",
            "Download the file again; if it is so at DfE's, tell them.",
            "the same area and year twice",
        ),
    )
}
