"""The fields of what a partner brings to a curve; what is typed lies on the desk until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.model.partner import LONGEST, SAID, Contribution
from oba.store.contributions import number_of
from oba.tasks.open_partners import ContributionsDesk
from oba.tasks.record_contribution import change_contribution, contribute, withdraw_contribution
from oba.ui import ask, html
from oba.ui.desk import Desk
from oba.ui.story_form import Both
from oba.words import partners as words
from oba.words.meeting import shorten
from oba.words.public_fields import HINTS

NEW = "new"
CHOOSE = {"": "Choose a partner"}


def contribution_name(one: Contribution) -> str:
    """How the address and the desk name one that is being changed: `contribution-3`."""
    return f"contribution-{number_of(one.key)}"


def add_here(desk: Desk, view: ContributionsDesk) -> None:
    """A form for one more partner, folded until it is needed; open while something typed lies in it."""
    if not view.free:
        return
    with ask.folded("Add what a partner brings", open_now=desk.lies(f"{NEW}/") or not view.contributions):
        label = words.SAID_NAMES["partner"]
        partner = ask.draft_pick(label, {**CHOOSE, **view.free}, desk=desk, name=f"{NEW}/partner", saved="")
        written = _ask_fields(desk, NEW, dict.fromkeys(SAID, ""), version=0)
        if not ask.press("Save what it brings", name="contribution_new", shown=NEW, main=False):
            return
        texts = {name: one.text for name, one in written.items()}

        def save() -> None:
            contribute(desk.settings, desk.editor, texts, indicator=view.key, partner=partner.text)

        _save(desk, NEW, save, said="Saved. It stands among the partners of this curve.")


def change_here(desk: Desk, view: ContributionsDesk, one: Contribution, *, name: str) -> None:
    """The fields in their place, with what stands in them; both texts where someone saved them meanwhile."""
    place, version = contribution_name(one), str(one.version)
    html.show("story_heading.html", heading=f"Change what {name} brings", empty="")
    saved = {each: getattr(one, each) for each in SAID}
    written = _ask_fields(desk, place, saved, version=one.version)
    because = ask.draft_text(
        "Only if it is withdrawn: why", desk=desk, name=f"{place}/because", lines=False, most=LONGEST
    )
    changed = {each: found for each, found in written.items() if found.changed}
    if any(found.version < one.version for found in changed.values()):
        rows = [Both(words.SAID_NAMES[each], saved[each], found.text) for each, found in changed.items()]
        html.show("story_conflict.html", rows=rows, by=view.last_by.get(one.key, ""))
    with ask.row():
        keep = ask.press("Save the change", name=f"save_{place}", shown=version)
        leave = ask.press("Leave it as it was", name=f"leave_{place}", shown=version, main=False)
        gone = ask.press("Withdraw it", name=f"gone_{place}", shown=version, main=False)
    texts = {each: found.text for each, found in changed.items()}
    if keep:

        def save() -> None:
            change_contribution(desk.settings, desk.editor, one.key, texts, version=int(keep))

        _save(desk, place, save, said="Saved. What stood there before is in the history.")
    if gone:

        def take() -> None:
            withdraw_contribution(desk.settings, desk.editor, one.key, because.text, version=int(gone))

        _save(desk, place, take, said="Withdrawn. What it said is in the history.")
    if leave:
        _save(desk, place, lambda: None, said="Nothing was changed.")


def save_written(desk: Desk, indicator: str) -> list[str]:
    """Save what lies on the desk of a curve's contributions where it can be; what was, in words. The rest stays."""
    said = []
    for name, drafts in desk.written().items():
        texts = {one: draft.text for one, draft in drafts.items()}
        number = name.partition("-")[2]
        try:
            if name == NEW:
                partner = texts.pop("partner", "")
                contribute(desk.settings, desk.editor, texts, indicator=indicator, partner=partner)
            elif "because" in texts:
                continue
            else:
                version = min(draft.version for draft in drafts.values())
                key = f"{indicator}/{number}"
                change_contribution(desk.settings, desk.editor, key, texts, version=version)
        except ObaError:
            continue
        desk.clear(f"{name}/")
        said.append(f"{shorten('; '.join(texts.values()))} (what a partner brings)")
    return said


def _ask_fields(desk: Desk, place: str, saved: Mapping[str, str], *, version: int) -> dict[str, ask.Written]:
    return {
        name: ask.draft_text(
            words.SAID_NAMES[name],
            desk=desk,
            name=f"{place}/{name}",
            saved=text,
            version=version,
            lines=name == "brings",
            most=LONGEST,
            hint=HINTS[name],
        )
        for name, text in saved.items()
    }


def _save(desk: Desk, place: str, write: Callable[[], object], *, said: str) -> None:
    """Write; then the desk is cleared and the page shown anew. What cannot be written is said, and stays typed."""
    try:
        write()
    except EditConflict as error:
        if not desk.lies(f"{place}/"):
            ask.leave_word(words.say_conflict(error.by))
        ask.stay()
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(f"{place}/")
    ask.leave_word(said)
    ask.stay(**({} if place == NEW else {"edit": ""}))
