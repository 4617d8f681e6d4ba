"""The shelf follows what the store has recorded, whoever was cut off, and its lists are rebuilt from that."""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from datetime import date
from pathlib import Path

import pytest

from oba.errors import StoreError
from oba.model.publication import Publication, Settled
from oba.settings import Settings
from oba.store.engine import open_store, store_version
from oba.store.publications import add_publication, record_release
from oba.store.shelf import BUILDING, CURRENT, MANIFEST, BuiltCopy, Pointer, Shelf
from oba.tasks import publish
from oba.tasks.publish import Wish, approve_publication, list_publications, release_due, withdraw_publication
from oba.tasks.settle_shelf import owner_of, repair_shelf, settle
from oba.tasks.warm_up import check_store
from oba.words.settled import IN_ORDER, say_settled
from tests.tasks.publishing_rehearsed import ANN, on

DAY = date(2026, 12, 1)


@pytest.fixture
def settings(published_once: Path, tmp_path: Path) -> Settings:
    """A store of its own that has published once."""
    return on(Path(shutil.copytree(published_once, tmp_path / "own")))


@pytest.fixture
def shelf(settings: Settings) -> Shelf:
    return Shelf(settings.copies_folder)


def build(shelf: Shelf, content: bytes, *, number: int) -> BuiltCopy:
    path = shelf.folder / f"{BUILDING}{number}"
    path.write_bytes(content)
    return BuiltCopy(path, hashlib.sha256(content).hexdigest(), len(content), number)


def record(settings: Settings, shelf: Shelf, content: bytes, *, number: int) -> Publication:
    """Another publication, of a few bytes only, as it is recorded."""
    store, built = open_store(settings.store), build(shelf, content, number=number)
    with store.writing() as connection:
        shelf.add(built, owner=owner_of(store, shelf))
        one = Publication(number, settings.now(), "Ann", "More.", built.file, built.sha256, 1)
        add_publication(connection, one)
        record_release(connection, number, at=settings.now(), by="Ann")
    store.close()
    return one


def show_foreign(shelf: Shelf) -> Pointer:
    """Another store's publication becomes the current one."""
    built = build(shelf, b"of another store", number=9)
    pointer = Pointer(9, shelf.add(built, owner="another"), built.sha256, DAY)
    shelf.switch(pointer)
    return pointer


