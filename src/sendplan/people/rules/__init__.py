"""What two records say of each other, and which records are one child's. Plain Python: no database, no clock."""

from sendplan.access.rules import NotAllowed, NotFound, NotRecorded, Refused
from sendplan.people.rules.may import has_others, reason_given, still_open, uniteable
from sendplan.people.rules.record import Record, fold, sound_nhs_number, sound_upn
from sendplan.people.rules.saying import ALONE, BY_A_PERSON, Said, compare
from sendplan.people.rules.settling import Question, Settled, Verdict, settle

__all__ = [
    "ALONE",
    "BY_A_PERSON",
    "NotAllowed",
    "NotFound",
    "NotRecorded",
    "Question",
    "Record",
    "Refused",
    "Said",
    "Settled",
    "Verdict",
    "compare",
    "fold",
    "has_others",
    "reason_given",
    "settle",
    "sound_nhs_number",
    "sound_upn",
    "still_open",
    "uniteable",
]
