"""A store that has published once, made once for all tests of publishing, and what they do with copies of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import text

from oba.model.editor import Editor, Role
from oba.model.publication import Publication
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.publish import Wish, approve_publication

TODAY = "2026-12-01"
KEPT = ("looked_after", "persistent_absence", "repeat_plans", "under18_conceptions")
ANN = Editor("Ann", Role.OFFICER)


def on(folder: Path, *, today: str = TODAY) -> Settings:
    """The settings of the store in this folder, on a day."""
    return Settings(store=f"sqlite:///{(folder / 'oba.db').as_posix()}", today=today, user="ann")


def publish_once(folder: Path, example: Path) -> None:
    """With four of the example's indicators, which is read sooner than all."""
    shutil.copy(example, folder / "oba.db")
    listed = ", ".join(f"'{one}'" for one in KEPT)
    change(on(folder), f"UPDATE indicator SET retired = true WHERE key NOT IN ({listed})")
    approve_publication(on(folder), ANN, Wish("The first."))


def change(settings: Settings, statement: str, **values: object) -> None:
    """Change the store as a task would, so that its version grows."""
    store = open_store(settings.store)
    with store.writing() as connection:
        connection.execute(text(statement), values)
    store.close()


def retitle(settings: Settings, title: str, key: str = "looked_after") -> None:
    change(settings, "UPDATE indicator SET title = :title WHERE key = :key", title=title, key=key)


def title_in(path: Path, key: str = "looked_after") -> str:
    """What a copy calls an indicator."""
    store = open_store(f"sqlite:///{path.as_posix()}", read_only=True)
    with store.reading() as connection:
        found = connection.execute(text("SELECT title FROM indicator WHERE key = :key"), {"key": key})
        title = str(found.scalar_one())
    store.close()
    return title


def numbers(found: tuple[Publication, ...]) -> list[int]:
    return [one.number for one in found]
