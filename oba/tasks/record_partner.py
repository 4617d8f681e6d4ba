"""Write the records of partners: add one, change one, let one leave with the reason. Each write is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from oba.errors import UsageError
from oba.model.editor import EditConflict, Editor, Right
from oba.model.partner import LONGEST, LONGEST_NAME, TYPED, SavedPartner, from_texts, to_texts
from oba.model.plan import Partner, PlanBook
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.edits import read_edits
from oba.store.partners import KIND, read_partner, save_partner
from oba.store.plans import read_plan
from oba.tasks.make_key import make_key
from oba.tasks.write_as import write_as
from oba.words.partners import FIELD_NAMES, THIS_PARTNER, say_left


def add_partner(settings: Settings, editor: Editor, texts: Mapping[str, str]) -> SavedPartner:
    """A new partner of these fields, by the names of TYPED. Its key is made of its name, once and for ever.

    UsageError names the field that will not do, such as a name that another partner has or had.
    """
    with write_as(settings, editor, Right.KEEP_PLAN) as connection:
        book = read_plan(connection)
        new = from_texts(Partner("", ""), _tidy(texts))
        new = replace(new, key=make_key(new.name, taken={one.key for one in book.partners}, other="partner"))
        _check(book, new)
        return save_partner(connection, new, by=editor.name, at=settings.now())


def change_partner(
    settings: Settings, editor: Editor, key: str, texts: Mapping[str, str], *, version: int
) -> SavedPartner:
    """Change the fields that `texts` name. `version` is the saved one that the writer had read.

    EditConflict, and nothing written, where someone has saved the record since: it carries both texts of each field.
    """
    with write_as(settings, editor, Right.KEEP_PLAN) as connection:
        saved = _find(connection, key, _tidy(texts), version=version)
        changed = from_texts(saved.partner, _tidy(texts))
        _check(read_plan(connection), changed)
        return save_partner(connection, changed, by=editor.name, at=settings.now())


def withdraw_partner(
    settings: Settings, editor: Editor, key: str, because: str, *, version: int
) -> SavedPartner:
    """Let a partner leave, with the reason. Its record, its contributions and its history stay."""
    reason = " ".join(tidy(because).split())
    if not reason or len(reason) > LONGEST:
        raise UsageError(
            "no reason is given" if not reason else f"a reason of {len(reason):,} characters",
            where=FIELD_NAMES["left_because"],
            remedy="Say in a sentence why it leaves",
        )
    with write_as(settings, editor, Right.KEEP_PLAN) as connection:
        saved = _find(connection, key, {"left_because": reason}, version=version)
        gone = replace(saved.partner, left_on=settings.date_today(), left_because=reason)
        return save_partner(connection, gone, by=editor.name, at=settings.now())


def restore_partner(settings: Settings, editor: Editor, key: str, *, version: int) -> SavedPartner:
    """Let a partner that has left take part again."""
    with write_as(settings, editor, Right.KEEP_PLAN) as connection:
        saved = _find(connection, key, {"left_because": ""}, version=version)
        back = replace(saved.partner, left_on=None, left_because="")
        return save_partner(connection, back, by=editor.name, at=settings.now())


def _find(connection: Any, key: str, wanted: Mapping[str, str], *, version: int) -> SavedPartner:
    saved = read_partner(connection, key)
    if saved.version != version:
        now = to_texts(saved.partner)
        edits = read_edits(connection, kind=KIND, key=key)
        raise EditConflict(
            THIS_PARTNER,
            texts={name: (now[name], text) for name, text in wanted.items() if now[name] != text},
            version=saved.version,
            by=edits[-1].by if edits else "",
        )
    return saved


def _tidy(texts: Mapping[str, str]) -> dict[str, str]:
    strange = sorted(set(texts) - set(TYPED))
    if strange:
        raise UsageError(f"a field '{strange[0]}'", where=THIS_PARTNER, expected=", ".join(TYPED))
    said = {name: tidy(text) for name, text in texts.items()}
    return {name: " ".join(text.split()) if name == "name" else text for name, text in said.items()}


def _check(book: PlanBook, one: Partner) -> None:
    others = [each for each in book.partners if each.key != one.key and each.is_named(one.name)]
    strange = [key for key in one.themes if key not in {each.key for each in book.themes}]
    if not one.name:
        raise _refuse("name", "nothing", "Write the name of the organisation")
    if len(one.name) > LONGEST_NAME or len(one.role) > LONGEST:
        field, most = ("name", LONGEST_NAME) if len(one.name) > LONGEST_NAME else ("role", LONGEST)
        raise _refuse(field, f"{len(getattr(one, field)):,} characters", f"Use at most {most:,}")
    if others:
        left = f", which {say_left(others[0])}: let it take part again" if not others[0].takes_part else ""
        raise _refuse("name", f"'{one.name}'", f"There is a partner of this name{left}")
    if strange:
        raise _refuse("themes", f"'{strange[0]}'", "Choose among the themes of the plan")


def _refuse(field: str, found: str, remedy: str) -> UsageError:
    return UsageError(f"found {found}", where=FIELD_NAMES[field], remedy=remedy)
