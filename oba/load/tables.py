"""Finding the table on a sheet: its header row, what its columns hold, where it ends, what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from oba.load.containers.text_rows import OPENS_NOTE
from oba.load.grids.grid import WIDEST, Grid, find_grid
from oba.load.grids.grid_cells import Kind, at, is_data, kind_of
from oba.load.headers import Columns, Role, find_columns
from oba.load.sheet import Cell, Row, Sheet
from oba.model.period_text import looks_like_period

HEADER_WITHIN = 30


class Shape(StrEnum):
    TIDY = "tidy"
    WIDE = "wide"
    GRID = "grid"


@dataclass(slots=True)
class Table:
    """`header` is the number of the header row; `titles` is what stands above it.

    `periods` are the columns of a wide table that are headed by a period; `grid` is what stands under headings
    in several rows, or under headings that name more than a period.
    """

    sheet: Sheet
    shape: Shape
    header: int
    headers: list[Cell]
    columns: Columns
    titles: list[str] = field(default_factory=list)
    periods: list[int] = field(default_factory=list)
    grid: Grid | None = None

    @property
    def unread(self) -> list[str]:
        """The headers of columns that hold nothing we know."""
        skipped = [index for index in self.columns.others if index not in self.periods]
        return [
            " ".join(self.headers[index].text.split()) for index in skipped if not self.headers[index].blank
        ]

    def body(self) -> Iterator[Row]:
        """The rows under the header, blank ones too."""
        return (row for row in self.sheet.rows() if row[0] > self.header)


def find_table(sheet: Sheet) -> Table | None:
    """The first row that can be a header, with what it makes of the sheet; None when there is none."""
    titles: list[str] = []
    head = sheet.head(HEADER_WITHIN + 1)
    if max((len(cells) for _, cells in head), default=0) > WIDEST:
        return None
    for place, (number, cells) in enumerate(head[:HEADER_WITHIN]):
        columns = find_columns([cell.text for cell in cells])
        if columns.is_tidy:
            return Table(sheet, Shape.TIDY, number, cells, columns, titles)
        periods = [index for index in columns.others if looks_like_period(cells[index].value)]
        if columns.has_area and periods:
            grid = (
                find_grid(sheet) if _is_grouped(head, place=place, columns=columns, periods=periods) else None
            )
            if grid is not None:
                return _as_table(grid)
            return Table(sheet, Shape.WIDE, number, cells, columns, titles, periods)
        titles.append(" ".join(cell.text for cell in cells if not cell.blank))
    grid = find_grid(sheet)
    return _as_table(grid) if grid is not None else None


def _is_grouped(head: list[Row], *, place: int, columns: Columns, periods: list[int]) -> bool:
    """Whether headings stand over the periods too, or under them, where words and no figures are."""
    over = [cells for _, cells in head[:place] if any(not at(cells, index).blank for index in periods)]
    said = {at(head[place][1], index).text.strip() for index in periods}
    if Role.INDICATOR in columns.places and len(said) == len(periods):
        # the rows name their indicators and each period stands once: what is written above parts nothing
        return False
    below = head[place + 1][1] if place + 1 < len(head) else []
    if any(not at(below, index).blank for index in columns.places.values()):
        return bool(over)
    words = [index for index, cell in enumerate(below) if kind_of(cell) is Kind.TEXT and index >= periods[0]]
    return bool(over) or (bool(words) and not is_data(below))


def _as_table(grid: Grid) -> Table:
    last = grid.header[-1]
    cells = next(cells for number, cells in grid.sheet.rows() if number == last)
    places = [column.index for column in grid.columns]
    return Table(grid.sheet, Shape.GRID, last, cells, Columns(), grid.titles, places, grid)


def split_footnotes(rows: Iterator[Row], *, value_columns: list[int]) -> Iterator[tuple[Row, bool]]:
    """Each row with something in it, and whether it is still part of the table.

    The table ends at a line of text that follows a blank row or opens as notes do; rows that hold a
    figure after that come out as part of the table again, for the caller to refuse.
    """
    after_blank = ended = False
    for row in rows:
        _, cells = row
        filled = [index for index, cell in enumerate(cells) if not cell.blank]
        if not filled:
            after_blank = True
            continue
        if len(filled) == 1 and filled[0] not in value_columns:
            text = cells[filled[0]].text.strip()
            ended = ended or after_blank or bool(OPENS_NOTE.match(text))
        yield row, not ended
        after_blank = False
