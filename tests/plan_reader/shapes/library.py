"""The list of all documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.plan_reader.shapes import office_files, plain_files, web_pages
from tests.plan_reader.shapes.blocks import Block, Look
from tests.plan_reader.shapes.truths import Action, Either, Truth

PRINTED = Path(__file__).parent / "printed"


@dataclass(frozen=True)
class Document:
    """One made-up plan, in each of ``formats``: html, docx, xlsx, csv, txt, pdf (printed by a browser),
    untagged.pdf (the same without the marks that say what is a paragraph or a table) or
    word.pdf (printed by a word processor). ``source`` is the whole text of a document that is written by hand,
    and ``maker`` writes one that no other format could hold."""

    name: str
    formats: tuple[str, ...]
    truth: Truth
    blocks: Sequence[Block] = ()
    look: Look = field(default_factory=Look)
    source: str = ""
    maker: Callable[[Path], None] | None = None

    def truth_in(self, format_: str) -> Truth:
        """The truth of this format: text laid flat, and a word processor's close-set lines, do not show for certain
        where one outcome of a cell ends and the next begins."""
        if self.source or format_ not in {"txt", "word.pdf"}:
            return self.truth
        return replace(self.truth, actions=[run_on(action) for action in self.truth.actions])

    def write(self, format_: str, folder: Path) -> Path:
        """The document as a file of this format. PDFs are kept, not made."""
        if format_.endswith("pdf"):
            return PRINTED / f"{self.name}.{format_}"
        path = folder / f"{self.name}.{format_}"
        if self.maker:
            self.maker(path)
            return path
        match format_:
            case "docx":
                office_files.write_word(self.blocks, self.look, path)
            case "xlsx":
                office_files.write_workbook(self.blocks, self.look, path)
            case "csv":
                plain_files.write_csv(self.blocks, path)
            case "html":
                path.write_text(self.source or web_pages.page(self.blocks, self.look), encoding="utf-8")
            case "txt":
                path.write_text(self.source or plain_files.text_of(self.blocks, self.look), encoding="utf-8")
        return path


def run_on(action: Action) -> Action:
    """The same action, whose outcomes may as well be read as one."""
    if isinstance(action.outcomes, tuple) and len(action.outcomes) > 1:
        return replace(action, outcomes=Either((action.outcomes, (" ".join(action.outcomes),))))
    return action
