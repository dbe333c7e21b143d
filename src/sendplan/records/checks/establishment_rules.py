"""Rules that hold a setting's URN to the list of schools, where the area has loaded one."""

from __future__ import annotations

from sendplan.records.checks.rule import Sent, rule

LIST = "establishments"
GIAS = "DfE, Get Information about Schools"

# Kinds of setting at which a placement is asked about, in the list's own words. The third-party checks name higher
# education, university technical colleges, and offshore and online schools, and do not say since when: taken to hold
# for every year. Check before relying on it.
ASKED_ABOUT = ("higher education institutions", "university technical college", "offshore schools", "online provider")

# What the list says of a setting's provision, in its own words; an empty cell says nothing, and is not asked about.
WITHOUT_UNIT = ("not applicable", "none", "resourced provision")
WITHOUT_PROVISION = ("not applicable", "none", "sen unit")


def _among(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _held_to_the_list(table: str, mark: str, module: str, until: str, joined: str, needs: tuple[str, ...]) -> None:
    """The rules that are the same for a setting that is named and for one that is attended.

    `until` is the day that the plan ended or the child left, as SQL: the survey day counts where that is later or
    not given. `joined` is what is joined to the settings `d` for it.
    """

    def settings(sent: Sent) -> str:
        last = f"least(coalesce({until}, {sent.survey_day}), {sent.survey_day})"
        return f"""(SELECT d.row_no, d.urn, d.senunitindicator AS unit, d.resourcedprovisionindicator AS provided,
                {last} AS last_day FROM {table} AS d {joined})"""

    sound = {f"{table}.urn": "112000"}

    @rule(
        f"L3a.{mark}", "query", table, "urn",
        title=f"A setting that is {module} is on the list of schools",
        wording="A URN is one that Get Information about Schools knows.",
        source=GIAS,
        message="{value} is not on the list of schools that is loaded.",
        remedy="Copy the URN from Get Information about Schools; if the list is old or of one area, load a newer one.",
        breaks={**sound, "establishments.urn": "113000"},
        keeps={**sound, "establishments.urn": "112000"},
        needs=(LIST, *needs),
    )  # fmt: skip
    def listed(sent: Sent) -> str:
        return f"""SELECT row_no, urn AS value FROM {table} WHERE urn_is_sound(urn)
            AND NOT EXISTS (FROM {LIST} e WHERE e.urn = {table}.urn)"""

    @rule(
        f"L3b.{mark}", "query", table, "urn",
        title=f"A setting that is {module} is open",
        wording="A setting is open on the day that counts: the survey day, or the last day there if that was before.",
        source=GIAS,
        message="{value} {reason}.",
        remedy="Give the URN that the school has now (an academy has a new one), or correct the days.",
        breaks={**sound, "establishments.closed_on": "2024-08-31"},
        keeps={**sound, "establishments.closed_on": "2025-01-16"},
        needs=(LIST, *needs),
    )  # fmt: skip
    def is_open(sent: Sent) -> str:
        return f"""SELECT s.row_no, s.urn AS value, CASE WHEN e.closed_on < s.last_day
                THEN 'closed on ' || e.closed_on || ', and is still given on ' || s.last_day
                ELSE 'opens on ' || e.opened_on || ', after ' || s.last_day END AS reason
            FROM {settings(sent)} s JOIN {LIST} e ON e.urn = s.urn
            WHERE e.closed_on < s.last_day OR e.opened_on > s.last_day"""

    @rule(
        f"L3c.{mark}", "query", table, "senunitindicator",
        title=f"SEN unit and resourced provision of a setting that is {module} are on the list",
        wording="A place in a SEN unit, or in resourced provision, is at a school that has one.",
        source="SEN2 guide, modules 4 and 5; third-party checks 532 and 534; " + GIAS,
        message="The place is said to be in {reason}, and the list of schools says of {value} that it has none.",
        remedy="Correct the indicator or the URN; if the school has one, ask it to say so on the list.",
        breaks={**sound, f"{table}.senunitindicator": True, "establishments.provision": "Resourced provision"},
        keeps={**sound, f"{table}.senunitindicator": True, "establishments.provision": "SEN unit"},
        needs=(LIST, *needs),
    )  # fmt: skip
    def provided(sent: Sent) -> str:
        unit = f"s.unit AND lower(e.provision) IN ({_among(WITHOUT_UNIT)})"
        place = f"s.provided AND lower(e.provision) IN ({_among(WITHOUT_PROVISION)})"
        return f"""SELECT s.row_no, s.urn AS value,
                CASE WHEN {unit} THEN 'a SEN unit' ELSE 'resourced provision' END AS reason
            FROM {settings(sent)} s JOIN {LIST} e ON e.urn = s.urn WHERE ({unit}) OR ({place})"""

    @rule(
        f"L3d.{mark}", "query", table, "urn",
        title=f"The kind of setting that is {module}",
        wording="A placement in higher education, at a university technical college, or at an offshore or online school"
        " is rare enough to be looked at.",
        source="third-party checks 522 and 524, as reported; check before relying on this",
        message="{value} is listed as “{reason}”.",
        remedy="Check that this is the right URN.",
        breaks={**sound, "establishments.establishment_type": "Offshore schools"},
        keeps={**sound, "establishments.establishment_type": "Community school"},
        needs=(LIST, *needs),
    )  # fmt: skip
    def usual_kind(sent: Sent) -> str:
        return f"""SELECT s.row_no, s.urn AS value, e.establishment_type AS reason
            FROM {settings(sent)} s JOIN {LIST} e ON e.urn = s.urn
            WHERE lower(e.establishment_type) IN ({_among(ASKED_ABOUT)})"""


_held_to_the_list(
    "plandetail", "named", "named", "n.ceasedate", "JOIN namedplan n ON n.row_no = d.parent_no", ("namedplan",)
)
_held_to_the_list("placementdetail", "attended", "attended", "d.leavingdate", "", ())
