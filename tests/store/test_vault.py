"""Files that were loaded are kept whole under their SHA-256."""

from __future__ import annotations

import hashlib
import os

import pytest

from oba.errors import StoreError
from oba.store.vault import DEFAULT, Vault, vault_of

CONTENT = bytes(range(256)) * 5000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "figures, for you.csv"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "oba.files")


def test_a_file_that_was_kept_is_found_whole(vault, file):
    assert vault.find(SHA256) is None
    kept = vault.keep(file, sha256=SHA256)
    file.write_bytes(b"changed since")
    assert vault.find(SHA256) == kept
    assert kept.read_bytes() == CONTENT
    assert [one.name for one in vault.folder.iterdir()] == [SHA256]


def test_a_file_is_kept_once(vault, file):
    first = vault.keep(file, sha256=SHA256)
    made = first.stat().st_ino
    assert vault.keep(file, sha256=SHA256).stat().st_ino == made


def test_a_file_that_changed_while_it_was_read_is_not_kept(vault, file):
    with pytest.raises(StoreError, match="changed while it was read"):
        vault.keep(file, sha256="0" * 64)
    assert list(vault.folder.iterdir()) == []


def test_a_full_disk_is_said_in_words_and_leaves_nothing(vault, file, monkeypatch):
    def refuse(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StoreError, match=r"could not be kept.*make room") as caught:
        vault.keep(file, sha256=SHA256)
    assert str(vault.folder) not in str(caught.value)
    assert list(vault.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../" + "a" * 61, "A" * 64, "a" * 63, ""])
def test_nothing_but_a_sha256_names_a_file(vault, name):
    with pytest.raises(ValueError, match="SHA-256"):
        vault.find(name)


def test_the_vault_of_a_file_stands_beside_it_and_that_of_a_server_where_it_is_told(tmp_path):
    assert vault_of(f"sqlite:///{tmp_path / 'ours.db'}").folder == tmp_path / "ours.files"
    assert vault_of("postgresql://oba@server/oba", folder=tmp_path).folder == tmp_path
    assert vault_of("postgresql://oba@server/oba").folder == DEFAULT
