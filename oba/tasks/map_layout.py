"""Describe a layout that no format knows: a sheet as it stands, and what its recipe could be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from oba.errors import NotFoundError, ObaError, UsageError
from oba.load.containers.parser import Parser
from oba.load.file import open_file
from oba.load.limits import UPLOAD, Limits
from oba.load.opened import OpenedFile
from oba.load.recipes.layout import Layout, make_recipe, propose
from oba.load.recipes.recipe_adopt import adopt
from oba.load.recipes.recipe_choice import choose_recipes
from oba.load.recipes.recipe_match import Placement
from oba.load.recognise import Tier, list_formats, tier_of
from oba.load.reference import Reference
from oba.load.sheet import Row, Sheet, column_letters
from oba.model.plan import PlanBook
from oba.model.recipe import Recipe
from oba.model.upload import Upload
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.inbox import path_of
from oba.store.plans import read_plan
from oba.tasks.keep_recipe import gather_recipes
from oba.tasks.keep_upload import open_for_work

SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_SIGNS = 24, 26, 60
LONGEST_NAME, LONGEST_TITLE = 80, 160


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the sheet as it stands: `kind` is `heading`, `first` or ''."""

    number: int
    cells: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class MapView:
    """A sheet, what it seems to be, and what its recipe could be. `wider` says how many columns are not shown.

    `missing` are the headings that are gone of a recipe that the layout has drifted from. `read_as` names the
    publisher's layout that the file is read by, before any recipe.
    """

    file_name: str
    sheets: tuple[str, ...]
    layout: Layout
    recipe: Recipe
    letters: tuple[str, ...]
    rows: tuple[GridRow, ...]
    wider: int
    missing: tuple[str, ...]
    indicators: dict[str, str]
    areas: dict[str, str]
    read_as: str = ""


@contextmanager
def opened_layout(
    settings: Settings, path: Path, *, name: str, limits: Limits
) -> Iterator[tuple[OpenedFile, PlanBook]]:
    """The file open for reading, with the recipes there are, and the plan that its words are looked up in."""
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            book = read_plan(connection)
        recipes = gather_recipes(store)
    finally:
        store.close()
    with Parser() as parser:
        yield open_file(path, name=name, limits=limits, parser=parser, recipes=recipes), book


def waiting_path(settings: Settings, upload: Upload) -> Path:
    """Where a file of the inbox stands. NotFoundError on the published copy."""
    return path_of(open_for_work(settings), upload)


def open_map(
    settings: Settings, path: Path, *, name: str, sheet: str = "", header_rows: tuple[int, ...] = ()
) -> MapView:
    """The sheet of this name, or the first that holds figures; headings that a person has chosen are taken."""
    if settings.published:
        raise NotFoundError("this page is not part of the published copy", remedy="Go to the home page")
    with opened_layout(settings, path, name=name, limits=UPLOAD) as (opened, book):
        reference = Reference(indicators=book.indicators, areas=book.areas)
        near = _near(opened)
        wanted = sheet or (near.sheet.name if near else "")
        chosen, layout = choose_sheet(opened, reference, sheet=wanted, header_rows=header_rows)
        if near is not None and near.sheet.name != chosen.name:
            near = None
        recipe = first_recipe(layout, file_name=name, made_by=settings.user)
        if near is not None and not header_rows:
            recipe = adopt(near, proposed=recipe)
        letters, rows, wider = _grid(chosen.head(SHOWN_ROWS), layout=layout)
        return MapView(
            file_name=name,
            sheets=tuple(one.name for one in opened.sheets),
            layout=layout,
            recipe=recipe,
            letters=letters,
            rows=rows,
            wider=wider,
            missing=near.missing if near is not None else (),
            indicators={one.key: one.title for one in book.indicators},
            areas={one.code: one.name for one in book.areas},
            read_as=_read_as(opened),
        )


def first_recipe(layout: Layout, *, file_name: str, made_by: str) -> Recipe:
    """The proposed recipe, named after the file; its title is the longest line above the headings."""
    name = file_name.split(".")[0][:LONGEST_NAME] or "recipe"
    title = max(layout.titles, key=len, default="")[:LONGEST_TITLE]
    return make_recipe(layout, name=name, publisher="", title=title, made_by=made_by)


def choose_sheet(
    opened: OpenedFile, reference: Reference, *, sheet: str, header_rows: tuple[int, ...] = ()
) -> tuple[Sheet, Layout]:
    """The sheet that is named, else the first with figures, else the first. UsageError for an unknown name."""
    if not opened.sheets:
        raise ObaError("the file holds no sheet", where=opened.name)
    named = [one for one in opened.sheets if one.name == sheet]
    if sheet and not named:
        names = ", ".join(f"'{one.name}'" for one in opened.sheets)
        raise UsageError(f"there is no sheet '{sheet[:60]}'", where=opened.name, expected=f"one of {names}")
    first: tuple[Sheet, Layout] | None = None
    for one in named or opened.sheets:
        layout = propose(one, reference, header_rows=header_rows or None)
        if layout.usable:
            return one, layout
        first = first or (one, layout)
    assert first is not None
    return first


def _read_as(opened: OpenedFile) -> str:
    known = [one for one in list_formats() if tier_of(one) < Tier.RECIPE]
    return next((one.NAME for one in known if one.matches(opened)), "")


def _near(opened: OpenedFile) -> Placement | None:
    """The recipe that reads this file already, or did before its layout drifted."""
    choice = choose_recipes(opened)
    return next(iter((*choice.drifted, *choice.placed)), None)


def _grid(head: Sequence[Row], *, layout: Layout) -> tuple[tuple[str, ...], tuple[GridRow, ...], int]:
    """The letters of the columns, the rows, and how many columns are not among them."""
    width = max((len(cells) for _, cells in head), default=0)
    shown = min(width, SHOWN_COLUMNS)
    rows = []
    for number, cells in head:
        texts = [_short(cell.text) for cell in cells[:shown]]
        kind = "first" if number == layout.first_row else ""
        kind = "heading" if number in layout.header_rows else kind
        rows.append(GridRow(number, (*texts, *[""] * (shown - len(texts))), kind))
    return tuple(column_letters(index) for index in range(shown)), tuple(rows), width - shown


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN_SIGNS else plain[: SHOWN_SIGNS - 1] + "…"
