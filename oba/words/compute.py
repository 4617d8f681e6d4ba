"""What may be said to `python -m oba compute`, in words: its methods, their fields and what they answer.

The command's help and the About page are made from these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PURPOSE = (
    "Any finding can be worked out again without this dashboard's store: python -m oba compute METHOD "
    "reads one JSON "
    "object a line from standard input and writes one a line to standard output, in the same order."
)
RULES = (
    "A line that cannot be computed gives an object named error with its line, field, what was found, what "
    "was expected "
    "and what to do; the lines after it are computed all the same. The command ends with 0, with 1 if any line was "
    "refused, and with 2 if the call itself was wrong.",
    "Figures stand oldest first, one for each period; null where a period has none. What is left out counts as null. "
    "A field that the method does not have is refused. The field id is carried through to the answer; note, and any "
    "field whose name begins with an underscore, are passed over.",
    "An answer never holds NaN or Infinity: what cannot be computed is null, with the reason beside it.",
)


@dataclass(frozen=True, slots=True)
class MethodWords:
    """What a method is for, an example line, its fields and its answer by name."""

    purpose: str
    example: str
    fields: Mapping[str, str]
    answer: Mapping[str, str]


_VALUES = "the figures, oldest first, one for each period; null for a period without one"
_POLARITY = "whether high is good, low is good, or no judgement is made"
_MULTIPLIER = (
    "turns numerator / denominator into the value: 100 for a percentage, 10000 for a rate per 10,000"
)
_EVERY = (
    "how many years a figure covers: 1; 3 for rolling three-year periods published each year; 0.25 for quarters; "
    "0.0833 (1/12) for months. Figures of several years overlap, and those that share data are not treated "
    "as independent"
)
_METHOD = "the method used, by its name on the About page"
_VERSION = "its version: a changed method gets a new one"
_REASON = "why there is no answer, or what must be said beside it; an empty text otherwise"
_NOTES = "what was taken for granted, one sentence each; left out where there is none"
_LOWEST = "the lowest value that is possible at all, such as 0; null for none"
_HIGHEST = "the highest value that is possible at all, such as 100; null for none"
_SCENARIO = (
    "carry_on the trend as far as it stands out from noise; hold the level; or a straight_line through "
    "all figures"
)

TREND = MethodWords(
    purpose="whether the newest figures show a change beyond chance (the recent trend)",
    example='{"values": [93.6, 88.1, 84.0, 79.2, 72.7], "lower": [92.9, 87.4, 83.3, 78.5, 72.0], '
    '"upper": [94.3, 88.8, 84.7, 79.9, 73.4], "value_type": "crude rate", "polarity": "low is good"}',
    fields={
        "values": _VALUES + "; may be left out where numerators and denominators are given",
        "lower": "the lower limits of the published 95% intervals",
        "upper": "the upper limits of the published 95% intervals",
        "numerators": "the counts",
        "denominators": "what the counts are out of",
        "years_per_period": _EVERY,
        "value_type": "what the value is. Percentages with counts are tested by their counts; crude rates "
        "with counts "
        "and without intervals get an interval of our own; all others need intervals, or six figures",
        "polarity": _POLARITY,
        "multiplier": _MULTIPLIER + "; found from the figures if left out",
    },
    answer={
        "trend": "increasing, decreasing, no_significant_change or cannot_be_calculated",
        "judgement": "better, worse or none",
        "statistic": "chi-squared (a change is reported above 9.5495) or Student's t, as the method says",
        "slope": "the change a period, in the unit of the value; periods used are counted 1, 2, 3, ...",
        "points_used": "how many figures the test used",
        "positions": "which figures those are, the first of the line being 0",
        "method": _METHOD,
        "version": _VERSION,
        "reason": _REASON,
        "notes": _NOTES,
    },
)
INTERVAL = MethodWords(
    purpose="the confidence interval of a proportion, a rate, a directly standardised rate or a mean",
    example='{"kind": "proportion", "numerator": 65, "denominator": 100, "multiplier": 100}',
    fields={
        "kind": "what the value is, which decides the formula",
        "numerator": "the count (proportion and rate)",
        "denominator": "what the count is out of (proportion and rate)",
        "multiplier": _MULTIPLIER,
        "level": "how sure the interval is to be: 0.9 to 1, or 90 to 100",
        "strata": "for a standardised rate, one object for each age band: {numerator, denominator, weight}; "
        "count and "
        "population are understood too",
        "weights": "the standard population of the age bands, where the strata do not hold it; the 2013 European "
        "Standard Population if there are 19 bands and none is given",
        "observations": "for a mean, the single measurements",
        "mean": "for a mean, without observations: the mean itself",
        "sd": "the standard deviation of the measurements (n - 1 in its divisor)",
        "n": "how many measurements",
    },
    answer={
        "value": "the proportion, rate or mean, times the multiplier",
        "lower": "the lower limit; null where the formula gives none",
        "upper": "the upper limit",
        "level": "the level used",
        "method": _METHOD,
        "version": _VERSION,
        "reason": _REASON,
    },
)
COMPARE = MethodWords(
    purpose="one figure against a benchmark: another area's figure, a target, or all areas",
    example='{"value": 90.9, "lower": 80.1, "upper": 102.7, "benchmark": 72.7, "polarity": "low is good"}',
    fields={
        "value": "the figure",
        "lower": "the lower limit of its 95% interval",
        "upper": "the upper limit of its 95% interval",
        "benchmark": "the figure it is held against, in the same unit",
        "polarity": _POLARITY,
        "method": "how it is compared",
        "lower99_8": "the lower limit of its 99.8% interval (two_levels)",
        "upper99_8": "the upper limit of its 99.8% interval (two_levels)",
        "benchmark_lower": "the lower limit of the benchmark's 95% interval (both_intervals)",
        "benchmark_upper": "the upper limit of the benchmark's 95% interval (both_intervals)",
        "numerator": "the count (control limits; the value is worked out from it where it is left out)",
        "denominator": "what the count is out of (control limits)",
        "multiplier": _MULTIPLIER,
        "areas": "the figures of all areas, this one among them (quintiles, quartiles)",
        "position": "which of the areas this one is, the first being 0; the first of that value if left out",
        "target": "the target (target)",
        "target_upper": "the upper end of a target that is a range (target)",
    },
    answer={
        "comparison": "better, worse, similar, higher, lower or not compared; for fifths best, better, "
        "middle, worse, "
        "worst (lowest to highest without polarity)",
        "level": "the widest interval that the benchmark lies outside of: 95%, 99.8% or an empty text",
        "method": _METHOD,
        "version": _VERSION,
        "fifth": "1, the best (the lowest without polarity), to 5 (quintiles)",
        "quarter": "1, the best (the lowest without polarity), to 4 (quartiles)",
        "of": "how many areas have a figure (quintiles, quartiles)",
        "lower_limit": "the lower 95% control limit about the benchmark (spc_proportion, spc_rate)",
        "upper_limit": "the upper one",
        "reason": _REASON,
    },
)
SPC = MethodWords(
    purpose="special cause: which figures stand out from what the process does by itself (an XmR control chart)",
    example='{"values": [12, 14, 11, 13, 12, 15, 13, 12, 14, 13, 12, 25], "improvement": "decrease"}',
    fields={
        "values": _VALUES,
        "improvement": "which way is better",
        "screen": "whether very large moving ranges are left out of the limits (3.267 times the average or more)",
        "run_length": "how many points in a row make a shift or a trend",
        "rebase_at": "the positions at which new limits begin, the first figure being 0",
        "target": "a target, to say whether the process will meet it",
    },
    answer={
        "mean": "the mean of the newest phase",
        "lower_limit": "its lower control limit",
        "upper_limit": "its upper control limit",
        "points": "one object for each figure: value, mean, limits, whether it is special cause, by which "
        "rule, which kind",
        "variation": "the state of the newest figure",
        "assurance": "whether the process as it is will meet the target",
        "dropped": "how many moving ranges were left out of the limits as too large",
        "trial": "true where there are fewer than 12 figures: the limits are not to be relied on",
        "method": _METHOD,
        "version": _VERSION,
        "reason": _REASON,
    },
)
FORECAST = MethodWords(
    purpose="where a curve is heading if nothing changes, with its margins",
    example='{"values": [40.1, 38.7, 37.9, 35.2, 34.8, 33.0], "horizon": 3, "lower_bound": 0}',
    fields={
        "values": _VALUES,
        "horizon": "how many periods ahead",
        "scenario": _SCENARIO,
        "years_per_period": _EVERY,
        "lower_bound": _LOWEST,
        "upper_bound": _HIGHEST,
        "peers": "the figures of other areas for the same periods, a list of lists: with 20 or more they "
        "steady the margin",
    },
    answer={
        "points": "the forecast of each period ahead",
        "se": "its standard error",
        "lower80": "the lower limits of the 80% interval",
        "upper80": "the upper limits of the 80% interval",
        "lower95": "the lower limits of the 95% interval",
        "upper95": "the upper limits of the 95% interval",
        "weight": "the share of the average yearly change that is carried on, 0 to 1",
        "degrees": "the degrees of freedom of the margin; 0 where there is none",
        "points_used": "how many figures it was made from",
        "moderated_by": "how many other areas steadied the margin",
        "method": _METHOD,
        "version": _VERSION,
        "reason": _REASON,
        "notes": _NOTES,
    },
)
VERDICT = MethodWords(
    purpose="whether the curve has turned: the figures since the forecast's last figure against the forecast made from "
    "those before it",
    example='{"history": [40.1, 38.7, 37.9, 38.2, 37.8, 38.0], "since": [35.5, 30.2], "polarity": "low is good"}',
    fields={
        "history": "the figures that the forecast is made from, oldest first; null for a period without one",
        "since": "the figures after them, one for each period from the next one on",
        "polarity": _POLARITY,
        "scenario": _SCENARIO,
        "horizon": "how many periods ahead the forecast was made; as far as the figures go if left out, and "
        "at least five",
        "peers": "other areas, each {history, since}: with 20 areas or more, ours included, our gap is "
        "ranked among theirs",
        "years_per_period": _EVERY,
        "lower_bound": _LOWEST,
        "upper_bound": _HIGHEST,
        "change": "the size of a sustained change a period to say when we will know; the average size of the yearly "
        "changes of the history if left out",
        "denominators": "what the counts of the figures since are out of, for how many fewer or more that makes",
        "multiplier": _MULTIPLIER,
        "value_type": "what the value is: only proportions, crude rates and counts add up",
    },
    answer={
        "verdict": "turned, early sign, as forecast, early warning, worse than forecast or too early to "
        "tell; without "
        "polarity above forecast or below forecast",
        "gap": "the newest figure minus its forecast",
        "gap_interval": "the gap's 95% interval, [lower, upper]",
        "gap_interval80": "the gap's 80% interval",
        "mean_gap": "the average gap of all figures since",
        "mean_gap_interval": "its 95% interval",
        "cumulative": "how many fewer (negative) or more that makes, {value, lower, upper}, where counts allow",
        "rank": "our place among the areas' own gaps, {place, of, chance}; 1 is the best, or the highest "
        "without polarity",
        "when_will_we_know": "{change, periods80, periods95, horizon}: further periods until a change of "
        "that size a period "
        "would show; 0 if it most likely would have by now, null if these figures cannot show it",
        "forecast": "the forecast of the newest figure, {value, lower80, upper80, lower95, upper95}",
        "forecast_method": "the method of the forecast, by its name on the About page",
        "method": _METHOD,
        "version": _VERSION,
        "reason": _REASON,
        "notes": _NOTES,
    },
)
METHODS = {
    "trend": TREND,
    "interval": INTERVAL,
    "compare": COMPARE,
    "spc": SPC,
    "forecast": FORECAST,
    "verdict": VERDICT,
}
