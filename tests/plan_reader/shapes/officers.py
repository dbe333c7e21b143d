"""Who is named as owner, as officers write it, each with what a careful human reads. Nobody here is a real person."""

from __future__ import annotations

from typing import Any

from tests.plan_reader.shapes.truths import Either, Owner, Unsure


def post(words: str, organisation: Any = None) -> Owner:
    return Owner(words, None, words, organisation)


def team(words: str) -> Owner:
    """A team or body: whether it is a post or an organisation is a matter of taste."""
    return Owner(words, None)


def person(words: str) -> Owner:
    return Owner(words, words, None, None)


OWNERS: dict[str, Any] = {
    "": (),
    "Head of SEND": (post("Head of SEND"),),
    "HEAD OF SEND": (post("HEAD OF SEND"),),
    "Interim Head of Inclusion": (post("Interim Head of Inclusion"),),
    "Head of SEND and Inclusion": (post("Head of SEND and Inclusion"),),
    "Head of Service – Early Help": (post("Head of Service – Early Help"),),
    "Assistant Director, Education": (post("Assistant Director, Education"),),
    "Assistant Director for Education & Skills": (post("Assistant Director for Education & Skills"),),
    "Director of Children's Services": (post("Director of Children's Services"),),
    "DCS": (post("DCS"),),
    "Designated Clinical Officer (DCO)": (post("Designated Clinical Officer (DCO)"),),
    "DCO": (post("DCO"),),
    "DSCO": (post("DSCO"),),
    "Principal Educational Psychologist": (post("Principal Educational Psychologist"),),
    "Principal EP": (post("Principal EP"),),
    "SEND Team Manager": (post("SEND Team Manager"),),
    "Transitions Lead": (post("Transitions Lead"),),
    "Performance and Data Manager": (post("Performance and Data Manager"),),
    "Parent Carer Forum": (team("Parent Carer Forum"),),
    "Virtual School Head": (post("Virtual School Head"),),
    "Lead Commissioner (Therapies)": (post("Lead Commissioner (Therapies)"),),
    "Chief Nurse, Marrow Vale ICB": (Owner("Chief Nurse, Marrow Vale ICB", None),),
    "Chief Executive": (post("Chief Executive"),),
    "TBC": Either(((), (Owner("TBC", None),))),
    "Vacant": Either(((), (Owner("Vacant", None),))),
    "All": Either(((), (Owner("All", None),))),
    "All partners": (team("All partners"),),
    "Head of SEND\nDCO": (post("Head of SEND"), post("DCO")),
    "• Head of SEND\n• Parent Carer Forum": (post("Head of SEND"), team("Parent Carer Forum")),
    "Principal EP\nSEND Team Manager\nDSCO": (post("Principal EP"), post("SEND Team Manager"), post("DSCO")),
    "Head of SEND; DCO": (post("Head of SEND"), post("DCO")),
    "Head of SEND / DCO": (post("Head of SEND"), post("DCO")),
    "Transitions Lead & DSCO": Either(
        (
            (post("Transitions Lead"), post("DSCO")),
            (Owner("Transitions Lead & DSCO", None),),
        )
    ),
    "DCS, DCO": (post("DCS"), post("DCO")),
    "Ingrid Vosper": (person("Ingrid Vosper"),),
    "Tobias Wrenfield": (person("Tobias Wrenfield"),),
    "Maud Ellerby / Piers Quantock": (person("Maud Ellerby"), person("Piers Quantock")),
    "Ingrid Vosper and Tobias Wrenfield": (person("Ingrid Vosper"), person("Tobias Wrenfield")),
    "Piers Quantock (Head of SEND)": (Owner("Piers Quantock (Head of SEND)", "Piers Quantock", "Head of SEND", None),),
    "Maud Ellerby – Designated Clinical Officer": (
        Owner("Maud Ellerby – Designated Clinical Officer", "Maud Ellerby", "Designated Clinical Officer", None),
    ),
    "Head of SEND (Piers Quantock)": (Owner("Head of SEND (Piers Quantock)", "Piers Quantock", "Head of SEND", None),),
    "Ingrid Vosper, Head of Inclusion, Thornmere Council": (
        Owner(
            "Ingrid Vosper, Head of Inclusion, Thornmere Council",
            "Ingrid Vosper",
            "Head of Inclusion",
            "Thornmere Council",
        ),
    ),
    "Tobias Wrenfield, Lead Commissioner, Marrow Vale ICB": (
        Owner(
            "Tobias Wrenfield, Lead Commissioner, Marrow Vale ICB",
            "Tobias Wrenfield",
            "Lead Commissioner",
            "Marrow Vale ICB",
        ),
    ),
    "Ingrid Vosper, Head of Inclusion, Thornmere Council; Tobias Wrenfield, Lead Commissioner, Marrow Vale ICB": (
        Owner(
            "Ingrid Vosper, Head of Inclusion, Thornmere Council",
            "Ingrid Vosper",
            "Head of Inclusion",
            "Thornmere Council",
        ),
        Owner(
            "Tobias Wrenfield, Lead Commissioner, Marrow Vale ICB",
            "Tobias Wrenfield",
            "Lead Commissioner",
            "Marrow Vale ICB",
        ),
    ),
    "Odette Farrow, Co-chair, Thornmere Parent Carer Forum; Piers Quantock, Head of SEND, Thornmere Council": (
        Owner(
            "Odette Farrow, Co-chair, Thornmere Parent Carer Forum",
            "Odette Farrow",
            "Co-chair",
            "Thornmere Parent Carer Forum",
        ),
        Owner("Piers Quantock, Head of SEND, Thornmere Council", "Piers Quantock", "Head of SEND", "Thornmere Council"),
    ),
    "I. Vosper": (person("I. Vosper"),),
    "Head of SEND (lead), DCO": Unsure(
        (
            (Owner("Head of SEND (lead)"), Owner("DCO")),
            (Owner("Head of SEND"), Owner("DCO")),
        )
    ),
    "Not applicable": Either(((), (Owner("Not applicable", None),))),
    "Director of Integrated Commissioning": (post("Director of Integrated Commissioning"),),
    "Executive Director – People": (post("Executive Director – People"),),
    "Lead Member for Children": (post("Lead Member for Children"),),
    "Speech and Language Therapy Lead": (post("Speech and Language Therapy Lead"),),
    "Head of SEND Operations and Head of Children's Therapies": Either(
        (
            (post("Head of SEND Operations"), post("Head of Children's Therapies")),
            (Owner("Head of SEND Operations and Head of Children's Therapies", None),),
        )
    ),
}
