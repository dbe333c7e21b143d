"""What is asked of a SEN2 return's shape while it is read: the catalogue of those questions."""

from __future__ import annotations

from sendplan.records.reading_rules import ReadingRule

__all__ = ["STRUCTURE_RULES"]

_GUIDE = "SEN2 guide, section 1.3"

STRUCTURE_RULES: dict[str, ReadingRule] = {
    each.id: each
    for each in (
        ReadingRule(
            "S1",
            "query",
            "An element or a column that the return does not have",
            "A return holds the items of its guide; what it holds beyond them is kept beside the row and counted in"
            " nothing.",
            "The return has no item {value}{reason}.",
            "Correct its spelling if it is one of the return's items; otherwise leave it out.",
            "HomeSchool",
            _GUIDE,
        ),
        ReadingRule(
            "S2",
            "query",
            "An item in a record that it does not belong to",
            "Each item has its record. Residential weeks and work-based learning stand with the active plan in 2023 and"
            " with the placement from 2024; they are read in either place. Any other is kept beside the row.",
            "The item {value} belongs to another record{reason}.",
            "Move it to the record it belongs to.",
            "Res in PlacementDetail in 2023",
            _GUIDE,
        ),
        ReadingRule(
            "S3",
            "query",
            "An item that the year's return does not have",
            "Items come and go between years; one of another year is read all the same.",
            "The return of this year has no item {value}{reason}.",
            "Check that the census year in the header is right.",
            "RequestSource in 2024",
            _GUIDE,
        ),
        ReadingRule(
            "S4",
            "query",
            "An item given twice in one record",
            "A record has each item once; the first that is not empty is read, and the others are kept beside the row.",
            "The item stands more than once in one record, again as {value}{reason}.",
            "Leave in the one that is right.",
            "two UPNs",
            _GUIDE,
        ),
        ReadingRule(
            "S5",
            "error",
            "More records than one parent may have",
            "An assessment has one named plan at most, and a request one active plan.",
            "This is record number {value} where there may be one{reason}.",
            "Join them, or move one to the request it belongs to.",
            "two NamedPlan in one Assessment",
            _GUIDE,
        ),
        ReadingRule(
            "S6",
            "error",
            "An id that two different records have",
            "Records are joined by their ids; where two that differ have the same, it cannot be told which of them the"
            " records below belong to.",
            "The id {value} stands for more than one record{reason}.",
            "Give each record an id of its own, and load the file again.",
            "two requests with the id 17",
            _GUIDE,
        ),
        ReadingRule(
            "S7",
            "notice",
            "A part of the return that is not there",
            "A return has eight modules; one that a workbook leaves out is read as having no records.",
            "There is no {value}{reason}.",
            "Nothing, if there is none to return; otherwise add it.",
            "no sheet SEN Need",
            _GUIDE,
        ),
        ReadingRule(
            "S8",
            "query",
            "A reference date that is not the survey day",
            "The survey day is the third Thursday of January of the census year.",
            "The reference date is {value}{reason}.",
            "Check the header: ages and everything that stands on the survey day are counted on it.",
            "2025-01-15",
            "DfE, SEN2 collection dates",
        ),
        ReadingRule(
            "S9",
            "error",
            "The same record twice",
            "A record stands once; the second of two that are the same in everything, their id too, is set aside.",
            "This is the same record as the one in line {value}{reason}.",
            "Nothing; export the file again if more of it may be doubled.",
            "a line exported twice",
            _GUIDE,
        ),
    )
}
