"""The action plan on a line of time: when each dated action starts and is due, and which are past their date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oba.charts.lettering import FONT_FAMILY, escape, shorten
from oba.charts.palette import Palette, Theme, of_theme
from oba.charts.pen import line, number, text, title
from oba.model.action import Action
from oba.words.timeline import say_bar, say_timeline, say_undated

WIDTH = 860
ROW = 30
HEAD = 34
LABELS = 400
PAD = 10
LEAST_BAR = 7.0


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
        bars=bars,
        first=min(years),
        last=max(years) + 1,
        alt=say_timeline(dated, today=today),
        note=say_undated(len(actions) - len(dated)),
    )


def draw_svg(timeline: Timeline, *, dark: bool = False) -> str:
    """The picture, as wide as a page and as high as it has rows."""
    palette = of_theme(Theme.DARK if dark else Theme.LIGHT)
    height = HEAD + ROW * max(len(timeline.bars), 1) + PAD
    rows = "".join(
        _draw_bar(bar, timeline, y=HEAD + ROW * index, palette=palette)
        for index, bar in enumerate(timeline.bars)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-label="{escape(timeline.alt)}" font-family="{FONT_FAMILY}">'
        f'<rect width="{WIDTH}" height="{height}" fill="{palette.background}"/>'
        f"{_draw_years(timeline, height=height, palette=palette)}{rows}</svg>"
    )


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
