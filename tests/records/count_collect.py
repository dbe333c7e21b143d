"""Count a COLLECT export by DfE's definitions, and set the counts beside the figures that DfE published.

    python tests/records/count_collect.py FOLDER_OF_DEMO_DATA E10000008

Nothing of sendplan is used here: `csv` and dates, and the definitions as they stand in the return's guide and DfE's
data guidance. Where DfE does not say how it counts, the rule is one of `docs/explanation/made-up-area.md`.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import sys
from collections import Counter, defaultdict
from pathlib import Path

PUBLISHED = Path(__file__).resolve().parents[2] / "src/sendplan/records/reference/published"
SURVEY = {2023: dt.date(2023, 1, 19), 2024: dt.date(2024, 1, 18), 2025: dt.date(2025, 1, 16)}
ETHNICITY = {
    "WBRI": "White - White British",
    "WIRI": "White - Irish",
    "WIRT": "White - Traveller of Irish heritage",
    "WROM": "White - Gypsy/Roma",
    "WOTH": "White - Any other White background",
    "MWBC": "Mixed - White and Black Caribbean",
    "MWBA": "Mixed - White and Black African",
    "MWAS": "Mixed - White and Asian",
    "MOTH": "Mixed - Any other Mixed background",
    "AIND": "Asian - Indian",
    "APKN": "Asian - Pakistani",
    "ABAN": "Asian - Bangladeshi",
    "AOTH": "Asian - Any other Asian background",
    "CHNE": "Asian - Chinese",
    "BCRB": "Black - Black Caribbean",
    "BAFR": "Black - Black African",
    "BOTH": "Black - Any other Black background",
    "OOTH": "Any other ethnic group",
    "NOBT": "Unclassified",
}
NEED = {
    n: f"number_{n.lower()}"
    for n in ("ASD", "HI", "MLD", "MSI", "OTH", "PD", "PMLD", "SEMH", "SLCN", "SLD", "SPLD", "VI")
}
NEED["DS"] = "number_oth"
REASON = dict(
    zip(
        "123456789",
        ("max_age", "needs_met", "he", "employ", "transfer", "no_engage", "moved_outside_eng", "deceased", "other"),
        strict=True,
    )
)
SETTING = {
    "OLA": "other_arrangements_la",
    "OPA": "other_arrangements_parents",
    "EHE": "elective_home_education",
    "EYP": "nm_early_years",
    "OTH": "other_placement_settings",
    "NEET": "neet",
    "NIEC": "neet_ntci",
}

Key = tuple[str, str, str, str]
Line = dict[str, str]


def day(text: str) -> dt.date | None:
    """A day as COLLECT writes it: 2022-Sep-28 00:00:00."""
    return dt.datetime.strptime(text, "%Y-%b-%d %H:%M:%S").date() if text else None  # noqa: DTZ007 - no time in it


class Export:
    """The nine files of one return, each record with its parent."""

    def __init__(self, folder: Path) -> None:
        self.rows: dict[str, list[Line]] = {}
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as stream:
                self.rows[path.stem.rsplit("_", 1)[1]] = list(csv.DictReader(stream))

    def under(self, child: str, parent: str) -> dict[str, list[Line]]:
        """The records of `child` by the id of the `parent` they hang off."""
        found: dict[str, list[Line]] = defaultdict(list)
        for row in self.rows[child]:
            found[row[f"{parent}tableid"]].append(row)
        return found


class Tally:
    """Counts by file, topic, breakdown and column."""

    def __init__(self) -> None:
        self.of: Counter[Key] = Counter()

    def add(self, file: str, column: str, person: Line, on: dt.date | None = None) -> None:
        """One more, of this child; `on` is the day that DfE takes the age."""
        sex = person.get("sex") or {"1": "M", "2": "F"}.get(person.get("gendercurrent", ""), "")
        self.of[file, "All", "", column] += 1
        self.of[file, "Sex", {"M": "male", "F": "female"}.get(sex, "unknown"), column] += 1
        self.of[file, "Ethnicity", ETHNICITY.get(person["ethnicity"], "?").lower(), column] += 1
        if on is not None:
            born = day(person["personbirthdate"])
            assert born is not None
            age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
            self.of[file, "Age", str(age), column] += 1


def count(folder: Path, establishments: Path, year: int) -> Counter[Key]:
    """The counts of the return of census `year`."""
    export, tally = Export(folder), Tally()
    with establishments.open(encoding="utf-8", newline="") as stream:
        places = list(csv.DictReader(stream))
    types = {place["urn"]: place["type"] for place in places if place["urn"]}
    types |= {place["ukprn"]: place["type"] for place in places}
    persons = {row["persontableid"]: row for row in export.rows["person"]}
    assessments = export.under("assessment", "requests")
    plans = export.under("namedplan", "assessment")
    actives = export.under("activeplans", "requests")
    placements = export.under("placementdetail", "activeplans")
    needs = export.under("senneed", "activeplans")
    for request in export.rows["requests"]:
        person = persons[request["persontableid"]]
        assessment = next(iter(assessments[request["requeststableid"]]), None)
        plan = next(iter(plans[assessment["assessmenttableid"]]), None) if assessment else None
        active = next(iter(actives[request["requeststableid"]]), None)
        _request(tally, request, person, year)
        if assessment:
            _assessment(tally, request, assessment, person, year)
        if plan:
            attended = placements[active["activeplanstableid"]] if active else []
            need = needs[active["activeplanstableid"]] if active else []
            _plan(tally, plan, active, attended, need, person, types, year)
    return tally.of


def _request(tally: Tally, request: Line, person: Line, year: int) -> None:
    received, decided = day(request["receiveddate"]), day(request["requestoutcomedate"])
    outcome = request["requestoutcome"]
    if decided and received and decided.year == year - 1 and outcome in "YN":
        days = (decided - received).days
        tally.add("requests", f"request_outcome_{'six_weeks' if days <= 42 else 'over_6_weeks'}", person, received)
    if not received or received.year != year - 1 or outcome == "H":
        return
    tally.add("requests", "requests_received_in_year", person, received)
    column = {
        "Y": "requests_decided_to_assess",
        "N": "requests_decided_not_to_assess",
        "A": "requests_decision_not_made",
        "W": "requests_withdrawn",
    }[outcome]
    tally.add("requests", column, person, received)
    if request["rya"] == "1":
        tally.add("requests", "requests_rya", person, received)
    mediation, tribunal = request["requestmediation"] == "1", request["requesttribunal"] == "1"
    if mediation:
        tally.add("requests", "mediation_related_request", person, received)
    if tribunal:
        tally.add("requests", "tribunal_related_request", person, received)
    if mediation and tribunal:
        tally.add("requests", "tribunal_after_mediation_request", person, received)


def _assessment(tally: Tally, request: Line, assessment: Line, person: Line, year: int) -> None:
    received, ended = day(request["receiveddate"]), day(assessment["assessmentoutcomedate"])
    outcome = assessment["assessmentoutcome"]
    if outcome == "H" or (outcome in "YN" and (not ended or ended.year != year - 1)):
        return
    column = {"Y": "assess_issued", "N": "assess_not_issued", "A": "assess_not_made", "W": "assess_withdrawn"}[outcome]
    tally.add("assessments", "assess_in_year", person, received)
    tally.add("assessments", column, person, received)
    if outcome == "N" and received and ended:
        band = "within" if (ended - received).days <= 112 else "over"
        tally.add("assessments", f"outcome_decision_{band}_time", person, received)
    for first, second, one, two, both in (
        (
            "assessmentmediation",
            "assessmenttribunal",
            "number_assess_mediation",
            "number_assess_tribunal",
            "number_asssess_mediation_tribunal",
        ),
        (
            "othermediation",
            "othertribunal",
            "number_other_mediation",
            "number_other_tribunal",
            "number_other_mediation_tribunal",
        ),
    ):
        if assessment[first] == "1":
            tally.add("assessments", one, person, received)
        if assessment[second] == "1":
            tally.add("assessments", two, person, received)
        if assessment[first] == assessment[second] == "1":
            tally.add("assessments", both, person, received)
    _timely(tally, request, assessment, person)


def _timely(tally: Tally, request: Line, assessment: Line, person: Line) -> None:
    received, ended = day(request["receiveddate"]), day(assessment["assessmentoutcomedate"])
    disputed = "1" in (request["requestmediation"], request["requesttribunal"])
    if assessment["assessmentoutcome"] != "Y" or not received or not ended or disputed:
        return
    days = (ended - received).days
    for end, counted in (("", True), ("_ex", assessment["week20"] != "1")):
        if not counted:
            continue
        tally.add("timeliness_20_week", f"plans_issued_den{end}", person, received)
        within = "plans_issued_20_weeks_ex" if end else "plans_issued_within_20_weeks"
        if days <= 140:
            tally.add("timeliness_20_week", within, person, received)
        elif days < 364:
            tally.add("timeliness_20_week", f"plans_issued_gt20weeks_ltYear{end}", person, received)
        elif days > 364:
            tally.add("timeliness_20_week", f"plans_issued_gt_1_year{end}", person, received)


def _plan(
    tally: Tally,
    plan: Line,
    active: Line | None,
    attended: list[Line],
    needs: list[Line],
    person: Line,
    types: dict[str, str],
    year: int,
) -> None:
    survey = SURVEY[year]
    started, ceased = day(plan["startdate"]), day(plan["ceasedate"])
    assert started is not None
    need = next((NEED[n["sentype"]] for n in needs if n["sentyperank"] == "1"), "number_need_unknown")
    if started.year == year - 1 and not (active and active["transferla"]):
        tally.add("newplans", "new_ehc_plans", person, started)
        tally.add("newplans", _setting(attended, started, types), person, started)
        tally.add("sen_need_newplans", "ehc_plans", person)
        tally.add("sen_need_newplans", need, person)
    if ceased and ceased.year == year - 1:
        tally.add("ceased_plans", "total_ceased", person, ceased)
        tally.add("ceased_plans", REASON.get(plan["ceasereason"], "not_rec"), person, ceased)
    if not active or started > survey or (ceased and ceased <= survey):
        return
    tally.add("caseload", "ehcplans", person, survey)
    tally.add("caseload", _setting(attended, survey, types), person, survey)
    tally.add("sen_needs_all_plans", "ehc_plans", person, survey)
    tally.add("sen_needs_all_plans", need, person, survey)
    for code, column in (("A", "Res_3851"), ("B", "Res_52")):
        if plan["planres"] == code:
            tally.add("residential_settings", column, person, survey)
            tally.add("residential_settings", "Res_tot", person, survey)
    for code, column in (("S", "open_supp_intern"), ("A", "open_apprentice"), ("T", "open_trainee")):
        if plan["planwbp"] == code:
            tally.add("work_based_placements", column, person, survey)
            tally.add("work_based_placements", "open_wbp", person, survey)
    if plan["pb"] == "1":
        tally.add("personal_budgets", "personal_budget", person, survey)
    if plan["oa"] == "1":
        tally.add("personal_budgets", "org_arrangments", person, survey)
    direct = {"E": "pb_education", "H": "pb_health", "S": "pb_social", "I": "pb_integrated"}.get(plan["dp"])
    if direct:
        tally.add("personal_budgets", direct, person, survey)
    if year >= 2024:
        _review(tally, active, person, started, year)


def _review(tally: Tally, active: Line, person: Line, started: dt.date, year: int) -> None:
    survey, file = SURVEY[year], "annual_reviews"

    def add(column: str) -> None:
        tally.add(file, column, person, survey)

    add("total_ehc_plans")
    if started >= dt.date(year - 1, 1, 1):
        add("review_not_expected")
        return
    add("review_expected")
    meeting, decided = day(active["reviewmeeting"]), day(active["lastreview"])
    if not meeting:
        add("no_review_meeting")
        return
    add("total_review_meeting")
    add({year: "review_meeting_25", year - 1: "review_meeting_24"}.get(meeting.year, "review_meeting_prior_24"))
    made = decided is not None and decided <= survey
    if made and decided:
        add({year: "review_decision25", year - 1: "review_decision24"}.get(decided.year, "review_decision_prior24"))
    if meeting >= survey - dt.timedelta(28):
        add("review_decision_not_due")
    elif not made:
        add("review_decision_outstanding")
    add({"A": "outcome_amend", "C": "outcome_cease", "M": "outcome_maintan"}.get(active["reviewoutcome"], "no_outcome"))
    if decided:
        add("number_decsion_4weeks" if (decided - meeting).days <= 28 else "number_decision_gt_4weeks")


def _setting(attended: list[Line], on: dt.date, types: dict[str, str]) -> str:
    """DfE's column of the main placement on a day."""
    for place in attended:
        entered, left = day(place["entrydate"]), day(place["leavingdate"])
        if place["placementrank"] != "1" or not entered or entered > on or (left and left < on):
            continue
        if place["urn"] or place["ukprn"]:
            kind = types[place["urn"] or place["ukprn"]]
            if place["senunitindicator"] == "1":
                kind += "_senunit"
            return kind + "_resourced_provision" if place["resourcedprovisionindicator"] == "1" else kind
        if place["sensetting"] == "NIEO":
            of_age = place["sensettingother"] == "Of compulsory school age"
            return "neet_other_csa" if of_age else "neet_other"
        return SETTING[place["sensetting"]]
    return "placement_unknown"


