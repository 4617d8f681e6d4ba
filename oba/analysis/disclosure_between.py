"""Indicators that add up to another: plans by how long they have lasted, children who took help or refused it.

A publisher's categories may be loaded as indicators of their own. Whether some of them come to another is found in
their numbers: they must do so in six areas and years at least, and in most of those where all of them are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from oba.analysis.disclosure_figures import FEWEST_ALIKE, Figures, Track, Where
from oba.analysis.sums import BoolArray, FloatArray

MOSTLY = 0.65
"""In how many of the areas and years that have them all; a region's figures may be rounded where areas' are not."""
MOST_PARTS = 7
TRIES = 40
"""How many ways are tried to make up one total from one part."""
ALL_TRIES = 10_000


@dataclass(slots=True)
class Between:
    """`table` is tracks x places, NaN where a track has no number."""

    tracks: list[Track]
    wheres: list[Where]
    table: FloatArray
    left: int = ALL_TRIES

    def find(self, wanted: Iterable[Track]) -> set[tuple[Track, tuple[Track, ...]]]:
        """A total and its parts, wherever one of the wanted tracks is among them."""
        found = set()
        for track in sorted(wanted):
            mine = self.tracks.index(track)
            near = self._near(mine)
            for parts in self._make_up(_above_nought(self.table[mine]), near, (), [TRIES]):
                found.add((track, tuple(self.tracks[part] for part in sorted(parts))))
            for total in near:
                rest = self.table[total] - self.table[mine]
                if self._fits(rest[np.newaxis])[0]:
                    others = [one for one in near if one != total]
                    for parts in self._make_up(_above_nought(rest), others, (mine,), [TRIES]):
                        found.add((self.tracks[total], tuple(self.tracks[part] for part in sorted(parts))))
        return found

    def _near(self, mine: int) -> list[int]:
        """The other tracks, those first whose names begin alike, then those with the greatest numbers."""
        size = np.nansum(self.table, axis=1)
        name = self.tracks[mine][0]
        others = [one for one in range(len(self.tracks)) if one != mine and size[one] > 0]
        return sorted(others, key=lambda one: (-_alike(self.tracks[one][0], name), -size[one], one))

    def _fits(self, rest: FloatArray) -> BoolArray:
        """Rows of which most are known and not below nought."""
        known = np.isfinite(rest)
        with np.errstate(invalid="ignore"):
            enough: BoolArray = (rest >= 0).sum(axis=1) >= MOSTLY * np.maximum(
                known.sum(axis=1), FEWEST_ALIKE
            )
        return enough

    def _make_up(
        self, rest: FloatArray, choices: list[int], parts: tuple[int, ...], tries: list[int]
    ) -> Iterator[tuple[int, ...]]:
        """Choices of tracks that come to `rest`."""
        self.left -= 1
        tries[0] -= 1
        if self.left < 0 or tries[0] < 0:
            return
        known = np.isfinite(rest)
        if len(parts) > 1 and (rest[known] == 0).sum() >= max(MOSTLY * known.sum(), FEWEST_ALIKE):
            yield parts
            return
        if len(parts) >= MOST_PARTS or not choices:
            return
        after = rest - self.table[choices]
        for place in np.flatnonzero(self._fits(after)).tolist():
            yield from self._make_up(after[place], choices[place + 1 :], (*parts, choices[place]), tries)


def _above_nought(numbers: FloatArray) -> FloatArray:
    """What there is to make up; where there is nothing, nothing is told."""
    with np.errstate(invalid="ignore"):
        wanted: FloatArray = np.where(numbers > 0, numbers, np.nan)
    return wanted


def _alike(one: str, other: str) -> int:
    """How many letters two names begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def make_between(figures: Figures) -> Between:
    """The numbers of all indicators for everyone, as one table."""
    wheres: dict[Where, int] = {}
    rows: dict[Track, dict[int, float]] = {}
    for (track, area, breakdown, period), number in zip(figures.places, figures.truth, strict=True):
        if not breakdown:
            place = wheres.setdefault((area, breakdown, period), len(wheres))
            rows.setdefault(track, {})[place] = number
    tracks = sorted(track for track, row in rows.items() if len(set(row.values())) >= 4)
    table = np.full((len(tracks), len(wheres)), np.nan)
    for place, track in enumerate(tracks):
        table[place, list(rows[track])] = list(rows[track].values())
    return Between(tracks, list(wheres), table)
