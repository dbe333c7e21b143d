"""The rows of DfE's published breakdowns: which of them a case is in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.records.made_up.returned import Case, Label, Return, Test, age_on, attended

GROUPS = {
    "mainstream_total": [f"mainstream_{base}{part}" for base in ("la_maintained", "academy", "free_school")
                         for part in ("", "_resourced_provision", "_senunit")] + ["mainstream_independent"],
    "special_total": [f"special_{part}" for part in ("la_maintained", "academy_free", "independent", "non_maintained")],
    "ap_pru_total": [f"ap_pru_{part}" for part in ("academy", "free_school", "la_maintained")],
    "fe_total": ["general_fe_tertiary_colleges", "specialist_post_16_institutions", "ukrlp_provider"],
    "ed_elsewhere": ["elective_home_education", "other_arrangements_la", "other_arrangements_parents",
                     "online_provider", "w_settings", "other_schools", "other_placement_settings", "neet",
                     "neet_ntci", "neet_other_any"],
}  # fmt: skip
ALONE = ["nm_early_years", "placement_unknown"]
LABELS = {
    "special_academy_free": ("Special - academy/free school",),
    "special_total": ("Special - total",), "ap_pru_total": ("AP/PRU - total",), "fe_total": ("FE - total",),
    "mainstream_total": ("Mainstream - total",), "ed_elsewhere": ("Educated elsewhere - total",),
    "nm_early_years": ("Non-maintained early years",), "placement_unknown": ("Placement not recorded",),
    "ap_pru_academy": ("AP/PRU - academy",), "ap_pru_free_school": ("AP/PRU - free school",),
    "ap_pru_la_maintained": ("AP/PRU - LA maintained",), "ukrlp_provider": ("FE - UKRLP provider",),
    "general_fe_tertiary_colleges": ("FE - general FE and tertiary colleges",),
    "specialist_post_16_institutions": ("FE - specialist post-16 institutions",),
    "special_la_maintained": ("Special - LA maintained",), "special_independent": ("Special - independent",),
    "special_non_maintained": ("Special - non-maintained",), "mainstream_independent": ("Mainstream - independent",),
    "elective_home_education": ("Educated elsewhere - elective home education",),
    "other_arrangements_la": ("Educated elsewhere - other arrangements by LA",),
    "other_arrangements_parents": ("Educated elsewhere - other arrangements by parents",),
    "online_provider": ("Educated elsewhere - online provider",), "neet": ("Educated elsewhere - NEET",),
    "w_settings": ("Educated elsewhere - Welsh establishment",),
    "other_schools": ("Educated elsewhere - other schools and establishments",),
    "other_placement_settings": ("Educated elsewhere - other placement settings",),
    "neet_ntci": ("Educated elsewhere - not in education or training (notice to cease issued)",),
}  # fmt: skip
LABELS |= {
    f"mainstream_{base}{tail}": (f"Mainstream - {words}{more}",)
    for base, words in (("la_maintained", "LA maintained"), ("academy", "academy"), ("free_school", "free school"))
    for tail, more in (("", ""), ("_senunit", " (SEN unit)"), ("_resourced_provision", " (resourced provision)"))
}
OTHER_NEET = "Educated elsewhere - not in education or training (other)"
SCHOOL_NEET = "Educated elsewhere - not in education or training (compulsory school age)"
ETHNICITY = {
    "WBRI": "White - White British", "WIRI": "White - Irish", "WIRT": "White - Traveller of Irish heritage",
    "WROM": "White - Gypsy/Roma", "WOTH": "White - Any other White background",
    "MWBC": "Mixed - White and Black Caribbean", "MWBA": "Mixed - White and Black African",
    "MWAS": "Mixed - White and Asian", "MOTH": "Mixed - Any other Mixed background", "AIND": "Asian - Indian",
    "APKN": "Asian - Pakistani", "ABAN": "Asian - Bangladeshi", "AOTH": "Asian - Any other Asian background",
    "CHNE": "Asian - Chinese", "BCRB": "Black - Black Caribbean", "BAFR": "Black - Black African",
    "BOTH": "Black - Any other Black background", "OOTH": "Any other ethnic group",
    "REFU": "Unclassified", "NOBT": "Unclassified", "": "Unclassified",
}  # fmt: skip


def sex(_: Return, case: Case, labels: frozenset[str]) -> tuple[str, ...]:
    given = case.person.get("sex") or case.person.get("gendercurrent") or ""
    return ({"M": "Male", "1": "Male", "F": "Female", "2": "Female"}.get(given, "Unknown"),)


def ethnicity(_: Return, case: Case, labels: frozenset[str]) -> tuple[str, ...]:
    return (ETHNICITY.get(case.person["ethnicity"], f"no label for {case.person['ethnicity']}"),)


def by_age(when: Callable[[Return, Case], date | None]) -> Label:
    """The label among DfE's own that holds the age in completed years on a day."""

    def label(ret: Return, case: Case, labels: frozenset[str]) -> tuple[str, ...]:
        age = age_on(case, when(ret, case))
        for text in labels:
            digits = [int(word) for word in text.split() if word.isdigit()]
            if age is None:
                if "nknown" in text:
                    return (text,)
            elif digits and (
                age < digits[0]
                if text.startswith("under")
                else age <= digits[0]
                if text.endswith("and under")
                else age >= digits[0]
                if text.endswith(("and over", "or over"))
                else age == digits[0]
            ):
                return (text,)
        return (f"no label for age {age}",)

    return label


def by_years(years: Callable[[Return, Case], int]) -> Label:
    def label(ret: Return, case: Case, labels: frozenset[str]) -> tuple[str, ...]:
        held = max(years(ret, case), 0)
        for text in labels:
            if text in ("Less than a year", "Under a year"):
                if held == 0:
                    return (text,)
            elif (first := int(text.split()[0])) == held or (first == 12 and held > 12):
                return (text,)
        return (f"no label for {held} years",)

    return label


def whole_years(start: date | None, end: date | None) -> int:
    if start is None or end is None:
        return -1
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def by_placement(when: Callable[[Return, Case], date | None], school_age: Test) -> Label:
    """The detailed placement and its group's total, so that a case is in two rows of the topic."""

    def label(ret: Return, case: Case, labels: frozenset[str]) -> tuple[str, ...]:
        column = attended(ret, case, when(ret, case))
        groups = tuple(LABELS[group][0] for group, columns in GROUPS.items() if column in columns)
        if column == "neet_other_any":
            split = SCHOOL_NEET in labels and school_age(ret, case)
            return (SCHOOL_NEET if split else OTHER_NEET, *groups)
        return (*LABELS.get(column, (f"no label for {column}",)), *groups)

    return label
