"""Kinds of setting as DfE counts them, and how a return writes each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of setting: DfE's column of counts, DfE's label of rows, and how the return names it.

    `written` is "urn", "ukprn", a SENsetting code, or nothing where the return has no placement at all.
    """

    column: str
    label: str
    written: str
    unit: bool = False
    resourced: bool = False


_M, _E = "mainstream - ", "educated elsewhere - "
KINDS: tuple[Kind, ...] = (
    Kind("mainstream_la_maintained", _M + "la maintained", "urn"),
    Kind(
        "mainstream_la_maintained_resourced_provision", _M + "la maintained (resourced provision)", "urn", False, True
    ),
    Kind("mainstream_la_maintained_senunit", _M + "la maintained (sen unit)", "urn", True),
    Kind("mainstream_academy", _M + "academy", "urn"),
    Kind("mainstream_academy_resourced_provision", _M + "academy (resourced provision)", "urn", False, True),
    Kind("mainstream_academy_senunit", _M + "academy (sen unit)", "urn", True),
    Kind("mainstream_free_school", _M + "free school", "urn"),
    Kind("mainstream_free_school_resourced_provision", _M + "free school (resourced provision)", "urn", False, True),
    Kind("mainstream_free_school_senunit", _M + "free school (sen unit)", "urn", True),
    Kind("mainstream_independent", _M + "independent", "urn"),
    Kind("special_la_maintained", "special - la maintained", "urn"),
    Kind("special_academy_free", "special - academy/free school", "urn"),
    Kind("special_independent", "special - independent", "urn"),
    Kind("special_non_maintained", "special - non-maintained", "urn"),
    Kind("ap_pru_academy", "ap/pru - academy", "urn"),
    Kind("ap_pru_free_school", "ap/pru - free school", "urn"),
    Kind("ap_pru_la_maintained", "ap/pru - la maintained", "urn"),
    Kind("general_fe_tertiary_colleges", "fe - general fe and tertiary colleges", "urn"),
    Kind("specialist_post_16_institutions", "fe - specialist post-16 institutions", "urn"),
    Kind("ukrlp_provider", "fe - ukrlp provider", "ukprn"),
    Kind("elective_home_education", _E + "elective home education", "EHE"),
    Kind("other_arrangements_la", _E + "other arrangements by la", "OLA"),
    Kind("other_arrangements_parents", _E + "other arrangements by parents", "OPA"),
    Kind("online_provider", _E + "online provider", "urn"),
    Kind("w_settings", _E + "welsh establishment", "urn"),
    Kind("other_schools", _E + "other schools and establishments", "urn"),
    Kind("other_placement_settings", _E + "other placement settings", "OTH"),
    Kind("neet", _E + "neet", "NEET"),
    Kind("neet_ntci", _E + "not in education or training (notice to cease issued)", "NIEC"),
    Kind("neet_other", _E + "not in education or training (other)", "NIEO"),
    Kind("neet_other_csa", _E + "not in education or training (compulsory school age)", "NIEO"),
    Kind("nm_early_years", "non-maintained early years", "EYP"),
    Kind("placement_unknown", "placement not recorded", ""),
)
COLUMN = {kind.column: n for n, kind in enumerate(KINDS)}
LABEL = {kind.label: n for n, kind in enumerate(KINDS)} | {
    "special - academy/free schools": COLUMN["special_academy_free"]
}
UNKNOWN = COLUMN["placement_unknown"]
