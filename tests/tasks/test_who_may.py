"""Loads, undoing, freezing and recipes: each asks who makes it, refuses whoever may not, and keeps the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from oba.errors import NotFoundError
from oba.model.editor import Editor, NotAllowedError, Role
from oba.model.recipe import Recipe
from oba.model.upload import Decisions
from oba.settings import Settings
from oba.store.baselines import read_baselines
from oba.store.engine import open_store, store_version
from oba.store.releases import read_loads
from oba.tasks.accept_upload import accept_clean, accept_upload
from oba.tasks.agree_baseline import Agreement, agree
from oba.tasks.keep_recipe import forget_recipe, keep_recipe
from oba.tasks.keep_upload import decide, find_waiting, keep_files
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.preview_upload import Preview, preview_upload
from oba.tasks.start_store import start_store
from oba.tasks.take_back import look_at_undo, take_back
from oba.tasks.tell_undo import tell_undo

KEY = "under18_conceptions"
ROWS = f"indicator,area,period,value\n{KEY},Middlesbrough,2023,28.4\n"
ORIGIN = {"publisher": "Office for National Statistics", "title": "Conceptions", "release": "June 2026"}
AGREED = Agreement(
    KEY, "Theme group", "No other course is likely", replaces_because="It was agreed by nobody"
)
RECIPE = Recipe(
    name="odd",
    publisher="Middlesbrough Council",
    title="Services",
    columns={"area": "Place", "period": "Year"},
    values={"Rate": KEY},
    headings=("Place", "Year", "Rate"),
)
READER, EDITOR, OFFICER = (Editor("cat", role) for role in Role)
Deed = Callable[[Settings, Editor, Path], object]


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def shown(settings: Settings, folder: Path) -> Preview:
    """A file that waits, as it was looked at on the working instance by someone else."""
    working = replace(settings, mode="trust")
    (upload,) = keep_files(working, [("figures.csv", ROWS.encode())])
    decide(working, upload, Decisions(publisher=ORIGIN["publisher"], title=ORIGIN["title"]))
    found = find_waiting(working, upload.short)
    assert found is not None
    return preview_upload(working, found)


def load(settings: Settings, editor: Editor, folder: Path) -> object:
    path = folder / "figures.csv"
    path.write_text(ROWS, encoding="utf-8")
    return list(load_files(settings, files=[path], editor=editor, wishes=Wishes(origin=ORIGIN)))


def undo(settings: Settings, editor: Editor, folder: Path) -> object:
    number = newest(settings).id
    look = look_at_undo(replace(settings, mode="trust"), number)
    return take_back(settings, editor, number, shown=look.fingerprint)


def newest(settings: Settings):
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = max(read_loads(connection), key=lambda one: one.id)
    store.close()
    return found


def version(settings: Settings) -> int:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = store_version(connection)
    store.close()
    return found


DEEDS: list[tuple[str, Deed, set[Role]]] = [
    ("load a file", load, {Role.OFFICER}),
    (
        "accept what was handed in",
        lambda settings, editor, folder: accept_upload(settings, editor, shown(settings, folder)),
        {Role.OFFICER},
    ),
    (
        "accept all that nothing stops",
        lambda settings, editor, folder: accept_clean(settings, editor, [shown(settings, folder)]),
        {Role.OFFICER},
    ),
    ("undo a load on the page", undo, {Role.OFFICER}),
    (
        "undo a load by command",
        lambda settings, editor, folder: tell_undo(settings, editor, newest(settings).id, dry_run=False),
        {Role.OFFICER},
    ),
    (
        "freeze a baseline",
        lambda settings, editor, folder: agree(settings, editor, AGREED),
        {Role.EDITOR, Role.OFFICER},
    ),
    (
        "keep a recipe",
        lambda settings, editor, folder: keep_recipe(settings, editor, RECIPE),
        {Role.OFFICER},
    ),
]


@pytest.mark.parametrize("editor", [READER, EDITOR, OFFICER], ids=lambda one: one.role.value)
@pytest.mark.parametrize(("deed", "roles"), [pytest.param(*rest, id=says) for says, *rest in DEEDS])
def test_each_deed_is_done_by_whoever_may_and_by_nobody_else(
    deed: Deed, roles: set[Role], editor: Editor, settings: Settings, tmp_path: Path
) -> None:
    before = version(settings)
    if editor.role in roles:
        deed(settings, editor, tmp_path)
        assert version(settings) > before
        return
    with pytest.raises(NotAllowedError, match=f"as a {editor.role.value} you may not"):
        deed(settings, editor, tmp_path)
    assert version(settings) == before


@pytest.mark.parametrize("deed", [pytest.param(deed, id=says) for says, deed, _ in DEEDS])
def test_the_published_copy_refuses_an_officer_too(deed: Deed, settings: Settings, tmp_path: Path) -> None:
    before = version(settings)
    with pytest.raises(NotFoundError):
        deed(replace(settings, mode="published"), OFFICER, tmp_path)
    assert version(settings) == before


def test_a_recipe_is_forgotten_only_by_whoever_may(settings: Settings) -> None:
    keep_recipe(settings, OFFICER, RECIPE)
    with pytest.raises(NotAllowedError):
        forget_recipe(settings, EDITOR, "odd")
    with pytest.raises(NotFoundError):
        forget_recipe(replace(settings, mode="published"), OFFICER, "odd")
    assert "forgotten" in forget_recipe(settings, OFFICER, "odd")


def test_the_name_that_is_kept_is_the_editors_and_not_that_of_the_machine(
    settings: Settings, tmp_path: Path
) -> None:
    load(settings, OFFICER, tmp_path)
    assert newest(settings).loaded_by == "cat"
    undo(settings, Editor("dan", Role.OFFICER), tmp_path)
    undone = newest(settings)
    assert (undone.undoes is not None, undone.loaded_by) == (True, "dan")
    done = accept_upload(settings, Editor("eve", Role.OFFICER), shown(settings, tmp_path))
    assert done.written
    assert newest(settings).loaded_by == "eve"
    agree(settings, OFFICER, AGREED)
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert [one.recorded_by for one in read_baselines(connection, indicators=[KEY])] == ["cat"]
    store.close()


def test_looking_needs_no_right(settings: Settings, tmp_path: Path) -> None:
    before = version(settings)
    path = tmp_path / "figures.csv"
    path.write_text(ROWS, encoding="utf-8")
    (report,) = load_files(settings, files=[path], editor=READER, dry_run=True, wishes=Wishes(origin=ORIGIN))
    assert report.observations == 1
    assert "Nothing was written" in tell_undo(settings, READER, newest(settings).id, dry_run=True)
    assert version(settings) == before


def test_a_published_copy_can_still_be_set_up_by_whoever_starts_it(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'new.db').as_posix()}"
    lines = list(start_store(Settings(store=url, mode="published", user="ann"), example=False))
    assert lines[-1][0].startswith("The store is empty")
