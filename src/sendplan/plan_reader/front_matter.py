"""A plan's front matter: title, area, dates, people, weaknesses, introduction and governance."""

from __future__ import annotations

import re
from typing import Literal

from sendplan.plan_reader import dates
from sendplan.plan_reader.bodies import BodyText, bodies_of, body_heading
from sendplan.plan_reader.draft import Body, Inspection, Metadata, Person, Statement, Weakness
from sendplan.plan_reader.items import statement
from sendplan.plan_reader.ledger import Ledger, Piece, place_parts
from sendplan.plan_reader.people import person
from sendplan.plan_reader.rows import Line

__all__ = ["FrontMatter", "Part"]

Part = Literal["front", "introduction", "governance"]

_TITLE = re.compile(r"\b(?:plan|strategy|statement\sof\saction|programme|roadmap)\b", re.IGNORECASE)
_AREA_STOP = (
    r"(?:Local\sArea|Area|SEND|SEN|Special|Council|County\sCouncil|City\sCouncil|Borough|Metropolitan|Inclusion"
    r"|Written|Accelerated|Priority"
    r"|Improvement|Partnership|Local|Children|Safeguarding)"
)
_AREA_NAME = r"[A-Z][\w’'.-]*(?:[\s,]+(?:(?:and|of|with|upon|the|in|on|&|under|le|by)\s)?[A-Z][\w’'.-]*){0,5}?"
_AREA_FIRST = re.compile(rf"(?:The\s)?(?P<area>{_AREA_NAME})(?:[’']s)?\s{_AREA_STOP}\b")
_AREA_LAST = re.compile(rf"\b(?:for|in)\s(?P<area>{_AREA_NAME})(?:\s(?:\d{{4}}.*|[(–-].*))?$")
_DATED = re.compile(
    r"(?P<label>[\w’'(),/& -]{0,80}\b(?:inspect\w*|revisit\w*|re-visit\w*|visit|report"
    r"|letter)\b[\w’'(),/& -]{0,60}?)[\s\u00a0]{0,40}:[\s\u00a0]{0,40}(?P<value>.{4,80})",
    re.IGNORECASE,
)
_DATED_BARE = re.compile(
    r"(?P<label>(?:date|dates)\sof\s[\w’'(),/& -]{0,80}?\b(?:inspection|revisit|visit|report"
    r"|letter)\b)[\s\u00a0]{1,40}(?P<value>.{4,60})",
    re.IGNORECASE,
)
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "published",
        re.compile(r"(?:date\s)?(?:published|of\spublication|publication\sdate|issued)(?:\son)?", re.IGNORECASE),
    ),
    (
        "last_updated",
        re.compile(r"(?:date\s)?(?:last\s)?(?:updated|reviewed|modified|revised)(?:\son)?", re.IGNORECASE),
    ),
)
_OFFICERS = re.compile(
    r"(?:[\w&,/-]{1,40}\s){0,3}(?:accountable|responsible|lead|senior)\s(?:officers?|leaders?"
    r"|owners?)(?:\s[\w&,/()-]{1,40}){0,10}[\s\u00a0]{0,40}:?",
    re.IGNORECASE,
)
_ADVISERS = re.compile(
    r"(?:[\w&,/-]{1,40}\s){0,8}advis[eo]rs?(?:\s[\w&,/()-]{1,40}){0,6}[\s\u00a0]{0,40}:?", re.IGNORECASE
)
_NOTE = re.compile(
    r"\b(?:working|live|living|evolving|draft)\s(?:document|plan|draft)\b|\bwill\sbe\supdated\b|^version\s[\d.]",
    re.IGNORECASE,
)
_WEAKNESS = re.compile(
    r"[\s\u00a0]{0,40}(?:(?:asw|area|weakness|priority|section)\s)?(?P<letter>[A-Z]"
    r"|\d{1,2})[\s\u00a0]{0,40}[.):][\s\u00a0]{0,40}(?P<label>[A-Z][^–—:]{1,80}?)[\s\u00a0]{0,40}(?P<sep>[–—:]"
    r"|[\s\u00a0]-[\s\u00a0])[\s\u00a0]{0,40}",
    re.IGNORECASE,
)
_IN_PROSE = re.compile(r"\b(?:inspect(?:ion|ed)|revisit(?:ed)?)\b[^.;]{0,60}$", re.IGNORECASE)


