"""Made-up actions: what is promised, what it is to bring about (a paragraph each) and what was last said of it."""

from __future__ import annotations

from typing import NamedTuple


class Promise(NamedTuple):
    text: str
    outcomes: tuple[str, ...]
    update: str = ""


PROMISES: dict[str, Promise] = {
    "panel": Promise(
        "Re-launch the weekly decision panel with health and social care members and publish its terms of reference.",
        ("Decisions to assess are made by week six in nine cases out of ten.",),
        "Panel has met nine times. Social care attended seven.",
    ),
    "backlog": Promise(
        "Clear the backlog of overdue assessments with a dedicated team of plan writers.",
        ("No child waits more than thirty weeks.", "Families are told every fortnight where their case stands."),
        "Four plan writers started; 61 cases closed.",
    ),
    "tracker": Promise(
        "Introduce one tracker for advice requests that every agency can see.",
        ("Advice arrives within six weeks.",),
        "Tracker went live for the council; health colleagues still wait for log-ins.",
    ),
    "audit": Promise(
        "Run a multi-agency audit of twenty plans every month and share the lessons",
        ("Seven in ten audited plans are rated good or better.",),
        "Twenty plans audited, eleven good.",
    ),
    "training": Promise(
        "Train every caseworker in writing specific and measurable provision.",
        ("All caseworkers have passed the course", "Section F is specific in sampled plans"),
        "Two of three cohorts trained.",
    ),
    "phone": Promise(
        "Open a single telephone line for families, staffed until 6pm on weekdays.",
        ("Calls are answered within three minutes.",),
        "Line opened with two staff.",
    ),
    "localoffer": Promise(
        "Rebuild the Local Offer pages with young people and test them on mobile phones.",
        ("Visits to the site double", "Eight in ten visitors find what they came for"),
        "Design workshop held with 14 young people.",
    ),
    "newsletter": Promise(
        "Send a termly newsletter to all families, written with the forum.",
        ("Families say that they know what is changing.",),
        "Spring issue sent to 3,112 families.",
    ),
    "therapy": Promise(
        "Jointly commission speech and language therapy across the three trusts.",
        ("One specification and one waiting list.", "Waits for a first appointment fall below eighteen weeks."),
        "Specification drafted; finance modelling under way.",
    ),
    "autism": Promise(
        "Redesign the autism assessment pathway so that support begins before diagnosis.",
        ("Every family is offered support within four weeks of referral.",),
        "Needs-led offer piloted in two towns.",
    ),
    "waiting": Promise(
        "Write to every family on the neurodevelopmental waiting list with what they can use now.",
        ("Families feel less alone while they wait.",),
        "Letters went out to 840 families.",
    ),
    "preparing": Promise(
        "Hold a preparing for adulthood conversation for every pupil in Year 9.",
        ("Young people know their options.", "Annual reviews from Year 9 name goals for adult life."),
        "Guidance issued to schools.",
    ),
    "internships": Promise(
        "Increase supported internships with three new employers.",
        ("Thirty young people complete an internship each year.",),
        "Hospital and brewery signed up.",
    ),
    "inclusion": Promise(
        "Publish a guide to what every school ordinarily provides and visit each school to explain it.",
        ("Schools meet need earlier.", "Requests for assessment level off."),
        "Guide published; 41 of 96 schools visited.",
    ),
    "exclusions": Promise(
        "Review every suspension of a pupil with SEN support within five days.",
        ("Suspensions of pupils with SEN support fall by a fifth.",),
        "Review panel agreed with head teachers.",
    ),
    "attendance": Promise(
        "Set up an attendance team for pupils who are too anxious to go to school.",
        ("More pupils are back in class within a term.",),
        "Team leader appointed.",
    ),
    "data": Promise(
        "Build a shared dashboard that joins council and health figures.",
        ("The board sees the same figures each month.",),
        "First version shown to the board.",
    ),
    "sef": Promise(
        "Complete a joint self-evaluation and refresh it twice a year",
        ("Leaders know the area's strengths and gaps.",),
        "Draft self-evaluation out for comment.",
    ),
    "governance": Promise(
        "Reset the partnership board with an independent chair and clear lines of accountability.",
        ("Partners hold each other to account.",),
        "Chair appointed.",
    ),
    "coproduction": Promise(
        "Agree a co-production charter with the forum and put it into every service plan.",
        ("Families shape decisions from the start.", "The forum signs off each major change."),
        "Charter signed by five of eight partners.",
    ),
    "sufficiency": Promise(
        "Open sixty places in resourced provisions in mainstream secondary schools.",
        ("Fewer children travel out of the area.",),
        "Planning approval given for two sites.",
    ),
    "transport": Promise(
        "Review the travel assistance policy with families and run two consultation events.",
        ("Journeys are shorter and complaints halve.",),
        "Consultation closed with 214 replies.",
    ),
    "reviews": Promise(
        "Move annual reviews to an online form and chase those that are late.",
        ("Nine in ten reviews are finished on time.",),
        "Online form tested in six schools.",
    ),
    "mediation": Promise(
        "Offer a meeting to every family that is told no, within ten days.",
        ("Fewer disputes reach the tribunal.",),
        "Meeting offered in 38 of 40 cases.",
    ),
    "workforce": Promise(
        "Recruit six educational psychologists through a grow-your-own scheme.",
        ("No vacancies by the end of the plan.",),
        "Two trainees in post.",
    ),
    "health": Promise(
        "Appoint a second designated clinical officer and publish the health advice standard.",
        ("Health advice is on time and of good quality.",),
        "Interviews arranged.",
    ),
    "earlyyears": Promise(
        "Extend portage to every ward and link it to the two-year check.",
        ("Needs are spotted before children start school.",),
        "Portage offered in nine of fourteen wards.",
    ),
    "respite": Promise(
        "Re-tender short breaks with a bigger choice of weekend activities",
        ("Families get the break they were assessed for.",),
        "Tender documents published.",
    ),
    "voice": Promise(
        "Create a young people's panel which meets the directors each term.",
        ("Young people see what changed because of what they said.",),
        "Panel of twelve recruited.",
    ),
    "social": Promise(
        "Bring social care advice into the process through a named duty officer.",
        ("Social care advice is more than a line in each plan.",),
        "Duty officer in place.",
    ),
}
