"""A proposal for reading a sheet that nobody has described: where its table is, what its columns hold, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from oba.load.gazetteer import read_gazetteer
from oba.load.grids.grid_words import plain_title
from oba.load.headers import NUMBER_ROLES, Role
from oba.load.recipes.layout_across import choose_orientation
from oba.load.recipes.layout_agree import agree
from oba.load.recipes.layout_columns import ColumnGuess, column_of, guess_column, look_at
from oba.load.recipes.layout_headings import Footnotes, Heading, Label, join_headings
from oba.load.recipes.layout_rows import IsArea, Place, find_place
from oba.load.reference import Reference
from oba.load.sheet import Row, Sheet
from oba.model.recipe import Orientation, Recipe

LOOKED_AT = 2_000
"""Rows that a proposal is made from; a recipe reads all."""
WIDEST = 500


@dataclass(frozen=True, slots=True)
class Layout:
    """`last_row` is 0 where the table goes on to the end. `labels` are the periods or areas across, by column.

    `values` maps each value heading to the key of the indicator it seems to be, '' where none is near.
    `passed_over` says that something stands between the headings and the first row of figures.
    """

    sheet: str
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    orientation: Orientation
    columns: tuple[ColumnGuess, ...]
    labels: dict[int, Label] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    passed_over: bool = False

    @property
    def usable(self) -> bool:
        """Whether there is anything to start from."""
        return bool(self.columns and self.values)


def propose(sheet: Sheet, reference: Reference, *, header_rows: tuple[int, ...] | None = None) -> Layout:
    """What the sheet seems to be. Headings that a person has chosen are taken as they are."""
    rows = list(islice(sheet.rows(), LOOKED_AT))
    is_area = area_teller(reference)
    place = _find_place(rows, header_rows=header_rows, is_area=is_area)
    if place is None:
        said = "no row of this sheet looks like figures with a place or a period beside them"
        return Layout(sheet.name, (), 0, 0, Orientation.ROWS, (), unsure=(said,))
    body = [row for row in rows if place.first <= row[0] <= place.last]
    width = _width_of(rows, place=place)
    headings = join_headings([row for row in rows if row[0] in place.header], width=width)
    contents = [look_at(column_of(body, heading.index), is_area=is_area) for heading in headings]
    guesses = [guess_column(heading, content) for heading, content in zip(headings, contents, strict=True)]
    orientation, labels = choose_orientation(headings, guesses, is_area=is_area, footnotes=Footnotes(sheet))
    guesses = agree(guesses, labels=labels, body=body)
    titles = _titles(rows, before=min((*place.header, place.first)))
    layout = Layout(
        sheet=sheet.name,
        header_rows=place.header,
        first_row=place.first,
        last_row=place.last if place.again else 0,
        orientation=orientation,
        columns=tuple(guesses),
        labels=labels,
        titles=titles,
        reasons=_reasons(place, orientation=orientation, labels=labels),
        passed_over=any(
            cells and max(place.header, default=place.first) < number < place.first for number, cells in rows
        ),
    )
    layout = replace(layout, values=_name_values(layout, reference=reference))
    return replace(layout, unsure=tuple(_doubts(layout, place=place, headings=headings)))


def area_teller(reference: Reference) -> IsArea:
    """Whether a text is an area: of the plan, or any other of the country."""
    gazetteer = read_gazetteer()
    known: dict[str, bool] = {}

    def is_area(text: str) -> bool:
        if text not in known:
            known[text] = reference.find_area(text) is not None or gazetteer.find(text) is not None
        return known[text]

    return is_area


def _width_of(rows: Sequence[Row], *, place: Place) -> int:
    """As wide as headings and figures are: titles above may be wider."""
    widths = [len(cells) for number, cells in rows if number in place.header or number >= place.first]
    return min(max(widths, default=0), WIDEST)


def _find_place(rows: Sequence[Row], *, header_rows: tuple[int, ...] | None, is_area: IsArea) -> Place | None:
    if not header_rows:
        return find_place(rows, is_area=is_area)
    below = [row for row in rows if row[0] > max(header_rows)]
    found = find_place(below, is_area=is_area)
    if found is None:
        return Place(header_rows, max(header_rows) + 1, rows[-1][0] if rows else 0)
    return Place(header_rows, found.first, found.last, found.again)


def _titles(rows: Sequence[Row], *, before: int) -> tuple[str, ...]:
    above = [cells for number, cells in rows if number < before]
    texts = [" ".join(cell.text for cell in cells if not cell.blank) for cells in above]
    return tuple(" ".join(text.split())[:300] for text in texts if text.strip())


def _name_values(layout: Layout, *, reference: Reference) -> dict[str, str]:
    """The indicator that each value heading seems to be, by its words or, for a single one, by the sheet's."""
    if any(guess.role == Role.INDICATOR for guess in layout.columns):
        return {}
    names = [
        layout.labels[guess.index].group if guess.index in layout.labels else guess.heading
        for guess in layout.columns
        if guess.role == Role.VALUE
    ]
    values: dict[str, str] = {}
    for name in dict.fromkeys(names):
        found = reference.find_indicator(name)
        values[name] = found.key if found else ""
    if len(values) == 1 and not any(values.values()):
        name = next(iter(values))
        for text in (layout.sheet, *layout.titles):
            plain = plain_title(text)
            if plain and (found := reference.find_indicator(plain)):
                values[name] = found.key
    return values


