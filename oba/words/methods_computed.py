"""The methods that only `python -m oba compute` offers, in plain words; the pages' own stand in methods."""

from __future__ import annotations

from oba.words.methods import Method

WILSON = Method(
    "Wilson's interval",
    1,
    "For a proportion: the limits that solve (p - x/n)² = z² p (1 - p) / n. They never leave 0 to 1, and "
    "are right also "
    "for a count of nought or of all.",
)
EXACT_POISSON = Method(
    "exact Poisson interval",
    1,
    "For a rate of fewer than 10 events: quantiles of chi-squared, halved, over the denominator, which is "
    "taken as known.",
)
BYAR = Method(
    "Byar's interval",
    1,
    "For a rate of 10 events or more: Byar's approximation to the exact Poisson limits, over the denominator.",
)
DOBSON = Method(
    "Dobson's interval with Byar's limits",
    1,
    "For a directly standardised rate: Byar's limits of the number of events, moved to the weighted rate by "
    "the ratio of "
    "the two standard deviations. Below 10 events none is given, and no rate either. Without weights and with 19 age "
    "bands the 2013 European Standard Population is taken.",
)
STUDENT = Method(
    "Student's t interval",
    1,
    "For a mean of single measurements: the t quantile with n - 1 degrees of freedom times the standard error.",
)
TWO_LEVELS = Method(
    "95% and 99.8% intervals against the other figure",
    1,
    "As the comparison by 95% interval; where the benchmark lies outside the 99.8% interval too, that is said.",
)
BOTH_INTERVALS = Method(
    "two 95% intervals",
    1,
    "Similar where the intervals overlap or touch. That is a cautious comparison: two intervals may overlap "
    "though the "
    "difference stands out.",
)
LIMITS_OF_PROPORTION = Method(
    "control limits for a proportion",
    1,
    "Wilson's limits about the benchmark at this area's denominator (z 1.96 and 3.0902, as in Fingertips). "
    "Inside the "
    "95% limits, their ends included, is similar.",
)
LIMITS_OF_RATE = Method(
    "control limits for a rate",
    1,
    "Exact Poisson limits about the events expected at the benchmark's rate (tails 0.025 and 0.001). Inside the 95% "
    "limits, their ends included, is similar.",
)
FIFTHS_OF_AREAS = Method(
    "fifths of the areas given",
    1,
    "All figures given are put in order and dealt into five groups, the first ones one longer where they do "
    "not divide. "
    "At least five are needed. A place in a fifth is no test: it may be due to chance.",
)
QUARTERS_OF_AREAS = Method(
    "quarters of the areas given",
    1,
    "As fifths, with four groups and at least four figures.",
)
TARGET_RANGE = Method(
    "target range by the figure alone",
    1,
    "Within a target range, its lower end included and its upper end not, is similar; beyond it on the good side is "
    "better, on the other side worse.",
)
COMPUTED = (
    WILSON,
    EXACT_POISSON,
    BYAR,
    DOBSON,
    STUDENT,
    TWO_LEVELS,
    BOTH_INTERVALS,
    LIMITS_OF_PROPORTION,
    LIMITS_OF_RATE,
    FIFTHS_OF_AREAS,
    QUARTERS_OF_AREAS,
    TARGET_RANGE,
)
