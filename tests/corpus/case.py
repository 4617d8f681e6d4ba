"""One case of the corpus: a real file, how it is handed in, and what must become of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from oba.model.release import Answer, Source

OK = "ok"
KNOWN = "already loaded"
TOWN, TOWN_NAME = "E06000002", "Middlesbrough"
HEAD = ("indicator", "area", "period", "value")
Rows = Sequence[Sequence[Any]]
Build = Callable[[Path], Path]
Stored = tuple[float | None, str]
"""A value, None where a marker stands for it, and its markers."""


@dataclass(frozen=True)
class Case:
    """`number` is its row in the list of bad inputs, or of its own after a letter. `says` is part of what is told.

    `stored` gives what the store must hold after a real load, by indicator, area, breakdown and period; `absent`
    what it must not. `cells` is how many value cells the file has. `first` is loaded before.
    """

    number: str
    sentence: str
    build: Build
    outcome: str
    where: str = ""
    says: str = ""
    stored: Mapping[tuple[str, str, str, str], Stored] = field(default_factory=dict)
    absent: Sequence[tuple[str, str, str, str]] = ()
    cells: int | None = None
    source: Source | None = field(default_factory=lambda: Source(publisher="A publisher", title="A title"))
    answers: Sequence[Answer] = ()
    first: Build | None = None
    first_source: Source | None = None
    picks: Sequence[str] = ()
    asked: bool = True

    @property
    def stops(self) -> bool:
        return self.outcome in ("asked", "refused cell", "refused file")


def said(**facts: Any) -> Source:
    """A source in which a person has decided something."""
    return Source(**{"publisher": "A publisher", "title": "A title", **facts})


def text(content: str | bytes, *, name: str = "figures.csv", encoding: str = "utf-8") -> Build:
    """A file of just these characters or bytes."""

    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return build


def rows(
    table: Rows,
    *,
    head: Sequence[str] = HEAD,
    name: str = "figures.csv",
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Build:
    """A CSV of these rows under a header."""

    def build(folder: Path) -> Path:
        path = folder / name
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows([head, *table])
        return path

    return build


def book(
    sheets: Mapping[str, Rows], *, name: str = "figures.xlsx", dress: Callable[[Workbook], None] | None = None
) -> Build:
    """A workbook of these sheets; `dress` does to it what rows cannot say."""

    def build(folder: Path) -> Path:
        written = Workbook()
        written.remove(written.active)  # type: ignore[arg-type]
        for title, table in sheets.items():
            sheet = written.create_sheet(title)
            for row in table:
                sheet.append(list(row))
        if dress:
            dress(written)
        path = folder / name
        written.save(path)
        return path

    return build


def value(
    written: str, *, key: str = "conceptions", period: str = "2010", area: str = TOWN, **facts: Any
) -> Build:
    """A tidy CSV whose second figure, on line 3, is the one in question; the first is sound."""
    sound = SOUND.get(key, "2009")
    return rows([[key, "E06000001", sound, "40.5"], [key, area, period, written]], **facts)


SOUND = {
    "year6": "2008/09",
    "alcohol": "2006/07-08/09",
    "absence": "January 2009",
    "quarterly": "Apr to Jun 2009",
    "plans": "31 March 2009",
    "spending": "2008/09",
    "grants": "2008/09",
    "change": "2008/09",
}
LABEL = {
    "year6": "2009/10",
    "alcohol": "2007/08 to 2009/10",
    "absence": "March 2010",
    "quarterly": "Apr to Jun 2010",
    "plans": "31 March 2010",
    "spending": "2009/10",
    "grants": "2009/10",
    "change": "2009/10",
}


def cell(content: Any, number_format: str = "General", *, key: str = "conceptions") -> Build:
    """A tidy workbook with what is in question in Data!D3, under a sound figure in D2."""
    period = LABEL.get(key, "2010")

    def dress(written: Workbook) -> None:
        written["Data"]["D3"].value = content
        written["Data"]["D3"].number_format = number_format

    table = [HEAD, [key, "E06000001", SOUND.get(key, "2009"), 40.5], [key, TOWN, period, None]]
    if "%" in number_format:
        table[1][3] = 0.405

        def dress_both(written: Workbook) -> None:
            written["Data"]["D2"].number_format = "0.0%"
            dress(written)

        return book({"Data": table}, dress=dress_both)
    return book({"Data": table}, dress=dress)


def at(
    period: str = "2010", *, key: str = "conceptions", area: str = TOWN, breakdown: str = ""
) -> tuple[str, str, str, str]:
    return (key, area, breakdown, period)


def holds(number: float | None, markers: str = "", **where: str) -> dict[tuple[str, str, str, str], Stored]:
    """That the store holds this of Middlesbrough's conceptions in 2010, or elsewhere."""
    return {at(**where): (number, markers)}
