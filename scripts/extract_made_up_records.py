"""Cut a demonstration's records out of a made-up area: a few dozen children of each return, the same in every year.

    sendplan demo-data --area-code E10000008 --seed 1 --years 2023-2025 --forms xml --out FOLDER
    python scripts/extract_made_up_records.py FOLDER areas/devon/demo/records

Writes a return for each year; of the first year also one with slips such as people make, and the list of the schools
that the children go to, headed as DfE's is.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

from lxml import etree

ONE_IN = 120
SLIPS = (
    # Which child, what, and what stands there instead ("" takes it away).
    (3, "Requests/ReceivedDate", "2022-02-30"),
    (9, "UPN", "A123456789012"),
    (14, "Requests/ActivePlans/SENneed/SENtype", "AUT"),
    (21, "PersonBirthDate", ""),
    (27, "PostCode", "EXETER"),
    (33, "Requests/Assessment/NamedPlan/PlanDetail/URN", "90012"),
    (40, "Requests/Assessment/NamedPlan/PlanDetail/PlacementRank", "3"),
)


def chosen(person: etree._Element) -> bool:
    """Whether a child is one of the few: by birth and name, which are the same in every year."""
    said = "|".join(person.findtext(tag) or "" for tag in ("Surname", "Forename", "PersonBirthDate"))
    return int(hashlib.sha256(said.encode()).hexdigest(), 16) % ONE_IN == 0


def persons_of(tree: etree._ElementTree) -> etree._Element:
    found = tree.find("Persons")
    if found is None:
        raise SystemExit("This is no SEN2 return: it has no Persons.")
    return found


def cut(path: Path) -> etree._ElementTree:
    tree = etree.parse(path, etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True))
    persons = persons_of(tree)
    for person in list(persons):
        if not chosen(person):
            persons.remove(person)
    return tree


def write(tree: etree._ElementTree, path: Path) -> None:
    etree.indent(tree, " ")
    tree.write(path, encoding="utf-8", xml_declaration=True)
    sys.stdout.write(f"{path}: {len(persons_of(tree))} children, {path.stat().st_size:,} bytes\n")


def slip(tree: etree._ElementTree) -> None:
    persons = list(persons_of(tree))
    for number, place, value in SLIPS:
        found = next(each for person in persons[number:] if (each := person.find(place)) is not None)
        parent = found.getparent()
        if value or parent is None:
            found.text = value
        else:
            parent.remove(found)


def main(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    urns: set[str] = set()
    for at, path in enumerate(sorted(source.glob("sen2-????.xml"))):
        tree = cut(path)
        urns |= {urn.text for urn in tree.iter("URN") if urn.text}
        write(tree, target / path.name)
        if at == 0:
            slip(tree)
            write(tree, target / f"{path.stem}-first.xml")
    with (source / "establishments.csv").open(encoding="utf-8", newline="") as stream:
        schools = sorted((row for row in csv.DictReader(stream) if row["urn"] in urns), key=lambda row: row["urn"])
    with (target / "schools.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["URN", "EstablishmentName", "EstablishmentStatus (name)", "OpenDate", "CloseDate", "UKPRN"])
        rows.writerows([row["urn"], row["name"], "Open", "", "", row["ukprn"]] for row in schools)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
