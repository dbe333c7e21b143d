"""Searching the plan of the day, and what has been said of it by then."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db import connection

from sendplan.access.queries import Viewer
from sendplan.plan.queries.pages import Hit, SearchPage
from sendplan.plan.queries.reading import Frame, allowed, frame
from sendplan.plan.wording import count, day, quoted

__all__ = ["LONGEST_WORDS", "PAGE", "search"]

PAGE = 25
LONGEST_WORDS = 200

# Marks of the private use area, which stand in nobody's text: the database puts them round each word it found.
_FROM, _TO = "\ue000", "\ue001"

# What each table says is searched by the same expression as its index has (models.search.searched).
_SAID = """
  SELECT '{kind}', said.public_id, {about}.public_id, said."on", said.{text},
         ts_rank(to_tsvector('english'::regconfig, COALESCE(said.{text}, '')), looked_for.query)
  FROM {table} AS said {joins} CROSS JOIN looked_for
  WHERE {plan} = %(plan)s AND said."on" <= %(until)s
    AND to_tsvector('english'::regconfig, COALESCE(said.{text}, '')) @@ looked_for.query
"""
_OF_ACTION = (
    "JOIN plan_action AS action ON action.id = said.action_id "
    "JOIN plan_section AS section ON section.id = action.section_id"
)
_OF_STATEMENT = (
    "JOIN plan_familystatement AS statement ON statement.id = said.statement_id "
    "JOIN plan_section AS section ON section.id = statement.section_id"
)
_QUERY = " ".join(
    [
        """
WITH looked_for AS (SELECT websearch_to_tsquery('english', %(words)s) AS query),
matches (kind, own, about, said_on, words, rank) AS (
  SELECT part.kind, part.public_id, part.public_id, NULL::date, part.text, ts_rank(part.words, looked_for.query)
  FROM plan_versiontext AS part CROSS JOIN looked_for
  WHERE part.version_id = %(version)s AND part.words @@ looked_for.query
""",
        *(
            f"UNION ALL {_SAID.format(kind=kind, table=table, text=text, about=about, joins=joins, plan=plan)}"
            for kind, table, text, about, joins, plan in (
                ("update", "plan_progressupdate", "text", "action", _OF_ACTION, "section.plan_id"),
                ("evidence", "plan_evidence", "text", "said", _OF_ACTION, "section.plan_id"),
                ("moved", "plan_duechange", "reason", "action", _OF_ACTION, "section.plan_id"),
                ("reply", "plan_reply", "text", "statement", _OF_STATEMENT, "section.plan_id"),
                ("risk", "plan_risk", "text", "said", "", "said.plan_id"),
                ("risk", "plan_risk", "title", "said", "", "said.plan_id"),
                (
                    "review",
                    "plan_riskreview",
                    "text",
                    "risk",
                    "JOIN plan_risk AS risk ON risk.id = said.risk_id",
                    "risk.plan_id",
                ),
            )
        ),
        """
), best AS (
  SELECT *, count(*) OVER () AS total FROM matches
  ORDER BY rank DESC, said_on DESC NULLS LAST, own, kind LIMIT %(limit)s OFFSET %(offset)s
)
SELECT kind, own, about, said_on, total, ts_headline('english', words, looked_for.query, %(options)s)
FROM best CROSS JOIN looked_for ORDER BY rank DESC, said_on DESC NULLS LAST, own, kind
""",
    ]
)
_OPTIONS = f"StartSel={_FROM}, StopSel={_TO}, MaxWords=40, MinWords=20, MaxFragments=2, FragmentDelimiter=…"


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    own: str
    about: str
    on: dt.date | None
    total: int
    headline: str


def search(viewer: Viewer, words: str, today: dt.date, *, number: int = 1) -> SearchPage | None:
    """Page ``number`` (from 1; one too high gives the last) of what holds ``words``, best first, as at ``today``.

    Words are matched by their stems ("assess" finds "assessed"); words in quotation marks stand together; what follows
    a minus sign must not be there. None where the area has adopted no plan by then.
    """
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    words = " ".join(words.replace("\x00", " ").split())[:LONGEST_WORDS]
    if not words:
        return SearchPage(found.shown, today, "", (), 0, 1, 1, "")
    number = max(number, 1)
    rows = _rows(found, words, number)
    if not rows and number > 1:
        first = _rows(found, words, 1)
        number = -(-first[0].total // PAGE) if first else 1
        rows = first if number == 1 else _rows(found, words, number)
    total = rows[0].total if rows else 0
    return SearchPage(
        plan=found.shown,
        as_at=today,
        words=words,
        hits=tuple(_hit(found, row) for row in rows),
        total=total,
        number=number,
        pages=max(1, -(-total // PAGE)),
        sentence=(
            f"{count(total, 'place holds', 'places hold')} {quoted(words)}."
            if total
            else f"Nothing in the plan, or said of it by {day(today)}, holds {quoted(words)}."
        ),
    )


def _rows(found: Frame, words: str, number: int) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            _QUERY,
            {
                "words": words,
                "version": found.version.pk,
                "plan": found.plan.pk,
                "until": found.today,
                "limit": PAGE,
                # A number that no page has finds nothing, and one that no database holds is no error.
                "offset": min((number - 1) * PAGE, 10**9),
                "options": _OPTIONS,
            },
        )
        return [_Row(*row) for row in cursor.fetchall()]


def _hit(found: Frame, row: _Row) -> Hit:
    kind, id_, anchor, what = _what(found, row)
    on = f", {day(row.on)}" if row.on else ""
    return Hit(kind, id_, anchor, f"{what}{on}", _pieces(row.headline))


def _what(found: Frame, row: _Row) -> tuple[str, str, str | None, str]:
    """The page a match leads to (its kind and id), the place on it, and what the match is."""
    content = found.content
    action = content.actions.get(row.about)
    ref = f"action {action.ref}" if action else "an action no longer in the plan"
    if row.kind == "action":
        return "action", row.about, None, f"A{ref[1:]}"
    if row.kind == "outcome":
        return "action", row.about, None, f"What {ref} is to bring about"
    if row.kind == "target":
        return "target", row.about, None, f"Target {content.short_ids[row.about]}"
    if row.kind == "need":
        letter = next(each.letter for each in content.draft.sections for need in each.needs if need.id == row.about)
        return "section", letter, row.about, f"What needs improvement in section {letter}"
    if row.kind == "statement":
        return "statement", row.about, None, f"What families said, section {content.statements[row.about][0]}"
    if row.kind == "reply":
        said = content.statements.get(row.about)
        return ("statement" if said else "none"), row.about, row.own, "An answer to what families said"
    if row.kind == "evidence":
        return "evidence", row.own, None, "Evidence"
    if row.kind in ("risk", "review"):
        return "risk", row.about, row.own if row.kind == "review" else None, "A risk or an issue"
    what = "Why a date was moved" if row.kind == "moved" else "Update"
    return ("action" if action else "none"), row.about, row.own, f"{what}, {ref}"


def _pieces(headline: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is one of the words looked for."""
    parts = re.split(f"{_FROM}(.*?){_TO}", headline, flags=re.DOTALL)
    return tuple((part.replace(_FROM, "").replace(_TO, ""), at % 2 == 1) for at, part in enumerate(parts) if part)
