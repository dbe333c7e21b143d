"""Every document, from every module that makes some."""

from __future__ import annotations

from tests.plan_reader.shapes import (
    accounts,
    annexes,
    copied_texts,
    kpi_tables,
    labelled_blocks,
    long_sentences,
    merged_tables,
    office_habits,
    other_measures,
    other_words,
    outlines,
    plain_tables,
    printed_pages,
    ratings,
    rough_pages,
    sharp_corners,
    trackers,
    whole_plans,
)
from tests.plan_reader.shapes.library import Document

DOCUMENTS: list[Document] = [
    document
    for module in (
        plain_tables,
        merged_tables,
        labelled_blocks,
        outlines,
        ratings,
        printed_pages,
        kpi_tables,
        copied_texts,
        rough_pages,
        office_habits,
        whole_plans,
        trackers,
        accounts,
        annexes,
        long_sentences,
        other_words,
        other_measures,
        sharp_corners,
    )
    for document in module.DOCUMENTS
]
CASES = [(document, format_) for document in DOCUMENTS for format_ in document.formats]