def test_a_copy_that_was_cut_off_before_it_was_recorded_is_deleted_at_the_next_look(
    settings: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (first,) = list_publications(settings)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(publish, "add_publication", die)
        with pytest.raises(KeyboardInterrupt):
            approve_publication(settings, ANN, Wish("The second."))
    assert len(shelf.names()) == 2
    with caplog.at_level(logging.WARNING):
        assert release_due(settings, ANN) == ()
    assert "Deleted: 1 file that was made and never approved." in caplog.text
    assert shelf.names() == tuple(shelf.files()) == (first.file,)
    assert [one.name for one in shelf.folder.iterdir() if one.name.startswith(".")] == []


def test_a_copy_that_is_being_published_meanwhile_stays(settings: Settings, shelf: Shelf) -> None:
    store, built = open_store(settings.store), build(shelf, b"second", number=2)
    other = threading.Thread(target=lambda: settle(open_store(settings.store), settings))
    with store.writing() as connection:
        shelf.add(built, owner=owner_of(store, shelf))
        other.start()
        other.join(0.3)
        assert other.is_alive()
        version = store_version(connection)
        one = Publication(2, settings.now(), "Ann", "More.", built.file, built.sha256, version)
        add_publication(connection, one)
    other.join()
    assert shelf.verify(built.file).read_bytes() == b"second"
    assert shelf.marked(owner_of(store, shelf)) == ()
    store.close()


def test_what_another_store_keeps_in_the_same_folder_is_left_alone(
    settings: Settings, shelf: Shelf, example_file: Path, tmp_path: Path
) -> None:
    shutil.copy(example_file, tmp_path / "trial.db")
    trial = Settings(store=f"sqlite:///{tmp_path / 'trial.db'}", copies=str(shelf.folder), today="2026-12-01")
    built = build(shelf, b"being made", number=2)
    shelf.add(built, owner="another")
    before, pointer = dict(shelf.files()), shelf.current()
    assert release_due(trial, ANN) == ()
    (shelf.folder / CURRENT).rename(shelf.folder / "kept")
    assert release_due(trial, ANN) == ()
    (shelf.folder / "kept").rename(shelf.folder / CURRENT)
    release_due(settings, ANN)
    assert (shelf.files(), shelf.current()) == (before, pointer)
    with pytest.raises(StoreError, match="shows a publication 1 that this store has not published"):
        approve_publication(trial, ANN, Wish("A trial."))
    assert list_publications(trial) == ()
    assert shelf.current() == pointer


def test_a_folder_that_shows_another_store_s_publication_gives_way_only_to_a_repair(
    settings: Settings, shelf: Shelf
) -> None:
    foreign = show_foreign(shelf)
    for deed in (
        lambda: release_due(settings, ANN),
        lambda: approve_publication(settings, ANN, Wish("The second.")),
    ):
        with pytest.raises(StoreError, match="python -m oba publish --repair"):
            deed()
    assert shelf.current() == foreign
    assert len(list_publications(settings)) == 1
    done = repair_shelf(settings, ANN)
    assert done == Settled(moved=True, shown=1, strange=1)
    assert foreign.file in shelf.files()
    assert say_settled(done)[-1] == "1 file of which this store knows nothing stays as it is."
    assert release_due(settings, ANN) == ()


@pytest.mark.parametrize("content", [None, b"", b'{"number": 1, "fi', b"{}", b"\xff\xfe\x00"])
@pytest.mark.parametrize("name", [MANIFEST, CURRENT])
@pytest.mark.parametrize("ask", [repair_shelf, release_due])
def test_a_list_or_a_pointer_that_is_damaged_or_gone_is_rebuilt_from_what_is_recorded(
    name: str, content: bytes | None, ask: object, settings: Settings, shelf: Shelf
) -> None:
    whole = {one: (shelf.folder / one).read_bytes() for one in (MANIFEST, CURRENT)}
    published = Settings(mode="published", copies=str(shelf.folder))
    if content is None:
        (shelf.folder / name).unlink()
    else:
        (shelf.folder / name).write_bytes(content)
    if (name, content) != (CURRENT, None):  # without a pointer nothing is published, and the pages say so
        with pytest.raises(StoreError, match="python -m oba publish --repair"):
            check_store(published)
    ask(settings, ANN)  # type: ignore[operator]
    assert {one: (shelf.folder / one).read_bytes() for one in whole} == whole
    check_store(published)
    assert say_settled(repair_shelf(settings, ANN)) == (IN_ORDER,)


def test_a_repair_says_what_it_has_done_and_what_is_lost(settings: Settings, shelf: Shelf) -> None:
    second, third = (record(settings, shelf, b"%d" % number, number=number) for number in (2, 3))
    (shelf.folder / MANIFEST).write_bytes(b"")
    (shelf.folder / CURRENT).write_bytes(b"")
    shelf.path(second.file).unlink()
    done = repair_shelf(settings, ANN)
    assert (done.listed, done.lost, done.shown) == ((1, 3), (2,), 3)
    assert say_settled(done) == (
        "The list of copies names publications 1 and 3 again, whose bytes are as they were approved.",
        "The pointer to the current copy could not be read, and was written anew.",
        "The public is shown publication 3 now.",
        "There is no sound copy of publication 2: put the file back from a backup and repair again, or withdraw it: "
        "python -m oba publish --withdraw NUMBER.",
    )
    assert shelf.current() == Pointer(3, third.file, third.sha256, DAY)
    shelf.path(third.file).chmod(0o644)
    shelf.path(third.file).write_bytes(b"damaged")
    (shelf.folder / CURRENT).write_bytes(b"")
    assert repair_shelf(settings, ANN).lost == (2, 3)
    with pytest.raises(StoreError):
        shelf.current()
    with pytest.raises(StoreError, match="not there"):
        withdraw_publication(settings, ANN, 3, because="Its copy is damaged")
    withdraw_publication(settings, ANN, 2, because="Its copy is lost")
    assert shelf.current().number == 1  # type: ignore[union-attr]


def test_a_withdrawn_copy_that_somebody_has_open_is_deleted_at_a_later_look(
    settings: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As on Windows, where what is open cannot be deleted."""
    second = record(settings, shelf, b"second", number=2)
    release_due(settings, ANN)
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == second.file:
            raise PermissionError(13, "it is open")
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as windows, caplog.at_level(logging.WARNING):
        windows.setattr(Path, "unlink", refuse)
        withdraw_publication(settings, ANN, 2, because="A figure was wrong")
    assert "The copy of publication 2 could not be deleted; that is tried again" in caplog.text
    assert shelf.current().number == 1  # type: ignore[union-attr]
    assert shelf.path(second.file).exists()
    release_due(settings, ANN)
    assert not shelf.path(second.file).exists()
    assert second.file not in shelf.files()
