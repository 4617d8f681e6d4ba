"""Where labels go so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A label that wants its middle at `wish`, is `height` high, and gives way by `weight` (1 first kept)."""

    wish: float
    height: float
    weight: int


def spread(boxes: Sequence[Box], *, low: float, high: float) -> list[float | None]:
    """The middles of the boxes: near their wishes, none overlapping, all between `low` and `high`.

    None for a box that had to be left out because there was no room; the least weighty go first.
    """
    kept = sorted(range(len(boxes)), key=lambda i: boxes[i].weight)
    while kept and sum(boxes[i].height for i in kept) > high - low:
        kept.pop()
    places: list[float | None] = [None] * len(boxes)
    order = sorted(kept, key=lambda i: (boxes[i].wish, i))
    for i, middle in zip(order, _settle([boxes[i] for i in order], low=low, high=high), strict=True):
        places[i] = middle
    return places


def _settle(boxes: list[Box], *, low: float, high: float) -> list[float]:
    """Merge neighbours that overlap into clusters centred on the mean of their wishes."""
    clusters: list[tuple[float, float, int]] = []  # top, height, how many boxes
    for index, box in enumerate(boxes):
        height, count = box.height, 1
        top = _fit(box.wish - height / 2, height=height, low=low, high=high)
        while clusters and clusters[-1][0] + clusters[-1][1] > top:
            _, before, many = clusters.pop()
            height, count = height + before, count + many
            members = boxes[index - count + 1 : index + 1]
            top = _fit(_mean_top(members), height=height, low=low, high=high)
        clusters.append((top, height, count))
    return _middles(boxes, clusters=clusters)


def _mean_top(members: list[Box]) -> float:
    """Where a stack begins when its boxes are, on average, at their wishes."""
    offset = total = 0.0
    for box in members:
        total += box.wish - offset - box.height / 2
        offset += box.height
    return total / len(members)


def _middles(boxes: list[Box], *, clusters: list[tuple[float, float, int]]) -> list[float]:
    middles: list[float] = []
    for top, _, count in clusters:
        at = top
        for box in boxes[len(middles) : len(middles) + count]:
            middles.append(at + box.height / 2)
            at += box.height
    return middles


def _fit(top: float, *, height: float, low: float, high: float) -> float:
    return min(max(top, low), high - height)


def stack_rows(extents: Sequence[tuple[float, float]], *, gap: float = 8.0) -> list[int]:
    """The row, 0 first, of each (left, right) so that within a row none touches another."""
    ends: list[list[tuple[float, float]]] = []
    rows: list[int] = []
    for left, right in extents:
        row = 0
        while row < len(ends) and any(left < end + gap and begin - gap < right for begin, end in ends[row]):
            row += 1
        if row == len(ends):
            ends.append([])
        ends[row].append((left, right))
        rows.append(row)
    return rows
