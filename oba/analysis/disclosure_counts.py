"""How many children a figure is about: its counts as they are given, or as a reader could work them out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from oba.analysis.quantile import normal_quantile
from oba.model.disclosure import Cell, Rule
from oba.model.indicator import Indicator, ValueType

Z = normal_quantile(0.975)
BAND = 0.5
"""How near to a whole number of children a count is known where it is worked out from rounded figures."""
WITHOUT_COUNTS = (ValueType.MEAN, ValueType.SCORE)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the figures of one indicator are.

    `counted`: the value itself is a count. `shared`: the numerator is part of the denominator, so that what is left
    of it is a count too. `multiplier` turns numerator / denominator into the value; None where that is not known.
    """

    counted: bool = False
    shared: bool = True
    multiplier: float | None = None
    standardised: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """`number` is how many, `among` of how many; None where nobody could say.

    `none_left`: all of them are counted, of however many.
    """

    number: float | None = None
    among: float | None = None
    none_left: bool = False


def learn_kind(cells: Iterable[Cell], indicator: Indicator | None = None) -> Kind:
    """As the indicator says; without it, as its figures show.

    Whole numbers alone are taken for counts where the indicator says no more than that they are a score: a file may
    not tell what its columns count.
    """
    given = [cell.numbers for cell in cells if "value" in cell.numbers]
    whole = bool(given) and all(one["value"] == int(one["value"]) >= 0 for one in given)
    alone = not any("denominator" in one or "lower" in one for one in given)
    if indicator is not None:
        kind = indicator.value_type
        return Kind(
            counted=kind is ValueType.COUNT or (kind is ValueType.SCORE and whole and alone),
            shared=kind is ValueType.PROPORTION,
            multiplier=None if kind in WITHOUT_COUNTS or not indicator.multiplier else indicator.multiplier,
            standardised=kind is ValueType.STANDARDISED_RATE,
        )
    rates = [
        one["value"] * one["denominator"] / one["numerator"]
        for one in given
        if one.get("numerator") and one.get("denominator")
    ]
    return Kind(counted=whole and alone, multiplier=_plain(median(rates)) if rates else None)


def _plain(multiplier: float) -> float:
    """A power of ten that it is within a twentieth of; else as it is."""
    if multiplier <= 0:
        return multiplier
    power = 10.0 ** round(math.log10(multiplier))
    return power if abs(multiplier / power - 1) < 0.05 else multiplier


def count(cell: Cell, kind: Kind) -> Counts:
    """The counts of a figure: given, or as value x denominator, a value of nought or the interval's width give them."""
    numbers = cell.numbers
    among = numbers.get("denominator")
    number = numbers.get("numerator")
    value = numbers.get("value")
    if number is None and kind.counted:
        number = value
    if number is None and value is not None and kind.multiplier and among is not None:
        number = _whole(value * among / kind.multiplier)
    if number is None and value is not None and kind.multiplier:
        number = 0.0 if value == 0 else _from_interval(numbers, kind)
    whole = kind.shared and kind.multiplier is not None and value == kind.multiplier
    none_left = whole and (number is None or among is None)
    return Counts(_finite(number), _finite(among), none_left)


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


def _whole(number: float) -> float:
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _from_interval(numbers: dict[str, float], kind: Kind) -> float | None:
    """The count that a published 95% interval gives away: by Wilson's width, or by Byar's upper limit."""
    value, lower, upper = (numbers.get(name) for name in ("value", "lower", "upper"))
    if value is None or upper is None or not value > 0 or upper <= value:
        return None
    multiplier = kind.multiplier or 1.0
    if kind.shared and upper <= multiplier:
        if lower is None or value >= multiplier:
            return None
        return _from_wilson(value / multiplier, (upper - lower) / multiplier)
    return None if kind.standardised else _from_poisson(upper / value)


def _from_wilson(share: float, width: float) -> float:
    def wide(among: float) -> float:
        spread = Z * math.sqrt(Z * Z + 4 * among * share * (1 - share))
        return spread / (among + Z * Z)

    return _whole(share * _solve(wide, width))


def _from_poisson(ratio: float) -> float:
    """The count whose upper limit is `ratio` times itself, by Byar's limits (near the exact ones from 1 on)."""

    def stretch(number: float) -> float:
        more = number + 1
        return more * float((1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3) / number

    return _whole(_solve(stretch, ratio))


def _solve(falling: Callable[[float], float], wanted: float) -> float:
    """Where a falling function of a positive number has the wanted value; infinite where it never falls so far."""
    low, high = 0.01, 1e9
    if falling(high) > wanted:
        return math.inf
    for _ in range(80):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if falling(middle) > wanted else (low, middle)
    return high


def is_small(number: float | None, rule: Rule) -> bool:
    """Whether a count is hidden for itself."""
    if number is None or not rule.threshold:
        return False
    return 0 < number < rule.threshold + BAND or (number == 0 and not rule.zero_shown)


def is_primary(counts: Counts, kind: Kind, rule: Rule) -> bool:
    """Whether a figure is hidden for its own counts: of whom it is, of those that are left, of all of them."""
    if not rule.threshold:
        return False
    left = left_over(counts, kind)
    among = counts.among
    few = among is not None and 0 < among < rule.threshold + BAND
    return is_small(counts.number, rule) or is_small(left, rule) or few


def left_over(counts: Counts, kind: Kind) -> float | None:
    """How many of the denominator are not in the numerator; None where it is no part of it."""
    if counts.none_left:
        return 0.0
    if not kind.shared or counts.number is None or counts.among is None or counts.number > counts.among:
        return None
    return counts.among - counts.number


def find_small(cells: Sequence[Cell], rule: Rule, *, indicator: Indicator | None = None) -> tuple[Cell, ...]:
    """The figures that are hidden for their own counts, in the order given."""
    kind = learn_kind(cells, indicator)
    return tuple(cell for cell in cells if is_primary(count(cell, kind), kind, rule))
