"""The mapper's screen: a sheet as it stands, what each column holds, how it would be read, and keeping that."""

from __future__ import annotations

from oba.model.editor import editor_of
from oba.model.recipe import Orientation, Recipe
from oba.model.upload import Upload
from oba.settings import Settings, read_settings
from oba.tasks.keep_recipe import forget_recipe, keep_recipe, list_recipes
from oba.tasks.keep_upload import find_waiting, list_waiting
from oba.tasks.map_draft import (
    FORMS,
    GOES_WITH,
    NEW,
    NOT_READ,
    ROLES,
    WITH,
    AskedColumn,
    MapChoices,
    draft_recipe,
    first_figures,
    first_partner,
    first_roles,
    list_beside,
    list_columns,
    value_names,
)
from oba.tasks.map_layout import MapView
from oba.tasks.tables import Table, make_table
from oba.ui import ask, fetch_maps, frame, html
from oba.ui.visit import Visit
from oba.words.labels import in_words

TO_THE_END = "0"
MOST_HEADINGS = 30
LOAD_PAGE = "pages/trust/80_load.py"
AREAS = {"leave out": "Leave them out", "ask": "Ask about them"}


def show(visit: Visit) -> None:
    """The file that the address names, or those that wait."""
    settings = read_settings()
    if said := ask.take_word():
        html.show("load_word.html", said=said)
    asked = ask.address("file")
    upload = find_waiting(settings, asked) if asked else None
    if upload is None or upload.receipt is not None:
        html.show("map_intro.html", waiting=list_waiting(settings))
        _offer_forgetting(settings)
        return
    html.show("map_head.html", name=upload.name, short=upload.short)
    view = _choose_sheet(visit, settings, upload)
    html.show("map_sheet.html", view=view)
    if not view.layout.columns:
        return
    html.show("map_columns.html", table=_explain(view))
    recipe = _ask_all(view)
    preview = fetch_maps.map_preview(visit, settings, upload, recipe)
    html.show("map_preview.html", preview=preview)
    if preview.sound:
        _offer(settings, upload, recipe)


def _choose_sheet(visit: Visit, settings: Settings, upload: Upload) -> MapView:
    """The sheet and the rows of its headings, as they are chosen."""
    asked = ask.address("sheet")
    view = fetch_maps.map_view(visit, settings, upload, sheet="", header_rows=())
    if len(view.sheets) > 1:
        names = {name: name for name in view.sheets}
        chosen = ask.choose("Sheet", names, name="sheet", default=view.layout.sheet)
        if chosen != view.layout.sheet:
            view = fetch_maps.map_view(visit, settings, upload, sheet=chosen, header_rows=())
    most = max(MOST_HEADINGS, *view.layout.header_rows, 1)
    rows = {str(number): f"Row {number}" for number in range(1, most + 1)}
    proposed = tuple(str(number) for number in view.layout.header_rows)
    picked = ask.picks(
        "Rows that hold the headings",
        rows,
        name=f"headings_{view.layout.sheet}",
        value=proposed,
        hint="Several where a heading stands over others",
    )
    if not picked or set(picked) == set(proposed):
        return view
    chosen_rows = tuple(sorted(int(one) for one in picked))
    sheet = view.layout.sheet if asked or len(view.sheets) > 1 else ""
    return fetch_maps.map_view(visit, settings, upload, sheet=sheet, header_rows=chosen_rows)


def _explain(view: MapView) -> Table:
    labels = view.layout.labels
    rows = []
    for one in view.layout.columns:
        what = (
            f"Figures of {labels[one.index].text}" if one.index in labels else ROLES.get(one.role, one.role)
        )
        rows.append((one.letters, one.heading, what, one.reason, ", ".join(one.examples)))
    return make_table(("Column", "Heading", "Seems to be", "Because", "Such as"), rows)


