"""Workbooks as the public sector releases statistics: a cover, what is in it, notes, one table a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oba.model.marker import MEANING, Marker
from oba.model.open_table import Kind, OpenTable, Row
from oba.tasks.opendata.metadata import About
from oba.tasks.opendata.xlsx import Document, Sheet, write_book
from oba.words import open_data as words

WIDTHS = {
    Kind.TEXT: 18,
    Kind.NUMBER: 13,
    Kind.FIGURE: 12,
    Kind.WHOLE: 12,
    Kind.DAY: 14,
    Kind.YES_NO: 12,
    Kind.LINK: 40,
}
WIDEST, LETTERS = 60, 40
LONGEST_SHEET = 31


def write_tables(
    about: About, title: str, tables: Sequence[OpenTable], *, decimals: Mapping[str, int] | None = None
) -> bytes:
    """Columns with nothing in them are left out. `decimals` are those shown of each indicator, by key."""
    own = [_sheet(about, one, decimals or {}) for one in tables]
    listed = tuple((sheet.name, table.title) for sheet, table in zip(own, tables, strict=True))
    named = (("Notes", "What the markers, the empty cells and the columns mean"), *listed)
    contents = Sheet(
        "Contents",
        ("Contents", words.say_table("Contents", len(named))),
        ("Worksheet", "What is in it"),
        named,
        (24, 80),
        links=tuple((row, name) for row, (name, _) in enumerate(named, start=1)),
    )
    document = Document(title, about.publisher, words.say_publication(about.facts), about.facts.published_on)
    return write_book(document, [_cover(about, title), contents, _notes(tables), *own])


def _cover(about: About, title: str) -> Sheet:
    licence = words.find_licence(about.licences)
    under = (
        f"Licence: {licence.title}, {licence.path}" if licence else f"Licences: {'; '.join(about.licences)}"
    )
    lines = [
        title,
        words.say_publication(about.facts) + ".",
        about.facts.note,
        words.say_package(about.title, example=about.example),
        f"Published by {about.publisher}.",
        under if about.licences else "",
        f"To cite it: {words.say_citation(title, about.publisher, about.facts)}.",
    ]
    return Sheet("Cover", tuple(line for line in lines if line))


def _notes(tables: Sequence[OpenTable]) -> Sheet:
    markers: list[Row] = [(f"[{one.value}]", MEANING[one]) for one in Marker]
    columns = {one.name: one.says for table in tables for one in table.shape.columns}
    rows = [*markers, *((f"column: {name}", says) for name, says in columns.items())]
    lines = (
        "Notes",
        words.say_table("Notes", len(rows)),
        words.INSTEAD,
        words.QUALIFIES,
        words.EMPTY_CELLS,
        words.EXACT,
    )
    return Sheet("Notes", lines, ("Marker or column", "What it means"), rows, (28, 100))


def _sheet(about: About, table: OpenTable, decimals: Mapping[str, int]) -> Sheet:
    shape = table.shape
    kept = [
        place
        for place, one in enumerate(shape.columns)
        if one.always or one.kind is Kind.FIGURE or any(row[place] not in ("", None) for row in table.rows)
    ]
    rows = [tuple(row[place] for place in kept) for row in table.rows]
    columns = [shape.columns[place] for place in kept]
    places = decimals.get(table.name)
    return Sheet(
        shape.title[:LONGEST_SHEET],
        (
            table.title,
            words.say_table(table.title, len(rows)),
            shape.says,
            f"{words.say_publication(about.facts)}. {words.SEE_NOTES}",
        ),
        tuple(one.name for one in columns),
        rows,
        tuple(_width(rows, place, one.kind) for place, one in enumerate(columns)),
        decimals={
            place: places
            for place, one in enumerate(columns)
            if places is not None and one.name in ("value", "lower", "upper")
        },
    )


def _width(rows: Sequence[Row], place: int, kind: Kind) -> int:
    """As wide as the longer texts, and no wider than can be read."""
    if kind is not Kind.TEXT:
        return WIDTHS[kind]
    longest = max((len(str(row[place])) for row in rows[:200] if row[place]), default=0)
    return max(WIDTHS[kind], min(longest + 3, WIDEST if longest > LETTERS else LETTERS))
