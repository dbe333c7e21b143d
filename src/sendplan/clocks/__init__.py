"""When the law says a thing is due. Dates in, dates out; plain Python that has never heard of Django.

``run`` reckons one deadline for one case on one day. ``deadlines`` are the national ones, as data; ``with_local`` adds
an area's own promises. ``days`` and ``due_on`` are for whole columns.
"""

from sendplan.clocks.catalogue import deadlines, deadlines_digest, event_names, named, with_local
from sendplan.clocks.clock import Clock, days, due_on, run
from sendplan.clocks.deadline import STATES, Deadline, Excuse, State
from sendplan.clocks.entry import DeadlineError
from sendplan.clocks.exceptions import ground_names
from sendplan.clocks.reasoning import CHECK
from sendplan.clocks.working_days import (
    OutsideCalendarError,
    add_working_days,
    bank_holidays_run_out,
    is_working_day,
    next_working_day,
)

__all__ = [
    "CHECK",
    "STATES",
    "Clock",
    "Deadline",
    "DeadlineError",
    "Excuse",
    "OutsideCalendarError",
    "State",
    "add_working_days",
    "bank_holidays_run_out",
    "days",
    "deadlines",
    "deadlines_digest",
    "due_on",
    "event_names",
    "ground_names",
    "is_working_day",
    "named",
    "next_working_day",
    "run",
    "with_local",
]
