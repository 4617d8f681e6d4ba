"""A forecast before its limits are drawn, and what the rules that make one share."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from oba.analysis.sums import BoolArray, FloatArray, IntArray

FEWEST_POINTS = 5
SHRINKAGE = 3.0


@dataclass(frozen=True, slots=True)
class Course:
    """Middle and standard error, n series x horizon; the rest has one value a series.

    `spread` is what the standard error one step ahead is multiplied by for each step.
    """

    middle: FloatArray
    se: FloatArray
    spread: FloatArray
    weight: FloatArray
    se1: FloatArray
    degrees: FloatArray
    enough: BoolArray

    def replace_rows(self, part: Course, rows: IntArray) -> None:
        for field in fields(Course):
            getattr(self, field.name)[rows] = getattr(part, field.name)


def shrink(t_squared: FloatArray, *, steady: BoolArray, hold: bool) -> FloatArray:
    """The share of the average change that is carried on, 0 to 1; all of it where the changes never vary."""
    with np.errstate(all="ignore"):
        weight = np.maximum(0.0, 1.0 - SHRINKAGE / t_squared)
    weight = np.where(steady, 1.0, weight)
    return np.zeros_like(weight) if hold else np.nan_to_num(weight)
