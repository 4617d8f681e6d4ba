"""Fit a paper on one page: first smaller type, then fewer entries and shorter texts. Nothing is ever cut off unsaid.

Heights are estimated in points from the widths of Arial, which the paper's style sheet names first, and held to what a
browser prints by tests. The style sheet gives every measure here in the size of the type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from oba.charts.lettering import wrap
from oba.words.papers import clip, say_more

WIDTH, HEIGHT = 538.0, 785.0
"""What an A4 page in portrait has inside margins of 10 mm, in points."""
SPARE = 0.97
"""The share of the height that is filled, since another machine's letters are a little wider."""
LINE = 1.3
EVER = 400


@dataclass(frozen=True, slots=True)
class Level:
    """How a paper is set: the size of its type in points, how many entries of a list (0: all) and how many letters of
    a text (0: all) it prints, and how high its chart is in pixels of 800 across.
    """

    points: float
    most: int = 0
    letters: int = 0
    chart: int = 300


LEVELS = (
    *(
        Level(points, chart=chart)
        for points, chart in ((11, 380), (10.5, 350), (10, 320), (9.5, 300), (9, 280))
    ),
    *(Level(points, chart=chart) for points, chart in ((8.5, 270), (8.5, 250), (8, 250), (8, 235))),
    *(Level(8, most=most, chart=235) for most in (10, 8, 7, 6, 5, 4, 3)),
    *(
        Level(8, most=most, letters=letters, chart=235)
        for letters in (700, 550, 450, 380, 320, 270, 230, 200, 170)
        for most in (5, 4, 3)
    ),
    *(
        Level(8, most=most, letters=letters, chart=235)
        for most in (2, 1)
        for letters in (300, 220, 160, 120, 90)
    ),
    Level(8, most=1, letters=60, chart=220),
)
"""From what a paper would be to what it must not fall below; the first that fits is taken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, or one cell of a table. `short` is what paper bears of it, '' where that is the whole.

    `beside` is said quietly behind it, and `beside_short` on paper. What is not `on_paper` is shown on the screen only.
    """

    text: str
    beside: str = ""
    short: str = ""
    on_paper: bool = True
    beside_short: str = ""


@dataclass(frozen=True, slots=True)
class PaperList:
    """Entries in their order of weight. `more` says on paper how many are left out; `empty` stands for none.

    `note` is said of them all, below them.
    """

    entries: tuple[Entry, ...]
    empty: str = ""
    more: str = ""
    note: Entry = Entry("")


@dataclass(frozen=True, slots=True)
class PaperRow:
    cells: tuple[Entry, ...]
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class PaperTable:
    heads: tuple[str, ...]
    rows: tuple[PaperRow, ...]
    empty: str = ""
    more: str = ""


def choose_level(
    height: Callable[[Level], float], *, room: float = HEIGHT, levels: Sequence[Level] = LEVELS
) -> Level:
    """The first level at which the paper fits; the last where none does."""
    return next((one for one in levels if height(one) <= room * SPARE), levels[-1])


def shorten_list(whole: PaperList, level: Level) -> PaperList:
    """What paper bears of a list at a level, and what of it the screen shows beside."""
    shown = level.most or len(whole.entries)
    entries = tuple(
        replace(
            one,
            short=_short(one.text, level.letters),
            beside_short=_short(one.beside, level.letters),
            on_paper=place < shown,
        )
        for place, one in enumerate(whole.entries)
    )
    note = replace(whole.note, short=_short(whole.note.text, level.letters))
    return PaperList(entries, whole.empty, say_more(max(len(entries) - shown, 0)), note)


def shorten_table(whole: PaperTable, level: Level) -> PaperTable:
    shown = (level.most + 1) if level.most else len(whole.rows)
    rows = tuple(
        PaperRow(
            tuple(Entry(cell.text, short=_short(cell.text, level.letters)) for cell in row.cells),
            place < shown,
        )
        for place, row in enumerate(whole.rows)
    )
    return PaperTable(whole.heads, rows, whole.empty, say_more(max(len(rows) - shown, 0)))


def count_shortened(*parts: PaperList | PaperTable) -> int:
    """How many texts on paper are not whole."""
    lists = [part for part in parts if isinstance(part, PaperList)]
    entries = [one for part in lists for one in (*part.entries, part.note) if one.on_paper]
    rows = [row for part in parts if isinstance(part, PaperTable) for row in part.rows if row.on_paper]
    told = (*entries, *(cell for row in rows for cell in row.cells))
    return sum(bool(one.short) + bool(one.beside_short) for one in told)


def shorten_fields(whole: object, most: Mapping[str, int]) -> dict[str, str]:
    """What paper bears of a paper's own texts, by their names, where that is not the whole; 0 leaves one whole."""
    return {name: short for name, letters in most.items() if (short := _short(getattr(whole, name), letters))}


def _short(text: str, letters: int) -> str:
    short = clip(text, most=letters)
    return "" if short == " ".join(text.split()) else short


def text_height(
    text: str, *, points: float, width: float = WIDTH, bold: bool = False, line: float = LINE
) -> float:
    """The height in points of one paragraph; 0 for nothing."""
    rows = wrap(text, width=width, size=points, bold=bold, most=EVER)
    return len(rows) * points * line


def list_height(part: PaperList, *, points: float, width: float = WIDTH) -> float:
    """The height of a list, or of the sentence that stands for an empty one."""
    shown = [one for one in part.entries if one.on_paper]
    note = text_height(part.note.short or part.note.text, points=points, width=width)
    if not shown:
        return text_height(part.empty, points=points, width=width) + note
    inside = width - points * 1.5
    heights = [
        text_height(f"{one.short or one.text} {one.beside_short or one.beside}", points=points, width=inside)
        + points * 0.15
        for one in shown
    ]
    return sum(heights) + text_height(part.more, points=points, width=inside) + note


def table_height(part: PaperTable, *, points: float, shares: Sequence[int], width: float = WIDTH) -> float:
    """The height of a table whose columns have these hundredths of the width."""
    rows = [row for row in part.rows if row.on_paper]
    if not rows:
        return text_height(part.empty, points=points, width=width)
    letters = points * 0.94
    widths = [width * share / 100 - points * 0.7 for share in shares]

    def row_height(texts: Sequence[str], *, bold: bool = False) -> float:
        cells = zip(texts, widths, strict=True)
        lines = (text_height(text, points=letters, width=room, bold=bold) for text, room in cells)
        return max(lines) + points * 0.35 + 1

    heights = [row_height([cell.short or cell.text for cell in row.cells]) for row in rows]
    return row_height(part.heads, bold=True) + sum(heights) + text_height(part.more, points=points)
