"""When a country's or a region's figure is too far from its authorities to be right, and a history rewritten.

The thresholds stand here because loading and analysis, which know nothing of each other, must agree on them.
"""

from __future__ import annotations

FEWEST_AREAS = 5
"""Fewer authorities with a figure for the period show nothing of what a country's or region's figure can be."""
TIMES_OUTSIDE = 2.0
"""A figure this many times above the highest authority (or below the lowest) is outside what they make possible."""
SPREADS = 4.0
"""And this many robust standard deviations from their median, on a scale of ratios."""
TIMES_MOVED = 3.0
"""A figure that stands this many times further up or down among the authorities than in its other periods."""
FEWEST_PERIODS = 4
"""Fewer other periods show nothing of where a figure usually stands among the authorities."""
MANY_REVISED = 0.5
"""A history is rewritten where this part of its figures, or more, are revised ..."""
LARGE_REVISION = 0.1
"""... by this much in the middle. Real releases revise figures by 0.8% in the middle, 9% at the ninetieth centile."""
