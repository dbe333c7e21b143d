"""Check letters and digits, and the days of the clocks, as SQL."""

from __future__ import annotations

# UPN: the letter is the sum of position times digit, positions 2 to 13, modulo 23; a temporary number ends in a letter,
# which counts as its place in the same alphabet. Source: DfE, "Unique pupil numbers (UPNs): guide".
# ULN: the last digit is 10 less the weighted sum modulo 11 (weights 10 to 2), and a sum of nothing over is none.
# Source: LRS, "Unique Learner Number format". NHS number: modulus 11, weights 10 to 2; 10 is never issued.
# Source: NHS Data Dictionary, "NHS number".
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def _weighted(text: str, weights: range, first: int) -> str:
    return " + ".join(f"{weight} * CAST(substr({text}, {first + n}, 1) AS INTEGER)" for n, weight in enumerate(weights))


_UPN_DIGITS = _weighted("u", range(2, 13), 2)
_UPN_LAST = (
    f"13 * CASE WHEN substr(u, 13, 1) BETWEEN '0' AND '9' THEN CAST(substr(u, 13, 1) AS INTEGER) "
    f"ELSE strpos('{_LETTERS}', substr(u, 13, 1)) - 1 END"
)
_NINE = _weighted("u", range(10, 1, -1), 1)

MACROS = (
    f"""CREATE OR REPLACE TEMP MACRO upn_is_sound(u) AS
        CASE WHEN NOT regexp_full_match(u, '[{_LETTERS}][0-9]{{11}}[0-9{_LETTERS}]') THEN false
        ELSE substr(u, 1, 1) = substr('{_LETTERS}', 1 + ({_UPN_DIGITS} + {_UPN_LAST}) % 23, 1) END""",
    f"""CREATE OR REPLACE TEMP MACRO uln_is_sound(u) AS
        CASE WHEN NOT regexp_full_match(u, '[1-9][0-9]{{9}}') THEN false
        WHEN ({_NINE}) % 11 = 0 THEN false
        ELSE 10 - ({_NINE}) % 11 = CAST(substr(u, 10, 1) AS INTEGER) END""",
    f"""CREATE OR REPLACE TEMP MACRO nhs_number_is_sound(u) AS
        CASE WHEN NOT regexp_full_match(u, '[0-9]{{10}}') THEN false
        ELSE (11 - ({_NINE}) % 11) % 11 = CAST(substr(u, 10, 1) AS INTEGER) END""",
    "CREATE OR REPLACE TEMP MACRO urn_is_sound(u) AS regexp_full_match(u, '[1-9][0-9]{5}')",
    "CREATE OR REPLACE TEMP MACRO ukprn_is_sound(u) AS regexp_full_match(u, '1[0-9]{7}')",
    """CREATE OR REPLACE TEMP MACRO postcode_is_sound(u) AS
        regexp_full_match(upper(replace(u, ' ', '')), '[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}')""",
    # Whole years of age on a day. A child born on 29 February is a year older on 1 March of a common year.
    """CREATE OR REPLACE TEMP MACRO age_on(born, day) AS
        year(day) - year(born) - CASE WHEN (month(day), day(day)) < (month(born), day(born)) THEN 1 ELSE 0 END""",
)
