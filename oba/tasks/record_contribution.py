"""Write what partners contribute to a curve: each write is checked, versioned, and recorded with who made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.editor import EditConflict, Editor, Right, WithdrawnError
from oba.model.partner import LONGEST, SAID, Contribution, find_faults
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.contributions import (
    KIND,
    add_contribution,
    find_contribution,
    next_key,
    read_contributions,
    write_contribution,
)
from oba.store.edits import last_by, record_edits
from oba.store.plans import read_plan
from oba.tasks.write_as import write_as
from oba.words.partners import THIS_CONTRIBUTION

Changes = dict[str, tuple[str | None, str | None]]


def contribute(
    settings: Settings, editor: Editor, texts: Mapping[str, str], *, indicator: str, partner: str
) -> Contribution:
    """Write what a partner that takes part brings to a curve: `role` and `brings`, either or both.

    UsageError where it has been written already, or nothing is said.
    """
    with write_as(settings, editor, Right.WRITE_STORY, talk=True) as connection:
        book = read_plan(connection)
        if indicator not in {one.key for one in book.indicators}:
            raise NotFoundError(
                f"the plan has no indicator '{indicator}'", remedy="Choose one of its indicators"
            )
        if partner not in {one.key for one in book.taking_part}:
            raise UsageError(
                f"'{partner[:60]}' is no partner that takes part", remedy="Choose one of the plan's partners"
            )
        if any(one.partner == partner for one in read_contributions(connection, indicator=indicator)):
            raise UsageError(
                "what this partner brings to this curve is written already", remedy="Change what is written"
            )
        said = _tidy(texts)
        new = Contribution(
            indicator=indicator,
            partner=partner,
            role=said.get("role", ""),
            brings=said.get("brings", ""),
            key=next_key(connection, indicator),
            written_by=editor.name,
            written_on=settings.date_today(),
        )
        _check(new)
        add_contribution(connection, new)
        began: Changes = {"partner": (None, partner)}
        began |= {name: (None, getattr(new, name)) for name in SAID if getattr(new, name)}
        _record(connection, settings, editor, new, began)
    return new


def change_contribution(
    settings: Settings, editor: Editor, key: str, texts: Mapping[str, str], *, version: int
) -> Contribution:
    """Change the fields that `texts` name. `version` is the saved one that the writer had read.

    EditConflict, and nothing written, where someone has saved it since: it carries both texts of each field.
    """
    with write_as(settings, editor, Right.WRITE_STORY, talk=True) as connection:
        wanted = _tidy(texts)
        one = _find(connection, key, wanted, version=version)
        changed = replace(one, role=wanted.get("role", one.role), brings=wanted.get("brings", one.brings))
        if changed == one:
            return one
        changed = replace(changed, version=one.version + 1)
        _check(changed)
        write_contribution(connection, changed)
        changes: Changes = {name: (getattr(one, name), getattr(changed, name)) for name in SAID}
        _record(connection, settings, editor, changed, changes)
    return changed


def withdraw_contribution(
    settings: Settings, editor: Editor, key: str, because: str = "", *, version: int
) -> Contribution:
    """Take it from the curve, with the reason where one is given. It stays in the store, with its history."""
    reason = " ".join(tidy(because).split())[:LONGEST]
    with write_as(settings, editor, Right.WRITE_STORY, talk=True) as connection:
        one = _find(connection, key, {"brings": ""}, version=version)
        gone = replace(one, withdrawn=True, withdrawn_because=reason, version=one.version + 1)
        write_contribution(connection, gone)
        changes: Changes = {name: (getattr(one, name), None) for name in SAID if getattr(one, name)}
        changes |= {"withdrawn_because": ("", reason)}
        _record(connection, settings, editor, gone, changes)
    return gone


def _find(connection: Any, key: str, wanted: Mapping[str, str], *, version: int) -> Contribution:
    one = find_contribution(connection, key)
    if one is None:
        raise NotFoundError(
            f"{THIS_CONTRIBUTION} is not there", remedy="Look at the partners as they now are"
        )
    by = last_by(connection, kind=KIND, key=key)
    if one.withdrawn:
        raise WithdrawnError(THIS_CONTRIBUTION, by=by, because=one.withdrawn_because)
    if one.version != version:
        raise EditConflict(
            THIS_CONTRIBUTION,
            texts={name: (getattr(one, name), text) for name, text in wanted.items()},
            version=one.version,
            by=by,
        )
    return one


def _tidy(texts: Mapping[str, str]) -> dict[str, str]:
    strange = sorted(set(texts) - set(SAID))
    if strange:
        raise UsageError(f"a field '{strange[0]}'", where=THIS_CONTRIBUTION, expected=", ".join(SAID))
    return {name: tidy(text) for name, text in texts.items()}


def _check(one: Contribution) -> None:
    if faults := find_faults(one):
        found, remedy = faults[0]
        raise UsageError(found, where=THIS_CONTRIBUTION, remedy=remedy)


def _record(connection: Any, settings: Settings, editor: Editor, one: Contribution, changes: Changes) -> None:
    record_edits(connection, kind=KIND, key=one.key, by=editor.name, at=settings.now(), changes=changes)
