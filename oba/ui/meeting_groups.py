"""The groups that meet: name, theme, minutes of each step, members; each changed in place."""

from __future__ import annotations

from collections.abc import Mapping

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.model.meeting import Group
from oba.settings import read_settings
from oba.tasks.list_groups import FIELDS, add_group, as_texts, bring_back_group, change_group, withdraw_group
from oba.tasks.open_meeting import MeetingsView
from oba.ui import ask, html
from oba.ui.desk import Desk, open_desk
from oba.ui.story_form import Both
from oba.ui.visit import Visit
from oba.words.story import say_conflict

LABELS = {
    "name": "Name of the group",
    "theme": "Its theme",
    "minutes": "Minutes of each step of one curve, parted by commas",
    "members": "Who usually comes, one name a line",
}
HINT = "How are we doing, story, partners, what works, what we propose"
NEW = Group("", "", version=0)


def show_groups(visit: Visit, view: MeetingsView) -> None:
    """Each group with its fields folded away, then a new one."""
    html.show("meeting_groups.html", view=view)
    for one in view.groups:
        desk = open_desk(visit, read_settings(), within=f"group/{one.group.key}")
        with ask.folded(ask.Said(f"Change {one.group.name}"), open_now=desk.lies("")):
            _show_form(desk, one.group, view.themes)
    desk = open_desk(visit, read_settings(), within="group/~")
    with ask.folded("Add a group", open_now=desk.lies("")):
        _show_form(desk, NEW, view.themes)
    if view.withdrawn:
        with ask.folded("Groups that are withdrawn"):
            for group in view.withdrawn:
                _offer_back(visit, group)


def _offer_back(visit: Visit, group: Group) -> None:
    label = ask.Said(f"Bring back {group.name}")
    if not ask.press(label, name=f"group_back_{group.key}", shown=group.key, main=False):
        return
    desk = open_desk(visit, read_settings(), within=f"group/{group.key}")
    try:
        bring_back_group(desk.settings, desk.editor, group.key)
    except ObaError as error:
        html.show("error.html", error=error)
        return
    ask.leave_word("The group is back, with its minutes and its members.")
    ask.stay()


def _show_form(desk: Desk, group: Group, themes: Mapping[str, str]) -> None:
    saved, new = as_texts(group), not group.key
    written = {name: _ask_field(desk, name, saved[name], themes, group.version) for name in FIELDS}
    changed = {name: one for name, one in written.items() if one.changed}
    if newer := {name: one for name, one in changed.items() if one.version < group.version}:
        rows = [Both(LABELS[name], saved[name], one.text) for name, one in newer.items()]
        html.show("story_conflict.html", rows=rows, by="")
    shown, name = str(group.version), group.key or "new"
    with ask.row():
        keep = ask.press(
            "Add this group" if new else "Save the group", name=f"group_{name}", shown=shown, main=False
        )
        gone = (
            ""
            if new
            else ask.press("Withdraw this group", name=f"group_gone_{name}", shown=shown, main=False)
        )
    if not (keep or gone):
        return
    texts = {name: one.text for name, one in changed.items()}
    try:
        if gone:
            withdraw_group(desk.settings, desk.editor, group.key, version=int(gone))
        elif new:
            add_group(desk.settings, desk.editor, texts)
        else:
            change_group(desk.settings, desk.editor, group.key, texts, version=int(keep))
    except EditConflict as error:
        ask.leave_word(say_conflict(error.by))
        ask.stay()
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear("")
    ask.leave_word("The group is withdrawn; its meetings are kept." if gone else "The group is saved.")
    ask.stay()


def _ask_field(desk: Desk, name: str, saved: str, themes: Mapping[str, str], version: int) -> ask.Written:
    if name == "theme":
        return ask.draft_pick(LABELS[name], themes, desk=desk, name=name, saved=saved, version=version)
    return ask.draft_text(
        LABELS[name],
        desk=desk,
        name=name,
        saved=saved,
        version=version,
        lines=name == "members",
        most=4000,
        hint=HINT if name == "minutes" else "",
    )
