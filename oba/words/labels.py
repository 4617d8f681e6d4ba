"""The plan's own words for outcome and indicator, and the product's words said with them.

A Trust may call an outcome a result, and an indicator a benchmark: it says so once, in its plan. The product's own
sentences are written with the usual words and said with the plan's. What people have written is never passed
through here, and neither are names that stand fast: sheets and columns of a workbook, national indicators, and
outcomes-based accountability itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

OFFERED: Mapping[str, tuple[str, ...]] = {
    "outcome": ("outcome", "result"),
    "indicator": ("indicator", "benchmark"),
}
"""The words that the plan workbook offers; another may be typed."""
TAKEN = frozenset(
    "action area baseline comparator figure forecast idea load measure meeting partner partners period plan release "
    "service story target theme verdict".split()
)
"""Words that mean something else here."""
LONGEST = 24
WORD = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
OWN = re.compile(
    r"(?P<fast>(?<!\w)'(?:[^']|(?<=\w)'(?=\w))*'(?!\w)"
    r"|\b(?:sheets?|columns?)(?: named)? (?:[A-Z]\w+, )*(?:[A-Z]\w+ and )?(?:Indicators?|Outcomes?)\b"
    r"|\b(?:[Nn]ational|statutory|Fingertips|Goals) indicators?\b|\b[Oo]utcomes?-based\b)"
    r"|\b(?:(?P<article>[Aa]n)(?P<space>\s+))?(?P<word>indicator|outcome)(?P<many>s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The two words, each in small letters as inside a sentence, and their plurals."""

    outcome: str = "outcome"
    outcomes: str = "outcomes"
    indicator: str = "indicator"
    indicators: str = "indicators"

    @property
    def usual(self) -> bool:
        return self == USUAL

    def say(self, text: str) -> str:
        """A text of the product's own with the plan's words in it, `an` made `a` where the word asks for it."""
        return text if self.usual else OWN.sub(self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        if found["fast"]:
            return found["fast"]
        name = found["word"].lower()
        word = getattr(self, f"{name}s" if found["many"] else name)
        if found["article"]:
            return f"{_like(found['article'], article(word))}{found['space']}{_like(found['word'], word)}"
        return _like(found["word"], word)


USUAL = Labels()
_spoken: ContextVar[Labels] = ContextVar("labels", default=USUAL)


def make_labels(chosen: Mapping[str, str]) -> Labels:
    """The labels of a plan, by what it calls an outcome and an indicator.

    The usual word stands for what it does not say, and for what is no word of letters: labels are put into markup.
    """
    given = {name: chosen.get(name, "") for name in OFFERED}
    outcome, indicator = (
        _small(word if len(word) <= LONGEST and WORD.fullmatch(word) else name)
        for name, word in given.items()
    )
    return Labels(outcome, plural(outcome), indicator, plural(indicator))


def use_labels(labels: Labels) -> None:
    """From here on, in this thread or task, the product speaks with these words."""
    _spoken.set(labels)


def current_labels() -> Labels:
    return _spoken.get()


def in_words(text: str) -> str:
    """A text of the product's own as this plan says it."""
    return _spoken.get().say(text)


def find_fault(name: str, word: str, *, other: str) -> str:
    """Why a word cannot stand for an outcome or an indicator; '' where it can. `other` is the word for the other."""
    small = _small(word)
    if len(word) > LONGEST:
        return f"found {len(word)} characters"
    if not WORD.fullmatch(word):
        return f"found '{word}'"
    if small in TAKEN or small.removesuffix("s") in TAKEN:
        return f"found '{word}', which means something else here"
    if small in OFFERED and small != name:
        return f"found '{word}', which is the usual word for the other"
    return f"found '{word}' for both" if small == _small(other) else ""


def usual_name(name: str) -> str:
    """A heading or the name of a sheet in the usual words, in small letters, where it has one that is offered."""
    small = name.casefold()
    for usual, offered in OFFERED.items():
        for word in offered:
            small = re.sub(rf"\b{word}(s?)\b", rf"{usual}\1", small)
    return small


def plural(word: str) -> str:
    """`benchmarks`, `categories`, `conditions of well-being`."""
    head, of, rest = word.partition(" of ")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        many = f"{head[:-1]}ies"
    elif head.endswith(("s", "x", "z", "ch", "sh")):
        many = f"{head}es"
    else:
        many = f"{head}s"
    return f"{many}{of}{rest}"


def article(word: str) -> str:
    """By its sound, as far as its letters tell."""
    small = word.lower()
    said_as_you = small.startswith(("uni", "use", "usu", "uti", "eu"))
    return "an" if (small[:1] in tuple("aeiou") and not said_as_you) or small.startswith("hon") else "a"


def _small(word: str) -> str:
    """As inside a sentence; letters that stand for words keep their size."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def _like(pattern: str, word: str) -> str:
    if len(pattern) > 1 and pattern.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
