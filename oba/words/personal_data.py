"""What in a text looks as if it told of a person: names, dates of birth, NHS numbers, postcodes, ways to reach someone.

It looks at words alone, so that it misses some and finds some that are none: a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oba.words.first_names import FIRST_NAMES, ORDINARY


class Kind(StrEnum):
    """What a suspect seems to be. The words complete `looks like ...`."""

    NAME = "the name of a person"
    BIRTH = "a date of birth"
    NHS_NUMBER = "an NHS number"
    NHS_MISTYPED = "an NHS number with a wrong digit"
    POSTCODE = "a postcode"
    EMAIL = "an e-mail address"
    PHONE = "a telephone number"
    FEW = "a number of few children, or the age of one"


@dataclass(frozen=True, slots=True)
class Suspect:
    """One place of a text, and what it looks like."""

    kind: Kind
    found: str


_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_NUMERIC_DAY = (
    r"(?<![\d/.-])(?:\d{1,2}( ?/ ?|[.-])\d{1,2}\1(?:19|20)?\d{2}"
    r"|(?:19|20)\d{2}([/.-])\d{1,2}\2\d{1,2})(?![\d/-])"
)
_ORDINALS = (
    "(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|"
    "(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_DAY_FIRST = rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINALS})[ ./-]?(?:of )?(?:{_MONTHS})\b"
_MONTH_FIRST = rf"\b(?:{_MONTHS})\.? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINALS})\b"
DAY = rf"(?:{_DAY_FIRST}|{_MONTH_FIRST})"
_WRITTEN_DAY = rf"{DAY}(?:\.?,?[ /-]?(?:19|20)?\d{{2}}\b)?"
BORN = r"(?:\b(?:born\b|birth(?:day)?\b|d\.? ?o\.? ?b\b\.?)|(?<![\w.])b\.(?= ?\d))"
_BIRTH = re.compile(
    rf"{_NUMERIC_DAY}|{BORN}[^.;\n]{{0,30}}?(?:{_WRITTEN_DAY})|{_WRITTEN_DAY}[^.;\n]{{0,30}}?{BORN}"
    rf"|{BORN}[^\w.;\n]{{0,5}}(?:on )?(?:\d{{6}}|\d{{8}})\b",
    re.IGNORECASE,
)
_NHS = re.compile(
    r"(?:(?<![\w.+-])|(?<=nhs)|(?<=[a-z]\.))\d{3}[ .\u2010-\u2015/-]?\d{3}[ .\u2010-\u2015/-]?\d{4}(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_MISTYPED = re.compile(
    r"\bNHS(?:[ .:-]{0,2}(?:no|nr|num|number)\b)?[ .:#-]{0,3}(\d{3}[ .-]?\d{3}[ .-]?\d{4})(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])[ -]?"
    r"\d(?!(?-i:nd|st|rd|th)\b)[ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"[\w.+'-]+ ?(?:@|\[at\]|\(at\)) ?[\w-]+(?: ?(?:\.|\[dot\]|\(dot\)) ?[\w-]+)+", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:\d[ )-]{0,2}){8,9}\d(?![\w-]|\.\d)")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Rev|Reverend|PC|Sgt)\b\.? "
    r"(?:[A-Z]\.? ?)*[A-Z][\w'’-]+"
)
_WORD = re.compile(r"(?:[^\W\d_]{2,}|[^\W\d_](?=['’]))(?:['’-][^\W\d_]+)*")
_INITIALS = re.compile(r" (?:[A-Z]\.? ?){0,2}")
_AGE = (
    r"(?:\d{1,2}|(?:thir|four|fif|six|seven|eigh|nine)teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)\b(?! ?%|[.,/]\d| (?:per|points?|percent|out|of|in \d|to \d|minutes|hours|days|weeks|times|miles)\b)"
)
_STILL = r"(?: just| now| only| then| nearly| almost| still)*"
_OLD = rf"(?:(?: is| was|['’]s){_STILL}(?: aged| turning)?|{_STILL}(?: has| had)?{_STILL} (?:aged|turned|turns)) {_AGE}"
"""`was 14`, `, who is now aged 14`, `turned 14`: after a name."""
_SPOKEN = re.compile(rf"(?:,? \(?(?:aged? )?\d{{1,2}}\b|(?:,? who)?{_OLD}| (?:said|says|told|tells|aged)\b)")
_GREW = re.compile(
    rf"(?<![\w'’-])(?P<name>[A-Z][\w'’-]+)(?:,? who)?(?={_STILL}(?: is| was| has| had)?{_STILL} (?:aged|turned|turns) "
    rf"|(?: is| was){_STILL} (?:\w+) (?:years? old|when|at the time)\b){_OLD}"
)
_KIN = re.compile(
    r"\b(?i:my|our|his|her|their|your) (?:[a-z-]+ ){0,2}?(?i:son|daughter|lad|lass|lassie|boy|girl|child|kid|baby|"
    r"brother|sister|nephew|niece|cousin|grandson|granddaughter|grandchild|stepson|stepdaughter|twin),?"
    r"(?: called| named| is called| is named)? (?P<name>[A-Z][\w'’-]+)"
)
_REVERSED = re.compile(
    r"(?<![\w'’-])([A-Z][\w'’-]+), ?([A-Z][a-z'’-]+|(?:[A-Z]\. ?){1,3}|[A-Z](?=[;)]|$))(?![\w'’-])"
)
_INITIALLED = re.compile(
    r"(?<![\w.'’&-])(?:(?:[A-Z]\. ?){1,3}|(?:[B-HJ-Z] ){1,2})((?:O['’]|D['’]|Mc|Mac)?[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b"
)
_LETTERED = re.compile(
    r"\b(?:hepatitis|vitamin|table|appendix|annex|section|schedule|part|figure|group|class|plan|option|band|unit|"
    r"type|form|phase|block|stage|level|strand|area|year|grade|category|drug|drugs|influenza|streptococcus)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\bhttps?://\S+", re.IGNORECASE)
_BODIES = frozenset(
    """
    academy agency alliance area association authority avenue board bridge business campus cathedral centre charity
    church city clinic close club college commission committee community company council county court crescent cup
    district drive east estate family farm federation festival forum foundation fund garden gardens gate group grove
    hall heights high hill hospital hotel house infant infants institute island junior lane library lodge market
    medical ministry museum network north nursery office panel parish park partnership place police practice prep
    primary programme project report review river road royal rovers school secondary service services society south
    square stadium station street surgery survey team terrace theatre theological town trust union unit united
    university valley view village walk ward way west wood youth infirmary act award bill january february march
    april may june july august september october november december monday tuesday wednesday thursday friday saturday
    sunday and of the in for to with from at on by or who which that was is has had will would said says
    """.split()
)
"""Words that follow a name in the name of a body, a place or a day, and so make it none of a person."""
_OFFICES = frozenset(
    """
    abuse admission admissions adult adults adviser advisor alcohol allowance analyst area assembly assistant
    attendance audit benefit benefits better british cabinet care central chair chairman chairperson chairwoman
    chief child childcare children's civil clinical co-ordinator commissioner commissioning communities community
    consultant control coordinator copyright corporate credit crime criminal crown customs data democratic dental
    department deputy development director directors disability district domestic drug early east eastern economic
    education educational emergency employment engagement england english environment episode episodes equality
    europe european every excellence exclusion executive executives explore families family federal figures finance
    financial fire first foster framework freedom general good government governor great greater group head health
    higher homelessness housing human improvement inclusion independent index infection information inspector
    integrated intelligence interactive international joint justice justices key labour lead leader learning legal
    level licence life local locality lower management manager managers maternity mayor mental metropolitan
    midwifery minister ministry misuse multi national neighbourhood neighbourhoods new nhs north northern nurse
    nursing office officer officers ofsted older online open operational operations overview paediatric parliament
    participation pension people performance permanent physical planning play policy population president prevention
    primary principal prison private probation professional profile programme protection provider psychology public
    pupil quality reform regional register registrar regulation relations reproductive research resources revenue
    review rural safeguarding safer school schools science scrutiny second secondary secretary sector security
    senior sexual skills social south southern special specialist sport st stage standard standards state
    statistical statistics strategic strategy substance support sure survey sustainable system systems table
    targeted tax teaching team tees third tool transport treasurer unit united universal upper urban vice violence
    virtual voluntary welfare well-being wellbeing west western working world young youth
    """.split()
)
"""Words of posts, bodies and publications, which stand in capitals beside each other and name nobody."""


def normalise(text: str) -> str:
    """The text as it is looked at: one form of each sign, no invisible ones, single spaces."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) != "Cf").split())


