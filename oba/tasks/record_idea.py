"""Write ideas of what works: each write is checked, versioned, and recorded with who made it and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.action_fields import from_texts, to_texts
from oba.model.editor import EditConflict, Editor, WithdrawnError
from oba.model.idea import (
    RATEABLE,
    WRITABLE,
    CostMark,
    Idea,
    WhyNone,
    find_faults,
)
from oba.model.story import LONGEST
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store import ideas
from oba.store.actions import save_action
from oba.store.edits import last_by, read_edits, record_edits
from oba.tasks.record_action import NEW, check_texts
from oba.tasks.write_idea import as_text, book_of, read_texts, writing
from oba.words import ideas as words

BUDGETS: Mapping[CostMark, str] = {CostMark.NO_COST: "£0"}
"""What an action says of its cost where it was an idea; of the others nothing is known yet."""
UNKNOWN_COST = "Not known"


def add_idea(
    settings: Settings,
    editor: Editor,
    texts: Mapping[str, str],
    *,
    indicator: str,
    drafts: Collection[str] = (),
) -> Idea:
    """Write a new idea for an indicator in the plan's own area. `texts` are as typed, choices by their words.

    UsageError says what is amiss. `drafts` are the places where it lay as it was typed.
    """
    with writing(settings, editor, drafts=drafts) as connection:
        book = book_of(connection, indicator)
        idea = Idea(
            **{"text": "", "indicator": indicator, "area": book.plan.area, **read_texts(WRITABLE, texts)},
            key=ideas.next_key(connection, indicator),
            written_by=editor.name,
            written_on=settings.date_today(),
        )
        _check(idea)
        ideas.add_idea(connection, idea)
        _record(connection, settings, editor, idea, before=None, names=WRITABLE)
    return idea


def change_idea(
    settings: Settings, editor: Editor, key: str, texts: Mapping[str, str], *, version: int
) -> Idea:
    """Change the fields that `texts` name. `version` is the saved one that the writer had read.

    EditConflict, and nothing written, where someone has saved the idea since: it carries both texts of each field.
    """
    return _save(settings, editor, key, texts, names=WRITABLE, counter="version", version=version)


def rate_idea(
    settings: Settings, editor: Editor, key: str, texts: Mapping[str, str], *, version: int
) -> Idea:
    """Write how the group rates an idea, and what those say who see it otherwise, fields as in `RATEABLE`.

    `version` is that of the ratings, `rating_version`: who rates and who writes are not in each other's way.
    """
    return _save(settings, editor, key, texts, names=RATEABLE, counter="rating_version", version=version)


def withdraw_idea(settings: Settings, editor: Editor, key: str, *, version: int) -> Idea:
    """Take an idea away. It is kept, and can be brought back; an action that it became stands."""
    with writing(settings, editor) as connection:
        idea = _find(connection, key)
        if idea.version != version:
            raise _conflict(connection, idea, {"text": ""}, counter="version")
        gone = replace(idea, withdrawn=True, version=idea.version + 1)
        ideas.write_idea(connection, gone)
        _note(connection, settings, editor, gone, {"text": (idea.text, None)})
    return gone


def bring_back(settings: Settings, editor: Editor, key: str) -> Idea:
    """Let an idea stand again that was withdrawn. One that stands is left as it is."""
    with writing(settings, editor) as connection:
        idea = ideas.find_idea(connection, key)
        if idea is None:
            raise NotFoundError(f"{words.THIS} is not there", remedy="Look at the ideas as they now are")
        if not idea.withdrawn:
            return idea
        back = replace(idea, withdrawn=False, version=idea.version + 1)
        ideas.write_idea(connection, back)
        _note(connection, settings, editor, back, {"withdrawn": ("yes", "")})
    return back


def make_action(settings: Settings, editor: Editor, idea_key: str, *, version: int) -> int:
    """Make an idea an action of the plan, once: the number of its action, which it may have already.

    The action has the idea's words, its curve and the curve's theme, and says whether it stops something; an idea that
    costs nothing costs £0, of others the cost is not known. EditConflict where the idea has been changed unseen.
    """
    with writing(settings, editor, talk=False) as connection:
        idea = _find(connection, idea_key)
        if idea.action:
            return idea.action
        if idea.version != version:
            raise _conflict(connection, idea, {}, counter="version")
        book = book_of(connection, idea.indicator)
        theme = next(one.theme for one in book.indicators if one.key == idea.indicator)
        texts = {
            "proposed_action": idea.text,
            "indicators": idea.indicator,
            "theme": theme,
            "budget_cost": BUDGETS.get(idea.cost, UNKNOWN_COST),
            "stops": "yes" if idea.stops else "",
        }
        check_texts(connection, to_texts(NEW) | texts)
        new = from_texts(NEW, {**texts, "idea": idea.key})
        number = save_action(connection, new, by=editor.name, at=settings.now()).action.number
        ideas.write_idea(connection, replace(idea, action=number))
        _note(connection, settings, editor, idea, {"action": ("", str(number))})
    return number


def say_why_none(settings: Settings, editor: Editor, indicator: str, text: str, *, version: int) -> WhyNone:
    """Keep why a curve has no idea that costs nothing or little. `version` is that of what was read, 0 for nothing.

    EditConflict, and nothing written, where someone has answered since: it carries both texts.
    """
    said = tidy(text)
    with writing(settings, editor) as connection:
        area = book_of(connection, indicator).plan.area
        before = ideas.find_why_none(connection, indicator, area)
        stands = before or WhyNone(indicator=indicator, area=area)
        key = ideas.why_key(stands)
        if stands.version != version:
            last = read_edits(connection, kind=ideas.WHY, key=key)
            raise EditConflict(
                words.THE_WHY,
                texts={"text": (stands.text, said)},
                version=stands.version,
                by=last[-1].by if last else "",
            )
        if said == stands.text and before:
            return stands
        if not said or len(said) > LONGEST:
            found = f"{len(said):,} characters" if said else "nothing is written"
            raise UsageError(found, where=words.THE_WHY, remedy="Say in a sentence or two why there is none")
        why = replace(
            stands,
            text=said,
            written_by=editor.name,
            written_on=settings.date_today(),
            version=stands.version + 1,
        )
        ideas.write_why_none(connection, why)
        changes = {"text": (before.text if before else None, said)}
        record_edits(connection, kind=ideas.WHY, key=key, by=editor.name, at=settings.now(), changes=changes)
    return why


def _save(
    settings: Settings,
    editor: Editor,
    key: str,
    texts: Mapping[str, str],
    *,
    names: Sequence[str],
    counter: str,
    version: int,
) -> Idea:
    """Write some fields of an idea, whose saves `counter` counts."""
    with writing(settings, editor) as connection:
        idea = _find(connection, key)
        said = read_texts(names, texts)
        wanted = {name: value for name, value in said.items() if getattr(idea, name) != value}
        if getattr(idea, counter) != version:
            raise _conflict(connection, idea, wanted, counter=counter)
        if not wanted:
            return idea
        wanted[counter] = version + 1
        changed = replace(idea, **wanted)
        _check(changed)
        ideas.write_idea(connection, changed)
        _record(connection, settings, editor, changed, before=idea, names=names)
    return changed


def _find(connection: Any, key: str) -> Idea:
    idea = ideas.find_idea(connection, key)
    if idea is None:
        raise NotFoundError(f"{words.THIS} is not there", remedy="Look at the ideas as they now are")
    if idea.withdrawn:
        by = last_by(connection, kind=ideas.KIND, key=key)
        raise WithdrawnError(words.THIS, by=by, remedy="Bring the idea back, and save it then")
    return idea


def _check(idea: Idea) -> None:
    if faults := find_faults(idea):
        found, remedy = faults[0]
        raise UsageError(found, where=words.THIS, remedy=remedy)


def _conflict(connection: Any, idea: Idea, wanted: Mapping[str, Any], *, counter: str) -> EditConflict:
    mine = RATEABLE if counter == "rating_version" else (*WRITABLE, "action")
    edits = [one for one in read_edits(connection, kind=ideas.KIND, key=idea.key) if one.field in mine]
    texts = {name: (as_text(getattr(idea, name)), as_text(value)) for name, value in wanted.items()}
    by = edits[-1].by if edits else ""
    return EditConflict(words.THIS, texts=texts, version=getattr(idea, counter), by=by)


def _record(
    connection: Any,
    settings: Settings,
    editor: Editor,
    idea: Idea,
    *,
    before: Idea | None,
    names: Sequence[str],
) -> None:
    changes = {}
    for name in names:
        now, was = as_text(getattr(idea, name)), as_text(getattr(before, name)) if before else None
        if was is not None or now:
            changes[name] = (was, now)
    _note(connection, settings, editor, idea, changes)


def _note(
    connection: Any,
    settings: Settings,
    editor: Editor,
    idea: Idea,
    changes: Mapping[str, tuple[str | None, str | None]],
) -> None:
    at = settings.now()
    record_edits(connection, kind=ideas.KIND, key=idea.key, by=editor.name, at=at, changes=changes)
