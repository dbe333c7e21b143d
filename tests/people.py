"""The fixed cast of the tests and, with the same names, of the demonstration. All are invented.

Their roles began on SINCE and have no end. Dev Anand belongs to another area, made up, and must never see Devon's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SINCE = date(2023, 1, 3)
# The demonstration's day: the plan ran to January 2024.
TODAY = date(2023, 11, 30)
# Long enough for the rules on passwords, and nobody's.
PASSWORD = "cobalt-heron-lantern"


@dataclass(frozen=True)
class AreaOfCast:
    """An area in the tests."""

    slug: str
    name: str
    authority_code: str


@dataclass(frozen=True)
class PersonOfCast:
    """One of the cast: `key` is the first name in lower case, `post` as the plan writes it, or empty."""

    key: str
    name: str
    role: str
    organisation: str
    post: str = ""
    area: str = "devon"

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


DEVON = AreaOfCast("devon", "Devon", "E10000008")
NORTHMOOR = AreaOfCast("northmoor", "Northmoor", "E10000099")
AREAS = {area.slug: area for area in (DEVON, NORTHMOOR)}

_COUNCIL, _HEALTH = "Devon County Council", "NHS Devon"

CAST = {
    person.key: person
    for person in (
        PersonOfCast("amina", "Amina Yusuf", "case-officer", _COUNCIL),
        PersonOfCast("ben", "Ben Carter", "programme-manager", _COUNCIL),
        PersonOfCast("chloe", "Chloe Marsh", "parent-co-chair", "Parent Carer Forum"),
        PersonOfCast("grace", "Grace Obi", "board-chair", "Independent"),
        PersonOfCast("helen", "Helen Lowe", "action-owner", _COUNCIL, "Interim SEND Strategic Director"),
        PersonOfCast("nadia", "Nadia Rahman", "action-owner", _HEALTH, "Head of Women and Children’s Commissioning"),
        PersonOfCast("priya", "Priya Nair", "data-officer", _COUNCIL),
        PersonOfCast("ravi", "Ravi Shah", "information-governance-officer", _COUNCIL),
        PersonOfCast("sunil", "Sunil Perera", "senior-leader", _COUNCIL),
        PersonOfCast("tom", "Tom Ellis", "system-administrator", _COUNCIL),
        PersonOfCast("dev", "Dev Anand", "programme-manager", "Northmoor Council", area="northmoor"),
    )
}
