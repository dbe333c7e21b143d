"""A measure's file as it should be, to be broken in one place at a time."""

from __future__ import annotations

DECLARED = '''
title = "Plans issued in time"
question = "Do children get their plan by the date the law sets?"
better = "higher"
unit = "percent"
table = "requests"
counted_on = "plan_issued_on"
denominator = "plan_issued_on IS NOT NULL"
exclude = "exception IS TRUE"
exclude_reason = "an exception applied"
numerator = "plan_issued_on <= plan_due_on"
groups = ["sex", "age_band"]
law = "SEND Regulations 2014, regulation 13(2)"
link = "https://www.legislation.gov.uk/uksi/2014/1530/regulation/13"
published = "DfE, plans_issued_20_weeks_ex"
written_by = "first author"
checked_by = "second reader"
reviewed_on = 2026-11-23
review_by = 2027-11-30

[[example]]
given = """
request | plan_due_on | plan_issued_on | exception
A       | 2025-03-10  | 2025-03-10     |
B       | 2025-03-10  | 2025-03-11     |
C       | 2025-03-10  | 2025-04-30     | yes
D       | 2025-03-10  |                |
"""
expect = "1 of 2"
why = "A is on the last lawful day. B is a day late. C is excepted. D has no plan yet."
border = true

[[example]]
given = """
request | plan_due_on | plan_issued_on
A       | 2025-03-10  |
"""
expect = "0 of 0"
why = "No plan was issued."

[[example]]
given = """
request | plan_due_on | plan_issued_on
A       |             | 2025-03-10
"""
expect = "0 of 1"
why = "When it was due is not known, so it is not shown to be in time."
'''
