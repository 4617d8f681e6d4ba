"""Most areas ten, a hundred or a thousand times what they were: pounds for thousands of pounds, rates for shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.figure_rows import ask, label_of, same_series_as_above, subject_of
from oba.load.reference import Reference
from oba.model.release import Problem, Source

NAME = "unit changed"
FEWEST = 3
"""Fewer figures that jump together may each be news."""
MOST = 0.7
"""The part of the figures that must jump together."""
NEAR = 0.25
"""How far from a power of ten a ratio may lie, in powers of ten: from 5.6 to 17.8 for tenfold."""
WHY = "One column in another unit would stand on the same curve as if the figure itself had leapt"


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """One ASK for each indicator and step, within the file or from what the store holds."""
    if not len(figures):
        return []
    problems = []
    for rows, power in _steps_together(figures):
        first = figures.iloc[rows[0]]
        period = label_of(first["period"])
        problems += _ask(first, rows=len(rows), power=power, at=period, source=source, where=where)
    return problems + _against_held(figures, reference=reference, source=source, where=where)


def find_unit_jumps(figures: pd.DataFrame) -> NDArray[np.bool_]:
    """Which rows jump together with most of their indicator's."""
    found = np.zeros(len(figures), dtype=bool)
    for rows, _ in _steps_together(figures):
        found[rows] = True
    return found


def powers_of_ten(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """The whole power of ten that each ratio is near, nought where it is near none."""
    log = np.log10(np.where(ratio > 0, ratio, 1.0))
    whole = np.round(log)
    return np.where(np.abs(log - whole) <= NEAR, whole, 0.0)


def _steps_together(figures: pd.DataFrame) -> Iterator[tuple[list[int], int]]:
    """The rows whose step from the row above is one power of ten in most series of the indicator."""
    if len(figures) < 2 * FEWEST:
        return
    value = figures["value"].to_numpy()
    follows = same_series_as_above(figures) & (value[1:] > 0) & (value[:-1] > 0)
    follows &= ~figures["break"].to_numpy()[1:]
    rows = np.flatnonzero(follows) + 1
    power = powers_of_ten(value[rows] / value[rows - 1])
    if np.count_nonzero(power) < FEWEST:
        return
    steps = pd.DataFrame(
        {
            "indicator": figures["indicator"].cat.codes.to_numpy()[rows],
            "period": figures["period"].to_numpy()[rows],
            "power": power,
            "row": rows,
        }
    )
    jumping = steps[steps["power"] != 0]
    for _, group in jumping.groupby(["indicator", "period", "power"]):
        if len(group) < FEWEST:
            continue
        indicator, period, power = (group[name].iloc[0] for name in ("indicator", "period", "power"))
        if len(group) >= MOST * ((steps["indicator"] == indicator) & (steps["period"] == period)).sum():
            yield group["row"].tolist(), int(power)


def _against_held(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """Figures of one indicator that are a power of ten of what the store holds for the same periods."""
    problems: list[Problem] = []
    if not reference.held:
        return problems
    headline = figures[(figures["breakdown"] == "") & (figures["value"] > 0)]
    for _, rows in headline.groupby("indicator", observed=True):
        held = held_values(rows, reference=reference)
        both = held > 0
        ratio = np.where(both, rows["value"].to_numpy() / np.where(both, held, 1.0), 1.0)
        powers = powers_of_ten(ratio)
        for power in np.unique(powers[powers != 0]).tolist():
            like = powers == power
            if like.sum() >= FEWEST and like.sum() >= MOST * both.sum():
                first = rows.iloc[int(np.argmax(like))]
                at = "the figures held"
                problems += _ask(
                    first, rows=int(like.sum()), power=int(power), at=at, source=source, where=where
                )
    return problems


def held_values(rows: pd.DataFrame, *, reference: Reference) -> NDArray[np.float64]:
    """What the store holds for each row's area and period, NaN for none."""
    keys = zip(
        rows["indicator"].astype("str"), rows["area"].astype("str"), rows["period"].tolist(), strict=True
    )
    found = [reference.held.get((indicator, area), {}).get(period) for indicator, area, period in keys]
    return np.array([np.nan if one is None else one for one in found], dtype=np.float64)


def _ask(
    first: pd.Series[Any],
    *,
    rows: int,
    power: int,
    at: str,
    source: Source,
    where: Callable[[int], str],
) -> list[Problem]:
    times = f"{10 ** abs(power):,} times" if power > 0 else f"a {10 ** abs(power):,}th of"
    return ask(
        source,
        subject=subject_of(
            NAME,
            first["indicator"],
            first["area"],
            label_of(int(first["period"])),
            f"{first['value']:g}",
            times,
        ),
        cell=where(int(str(first["number"]))),
        found=f"{rows:,} figures of {first['indicator']} are about {times} "
        + ("the figures held" if at == "the figures held" else f"those before {at}"),
        expected="values of one unit and one definition",
        remedy="Bring the column to the indicator's unit, mark a break in the series with [b],"
        " or say that it is right",
        why=WHY,
    )
