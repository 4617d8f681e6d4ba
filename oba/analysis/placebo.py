"""The placebo test: our gap to the forecast among other areas' gaps to their own forecasts, frozen on the same day.

Each area's mean gap, signed so that an improvement is positive, is divided by the mean size of its own yearly
changes before the freeze: z. If nothing set us apart, every place would be as likely as another, so the chance of a
gap this good or better is our place over the number of areas. What moves all areas at once moves no place.
After Abadie, Diamond and Hainmueller (2010), "placebo in space".
"""

from __future__ import annotations

import numpy as np

from oba.analysis.seasons import year_on_year
from oba.analysis.sums import FloatArray, pack, total, total_where
from oba.model.finding import Rank

FEWEST_AREAS = 20


def typical_changes(
    values: FloatArray, *, steps: FloatArray | None = None, steps_a_year: int = 1
) -> FloatArray:
    """The mean size of the yearly changes of each row of n x T values; NaN where there is none.

    A change over a gap of g years counts as one of 1/sqrt(g) its size. Quarters and months are compared with the
    same season a year before.
    """
    places = np.arange(values.shape[1], dtype=np.float64) if steps is None else steps
    packed, at = pack(values, np.array(np.broadcast_to(places, values.shape)))
    if steps_a_year > 1:
        changes = year_on_year(packed, at, season=steps_a_year)
        gaps = np.ones_like(changes)
    else:
        changes, gaps = packed[:, 1:] - packed[:, :-1], at[:, 1:] - at[:, :-1]
    known = np.isfinite(changes) & (gaps > 0)
    with np.errstate(all="ignore"):
        sizes = np.abs(changes) / np.sqrt(gaps)
        return total_where(sizes, known) / total(known.astype(np.float64))


def standardise_gaps(gaps: FloatArray, *, typical: FloatArray, sign: int) -> FloatArray:
    """z of each row of n x m gaps (actual minus forecast); `sign` is the polarity's, 0 ranks the higher better.

    NaN where a gap is missing, or where the area never varied before the freeze.
    """
    if not gaps.shape[1]:
        return np.full(len(gaps), np.nan)
    with np.errstate(all="ignore"):
        z = (sign or 1) * total(gaps) / gaps.shape[1] / typical
    return np.where(typical > 0, z, np.nan)


def rank_gap(ours: float, others: FloatArray) -> Rank | None:
    """Our place among all areas that have a z; another as good as ours counts as before us. None under 20 areas."""
    known = others[np.isfinite(others)]
    if not np.isfinite(ours) or len(known) + 1 < FEWEST_AREAS:
        return None
    return Rank(place=1 + int((known >= ours).sum()), of=len(known) + 1)
