"""The straight line: ordinary least squares through all points, carried on. Offered to those who expect it.

With n points y at positions x (their mean m, Sxx the sum of squares about it), h periods ahead of the newest

    b = sum((x - m)(y - mean y)) / Sxx       forecast_h = mean y + b (x_h - m)
    s2 = sum of squared residuals / (n - 2)  se_h = s sqrt(1 + 1/n + (x_h - m)^2 / Sxx)

with Student's t on n - 2 degrees. The interval holds where the points scatter about a line independently of
each other, which yearly figures of an area seldom do (see the measured warning with the method's words).
"""

from __future__ import annotations

import numpy as np

from oba.analysis.course import FEWEST_POINTS, Course
from oba.analysis.sums import FloatArray, total, total_where


def carry_line_on(values: FloatArray, steps: FloatArray, *, horizon: int) -> Course:
    """Of packed values (n x T, newest last) at positions with the newest at 0. Under five points the last value."""
    known = np.isfinite(values)
    number = total(known.astype(np.float64))
    ahead = np.arange(1.0, horizon + 1)
    with np.errstate(all="ignore"):
        middle_step = total_where(steps, known) / number
        middle_value = total_where(values, known) / number
        across = steps - middle_step[:, np.newaxis]
        up = values - middle_value[:, np.newaxis]
        square = total_where(across * across, known)
        slope = total_where(across * up, known) / square
        away = up - slope[:, np.newaxis] * across
        scatter = np.sqrt(total_where(away * away, known) / (number - 2))
        reach = ahead - middle_step[:, np.newaxis]
        wide = np.sqrt(1 + (1 / number)[:, np.newaxis] + reach * reach / square[:, np.newaxis])
        spread = wide / wide[:, :1]
    enough = number >= FEWEST_POINTS
    line = middle_value[:, np.newaxis] + slope[:, np.newaxis] * reach
    middle = np.where(enough[:, np.newaxis], line, values[:, -1:])
    se1 = scatter * wide[:, 0]
    weight = np.where(enough, 1.0, 0.0)
    return Course(middle, scatter[:, np.newaxis] * wide, spread, weight, se1, number - 2, enough)
