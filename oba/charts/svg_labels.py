"""The names at the ends of lines and beside the gap, moved apart so that none lies on another."""

from __future__ import annotations

from dataclasses import dataclass

from oba.charts.description import Band, ChartDescription, GapArrow, Line, Marks, Role
from oba.charts.frame import Frame
from oba.charts.lettering import width_of, wrap
from oba.charts.palette import Palette
from oba.charts.pen import line, texts
from oba.charts.placing import Box, spread
from oba.charts.svg_layers import OURS, Canvas, gap_position

LEAD = 12.0  # pixels between the plot and the labels at its right
_PITCH = 1.16  # from one line of a label to the next, in letter sizes
_ORDER = (
    Role.SINCE,
    Role.OURS,
    Role.FORECAST,
    Role.COUNTRY,
    Role.TARGET,
    Role.FITTED,
    Role.CONTROL_MEAN,
    Role.TARGET_LEVEL,
    Role.CONTROL_LIMIT,
    Role.REGION,
    Role.MEDIAN,
    Role.NEIGHBOURS,
    Role.SCENARIO,
    Role.FROZEN,
)


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What stands at the end of a line: where the line ends, and how soon the label gives way."""

    words: str
    x: float
    y: float
    colour: str
    bold: bool
    weight: int
    role: Role | None = None

    def rows(self, *, size: float, width: float) -> list[str]:
        """The words in lines: a name and its value part at the colon, if they have one."""
        name, colon, value = self.words.partition(": ")
        parts = [name + ":", value] if colon else [self.words]
        rows = [row for part in parts for row in wrap(part, width=width, size=size, bold=self.bold, most=2)]
        return rows[:4]


def end_labels(description: ChartDescription, *, palette: Palette) -> list[EndLabel]:
    """The labels of lines, targets and the neighbours' band, the most important first."""
    found = []
    for layer in description.layers:
        if not isinstance(layer, Line | Marks | Band) or not layer.end_label or layer.role not in _ORDER:
            continue
        x, y = _end_of(layer)
        colour = palette.target if layer.role in (Role.TARGET, Role.TARGET_LEVEL) else palette.soft
        ours = layer.role in OURS
        weight = _ORDER.index(layer.role)
        label = EndLabel(layer.end_label, x, y, palette.focus if ours else colour, ours, weight, layer.role)
        found.append(label)
    return sorted(found, key=lambda one: one.weight)


def _end_of(layer: Line | Marks | Band) -> tuple[float, float]:
    if isinstance(layer, Band):
        span = layer.spans[-1]
        return span.x, (span.lower + span.upper) / 2
    point = layer.segments[-1][-1] if isinstance(layer, Line) else layer.points[-1]
    return point.x, point.y


def label_column(labels: list[EndLabel], *, size: float, most: float) -> float:
    """The width the labels at the right need, `most` at most."""
    widths = (
        width_of(row, size=size, bold=label.bold)
        for label in labels
        for row in label.rows(size=size, width=most)
    )
    return max(widths, default=0.0)


def draw_end_labels(labels: list[EndLabel], *, canvas: Canvas, column: float) -> str:
    """The labels beside the plot, moved apart, each led to the end of its line by dots."""
    placed = place_labels(labels, frame=canvas.frame, size=canvas.sizes.body, column=column)
    return "".join(
        _draw_end_label(label, rows=rows, middle=middle, canvas=canvas) for label, rows, middle in placed
    )


def place_labels(
    labels: list[EndLabel], *, frame: Frame, size: float, column: float
) -> list[tuple[EndLabel, list[str], float]]:
    """Each label that there is room for, in lines, with the pixel its middle comes to."""
    rows = [label.rows(size=size, width=column) for label in labels]
    boxes = [
        Box(frame.inside_y(label.y), len(some) * size * _PITCH + 4, label.weight)
        for label, some in zip(labels, rows, strict=True)
    ]
    places = spread(boxes, low=frame.top - 4, high=frame.bottom + 4)
    return [
        (label, some, middle)
        for label, some, middle in zip(labels, rows, places, strict=True)
        if middle is not None
    ]


def _draw_end_label(label: EndLabel, *, rows: list[str], middle: float, canvas: Canvas) -> str:
    frame, size = canvas.frame, canvas.sizes.body
    x, y = frame.px(label.x) + canvas.sizes.marker + 2, frame.inside_y(label.y)
    end = frame.right + LEAD - 3
    # a dotted leader would seem to carry a dotted line on
    more = ' opacity=".45"' if label.role is Role.SCENARIO else ' stroke-dasharray="1 3" opacity=".7"'
    leader = line(x, y, end, middle, stroke=label.colour, width=1, more=more) if end - x > 4 else ""
    placed = _stack(rows, x=frame.right + LEAD, middle=middle, size=size)
    return leader + texts(placed, size=size, fill=label.colour, bold=label.bold, kind="end")


def _stack(rows: list[str], *, x: float, middle: float, size: float) -> list[tuple[str, float, float]]:
    first = middle - (len(rows) - 1) * size * _PITCH / 2 + size * 0.34
    return [(row, x, first + i * size * _PITCH) for i, row in enumerate(rows)]


def gap_label(arrow: GapArrow, *, palette: Palette) -> EndLabel:
    """The name of the gap, for the column of labels where there is no room beside the arrow."""
    colour = palette.of_tone(arrow.tone)
    return EndLabel(arrow.label, arrow.x, (arrow.start + arrow.end) / 2, colour, True, 1)


def gap_fits(arrow: GapArrow, *, canvas: Canvas) -> bool:
    """Whether the name fits between the arrow and the right edge, and within the arrow's own height."""
    frame, size = canvas.frame, canvas.sizes.body
    room = frame.right - gap_position(arrow, canvas=canvas) - 14
    if room < size * 4.5:
        return False
    rows = wrap(arrow.label, width=room, size=size, bold=True)
    height = abs(frame.py(arrow.start) - frame.py(arrow.end))
    return len(rows) <= 3 and height > len(rows) * size * 1.2 + 12


def draw_gap_label(arrow: GapArrow, *, canvas: Canvas) -> str:
    """The name beside the arrow, outlined in the grey of the fan on which it mostly lies."""
    frame, size = canvas.frame, canvas.sizes.body
    x = gap_position(arrow, canvas=canvas) + 9
    rows = wrap(arrow.label, width=frame.right - x - 5, size=size, bold=True, most=3)
    middle = (frame.py(arrow.start) + frame.py(arrow.end)) / 2
    return texts(
        _stack(rows, x=x, middle=middle, size=size),
        size=size,
        fill=canvas.palette.of_tone(arrow.tone),
        bold=True,
        kind="gap",
        halo=canvas.palette.fan80,
    )
