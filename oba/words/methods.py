"""Each statistical method in plain words, with the name and version that every finding carries.

The About page prints these; the analysis takes its names and versions from here, so that what is said
and what is done cannot part. A change in what a method computes is a new version.
"""

from __future__ import annotations

from oba.words.method import Method as Method
from oba.words.quality_methods import PLAUSIBLE, QUALITY

TREND = Method(
    "recent trend",
    1,
    "The recent trend looks at yearly figures that do not overlap and that no change of definition "
    "separates. Where those are too few, or hold nothing that a test can use, it cannot be calculated, "
    "and the reason is given. That is not the same as no change. Where the figures pool several years, "
    "only those that share no year are used.",
)
TREND_FROM_COUNTS = Method(
    "recent trend from counts",
    1,
    "For percentages whose counts are published: the chi-squared test for trend on the newest five "
    "figures, as in Fingertips. They count as one step apart from each to the next, whether or not a year is missing "
    "between them, as there. A change is reported when chi-squared is above 9.55 (a chance of 1 in "
    "500 if nothing changes) and leaving out any one year would not turn the direction round. It takes "
    "chance in the counts into account and nothing else, so very large areas show even small changes: "
    "look at the size too.",
)
TREND_FROM_INTERVALS = Method(
    "recent trend from intervals",
    1,
    "For figures published with a 95% interval: a straight line through the newest five figures, each "
    "weighted by how sure it is, as in Fingertips. They count as one step apart from each to the next, "
    "whether or not a year is missing between them, as there. A change is reported when chi-squared is above 9.55 "
    "(a chance of 1 in 500 if nothing changes) and leaving out any one year would not turn the "
    "direction round.",
)
TREND_FROM_OWN_INTERVALS = Method(
    "recent trend from intervals computed here",
    1,
    "As the recent trend from intervals, for rates that are published with their counts but without an "
    "interval: the interval is computed here from the counts (exact Poisson below 10, Byar's from 10).",
)
TREND_FROM_CHANGES = Method(
    "t-test of the average yearly change",
    1,
    "For figures with neither interval nor counts: whether the average yearly change stands out from "
    "the scatter of the yearly changes (Student's t, two-sided, 5%). It needs six figures.",
)
COMPARISON = Method(
    "95% interval against the other figure",
    2,
    "The other figure, of the same period, is set against the published 95% interval of this area's figure. "
    "Inside the interval, its ends included, is similar; outside is better or worse where the indicator "
    "has a good direction, higher or lower where it has none. The other area's own margin is not used. "
    "Where it lies outside the 99.8% interval too, that is said: that interval is computed here from the "
    "counts (Wilson for percentages; exact Poisson or Byar for rates) or, for directly standardised rates "
    "and means, by moving each published 95% limit away from the figure 3.090 / 1.960 times as far. For "
    "other figures without counts there is none.",
)
COMPARISON_FROM_WILSON = Method(
    "95% interval computed here (Wilson) against the other figure",
    2,
    "As the comparison by published interval; the interval is computed here from the count and the "
    "denominator by Wilson's method, because none is published.",
)
COMPARISON_FROM_BYAR = Method(
    "95% interval computed here (exact Poisson or Byar) against the other figure",
    2,
    "As the comparison by published interval; the interval is computed here from the count and the "
    "denominator (exact Poisson below 10, Byar's from 10), because none is published.",
)
NEIGHBOURS = Method(
    "median of the statistical neighbours",
    1,
    "What this area's figure is compared with is the middle one of its statistical neighbours' figures for "
    "the same period. At least three of them must have one. A published figure that looks wrong is left out.",
)
TARGET = Method(
    "target against the 95% interval",
    1,
    "A target is met when the whole 95% interval has reached it, missed when no part of the interval has, "
    "and inside the margin of error in between. It is compared with the figure of its own period only.",
)
TARGET_BY_VALUE = Method(
    "target by the figure alone",
    1,
    "Where there is no interval to test with, a figure that equals its target or is better meets it. "
    "Chance may have a part in that, and how large a part is not known.",
)
FIFTHS = Method(
    "fifths of the authorities",
    1,
    "Where this area's figure has no interval, all authorities loaded that have a figure for the same period "
    "are put in order and dealt into five groups of equal size (the first ones one longer where they do not "
    "divide). At least five are needed. A place in a fifth is no test: it may be due to chance.",
)
CHANGE_COMPARED = Method(
    "two changes over the same periods",
    1,
    "The figure of the newest period over that of the first one (the first of the newest five that share no "
    "data, or the last one the forecast was made from), for this area and for another. Where both have 95% "
    "intervals at both ends, the difference of the two ratios is tested on the scale of logarithms: it stands "
    "out when it is more than 1.96 times its standard error (two-sided, 5%), and each change by itself in "
    "the same way. A change or a difference that does not stand out is not said to be one. Both ends lie on "
    "one side of any change of definition.",
)
CHANGE_UNTESTED = Method(
    "two changes over the same periods, untested",
    1,
    "As two changes compared; an end has neither a published interval nor counts to compute one from, so "
    "that what is chance in the difference is not known.",
)
SHRUNKEN_DRIFT = Method(
    "shrunken drift",
    1,
    "Carry the latest figure forward, and continue the average yearly change only as far as it stands "
    "out from year-to-year noise. The share carried on is 1 - 3/t², never below nought, where t "
    "compares the average yearly change with its scatter. The 80% and 95% intervals widen with every "
    "year ahead. Where a year is missing, the change over the gap counts as that many yearly changes. "
    "It needs five figures.",
)
SHRUNKEN_DRIFT_MODERATED = Method(
    "shrunken drift, margin moderated by peer areas",
    1,
    "As shrunken drift. How much figures scatter from year to year is hard to tell from a few of them, so "
    "where 20 or more other areas have as many figures up to the same period, the scatter of this area is "
    "drawn towards what is usual among all of them, the more so the less the areas differ in it (Smyth "
    "2004). The forecast is the same; its margin is surer: on real figures of English local authorities "
    "the intervals held as often, and the 95% interval's score was 11% better. Not done for overlapping "
    "periods, quarters and months, or a straight line, where it is not known to hold.",
)
SHRUNKEN_DRIFT_OF_SEASONS = Method(
    "shrunken drift, year on year",
    2,
    "For quarters and months: the figure of the same season a year before, and the average change on "
    "the year before as far as it stands out from noise. Changes on the year before of neighbouring "
    "quarters share most of what happened, so they count for fewer than they are. It needs two years. On "
    "simulated quarters its 80% interval held 80% to 93% of the time a year ahead and its 95% interval 95% "
    "to 100%; two years ahead both are wider than they need be where a level comes back by itself. It has "
    "not been tried on past data as the yearly rule has. Forecasts frozen with version 1 keep its margins, "
    "which were too narrow (57% to 92%, and 81% to 99%).",
)
HOLD = Method(
    "hold the level",
    1,
    "Carry the latest figure forward as it is. The intervals come from the size of the past yearly "
    "changes, and widen with every year ahead. It needs five figures.",
)
HOLD_MODERATED = Method(
    "hold the level, margin moderated by peer areas",
    1,
    "As hold the level, with the scatter of this area drawn towards what is usual among 20 or more other "
    "areas that have as many figures up to the same period.",
)
HOLD_SEASONS = Method(
    "hold the level, year on year",
    2,
    "For quarters and months: the figure of the same season a year before, carried forward as it is, with "
    "the margin reckoned as for shrunken drift, year on year.",
)
STRAIGHT_LINE = Method(
    "straight line",
    1,
    "A straight line through all the figures by least squares, carried on. It is here for those who expect "
    "it, and is not advised. On real figures of English local authorities its error was 1.31 to 1.40 times "
    "that of carrying the last figure forward, and its 80% interval held only 61% to 72% of the time. It "
    "needs five figures, and is not drawn through overlapping periods, quarters or months.",
)
OVERLAPPING = Method(
    "last value, overlapping periods",
    1,
    "Figures that pool several years share most of their data with their neighbours, so a run of them "
    "looks steadier than it is. The latest figure is carried forward, and the intervals allow for the "
    "overlap.",
)
LAST_VALUE = Method(
    "last value, too few points",
    1,
    "With too few figures to make the forecast from (fewer than five years, or less than two years of quarters or "
    "months) there is no telling a course from "
    "chance: the latest figure is carried forward without intervals, and no verdict can be given.",
)
VERDICT = Method(
    "verdict from the frozen interval",
    1,
    "The newest figure against the forecast frozen before it. Better than the forecast beyond its 95% "
    "interval: turned. Beyond its 80% interval: early sign. On the other side: worse than forecast, "
    "early warning. Inside, with at least two figures that share no year with each other or with what "
    "the forecast was made from: as forecast. Otherwise it is too early to tell. A verdict says that "
    "the curve turned, never what turned it.",
)
CONTROL = Method(
    "control chart (XmR)",
    1,
    "Which figures stand out from the ups and downs that a process shows by itself, as in NHS England's "
    '"plot the dots". The limits lie 2.66 times the average change from one figure to the next above and '
    "below the mean; changes of 3.267 times that average or more are left out of it once (the spreadsheet "
    "of Making Data Count leaves none out). A figure is marked when it lies outside the limits, in a run of "
    "seven rising or falling, as one of two in three near the same limit, or in a run of seven on one side of "
    "the mean. Figures that share data are thinned first. With fewer than twelve figures the limits are "
    "trial limits: they are drawn, and nothing is headlined from them. Even where nothing changes, "
    "about 1 in 14 charts of twelve figures has a mark somewhere (6.9%, measured). Where the figures wander "
    "from year to year, as most yearly figures do, 7 in 10 have (72%): there, a mark says that the figures "
    "are not steady, and no more.",
)
MEAN_GAP = Method(
    "average gap to the forecast",
    1,
    "The average of actual minus forecast over all figures since the forecast's last figure, with a 95% interval. The "
    "interval knows that the errors of a forecast go together: what happens in one year stays in the next. "
    "For overlapping periods, quarters and months the errors are taken to be all one, which is on the safe "
    "side. On real figures of English local authorities the 95% interval held 94% of the time.",
)
CUMULATIVE_GAP = Method(
    "sum of the gaps, as a number of events",
    1,
    "Each gap times the number of people it is about, added up over the figures since the forecast's last figure, with "
    "a 95% interval as for the average gap. Only for percentages, crude rates and counts of whole years that do "
    "not overlap, and only where every figure comes with its denominator. How things stand on one day is "
    "never added up: the same people would count again each year.",
)
PLACEBO_RANK = Method(
    "place among areas against their own forecasts",
    1,
    "With 20 areas or more, the same forecast is frozen for each on the same day. Each area's average gap "
    "is divided by the usual size of its own yearly changes, and the areas are put in order. If nothing set "
    "this area apart, each place would be as likely as another. What moves all areas alike moves no place.",
)
OUTLOOK = Method(
    "when a change would show",
    1,
    "How many more figures it takes until a steady change since the forecast's last figure (of the usual size of a "
    "yearly change, or a stated one) would lie beyond the forecast's interval with a probability of 80%.",
)
INTERVALS = Method(
    "confidence intervals",
    1,
    "Where we compute a 95% interval from published counts: Wilson's for percentages, exact Poisson below "
    "a count of 10 and Byar's from 10 for rates. For directly standardised rates, means and scores none "
    "is computed; only a published one is used.",
)
METHODS = (
    TREND,
    TREND_FROM_COUNTS,
    TREND_FROM_INTERVALS,
    TREND_FROM_OWN_INTERVALS,
    TREND_FROM_CHANGES,
    COMPARISON,
    COMPARISON_FROM_WILSON,
    COMPARISON_FROM_BYAR,
    NEIGHBOURS,
    TARGET,
    TARGET_BY_VALUE,
    FIFTHS,
    CHANGE_COMPARED,
    CHANGE_UNTESTED,
    SHRUNKEN_DRIFT,
    SHRUNKEN_DRIFT_MODERATED,
    SHRUNKEN_DRIFT_OF_SEASONS,
    HOLD,
    HOLD_MODERATED,
    HOLD_SEASONS,
    STRAIGHT_LINE,
    OVERLAPPING,
    LAST_VALUE,
    VERDICT,
    MEAN_GAP,
    CUMULATIVE_GAP,
    PLACEBO_RANK,
    OUTLOOK,
    CONTROL,
    INTERVALS,
    PLAUSIBLE,
    QUALITY,
)
