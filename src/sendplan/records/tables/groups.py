"""What every table about children carries: whose row it is, and the groups it is counted by."""

from __future__ import annotations

from sendplan.records.columns import Column, Join, Table

PERSON = Join(("person_id",), "people")
REQUEST = Join(("person_id", "request_id"), "requests")


def person() -> Column:
    return Column("key", "The child or young person, within this load.", required=True, of_child=True)


class Groups(Table):
    """The groups every table about children is counted by, copied from the child's row when a load is made."""

    sex = Column("code", "Sex, as recorded.", "made from people", codes="sex", of_child=True)
    age = Column("whole", "Age in whole years on the load's as-at day.", "made from people", of_child=True)
    age_band = Column("text", "0 to 4, 5 to 10, 11 to 15, 16 to 19, 20 to 25.", "made from age", of_child=True)
    ethnicity = Column("code", "Ethnicity, main group or finer.", "made from people", codes="ethnicity", of_child=True)
    deprivation = Column(
        "whole", "Deprivation decile of the home, 1 is the most deprived.", "made from people", of_child=True
    )
    locality = Column("text", "The area's own locality of the home.", "made from people", of_child=True)
