"""A made-up file of figures in the layout of a Fingertips download: 27 columns, one row an observation.

The same seed gives the same bytes. As in the real files, one row in a hundred is suppressed (no value, -1 for
the intervals, a note that says why), and the rows stand by indicator, then period, then sex and area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.plan import FIRST_YEAR, INDICATORS, PERIODS, SEXES, Place, title_of
from oba.model.area import AreaKind

SEED = 20100719
HEADER = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,"
    "Compared to Regions (statistical) value or percentiles,Time period Sortable,New data,Compared to goal,"
    "Time period range\n"
)
Z95, Z998 = 1.959963984540054, 3.090232306167813
SUPPRESSED = 0.01
REVISED = 0.01
NOTED = 0.09
NOTE = (
    "Should be treated with caution, as it contains areas for which values have not been presented, due to changes "
    "in the way in which the numbers were collected and coded in some of the areas in that year"
)
TRENDS = ("Increasing and getting worse", "Decreasing and getting better", "No significant change")
COMPARED = ("Similar", "Worse", "Better", "Not compared")


@dataclass(frozen=True, slots=True)
class Block:
    """The figures of one indicator, each array periods x series; series are pairs of sex and place."""

    counts: NDArray[np.int64]
    denominators: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    words: NDArray[np.int64]
    revised: NDArray[np.bool_]


def series_of(rows: int, *, indicators: int = INDICATORS) -> int:
    """Series of each indicator, so that all of them together have `rows` observations."""
    each, left = divmod(rows, indicators * PERIODS)
    if left or each < len(SEXES):
        raise ValueError(
            f"{rows} rows: expected a multiple of {indicators * PERIODS}, at least three times that"
        )
    return each


def places_of(rows: int) -> int:
    return max(3, -(-series_of(rows) // len(SEXES)))


def write_figures(
    path: Path, *, rows: int, places: list[Place], revised: bool = False, indicators: int = INDICATORS
) -> int:
    """Write the file; with `revised`, one value in a hundred is another. Gives how many values that is."""
    changed = 0
    pairs = _pair(places, count=series_of(rows, indicators=indicators))
    heads = _heads(pairs)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for number in range(indicators):
            block = make_block(number, [place for _, place in pairs])
            changed += int(block.revised.sum())
            for period in range(PERIODS):
                file.writelines(_lines(number, period, block, heads, revised=revised))
    return changed


def make_block(number: int, places: list[Place]) -> Block:
    """Counts of one indicator: shares that wander between a twentieth and three fifths."""
    chance = np.random.default_rng([SEED, number])
    shape = (PERIODS, len(places))
    sizes = np.array([_size(place) for place in places]) * chance.uniform(0.6, 1.6, len(places))
    denominators = np.round(sizes * (1 + np.cumsum(chance.normal(0, 0.01, shape), axis=0))).astype(np.int64)
    steps = chance.normal(chance.normal(0, 0.02), 0.05, shape)
    steps[0] = chance.uniform(-1.8, -0.4) + chance.normal(0, 0.2, len(places))
    shares = np.clip(1 / (1 + np.exp(-np.cumsum(steps, axis=0))), 0.05, 0.6)
    counts = chance.binomial(denominators, shares)
    hidden = chance.random(shape) < SUPPRESSED
    shown = np.flatnonzero(~hidden)
    revised = np.zeros(shape, dtype=bool)
    chosen = max(1, round(counts.size * REVISED))
    revised.reshape(-1)[chance.choice(shown, chosen, replace=False)] = True
    return Block(counts, denominators, hidden, chance.integers(0, 100, shape), revised)


def _pair(places: list[Place], *, count: int) -> list[tuple[str, Place]]:
    return [(sex, place) for sex in SEXES for place in places][:count]


def _size(place: Place) -> float:
    return {AreaKind.COUNTRY: 9_000_000.0, AreaKind.REGION: 600_000.0}.get(place.kind, 20_000.0)


def _heads(pairs: list[tuple[str, Place]]) -> list[str]:
    """The cells between the indicator's name and the period, which are the same in every period."""
    heads = []
    for sex, place in pairs:
        name = f'"{place.name}"' if "," in place.name else place.name
        heads.append(f"{place.parent},{place.parent_name},{place.code},{name},{place.words},{sex},<18 yrs,,")
    return heads


def _lines(number: int, period: int, block: Block, heads: list[str], *, revised: bool) -> Iterator[str]:
    counts = block.counts[period]
    if revised:
        counts = np.where(block.revised[period], counts + 1 + counts // 50, counts)
    cells = _number_cells(counts, block.denominators[period])
    first = FIRST_YEAR + period
    start = f"{90_000 + number},{title_of(number)},"
    label = f"{first}/{(first + 1) % 100:02d}"
    last = period == PERIODS - 1
    for place, (head, hidden, word) in enumerate(
        zip(heads, block.hidden[period].tolist(), block.words[period].tolist(), strict=True)
    ):
        note = f'"{NOTE}"' if hidden or word < NOTED * 100 else ""
        trend = TRENDS[word % 3] if last else ""
        numbers = ",-1,-1,-1,-1,," if hidden else cells[place]
        compared = f"{COMPARED[word % 4]},{COMPARED[word // 4 % 4]}"
        yield f"{start}{head},{label},{numbers},{note},{trend},{compared},{first}0000,,,1y\n"


def _number_cells(counts: NDArray[np.int64], denominators: NDArray[np.int64]) -> list[str]:
    """Value, four limits, count and denominator of a row, five decimals at most as published ones have."""
    columns = [
        counts / denominators * 100,
        *_limits(counts, denominators, Z95),
        *_limits(counts, denominators, Z998),
    ]
    texts = [[f"{number:.5f}".rstrip("0").rstrip(".") for number in column.tolist()] for column in columns]
    texts += [[str(number) for number in column.tolist()] for column in (counts, denominators)]
    return [",".join(row) for row in zip(*texts, strict=True)]


def _limits(
    counts: NDArray[np.int64], denominators: NDArray[np.int64], z: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's limits, as a percentage."""
    spread = z * np.sqrt(z * z + 4 * counts * (1 - counts / denominators))
    scale = 100 / (2 * (denominators + z * z))
    return (2 * counts + z * z - spread) * scale, (2 * counts + z * z + spread) * scale


def smallest() -> int:
    """The fewest rows a file can have: three areas."""
    return INDICATORS * PERIODS * len(SEXES)
