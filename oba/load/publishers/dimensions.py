"""Columns that part a publisher's figures (sex, age, characteristic): which name a measure, which break it down.

Where a column has a total, its other values are breakdowns of it. Where it has one value only, that is part of
what the measure is. Else each value is a measure of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

TOTALS = ("total", "", "all", "persons", "both sexes", "all persons", "people")
"""Values that stand for everyone, the surest first: a column has one of them at most."""
LIKE_TOTAL = re.compile(r"all [a-z].*|total ?[:(,–-].*|.*: total", re.IGNORECASE)
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimensions:
    """`totals` holds each column's total, None where it has none; `single` tells columns with one value.

    `whole` are the measures, by the values that name them, which have a row for the total of everything else.
    """

    labels: tuple[str, ...]
    totals: tuple[str | None, ...]
    single: tuple[bool, ...]
    whole: frozenset[Values]

    @classmethod
    def of(cls, labels: Sequence[str], *, rows: Collection[Values]) -> Dimensions:
        """What the different rows of these columns say."""
        columns = [list(dict.fromkeys(row[place] for row in rows)) for place in range(len(labels))]
        totals = tuple(_total_of(values) for values in columns)
        single = tuple(len(values) == 1 for values in columns)
        bare = cls(tuple(labels), totals, single, frozenset())
        whole = frozenset(bare._named(row) for row in rows if bare._is_total(row))
        return cls(tuple(labels), totals, single, whole)

    def code(self, values: Values) -> str:
        """What follows a measure's code: `characteristic=SDQ average score`; '' where one measure is all there is."""
        return "|".join(f"{label}={value}" for label, value in self._naming(values) if value)

    def words(self, values: Values) -> str:
        """What the row is about, apart from its number: the values that name its measure."""
        singles = [
            value
            for value, single, total in zip(values, self.single, self.totals, strict=True)
            if single and total is None
        ]
        return ": ".join([*singles, *(value for _, value in self._naming(values) if value)])

    def breakdown(self, values: Values) -> str:
        """The part of the population that the row is about; '' for all of it."""
        if self._named(values) not in self.whole:
            return ""
        return ", ".join(
            f"{_spoken(label)}: {value}"
            for label, value, total, single in self._each(values)
            if total is not None and not single and value != total
        )

    def _naming(self, values: Values) -> list[tuple[str, str]]:
        """Columns without a total name a measure; where no row holds the totals, so do the others."""
        whole = self._named(values) in self.whole
        return [
            (label, value)
            for label, value, total, single in self._each(values)
            if not single and (total is None or not whole)
        ]

    def _named(self, values: Values) -> Values:
        return tuple(value for _, value, total, single in self._each(values) if total is None and not single)

    def _is_total(self, values: Values) -> bool:
        return all(total is None or value == total for _, value, total, _ in self._each(values))

    def _each(self, values: Values) -> Iterable[tuple[str, str, str | None, bool]]:
        return zip(self.labels, values, self.totals, self.single, strict=True)


def _total_of(values: Sequence[str]) -> str | None:
    for total in TOTALS:
        for value in values:
            if value.casefold() == total:
                return value
    like = [value for value in values if LIKE_TOTAL.fullmatch(value)]
    return like[0] if len(like) == 1 else None


def _spoken(label: str) -> str:
    """`C_AGE_NAME` as `Age`; what parts by sex is called Sex in every format."""
    words = re.sub(r"_name$|^c_", "", label, flags=re.IGNORECASE).replace("_", " ").strip()
    if words.casefold() in ("sex", "gender"):
        return "Sex"
    return words[:1].upper() + (words[1:].lower() if words.isupper() else words[1:])
