"""The action plan on a line of time: when each dated action starts and is due, and which are past their date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oba.charts.lettering import FONT_FAMILY, escape, shorten, wrap
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.pen import line, number, text, texts, title
from oba.charts.table import TwinTable
from oba.model.action import Action
from oba.words.timeline import say_bar, say_timeline, say_title, say_undated

WIDTH = 860
ROW = 30
HEAD = 34
LABELS = 400
PAD = 10
TITLE = 40
LEAST_BAR = 7.0
HEADS = ("Action", "Starts", "Due", "Note")


@dataclass(frozen=True, slots=True)
class Bar:
    """One dated action. `starts` is None when only its due date is known. Past its date it is filled, else open."""

    label: str
    starts: date | None
    due: date | None
    late: bool
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """`bars` in the order of their dates; the axis runs over whole years, `first` to `last`."""

    title: str
    bars: tuple[Bar, ...]
    first: int
    last: int
    alt: str
    note: str


def describe(actions: Sequence[Action], *, today: date) -> Timeline:
    """The dated actions; those without a date are counted in the note."""
    dated = sorted(
        (one for one in actions if one.due or one.starts),
        key=lambda one: (_begins(one), _ends(one), one.number),
    )
    bars = tuple(_make_bar(one, today=today) for one in dated)
    years = [day.year for one in dated for day in (_begins(one), _ends(one))] or [today.year]
    return Timeline(
        title=say_title(len(bars), late=sum(bar.late for bar in bars)),
        bars=bars,
        first=min(years),
        last=max(years) + 1,
        alt=say_timeline(dated, today=today),
        note=say_undated(len(actions) - len(dated)),
    )


def draw_svg(timeline: Timeline, *, dark: bool = False, source: str = "") -> str:
    """The picture, as wide as a page and as high as it has rows. With a `source` it has a title and a note too."""
    palette = of_theme(Theme.DARK if dark else Theme.LIGHT)
    below = HEAD + ROW * max(len(timeline.bars), 1) + PAD
    rows = "".join(
        _draw_bar(bar, timeline, y=HEAD + ROW * index, palette=palette)
        for index, bar in enumerate(timeline.bars)
    )
    body = f"{_draw_years(timeline, height=below, palette=palette)}{rows}"
    height = below
    if source:
        notes = wrap(f"{timeline.note} Source: {source}.", width=WIDTH - 2 * PAD, size=13)
        placed = [(words, PAD, TITLE + below + 18 * (i + 1)) for i, words in enumerate(notes)]
        head = [(timeline.title, PAD, 28)]
        height = TITLE + below + 18 * len(notes) + PAD
        body = (
            f"{texts(head, size=19, fill=palette.ink, bold=True, kind='title')}"
            f'<g transform="translate(0 {TITLE})">{body}</g>{texts(placed, size=13, fill=palette.soft, kind="note")}'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-label="{escape(timeline.alt)}" font-family="{FONT_FAMILY}">'
        f'<rect width="{WIDTH}" height="{height}" fill="{palette.background}"/>'
        f"{body}</svg>"
    )


def tabulate(timeline: Timeline, *, source: str) -> TwinTable:
    """Every bar as a row."""
    rows = tuple(
        (bar.label, _say_day(bar.starts), _say_day(bar.due), "past its date" if bar.late else "")
        for bar in timeline.bars
    )
    return TwinTable(HEADS, rows, rows, title=timeline.title, source=source)


def _say_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _begins(action: Action) -> date:
    return action.starts or action.due or date.min


def _ends(action: Action) -> date:
    return action.due or action.starts or date.min


def _make_bar(action: Action, *, today: date) -> Bar:
    return Bar(
        label=f"{action.recommendation_number}. {action.proposed_action}",
        starts=action.starts,
        due=action.due,
        late=action.is_overdue(today),
        words=say_bar(action, today=today),
    )


def _place(day: date, timeline: Timeline) -> float:
    """A day's place on the drawing, in pixels."""
    begins, ends = date(timeline.first, 1, 1).toordinal(), date(timeline.last, 1, 1).toordinal()
    return LABELS + (WIDTH - LABELS - PAD) * (day.toordinal() - begins) / (ends - begins)


def _draw_years(timeline: Timeline, *, height: int, palette: Palette) -> str:
    parts = []
    for year in range(timeline.first, timeline.last + 1):
        x = _place(date(year, 1, 1), timeline)
        parts.append(line(x, HEAD - 8, x, height - PAD, stroke=palette.grid, width=1))
        if year < timeline.last:
            parts.append(text(str(year), x=x + 4, y=HEAD - 14, size=13, fill=palette.soft))
    return "".join(parts)


def _draw_bar(bar: Bar, timeline: Timeline, *, y: float, palette: Palette) -> str:
    start = _place(bar.starts or bar.due or date.min, timeline)
    end = max(_place(bar.due or bar.starts or date.min, timeline), start + LEAST_BAR)
    ink = palette.worse if bar.late else palette.focus
    paint = f'fill="{ink if bar.late else palette.background}" stroke="{ink}" stroke-width="2"'
    shape = (
        f'<rect x="{number(start)}" y="{number(y + 8)}" width="{number(end - start)}" height="12" rx="2" {paint}>'
        f"{title(bar.words)}</rect>"
        if bar.starts
        else f'<path d="M{number(end)},{number(y + 6)}l8,8l-8,8l-8,-8z" {paint}>{title(bar.words)}</path>'
    )
    label = shorten(bar.label, width=LABELS - 24, size=13)
    return text(label, x=PAD, y=y + 18, size=13, fill=palette.ink) + shape
