"""Sums along time that do not depend on what stands beside or before a series.

NumPy's own sum groups its terms by shape and length, so the last digit of a result would depend on how
many series are computed at once and on how far they are padded. Here every row is added in order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


def total(terms: FloatArray) -> FloatArray:
    """The sum of each row of an n x T array, its columns added from left to right."""
    if terms.shape[1] == 0:
        return np.zeros(len(terms))
    result = terms[:, 0].copy()
    for column in range(1, terms.shape[1]):
        result += terms[:, column]
    return result


def total_where(terms: FloatArray, wanted: BoolArray) -> FloatArray:
    """The sum of each row over its wanted columns; nought where none is wanted."""
    return total(terms if wanted.all() else np.where(wanted, terms, 0.0))


def newest(usable: BoolArray, *, count: int) -> tuple[IntArray, IntArray]:
    """The rows with at least `count` usable columns, and for each the last `count` of them, oldest first."""
    from_right = np.cumsum(usable[:, ::-1], axis=1, dtype=np.int32)[:, ::-1]
    chosen = usable & (from_right <= count)
    rows = np.flatnonzero(from_right[:, 0] >= count) if usable.shape[1] else np.zeros(0, np.int64)
    return rows, np.nonzero(chosen[rows])[1].reshape(-1, count)


def pack(values: FloatArray, *others: FloatArray) -> tuple[FloatArray, ...]:
    """Each row's finite values moved to the right, in order, with NaN before them; the others alike."""
    usable = np.isfinite(values)
    if usable.all():
        return (values, *others)
    order = np.argsort(usable, axis=1, kind="stable")
    padding = ~np.take_along_axis(usable, order, axis=1)
    packed = [np.take_along_axis(array, order, axis=1) for array in (values, *others)]
    for array in packed:
        array[padding] = np.nan
    return tuple(packed)
