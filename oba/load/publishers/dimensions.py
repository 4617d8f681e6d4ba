"""Columns that part a publisher's figures (sex, age, characteristic): which name a measure, which break it down.

Where a column has a total, its other values are breakdowns of it. Where it has several values and no total, each
is a measure of its own. Where it has one value that is no total, its header decides:

- a topic (`category`, `topic`, `indicator`) says what the whole file is about: it names the measure, and its code
  does without it;
- any other column parts a population (`gender`, `age_group`, `school_type`): the file was filtered to one group of
  it, which must not stand for everyone. So does a topic whose one value is a sex, an age or the like. Such a lone
  value is part of a new measure's code, or a breakdown of a measure that the plan knows without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from oba.model.measure import Measure

TOTALS = ("total", "", "all", "persons", "both sexes", "all persons", "people")
"""Values that stand for everyone, the surest first: a column has one of them at most."""
LIKE_TOTAL = re.compile(r"all [a-z].*|total ?[:(,–-].*|.*: total", re.IGNORECASE)
TOPIC = re.compile(
    r"categor(?:y|ies)|topics?|subjects?|themes?|measures?|indicators?|indicator name|statistics?|series|title"
    r"|description|table|data ?set|publication",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r".*\b(?:sex|gender|ages?|aged|year group|ethnic\w*|race|fsm|free school meals?|sen|special educational\w*|disab\w*"
    r"|depriv\w*|imd|nationality|religion|first language|category type)\b.*",
    re.IGNORECASE,
)
"""Headers of columns whose values are groups of people, the same in every data set: they tell none apart."""
GROUP = re.compile(
    r"(?:fe)?males?|boys?|girls?|men|women|(?:people |children |young people )?(?:aged?|under|over) [0-9].*"
    r"|[0-9]{1,3}(?:\+| ?(?:to|-|–) ?[0-9]{1,3})(?: ?(?:years?|yrs))?"
    r"|(?:white|black|asian|mixed|chinese|gypsy)\b.*|(?:not )?(?:fsm|sen|disabled)\b.*",
    re.IGNORECASE,
)
"""A value that is a group of people, whatever its column is called."""
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimensions:
    """`totals` holds each column's total, None where it has none; `single` tells columns with one value.

    `whole` are the measures, by the values that name them, which have a row for the total of everything else.
    `topics` are the places of columns whose one value says what the file is about, `lone` those of the columns
    whose one value is a group. `inside` names the places of either kind whose value is part of the code.
    """

    labels: tuple[str, ...]
    totals: tuple[str | None, ...]
    single: tuple[bool, ...]
    whole: frozenset[Values]
    topics: frozenset[int] = frozenset()
    lone: frozenset[int] = frozenset()

    @classmethod
    def of(cls, labels: Sequence[str], *, rows: Collection[Values]) -> Dimensions:
        """What the different rows of these columns say."""
        columns = [list(dict.fromkeys(row[place] for row in rows)) for place in range(len(labels))]
        totals = tuple(_total_of(values) for values in columns)
        single = tuple(len(values) == 1 for values in columns)
        bare = cls(tuple(labels), totals, single, frozenset())
        whole = frozenset(bare._named(row) for row in rows if bare._is_total(row))
        ones = {place for place, one in enumerate(single) if one and totals[place] is None}
        topics = frozenset(place for place in ones if _is_topic(labels[place], value=columns[place][0]))
        return cls(tuple(labels), totals, single, whole, topics, frozenset(ones) - topics)

    def code(self, values: Values, *, inside: Collection[int] | None = None) -> str:
        """What follows a measure's code: `characteristic=SDQ average score`; '' where one measure is all there is."""
        places = self._naming(values) | set(self.lone if inside is None else inside)
        return "|".join(f"{self.labels[place]}={values[place]}" for place in sorted(places) if values[place])

    def words(self, values: Values, *, inside: Collection[int] | None = None) -> str:
        """What the row is about, apart from its number: the values that name its measure."""
        singles = self.topics | set(self.lone if inside is None else inside)
        named = [*sorted(singles), *sorted(self._naming(values))]
        return ": ".join(values[place] for place in named if values[place])

    def breakdown(self, values: Values, *, inside: Collection[int] | None = None) -> str:
        """The part of the population that the row is about; '' for all of it."""
        places = set() if inside is None else self.lone - set(inside)
        if self._named(values) in self.whole:
            places |= {
                place
                for place, total in enumerate(self.totals)
                if total is not None and not self.single[place] and values[place] != total
            }
        return ", ".join(f"{_spoken(self.labels[place])}: {values[place]}" for place in sorted(places))

    def tells_apart(self, values: Values, *, inside: Collection[int]) -> bool:
        """Whether the code of these values says what is counted, and not only of whom."""
        places = self._naming(values) | set(inside)
        return any(values[place] and not self.of_people(place) for place in places)

    def of_people(self, place: int) -> bool:
        """Whether the column parts people in a way that every data set does."""
        return bool(PEOPLE.fullmatch(_plain_label(self.labels[place])))

    def _naming(self, values: Values) -> set[int]:
        """Columns without a total name a measure; where no row holds the totals, so do the others."""
        whole = self._named(values) in self.whole
        return {
            place
            for place, total in enumerate(self.totals)
            if not self.single[place] and (total is None or not whole)
        }

    def _named(self, values: Values) -> Values:
        return tuple(values[place] for place in self._without_total())

    def _without_total(self) -> Iterator[int]:
        return (place for place, total in enumerate(self.totals) if total is None and not self.single[place])

    def _is_total(self, values: Values) -> bool:
        return all(total is None or value == total for value, total in zip(values, self.totals, strict=True))


def _is_topic(label: str, *, value: str) -> bool:
    return bool(TOPIC.fullmatch(_plain_label(label))) and not GROUP.fullmatch(value)


def _plain_label(label: str) -> str:
    """`C_AGE_NAME` as `AGE`."""
    return re.sub(r"_name$|^c_", "", label, flags=re.IGNORECASE).replace("_", " ").strip()


def _total_of(values: Sequence[str]) -> str | None:
    for total in TOTALS:
        for value in values:
            if value.casefold() == total:
                return value
    like = [value for value in values if LIKE_TOTAL.fullmatch(value)]
    return like[0] if len(like) == 1 else None


def _spoken(label: str) -> str:
    """`C_AGE_NAME` as `Age`; what parts by sex is called Sex in every format."""
    words = _plain_label(label)
    if words.casefold() in ("sex", "gender"):
        return "Sex"
    return words[:1].upper() + (words[1:].lower() if words.isupper() else words[1:])


@dataclass(frozen=True, slots=True)
class Parted:
    """A file of one publisher: the columns that part its figures, and the measure of each combination that names one.

    `groups` tells the codes of which the file holds one group only: the group, and the code that would name it.
    """

    columns: list[int]
    dimensions: Dimensions
    measures: dict[str, Measure]
    codes: dict[tuple[str, ...], str]
    breakdowns: dict[tuple[str, ...], str]
    groups: dict[str, tuple[str, str]]
