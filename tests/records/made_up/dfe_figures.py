"""DfE's figures by definition: which cases each published column counts, and in which rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from tests.records.made_up.dfe_labels import (
    ALONE,
    GROUPS,
    by_age,
    by_placement,
    by_years,
    ethnicity,
    sex,
    whole_years,
)
from tests.records.made_up.returned import (
    SCHOOL_AGE,
    Case,
    Label,
    Readings,
    Return,
    Test,
    assessed,
    attended,
    both,
    ceased,
    code,
    decided,
    flag,
    in_force,
    last_august,
    met,
    next_august,
    received,
    started,
    within,
    wrote,
)


@dataclass
class Topic:
    """The rows of one breakdown. Two readings or more mean that no definition is stated, except in the rows where all
    the readings agree when `where_equal` is set."""

    readings: dict[str, Label]
    where_equal: bool = False


@dataclass
class Figures:
    """One published file: which cases each column counts, in which rows. A single reading whose name begins with "?"
    rests on nothing stated either."""

    columns: dict[str, Readings]
    topics: dict[str, Topic]
    percent: dict[str, tuple[str, tuple[str, ...]]]


def one(test: Test) -> Readings:
    return {"": test}


def survey_day(ret: Return, case: Case) -> date | None:
    return ret.survey


def the_end(ret: Return, case: Case) -> date | None:
    """Survey day, or the last day of a plan that ended before it."""
    end = ceased(case)
    return end - timedelta(days=1) if end and end <= ret.survey else ret.survey


WHO = {"Sex": Topic({"": sex}), "Ethnicity": Topic({"": ethnicity})}
AGE = "Child or young persons age"
AT_RECEIPT = by_age(lambda _, case: received(case))
AT_START = by_age(lambda _, case: started(case))
# Nothing states the day. DfE's files have 110 plans in colleges at 15 and 16,240 at 16, as on 31 August they would.
NOW = Topic({"on survey day": by_age(survey_day), "on 31 August": by_age(lambda ret, _: last_august(ret.survey))})
STARTED = Topic({
    "on the day the plan started": AT_START,
    "on the next 31 August": by_age(lambda _, case: next_august(started(case))),
    "on 31 December": by_age(lambda _, case: (start := started(case)) and start.replace(month=12, day=31)),
})  # fmt: skip
# Plans "in place before 1 January" are those of two years and more, so the years are those of the calendar.
YEARS = Topic({"calendar years": by_years(lambda ret, case: ret.survey.year - (started(case) or ret.survey).year)})
# DfE's needs file counts one year fewer: its "Less than a year" is the caseload's with its "1".
YEARS_FEWER = Topic({"": by_years(lambda ret, case: ret.flow - (started(case) or ret.survey).year)})


def placed(*days: Callable[[Return, Case], date | None]) -> Topic:
    found: dict[str, Label] = {}
    for when in days:
        at = "" if len(days) == 1 else next(words for words, each in START_DAY.items() if each is when) + "; "
        found |= {at + name: by_placement(when, test) for name, test in SCHOOL_AGE.items()}
    return Topic(found, where_equal=len(days) == 1)


def issued(ret: Return, case: Case) -> bool:
    when = assessed(case)
    return case.assessment.get("assessmentoutcome") == "Y" and when is not None and when.year == ret.flow


def refused_plan(ret: Return, case: Case) -> bool:
    when = assessed(case)
    return case.assessment.get("assessmentoutcome") == "N" and when is not None and when.year == ret.flow


def received_in_year(ret: Return, case: Case) -> bool:
    when = received(case)
    return when is not None and when.year == ret.flow


def decided_in_year(ret: Return, case: Case) -> bool:
    when = decided(case)
    return case.request["requestoutcome"] in ("Y", "N") and when is not None and when.year == ret.flow


def anything(ret: Return, case: Case) -> bool:
    return True


def clock(ret: Return, case: Case) -> bool:
    return issued(ret, case) and received(case) is not None


def overturned(ret: Return, case: Case) -> bool:
    """A mediation or an appeal about the request: a decision that was changed, so that the clock says nothing."""
    return case.request["requestmediation"] == "1" or case.request["requesttribunal"] == "1"


def appealed(ret: Return, case: Case) -> bool:
    about_the_plan = [case.assessment.get(name) == "1" for name in ("assessmentmediation", "assessmenttribunal")]
    return overturned(ret, case) or any(about_the_plan)


def new(ret: Return, case: Case) -> bool:
    when = started(case)
    return when is not None and when.year == ret.flow


def came_in(ret: Return, case: Case) -> bool:
    return bool(case.active.get("transferla"))


NEW: Readings = {"not moved in": lambda ret, case: new(ret, case) and not came_in(ret, case), "all": new}
START_DAY = {"on survey day or at the end": the_end, "on the day the plan started": lambda _, case: started(case)}


def at_setting(base: Test, when: Callable[[Return, Case], date | None], columns: tuple[str, ...]) -> Test:
    return lambda ret, case: base(ret, case) and attended(ret, case, when(ret, case)) in columns


def negated(test: Test) -> Test:
    return lambda ret, case: not test(ret, case)


def placements(base: Readings, days: dict[str, Callable[[Return, Case], date | None]]) -> dict[str, Readings]:
    def at(*columns: str) -> Readings:
        return {
            "; ".join(filter(None, (name, words))): at_setting(test, when, columns)
            for name, test in base.items()
            for words, when in days.items()
        }

    found = {group: at(*columns) for group, columns in GROUPS.items()}
    found |= {column: at(column) for column in [*chain.from_iterable(GROUPS.values()), *ALONE]}
    found |= {"neet_other_csa": {}, "neet_other": {}}
    for name, test in found.pop("neet_other_any").items():
        for split, young in SCHOOL_AGE.items():
            words = f"{name}; {split}" if name else split
            found["neet_other_csa"][words] = both(test, young)
            found["neet_other"][words] = both(test, negated(young))
    return found


def primary(case: Case) -> str:
    first = [row["sentype"].lower() for row in case.needs if row["sentyperank"] == "1"]
    return {"ds": "oth"}.get(first[0], first[0]) if first else "need_unknown"


NEEDS = ["asd", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi", "need_unknown"]


def needing(base: Test, need: str) -> Test:
    return lambda ret, case: base(ret, case) and primary(case) == need


def needs(base: Readings) -> dict[str, Readings]:
    found = {f"number_{need}": {name: needing(test, need) for name, test in base.items()} for need in NEEDS}
    return {"ehc_plans": base} | found


def need_percent() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {f"{need.removeprefix('need_')}_pc": (f"number_{need}", ("ehc_plans",)) for need in NEEDS}


def placement_percent(whole: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {f"{name}_pc": (name, (whole,)) for name in [*GROUPS, *ALONE]}


def taking(end: Callable[[Case], date | None], top: int, above: int) -> Test:
    return lambda _, case: within(case, end(case), top, above)


def flagged(table: str, names: tuple[str, ...], cohorts: Readings) -> Readings:
    return {words: both(cohort, *(flag(table, name) for name in names)) for words, cohort in cohorts.items()}


def requests() -> Figures:
    six = {"request_outcome_six_weeks": (42, -1), "request_outcome_over_6_weeks": (99999, 42)}
    outcomes = {"requests_decided_to_assess": "Y", "requests_decided_not_to_assess": "N"}
    outcomes |= {"requests_decision_not_made": "A", "requests_withdrawn": "W"}
    cohorts: Readings = {"received in the year": received_in_year, "decided in the year": decided_in_year,
                         "every request returned": anything}  # fmt: skip
    whole = "requests_received_in_year"
    return Figures(
        {whole: one(received_in_year), "requests_rya": one(both(received_in_year, flag("request", "rya")))}
        | {name: one(both(received_in_year, code("request", "requestoutcome", mark)))
           for name, mark in outcomes.items()}
        | {name: one(both(decided_in_year, taking(decided, *days))) for name, days in six.items()}
        | {"mediation_related_request": flagged("request", ("requestmediation",), cohorts),
           "tribunal_related_request": flagged("request", ("requesttribunal",), cohorts),
           "tribunal_after_mediation_request": flagged("request", ("requestmediation", "requesttribunal"), cohorts)},
        WHO | {AGE: Topic({"": AT_RECEIPT})},
        {"request_assess_pc": ("requests_decided_to_assess", (whole,)),
         "request_not_assess_pc": ("requests_decided_not_to_assess", (whole,)),
         "request_outstanding_pc": ("requests_decision_not_made", (whole,)),
         "request_withdrawn_pc": ("requests_withdrawn", (whole,))}
        | {f"{name}_pc": (name, tuple(six)) for name in six},
    )  # fmt: skip


def assessments() -> Figures:
    ends: dict[str, Test] = {
        "assess_issued": issued, "assess_not_issued": refused_plan,
        "assess_not_made": code("assessment", "assessmentoutcome", "A"),
        "assess_withdrawn": code("assessment", "assessmentoutcome", "W"),
    }  # fmt: skip

    def in_year(ret: Return, case: Case) -> bool:
        return any(test(ret, case) for test in ends.values())

    sixteen = {"outcome_decision_within_time": (112, -1), "outcome_decision_over_time": (99999, 112)}
    cohorts: Readings = {"assessed in the year": in_year, "every assessment returned": anything}
    pairs = {"number_assess_mediation": ("assessmentmediation",), "number_assess_tribunal": ("assessmenttribunal",),
             "number_asssess_mediation_tribunal": ("assessmentmediation", "assessmenttribunal"),
             "number_other_mediation": ("othermediation",), "number_other_tribunal": ("othertribunal",),
             "number_other_mediation_tribunal": ("othermediation", "othertribunal")}  # fmt: skip
    return Figures(
        {"assess_in_year": one(in_year)} | {name: one(test) for name, test in ends.items()}
        | {name: one(both(refused_plan, taking(assessed, *days))) for name, days in sixteen.items()}
        | {name: flagged("assessment", names, cohorts) for name, names in pairs.items()},
        WHO | {AGE: Topic({"": AT_RECEIPT})},
        {f"{name}_pc": (name, ("assess_in_year",)) for name in ends}
        | {f"{name}_pc": (name, tuple(sixteen)) for name in sixteen},
    )  # fmt: skip


def timeliness() -> Figures:
    cohorts: Readings = {
        "issued, with a date of receipt": clock,
        "and no mediation or appeal about the request": both(clock, negated(overturned)),
        "and none about the assessment": both(clock, negated(appealed)),
        "and not moved in": both(clock, negated(appealed), negated(came_in)),
    }
    bands = {"plans_issued_den": (99999, -1), "plans_issued_within_20_weeks": (140, -1),
             "plans_issued_gt20weeks_ltYear": (364, 140), "plans_issued_gt_1_year": (99999, 364)}  # fmt: skip
    columns: dict[str, Readings] = {}
    for name, days in bands.items():
        columns[name] = {words: both(test, taking(assessed, *days)) for words, test in cohorts.items()}
        excluded = "plans_issued_20_weeks_ex" if "within" in name else f"{name}_ex"
        kept = negated(flag("assessment", "week20"))
        columns[excluded] = {words: both(test, kept) for words, test in columns[name].items()}
    percent: dict[str, tuple[str, tuple[str, ...]]] = {
        f"pc_{name}": (name, ("plans_issued_den",)) for name in list(bands)[1:]
    }
    percent |= {f"PC_{name}": (name, ("plans_issued_den_ex",)) for name in columns if name[-3:] == "_ex"}
    ages = {"at receipt": AT_RECEIPT, "at issue": by_age(lambda _, case: assessed(case)),
            "on survey day": by_age(survey_day)}  # fmt: skip
    return Figures(columns, WHO | {AGE: Topic(ages)}, percent)


def new_plans() -> Figures:
    topics = WHO | {"Age when plan started": STARTED}
    return Figures({"new_ehc_plans": NEW} | placements(NEW, START_DAY), topics, placement_percent("new_ehc_plans"))


def new_needs() -> Figures:
    topics = WHO | {"Age when plan started": STARTED, "Type of placement": placed(*START_DAY.values())}
    return Figures(needs(NEW), topics, need_percent())


def caseload() -> Figures:
    topics = WHO | {AGE: NOW, "Age when plan started": STARTED, "Years EHC plan in place": YEARS}
    here = one(in_force)
    return Figures({"ehcplans": here} | placements(here, {"": survey_day}), topics, placement_percent("ehcplans"))


def all_needs() -> Figures:
    topics = WHO | {AGE: NOW, "Years EHC plan in place": YEARS_FEWER, "Type of placement": placed(survey_day)}
    return Figures(needs(one(in_force)), topics, need_percent())


def ceased_plans() -> Figures:
    def over(ret: Return, case: Case) -> bool:
        when = ceased(case)
        return when is not None and when.year == ret.flow

    names = ["max_age", "needs_met", "he", "employ", "transfer", "no_engage", "moved_outside_eng", "deceased", "other"]
    reasons = {name: str(number) for number, name in enumerate(names, start=1)} | {"not_rec": ""}
    years = {"whole years": by_years(lambda _, case: whole_years(started(case), ceased(case))),
             "calendar years": by_years(lambda ret, case: ret.flow - (started(case) or ret.survey).year)}  # fmt: skip
    return Figures(
        {"total_ceased": one(over)}
        | {name: one(both(over, code("plan", "ceasereason", mark))) for name, mark in reasons.items()},
        WHO | {"Age plan ceased": Topic({"": by_age(lambda _, case: ceased(case))}), "Years plan held": Topic(years),
               "Type of placement": placed(the_end)}, {},
    )  # fmt: skip


def annual_reviews() -> Figures:
    def expected(ret: Return, case: Case) -> bool:
        start = started(case)
        return in_force(ret, case) and start is not None and start < date(ret.flow, 1, 1)

    def when(of: Callable[[Case], date | None], *years: int) -> Readings:
        """Years from the survey's, the last of them open to the past."""

        def test(ret: Return, case: Case) -> bool:
            then = of(case)
            if not (expected(ret, case) and met(case) and then):
                return False
            behind = ret.survey.year - then.year
            return behind in years or (max(years) == 2 and behind > 2)

        return one(test)

    def outcome(*codes: str) -> Readings:
        return one(lambda ret, case: expected(ret, case) and bool(met(case)) and case.active["reviewoutcome"] in codes)

    def answered(low: int, top: int) -> Readings:
        def test(ret: Return, case: Case) -> bool:
            start, end = met(case), wrote(case)
            return expected(ret, case) and bool(start and end and low <= (end - start).days <= top)

        return one(test)

    def due(ret: Return, case: Case, decided_too: bool, late: bool) -> bool:
        start = met(case)
        if not (expected(ret, case) and start) or (wrote(case) and not decided_too):
            return False
        return (start + timedelta(days=28) < ret.survey) == late

    decided_over = "number_decision_gt_4weeks"
    return Figures(
        {"total_ehc_plans": one(in_force), "review_expected": one(expected),
         "review_not_expected": one(lambda ret, case: in_force(ret, case) and not expected(ret, case)),
         "review_meeting_25": when(met, 0), "review_meeting_24": when(met, 1), "review_meeting_prior_24": when(met, 2),
         "total_review_meeting": when(met, 0, 1, 2),
         "no_review_meeting": one(lambda ret, case: expected(ret, case) and not met(case)),
         "review_decision25": when(wrote, 0), "review_decision24": when(wrote, 1),
         "review_decision_prior24": when(wrote, 2),
         "review_decision_not_due": {
             "undecided, met within 4 weeks": lambda ret, case: due(ret, case, False, False),
             "met within 4 weeks, decided or not": lambda ret, case: due(ret, case, True, False)},
         "review_decision_outstanding": {
             "undecided, met over 4 weeks ago": lambda ret, case: due(ret, case, False, True),
             "undecided": lambda ret, case: expected(ret, case) and bool(met(case)) and not wrote(case)},
         "outcome_amend": outcome("A"), "outcome_cease": outcome("C"), "outcome_maintan": outcome("M"),
         "no_outcome": outcome(""), "number_decsion_4weeks": answered(0, 28), decided_over: answered(29, 99999)},
        WHO | {AGE: NOW, "Years EHC plan in place": YEARS, "Type of placement": placed(survey_day)},
        {"pc_decsion_4weeks": ("number_decsion_4weeks", ("number_decsion_4weeks", decided_over)),
         "pc_decision_gt_4weeks": (decided_over, ("number_decsion_4weeks", decided_over))},
    )  # fmt: skip


