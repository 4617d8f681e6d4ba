"""How the quality of figures is judged, in plain words. The thresholds are those of `oba.model.thresholds`."""

from __future__ import annotations

from oba.words.method import Method

PLAUSIBLE = Method(
    "plausible comparators",
    1,
    "A country's or a region's rate is a mean of its areas' rates. Its figure is doubted, and not compared with, where "
    "at least five authorities have a figure for the period and it lies more than twice above the highest (or under "
    "half of the lowest) and more than four robust standard deviations from their median, on a scale of ratios; or "
    "where it stands three times further up or down among them than in its other years. Of 24,989 published figures "
    "of countries and regions it doubted ten, nine of them an error of the publisher; of figures made ten times too "
    "large it found 97%.",
)
QUALITY = Method(
    "quality of the figures",
    1,
    "Sound, use with care or doubtful: the worst that is found of six aspects. Currency: newer figures were due and "
    "have not come, or the newest is older than a year and its usual delay of another (doubtful: three years more). "
    "Completeness: more than a tenth of the newest ten periods without a number (doubtful: four tenths), or fewer than "
    "five figures since a definition changed. Provenance: a release that does not state its licence or day of "
    "publication (doubtful: publisher or title). Small numbers: fewer than 20 cases in the newest figure or in half of "
    "the newest five (doubtful: fewer than five), or where no cases are published a standard error of a fifth of the "
    "figure (doubtful: half). Revisions: values moved by more than 5% at the median or 10% at most (doubtful: half of "
    "them, by a tenth). Comparators: one that looks wrong.",
)
