"""Published figures that a release changes, many at once or by much: the definition may have changed with them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.checks.unit_jump import held_values
from oba.load.figure_rows import ask, subject_of
from oba.load.reference import Reference
from oba.model.plausible import LARGE_REVISION, MANY_REVISED
from oba.model.release import Outcome, Problem, Source

NAME = "revised history"
FEWEST = 4
"""Fewer figures that both have say nothing of the whole history."""
SAME = 1e-9
WHY = "The forecast was frozen against the earlier figures: a rewritten history can look like a curve that turned"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One NOTE for each indicator of which figures are revised; an ASK where half of them are, by a tenth or more."""
    problems: list[Problem] = []
    if not reference.held:
        return problems
    for key, rows in figures[figures["breakdown"] == ""].groupby("indicator", observed=True):
        held = held_values(rows, reference=reference)
        value = rows["value"].to_numpy()
        both = ~np.isnan(held + value)
        change = np.abs(value - held)[both] / np.maximum(np.abs(held[both]), SAME)
        changed = change > SAME
        if both.sum() < FEWEST or not changed.any():
            continue
        first = rows.iloc[int(np.flatnonzero(both)[np.argmax(changed)])]
        problems += _tell(
            str(key),
            revised=int(changed.sum()),
            of=int(both.sum()),
            middle=float(np.median(change[changed])),
            largest=float(change.max()),
            cell=where(int(first["number"])),
            source=source,
        )
    return problems


def _tell(
    indicator: str, *, revised: int, of: int, middle: float, largest: float, cell: str, source: Source
) -> list[Problem]:
    found = (
        f"{revised:,} of {of:,} figures of {indicator} that are held are revised,"
        f" by {middle:.1%} in the middle and {largest:.1%} at most"
    )
    if revised < MANY_REVISED * of or middle < LARGE_REVISION:
        return [Problem(Outcome.NOTE, cell, found, why=WHY)]
    return ask(
        source,
        subject=subject_of(NAME, indicator, f"{revised:,} of {of:,}", f"{middle:.1%}"),
        cell=cell,
        found=found,
        expected="revisions of single figures, or small ones",
        remedy="Check the publisher's note; if the definition changed, make it an indicator of its own;"
        " if it is a revision, say that it is right",
        why=WHY,
    )
