"""What a back-test says: how each figure is defined, and how far the methods keep what they promise."""

from __future__ import annotations

COVERAGE = (0.92, 0.97)
"""The share of figures that a 95% interval is to hold."""
FALSE_TURNED = 0.015
"""The most areas that may be called turned at a start where nothing began."""
DEFINITIONS = (
    "**Series**: one measure of one authority (no country or region), yearly figures that share no data. "
    "The newest n + h periods of the file's measure are cut off where all are there: n are the history, h "
    "are what came. A history that never varies is left out, and so is a measure with fewer than 20 such "
    "authorities.",
    "**Error**: of each measure, the mean absolute error of all its authorities and all h periods, "
    "divided by that of carrying the last value forward; then the geometric mean over measures. 1.000 is "
    "the last value itself.",
    "**Cover**: the share of figures inside the 80% and 95% interval, the mean over measures. The last "
    "value has Student's t on n - 2 degrees, as the scenario that holds the level.",
    "**Interval score** of the 95% interval: its width and 40 times what a figure lies outside of it, "
    "over the mean error of the last value; the geometric mean over measures. Smaller is better.",
    "**Placebo start**: a freeze n figures into the history, judged m figures later. Nothing is known to "
    "have begun, so an area called better is a false alarm; what moved all areas at once (a pandemic, "
    "prices) is in it all the same.",
    "**Power**: the same, when each area in its turn improves by one of its usual yearly changes a year "
    "from the freeze on and the others stay as they are.",
)
GROUPS = {
    "judged": "measures whose dictionary says which way is good: called **better**",
    "above": "measures without polarity: called **above forecast**",
    "below": "measures without polarity: called **below forecast**",
    "lower unless high is good": "all measures, a fall counted as better unless the dictionary says that high is good",
}
CONTROLS = {"real": "real series of 9 or 10 figures", "stable": "a stable process", "walk": "a random walk"}


def say_percent(share: float, *, places: int = 1) -> str:
    return f"{100 * share:.{places}f}%"


def say_cover(points: int, ahead: int, *, cover: float, moderated: bool) -> str:
    """Whether the 95% interval holds what it should."""
    low, high = COVERAGE
    met = "met" if low <= cover <= high else "NOT met"
    kind = "moderated by the other areas" if moderated else "alone"
    wanted = f"{say_percent(low, places=0)} to {say_percent(high, places=0)}"
    return f"95% interval, {kind}, {ahead} ahead of {points} figures: holds {say_percent(cover)} ({wanted}): {met}"


def say_turned(points: int, after: int, *, share: float, moderated: bool) -> str:
    """Whether areas are called turned at placebo starts no more often than they may be."""
    met = "met" if share <= FALSE_TURNED else "NOT met"
    kind = "margin moderated" if moderated else "margin of its own figures"
    return (
        f"false *turned*, {after} after {points} figures, {kind}: {say_percent(share)} (at most 1.5%): {met}"
    )


def say_control(of: str) -> str:
    """What the control charts were made of: `stable 10` is a stable process of 10 figures."""
    name, _, points = of.partition(" ")
    return CONTROLS[name] + (f", {points} figures" if points else "")
