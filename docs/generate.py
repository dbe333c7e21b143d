"""The reference pages that are made from the code: run by ``make docs``, held current by a test.

``python docs/generate.py`` writes them; ``--check`` writes nothing, names each page that is out of date and exits 1.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sendplan.access import roles
from sendplan.clocks.page import page as deadlines_page
from sendplan.plan_reader.draft import json_schema
from sendplan.plan_reader.findings import rules
from sendplan.records.checks.page import page as checks_page
from sendplan.records.feed_template import specification, table_page
from sendplan.records.sources.feeds import FEEDS

REFERENCE = Path(__file__).resolve().parent / "reference"
MADE = "<!-- Made by `make docs`. Do not edit. -->\n"
SEVERITY = {
    "error": "a figure or a date cannot be right as it stands",
    "warning": "a board should ask",
    "note": "worth tidying",
}


def schema() -> str:
    """The JSON Schema of what ``sendplan read --json`` prints."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def findings() -> str:
    """The catalogue of findings, by severity and then in the order in which they are listed to a reader."""
    lines = [MADE, "# What the reader asks about a plan\n"]
    lines.append("Each finding carries its code, so that it can be looked up here. Every example is made up.\n")
    for severity, meaning in SEVERITY.items():
        chosen = [rule for rule in rules() if rule.severity == severity]
        lines.append(f"## {severity.capitalize()}s: {meaning}\n")
        for rule in chosen:
            lines.append(f"### `{rule.code}` {rule.title}\n")
            lines.append(f"{rule.why}\n")
            lines.append(f"*For example:* {rule.example}\n")
            lines.append(f"*What to do:* {rule.remedy}\n")
    return "\n".join(lines)


def who_may_do_what() -> str:
    """Roles and permissions, as the page of people shows them."""
    lines = [MADE, "# Who may do what\n", "From `src/sendplan/access/roles.toml`.\n"]
    for role in roles.ROLES.values():
        lines.append(f"## {role.title[0].upper()}{role.title[1:]}\n\n{role.description}\n")
        lines.extend(f"* may {roles.PERMISSIONS[name]} (`{name}`)" for name in sorted(role.permissions))
        lines.append("")
    return "\n".join(lines)


def when_things_are_due() -> str:
    """Every deadline, with its law, its examples and what is in doubt about it."""
    return MADE + "\n" + deadlines_page()


def tables_of_records() -> str:
    """The tables that everything is measured on, and the lists of codes."""
    return MADE + "\n" + table_page()


def what_is_asked_of_records() -> str:
    """Every rule that a return or a feed is checked by."""
    return MADE + "\n" + checks_page()


PAGES = {
    "checks.md": what_is_asked_of_records,
    "deadlines.md": when_things_are_due,
    "draft.schema.json": schema,
    "findings.md": findings,
    "roles.md": who_may_do_what,
    "tables.md": tables_of_records,
    **{f"feeds/{table}.md": lambda table=table: f"{MADE}\n{specification(table)}" for table in FEEDS},
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are out of date."""
    stale = []
    for name, make in PAGES.items():
        page = REFERENCE / name
        text = make()
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8")
    if "--check" in arguments and stale:
        sys.stderr.write(f"Out of date: {', '.join(stale)}. Run `make docs` and commit the result.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
