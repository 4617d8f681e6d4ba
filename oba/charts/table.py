"""The twin table: exactly the numbers that are plotted, a row a period, as text and as raw numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from oba.charts.description import INTERVAL, Absence, Band, ChartDescription, Line, Marks, Role, Whiskers
from oba.words.baselines import IF_NOTHING_CHANGES
from oba.words.numbers import say_number

Cell = str | float | None

PERIOD = "Period"
NOTE = "Note"
_OURS = (Role.OURS, Role.SINCE)
_ORDER = tuple(Role)


@dataclass(frozen=True, slots=True)
class TwinTable:
    """`rows` are text for a reader; `numbers` the same cells raw, None where there is nothing."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[Cell, ...], ...]
    title: str = ""
    source: str = ""


@dataclass(slots=True)
class _Column:
    head: str
    order: tuple[int, int]
    cells: dict[int, float] = field(default_factory=dict)


def make_table(description: ChartDescription) -> TwinTable:
    """The table of a chart description, its periods oldest first."""
    columns = _columns(description)
    periods = _periods(description)
    notes, words = _notes(description), _absence_words(description)
    heads = _unlike([PERIOD, *(column.head for column in columns), NOTE])
    rows, numbers = [], []
    for key, label in periods:
        raw = [column.cells.get(key) for column in columns]
        text = [_say(value, description=description) for value in raw]
        if text and not text[0] and key in words:
            text[0] = words[key]
        note = "; ".join(part for part in (words.get(key, ""), notes.get(key, "")) if part)
        rows.append((label, *text, note))
        numbers.append((label, *raw, note))
    return TwinTable(heads, tuple(rows), tuple(numbers), title=description.title, source=description.source)


def _columns(description: ChartDescription) -> list[_Column]:
    """Ours first, then the interval, the forecast and its intervals, the target, the comparators."""
    columns: dict[str, _Column] = {}
    for head, order, key, value in _cells(description):
        columns.setdefault(head, _Column(head, order)).cells[key] = value
    return sorted(columns.values(), key=lambda column: column.order)


def _cells(description: ChartDescription) -> Iterator[tuple[str, tuple[int, int], int, float]]:
    """Every plotted number: its column, where that column stands, its period, the number."""
    for index, layer in enumerate(description.layers):
        if isinstance(layer, Line | Marks):
            head, order = _place(layer, index=index)
            for point in layer.points:
                yield head, order, point.period, point.y
        elif isinstance(layer, Band | Whiskers):
            low, high = _ends(layer)
            order = (_ORDER.index(layer.role) * 10, index)
            for span in layer.spans:
                yield low, order, span.period, span.lower
                yield high, (order[0] + 1, index), span.period, span.upper


def _place(layer: Line | Marks, *, index: int) -> tuple[str, tuple[int, int]]:
    if layer.role in _OURS:
        return "Value", (0, 0)
    order = (_ORDER.index(layer.role) * 10, index)
    if layer.role is Role.FORECAST:
        return "Forecast" if layer.name == IF_NOTHING_CHANGES else layer.name, order
    return layer.name, order


def _ends(layer: Band | Whiskers) -> tuple[str, str]:
    if layer.role is Role.INTERVAL:
        said = layer.name.removeprefix(INTERVAL)
        return f"Lower{said}", f"Upper{said}"
    if layer.role in (Role.FAN80, Role.FAN95):
        return f"{layer.name} low", f"{layer.name} high"
    return f"{layer.name}, lowest", f"{layer.name}, highest"


def _periods(description: ChartDescription) -> list[tuple[int, str]]:
    """Every period that has a number or is known to lack one, oldest first."""
    found: dict[int, str] = {}
    for layer in description.layers:
        if isinstance(layer, Line | Marks):
            found.update({p.period: p.label for p in layer.points})
        elif isinstance(layer, Band | Whiskers):
            found.update({s.period: s.label for s in layer.spans})
        elif isinstance(layer, Absence):
            found.update({key: label for key, label, _ in layer.periods})
    return sorted(found.items())


def _notes(description: ChartDescription) -> dict[int, str]:
    """What is said of our points, and after it of comparators' points in doubt."""
    ours = [point for line in description.lines(*_OURS) for point in line.points]
    doubtful = [
        point
        for layer in description.layers
        if isinstance(layer, Marks) and layer.role is Role.DOUBTFUL
        for point in layer.points
    ]
    notes: dict[int, str] = {point.period: point.note for point in ours if point.note}
    for point in doubtful:
        notes[point.period] = "; ".join(part for part in (notes.get(point.period, ""), point.note) if part)
    return notes


def _absence_words(description: ChartDescription) -> dict[int, str]:
    runs = (layer for layer in description.layers if isinstance(layer, Absence))
    return {key: run.word for run in runs for key, _, _ in run.periods}


def _say(value: float | None, *, description: ChartDescription) -> str:
    if value is None:
        return ""
    return say_number(value, decimals=description.decimals) + description.suffix


def _unlike(heads: list[str]) -> tuple[str, ...]:
    """The same headings, a number behind those that would be said twice."""
    seen: dict[str, int] = {}
    unlike = []
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        unlike.append(head if seen[head] == 1 else f"{head} ({seen[head]})")
    return tuple(unlike)
