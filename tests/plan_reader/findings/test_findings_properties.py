"""Whatever a draft holds, the rules answer, answer alike, and do not care in which order its parts stand."""

from __future__ import annotations

import datetime as dt
import time
import types
import typing
from decimal import Decimal
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendplan.plan_reader.draft import Draft, Finding, from_json, to_json
from sendplan.plan_reader.findings import find, rules
from tests.plan_reader.findings import made_up_plan as p
from tests.plan_reader.findings.figure_pairs import FIGURES
from tests.plan_reader.findings.promise_pairs import PROMISES
from tests.plan_reader.findings.word_pairs import WORDS

# Words that wake the rules, so that arbitrary drafts reach further than their first lines.
PHRASES = (
    "Number of", "Percentage of", "parents", "young people", "rate", "will be seen", "10% reduction", "TBC", "40%",
    "Reduction in", "Interim", "Head of", "Forum", "Chair of", "CCG", "Children and young.", "0-25", "0 – 25", "A1",
    "neuro-diversity", "Neurodiversity", "no quality no owner", "is a good thing.", "1 in 4", "inspection", "Listen",
    "as poor", "all partner’s", "the diagram below", "Setting’s,", "& and", "mean", "Strengthening", "Baseline Date",
    "KPI Baseline Milestone", "Ref Action Outcome By when", "•", "\u00a0", "–", "established", "June 2025", "",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PHRASES), max_size=6).map(" ".join),
    st.text(max_size=25),
    st.sampled_from(["A", "B", "A1", "A2", "percent", "count", "owners", "steps"]),
)
DECIMALS = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from([Decimal(0), Decimal(16), Decimal(-10), Decimal("1E+400"), Decimal("1E-400"), Decimal("sNaN")]),
)


def strategy(hint: Any, *, finite: bool) -> st.SearchStrategy[Any]:
    """Any value of a draft's type: built from the type itself, so that a new field is covered when it appears."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        fields = typing.get_type_hints(hint)
        return st.builds(hint, **{name: strategy(of, finite=finite) for name, of in fields.items()})
    if origin is Literal:
        return st.sampled_from(args)
    if origin in {typing.Union, types.UnionType}:
        return st.one_of(*(strategy(arg, finite=finite) for arg in args))
    if origin is tuple:
        return st.lists(strategy(args[0], finite=finite), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(TEXTS, TEXTS, max_size=2)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        type(None): st.none(),
        str: TEXTS,
        int: st.integers(-5, 2000),
        Decimal: st.decimals(-1000, 1000, places=2) if finite else DECIMALS,
        dt.date: st.dates(),
    }
    return simple[hint]


DRAFTS = strategy(Draft, finite=False)
FINITE = strategy(Draft, finite=True)
DOCUMENTS = st.one_of(
    st.none(),
    st.lists(TEXTS, max_size=8).map(lambda texts: p.lines(*texts)),
    st.lists(st.lists(TEXTS, max_size=4), max_size=3).map(lambda rows: p.tables(*rows)),
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PAIRS = [pair.faulty for pair in (*FIGURES, *PROMISES, *WORDS)]


@FEW
@given(DRAFTS, DOCUMENTS)
def test_the_rules_never_raise_and_answer_alike_every_time(draft: Draft, document: Any) -> None:
    found = find(draft, document)
    assert found == find(draft, document)
    codes = {rule.code: rule.severity for rule in rules()}
    for finding in found:
        assert codes[finding.code] == finding.severity
        assert finding.sentence
        assert finding.remedy


@FEW
@given(FINITE)
def test_a_draft_that_went_through_json_has_the_same_findings(draft: Draft) -> None:
    assert find(from_json(to_json(draft))) == find(draft)


@FEW
@given(FINITE, st.randoms(use_true_random=False))
def test_the_order_of_sections_and_actions_changes_only_the_order_of_findings(draft: Draft, random: Any) -> None:
    _same_in_any_order(draft, None, random)


@pytest.mark.parametrize("faulty", PAIRS, ids=range(len(PAIRS)))
@settings(max_examples=5, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_a_spoilt_plan_changes_only_the_order_of_findings(faulty: Any, random: Any) -> None:
    draft, document = faulty if isinstance(faulty, tuple) else (faulty, None)
    _same_in_any_order(draft, document, random)


def _same_in_any_order(draft: Draft, document: Any, random: Any) -> None:
    sections, actions = list(draft.sections), list(draft.actions)
    random.shuffle(sections)
    random.shuffle(actions)
    other = msgspec.structs.replace(draft, sections=tuple(sections), actions=tuple(actions))
    assert _as_a_set(find(other, document)) == _as_a_set(find(draft, document))


def _as_a_set(findings: tuple[Finding, ...]) -> list[bytes]:
    return sorted(msgspec.json.encode(finding) for finding in findings)


def test_a_very_large_plan_is_read_through_in_seconds() -> None:
    actions = [
        p.action(
            f"A{i}", f"Train team {i} to work in a well-being{i} way.", f"The council is a robust buyer {i}.", line=i
        )
        for i in range(2000)
    ]
    kpis = [p.kpi(f"Percentage of calls answered by team {i}", line=i, table=i % 50) for i in range(2000)]
    document = p.lines(*(f"A{i} Train team-{i} and multi-agency{i} work – Head of Early Years" for i in range(4000)))
    started = time.process_time()
    assert find(p.plan(actions=actions, kpis=kpis), document)
    assert time.process_time() - started < 20
