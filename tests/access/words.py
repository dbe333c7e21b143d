"""Any words at all that PostgreSQL can keep: no NUL, no half of a surrogate pair."""

from hypothesis import strategies as st

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