def held(*tests: Test) -> Test:
    return both(in_force, *tests)


def personal_budgets() -> Figures:
    letters = {"pb_health": "H", "pb_education": "E", "pb_social": "S", "pb_integrated": "I"}
    return Figures(
        {"personal_budget": one(held(flag("plan", "pb"))), "org_arrangments": one(held(flag("plan", "oa")))}
        | {name: {"?the first letter": held(code("plan", "dp", mark))}
           for name, mark in letters.items()},
        WHO | {AGE: NOW, "Type of placement": placed(survey_day)}, {},
    )  # fmt: skip


def where_attended(name: str, *codes: str) -> Test:
    """Res and WBP are the placement's from 2024, the active plan's in 2023."""

    def test(ret: Return, case: Case) -> bool:
        given = {row.get(name, "") for row in case.placements} | {case.active.get(name, "")}
        return in_force(ret, case) and any(value in codes if codes else value for value in given)

    return test


def residential() -> Figures:
    columns = {"Res_3851": one(where_attended("res", "A")), "Res_52": one(where_attended("res", "B"))}
    columns["Res_tot"] = one(where_attended("res"))
    return Figures(columns, WHO | {AGE: NOW, "Type of placement": placed(survey_day)}, {})


def work_based() -> Figures:
    letters = {"open_supp_intern": "S", "open_apprentice": "A", "open_trainee": "T"}
    columns = {name: {"?the first letter": where_attended("wbp", mark)}
               for name, mark in letters.items()} | {"open_wbp": one(where_attended("wbp"))}  # fmt: skip
    return Figures(columns, WHO | {"Young persons age": NOW, "Type of placement": placed(survey_day)}, {})


FILES = {
    "requests": requests, "assessments": assessments, "timeliness_20_week": timeliness, "newplans": new_plans,
    "sen_need_newplans": new_needs, "caseload": caseload, "sen_needs_all_plans": all_needs,
    "ceased_plans": ceased_plans, "annual_reviews": annual_reviews, "personal_budgets": personal_budgets,
    "residential_settings": residential, "work_based_placements": work_based,
}  # fmt: skip