def _ask_all(view: MapView) -> Recipe:
    """Every choice there is to make, with what is proposed chosen already."""
    html.show("map_heading.html", said="What each column holds", more="")
    roles = _ask_roles(view)
    names = value_names(view.layout, roles)
    figures, partners = _ask_figures(view, names, roles)
    has = set(roles.values())
    html.show("map_heading.html", said="What the whole file says", more="")
    across = view.layout.orientation
    area = period = indicator = ""
    if not any(role.startswith("area") for role in has) and across is not Orientation.AREAS_ACROSS:
        given = view.recipe.constants.get("area")
        area = ask.pick("Area of all figures", view.areas, name="area", value=given) or ""
    if "period" not in has and across is not Orientation.ACROSS:
        given = view.recipe.constants.get("period", "")
        period = ask.text("Period of all figures", name="period", value=given, hint="Such as 2015/16")
    form = ask.pick("What a bare year means", FORMS, name="form", value=view.recipe.period_form)
    last = _ask_last(view)
    other = "leave out" if view.recipe.leave_out_other_areas else "ask"
    left = ask.pick("Areas that the plan does not have", AREAS, name="others", value=other)
    choices = MapChoices(
        name=ask.text("Name of the recipe", name="name", value=view.recipe.name),
        publisher=ask.text("Publisher", name="publisher", value=view.recipe.publisher),
        title=ask.text(
            "Title", name="title", value=view.recipe.title, hint="The same from release to release"
        ),
        roles=roles,
        figures=figures,
        goes_with=partners,
        area=area,
        period=period,
        indicator=indicator,
        period_form=form or view.recipe.period_form,
        last_row=last,
        leave_out_other_areas=left != "ask",
    )
    return draft_recipe(view.layout, choices, base=view.recipe)


def _ask_roles(view: MapView) -> dict[int, str]:
    """The role of each column that holds anything; half of them at each side, where there is room."""
    asked = list_columns(view.layout, view.recipe)
    half = (len(asked) + 1) // 2
    roles = dict.fromkeys(first_roles(view.layout, view.recipe), NOT_READ)
    for place, columns in zip(frame.columns(2), (asked[:half], asked[half:]), strict=True):
        with place:
            roles |= {one.index: _ask_role(one) for one in columns}
    return roles


def _ask_role(column: AskedColumn) -> str:
    name = f"role_{column.index}"
    return (
        ask.pick(
            ask.Said(column.label),
            {one: in_words(said) for one, said in ROLES.items()},
            name=name,
            value=column.role,
            hint=ask.plain(column.hint),
        )
        or NOT_READ
    )


def _ask_figures(
    view: MapView, names: list[str], roles: dict[int, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What each heading of figures is, and for those that go with others, with which."""
    by_row = "indicator" in roles.values()
    options = {NEW: in_words("The indicator that each row names" if by_row else "A new indicator")}
    options |= {NOT_READ: "Not read", **({} if by_row else view.indicators)}
    if len(names) > 1:
        options |= GOES_WITH
    html.show("map_heading.html", said="What the figures are", more="")
    figures = {
        name: ask.pick(
            ask.Said(f"Figures under: {name or 'the periods or areas'}"),
            options,
            name=f"figures_{name}",
            value=first_figures(view.recipe, name),
        )
        or NOT_READ
        for name in names
    }
    kept = {name: name or "the periods or areas" for name, one in figures.items() if _stands_alone(one)}
    beside = [name for name, one in figures.items() if one.startswith(WITH)]
    if len(kept) > 1:
        beside += list_beside(view.layout, roles)
    partners = {name: _ask_partner(view, name, kept) for name in beside}
    return figures, partners


def _stands_alone(chosen: str) -> bool:
    return chosen != NOT_READ and not chosen.startswith(WITH)


def _ask_partner(view: MapView, name: str, kept: dict[str, str]) -> str:
    given = first_partner(view.recipe, name)
    value = given if given in kept else next(iter(kept), None)
    return ask.pick(ask.Said(f"{name} goes with"), kept, name=f"with_{name}", value=value) or ""


def _ask_last(view: MapView) -> int:
    """The last row of the table: the end of the sheet, or the row that is proposed before a second table."""
    numbers = {view.layout.last_row, view.recipe.last_row} - {0}
    if not numbers:
        return 0
    options = {TO_THE_END: "The end of the sheet", **{str(one): f"Row {one}" for one in sorted(numbers)}}
    return int(ask.pick("The table ends at", options, name="last", value=str(view.recipe.last_row)) or 0)


def _offer(settings: Settings, upload: Upload, recipe: Recipe) -> None:
    with ask.row():
        load = ask.button("Keep this recipe and load the file with it", name="keep_and_load", main=True)
        keep = ask.button("Keep this recipe", name="keep")
    if load or keep:
        ask.leave_word(keep_recipe(settings, editor_of(settings), recipe))
        if load:
            ask.go_to(LOAD_PAGE, file=upload.short)
        ask.go(file=upload.short, sheet=recipe.sheet)


def _offer_forgetting(settings: Settings) -> None:
    """Take a recipe away that reads files it should not; nothing for a store without any."""
    kept = list_recipes(settings)
    if not kept:
        return
    with ask.folded("Recipes that are kept"):
        name = ask.pick("Recipe", {one: one for one in kept}, name="forget", value=None)
        if ask.button("Forget this recipe", name="forget_recipe") and name:
            ask.leave_word(forget_recipe(settings, editor_of(settings), name))
            ask.go()
