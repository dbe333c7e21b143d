"""Rules about sentences: said twice, left unfinished, two in one place, or not in the form of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendplan.plan_reader.draft import Where
from sendplan.plan_reader.findings.prose import (
    counted,
    listed,
    longest_shared,
    opening,
    quoted,
    sentences,
    tidy,
    word_set,
    words,
)
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject

_OPENING = 5
# A restatement is looked for in this many words.
_LONG = 120
_VERBS = word_set("is are was were has have had will can does do make makes meet meets get gets")
_SMALL = _VERBS | word_set("a an the of to in on at for and or by as with that this their our its be")
_BARE = word_set(  # imperatives that end like other forms
    "bring embed feed need speed proceed succeed exceed heed seed shed bring string swing spring breed lead"
)
_SUBJECT_VERB = re.compile(
    r"^(?:(?:The|Our|All|Each|Every|We)\s+(?:[\w’'-]+\s+){0,4}?|(?:[A-Z][\w’'-]*\s+){1,4}?)"
    r"(commits?|agrees?|will|is|are|has|have|aims?|intends?|seeks?|should|must|recognises?|acknowledges?)\s+(?:to\b|be\b|\w)"
)
_RATED = re.compile(r"\bas (very |extremely )?(poor|good|bad|inadequate|excellent|weak|outstanding)\b", re.IGNORECASE)
_ANY_VERB = re.compile(
    r"\b(is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|should|may|might|must|rate[sd]?"
    r"|report\w*|describ\w*|s[ae][wei]\w*|feel\w*|felt|find\w*|found|regard\w*|judg\w*|scor\w*|view\w*|experienc\w*"
    r"|consider\w*|perceiv\w*|said|says?|remain\w*|seem\w*|know\w*|came|comes?|mark\w*|grad\w*|assess\w*)\b",
    re.IGNORECASE,
)
_NO_NO = re.compile(
    r"\b(?:is|are|was|were|has|have|had|with) no (?:(?!and\b|or\b|but\b)\w+ ){1,3}no \w+", re.IGNORECASE
)
_YOUNG = re.compile(r"\bchildren and young(?=\s*(?:[.;,]|$)|\s+(?:and|or|with|in|is|are|who|will|to)\b)", re.IGNORECASE)
_POSSESSED = re.compile(r"\b([A-Za-z]+)[’']s(?=\s*[,;])")
_SINGULAR = re.compile(r"\b((?i:all|both|many|several|these|those)) ([a-z]+)[’']s\b")
_NOT_PLURAL = word_set("children people men women that it one today year month week city county")
_SHORT_FOR = word_set("it that what there here who he she let where how")


@rule(
    code="words-repeated-across-cells",
    title="The same words in two places",
    severity="note",
    why="Two rows that promise the same thing in the same words may have been copied; one of them may be missing what "
    "it was meant to say.",
    example="Outcomes of A12 and A13 both begin “The council is a strong commissioner”.",
    remedy="Check that each row says what is particular to it.",
)
def words_repeated_across_cells(subject: Subject) -> Iterator[Hit]:
    cells: dict[tuple[str, ...], list[tuple[str, list[str], Where, str]]] = {}
    for action in subject.actions:
        for text in (*action.outcomes, action.text):
            told = words(text)
            cells.setdefault(tuple(told[:_OPENING]), []).append((action.ref, told, action.where, text))
    for alike in cells.values():
        refs = tuple(dict.fromkeys(ref for ref, _, _, _ in alike))
        shared = _shared_opening([told for _, told, _, _ in alike]) if len(refs) > 1 else 0
        if shared:
            same_words = opening(alike[0][3], shared)
            yield Hit(
                f"{listed(refs)} use the same words, beginning {quoted(same_words)}.",
                about=refs,
                quote=same_words,
                where=tuple(where for _, _, where, _ in alike),
            )
    said: dict[tuple[str, ...], list[tuple[str, str, Where]]] = {}
    for section, statement in (*subject.needs, *subject.voices):
        told_here = tuple(words(statement.text))
        if len(told_here) > 3:
            said.setdefault(told_here, []).append((f"section {section.letter}", statement.text, statement.where))
    for same in said.values():
        names = tuple(dict.fromkeys(name for name, _, _ in same))
        if len(names) > 1:
            yield Hit(
                f"{listed(names)[:1].upper()}{listed(names)[1:]} hold the same statement, {quoted(same[0][1])}.",
                about=names,
                quote=same[0][1],
                where=tuple(where for _, _, where in same),
            )


def _shared_opening(texts: list[list[str]]) -> int:
    """How many words texts open with alike: the whole of all, or five or more that say something of something."""
    shared = 0
    for column in zip(*texts, strict=False):
        if len(set(column)) > 1:
            break
        shared += 1
    if all(len(text) == shared for text in texts) and shared > 3:
        return shared
    start = texts[0][:shared]
    return shared if shared >= _OPENING and len(set(start) - _SMALL) >= 3 and _VERBS & set(start[1:]) else 0


@rule(
    code="outcome-repeats-action",
    title="An outcome that repeats its action",
    severity="note",
    why="An outcome is what will be different for children. One that says the action over again cannot be tested.",
    example="Action: make the offer meet families’ needs. Outcome: the offer meets families’ needs.",
    remedy="Say what will be different for whom once the action is done, and how it would be seen.",
)
def outcome_repeats_action(subject: Subject) -> Iterator[Hit]:
    for action in subject.actions:
        for outcome in action.outcomes:
            told = words(outcome)
            shared = longest_shared(words(action.text)[:_LONG], told) if 6 <= len(told) <= _LONG else ()
            if len(shared) >= 6 and len(shared) * 5 >= len(told) * 3:
                yield Hit(
                    f"The outcome of {action.ref} repeats its action: {quoted(outcome)}.",
                    about=(action.ref,),
                    quote=outcome,
                    where=(action.where,),
                )


@rule(
    code="two-statements-in-one",
    title="Several statements in one bullet",
    severity="note",
    why="Each statement needs its own answer. When two share a bullet, the second is easily left out.",
    example="Some services work well. Others have lost people’s trust.",
    remedy="Give each statement a bullet of its own.",
)
def two_statements_in_one(subject: Subject) -> Iterator[Hit]:
    found = [
        (section, statement, len(sentences(statement.text)))
        for section, statement in (*subject.needs, *subject.voices)
        if len(sentences(statement.text)) > 1
    ]
    if found:
        yield Hit(
            f"{counted(len(found), 'bullet')} {'holds' if len(found) == 1 else 'hold'} more than one sentence: "
            f"{listed(f'{quoted(one.text, 50)} ({number}, section {sec.letter})' for sec, one, number in found)}.",
            about=tuple(dict.fromkeys(f"section {section.letter}" for section, _, _ in found)),
            quote=found[0][1].text,
            where=tuple(statement.where for _, statement, _ in found),
        )


@rule(
    code="sentence-left-unfinished",
    title="A sentence that reads as unfinished",
    severity="note",
    why="Words that were lost in editing may have carried the point.",
    example="There is significant dissatisfaction with services,",
    remedy="Find out what the sentence was meant to say and finish it.",
)
def sentence_left_unfinished(subject: Subject) -> Iterator[Hit]:
    found: list[tuple[tuple[str, ...], str, str, Where]] = []
    for section, statement in (*subject.needs, *subject.voices):
        fault = _unfinished(tidy(statement.text))
        if fault:
            found.append(((f"section {section.letter}",), statement.text, fault, statement.where))
    for text in subject.texts:
        match = _YOUNG.search(tidy(text.text))
        if match:
            start = tidy(text.text)[: match.end()].split()[-5:]
            found.append(((), " ".join(start), "seems to lack a word such as “people”", text.where))
    if found:
        yield Hit(
            f"{counted(len(found), 'sentence')} {'reads' if len(found) == 1 else 'read'} as unfinished: "
            f"{'; '.join(f'{quoted(text, 80)} {fault}' for _, text, fault, _ in found[:8])}.",
            about=tuple(dict.fromkeys(name for names, _, _, _ in found for name in names)),
            quote=found[0][1],
            where=tuple(where for _, _, _, where in found),
        )


def _unfinished(text: str) -> str | None:
    if re.search(r"[,;:]$|\b(and|or|the|a|an|of the)\s*\.?$", text):
        return "ends in the middle"
    if _NO_NO.search(text):
        return "seems to lack a joining word"
    if _RATED.search(text) and not _ANY_VERB.search(text):
        return "has no verb"
    return None


@rule(
    code="stray-apostrophe",
    title="An apostrophe out of place",
    severity="note",
    why="It costs a plan its readers’ trust, and it can change how many people are meant.",
    example="All partner’s duties.",
    remedy="Correct the apostrophe.",
)
def stray_apostrophe(subject: Subject) -> Iterator[Hit]:
    found: list[tuple[str, Where]] = []
    for text in subject.texts:
        for sentence in sentences(text.text):
            possessives = re.findall(r"\w[’']s\b|s[’'](?!\w)", sentence)
            for match in _POSSESSED.finditer(sentence):
                word = match.group(1)
                common = word.islower() or word.casefold() in subject.vocabulary
                if len(possessives) == 1 and common and word.casefold() not in _SHORT_FOR:
                    found.append((match.group(0), text.where))
            for match in _SINGULAR.finditer(sentence):
                word = match.group(2)
                if word not in _NOT_PLURAL and f"{word}s" in subject.folded_vocabulary:
                    found.append((match.group(0), text.where))
    if found:
        yield Hit(
            f"{counted(len(found), 'apostrophe')} {'seems' if len(found) == 1 else 'seem'} out of place: "
            f"{listed(quoted(words) for words, _ in found)}.",
            quote=found[0][0],
            where=tuple(where for _, where in found),
        )


@rule(
    code="action-not-a-verb",
    title="An action not written as something to do",
    severity="note",
    why="Where most actions begin with what somebody will do, one that begins “Strengthening” or “The area commits” "
    "leaves it open whether it is promised, under way or done.",
    example="A7: Strengthening partners’ understanding. The rest begin Develop, Review, Set.",
    remedy="Begin each action with what will be done: “Strengthen”, “Agree”, “Provide”.",
)
def action_not_a_verb(subject: Subject) -> Iterator[Hit]:
    found = [(action, fault) for action in subject.actions if (fault := _not_an_order(tidy(action.text)))]
    if found and len(found) * 3 <= len(subject.actions):
        told = [f"{action.ref} {quoted(action.text, 45)} {fault}" for action, fault in found]
        yield Hit(
            f"Most actions say what to do; {counted(len(found), 'action')} {'does' if len(found) == 1 else 'do'} not: "
            f"{'; '.join(told[:8])}.",
            about=tuple(action.ref for action, _ in found),
            quote=tidy(found[0][0].text),
            where=tuple(action.where for action, _ in found),
        )


def _not_an_order(text: str) -> str | None:
    first = next(iter(words(text)), "")
    if first.endswith("ing") and len(first) > 5 and first not in _BARE:
        return "begins with an -ing form"
    if first.endswith("ed") and len(first) > 4 and first not in _BARE:
        return "begins as if it were done"
    if _SUBJECT_VERB.match(text):
        return "makes a statement"
    return None
