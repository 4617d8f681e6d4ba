"""The heading over each column of figures, from the top down, and the measure and the period it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from oba.load.grids.grid_cells import at
from oba.load.grids.grid_periods import When, is_part, join_parts, read_context, table_period, when_of
from oba.load.grids.grid_words import bare_words, is_unit, is_unit_line, spelled_out, take_digits
from oba.load.sheet import Cell, Row, Sheet, column_letters

MOST_MERGED = 500


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of figures. `path` is what its headings say beside the period, from the top down.

    `cell` is the lowest heading; `period_cell` the one that names the period, which a title may do instead.
    """

    index: int
    path: tuple[str, ...]
    when: When | None
    unit: str = ""
    cell: str = ""
    period_cell: str = ""
    heading: str = ""
    by_title: bool = False


@dataclass(slots=True)
class _Heading:
    cell: Cell
    row: int
    text: str


@dataclass(slots=True)
class _Over:
    """All headings over one column, the unit that a row of units gives it among them.

    `beyond` tells a column right of the last group of periods: none of them is its own.
    """

    index: int
    headings: list[_Heading] = field(default_factory=list)
    unit: str = ""
    beyond: bool = False


def read_headings(
    sheet: Sheet, *, header: list[Row], titles: Sequence[str], valued: Sequence[int], footnotes: set[str]
) -> tuple[list[GridColumn], list[str]]:
    """The columns that have a heading, and the lines that say the units of all."""
    sheet = replace(sheet, merged=_over_header(sheet, header=header))
    units = [text for text in titles if is_unit_line(text)]
    over = {index: _Over(index) for index in valued}
    lowest = max(number for number, cells in header if any(not at(cells, index).blank for index in valued))
    for number, cells in header:
        said = {index: cell.text for index, cell in enumerate(cells) if not cell.blank and index >= valued[0]}
        if len(said) == 1 and is_unit_line(text := next(iter(said.values()))):
            units.append(" ".join(text.split()))
        elif said and all(map(is_unit, said.values())) and not _spread(sheet, row=number) and number < lowest:
            _units_of_row(over, said=said)
        else:
            upto = _last_carried(header, number=number, valued=valued) if not sheet.merged else valued[-1]
            for index in valued:
                fill = number < lowest and index <= upto
                over[index].beyond |= number < lowest and index > upto
                found = _heading_at(sheet, header=header, place=(number, index), fill=fill, start=valued[0])
                if found is not None:
                    over[index].headings.append(found)
    table = _Table(units, titles, footnotes, known=_said_bare(over.values()))
    return [_column(one, table=table) for one in over.values() if one.headings], units


@dataclass(frozen=True, slots=True)
class _Table:
    """What stands around the columns and helps to read them."""

    units: list[str]
    titles: Sequence[str]
    footnotes: set[str]
    known: set[str]


def _said_bare(over: Iterable[_Over]) -> set[str]:
    """The headings that carry no glued digits: another that differs in these alone is the same heading."""
    texts = {one.text.casefold() for column in over for one in column.headings}
    return {text for text in texts if bare_words(text) == text}


def _over_header(sheet: Sheet, *, header: list[Row]) -> tuple[tuple[int, int, int, int], ...]:
    """The merged ranges that touch the headings; none where there are more than a person could have made."""
    first, last = header[0][0], header[-1][0]
    touching = tuple(one for one in sheet.merged if one[0] <= last and one[2] >= first)
    return touching if len(touching) <= MOST_MERGED else ()


def _spread(sheet: Sheet, *, row: int) -> bool:
    """Whether any cell of the row is merged across columns: its headings then say how far they reach."""
    return any(top <= row <= bottom and left != right for top, left, bottom, right in sheet.merged)


def _units_of_row(over: dict[int, _Over], *, said: dict[int, str]) -> None:
    """Units written once for a group: over its first column, or, set to the right, over its last."""
    indexes = list(over)
    words = sorted(said.items())
    if words[0][0] == indexes[0] and len(indexes) > 1 and (len(words) > 1 or indexes[-1] != words[0][0]):
        for index in indexes:
            over[index].unit = [text for place, text in words if place <= index][-1]
    elif words[-1][0] == indexes[-1]:
        for index in indexes:
            over[index].unit = next(text for place, text in words if place >= index)
    else:
        for index, text in words:
            if index in over:
                over[index].unit = text


