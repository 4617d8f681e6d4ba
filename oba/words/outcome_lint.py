"""How an outcome is worded: a condition of well-being for a whole population in a place, in plain language.

Each rule that a sentence breaks gives a note: what was found, and what to do. A note is a hint to the group that words
the outcome, never a refusal. It looks at words alone, so it can be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from oba.words.labels import in_words


class Rule(StrEnum):
    """What an outcome is not, and what it must have."""

    EMPTY = "nothing is written"
    NUMBER = "no numbers"
    MEASURE = "no measure"
    DIRECTION = "no reduce, increase or improve"
    SERVICE = "no service"
    LABEL = "a condition, not the name of a strategy"
    PART = "the whole population"
    POPULATION = "whose well-being it is"
    PLACE = "in which place"
    PLAIN = "plain language"


@dataclass(frozen=True, slots=True)
class WordingNote:
    """One rule that is broken: the words it was found by, and what to do instead."""

    rule: Rule
    found: str
    remedy: str


LONGEST = 28
"""Words that a sentence read out in a meeting can bear."""

_NUMBER = re.compile(
    r"\d[\d,.]*%?|%|\bper ?cent\b|\b(?:half|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|"
    r"million|thirds?|quarters?|twice|zero)\b|\bone in \w+",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:rates? of|numbers? of|proportion of|share of|percentage|level of|levels of|average|index|score|scores|target"
    r"|targets|indicator|indicators|benchmark|benchmarks|incidence|prevalence)\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"\b(?:(?:reduc|increas|improv|decreas|tackl|minimis|maximis|eliminat|eradicat|rais(?:e|es|ed|ing)\b|halv|"
    r"strengthen|enhanc|prevent|combat|accelerat)\w*|fewer|more|less|better|worse|higher|lowest|highest|"
    r"narrow(?:s|ed|ing)?|clos(?:e|es|ed|ing) the gap|cut(?:s|ting)?|(?:bring|drive|get) down|put an end to)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:services?|provision|provider|providers|programmes?|schemes?|projects?|interventions?|initiatives?|pathways?|"
    r"social care|social workers?|health visitors?|support workers?|youth workers?|council|councils|authority|"
    r"(?<!multi-)agency|agencies|partnerships?|referrals?|waiting lists?|waiting times?|caseloads?|teams?|clinics?|"
    r"helpline|commissioned|commissioning|case management|assessments?|key ?workers?|sure start|connexions|"
    r"children's centres?)\b",
    re.IGNORECASE,
)
_TRUST = re.compile(r"(?<=\S )Trust\b")
_PART = re.compile(
    r"\b(?:service users?|clients?|customers?|patients?|participants?|attendees|beneficiaries|those who|"
    r"(?:known|referred) to|on the register|in care|looked after|looked-after|in need|at risk|vulnerable|"
    r"disadvantaged|deprived|targeted|hard to reach|hard-to-reach|eligible|troubled families)\b",
    re.IGNORECASE,
)
_POPULATION = re.compile(
    r"\b(?:child|children|babies|baby|infants?|toddlers?|boys|girls|young people|young person|young adults?|teenagers?|"
    r"youth|pupils?|students?|parents?|mothers?|fathers?|carers?|famil(?:y|ies)|households?|people|residents?|"
    r"everyone|everybody|adults?|men|women|citizens?|neighbours|communit(?:y|ies)|we)\b",
    re.IGNORECASE,
)
_JARGON = re.compile(
    r"\b(?:multi-?agency|holistic\w*|stakeholders?|resilien\w+|attainment|engagement|empower\w*|facilitat\w*|"
    r"co-?produc\w*|cohorts?|socio-?economic\w*|deprivation|optim\w+|synerg\w*|wraparound|outcomes?|robust\w*|"
    r"safeguarded|worklessness|inequalit\w+|disproportional\w*|evidence-based|trajector\w+|equitabl\w+|"
    r"pro-?social|life chances|key stage|early help|needs-led|person-centred|protective factors|underpin\w*)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"\b(?!UK\b|I\b)[A-Z]{2,}\w*")
_ORDER = re.compile(
    r"^(?:to )?(?:ensure|provide|deliver|develop|promote|support|encourage|enable|help|protect|safeguard|give|work|"
    r"make|build|create|offer|commission|address|meet|focus|continue|maintain|target|keep)\b",
    re.IGNORECASE,
)
_GERUND = re.compile(
    r"^(?!(?:thriving|loving|caring|bullying|learning|housing|parenting|everything|nothing)\b)\w{2,}ing\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:are|is|am|be|been|have|has|can|do|does|will|feel|feels|live|lives|grow|grows|enjoy|enjoys|learn|learns|know|"
    r"knows|get|gets|eat|eats|go|goes|start|starts|leave|leaves|stay|stays|achieve|achieves|thrive|thrives|succeed|"
    r"succeeds|belong|belongs|play|plays|make|makes|take|takes|reach|reaches|sleep|sleeps|walk|walks|trust|trusts|"
    r"own|owns|speak|speaks|look|looks|respect|respects|cope|copes|say|says|find|finds|want|wants|love|loves|move|moves|"
    r"do well|become|becomes|come|comes|arrive|arrives|share|shares|breathe|breathes|see|sees|need|needs|travel|"
    r"travels|contribute|contributes|develop|develops|choose|chooses|read|reads|behave|behaves|treat|treats|care|cares|think|"
    r"thinks|work|works|spend|spends|keep|keeps|follow|follows|finish|finishes|earn|earns|hope|hopes|flourish|"
    r"flourishes)\b",
    re.IGNORECASE,
)


def lint_outcome(sentence: str, *, names: Collection[str] = (), place: str = "") -> tuple[WordingNote, ...]:
    """What there is to say of the wording, in the order of the rules; nothing where it is worded as it should be.

    `names` are services and organisations that must not stand in it; `place` is where the population lives, and is
    not asked for when it is ''.
    """
    text = " ".join(sentence.split())
    if not text:
        return (WordingNote(Rule.EMPTY, "", "Write the condition of well-being in a sentence"),)
    return tuple(_find(text, names=names, place=place))


def _find(text: str, *, names: Collection[str], place: str) -> Iterator[WordingNote]:
    for rule, found, remedy in (
        (Rule.NUMBER, _NUMBER.search(text), in_words("Leave numbers to the indicators and their targets")),
        (
            Rule.MEASURE,
            _MEASURE.search(text),
            "Say what people's lives are like; how it is counted comes after",
        ),
        (
            Rule.DIRECTION,
            _DIRECTION.search(text),
            "Say how things are when all is well, not which way they go",
        ),
    ):
        if found:
            yield WordingNote(rule, found.group(), remedy)
    service = _find_service(text, names=names)
    if service:
        yield WordingNote(
            Rule.SERVICE, service, "Say how people live; who helps them comes later in the talk"
        )
    if label := _find_label(text):
        yield WordingNote(Rule.LABEL, label, "Write a sentence that says how children and young people live")
    if part := _PART.search(text):
        remedy = "Word it for everyone of that age; who is worst off is shown by breakdowns"
        yield WordingNote(Rule.PART, part.group(), remedy)
    if not _POPULATION.search(text):
        yield WordingNote(Rule.POPULATION, "", "Name those it is about, such as children and young people")
    if place and place.casefold() not in text.casefold():
        yield WordingNote(Rule.PLACE, "", f"Name the place: in {place}")
    hard = _find_hard(text)
    if hard and hard.casefold() not in service.casefold():
        yield WordingNote(Rule.PLAIN, hard, "Use words that a young person would use")


def _find_service(text: str, *, names: Collection[str]) -> str:
    for name in names:
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            return name
    found = _SERVICE.search(text) or _TRUST.search(text)
    return found.group() if found else ""


def _find_label(text: str) -> str:
    """What makes it a strategy or a heading: how it begins, or that a short text has no verb."""
    start = _ORDER.search(text) or _GERUND.search(text)
    if start:
        return start.group()
    short = len(text.split()) <= 7
    return text.rstrip(".") if short and not _VERB.search(text) else ""


def _find_hard(text: str) -> str:
    found = _JARGON.search(text) or _LETTERS.search(text)
    if found:
        return found.group()
    length = len(text.split())
    return f"{length} words in one sentence" if length > LONGEST else ""


def say_note(note: WordingNote) -> str:
    """The note in a sentence: `No numbers: '50%'. Leave numbers to the indicators and their targets.`"""
    named = f"{note.rule.value[:1].upper()}{note.rule.value[1:]}"
    found = f": '{note.found}'" if note.found else ""
    return f"{named}{found}. {note.remedy}."
