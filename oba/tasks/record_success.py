"""Write the account of a curve that turned: checked, versioned, and recorded with who made it and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.editor import EditConflict, Editor, Right
from oba.model.success import Success, find_faults
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.edits import read_edits, record_edits
from oba.store.plans import read_plan
from oba.store.successes import KIND, add_success, find_success, write_success
from oba.tasks.write_as import write_as

WHERE = "this success story"


def tell_success(settings: Settings, text: str, *, editor: Editor, indicator: str, version: int) -> Success:
    """Save the account of an indicator of the plan. `version` is the saved one that the writer had read, 0 for none.

    EditConflict, and nothing written, where someone has saved another since. An account may be written before the
    curve has turned: it is shown from the day on which it has.
    """
    with write_as(settings, editor, Right.WRITE_STORY) as connection:
        book = read_plan(connection)
        if indicator not in {one.key for one in book.indicators}:
            raise NotFoundError(
                f"the plan has no indicator '{indicator}'", remedy="Choose one of its indicators"
            )
        was = find_success(connection, indicator)
        told = Success(
            indicator=indicator,
            area=book.plan.area,
            text=tidy(text),
            written_by=editor.name,
            written_on=settings.date_today(),
        )
        _check_version(connection, was, told.text, version=version)
        if was and not was.withdrawn and was.text == told.text:
            return was
        if faults := find_faults(told):
            found, remedy = faults[0]
            raise UsageError(found, where=WHERE, remedy=remedy)
        told = replace(told, version=was.version + 1 if was else 1)
        (write_success if was else add_success)(connection, told)
        before = was.text if was and not was.withdrawn else None
        _record(connection, settings, editor, told, (before, told.text))
    return told


def withdraw_success(settings: Settings, *, editor: Editor, indicator: str, version: int) -> None:
    """Take an account back. It stays in the store, and its edits tell what it said."""
    with write_as(settings, editor, Right.WRITE_STORY) as connection:
        was = find_success(connection, indicator)
        if was is None or was.withdrawn:
            raise NotFoundError(
                "there is no account to withdraw", where=WHERE, remedy="Look at the page again"
            )
        _check_version(connection, was, "", version=version)
        write_success(connection, replace(was, withdrawn=True, version=was.version + 1))
        _record(connection, settings, editor, was, (was.text, None))


def _check_version(connection: Any, was: Success | None, text: str, *, version: int) -> None:
    stands = was.version if was else 0
    if version == stands:
        return
    last = read_edits(connection, kind=KIND, key=was.indicator) if was else []
    theirs = was.text if was and not was.withdrawn else ""
    raise EditConflict(WHERE, texts={"text": (theirs, text)}, version=stands, by=last[-1].by if last else "")


def _record(
    connection: Any, settings: Settings, editor: Editor, one: Success, texts: tuple[str | None, str | None]
) -> None:
    record_edits(
        connection,
        kind=KIND,
        key=one.indicator,
        by=editor.name,
        at=settings.now(),
        changes={"text": texts},
    )
