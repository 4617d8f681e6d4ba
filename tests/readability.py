"""How hard a text is to read: words a sentence, the Flesch-Kincaid grade, and words that nobody should have to know.

The grade is 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others 1975): the year of school in which
a text is understood, so that grade 6 is an age of 11 to 12. Syllables are counted by the vowels of a word, as tools do
that have no dictionary. A number is one word of one syllable: it is read by its digits, and would else make any text
with figures look hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

JARGON = frozenset(
    """aggregate baseline benchmark chi-squared coefficient cohort comparator comparators confidence cumulative data
    denominator deviation distribution indicator indicators interval intervals median methodology moderated neighbours
    numerator outcome percentile polarity polarities pooled provisional quantile quartile quintile significance
    significant significantly special standardised statistic statistical statistically suppressed trajectory variance
    variation verdict""".split()
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|[\d][\d,./%-]*")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^l]e)$")
_VOWELS = re.compile(r"[aeiouy]+")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def count_syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one. A hyphen parts a word."""
    if word[0].isdigit():
        return 1
    parts = [part for part in re.split(r"[-'’]", word.lower()) if part]
    return max(sum(_count_of_part(part) for part in parts), 1)


def _count_of_part(part: str) -> int:
    groups = len(_VOWELS.findall(part))
    return max(groups - (1 if groups > 1 and _SILENT.search(part) else 0), 1 if len(part) > 2 else 0)


def words_a_sentence(sentences: Iterable[str]) -> float:
    counts = [len(words_of(one)) for one in sentences]
    return sum(counts) / len(counts)


def reading_grade(sentences: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of sentences, each an entry of its own."""
    said = list(sentences)
    words = [word for one in said for word in words_of(one)]
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59


def jargon_in(text: str) -> set[str]:
    return {word.lower() for word in words_of(text)} & JARGON
