"""Small charts side by side on one scale, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts.description import Axis, Line


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: the area it is named by, and its line."""

    name: str
    line: Line


@dataclass(frozen=True, slots=True)
class Panels:
    """The charts in their order; all share both axes, and `behind` is drawn in each.

    `absences` are the cells without a number: the name of the area, the key of the period, and why.
    """

    title: str
    subtitle: str
    alt: str
    source: str
    x: Axis
    y: Axis
    panels: tuple[Panel, ...]
    behind: Line | None
    sentences: tuple[str, ...]
    absences: tuple[tuple[str, int, str], ...] = ()
    decimals: int = 1
    suffix: str = ""
