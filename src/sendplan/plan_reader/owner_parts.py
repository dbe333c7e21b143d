"""What the words of one owner say: a person's name, a post, an organisation, each where the words tell.

No list of names is kept: a name is two to four capitalised words none of which is a word of the work (a post, a
body, a subject such as "Early Years").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.people import ORGANISATION, ROLE

__all__ = [
    "Kind",
    "Parts",
    "begins_as_post",
    "is_acronym_of_body",
    "is_acronym_of_post",
    "is_initials",
    "kind_of",
    "parts_of",
]

Kind = Literal["person", "initials", "post", "body", "unknown"]

_WORK = frozenset(
    re.findall(
        r"\S+",
        """
        academies academy access acute admissions adult adulthood adults adult’s advice advisory agency all
        alternative and annual applicable approach april area assessment assessments assistant assurance
        attendance august authority autism autumn be being board borough breaks business by cabinet capital care
        careers carer carers chief children children's childrens children’s city clinical co-production college
        colleges commissioned commissioning comms communication communications community complaints complete
        completed confirmed contracts coproduction corporate council county culture customer data december
        delivery democratic department designated development digital director directors district doctor early
        east eastern economic economy education educational ehc ehcp ehcps elected employment engagement england
        estates exclusions executive experience families family february finance for forum framework from
        further governance governor governors graduated group growth guidance head heads headteacher
        headteachers health higher hospital housing hr hub hubs impact improvement inclusion inclusive
        information integrated intelligence interim january joint july june justice key language lead leader
        leaders leads learning legal leisure libraries lived local manager march market may mediation medical
        member members mental metropolitan midwifery multi national neurodevelopmental neurodiversity new nhs
        north northern not november nurse nursing october of offer officer officers ongoing operational
        operations outcomes paediatrics panel parent parents participation partner partners partnership people
        people’s performance person place plan planning policy portage post practice practitioners preparation
        preparing primary procurement professionals programme project provider providers provision psychologist
        psychology public quality region regional research resources respite review reviews safeguarding school
        schools secondary sen send sendiass senior sensory september service services settings shaping short
        skills social south southern special speech sport spring stage steering strategic strategy sufficiency
        summer support system systems task tbc tbd teachers team teams the therapies therapy to training
        transition transitions transport travel tribunal tribunals trust unknown vacancy vacant various virtual
        voice well-being wellbeing west western with workforce working years young youth
        """,
    )
)
_TITLE = r"(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Miss|Mx|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame|Lord|Lady)\.?"
_NAME_WORD = r"(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:[-'’][A-ZÀ-Þ]?[a-zà-ÿ]+)*|(?:O|D)['’][A-Z][a-z]+|Mc[A-Z][a-z]+|Mac[A-Z][a-z]+)"
_NAME = re.compile(
    rf"(?:(?P<title>{_TITLE})\s)?(?P<words>{_NAME_WORD}(?:\s(?:[A-Z]\.?|de|van|der|von|al|el|bin|Al|{_NAME_WORD})){{0,3}})"
)
_INITIALED = re.compile(rf"[A-Z]\.?\s?{_NAME_WORD}")
_BODY_ACRONYMS = frozenset(
    re.findall(
        r"\S+",
        """
        AP ASC CAMHS CCG CCGS CDC CQC CSC CYPS DFE EHE EPS EPT EWMHS HDFT HEE HWB IASS ICB ICBS ICP ICS LA LAIP
        LAS LGA LIFT LSCP MDT MHST MHSTS NDTI NHS NHSE PCC PCF PCFD PCFS SALT SENART SENDIAP SENDIAS SENDIASS
        SLT YJS YOS YOT
        """,
    )
)
_POST_ACRONYMS = frozenset(
    re.findall(
        r"\S+",
        """
        AD CEO CFO CN CNO COO DASS DCFS DCO DCOS DCS DMO DPH DSCO HOS SENCO SENCOS SENDCO SENDCOS SRO
        """,
    )
)
_NO_INITIALS = frozenset(
    re.findall(
        r"\S+",
        """
        CE ED EHC EP EPS EU EY HR HV IT MP NA OT PA PH QA RA SW TBA TBC TBD UK VS
        """,
    )
)
_POST = re.compile(
    r"\b(?:senco\w*|sendco\w*|psychologists?|headteachers?|governors?|administrators?|therapists?|paediatricians?|teachers?"
    r"|practitioners?|supervisors?|specialists?|advocates?|ambassadors?|analysts?|clinicians?|commissioners?|champions?"
    r"|midwi(?:fe|ves)|nurses?|social\sworkers?|case\sworkers?|co-?ordinators?|portfolio\sholder|cabinet\smember|partner"
    r"|strategist|solicitor|matron|sister|clerk|workers?|tutors?|mentors?|registrar|counsellors?|trainers?|bursar|librarian|(?:assistant|deputy)\s(?:chief|director|head)|accountant|auditor|facilitators?)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:teams?|forums?|carers?|families|schools?|colleges?|settings?|providers?|panel|committee|network|hub|hubs|system"
    r"|cabinet|workstream|workgroup|icb|icbs|ccg|local\sauthority|social\scare|public\shealth|education|health"
    r"|governing\sbody|collaborative|federation|consortium|union|community|services|directorate|division|academy"
    r"|academies|hospitals?|partners|workforce|office)\b",
    re.IGNORECASE,
)
_HEAD_WORD = (
    r"(?:directors?|heads?|chief|officers?|leads?|managers?|advis[eo]rs?|chair|commissioners?|deputy|interim|assistant|strategic"
    r"|principal|coordinators?|co-ordinators?|leaders?|president|consultant|nurse|designated|senior|executive|councillor"
    r"|cabinet\smember|senco|dco|dmo|dsco|dcs|ad)"
)
_BEGINS = re.compile(
    rf"(?:(?:the\s)?{_HEAD_WORD}\b(?!\s(?:and|&)\s)|(?:[\w’'&/-]+\s){{1,4}}?(?:directors?|heads?|officers?|leads?|managers?|advis[eo]rs?|commissioners?|coordinators?|leader|nurse|psychologist|senco)(?=\s(?:of|for)\b|$|\s?[(,;/]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parts:
    person: str | None = None
    post: str | None = None
    organisation: str | None = None


def is_initials(text: str) -> bool:
    """ "JB" or "J.B.": two letters that stand for no body or post known to the field."""
    bare = text.strip().replace(".", "")
    return re.fullmatch(r"[A-Z]{2}", bare) is not None and bare not in _BODY_ACRONYMS | _POST_ACRONYMS | _NO_INITIALS


def is_acronym_of_body(text: str) -> bool:
    return text.strip().upper() in _BODY_ACRONYMS and text.strip().isupper()


def is_acronym_of_post(text: str) -> bool:
    return text.strip() in _POST_ACRONYMS


def _is_person(text: str) -> bool:
    match = _NAME.fullmatch(text)
    if match is None:
        return _INITIALED.fullmatch(text) is not None and not _worded(text)
    if match["title"]:
        return True
    words = match["words"].split()
    return 2 <= len(words) <= 4 and not _worded(match["words"])


def _worded(text: str) -> bool:
    """True when a word of the work is among the words, so that they are no name."""
    if ROLE.search(text) or ORGANISATION.search(text) or _POST.search(text) or _BODY.search(text):
        return True
    return any(word.casefold() in _WORK for word in re.split(r"[\s/-]+", text))


def kind_of(text: str) -> Kind:
    """What a stretch of words without commas or brackets names."""
    bare = collapse(text).strip(" .,;:")
    if not bare:
        return "unknown"
    if is_initials(bare):
        return "initials"
    if bare.split()[0] in _POST_ACRONYMS and (bare == bare.upper() or bare.split()[0] in ("AD", "DCS", "HOS")):
        return "post"
    if is_acronym_of_body(bare):
        return "body"
    if _is_person(bare):
        return "person"
    return _post_or_body(bare)


_MEMBER_OF = re.compile(
    r"\b(?:board|forum|group|team|partnership|council|trust|committee|panel|network|service)s?$", re.IGNORECASE
)


def _post_or_body(bare: str) -> Kind:
    post = ROLE.search(bare) or _POST.search(bare)
    body = ORGANISATION.search(bare) or _BODY.search(bare)
    if post and body and _MEMBER_OF.search(bare) and not re.search(r"\b(?:of|for)\b", bare) and not ROLE.match(bare):
        return (
            "body"
            if body.start() > post.start()
            and not re.search(r"(?:head|lead|manager|director|officer)s?$", bare, re.IGNORECASE)
            else "post"
        )
    if post:
        return "post"
    if body or any(word in _BODY_ACRONYMS for word in bare.split()):
        return "body"
    return "unknown"


def begins_as_post(text: str) -> bool:
    """Words that begin a post of their own: "Director of …", "Inclusion Lead", "Deputy Head of …"."""
    bare = collapse(text)
    return _BEGINS.match(bare) is not None or (kind_of(bare) == "post" and len(bare.split()) <= 2)


_COMMA = re.compile(r"\s?[,;]\s(?![^(]{0,80}\))")
_DASH = re.compile(r"(?<!\d)\s[–—-]\s(?![^(]{0,80}\))|\s?:\s")
_BRACKET = re.compile(r"(?P<out>[^()]{2,120}?)\s?\((?P<in>[^()]{2,120})\)\s?(?P<after>[^()]{0,80})")


_NAME_FIRST = re.compile(
    r"(?P<name>[^\s,()]{2,20}\s[^\s,()]{2,20})\s(?P<rest>(?:(?:Interim|Assistant|Deputy|Strategic|Service)\s){0,2}"
    r"(?:Head|Director|Lead|Manager|Officer)\s(?:of|for)\s.{2,200})"
)


def parts_of(text: str) -> Parts:
    """The person, post and organisation of one owner as written; each None where the words do not tell."""
    words = collapse(text).strip(" .,;–-")
    if len(words) > 300:
        return Parts()
    bracket = _BRACKET.fullmatch(words)
    if bracket is not None and not bracket["after"].strip(" ,"):
        if kind_of(bracket["out"]) == "post" and kind_of(bracket["in"].split(", ")[0]) in (
            "unknown",
            "post",
            "initials",
        ):
            return Parts(post=words)  # "Head of Service (SEND)", "Designated Clinical Officer (DCO)"
        return _joined(_split(bracket["out"]) + _split(bracket["in"], inside=True))
    if bracket is not None:
        return _joined(
            _split(bracket["out"]) + _split(bracket["in"], inside=True) + _split(bracket["after"].strip(" ,–-"))
        )
    named = _NAME_FIRST.match(words)
    if named is not None and _is_person(named["name"]):
        rest = parts_of(named["rest"])
        return Parts(named["name"], rest.post, rest.organisation)
    pieces = _split(words)
    whole = kind_of(words.split(", ")[0])
    if len(pieces) > 1 and whole == "post" and "unknown" in {kind_of(piece.split(", ")[0]) for piece in pieces}:
        return Parts(post=words)  # "Director – Children"
    return _joined(pieces)


def _split(text: str, *, inside: bool = False) -> list[str]:
    """The pieces between dashes, colons and those commas that part a name, a post and an organisation."""
    found: list[str] = []
    for stretch in _DASH.split(text):
        parts = [part for part in _COMMA.split(stretch) if part.strip(" ,")]
        for part in parts:
            if found and parts[0] is not part and not _stands_alone(part, inside=inside):
                found[-1] = f"{found[-1]}, {part}"
            else:
                found.append(part)
    return [part for part in found if part]


def _stands_alone(part: str, *, inside: bool) -> bool:
    """A piece after a comma is a part of its own where it is a person, a post or a body and no more of a list."""
    kind = kind_of(part)
    if kind in ("person", "initials"):
        return True
    if kind == "post":
        return begins_as_post(part) or inside
    return kind == "body" and (
        ORGANISATION.search(part) is not None or is_acronym_of_body(part) or part.split()[0].isupper()
    )


def _joined(pieces: list[str]) -> Parts:
    person: str | None = None
    post: str | None = None
    body: str | None = None
    kinds = {kind_of(piece.split(", ")[0]) for piece in pieces}
    if len(pieces) > 1 and "unknown" in kinds and not kinds & {"person", "initials"}:
        return Parts()
    for piece in pieces:
        kind = kind_of(piece.split(", ")[0]) if ", " in piece else kind_of(piece)
        if kind in ("person", "initials") and person is None:
            person = piece
        elif kind == "post" and post is None:
            post = piece
        elif kind == "body" and body is None:
            body = piece
        elif kind == "unknown" and person is not None and post is None and len(piece) > 2:
            post = piece
        elif kind in ("person", "initials", "post", "body"):
            return Parts()  # two of a kind: the words do not tell which is the owner's
    return Parts(person, post, body)
