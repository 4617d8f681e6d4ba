"""A table with headings in several rows: which rows and columns they are, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from oba.load.grids.grid_cells import FIGURES, Kind, at, is_data, kind_of, may_number_area, names_areas
from oba.load.grids.grid_halves import part_halves
from oba.load.grids.grid_headings import GridColumn, read_headings
from oba.load.grids.grid_notes import SheetNotes, read_notes
from oba.load.headers import ROLE_OF, Role, plain_header
from oba.load.sheet import Cell, Row, Sheet

LOOKED_AT = 60
"""The rows from which a table is made out: its headings, and enough of its figures."""
WIDEST = 2_000
"""A sheet with more columns is no table that a person laid out."""
MOSTLY = 0.6
COVERED = 0.3


@dataclass(slots=True)
class Grid:
    """`header` holds the numbers of the heading rows, `leading` the columns that say the area.

    `unread` are columns that hold words, or have no heading; `units` the lines that name the table's units;
    `halves` says why columns with the same headings were taken for numbers and percentages.
    """

    sheet: Sheet
    header: tuple[int, ...]
    first: int
    leading: range
    columns: list[GridColumn]
    titles: list[str] = field(default_factory=list)
    notes: SheetNotes = field(default_factory=SheetNotes)
    units: list[str] = field(default_factory=list)
    area_headings: dict[int, str] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)
    headings: set[tuple[str, ...]] = field(default_factory=set)
    halves: str = ""

    @property
    def has_periods(self) -> bool:
        """Whether any heading names a period."""
        return any(column.when for column in self.columns)


def find_grid(sheet: Sheet) -> Grid | None:
    """The first table on the sheet whose rows are areas and whose headings stand above; None for none."""
    head = sheet.head(LOOKED_AT + LOOKED_AT)
    if max((len(cells) for _, cells in head), default=0) > WIDEST:
        return None
    place = next((index for index, (_, cells) in enumerate(head[:LOOKED_AT]) if is_data(cells)), None)
    if not place:
        return None
    data = _data_rows(head[place:])
    leading = _leading(data, above=head[:place])
    valued = _valued(data, leading=leading)
    if not valued or not leading:
        return None
    header = _header_rows(head[:place], leading=leading, valued=valued)
    if not header or not _has_areas(header, data=data, leading=leading):
        return None
    if any(ROLE_OF.get(plain_header(at(header[-1][1], index).text)) is Role.PERIOD for index in valued):
        # a column of periods: each row is a figure of its own, and its layout another
        return None
    above = head[: place - len(header)]
    return _describe(sheet, above=above, header=header, data=data, leading=leading, valued=valued)


def _describe(
    sheet: Sheet, *, above: list[Row], header: list[Row], data: list[Row], leading: range, valued: list[int]
) -> Grid | None:
    titles = [" ".join(cell.text.split()) for _, cells in above for cell in cells if not cell.blank]
    notes = read_notes(sheet, after=data[0][0])
    columns, units = read_headings(
        sheet, header=header, titles=titles, valued=valued, footnotes=notes.numbers
    )
    if not columns:
        return None
    columns, halves = part_halves(columns, units=units, data=data)
    grid = Grid(
        sheet, tuple(number for number, _ in header), data[0][0], leading, columns, titles=titles, units=units
    )
    if len(header) == 1 and not grid.has_periods:
        # one row of headings without a period: nothing shows that it is this layout
        return None
    grid.notes, grid.halves = notes, halves
    grid.area_headings = _named(header, columns=leading)
    known = {*leading, *(column.index for column in columns)}
    widest = max(len(cells) for _, cells in (*header, *data))
    grid.unread = _named(header, columns=[index for index in range(widest) if index not in known])
    grid.headings = {_texts(cells) for _, cells in header}
    return grid


def _data_rows(rows: list[Row]) -> list[Row]:
    """The rows of figures, up to where the headings of a second table stand."""
    found: list[Row] = []
    for row in rows:
        if is_data(row[1]):
            found.append(row)
        elif sum(kind_of(cell) is Kind.PERIOD for cell in row[1]) > 1:
            break
    return found


def _texts(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(" ".join(cell.text.split()).casefold() for cell in cells)


def is_heading_again(cells: list[Cell], *, grid: Grid) -> bool:
    """Whether the row repeats one of the heading rows, word for word."""
    return _texts(cells) in grid.headings


def _named(header: list[Row], *, columns: Iterable[int]) -> dict[int, str]:
    found = {}
    for index in columns:
        texts = [" ".join(at(cells, index).text.split()) for _, cells in header if not at(cells, index).blank]
        if texts:
            found[index] = " / ".join(dict.fromkeys(texts))
    return found


def _leading(data: list[Row], *, above: list[Row]) -> range:
    """The columns on the left, up to the last before the figures: codes, names, numbers of areas."""
    widest = max(len(cells) for _, cells in data)
    last = -1
    for index in range(widest):
        found = [cell for _, cells in data if not (cell := at(cells, index)).blank]
        if not found:
            continue
        words = sum(kind_of(cell) in (Kind.TEXT, Kind.CODE) for cell in found)
        if words > MOSTLY * len(found):
            last = index
        elif not all(may_number_area(cell.text) for cell in found):
            break
        elif any(names_areas(at(cells, index).text) for _, cells in above):
            last = index
        elif not _words_follow(data, index=index, upto=widest):
            break
    return range(last + 1)


def _words_follow(data: list[Row], *, index: int, upto: int) -> bool:
    """Whether a column of numbers has names or codes further right, and so numbers areas itself."""
    right = [
        kind_of(at(cells, place)) for _, cells in data for place in range(index + 1, min(index + 4, upto))
    ]
    return sum(kind in (Kind.TEXT, Kind.CODE) for kind in right) > MOSTLY * len(data)


def _valued(data: list[Row], *, leading: range) -> list[int]:
    """The columns right of those that hold figures more than words."""
    widest = max(len(cells) for _, cells in data)
    found = []
    for index in range(leading.stop, widest):
        kinds = [kind for _, cells in data if (kind := kind_of(at(cells, index))) is not Kind.BLANK]
        if kinds and sum(kind in FIGURES for kind in kinds) >= (1 - MOSTLY) * len(kinds):
            found.append(index)
    return found


def _header_rows(above: list[Row], *, leading: range, valued: list[int]) -> list[Row]:
    """The rows right over the figures that stand over their columns, from the top."""
    found: list[Row] = []
    for place in range(len(above) - 1, -1, -1):
        cells = above[place][1]
        over = any(not at(cells, index).blank for index in valued)
        if not over and not _names_the_areas(above, place=place, leading=leading, valued=valued):
            break
        found.insert(0, above[place])
    return found if any(not at(cells, index).blank for _, cells in found for index in valued) else []


def _names_the_areas(above: list[Row], *, place: int, leading: range, valued: list[int]) -> bool:
    """Whether a row without headings for figures is a heading all the same, for the areas.

    It is where headings for figures stand above it: a title that speaks of areas has none above.
    """
    number, cells = above[place]
    enough = min(2, len(valued))
    over = [row for row in above[:place] if sum(not at(row[1], index).blank for index in valued) >= enough]
    if not over:
        return False
    if any(names_areas(at(cells, index).text) for index in leading if not at(cells, index).blank):
        return True
    return over[-1][0] == number - 1


def _has_areas(header: list[Row], *, data: list[Row], leading: range) -> bool:
    """Whether codes or a heading show that the rows are areas."""
    coded = sum(any(kind_of(at(cells, index)) is Kind.CODE for index in leading) for _, cells in data)
    if coded > COVERED * len(data):
        return True
    return any(
        names_areas(at(cells, index).text)
        for _, cells in header
        for index in leading
        if not at(cells, index).blank
    )