def _last_carried(header: list[Row], *, number: int, valued: Sequence[int]) -> int:
    """The column that the last heading of a row still stands over, where nothing is merged.

    The groups before it end where the next begins. The last of several periods goes on as long as what stands
    under it stood under one before: `All years` after the boys and girls of each year is of none of them.
    """
    cells = dict(header)[number]
    starts = [index for index in range(valued[0], len(cells)) if not at(cells, index).blank]
    periods = [when_of(at(cells, index))[0] or is_part(at(cells, index).text) for index in starts]
    if len(starts) < 2 or not all(periods):
        return valued[-1]
    below = [row for below_at, row in header if below_at > number]
    under = {index: tuple(bare_words(at(row, index).text) for row in below) for index in valued}
    known: Counter[tuple[str, ...]] = Counter()
    for start, end in pairwise(starts):
        known |= Counter(under[index] for index in valued if start <= index < end)
    last = starts[-1]
    for index in valued:
        if index >= last and known[under[index]]:
            known[under[index]] -= 1
            last = index
        elif index >= last:
            break
    return last


def _heading_at(
    sheet: Sheet, *, header: list[Row], place: tuple[int, int], fill: bool, start: int
) -> _Heading | None:
    """The heading of a column in one row: its own, that of the range it is merged into, or of its group."""
    number, index = place
    rows = dict(header)
    for top, left, bottom, right in sheet.merged:
        if top <= number <= bottom and left <= index + 1 <= right:
            owner = at(rows.get(top, []), left - 1)
            return None if owner.blank else _heading(owner, row=top)
    cells = rows[number]
    if not (own := at(cells, index)).blank:
        return _heading(own, row=number)
    if not fill or sheet.merged:
        return None
    group = [at(cells, left) for left in range(start, index) if not at(cells, left).blank]
    return _heading(group[-1], row=number) if group else None


def _heading(cell: Cell, *, row: int) -> _Heading:
    return _Heading(cell, row, " ".join(cell.text.split()))


def _column(over: _Over, *, table: _Table) -> GridColumn:
    whole: list[tuple[When, _Heading]] = []
    inside: list[tuple[When, _Heading]] = []
    words: list[str] = []
    parts: list[str] = []
    for one in over.headings:
        text = take_digits(
            one.text, footnotes=None if bare_words(one.text) in table.known else table.footnotes
        )
        when, rest = when_of(one.cell if text == one.text else Cell(text))
        if is_part(text):
            parts += [] if text in parts else [text]
            continue
        if when is not None:
            (inside if rest else whole).append((when, one))
        if rest and rest not in words[-1:]:
            words.append(rest)
    said, place = _settle(whole or inside[-1:], parts=parts, contexts=(reversed(words), table.titles))
    if not whole and not inside and not over.beyond:
        said = table_period(table.titles, near=read_context(reversed(words)))
    lowest = over.headings[-1]
    unit = over.unit or next((word for word in reversed(words) if is_unit(word)), "")
    path = [over.unit, *words] if over.unit else words
    return GridColumn(
        over.index,
        tuple(spelled_out(word, lines=table.units) for word in path),
        said,
        unit=spelled_out(unit, lines=table.units),
        cell=f"{column_letters(over.index)}{lowest.row}",
        period_cell=f"{column_letters(over.index)}{(place or lowest).row}",
        heading=lowest.text,
        by_title=said is not None and not whole and not inside,
    )


def _settle(
    found: list[tuple[When, _Heading]], *, parts: list[str], contexts: Iterable[Iterable[str]]
) -> tuple[When | None, _Heading | None]:
    """The one period that the headings name; none where they name two."""
    different = {(when.value, when.kind): (when, one) for when, one in found}
    if len(different) != 1:
        return None, None
    when, one = next(iter(different.values()))
    if parts:
        return join_parts([when], parts), one
    context = next((known for texts in contexts if (known := read_context(texts))), None)
    return (context.settle(when) if context else when), one