SUMS = ("mainstream_total", "special_total", "ap_pru_total", "fe_total", "ed_elsewhere")
AGES = {"under 3": (0, 2), "age 15 and under": (0, 15), "age 25 or over": (25, 99)}


def published(code: str, year: int) -> dict[Key, int]:
    """DfE's figures of the authority and of the return of `year`; sums of other columns are left out."""
    flow, stock = str(year - 1), f"{year - 1}{year % 100}"
    found: dict[Key, int] = {}
    for path in sorted(PUBLISHED.glob("*.csv.gz")):
        file = path.name.removesuffix(".csv.gz")
        if file == "officers":
            continue
        period = {"annual_reviews": "2024", "sen_need_newplans": "202425"}.get(file, flow)
        if file in (
            "caseload",
            "sen_needs_all_plans",
            "personal_budgets",
            "residential_settings",
            "work_based_placements",
        ):
            period = stock
        if file in ("annual_reviews", "sen_need_newplans") and year != 2025:
            continue
        for row in csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())):
            if row["new_la_code"] != code or row["time_period"] != period:
                continue
            topic = row["breakdown_topic"]
            topic = "All" if topic.startswith("All") or topic == "New EHC plans" else topic
            if topic in ("Child or young persons age", "Young persons age", "Age when plan started", "Age plan ceased"):
                # What DfE means by the age of a new plan in this one file is not known: it does not tie to newplans.
                # The caseload's second breakdown of age, at the start of the plan, is not made either.
                if file == "sen_need_newplans" or (file == "caseload" and topic == "Age when plan started"):
                    continue
                topic = "Age"
            if topic not in ("All", "Sex", "Ethnicity", "Age"):
                continue
            breakdown = "" if topic == "All" else row["breakdown"].lower()
            for column, text in list(row.items())[4:]:
                if text.isdigit() and column not in SUMS:
                    found[file, topic, breakdown, column] = int(text)
    return found


