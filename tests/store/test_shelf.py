"""The shelf of published copies: what it holds is whole and checked, and its pointer is switched last."""

from __future__ import annotations

import hashlib
import json
import os
import random
import stat
from datetime import date

import pytest

from oba.errors import StoreError
from oba.store import durable, shelf
from oba.store.shelf import BuiltCopy, Kept, Pointer, Shelf


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "published"
    folder.mkdir()
    return Shelf(folder)


def build(place, content, *, number=1):
    path = place.folder / f"{shelf.BUILDING}{number}"
    path.write_bytes(content)
    return BuiltCopy(path, hashlib.sha256(content).hexdigest(), len(content), number)


def publish(place, content, *, number=1):
    built = build(place, content, number=number)
    file = place.add(built)
    place.switch(Pointer(number, file, built.sha256))
    return file


def test_a_shelf_without_a_folder_is_empty(tmp_path):
    empty = Shelf(tmp_path / "none")
    assert (empty.current(), empty.files(), empty.find(1)) == (None, {}, None)
    empty.switch(None)
    assert not empty.folder.exists()


def test_a_copy_is_kept_by_its_content_and_is_read_only(place):
    file = publish(place, b"first")
    sha256 = hashlib.sha256(b"first").hexdigest()
    assert file == f"{sha256}.db"
    assert place.current() == Pointer(1, file, sha256)
    assert place.files() == {file: Kept(sha256, 5, 1)}
    assert place.verify(file).read_bytes() == b"first"
    assert not stat.S_IMODE(place.path(file).stat().st_mode) & 0o222
    assert place.find(1) == file
    assert sorted(one.name for one in place.folder.iterdir()) == sorted(
        [file, "manifest.json", "current.json"]
    )
    assert json.loads((place.folder / "current.json").read_text()) == {
        "number": 1,
        "file": file,
        "sha256": sha256,
    }


def test_the_same_copy_twice_is_one_file(place):
    assert publish(place, b"first") == publish(place, b"first", number=2)
    assert list(place.files().values()) == [Kept(hashlib.sha256(b"first").hexdigest(), 5, 2)]


def test_a_copy_that_was_damaged_is_put_right_by_the_same_one(place):
    file = publish(place, b"first")
    place.path(file).chmod(0o644)
    place.path(file).write_bytes(b"wrong")
    publish(place, b"first")
    assert place.verify(file).read_bytes() == b"first"


def test_earlier_copies_stay_and_the_pointer_can_go_back(place):
    old, new = publish(place, b"first"), publish(place, b"second", number=2)
    assert place.current().number == 2
    place.switch(Pointer(1, old, place.files()[old].sha256))
    assert place.current().file == old
    place.remove(new)
    assert list(place.files()) == [old]
    assert not place.path(new).exists()
    place.switch(None)
    assert place.current() is None


def test_the_current_copy_is_not_taken_off(place):
    file = publish(place, b"first")
    with pytest.raises(ValueError, match="the current copy"):
        place.remove(file)
    assert place.verify(file)


@pytest.mark.parametrize("size", [1, 4096, 70_000])
def test_every_flipped_bit_is_found(place, size):
    chance = random.Random(size)
    content = chance.randbytes(size)
    file = publish(place, content)
    path = place.path(file)
    path.chmod(0o644)
    for _ in range(60):
        at, bit = chance.randrange(size), 1 << chance.randrange(8)
        path.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
        with pytest.raises(StoreError, match="not as it was written"):
            place.verify(file)
    for other in (content[:-1], content + b"\0"):
        path.write_bytes(other)
        with pytest.raises(StoreError, match="not as it was written"):
            place.verify(file)
    path.write_bytes(content)
    assert place.verify(file) == path


def test_a_pointer_is_not_switched_to_what_is_not_sound(place):
    old, new = publish(place, b"first"), place.add(build(place, b"second", number=2))
    place.path(new).chmod(0o644)
    place.path(new).write_bytes(b"sekond")
    with pytest.raises(StoreError, match="not as it was written"):
        place.switch(Pointer(2, new, new.removesuffix(".db")))
    with pytest.raises(StoreError, match="is not there"):
        place.switch(Pointer(3, f"{'0' * 64}.db", "0" * 64))
    assert place.current().file == old


