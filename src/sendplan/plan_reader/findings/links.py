"""Rules about what hangs together: actions, the KPIs that would show them working, and how progress is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sendplan.plan_reader.draft import Action
from sendplan.plan_reader.findings.prose import counted, listed, natural, quoted, tidy, word_set, words
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject

_PROGRESS = re.compile(
    r"\b(b?rag|rag rating|status|progress|update|actual|on track|complete[d]?|% complete|current position)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(ref|reference|linked|link|action|actions|kpi|kpis|measure|measures)\b", re.IGNORECASE)
# A longer outcome is about more than its figure.
_LONG = 20
# A figure promised in an outcome, and what it is a figure of.
_FIGURE = re.compile(
    r"\b(mean|median|average)\b"
    r"|\b(?:increas\w*|reduc\w*|decreas\w*|fewer|lower|higher|rise|fall)\b.{0,20}"
    r"\b(?:number|percentage|proportion|rate|share) of\b|\b(?:increase|reduction) in\b",
    re.IGNORECASE,
)
_EMPTY = word_set(
    "a an and are as at be by for from have in is of on or our that the their this to was were will with who within "
    "children child young people parent parents carer carers family families send sen ehc plan plans local area "
    "increase increased reduction reduced reduce continued improved improvement number percentage proportion rate"
)
# Words that name one measure from its two sides, as the field uses them.
_SAME = {
    "absent": "attendance",
    "absence": "attendance",
    "suspension": "exclusion",
    "waits": "waiting",
    "wait": "waiting",
}


def _matter(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, plurals as singulars."""
    kept = set()
    for word in words(text):
        stem = word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
        stem = _SAME.get(stem, stem)
        if word not in _EMPTY and stem not in _EMPTY and len(stem) > 2:
            kept.add(stem)
    return frozenset(kept)


@rule(
    code="ref-used-twice",
    title="One reference, two actions",
    severity="error",
    why="An update or a decision about “A4” must mean one thing.",
    example="Two rows headed A4.",
    remedy="Renumber one of them.",
)
def ref_used_twice(subject: Subject) -> Iterator[Hit]:
    times = Counter(tidy(action.ref) for action in subject.actions if tidy(action.ref))
    for ref in sorted((ref for ref, number in times.items() if number > 1), key=natural):
        yield Hit(
            f"The reference {ref} stands on {times[ref]} actions.",
            about=(ref,),
            quote=ref,
            where=tuple(action.where for action in subject.actions if tidy(action.ref) == ref),
        )


@rule(
    code="actions-and-kpis-not-linked",
    title="Nothing says which action a KPI measures",
    severity="warning",
    why="When a KPI does not move, the board needs to know which actions were meant to move it.",
    example="Fifteen actions and nineteen KPIs under one heading, with no reference between them.",
    remedy="Give each KPI the references of the actions that are meant to move it, and each action its KPIs.",
)
def actions_and_kpis_not_linked(subject: Subject) -> Iterator[Hit]:
    refs = [action.ref for action in subject.actions if re.fullmatch(r"\w*\d[\w.]*", action.ref)]
    if len(subject.actions) < 2 or len(subject.kpis) < 2 or len(refs) < len(subject.actions):
        return
    named = re.compile(r"\b(" + "|".join(re.escape(ref) for ref in sorted(set(refs), key=natural)) + r")\b")
    if any(named.search(kpi.name) for _, kpi in subject.kpis):
        return
    # The first word heads the rows: "KPI", or "Ref" of the row itself.
    if any(_LINK.search(header.text.partition(" ")[2]) for header in subject.headers if header.kind == "kpis"):
        return
    if any("kpi" in words(header.text) for header in subject.headers if header.kind == "actions"):
        return
    if any("kpi" in words(action.text) for action in subject.actions):
        return
    crowded = [
        f"section {section.letter} has {counted(actions, 'action')} and {counted(kpis, 'KPI')}"
        for section in subject.sections
        if (actions := sum(a.section == section.letter for a in subject.actions))
        and (kpis := sum(k.section == section.letter for _, k in subject.kpis))
    ]
    yield Hit(
        f"No KPI says which action it measures, and no action says which KPI would show it working"
        f"{': ' + listed(crowded) if crowded else ''}.",
        about=tuple(f"section {section.letter}" for section in subject.sections),
        where=tuple(section.where for section in subject.sections),
    )


