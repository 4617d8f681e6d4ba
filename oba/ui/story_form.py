"""The fields of a force, a voice or a gap, new or being changed; what is typed lies on the desk until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.model.story import Depth, Direction, GapKind, Part, Who
from oba.store.story import kind_of
from oba.tasks.keep_evidence import MEGABYTES, keep_evidence
from oba.tasks.open_story import StoryDesk
from oba.tasks.record_story import DAYS, add, as_text, change, withdraw
from oba.ui import ask, html
from oba.ui.desk import Desk
from oba.words import story as words
from oba.words.meeting import shorten
from oba.words.public_fields import HINTS

ABOUT = {
    "force": "What is it, in a sentence",
    "voice": "What do they say, in their own words",
    "gap": "What is not known, in a sentence",
}
LABELS = {
    "direction": "Does it help or hinder",
    "depth": "Is it a cause or a symptom",
    "evidence": "Evidence, in words",
    "link": "Link to the evidence (https://...)",
    "who": "Who says it",
    "where_from": "Where it was heard or read (needed)",
    "said_on": "When it was said",
    "kind": "What is missing",
    "owner": "Who finds out",
    "due": "By when",
    "next_step": "Next step",
}
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "direction": {one.value: one.value for one in Direction},
    "depth": {one.value: one.value for one in Depth},
    "who": {one.value: words.SPEAKERS[one] for one in Who},
    "kind": {one.value: words.GAPS[one] for one in GapKind},
}
FIELDS = {
    "force": ("text", "direction", "depth", "evidence", "link"),
    "voice": ("text", "who", "where_from", "said_on"),
    "gap": ("text", "kind", "owner", "due", "next_step"),
}
LONG = ("text", "evidence")
USUAL = {"depth": Depth.NOT_KNOWN.value, "who": Who.CHILDREN.value, "kind": GapKind.RESEARCH.value}


@dataclass(frozen=True, slots=True)
class Both:
    """A field that two people have written at once."""

    field: str
    theirs: str
    mine: str


def add_here(desk: Desk, view: StoryDesk, kind: str, *, label: str, fixed: Mapping[str, str]) -> None:
    """A form for a new part, folded until it is needed; open while something typed lies in it."""
    name = "-".join(("new", kind, *fixed.values()))
    with ask.folded(label, open_now=desk.lies(f"{name}/")):
        saved = {one: USUAL.get(one, "") for one in FIELDS[kind] if one not in fixed}
        written = _ask_fields(desk, kind, name, saved, version=0)
        file = _ask_file(kind, name)
        if not ask.press(f"Save: {label[0].lower()}{label[1:]}", name=name, shown="new", main=False):
            return
        texts = {**{one: each.text for one, each in written.items()}, **fixed}

        def save() -> None:
            add(
                desk.settings,
                kind,
                {**texts, **_keep_file(desk, file)},
                editor=desk.editor,
                indicator=view.key,
            )

        _save(desk, view, name, save, said="Saved. It is part of the story now.")


def change_here(desk: Desk, view: StoryDesk, part: Part) -> None:
    """The fields of a part in its place, with what stands in them; both texts where someone saved it meanwhile."""
    kind, name = kind_of(part), part_name(part)
    saved = {one: as_text(getattr(part, one)) for one in FIELDS[kind]}
    html.show("story_heading.html", heading=f"Change this {words.PARTS[kind]}", empty="")
    written = _ask_fields(desk, kind, name, saved, version=part.version)
    file = _ask_file(kind, name)
    changed = {one: each for one, each in written.items() if each.changed}
    if any(each.version < part.version for each in changed.values()):
        rows = [Both(words.FIELDS[one], saved[one], each.text) for one, each in changed.items()]
        html.show("story_conflict.html", rows=rows, by=view.last_by.get(f"{kind}/{part.key}", ""))
    version = str(part.version)
    with ask.row():
        keep = ask.press("Save the change", name=f"save_{name}", shown=version)
        leave = ask.press("Leave it as it was", name=f"leave_{name}", shown=version, main=False)
        gone = ask.press(f"Withdraw this {words.PARTS[kind]}", name=f"gone_{name}", shown=version, main=False)
    texts = {one: each.text for one, each in changed.items()}
    if keep:

        def save() -> None:
            new = {**texts, **_keep_file(desk, file)}
            change(desk.settings, kind, part.key, new, editor=desk.editor, version=int(keep))

        _save(desk, view, name, save, said="Saved. What stood there before is in the history.")
    if gone:

        def take() -> None:
            withdraw(desk.settings, kind, part.key, editor=desk.editor, version=int(gone))

        _save(desk, view, name, take, said="Withdrawn. What it said is in the history.")
    if leave:
        _save(desk, view, name, lambda: None, said="Nothing was changed.")


def save_written(desk: Desk, indicator: str) -> list[str]:
    """Save what lies on the desk of a story where it can be saved; what was, in words. The rest stays."""
    said = []
    for name, drafts in desk.written().items():
        texts = {one: draft.text for one, draft in drafts.items()}
        first, _, rest = name.partition("-")
        try:
            if first == "new":
                kind, _, direction = rest.partition("-")
                usual = {one: text for one, text in USUAL.items() if one in FIELDS[kind]}
                given = {**usual, **texts, **({"direction": direction} if direction else {})}
                part = add(desk.settings, kind, given, editor=desk.editor, indicator=indicator)
            else:
                version = min(draft.version for draft in drafts.values())
                part = change(
                    desk.settings, first, f"{indicator}/{rest}", texts, editor=desk.editor, version=version
                )
        except ObaError:
            continue
        desk.clear(f"{name}/")
        said.append(f"{shorten(part.text)} ({words.PARTS[kind_of(part)]})")
    return said


def part_name(part: Part) -> str:
    """How the address and the desk name a part: `force-3`."""
    return f"{kind_of(part)}-{part.key.rpartition('/')[2]}"


def _ask_fields(
    desk: Desk, kind: str, name: str, saved: Mapping[str, str], *, version: int
) -> dict[str, ask.Written]:
    found = {}
    for one, text in saved.items():
        label, place = ABOUT[kind] if one == "text" else LABELS[one], f"{name}/{one}"
        if one in OPTIONS:
            found[one] = ask.draft_pick(
                label, OPTIONS[one], desk=desk, name=place, saved=text, version=version
            )
        elif one in DAYS:
            found[one] = ask.draft_day(label, desk=desk, name=place, saved=text, version=version)
        else:
            found[one] = ask.draft_text(
                label,
                desk=desk,
                name=place,
                saved=text,
                version=version,
                lines=one in LONG,
                hint=HINTS.get(one, ""),
            )
    return found


def _ask_file(kind: str, name: str) -> list[tuple[str, bytes]]:
    if kind != "force":
        return []
    return ask.files("A file as evidence", name=f"evidence_{name}", megabytes=MEGABYTES)[:1]


def _keep_file(desk: Desk, file: list[tuple[str, bytes]]) -> dict[str, str]:
    if not file:
        return {}
    shown, sha256 = keep_evidence(desk.settings, desk.editor, *file[0])
    return {"file_name": shown, "file_sha256": sha256}


def _save(desk: Desk, view: StoryDesk, name: str, write: Callable[[], None], *, said: str) -> None:
    """Write; then the desk is cleared and the page shown anew. What cannot be written is said, and stays typed."""
    try:
        write()
    except EditConflict as error:
        if not desk.lies(f"{name}/"):
            ask.leave_word(words.say_conflict(error.by))
        ask.stay(edit=name)
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(f"{name}/")
    ask.forget_files(f"evidence_{name}")
    ask.leave_word(said)
    ask.stay(edit="")
