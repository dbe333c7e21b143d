"""A plan's findings: the reader's, and three of our own (not linked, not answered, not held)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol, get_args

from sendplan.plan.queries.pages import (
    About,
    AboutKind,
    FindingGroup,
    FindingsCount,
    FindingShown,
    Place,
    PostShown,
    Severity,
    StatementRow,
    TargetRow,
)
from sendplan.plan.queries.reading import place
from sendplan.plan.wording import count, opening, quoted, some
from sendplan.plan_reader.draft import Finding

__all__ = [
    "Subjects",
    "findings_about",
    "findings_count",
    "grouped",
    "own_findings",
    "posts_not_held",
    "shown",
    "subjects",
    "targets_not_linked",
]

Subjects = Mapping[str, tuple[AboutKind, str]]
"""What a finding names (``A3``, ``A-K11``, ``section B``) -> the sort of page that is about it, and its id."""

_SEVERITIES: Mapping[Severity, tuple[str, str, str]] = {
    "error": ("Error", "To put right", "The plan contradicts itself or cannot be followed as it is written."),
    "warning": ("Warning", "To ask about", "A careful reader would ask what is meant, or who will see to it."),
    "note": ("Note", "Worth knowing", "Nothing need be done, but whoever reads the plan should know."),
}


def subjects(
    letters: Iterable[str], actions: Iterable[tuple[str, str]], targets: Iterable[tuple[str, str]]
) -> dict[str, tuple[AboutKind, str]]:
    """``actions`` and ``targets`` are pairs of the name a finding uses and the stable id."""
    found: dict[str, tuple[AboutKind, str]] = {}
    for letter in letters:
        found[f"section {letter}"] = found[f"Section {letter}"] = ("section", letter)
    found.update({ref: ("action", public_id) for ref, public_id in actions})
    found.update({short_id: ("target", public_id) for short_id, public_id in targets})
    return found


def shown(findings: Iterable[Finding], known: Subjects) -> tuple[FindingShown, ...]:
    """The reader's findings, in its own order, with their places in words and their subjects as links."""
    return tuple(
        FindingShown(
            code=each.code,
            severity=each.severity,
            severity_words=_SEVERITIES[each.severity][0],
            sentence=each.sentence,
            remedy=each.remedy,
            about=tuple(About(label, *known.get(label, (None, None))) for label in each.about),
            quote=each.quote or None,
            places=tuple(place(where) for where in each.where),
        )
        for each in findings
    )


class Owned(Protocol):
    """An action and the posts that answer for it."""

    @property
    def id(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def owners(self) -> Sequence[PostShown]: ...


def own_findings(
    actions: Sequence[Owned], targets: Sequence[TargetRow], statements: Sequence[StatementRow]
) -> tuple[FindingShown, ...]:
    """Posts nobody holds, targets with no link to a measure, and by section what nobody has answered.

    One finding a kind (a section, for families' words): twenty findings that say the same are read by nobody.
    """
    return (*posts_not_held(actions), *targets_not_linked(targets), *_statements_not_answered(statements))


def targets_not_linked(targets: Sequence[TargetRow]) -> Iterator[FindingShown]:
    """One finding that names every target with no link to a measure, or none."""
    unlinked = [row for row in targets if not row.linked]
    if unlinked:
        which = some([row.short_id for row in unlinked])
        yield _to_ask_about(
            code="target-not-linked",
            sentence=(
                f"{len(unlinked)} of {count(len(targets), 'target', 'targets')} cannot be given a figure, since nobody "
                f"has said which measure to read: {which}."
            ),
            remedy="Say in the area's links.toml which measure each reads, and for which group.",
            about=tuple(About(row.short_id, "target", row.id) for row in unlinked),
        )


def _statements_not_answered(statements: Sequence[StatementRow]) -> Iterator[FindingShown]:
    by_section: dict[str, list[StatementRow]] = {}
    for each in statements:
        by_section.setdefault(each.section, []).append(each)
    for letter, said in sorted(by_section.items()):
        waiting = [each for each in said if not each.answered]
        if waiting:
            yield _to_ask_about(
                code="statement-not-answered",
                sentence=(
                    f"Nobody has answered {len(waiting)} of {count(len(said), 'thing', 'things')} "
                    f"families said in section {letter}."
                ),
                remedy="Answer each, if only to say why nothing has been done yet.",
                about=tuple(About(opening(each.text), "statement", each.id) for each in waiting),
                places=tuple(each.place for each in waiting),
            )


def posts_not_held(actions: Sequence[Owned]) -> Iterator[FindingShown]:
    """One finding that names every post nobody holds, about the actions they answer for, or none."""
    named: dict[str, list[Owned]] = {}
    for row in actions:
        for post in row.owners:
            if post.holder is None:
                named.setdefault(post.name, []).append(row)
    if named:
        posts = [f"{quoted(name)} ({some([row.ref for row in rows])})" for name, rows in named.items()]
        without = {row.id: row for rows in named.values() for row in rows}
        yield _to_ask_about(
            code="post-not-held",
            sentence=(
                f"Nobody who signs in here holds {count(len(posts), 'post', 'posts')} the plan names: {some(posts)}."
            ),
            remedy="Say in the area's files who holds each, or ask for its actions to be given to somebody else.",
            about=tuple(About(row.ref, "action", row.id) for row in without.values()),
        )


def _to_ask_about(
    *, code: str, sentence: str, remedy: str, about: tuple[About, ...], places: tuple[Place, ...] = ()
) -> FindingShown:
    return FindingShown(
        code=code,
        severity="warning",
        severity_words=_SEVERITIES["warning"][0],
        sentence=sentence,
        remedy=remedy,
        about=about,
        quote=None,
        places=places,
    )


def findings_about(
    kind: Literal["action", "target"], id_: str, findings: Iterable[FindingShown]
) -> tuple[FindingShown, ...]:
    """Those that name one action or target."""
    return tuple(
        finding for finding in findings if any(about.kind == kind and about.id == id_ for about in finding.about)
    )


def findings_count(severities: Iterable[str]) -> FindingsCount:
    found = list(severities)
    errors, warnings, notes = (found.count(severity) for severity in get_args(Severity))
    if not found:
        return FindingsCount(0, 0, 0, 0, "Nothing was found that a careful reader would ask about.")
    sentence = (
        f"{count(len(found), 'thing', 'things')} a careful reader would ask about: {errors} to put right, "
        f"{warnings} to ask about and {notes} worth knowing."
    )
    return FindingsCount(errors, warnings, notes, len(found), sentence)


def grouped(findings: Sequence[FindingShown]) -> tuple[FindingGroup, ...]:
    """By severity, most severe first; a severity with no finding is left out."""
    groups = []
    for severity, (_, title, explanation) in _SEVERITIES.items():
        of_severity = tuple(finding for finding in findings if finding.severity == severity)
        if of_severity:
            groups.append(FindingGroup(severity, title, explanation, of_severity))
    return tuple(groups)