@rule(
    code="action-with-no-kpi",
    title="An action that no KPI would show working",
    severity="warning",
    why="A promise of fewer, faster or more that no KPI counts cannot be seen to be kept.",
    example="Outcome: reduced mean waiting time. No KPI in the section names the mean wait.",
    remedy="Add a KPI for what is promised, or say which KPI is meant to show it.",
)
def action_with_no_kpi(subject: Subject) -> Iterator[Hit]:
    measured: dict[str, list[frozenset[str]]] = {}
    for _, kpi in subject.kpis:
        measured.setdefault(kpi.section, []).append(_matter(kpi.name))
    bare: dict[str, list[Action]] = {}
    promised: list[tuple[Action, str]] = []
    for action in subject.actions:
        if action.section not in measured:
            bare.setdefault(action.section, []).append(action)
        else:
            promised += [(action, told) for told in action.outcomes if _uncounted(told, measured[action.section])]
    if promised:
        yield Hit(
            f"{counted(len(promised), 'outcome')} {'names' if len(promised) == 1 else 'name'} a figure that no KPI in "
            "the same section is named for: "
            f"{listed(f'{action.ref} {quoted(told)}' for action, told in promised)}.",
            about=tuple(dict.fromkeys(action.ref for action, _ in promised)),
            quote=promised[0][1],
            where=tuple(action.where for action, _ in promised),
        )
    if not measured and subject.actions:
        bare = {}
        yield Hit(
            f"As read here, the plan has {counted(len(subject.actions), 'action')} and no KPI.",
            about=tuple(action.ref for action in subject.actions),
            where=tuple(action.where for action in subject.actions),
        )
    for section, actions in bare.items():
        yield Hit(
            f"Section {section} has {counted(len(actions), 'action')} and no KPI: "
            f"{listed(action.ref for action in actions)}.",
            about=tuple(action.ref for action in actions),
            where=tuple(action.where for action in actions),
        )


def _uncounted(outcome: str, names: list[frozenset[str]]) -> bool:
    """Whether an outcome promises a figure of something that no name of a KPI has half the words of."""
    matter = _matter(outcome)
    if not _FIGURE.search(outcome) or not matter or len(words(outcome)) > _LONG:
        return False
    return all(2 * len(matter & name) < len(matter) for name in names)


@rule(
    code="kpi-with-no-action",
    title="KPIs with no action behind them",
    severity="warning",
    why="A measure that no action is meant to move will move by luck.",
    example="Section D has four KPIs and no action.",
    remedy="Add the action, or move the KPIs to the section whose actions they measure.",
)
def kpi_with_no_action(subject: Subject) -> Iterator[Hit]:
    acting = {action.section for action in subject.actions}
    idle: dict[str, list[str]] = {}
    for name, kpi in subject.kpis:
        if kpi.section not in acting:
            idle.setdefault(kpi.section, []).append(name)
    if not acting and subject.kpis:
        idle = {}
        yield Hit(
            f"As read here, the plan has {counted(len(subject.kpis), 'KPI')} and no action.",
            about=tuple(name for name, _ in subject.kpis),
            where=tuple(kpi.where for _, kpi in subject.kpis),
        )
    for section, names in idle.items():
        yield Hit(
            f"Section {section} has {counted(len(names), 'KPI')} and no action: {listed(names)}.",
            about=tuple(names),
            where=tuple(kpi.where for name, kpi in subject.kpis if name in names),
        )


@rule(
    code="no-status-column",
    title="No place in the plan for how things are going",
    severity="warning",
    why="A plan that lists promises and has no column for progress cannot be used to see which of them are kept.",
    example="Columns: ref, action, outcome, by when, owner.",
    remedy="Keep a status, its date and a sentence of evidence for each action, and an actual figure for each step.",
)
def no_status_column(subject: Subject) -> Iterator[Hit]:
    tables = [header for header in subject.headers if header.kind == "actions"]
    if not tables or any(_PROGRESS.search(header.text) for header in subject.headers):
        return
    number = len(subject.headers)
    which = f"None of the {number} tables of actions or KPIs has a" if number > 1 else "The one table has no"
    yield Hit(
        f"{which} column for status, progress or actual figures.",
        quote=tables[0].text,
        where=tuple(header.where for header in subject.headers),
    )
