"""Lists that records are held to, and that no measure counts: no row is about a child."""

from __future__ import annotations

from typing import ClassVar

from sendplan.records.columns import Column, Table


class Establishments(Table):
    """One row is one school or other setting, as Get Information about Schools (GIAS) lists it."""

    name: ClassVar = "establishments"
    key: ClassVar = ("urn",)

    urn = Column("key", "The setting's URN.", required=True)
    establishment_name = Column("text", "Its name.", required=True, aliases=("EstablishmentName", "name"))
    establishment_type = Column("text", "What kind it is, in words.", aliases=("TypeOfEstablishment (name)", "type"))
    status = Column("text", "Open, closed and so on, in words.", aliases=("EstablishmentStatus (name)",))
    opened_on = Column("date", "The day it opened; nothing where it was before 1900, or is not known.",
                       aliases=("OpenDate",))  # fmt: skip
    closed_on = Column("date", "The day it closed.", aliases=("CloseDate",))
    provision = Column(
        "text",
        "Not applicable, Resourced provision, SEN unit, or Resourced provision and SEN unit.",
        aliases=("TypeOfResourcedProvision (name)",),
    )
    ukprn = Column("text", "The setting's UKPRN.")
    authority = Column("text", "DfE's number of the authority it lies in.", aliases=("LA (code)",))
