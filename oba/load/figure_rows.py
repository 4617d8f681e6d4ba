"""What checks ask of a table of figures: facts of a row's indicator, its cell, its neighbours, how to ask of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.asking import ask_accept, is_accepted
from oba.load.reference import Reference
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.release import Outcome, Problem, Source


def of_indicators(
    figures: pd.DataFrame, *, reference: Reference, fact: Callable[[Indicator], float]
) -> NDArray[np.float64]:
    """The fact for the indicator of each row."""
    named = figures["indicator"].astype("category").cat
    facts = np.array([fact(reference.indicators[key]) for key in named.categories.tolist()], dtype=np.float64)
    codes = named.codes.to_numpy()
    return facts[codes] if len(facts) else np.empty(0)


def cell_of(figures: pd.DataFrame, *, row: int) -> str:
    """`Year 6!D14`, or `value, line 14` of a CSV."""
    sheet, cell = figures["sheet"].iloc[row], figures["cell"].iloc[row]
    return f"{sheet}!{cell}" if sheet else str(cell)


def same_series_as_above(figures: pd.DataFrame) -> NDArray[np.bool_]:
    """For each row but the first, whether it carries on the series of the row above."""
    same = np.ones(len(figures) - 1, dtype=bool)
    for name in ("indicator", "area", "breakdown"):
        codes = figures[name].cat.codes.to_numpy()
        same &= codes[1:] == codes[:-1]
    return same


def label_of(key: Any) -> str:
    """The label of a period by its key, which may be a numpy number."""
    return Period.from_key(int(key)).label


def subject_of(name: str, *facts: Any) -> str:
    """What is asked about, by the figure and not by its cell: `tenfold jump, spending, E06000002, 2010/11, 1500`."""
    return ", ".join([name, *(str(fact) for fact in facts if str(fact))])


def ask(
    source: Source,
    *,
    subject: str,
    cell: str,
    found: str,
    expected: str,
    remedy: str,
    why: str,
) -> list[Problem]:
    """The question whether it is right, and what to do if not; nothing where a person has said that it is."""
    if is_accepted(source, subject=subject, cell=cell):
        return []
    question = ask_accept(subject)
    return [Problem(Outcome.ASK, cell, found, expected, remedy, question=question, why=why)]


def figures_of(indicator: str, area: str) -> str:
    """What names all figures of an indicator in an area, where a person says what becomes of them."""
    return f"{indicator}, {area}"
