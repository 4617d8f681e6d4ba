"""The fields of an idea, new, being changed or rated; what is typed lies on the desk until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from oba.errors import ObaError
from oba.model.editor import EditConflict, Right
from oba.model.idea import RATED, CostMark, EvidenceLevel, Idea, Rating
from oba.store.ideas import why_key
from oba.tasks.keep_evidence import MEGABYTES, keep_evidence
from oba.tasks.open_ideas import IdeasDesk
from oba.tasks.record_idea import add_idea, change_idea, rate_idea, say_why_none, withdraw_idea
from oba.tasks.write_idea import as_text
from oba.ui import ask, frame, html
from oba.ui.desk import Desk
from oba.ui.story_form import Both
from oba.words import ideas as words
from oba.words.meeting import shorten
from oba.words.numbers import begin
from oba.words.story import say_conflict

NEW, WHY = "new", "why"
LABELS = {
    "text": "What might work, in a sentence",
    "stops": "Does it start something, or stop something",
    "cost": "What does it cost",
    "evidence_level": "How do we know",
    "evidence": "Evidence, in words",
    "link": "Link to the evidence (https://...)",
    "dissent": "What those say who see it otherwise, without names: the public reads this",
    "dissenters": "Who they are: never shown to the public",
    **{name: f"{said}: {words.RATING_ASKS[name]}" for name, said in words.RATING_NAMES.items()},
}
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "stops": {"": "It starts or carries on something", "yes": "It stops something"},
    "cost": {one.value: begin(one.value) for one in CostMark},
    "evidence_level": {one.value: begin(one.value) for one in EvidenceLevel},
    **{name: {one.value: begin(one.value) for one in Rating} for name in RATED},
}
WRITTEN = (("text",), ("stops", "cost", "evidence_level"), ("evidence",), ("link",))
GIVEN = (RATED[:2], RATED[2:], ("dissent",), ("dissenters",))
"""Fields side by side, where there is room."""
LONG = ("text", "evidence", "dissent")
USUAL = {"cost": CostMark.NOT_SAID.value, "evidence_level": EvidenceLevel.NONE_YET.value}
Written = dict[str, ask.Written]


def idea_name(idea: Idea) -> str:
    """How the address and the desk name an idea that is being changed: `idea-3`."""
    return f"idea-{idea.number}"


def rating_name(idea: Idea) -> str:
    """How they name one that is being rated: `rate-3`."""
    return f"rate-{idea.number}"


def add_here(desk: Desk, view: IdeasDesk, *, after_quick: bool = False) -> None:
    """A form for a new idea, folded until it is needed; open while something typed lies in it.

    Below a quick field, which adds the sentence alone, it says what it is for and is not open for a first idea.
    """
    label = "Add an idea with its details" if after_quick else "Add an idea"
    first = not view.ideas and not after_quick
    with ask.folded(label, open_now=desk.lies(f"{NEW}/") or first):
        saved = {name: USUAL.get(name, "") for names in WRITTEN for name in names}
        written = _ask_fields(desk, NEW, WRITTEN, saved, version=0)
        file = _ask_file(desk, NEW)
        if not ask.press("Save the idea", name="idea_new", shown=NEW, main=False):
            return
        texts = {name: one.text for name, one in written.items()}

        def save() -> None:
            given = {**texts, **_keep_file(desk, file)}
            add_idea(desk.settings, desk.editor, given, indicator=view.key)

        _save(desk, NEW, save, said="Saved. Rate it together when you have talked it through.")


def change_here(desk: Desk, view: IdeasDesk, idea: Idea, *, place: int) -> None:
    """The fields of an idea in its place, with what stands in them; both texts where someone saved it meanwhile."""
    name = idea_name(idea)
    html.show("story_heading.html", heading=f"Change idea {place}", empty="")
    written = _ask_fields(desk, name, WRITTEN, _texts(idea, WRITTEN), version=idea.version)
    file = _ask_file(desk, name)
    changed = _show_conflict(view, idea, written, version=idea.version)
    shown = str(idea.version)
    with ask.row():
        keep = ask.press("Save the change", name="idea_save", shown=shown)
        leave = ask.press("Leave it as it was", name="idea_leave", shown=shown, main=False)
        gone = ask.press("Withdraw this idea", name="idea_gone", shown=shown, main=False)
    if keep:

        def save() -> None:
            given = {**changed, **_keep_file(desk, file)}
            change_idea(desk.settings, desk.editor, idea.key, given, version=int(keep))

        _save(desk, name, save, said="Saved. What stood there before is in the history.")
    if gone:

        def take() -> None:
            withdraw_idea(desk.settings, desk.editor, idea.key, version=int(gone))

        _save(desk, name, take, said="Withdrawn. It is kept, and can be brought back.")
    if leave:
        _save(desk, name, lambda: None, said="Nothing was changed.")


def rate_here(desk: Desk, view: IdeasDesk, idea: Idea, *, place: int) -> None:
    """The four ratings of an idea with their questions, and who sees it otherwise."""
    name = rating_name(idea)
    html.show("story_heading.html", heading=f"Rate idea {place} together", empty="")
    written = _ask_fields(desk, name, GIVEN, _texts(idea, GIVEN), version=idea.rating_version)
    changed = _show_conflict(view, idea, written, version=idea.rating_version)
    shown = str(idea.rating_version)
    with ask.row():
        keep = ask.press("Save the rating", name="idea_rate", shown=shown)
        leave = ask.press("Leave it as it was", name="idea_unrate", shown=shown, main=False)
    if keep:

        def save() -> None:
            rate_idea(desk.settings, desk.editor, idea.key, changed, version=int(keep))

        _save(desk, name, save, said="Saved. The ideas stand in the order of the rating.")
    if leave:
        _save(desk, name, lambda: None, said="Nothing was changed.")


def save_written(desk: Desk, indicator: str) -> list[str]:
    """Save what lies on the desk of a curve's ideas where it can be saved; what was, in words. The rest stays."""
    said = []
    for name, drafts in desk.written().items():
        texts = {one: draft.text for one, draft in drafts.items()}
        first, _, number = name.partition("-")
        key, version = f"{indicator}/{number}", min(draft.version for draft in drafts.values())
        try:
            if first == NEW:
                add_idea(desk.settings, desk.editor, texts, indicator=indicator)
            elif first == WHY:
                say_why_none(desk.settings, desk.editor, indicator, texts["text"], version=version)
            elif first == "rate":
                rate_idea(desk.settings, desk.editor, key, texts, version=version)
            else:
                change_idea(desk.settings, desk.editor, key, texts, version=version)
        except ObaError:
            continue
        desk.clear(f"{name}/")
        said.append(f"{shorten(texts['text'])} (an idea)" if "text" in texts else "a rating")
    return said