def test_a_copy_that_is_gone_or_that_the_list_does_not_name_is_not_there(place):
    file = publish(place, b"first")
    (place.folder / "manifest.json").write_text("{}")
    with pytest.raises(StoreError, match=r"does not name this one.*python -m oba publish --repair"):
        place.verify(file)
    publish(place, b"first")
    place.path(file).unlink()
    with pytest.raises(StoreError, match="is not there"):
        place.verify(file)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"number": 1, "file": "../oba.db", "sha256": "x"}',
        json.dumps({"number": "1", "file": f"{'0' * 64}.db", "sha256": "0" * 64}),
        json.dumps({"number": 1, "file": f"{'0' * 64}.db", "sha256": "1" * 64}),
        json.dumps({"number": 1, "file": f"{'0' * 64}.db", "sha256": "0" * 64, "released_on": "soon"}),
        json.dumps({"number": 1, "file": f"{'0' * 64}.db", "sha256": "0" * 64, "released_on": 3}),
    ],
)
def test_a_pointer_that_cannot_be_read_is_said_and_names_nothing(place, text):
    (place.folder / "current.json").write_text(text)
    with pytest.raises(StoreError, match="cannot be read") as caught:
        place.current()
    assert str(place.folder) not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        json.dumps({"oba.db": {"sha256": "0" * 64, "size": 5, "number": 1}}),
        json.dumps({f"{'0' * 64}.db": {"sha256": "1" * 64, "size": 5, "number": 1}}),
        json.dumps({f"{'0' * 64}.db": {"sha256": "0" * 64, "size": "5", "number": 1}}),
        json.dumps({f"{'0' * 64}.db": {"sha256": "0" * 64, "size": 5}}),
    ],
)
def test_a_list_that_cannot_be_read_is_said_with_what_rebuilds_it(place, text):
    (place.folder / "manifest.json").write_text(text)
    with pytest.raises(StoreError, match=r"cannot be read.*python -m oba publish --repair"):
        place.files()


def test_the_pointer_says_the_day_of_the_release(place):
    file = publish(place, b"first")
    pointer = Pointer(1, file, file.removesuffix(".db"), date(2026, 12, 3))
    place.switch(pointer)
    assert place.current() == pointer
    assert json.loads((place.folder / "current.json").read_text())["released_on"] == "2026-12-03"


def test_a_copy_is_marked_before_it_has_its_name_and_until_its_store_knows_of_it(place, monkeypatch):
    built = build(place, b"first")
    with monkeypatch.context() as cut:
        cut.setattr(shelf, "_put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            place.add(built, owner="ours")
    assert place.marked("ours") == (built.file,)
    assert place.marked("another") == place.names() == ()
    place.add(built, owner="ours")
    assert place.names() == place.marked("ours") == (built.file,)
    place.unmark(built.file)
    assert place.marked("ours") == ()


def test_what_cannot_be_deleted_yet_is_off_the_list_and_is_deleted_later(place, monkeypatch):
    old, _ = publish(place, b"first"), publish(place, b"second", number=2)

    def refuse(*_args, **_more):
        raise PermissionError(13, "it is open elsewhere")

    with monkeypatch.context() as windows:
        windows.setattr(type(place.folder), "unlink", refuse)
        with pytest.raises(StoreError, match="could not be used"):
            place.remove(old)
    assert old not in place.files()
    assert place.path(old).exists()
    place.remove(old)
    assert not place.path(old).exists()


def test_a_copy_is_deleted_though_the_list_cannot_be_read(place):
    old, _ = publish(place, b"first"), publish(place, b"second", number=2)
    (place.folder / "manifest.json").write_bytes(b"{")
    with pytest.raises(StoreError, match="list of published copies cannot be read"):
        place.remove(old)
    assert not place.path(old).exists()


@pytest.mark.parametrize("name", ["oba.db", "../x.db", f"{'0' * 63}.db", f"{'0' * 64}", f"{'g' * 64}.db"])
def test_no_other_file_has_the_name_of_a_copy(place, name):
    with pytest.raises(ValueError, match=r"copy|SHA-256"):
        place.path(name)


def test_a_folder_that_may_not_be_written_is_said_without_its_path(place, monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shelf, "write_whole", refuse)
    with pytest.raises(StoreError, match="Permission denied") as caught:
        place.add(build(place, b"first"))
    assert str(place.folder) not in str(caught.value)


def test_what_a_cut_off_publication_left_goes_only_when_it_is_old(place):
    young, old = place.folder / f"{shelf.BUILDING}young", place.folder / ".writing-old"
    for one in (young, old):
        one.write_bytes(b"half")
    os.utime(old, (0, 0))
    publish(place, b"first")
    assert young.exists()
    assert not old.exists()


def test_everything_is_on_the_disk_before_the_next_thing_names_it(place, monkeypatch):
    done = []
    real = {name: getattr(os, name) for name in ("fsync", "replace")}
    monkeypatch.setattr(
        os, "fsync", lambda handle: (done.append(f"fsync {kind(handle)}"), real["fsync"](handle))[1]
    )
    monkeypatch.setattr(
        os, "replace", lambda old, new: (done.append(f"rename {ending(new)}"), real["replace"](old, new))[1]
    )
    publish(place, b"first")
    assert done == [
        *("fsync file", "rename .db", "fsync folder"),
        *("fsync file", "rename manifest.json", "fsync folder"),
        *("fsync file", "rename current.json", "fsync folder"),
    ]


def kind(handle):
    return "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"


def ending(path):
    name = os.path.basename(path)
    return ".db" if name.endswith(".db") else name


def test_windows_is_asked_for_no_fsync_of_a_folder(tmp_path, monkeypatch):
    def refuse(*_args):
        raise AssertionError("a folder was opened")

    monkeypatch.setattr(durable.os, "open", refuse)
    monkeypatch.setattr(durable.os, "name", "nt")
    durable.make_durable(tmp_path)
    monkeypatch.undo()
    durable.make_durable(tmp_path)
