"""Which area a row of a grid is about: by its code, its number or its name, wherever on the left they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oba.load.grids.grid import Grid
from oba.load.grids.grid_cells import Kind, at, kind_of, may_number_area
from oba.load.grids.grid_words import take_digits
from oba.load.headers import ROLE_OF, Role, plain_header
from oba.load.reference import Reference
from oba.load.sheet import Cell


@dataclass(frozen=True, slots=True)
class RowArea:
    """What a row says of its area, and the columns where it says so."""

    code: str
    name: str
    code_at: int
    name_at: int


def find_row_area(cells: Sequence[Cell], *, grid: Grid, reference: Reference) -> RowArea | None:
    """The area of a row; None where none is named."""
    kinds = {index: kind_of(at(cells, index)) for index in grid.leading}
    code_at = next((index for index, kind in kinds.items() if kind is Kind.CODE), None)
    name_at = _name_at(cells, grid=grid, kinds=kinds, reference=reference, code_at=code_at)
    code = at(cells, code_at).text.strip() if code_at is not None else ""
    name = (
        "" if name_at is None else take_digits(at(cells, name_at).text.strip(), footnotes=grid.notes.numbers)
    )
    if not code:
        # the Department for Education's number, where it says more than the name does
        for index, kind in kinds.items():
            number = at(cells, index).text.strip()
            if kind is Kind.NUMBER and may_number_area(number):
                if reference.find_area(number) or not name:
                    code, code_at = number, index
                break
    if not code and not name:
        return None
    first = code_at if code_at is not None else name_at
    assert first is not None
    return RowArea(code, name, first, name_at if name_at is not None else first)


def _name_at(
    cells: Sequence[Cell], *, grid: Grid, kinds: dict[int, Kind], reference: Reference, code_at: int | None
) -> int | None:
    """The column of the name: by its heading, by the code beside it, else the one nearest to the figures."""
    texts = [index for index, kind in kinds.items() if kind is Kind.TEXT]
    headed = [
        index for index in texts if ROLE_OF.get(plain_header(grid.area_headings.get(index, ""))) is Role.AREA
    ]
    if len(headed) == 1:
        return headed[0]
    by_code = reference.find_area(at(cells, code_at).text) if code_at is not None and len(texts) > 1 else None
    if by_code:
        for index in texts:
            if reference.find_area(at(cells, index).text) is by_code:
                return index
    return texts[-1] if texts else None
