"""The average change of a series and its scatter, also where periods are missing.

Over a gap of g periods a random walk with drift changes by g times the drift, with g times the variance.
So with changes D over gaps g and G the sum of the gaps:

    b  = sum(D) / G                              average change a period, variance s2 / G
    s2 = sum((D - g b)^2 / g) / (m - 1)          m the number of changes

With every gap 1, G is m and these are the plain mean and variance of the yearly changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oba.analysis.sums import BoolArray, FloatArray, total, total_where


@dataclass(frozen=True, slots=True)
class Drift:
    """Changes and gaps are n x (T-1), NaN where there are none; the others have one value a series.

    `regular` says that every gap is 1: multiplying and dividing by 1 is then left out, which changes no bit.
    """

    changes: FloatArray
    gaps: FloatArray
    known: BoolArray
    regular: bool
    number: FloatArray
    elapsed: FloatArray
    mean: FloatArray
    variance: FloatArray

    @property
    def t_squared(self) -> FloatArray:
        """The square of the mean change over its standard error; infinite without scatter."""
        with np.errstate(all="ignore"):
            return self.mean * self.mean * self.elapsed / self.variance

    def scatter_about(self, drift: FloatArray) -> FloatArray:
        """Sum of squares of the changes about a drift a period, each over its gap."""
        with np.errstate(all="ignore"):
            if self.regular:
                away = self.changes - drift[:, np.newaxis]
                return total_where(away * away, self.known)
            away = self.changes - self.gaps * drift[:, np.newaxis]
            return total_where(away * away / self.gaps, self.known)


def measure_drift(values: FloatArray, *, steps: FloatArray) -> Drift:
    """Of packed values (oldest first, NaN on the left) at increasing positions."""
    return summarise_changes(values[:, 1:] - values[:, :-1], gaps=steps[:, 1:] - steps[:, :-1])


def summarise_changes(changes: FloatArray, *, gaps: FloatArray) -> Drift:
    known = np.isfinite(changes) & (gaps > 0)
    number = total(known.astype(np.float64))
    elapsed = total_where(gaps, known)
    regular = bool(((gaps == 1) | ~known).all())
    with np.errstate(all="ignore"):
        mean = total_where(changes, known) / elapsed
        drift = Drift(changes, gaps, known, regular, number, elapsed, mean, variance=mean)
        variance = drift.scatter_about(mean) / (number - 1)
    return Drift(changes, gaps, known, regular, number, elapsed, mean, variance)
