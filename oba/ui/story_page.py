"""The Story page: forces that help and hinder, voices and gaps; written in place, ranked, with every edit kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oba.errors import ObaError
from oba.model.story import Direction, Force, Gap, Part, Voice
from oba.settings import read_settings
from oba.tasks.open_story import StoryDesk, open_story, view_forces, view_gap, view_voice
from oba.tasks.record_story import move, send_gap
from oba.ui import ask, fetch, frame, html, show, success_form
from oba.ui.desk import Desk, open_desk
from oba.ui.story_form import add_here, change_here, part_name
from oba.ui.visit import Visit
from oba.words import story as words

NONE_YET = "Nothing has been written yet. Start below."
ADD = {
    Direction.HELPS: "Add what is helping",
    Direction.HINDERS: "Add what is hindering",
}
ADD_WHOLE = {
    Direction.HELPS: "Add one that helps, with its evidence",
    Direction.HINDERS: "Add one that hinders, with its evidence",
}
"""What the same forms are called below quick fields, which add a sentence alone."""
DEEDS = ("change", "up", "down", "send")
VOICES = "What children, young people, parents and schools say"


def show_page(visit: Visit) -> None:
    """Choose an indicator; its story, each part with its deeds; a form below each list."""
    choices = fetch.curve_choices(visit)
    key = ask.choose(
        "Indicator", choices.indicators, name="indicator", default=choices.indicator, drops=("edit",)
    )
    show_here(visit, key, head=True)
    success_form.show_here(frame.renew(visit), key)


def show_here(
    visit: Visit, indicator: str, *, head: bool = False, below: Callable[[Direction], None] | None = None
) -> None:
    """The story of one indicator with all its deeds; on the page of a meeting too, which draws more `below` a list."""
    desk = open_desk(visit, read_settings(), within=f"story/{indicator}")
    visit = _do(visit, desk)
    view: StoryDesk = fetch.result_of(visit, open_story, indicator=indicator)
    if head:
        html.show("story_head.html", view=view)
    with frame.slot():
        if said := ask.take_word():
            html.show("story_done.html", said=said)
    for place, direction in zip(frame.columns(2), Direction, strict=True):
        with place:
            _show_forces(desk, view, direction, below=below)
    _show_said(desk, view, view.story.voices, heading=VOICES, kind="voice", add="Add what someone says")
    _show_said(desk, view, view.story.gaps, heading="What we do not know", kind="gap", add="Add a gap")
    html.show("story_history.html", view=view, summary=words.say_history(len(view.history.rows)))


def _do(visit: Visit, desk: Desk) -> Visit:
    """Do what a button asked for before anything is shown; what cannot be done is said."""
    deed, shown = ask.take_deed(*DEEDS)
    key, _, seen = shown.partition(" ")
    if deed == "change":
        ask.readdress(edit=key)
    if deed in ("", "change"):
        return visit
    try:
        if deed == "send":
            send_gap(desk.settings, key, editor=desk.editor, version=int(seen))
            ask.leave_word("The gap stands on the data development agenda now.")
        else:
            move(desk.settings, key, editor=desk.editor, up=deed == "up", seen=seen.split(","))
    except ObaError as error:
        ask.leave_word(str(error))
    return frame.renew(visit)


def _show_forces(
    desk: Desk, view: StoryDesk, direction: Direction, *, below: Callable[[Direction], None] | None
) -> None:
    forces = view.story.of(direction)
    html.show("story_heading.html", heading=words.DIRECTIONS[direction], empty="" if forces else NONE_YET)
    order = ",".join(one.key for one in forces)
    with frame.slot():  # one place for them all, so that the fields below stay where they are
        for one, shown in zip(forces, view_forces(forces, published=False), strict=True):
            with frame.slot():
                if _is_edited(one):
                    change_here(desk, view, one)
                else:
                    label = f"{direction.value.capitalize()}, number {shown.place}"
                    html.show("story_force.html", one=shown, label=label)
                    _offer_deeds(desk, one, place=shown.place, last=len(forces), order=order)
    labels = ADD
    if below is not None:
        below(direction)
        labels = ADD_WHOLE
    add_here(desk, view, "force", label=labels[direction], fixed={"direction": direction.value})


def _offer_deeds(desk: Desk, one: Force, *, place: int, last: int, order: str) -> None:
    name, seen = f"{one.direction.value}_{place}", f"{one.key} {order}"
    with ask.row():
        if place > 1:
            ask.offer(f"Move {place} up", name=f"up_{name}", deed="up", shown=seen)
        if place < last:
            ask.offer(f"Move {place} down", name=f"down_{name}", deed="down", shown=seen)
        ask.offer(f"Change {place}", name=f"change_{name}", deed="change", shown=part_name(one))
        if one.file_sha256:
            show.evidence(desk.settings, one.file_name, one.file_sha256)


def _show_said(
    desk: Desk,
    view: StoryDesk,
    parts: Sequence[Voice | Gap],
    *,
    heading: str,
    kind: str,
    add: str,
) -> None:
    html.show("story_heading.html", heading=heading, empty="" if parts else NONE_YET)
    for place, one in enumerate(parts, start=1):
        with frame.slot():
            if _is_edited(one):
                change_here(desk, view, one)
            else:
                _show_one(view, one, kind=kind, place=place)
    add_here(desk, view, kind, label=add, fixed={})


def _show_one(view: StoryDesk, one: Voice | Gap, *, kind: str, place: int) -> None:
    shown = view_gap(one, published=False) if isinstance(one, Gap) else view_voice(one, published=False)
    note = view.lacking.get(one.key, "") if isinstance(one, Gap) else ""
    html.show("story_said.html", one=shown, label=f"{kind.capitalize()} {place}", note=note)
    with ask.row():
        ask.offer(
            f"Change {kind} {place}", name=f"change_{kind}_{place}", deed="change", shown=part_name(one)
        )
        if isinstance(one, Gap) and one.sent_on is None and not note:
            label = f"Send gap {place} to the data development agenda"
            ask.offer(label, name=f"send_{place}", deed="send", shown=f"{one.key} {one.version}")


def _is_edited(one: Part) -> bool:
    return ask.address("edit") == part_name(one)