def compare(folder: Path, code: str, year: int) -> tuple[int, list[tuple[Key, int, int]]]:
    """How many published figures there are, and those that the counts do not give: key, counted, published."""
    counted = count(folder / f"collect-{year}", folder / "establishments.csv", year)
    wanted = published(code, year)
    wrong = []
    for key, figure in wanted.items():
        file, topic, breakdown, column = key
        if topic == "Age":
            low, high = _bounds(breakdown)
            got = sum(counted[file, "Age", str(age), column] for age in range(low, high + 1))
        else:
            got = counted[key]
        if got != figure:
            wrong.append((key, got, figure))
    return len(wanted), wrong


def _bounds(breakdown: str) -> tuple[int, int]:
    if breakdown in AGES:
        return AGES[breakdown]
    words = breakdown.replace("aged ", "").replace("age ", "").split()
    if words == ["unknown"]:
        return 98, 97
    age = int(words[0])
    return (0, age) if "under" in words else (age, 99) if "over" in words else (age, age)


if __name__ == "__main__":
    where, area = Path(sys.argv[1]), sys.argv[2]
    for of in SURVEY:
        if (where / f"collect-{of}").is_dir():
            many, off = compare(where, area, of)
            by_topic = Counter(key[1] for key, _, _ in off)
            sys.stdout.write(f"{of}: {many} figures, {len(off)} not met {dict(by_topic)}\n")
            for key, got, figure in off:
                if key[1] == "All":
                    sys.stdout.write(f"  {key}: counted {got}, published {figure}\n")
