"""The Choosing page: the power grid, and one indicator at a time rated, given its standing, and its next step."""

from __future__ import annotations

from oba.errors import ObaError
from oba.model.choice import POWERS, Power
from oba.model.editor import EditConflict
from oba.model.indicator import Standing
from oba.settings import read_settings
from oba.store.choices import DECIDED, say_field
from oba.tasks.open_choosing import EVERY, ChoiceView, GridView, list_choosing_themes, open_choice, open_grid
from oba.tasks.record_choice import LONGEST, record_choice
from oba.ui import ask, fetch, frame, html
from oba.ui.desk import Desk, open_desk
from oba.ui.gap_form import show_gaps
from oba.ui.story_form import Both
from oba.ui.visit import Visit
from oba.words import choosing as words
from oba.words.labels import in_words
from oba.words.public_fields import POST

RATINGS = {"": Power.NOT_RATED.value, **{one.value: one.value for one in list(Power)[:3]}}
HEADING = "Rate an indicator, and say what is to become of it"
STANDINGS = {one.value: one.value for one in Standing}


def show_page(visit: Visit) -> None:
    left, right = frame.columns(2)
    themes: dict[str, str] = fetch.result_of(visit, list_choosing_themes)
    theme = ask.choose("Theme", themes, name="theme", default=EVERY, place=left, drops=("indicator",))
    order = ask.choose(
        "Sort by", words.ORDERS, name="order", default="power", place=right, among="ways to sort"
    )
    if said := ask.take_word():
        html.show("story_done.html", said=said)
    view: GridView = fetch.result_of(visit, open_grid, theme=theme, order=order, today=visit.today)
    html.show("choosing_grid.html", view=view)
    if view.indicators:
        _choose_one(visit, view)
    show_gaps(visit)


def _choose_one(visit: Visit, grid: GridView) -> None:
    html.show("story_heading.html", heading=in_words(HEADING), empty="")
    key = ask.choose("Indicator", grid.indicators, name="indicator", default=next(iter(grid.indicators)))
    view: ChoiceView = fetch.result_of(visit, open_choice, indicator=key)
    desk = open_desk(visit, read_settings(), within=f"choosing/{key}")
    html.show("choosing_asks.html", grid=grid, view=view)
    written = _ask_fields(desk, view)
    _offer_saving(desk, view, written, theme=grid.theme, key=key)
    html.show("choosing_history.html", view=view)


def _ask_fields(desk: Desk, view: ChoiceView) -> dict[str, ask.Written]:
    saved = {name: say_field(view.choice, name) for name in DECIDED}
    version = view.choice.version
    found: dict[str, ask.Written] = {}
    for place, name in zip(frame.columns(3), POWERS, strict=True):
        with place:
            found[name] = _pick(desk, name, RATINGS, saved=saved[name], version=version)
    for name in ("rated_by", "dissent"):
        found[name] = ask.draft_text(
            words.FIELD_NAMES[name],
            desk=desk,
            name=name,
            saved=saved[name],
            version=version,
            lines=name == "dissent",
            most=LONGEST,
        )
    found["standing"] = _pick(desk, "standing", STANDINGS, saved=saved["standing"], version=version)
    left, right = frame.columns(2)
    with left:
        label = words.FIELD_NAMES["owner"]
        found["owner"] = ask.draft_text(
            label,
            desk=desk,
            name="owner",
            saved=saved["owner"],
            version=version,
            lines=False,
            most=200,
            hint=POST,
        )
    with right:
        found["due"] = ask.draft_day(
            words.FIELD_NAMES["due"], desk=desk, name="due", saved=saved["due"], version=version
        )
    label = words.FIELD_NAMES["next_step"]
    found["next_step"] = ask.draft_text(
        label, desk=desk, name="next_step", saved=saved["next_step"], version=version, most=LONGEST
    )
    return found


def _pick(desk: Desk, name: str, options: dict[str, str], *, saved: str, version: int) -> ask.Written:
    label = words.FIELD_NAMES[name]
    return ask.draft_pick(label, options, desk=desk, name=name, saved=saved, version=version)


def _offer_saving(
    desk: Desk, view: ChoiceView, written: dict[str, ask.Written], *, theme: str, key: str
) -> None:
    changed = {name: one for name, one in written.items() if one.changed}
    if any(one.version < view.choice.version for one in changed.values()):
        rows = [
            Both(words.FIELD_NAMES[name], say_field(view.choice, name), one.text)
            for name, one in changed.items()
        ]
        by = view.history[0][1] if view.history else ""
        html.show("story_conflict.html", rows=rows, by=by)
    shown = ask.press("Save the choice", name="save_choice", shown=str(view.choice.version))
    if not shown:
        return
    try:
        fields = {name: one.text for name, one in changed.items()}
        record_choice(desk.settings, desk.editor, indicator=key, fields=fields, version=int(shown))
    except EditConflict as error:
        ask.leave_word(f"{error.found[:1].upper()}{error.found[1:]}. {error.remedy}.")
        ask.go(indicator=key, theme=theme, order=ask.address("order"))
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear("")
    ask.leave_word(f"Saved: {view.title}." if changed else "Nothing was changed.")
    ask.go(indicator=key, theme=theme, order=ask.address("order"))
