"""An address names one store, and never one where saving is unsafe."""

from __future__ import annotations

from pathlib import Path

import pytest

from oba.errors import StoreError
from oba.store import location
from oba.store.location import filesystem_kind, locate

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//files/trust /mnt/the\\040trust cifs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
"""


@pytest.mark.parametrize("text", ["sqlite:///{}/oba.db", "{}/oba.db"])
def test_a_file_is_named_by_an_address_or_by_its_path(tmp_path, text):
    found = locate(text.format(tmp_path))
    assert (found.path, found.name, found.server) == (tmp_path / "oba.db", "oba.db", None)


def test_a_relative_address_is_below_the_folder_one_is_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert locate("sqlite:///data/oba.db").path == tmp_path / "data" / "oba.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_of_writing_a_postgresql_address_is_one_driver(scheme):
    found = locate(f"{scheme}://ann:secret@host/trust")
    assert found.server.drivername == "postgresql+psycopg"
    assert (found.name, found.url) == ("trust", "postgresql+psycopg://ann:***@host/trust")


@pytest.mark.parametrize("text", ["mysql://host/oba", "http://host/oba.db", "sqlite+nonsense://x", "://"])
def test_an_address_of_another_kind_is_refused(text):
    with pytest.raises(StoreError, match="not an address of a store"):
        locate(text)


@pytest.mark.parametrize("text", ["", "sqlite://", "sqlite:///:memory:", ":memory:"])
def test_a_store_needs_a_file(text):
    with pytest.raises(StoreError, match="no file is named"):
        locate(text)


@pytest.mark.parametrize(
    "text", ["\\\\files\\trust\\oba.db", "//files/trust/oba.db", "sqlite://////files/oba.db"]
)
def test_a_share_of_another_computer_is_refused(text):
    with pytest.raises(StoreError, match="network drive"):
        locate(text)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/folder/ann/oba.db", "ext4"),
        ("/mnt/share/oba.db", "nfs4"),
        ("/mnt/share/local/oba.db", "ext4"),
        ("/mnt/sharely/oba.db", "ext4"),
        ("/mnt/the trust/oba.db", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(path, kind):
    assert filesystem_kind(Path(path), mounts=MOUNTS) == kind


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_mounted_network_drive_is_refused(tmp_path, monkeypatch, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} {kind} rw 0 0\n")
    monkeypatch.setattr(location, "MOUNTS", mounts)
    with pytest.raises(StoreError, match="network drive"):
        location.refuse_network(tmp_path / "oba.db")
