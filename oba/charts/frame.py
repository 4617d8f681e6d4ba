"""The rectangle a chart is drawn in, and the way from data to pixels."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts.description import Axis
from oba.charts.lettering import width_of


@dataclass(frozen=True, slots=True)
class Frame:
    """The plotting area in pixels, with the two axes it shows."""

    left: float
    top: float
    right: float
    bottom: float
    x: Axis
    y: Axis

    def px(self, x: float) -> float:
        axis = self.x
        return self.left + (x - axis.low) / (axis.high - axis.low) * (self.right - self.left)

    def py(self, y: float) -> float:
        axis = self.y
        return self.bottom - (y - axis.low) / (axis.high - axis.low) * (self.bottom - self.top)

    def inside_y(self, y: float) -> float:
        """The pixel of `y`, held inside the frame."""
        return min(max(self.py(y), self.top), self.bottom)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Sizes:
    """Letter sizes and margins for a picture of some width."""

    title: float
    body: float
    small: float
    pad: float
    marker: float
    narrow: bool

    @classmethod
    def of_width(cls, width: float, *, compact: bool = False) -> Sizes:
        if compact:
            return cls(title=14.5, body=13, small=12, pad=6, marker=3, narrow=False)
        if width < 480:
            return cls(title=16.5, body=13, small=12, pad=10, marker=3.2, narrow=True)
        scale = min(max(width / 960, 0.94), 1.35)
        return cls(
            title=21 * min(scale, 1.14),
            body=14 * scale,
            small=12.5 * scale,
            pad=18 * scale,
            marker=4.2 * scale,
            narrow=False,
        )


def tick_margin(axis: Axis, *, size: float) -> float:
    """The room to the left that the labels of a value axis need."""
    return max((width_of(tick.label, size=size) for tick in axis.ticks), default=0.0) + 8
