"""Small numbers: on how many cases the newest figures rest, or how wide their margin of error is."""

from __future__ import annotations

from oba.model.indicator import Indicator, ValueType
from oba.model.quality import Aspect, Cause, Mark, Reason
from oba.model.series import Observation, Series
from oba.model.thresholds import FEW_CASES, VERY_FEW_CASES, VERY_WIDE, WIDE

NEWEST = 5
Z95 = 1.959964
WITHOUT_CASES = (ValueType.MEAN, ValueType.SCORE)
"""What is averaged or scored has no cases: a numerator there is a sum."""


def judge_small_numbers(series: Series, *, indicator: Indicator) -> Reason:
    """By the cases of the newest five figures where the publisher gives them, else by the newest one's interval."""
    newest = [one for one in series.observations if one.measured][-NEWEST:]
    if not newest:
        return Reason(Aspect.SMALL_NUMBERS, Cause.NO_MARGIN)
    cases = [found for one in newest if (found := count_cases(one, indicator=indicator)) is not None]
    last = count_cases(newest[-1], indicator=indicator)
    if last is not None:
        return _judge_cases(round(last), few=sum(one < FEW_CASES for one in cases), of=len(cases))
    error = measure_error(newest[-1])
    if error is None:
        return Reason(Aspect.SMALL_NUMBERS, Cause.NO_MARGIN, period=newest[-1].period)
    mark = Mark.DOUBTFUL if error >= VERY_WIDE else Mark.CARE if error >= WIDE else Mark.SOUND
    cause = Cause.WIDE_MARGIN if mark.rank else Cause.MEASURED
    return Reason(Aspect.SMALL_NUMBERS, cause, mark, typical=error, period=newest[-1].period)


def _judge_cases(last: int, *, few: int, of: int) -> Reason:
    """Doubtful and care by the newest figure; care too where half of the newest figures rest on few."""
    some = last < FEW_CASES or 2 * few >= of
    mark = Mark.DOUBTFUL if last < VERY_FEW_CASES else Mark.CARE if some else Mark.SOUND
    cause = Cause.FEW_CASES if mark.rank else Cause.COUNTED
    return Reason(Aspect.SMALL_NUMBERS, cause, mark, count=last, of=of, largest=float(few))


def count_cases(one: Observation, *, indicator: Indicator) -> float | None:
    """The published numerator; a count of people is its own."""
    if indicator.value_type in WITHOUT_CASES:
        return None
    if indicator.value_type is ValueType.COUNT and not indicator.unit.startswith("£"):
        return one.value if one.numerator is None else one.numerator
    return one.numerator


def measure_error(one: Observation) -> float | None:
    """The relative standard error behind a 95% interval; None without an interval, or for a figure of nought."""
    if one.value is None or one.lower is None or one.upper is None or not one.value:
        return None
    return abs(one.upper - one.lower) / (2 * Z95) / abs(one.value)