def ask_why(desk: Desk, view: IdeasDesk) -> None:
    """Why no idea costs nothing or little: what was answered, and a field for it."""
    html.show("idea_why.html", view=view, words=words)
    version = view.why.version
    written = ask.draft_text(
        "Why there is none", desk=desk, name=f"{WHY}/text", saved=view.why.text, version=version
    )
    if written.changed and written.version < version:
        by = view.last_by.get(f"{why_key(view.why)}/text", "")
        rows = [Both("why there is none", view.why.text, written.text)]
        html.show("story_conflict.html", rows=rows, by=by)
    if pressed := ask.press("Save why", name=f"idea_why_{view.key}", shown=str(version), main=False):

        def save() -> None:
            say_why_none(desk.settings, desk.editor, view.key, written.text, version=int(pressed))

        _save(desk, WHY, save, said="Saved. It is shown until an idea is marked no cost or low cost.")


def _texts(idea: Idea, rows: Sequence[Sequence[str]]) -> dict[str, str]:
    return {name: as_text(getattr(idea, name)) for names in rows for name in names}


def _ask_fields(
    desk: Desk, name: str, rows: Sequence[Sequence[str]], saved: Mapping[str, str], *, version: int
) -> Written:
    found: Written = {}
    for names in rows:
        places = frame.columns(len(names)) if len(names) > 1 else [frame.slot()]
        for one, place in zip(names, places, strict=True):
            with place:
                found[one] = _ask_field(desk, f"{name}/{one}", one, saved[one], version=version)
    return found


def _ask_field(desk: Desk, place: str, field: str, saved: str, *, version: int) -> ask.Written:
    if field in OPTIONS:
        options = OPTIONS[field]
        return ask.draft_pick(LABELS[field], options, desk=desk, name=place, saved=saved, version=version)
    return ask.draft_text(
        LABELS[field], desk=desk, name=place, saved=saved, version=version, lines=field in LONG
    )


def _show_conflict(view: IdeasDesk, idea: Idea, written: Written, *, version: int) -> dict[str, str]:
    """The fields that were changed. Both texts of each are shown where someone has saved the idea meanwhile."""
    changed = {name: one for name, one in written.items() if one.changed}
    if any(one.version < version for one in changed.values()):
        by = next((who for name in changed if (who := view.last_by.get(f"{idea.key}/{name}", ""))), "")
        rows = [
            Both(words.FIELDS[name], as_text(getattr(idea, name)), one.text) for name, one in changed.items()
        ]
        html.show("story_conflict.html", rows=rows, by=by)
    return {name: one.text for name, one in changed.items()}


def _ask_file(desk: Desk, name: str) -> list[tuple[str, bytes]]:
    return ask.files("A file as evidence", name=f"evidence_{desk.within}/{name}", megabytes=MEGABYTES)[:1]


def _keep_file(desk: Desk, file: list[tuple[str, bytes]]) -> dict[str, str]:
    if not file:
        return {}
    shown, sha256 = keep_evidence(desk.settings, desk.editor, *file[0], right=Right.WRITE_ACTIONS)
    return {"file_name": shown, "file_sha256": sha256}


def _save(desk: Desk, name: str, write: Callable[[], None], *, said: str) -> None:
    """Write; then the desk is cleared and the page shown anew. What cannot be written is said, and stays typed."""
    try:
        write()
    except EditConflict as error:
        if not desk.lies(f"{name}/"):
            ask.leave_word(say_conflict(error.by))
        ask.stay()
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(f"{name}/")
    ask.forget_files(f"evidence_{desk.within}/{name}")
    ask.leave_word(said)
    if name in (NEW, WHY):
        ask.stay()
    ask.stay(edit="")
