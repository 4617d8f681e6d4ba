"""One table of figures made ready for the database: plain columns, each thing named once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.store.cells import DIGITS, LONGEST_ROW, split_cell, storable
from oba.store.schema import NUMBERS

# repr and '%.15g' part here: below it the short form is written with an exponent.
SMALLEST_PLAIN = 1e-4
PLAIN = r"-?(?:0|[1-9][0-9]{0,7})(?:\.[0-9]{0,6}[1-9])?"
WHOLE = rf"[1-9][0-9]{{0,{LONGEST_ROW - 1}}}"

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]
Objects = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one frame. `series` and `columns` list what is different, the codes point into them.

    `series`: (indicator, area, breakdown). `columns`: (sheet, head of the cell). `rows`: the number at
    the end of the cell, -1 for none. `numbers` are the five of NUMBERS, NaN for none. A text is None where the
    value gives it back.
    """

    series: list[tuple[str, str, str]]
    series_codes: Whole
    periods: Whole
    columns: list[tuple[str, str]]
    column_codes: Whole
    rows: Whole
    numbers: tuple[Floats, ...]
    markers: Objects
    texts: Objects

    def chosen(self, places: Whole) -> Rows:
        """The rows at `places`, in that order."""
        return replace(
            self,
            series_codes=self.series_codes[places],
            periods=self.periods[places],
            column_codes=self.column_codes[places],
            rows=self.rows[places],
            numbers=tuple(column[places] for column in self.numbers),
            markers=self.markers[places],
            texts=self.texts[places],
        )


def read_rows(frame: pd.DataFrame) -> Rows:
    """The rows of a frame with FIGURE_COLUMNS, in its order."""
    names = [_codes(frame[name]) for name in ("indicator", "area", "breakdown")]
    series_codes, series = _combine(*names)
    heads, rows = _split_cells(frame["cell"])
    column_codes, columns = _combine(_codes(frame["sheet"]), heads)
    # Adding nought turns -0.0 into 0.0: SQLite cannot keep the sign, and the two are one number.
    numbers = tuple(frame[name].to_numpy(dtype=np.float64, na_value=np.nan) + 0.0 for name in NUMBERS)
    marker_codes, markers = _codes(frame["marker"])
    return Rows(
        series=[(a, b, c) for a, b, c in series],
        series_codes=series_codes,
        periods=frame["period"].to_numpy(dtype=np.int64),
        columns=[(a, b) for a, b in columns],
        column_codes=column_codes,
        rows=rows,
        numbers=numbers,
        markers=np.array(markers, dtype=object)[marker_codes],
        texts=_kept_texts(frame["source_text"], values=numbers[0]),
    )


def _codes(column: pd.Series[Any]) -> tuple[Whole, list[str]]:
    codes, found = pd.factorize(column)
    names = [str(name) for name in found]
    if (codes < 0).any():
        if "" not in names:
            names.append("")
        codes = np.where(codes < 0, names.index(""), codes)
    return codes.astype(np.int64), names


def _combine(*parts: tuple[Whole, list[str]]) -> tuple[Whole, list[tuple[str, ...]]]:
    """One code for each different combination of the parts, in the order they are met."""
    joined = np.zeros(len(parts[0][0]), dtype=np.int64)
    for codes, names in parts:
        joined = joined * max(len(names), 1) + codes
    together, different = pd.factorize(joined)
    listed: list[list[str]] = []
    rest = np.asarray(different, dtype=np.int64)
    for _, names in reversed(parts):
        rest, places = np.divmod(rest, max(len(names), 1))
        listed.insert(0, [names[place] for place in places.tolist()])
    return together.astype(np.int64), list(zip(*listed, strict=True))


def _split_cells(cells: pd.Series[Any]) -> tuple[tuple[Whole, list[str]], Whole]:
    """Cells as codes of heads and numbers: `D14` is D and 14, `value, line 14` is `value, line ` and 14."""
    count = len(cells)
    if count and _in_arrow(cells):
        head = str(cells.iloc[0]).rstrip(DIGITS)
        tail = cells.str.slice(len(head))
        if cells.str.startswith(head).all() and tail.str.fullmatch(WHOLE).all():
            numbers = np.asarray(tail.astype("Int64").to_numpy(dtype=np.int64), dtype=np.int64)
            return (np.zeros(count, dtype=np.int64), [head]), numbers
    parts = [split_cell(cell) for cell in cells.fillna("").tolist()]
    heads = _codes(pd.Series([head for head, _ in parts], dtype=object))
    return heads, np.array([number for _, number in parts], dtype=np.int64)


def _kept_texts(column: pd.Series[Any], *, values: Floats) -> Objects:
    """The source texts, None where the value gives its text back exactly."""
    kept = np.full(len(column), None, dtype=object)
    doubtful = np.flatnonzero(~_surely_plain(column, values=values))
    texts = column.iloc[doubtful].fillna("").tolist()
    for place, text, value in zip(doubtful.tolist(), texts, values[doubtful].tolist(), strict=True):
        if text != ("" if value != value else f"{value:.15g}"):
            kept[place] = storable(text)
    return kept


def _surely_plain(column: pd.Series[Any], *, values: Floats) -> NDArray[np.bool_]:
    """A quick yes for plain decimals of at most 15 digits, which a float gives back; False is doubt."""
    nothing = np.zeros(len(column), dtype=bool)
    if not len(column) or not _in_arrow(column):
        return nothing
    matches = column.str.fullmatch(PLAIN).to_numpy(dtype=bool, na_value=False)
    plain = matches & (np.abs(values) >= SMALLEST_PLAIN)
    if not plain.any():
        return nothing
    read = np.full(len(column), np.nan)
    read[plain] = column[plain].astype("Float64").to_numpy(dtype=np.float64)
    return np.asarray(plain & (read == values))


def _in_arrow(column: pd.Series[Any]) -> bool:
    return isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "pyarrow"
