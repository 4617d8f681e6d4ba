"""When will we know: how many more figures until a sustained change would show against a frozen forecast.

A change of d a period since the freeze has moved the figure by d h after h periods. It lies beyond the interval
whose quantile is t_q with probability 0.8 when d h >= (t_q + t_0.8) se_h, all quantiles Student's t on the forecast's
degrees; q is 0.9 for the 80% interval and 0.975 for the 95% interval.
"""

from __future__ import annotations

import numpy as np

from oba.analysis.quantile import t_quantile
from oba.analysis.sums import BoolArray, FloatArray
from oba.model.finding import Outlook

TAIL_80 = 0.9
TAIL_95 = 0.975
PROBABILITY = 0.8


def find_outlook(
    change: float,
    *,
    errors: FloatArray,
    degrees: float,
    judged: int,
    stated: bool = False,
    can80: BoolArray | None = None,
    can95: BoolArray | None = None,
) -> Outlook | None:
    """For a change of that size a period; None where it is nought or the forecast has no margin.

    `errors` are se_h for h = 1 to the horizon, `judged` is the h of the newest figure judged (0 before the first).
    `can80` and `can95` say at which h a figure beyond the interval is possible at all.
    """
    if not (np.isfinite(change) and change > 0 and degrees > 0 and np.isfinite(errors).all() and len(errors)):
        return None
    moved = change * np.arange(1.0, len(errors) + 1)

    def first(tail: float, possible: BoolArray | None) -> int | None:
        needed = t_quantile(tail, degrees=degrees) + t_quantile(PROBABILITY, degrees=degrees)
        shows = moved >= needed * errors
        if possible is not None:
            shows = shows & possible
        later = np.flatnonzero(shows[max(judged - 1, 0) :])
        return int(later[0]) + max(judged - 1, 0) + 1 - judged if len(later) else None

    return Outlook(
        change=change,
        periods80=first(TAIL_80, can80),
        periods95=first(TAIL_95, can95),
        horizon=len(errors),
        stated=stated,
    )