def _reasons(place: Place, *, orientation: Orientation, labels: dict[int, Label]) -> tuple[str, ...]:
    rows = ", ".join(str(number) for number in place.header) or "none"
    reasons = [f"headings: row {rows}", f"row {place.first} is the first with figures"]
    if labels:
        first = next(iter(labels.values()))
        kind = "areas" if orientation is Orientation.AREAS_ACROSS else "periods"
        reasons.append(f"{len(labels)} columns are headed by {kind}, the first by {first.text}")
    return tuple(reasons)


def _doubts(layout: Layout, *, place: Place, headings: list[Heading]) -> list[str]:
    roles = {guess.role for guess in layout.columns}
    doubts = []
    if not place.header:
        doubts.append("no headings were found above the figures")
    elif len(place.header) > 1:
        doubts.append(f"the headings stand in {len(place.header)} rows: look whether they belong together")
    if not roles & {Role.AREA, Role.AREA_CODE} and layout.orientation is not Orientation.AREAS_ACROSS:
        doubts.append("no column holds areas: say which area all figures are of")
    if Role.PERIOD not in roles and layout.orientation is not Orientation.ACROSS:
        doubts.append("no column holds periods: say which period all figures are of")
    if Role.VALUE not in roles:
        doubts.append("no column holds figures")
    if place.again:
        doubts.append(f"a second table seems to begin at row {place.again}: only the first is proposed")
    for guess in layout.columns:
        if not guess.sure:
            doubts.append(f"column {guess.letters} ('{guess.heading}'): {guess.reason}")
        elif guess.role and not headings[guess.index].named:
            doubts.append(f"column {guess.letters} has no heading: it is known by its place alone")
    return doubts


def make_recipe(layout: Layout, *, name: str, publisher: str, title: str, made_by: str = "") -> Recipe:
    """The proposal as a recipe, for a person to correct."""
    single = [guess for guess in layout.columns if guess.role and guess.role != Role.VALUE]
    plain_values = [guess for guess in layout.columns if guess.role == Role.VALUE]
    columns = {str(guess.role): guess.heading for guess in single}
    if not layout.values and len(plain_values) == 1:
        columns[Role.VALUE.value] = plain_values[0].heading
    if len(layout.values) > 1 or layout.labels:
        columns = {
            role: heading for role, heading in columns.items() if role not in (*NUMBER_ROLES, Role.MARKER)
        }
    return Recipe(
        name=name,
        publisher=publisher,
        title=title,
        sheet=layout.sheet,
        header_rows=layout.header_rows,
        orientation=layout.orientation,
        columns=columns,
        values=dict(layout.values),
        headings=tuple(guess.heading for guess in layout.columns),
        made_by=made_by,
        first_row=layout.first_row if layout.passed_over else 0,
        last_row=layout.last_row,
    )
