"""The Story page: forces that help and hinder, voices and gaps; written in place, ranked, with every edit kept."""

from __future__ import annotations

from oba.errors import ObaError
from oba.model.story import Direction, Force, Gap, Part, Voice
from oba.settings import read_settings
from oba.store.story import kind_of
from oba.tasks.open_story import StoryDesk, open_story, view_forces, view_gap, view_voice
from oba.tasks.record_story import move, send_gap
from oba.ui import ask, fetch, frame, html, show
from oba.ui.desk import Desk, open_desk
from oba.ui.story_form import add_here, change_here, part_name
from oba.ui.visit import Visit
from oba.words import story as words

NONE_YET = "Nothing has been written yet. Start below."
ADD = {
    Direction.HELPS: "Add what is helping",
    Direction.HINDERS: "Add what is hindering",
}
VOICES = "What children, young people, parents and schools say"


def show_page(visit: Visit) -> None:
    """Choose an indicator; its story, each part with its deeds; a form below each list."""
    choices = fetch.curve_choices(visit)
    key = ask.choose(
        "Indicator", choices.indicators, name="indicator", default=choices.indicator, drops=("edit",)
    )
    settings = read_settings()
    view: StoryDesk = fetch.result_of(visit, open_story, indicator=key)
    desk = open_desk(visit, settings, within=f"story/{key}")
    html.show("story_head.html", view=view)
    if said := ask.take_word():
        html.show("story_done.html", said=said)
    for place, direction in zip(frame.columns(2), Direction, strict=True):
        with place:
            _show_forces(desk, view, direction)
    _show_said(desk, view, view.story.voices, heading=VOICES, kind="voice", add="Add what someone says")
    _show_said(desk, view, view.story.gaps, heading="What we do not know", kind="gap", add="Add a gap")
    html.show("story_history.html", view=view, summary=words.say_history(view.edits))


def _show_forces(desk: Desk, view: StoryDesk, direction: Direction) -> None:
    forces = view.story.of(direction)
    html.show("story_heading.html", heading=words.DIRECTIONS[direction], empty="" if forces else NONE_YET)
    order = ",".join(one.key for one in forces)
    for one, shown in zip(forces, view_forces(forces, published=False), strict=True):
        if _is_edited(one):
            change_here(desk, view, one)
            continue
        label = f"{direction.value.capitalize()}, number {shown.place}"
        html.show("story_force.html", one=shown, label=label)
        with ask.row():
            if shown.place > 1:
                _offer_move(desk, one, up=True, place=shown.place, order=order)
            if shown.place < len(forces):
                _offer_move(desk, one, up=False, place=shown.place, order=order)
            _offer_change(one, f"Change {shown.place}")
            if one.file_sha256:
                show.evidence(desk.settings, one.file_name, one.file_sha256)
    add_here(desk, view, "force", label=ADD[direction], fixed={"direction": direction.value})


def _offer_move(desk: Desk, one: Force, *, up: bool, place: int, order: str) -> None:
    way = "up" if up else "down"
    seen = ask.press(f"Move {place} {way}", name=f"{way}_{one.key}", shown=order, main=False)
    if not seen:
        return
    try:
        move(desk.settings, one.key, editor=desk.editor, up=up, seen=seen.split(","))
    except ObaError as error:
        ask.leave_word(str(error))
    ask.go(indicator=one.indicator)


def _show_said(
    desk: Desk,
    view: StoryDesk,
    parts: tuple[Voice, ...] | tuple[Gap, ...],
    *,
    heading: str,
    kind: str,
    add: str,
) -> None:
    html.show("story_heading.html", heading=heading, empty="" if parts else NONE_YET)
    for place, one in enumerate(parts, start=1):
        if _is_edited(one):
            change_here(desk, view, one)
            continue
        shown = view_gap(one, published=False) if isinstance(one, Gap) else view_voice(one, published=False)
        note = view.lacking.get(one.key, "") if isinstance(one, Gap) else ""
        html.show("story_said.html", one=shown, label=f"{kind.capitalize()} {place}", note=note)
        with ask.row():
            _offer_change(one, f"Change {kind} {place}")
            if isinstance(one, Gap) and one.sent_on is None and not note:
                _offer_sending(desk, one, place=place)
    add_here(desk, view, kind, label=add, fixed={})


def _offer_sending(desk: Desk, gap: Gap, *, place: int) -> None:
    label = f"Send gap {place} to the data development agenda"
    shown = ask.press(label, name=f"send_{gap.key}", shown=str(gap.version), main=False)
    if not shown:
        return
    try:
        send_gap(desk.settings, gap.key, editor=desk.editor, version=int(shown))
        ask.leave_word("The gap stands on the data development agenda now.")
    except ObaError as error:
        ask.leave_word(str(error))
    ask.go(indicator=gap.indicator)


def _offer_change(one: Part, label: str) -> None:
    if ask.button(label, name=f"change_{kind_of(one)}_{one.key}"):
        ask.go(indicator=one.indicator, edit=part_name(one))


def _is_edited(one: Part) -> bool:
    return ask.address("edit") == part_name(one)