def find_personal(text: str, *, known: Collection[str] = ()) -> tuple[Suspect, ...]:
    """Every place that a person should look at, each once. `known` are small-letter words that are nobody's name."""
    plain = normalise(text)
    bare = _LINK.sub(" ; ", plain)
    found = [Suspect(Kind.EMAIL, one.group()) for one in _EMAIL.finditer(plain)]
    found += [Suspect(kind, one.strip()) for kind, look in _LOOKS for one in look(bare)]
    found += [Suspect(Kind.NAME, one) for one in _find_names(_EMAIL.sub(" ; ", bare), known)]
    return tuple(dict.fromkeys(found))


def is_nhs_number(text: str) -> bool:
    """Ten digits of which the last is the check digit (modulus 11, NHS Data Dictionary). All one digit is no number."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[str]]:
    return lambda text: (one.group() for one in pattern.finditer(text))


def _find_nhs(text: str) -> Iterator[str]:
    return (one.group() for one in _NHS.finditer(text) if is_nhs_number(one.group()))


def _find_mistyped(text: str) -> Iterator[str]:
    """What is called an NHS number, and fails its check digit."""
    return (one.group(1) for one in _MISTYPED.finditer(text) if not is_nhs_number(one.group(1)))


_LOOKS: tuple[tuple[Kind, Callable[[str], Iterator[str]]], ...] = (
    (Kind.BIRTH, _matches(_BIRTH)),
    (Kind.NHS_NUMBER, _find_nhs),
    (Kind.NHS_MISTYPED, _find_mistyped),
    (Kind.POSTCODE, _matches(_POSTCODE)),
    (Kind.PHONE, _matches(_PHONE)),
)


def _find_names(text: str, known: Collection[str]) -> Iterator[str]:
    """Titles with a name, first names with what follows, and two words in capitals that are not known."""
    yield from (one.group() for one in _TITLED.finditer(text))
    yield from _find_reversed(text, known)
    yield from _find_initialled(text, known)
    yield from _find_told_of(text, known)
    words = list(_WORD.finditer(text))
    for place in range(len(words)):
        if found := _name_at(text, words[place : place + 3], known):
            yield found


def _find_reversed(text: str, known: Collection[str]) -> Iterator[str]:
    """`Smith, John`: a surname that is no word, body or first name, and a first name that ends its part of a list."""
    for one in _REVERSED.finditer(text):
        last, first = _bare(one.group(1)), _bare(one.group(2))
        initials = len(one.group(2).replace(".", "").replace(" ", "")) < 2 or "." in one.group(2)
        if (initials or first in FIRST_NAMES) and not _is_word(last, known) and last not in FIRST_NAMES:
            yield one.group().rstrip()


def _find_initialled(text: str, known: Collection[str]) -> Iterator[str]:
    """`J. Smith`, `J Smith`: an initial and a surname that is no word; not `Table B Births`, `Hepatitis B Vaccine`."""
    for one in _INITIALLED.finditer(text):
        if not _is_word(_bare(one.group(1)), known) and not _LETTERED.search(text[: one.start()].rstrip()):
            yield one.group()


def _find_told_of(text: str, known: Collection[str]) -> Iterator[str]:
    """`Jorun was 14 when`, `my son Jorun`: a word in capitals that is told of as a child is, and is no other word."""
    for look in (_GREW, _KIN):
        for one in look.finditer(text):
            name = _bare(one["name"])
            if name in FIRST_NAMES or not (_is_word(name, known) or _is_short_form(one["name"])):
                yield one.group()


def _is_word(word: str, known: Collection[str]) -> bool:
    return word in known or word in _BODIES or word in _OFFICES


def _name_at(text: str, words: Sequence[re.Match[str]], known: Collection[str]) -> str:
    """The name that begins with the first of up to three words; '' where none does."""
    one, after = words[0], words[1] if len(words) > 1 else None
    first = _bare(one.group())
    paired = after is not None and _is_surname(text, words)
    if {first, first.partition("-")[0]} & FIRST_NAMES:
        if after is not None and paired and _has_capital(one.group()):
            return text[one.start() : after.end()]
        spoken = _SPOKEN.match(text, one.end())
        if spoken and _has_capital(one.group()):
            return text[one.start() : spoken.end()]
        return "" if first in ORDINARY else one.group()
    if after is None or not paired or not _has_capital(one.group()) or first in _BODIES:
        return ""
    if not known or first in known or first in _OFFICES or _is_short_form(one.group()):
        return ""
    return "" if _bare(after.group()) in _OFFICES else text[one.start() : after.end()]


def _bare(word: str) -> str:
    """The word as lists have it: `Kayleigh's` is `kayleigh`, and `Siân` is `sian`."""
    plain = unicodedata.normalize("NFD", re.sub(r"['’]s$", "", word))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def _is_short_form(word: str) -> bool:
    """`HM`, `NHS`: letters that stand for words."""
    return len(word) <= 5 and word.isupper()


def _has_capital(word: str) -> bool:
    return word[:1].isupper()


def _is_surname(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether the second word follows the first as a surname does, and is not within the name of a body."""
    one, after, *more = words
    if _INITIALS.fullmatch(text[one.end() : after.start()]) is None or not _has_capital(after.group()):
        return False
    of_body = [after, *(word for word in more if text[after.end() : word.start()] == " ")]
    return not any(_has_capital(word.group()) and _bare(word.group()) in _BODIES for word in of_body)
