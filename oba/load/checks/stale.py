"""A file without the newer figures that were due: last year's download, loaded again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from oba.load.figure_rows import label_of
from oba.load.reference import Reference
from oba.model.release import Outcome, Problem, Source

NAME = "stale"
WHY = "The newest figure would go on standing for today"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One NOTE for each indicator whose next release was due, when the file brings no period that is not held."""
    if reference.today is None:
        return []
    problems: list[Problem] = []
    waiting = {
        key
        for key, one in reference.indicators.items()
        if one.next_release is not None and one.next_release <= reference.today
    }
    due_here = figures["indicator"].isin(waiting)
    if not due_here.any():
        return problems
    measured = figures[due_here & figures["value"].notna() & (figures["breakdown"] == "")]
    for key, rows in measured.groupby("indicator", observed=True):
        due = reference.indicators[str(key)].next_release
        periods = rows["period"].to_numpy(dtype=np.int64)
        newest = int(periods.max())
        held = [held[0] for (name, _), held in reference.newest.items() if name == key]
        held += [max(cells) for area in reference.areas if (cells := reference.held.get((str(key), area)))]
        if due is None or due > reference.today or not held or newest > max(held):
            continue
        problems.append(
            Problem(
                Outcome.NOTE,
                where(int(rows["number"].iloc[int(periods.argmax())])),
                f"the newest figure of {key} is of {label_of(newest)}, which is held already;"
                f" newer ones were due on {due.day} {due:%B %Y}",
                remedy="Look whether the publisher has a newer file, or change the next release in the plan",
                why=WHY,
            )
        )
    return problems