class FrontMatter:
    """Takes the lines that are in no section and makes metadata and bodies of them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.title: Piece | None = None
        self._dated: list[Inspection] = []
        self._labels: dict[str, str] = {}
        self._people: list[Person] | None = None
        self._officers_label: str | None = None
        self._officers: list[Person] = []
        self._advisers: list[Person] = []
        self._weaknesses: list[Weakness] = []
        self._introduction: list[Statement] = []
        self._governance: list[Statement] = []
        self._governance_pieces: list[Piece] = []
        self._bodies: list[BodyText] = []
        self._notes: list[Statement] = []
        self._blank: list[Statement] = []
        self._pending: tuple[str, Piece] | None = None

    def weakness_label(self, letter: str) -> str | None:
        return next((weakness.label for weakness in self._weaknesses if weakness.letter == letter), None)

    def heading(self) -> None:
        """A heading was met: a label before it had no value, and a list of people is over."""
        self._drop_pending()
        self._people = None

    def take(self, line: Line, part: Part) -> bool:
        """Find a place for a line; False leaves it unplaced."""
        if self._value_of_pending(line) or self._take_title(line) or self._take_labelled(line):
            return True
        if self._take_people(line):
            return True
        if _NOTE.search(line.text) and len(line.text.split()) <= 40:
            self._notes.append(statement(line.piece, self._ledger))
            return True
        if part == "governance":
            return self._take_governance(line)
        return self._take_introduction(line, part)

    def _value_of_pending(self, line: Line) -> bool:
        if self._pending is None:
            return False
        key, label = self._pending
        when = dates.read(line.text)
        if when is None or line.level:
            self._drop_pending()
            return False
        self._pending = None
        self._ledger.place(label, "label")
        self._keep(key, label, line.piece)
        return True

    def _keep(self, key: str, label: Piece, value: Piece) -> None:
        if key in ("published", "last_updated"):
            self._labels.setdefault(key, value.text)
            self._ledger.place(value, "value")
            return
        when = dates.read(value.text) or dates.read_anywhere(value.text)
        self._ledger.place(value, "value")
        self._dated.append(
            Inspection(
                label=label.text.rstrip(" :"),
                as_written=value.text,
                earliest=when.earliest if when else None,
                latest=when.latest if when else None,
                where=Piece.join([label, value]).where(),
            )
        )

    def _drop_pending(self) -> None:
        if self._pending is not None:
            self._blank.append(statement(self._pending[1], self._ledger))
            self._pending = None

    @property
    def lists_people(self) -> bool:
        """True while the lines are a list of officers or advisers."""
        return self._people is not None

    def is_title(self, line: Line) -> bool:
        """True for a line that reads like the title of a plan."""
        text = line.text
        if line.item or not _TITLE.search(text):
            return False
        return len(text.split()) <= 20 and not text.endswith((".", ":", ",")) and text[0].isupper()

    def _take_title(self, line: Line) -> bool:
        if self.title is not None or not self.is_title(line):
            return False
        self.title = line.piece
        self._ledger.place(line.piece, "value")
        return True

    def _take_labelled(self, line: Line) -> bool:
        raw = line.piece.raw
        bare = line.text.rstrip(" :")
        for key, pattern in _LABELS:
            match = pattern.match(line.text)
            if match is None:
                continue
            if match.end() >= len(bare):
                self._pending = (key, line.piece)
                return True
            inside = re.match(
                rf"[\s\u00a0]{{0,40}}(?:{pattern.pattern})[\s\u00a0]{{0,40}}[:–-]?[\s\u00a0]{{0,40}}",
                raw,
                re.IGNORECASE,
            )
            if inside and dates.read(raw[inside.end() :]):
                self._ledger.place(line.piece.cut(0, inside.end()), "label")
                self._keep(key, line.piece.cut(0, inside.end()), line.piece.cut(inside.end()))
                return True
        dated = _DATED.fullmatch(raw.strip("\n")) or _DATED_BARE.fullmatch(raw.strip("\n"))
        if dated and (dates.read(dated["value"]) or dates.read_anywhere(dated["value"])):
            self._ledger.place(line.piece, "label")
            label = line.piece.cut(dated.start("label"), dated.end("label"))
            self._keep("inspection", label, line.piece.cut(dated.start("value")))
            return True
        if raw.rstrip().endswith(":") and re.search(
            r"\bdates?\b.*\b(?:inspection|revisit|report)\b", raw, re.IGNORECASE
        ):
            self._pending = ("inspection", line.piece)
            return True
        return False

    def _take_people(self, line: Line) -> bool:
        text = line.text
        if not line.item and len(text.split()) <= 16 and not text.endswith("."):
            if _OFFICERS.fullmatch(text):
                self._officers_label = self._officers_label or text
                self._ledger.place(line.piece, "value")
                self._people = self._officers
                return True
            if _ADVISERS.fullmatch(text):
                self._ledger.place(line.piece, "label")
                self._people = self._advisers
                return True
        if self._people is None:
            return False
        found = person(line.piece) if not line.level else None
        if found is None or (not line.item and found.role is None and found.organisation is None):
            self._people = None
            return False
        self._people.append(found)
        place_parts(line.piece, (found.name, found.role, found.organisation), self._ledger)
        return True

    def _take_introduction(self, line: Line, part: Part) -> bool:
        raw = line.piece.raw
        match = _WEAKNESS.match(raw) if part == "introduction" else None
        if match and (match["letter"].isupper() or match["letter"].isdigit()):
            text = line.piece.cut(match.end())
            place_parts(line.piece, (match["letter"], match["label"].strip(), text.text), self._ledger)
            self._weaknesses.append(
                Weakness(letter=match["letter"], label=match["label"].strip(), text=text.text, where=line.piece.where())
            )
            return True
        prose = line.text.endswith((".", "!", "?", ":")) and len(line.text.split()) >= 6
        if (part == "introduction" and (line.item or prose or len(line.text.split()) >= 12)) or (self.title and prose):
            self._introduction.append(statement(line.piece, self._ledger))
            return True
        return False

    def _take_governance(self, line: Line) -> bool:
        if not line.item and body_heading(line.text):
            self._bodies.append(BodyText(line.piece))
            self._ledger.place(line.piece, "value")
            return True
        if line.level or (not line.item and len(line.text.split()) < 6):
            return False
        self._governance.append(statement(line.piece, self._ledger))
        if self._bodies:
            self._bodies[-1].paragraphs.append(line.piece)
        else:
            self._governance_pieces.append(line.piece)
        return True

    def metadata(self) -> Metadata:
        self._drop_pending()
        return Metadata(
            area=area_of(self.title.text) if self.title else None,
            published=self._labels.get("published"),
            last_updated=self._labels.get("last_updated"),
            inspections=(*self._dated, *self._in_prose()),
            accountable_officers_label=self._officers_label,
            accountable_officers=tuple(self._officers),
            advisers=tuple(self._advisers),
            weaknesses=tuple(self._weaknesses),
            introduction=tuple(self._introduction),
            governance=tuple(self._governance),
            notes=tuple(self._notes),
            blank_labels=tuple(self._blank),
        )

    def bodies(self) -> tuple[Body, ...]:
        return bodies_of(self._bodies, self._governance_pieces)

    def _in_prose(self) -> list[Inspection]:
        """Inspections that only a sentence of the introduction dates, e.g. "the inspection in December 2018"."""
        known = {(event.earliest, event.latest) for event in self._dated}
        found = []
        for said in self._introduction:
            for date in dates.find(said.text):
                before = _IN_PROSE.search(said.text[: date.start])
                span = (date.range.earliest, date.range.latest)
                if before is None or span in known:
                    continue
                known.add(span)
                label = before.group().split()[0].capitalize()
                as_written = said.text[date.start : date.end]
                found.append(
                    Inspection(label=label, as_written=as_written, earliest=span[0], latest=span[1], where=said.where)
                )
        return found


def area_of(title: str) -> str | None:
    """The area a title names: the words before "Local Area", "SEND" and their like, or after "for"."""
    match = _AREA_FIRST.match(title)
    if match and not re.fullmatch(_AREA_STOP, match["area"]):
        return match["area"].removesuffix("’s").removesuffix("'s")
    last = _AREA_LAST.search(title)
    return last["area"] if last and not re.match(_AREA_STOP, last["area"]) else None
