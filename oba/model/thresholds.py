"""Where the aspects of data quality turn from sound to "use with care" and to doubtful.

Few cases: statistical offices call rates on fewer than 20 cases unreliable, as their relative standard error is 22% and
more (New York State Department of Health, "Rates based on small numbers", after the National Center for Health
Statistics; so does the CDC's WISQARS). Wide margins: the Office for National Statistics asks for caution from a
relative standard error of 20% (Nomis, Business Register and Employment Survey quality measure). Half the figure itself,
or fewer than five cases (45% and more), is our own limit for doubtful. The others are our own, set so that a missing
year in ten, or a revision of the usual size (0.8% in the middle, 9% at the ninetieth centile), needs no warning.
"""

from __future__ import annotations

LATE_MONTHS = 12
"""How long after a period a publisher may take before we call its figure late: the slowest yearly releases
of children's statistics come out about a year after the year they are about."""
VERY_LATE_MONTHS = 36
"""Three years after its period has ended, a yearly figure no longer says how things stand."""
SOME_LACKING, MANY_LACKING = 0.1, 0.4
"""The part of the newest ten periods without a number."""
FEWEST_SINCE_BREAK = 5
"""Trend and forecast need five figures of one definition."""
FEW_CASES, VERY_FEW_CASES = 20, 5
WIDE, VERY_WIDE = 0.2, 0.5
"""Relative standard error of a figure."""
MUCH_REVISED, FAR_REVISED = 0.05, 0.1
"""How far revised figures moved in the middle, and how far one of them may have moved."""
