"""Rows of a plan: what is printed and what it means, kept side by side so that one can be checked against the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.plan_reader.shapes.blocks import Cell, Row
from tests.plan_reader.shapes.days import DAYS
from tests.plan_reader.shapes.officers import OWNERS
from tests.plan_reader.shapes.promises import PROMISES
from tests.plan_reader.shapes.truths import ANY, Action, Either, Owner, Unsure, Update


@dataclass(frozen=True)
class Line:
    """One action as it is printed; what its words mean is looked up in the tables of days and officers.

    ``rating`` is the printed rating with ``rated`` its meaning; ``due_is`` says what the date means where the table
    of days does not hold.
    """

    key: str
    ref: str = ""
    due: str = ""
    owner: str = ""
    accountable: str = ""
    rating: str = ""
    rated: Any = ""
    fill: str = ""
    update: str = ""
    update_on: Any = ANY
    due_is: Any = None

    @property
    def text(self) -> str:
        return PROMISES[self.key].text

    @property
    def outcomes(self) -> tuple[str, ...]:
        return PROMISES[self.key].outcomes

    def printed(self, field: str) -> Cell | str:
        """What stands in the cell of this field."""
        match field:
            case "ref" | "due" | "owner" | "accountable":
                return str(getattr(self, field))
            case "text":
                return self.text
            case "outcomes":
                return "\n".join(self.outcomes)
            case "bulleted":
                return "\n".join("• " + one for one in self.outcomes)
            case "rating":
                return Cell(self.rating, fill=self.fill or None)
            case "update":
                return self.update
            case "":
                return ""
            case _:
                raise ValueError(f"No field {field}.")

    def meant(self, fields: Sequence[str], section: Any = ANY, owner_part: Any = ANY) -> Action:
        """What a careful human reads where the document prints these fields."""
        owners: Any = ()
        if "owner" in fields:
            owners = parted(OWNERS[self.owner], owner_part)
        if "accountable" in fields:
            owners = joined(owners, parted(OWNERS[self.accountable], "accountable"))
        return Action(
            text=self.text,
            ref=(self.ref or None) if "ref" in fields else None,
            section=section,
            outcomes=self.outcomes if "outcomes" in fields or "bulleted" in fields else (),
            due=(self.due_is or DAYS[self.due]) if "due" in fields else DAYS[""],
            due_printed=self.due if "due" in fields else "",
            owners=owners,
            statuses=(self.rated,) if "rating" in fields and self.rated else (),
            updates=(Update(self.update, self.update_on),) if "update" in fields and self.update else (),
        )


def parted(owners: Any, part: Any) -> Any:
    """The same owners with their part."""
    if isinstance(owners, Either | Unsure):
        return type(owners)(tuple(parted(one, part) for one in owners.readings))
    return tuple(replace(one, part=part) for one in owners)


def joined(one: tuple[Owner, ...] | Either, other: tuple[Owner, ...] | Either) -> Any:
    """The owners of two cells, one after the other."""
    if not isinstance(one, Either | Unsure) and not isinstance(other, Either | Unsure):
        return one + other
    kind = Unsure if isinstance(one, Unsure) or isinstance(other, Unsure) else Either
    left = one.readings if isinstance(one, Either | Unsure) else (one,)
    right = other.readings if isinstance(other, Either | Unsure) else (other,)
    return kind(tuple(a + b for a in left for b in right))


def rows(columns: Sequence[tuple[str, str]], lines: Sequence[Line]) -> list[Row]:
    """A table's header row and its rows; ``columns`` are pairs of heading and field."""
    return [[heading for heading, _ in columns], *([line.printed(field) for _, field in columns] for line in lines)]


def meant(
    columns: Sequence[tuple[str, str]], lines: Sequence[Line], section: Any = ANY, owner_part: Any = ANY
) -> list[Action]:
    fields = [field for _, field in columns]
    return [line.meant(fields, section, owner_part) for line in lines]
