"""The chart description: plain data from which both drawings, the twin table and the words are made.

Layers name a role, never a colour; a palette gives each role its colours. Positions on the time axis
are years (`Period.decimal_year`), values are in the indicator's own unit, and both are exact: rounding
is for whoever writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from oba.words.status import Status, Tone

INTERVAL = "95% interval"


class Role(StrEnum):
    """What a mark stands for."""

    OURS = "ours"
    SINCE = "ours since the freeze"
    FROZEN = "ours as it stood at the freeze"
    INTERVAL = "interval"
    FORECAST = "forecast"
    SCENARIO = "other scenario"
    FAN80 = "80% interval of the forecast"
    FAN95 = "95% interval of the forecast"
    COUNTRY = "country"
    REGION = "region"
    NEIGHBOUR = "statistical neighbour"
    NEIGHBOURS = "neighbours, lowest to highest"
    MEDIAN = "neighbours' median"
    TARGET = "target"
    DOUBTFUL = "comparator in doubt"
    CONTROL_MEAN = "mean"
    CONTROL_LIMIT = "control limit"
    TARGET_LEVEL = "target as a level"
    FITTED = "line through the figures tested"


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A range and every tick it could bear; a drawing that has less room shows fewer."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    @property
    def span(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Point:
    """One value at one period. `hollow` is provisional; `note` is what must be said of it.

    `drawn_at` is where a value that lies beyond the value axis is drawn; the value itself stays exact.
    """

    x: float
    y: float
    period: int
    label: str
    text: str
    hollow: bool = False
    note: str = ""
    hover: str = ""
    drawn_at: float | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A low and a high at one period."""

    x: float
    lower: float
    upper: float
    period: int
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined within a segment and never across two: a gap or a break parts them.

    `start` is where the line sets out from, when that is not a value of its own: a forecast sets out
    from the last figure known at the freeze.
    """

    role: Role
    name: str
    segments: tuple[tuple[Point, ...], ...]
    end_label: str = ""
    start: tuple[float, float] | None = None

    @property
    def points(self) -> Iterator[Point]:
        return (point for segment in self.segments for point in segment)


@dataclass(frozen=True, slots=True)
class Marks:
    """Points that are never joined: a target path must not be taken for a forecast."""

    role: Role
    name: str
    points: tuple[Point, ...]
    end_label: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    role: Role
    name: str
    spans: tuple[Span, ...]
    end_label: str = ""
    start: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Whiskers:
    """The 95% interval of each observation; its name is INTERVAL and what must be said of it."""

    role: Role
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FreezeLine:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class BreakLine:
    """Values to the right are not comparable with those to the left."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class LagStrip:
    """From the last observation to today. `next_x` is the next publication, where a date is known."""

    start: float
    end: float
    label: str
    short_label: str
    today_x: float
    next_x: float | None = None


@dataclass(frozen=True, slots=True)
class GapArrow:
    """From the forecast to the figure, at the period judged. Only a `decided` one bears an arrow head."""

    x: float
    start: float
    end: float
    label: str
    tone: Tone
    decided: bool


@dataclass(frozen=True, slots=True)
class Flag:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Flags:
    """Where actions started. They stand on the time axis and are named in words, not on the line."""

    name: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """Periods next to each other without a number, and why."""

    start: float
    end: float
    word: str
    periods: tuple[tuple[int, str, str], ...]


class AccentShape(StrEnum):
    """A shape over a point of a line that can be told from the others in black and white."""

    RING = "ring"
    RINGED_DOT = "ringed dot"
    DIAMOND = "diamond"
    TRIANGLE_UP = "triangle pointing up"
    TRIANGLE_DOWN = "triangle pointing down"


@dataclass(frozen=True, slots=True)
class Accent:
    """A point that stands out: where, in which shape and colour, and what is said of it."""

    x: float
    y: float
    label: str
    shape: AccentShape
    tone: Tone
    words: str


@dataclass(frozen=True, slots=True)
class Accents:
    """Points of our line that stand out, drawn over it."""

    name: str
    accents: tuple[Accent, ...]


Layer = (
    Line | Marks | Band | Whiskers | FreezeLine | BreakLine | LagStrip | GapArrow | Flags | Absence | Accents
)


@dataclass(frozen=True, slots=True)
class ChartDescription:
    """A whole chart. `notes` are said under it; `empty` replaces the picture when there is nothing to draw.

    `decimals` and `suffix` say how its values are written in the twin table.
    """

    kind: str
    title: str
    subtitle: str
    alt: str
    source: str
    x: Axis
    y: Axis
    layers: tuple[Layer, ...]
    starts_at_zero: bool = True
    notes: tuple[str, ...] = ()
    status: Status | None = None
    empty: str = ""
    decimals: int = 1
    suffix: str = ""
    area_name: str = ""

    def lines(self, *roles: Role) -> tuple[Line, ...]:
        """The lines of these roles, or all lines."""
        found = (layer for layer in self.layers if isinstance(layer, Line))
        return tuple(line for line in found if not roles or line.role in roles)

    @property
    def flag_key(self) -> str:
        """What the flags at the foot of the picture mean; '' where there are none."""
        flags = next((layer for layer in self.layers if isinstance(layer, Flags)), None)
        return f"Flag: {flags.name}." if flags else ""

    def bands(self, *roles: Role) -> tuple[Band, ...]:
        found = (layer for layer in self.layers if isinstance(layer, Band))
        return tuple(band for band in found if not roles or band.role in roles)
