"""The shelf follows what the store has recorded, whoever was cut off, and its lists are rebuilt from that."""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from oba.errors import NotFoundError, StoreError
from oba.model.publication import Publication, Settled
from oba.settings import Settings
from oba.store import shelf as shelves
from oba.store.engine import open_store, store_version
from oba.store.publications import add_publication, record_release
from oba.store.shelf import BUILDING, CURRENT, MANIFEST, BuiltCopy, Pointer, Shelf
from oba.tasks import publish
from oba.tasks.find_published import find_copy, find_earlier, open_copy
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
    assert second.file not in shelf.files()
    release_due(settings, ANN)
    assert not shelf.path(second.file).exists()
    assert second.file not in shelf.files()


def test_an_earlier_publication_that_is_withdrawn_is_not_served_while_its_file_is_open(
    settings: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest copy was built before, and still names it as one that stands."""
    (first,) = list_publications(settings)
    approve_publication(settings, ANN, Wish("The second."))
    published = replace(settings, mode="published", copies=str(shelf.folder))
    store, facts = open_copy(find_copy(published))
    store.close()
    assert find_earlier(published, facts, 1).number == 1
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == first.file:
            raise PermissionError(13, "it is open")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    withdraw_publication(settings, ANN, 1, because="Small numbers were shown")
    assert shelf.path(first.file).exists()
    with pytest.raises(NotFoundError):
        find_earlier(published, facts, 1)


def break_file(patch: pytest.MonkeyPatch, name: str) -> None:
    """A file whose bytes the disk does not give any more."""
    whole = shelves.hash_file

    def hash_file(path: Path) -> str:
        if path.name == name:
            raise OSError(5, "Input/output error")
        return whole(path)

    patch.setattr(shelves, "hash_file", hash_file)


@pytest.mark.parametrize("fault", ["unreadable", "unwritable"])
def test_what_is_withdrawn_is_not_shown_whatever_else_of_the_folder_fails(
    fault: str, settings: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = list_publications(settings)
    second, third = (record(settings, shelf, b"%d" % number, number=number) for number in (2, 3))
    release_due(settings, ANN)
    if fault == "unreadable":
        (shelf.folder / MANIFEST).unlink()
        break_file(monkeypatch, first.file)
        withdraw_publication(settings, ANN, 3, because="It names a child")
        assert set(shelf.files()) == {second.file}
    else:
        shelf.relist({name: one for name, one in shelf.files().items() if name != first.file})

        def refuse(*_: object) -> None:
            raise StoreError("there is no room")

        monkeypatch.setattr(Shelf, "relist", refuse)
        with pytest.raises(StoreError, match="no room"):
            withdraw_publication(settings, ANN, 3, because="It names a child")
    assert shelf.current().number == 2  # type: ignore[union-attr]
    assert not shelf.path(third.file).exists()


def test_a_repair_names_a_copy_that_cannot_be_read_as_lost_and_mends_the_rest(
    settings: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = list_publications(settings)
    record(settings, shelf, b"second", number=2)
    (shelf.folder / CURRENT).write_bytes(b"{")
    break_file(monkeypatch, first.file)
    assert repair_shelf(settings, ANN) == Settled(pointer_unreadable=True, moved=True, shown=2, lost=(1,))


def test_a_repair_that_only_adds_the_day_to_a_pointer_tells_nothing_new(
    settings: Settings, shelf: Shelf
) -> None:
    whole = shelf.current()
    assert whole
    shelf.switch(replace(whole, released_on=None))
    assert say_settled(repair_shelf(settings, ANN)) == (IN_ORDER,)
    assert shelf.current() == whole


def test_the_bytes_of_a_publication_that_stands_are_not_deleted_with_a_withdrawn_one(
    settings: Settings, shelf: Shelf
) -> None:
    second, third = (record(settings, shelf, b"the same", number=number) for number in (2, 3))
    record(settings, shelf, b"fourth", number=4)
    withdraw_publication(settings, ANN, 2, because="It was approved twice")
    assert second.file == third.file == shelf.find(3)
    assert shelf.verify(third.file)


def copy_store(settings: Settings) -> Settings:
    """The store's file copied beside it, whose folder of copies is the same by default."""
    path = Path(settings.store.removeprefix("sqlite:///"))
    return replace(settings, store=f"sqlite:///{shutil.copy(path, path.with_name('trial.db'))}")


@pytest.mark.parametrize(
    "deed",
    [
        lambda trial: withdraw_publication(trial, ANN, 2, because="Only trying"),
        lambda trial: release_due(trial, ANN),
        lambda trial: approve_publication(trial, ANN, Wish("Only trying.")),
    ],
)
def test_a_copied_store_is_told_that_its_folder_is_kept_by_another_and_takes_nothing_from_it(
    deed: Callable[[Settings], object], settings: Settings, shelf: Shelf
) -> None:
    record(settings, shelf, b"second", number=2)
    release_due(settings, ANN)
    before, files = shelf.current(), dict(shelf.files())
    trial = copy_store(settings)
    with pytest.raises(StoreError, match=r"publications 1 and 2 .* kept by a store .* \(--copies") as error:
        deed(trial)
    assert "moved or renamed: python -m oba publish --repair" in str(error.value)
    assert [one.state for one in list_publications(trial)] == ["released", "released"]
    assert (shelf.current(), shelf.files()) == (before, files)
    assert all(shelf.path(one).exists() for one in files)


def test_a_store_that_was_renamed_takes_its_copies_over_with_a_repair(
    settings: Settings, shelf: Shelf
) -> None:
    renamed = copy_store(settings)
    done = repair_shelf(renamed, ANN)
    assert done == Settled(taken=(1,), shown=1)
    assert say_settled(done) == (
        "The copy of publication 1 is this store's from now on. Another store kept it, by the list.",
    )
    assert release_due(renamed, ANN) == ()
    withdraw_publication(renamed, ANN, 1, because="A figure was wrong")
    assert (shelf.current(), shelf.files()) == (None, {})


def test_a_list_of_an_earlier_version_is_taken_as_the_store_s_that_settles_first(
    settings: Settings, shelf: Shelf
) -> None:
    whole = dict(shelf.files())
    shelf.relist({name: replace(one, owner="") for name, one in whole.items()})
    assert release_due(settings, ANN) == ()
    assert shelf.files() == whole
    store = open_store(settings.store)
    assert {one.owner for one in whole.values()} == {owner_of(store, shelf)}
    store.close()


def test_a_store_that_is_moved_with_its_folder_is_known_there(settings: Settings, tmp_path: Path) -> None:
    Path(settings.store.removeprefix("sqlite:///")).parent.rename(tmp_path / "elsewhere")
    assert release_due(on(tmp_path / "elsewhere"), ANN) == ()
