"""Print the documents that are read as PDF: `PYTHONPATH=src:. python -m tests.plan_reader.shapes.print_pages [name…]`.

The PDFs are kept beside this file, so that the tests need neither a browser nor a word processor.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.plan_reader.shapes import office_files, web_pages
from tests.plan_reader.shapes.catalogue import DOCUMENTS
from tests.plan_reader.shapes.library import PRINTED, Document

BROWSER = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
]


def print_page(document: Document, folder: Path, format_: str) -> None:
    page = folder / f"{document.name}.html"
    page.write_text(document.source or web_pages.page(document.blocks, document.look), encoding="utf-8")
    out = PRINTED / f"{document.name}.{format_}"
    bare = ["--disable-pdf-tagging"] if format_ == "untagged.pdf" else []
    call = [*BROWSER, *bare, f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run(call, check=True, capture_output=True, timeout=60)


def print_word(document: Document, folder: Path) -> None:
    page = folder / f"{document.name}.docx"
    office_files.write_word(document.blocks, document.look, page)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(page)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shutil.copy(page.with_suffix(".pdf"), PRINTED / f"{document.name}.word.pdf")


def main(names: list[str]) -> None:
    PRINTED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for document in DOCUMENTS:
            if names and document.name not in names:
                continue
            for format_ in sorted({"pdf", "untagged.pdf"} & {*document.formats}):
                print_page(document, Path(place), format_)
            if "word.pdf" in document.formats:
                print_word(document, Path(place))


if __name__ == "__main__":
    main(sys.argv[1:])
