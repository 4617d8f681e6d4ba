"""Which published copy is shown: the pointer's, checked before it is used, and no other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from oba.errors import NotFoundError, StoreError
from oba.model.publication import PublicFacts, PublicNote
from oba.settings import Settings
from oba.store.shelf import Shelf
from oba.tasks.find_published import (
    NothingPublishedError,
    at_published,
    find_copy,
    find_earlier,
    open_copy,
    peek_copy,
)
from oba.tasks.warm_up import check_store
from tests.publishing import publish_for_test, publish_into


@pytest.fixture
def settings(example_url: str, tmp_path: Path) -> Settings:
    """The published instance on a folder of copies of its own, with nothing else."""
    folder = tmp_path / "published"
    shutil.copytree(publish_for_test(example_url), folder)
    return Settings(store=f"sqlite:///{tmp_path / 'none.db'}", mode="published", copies=str(folder))


def damage(settings: Settings) -> None:
    """Change one letter of the current copy, as a disk might."""
    path = find_copy(settings).path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def test_the_working_instance_keeps_its_store(example_url: str) -> None:
    settings = Settings(store=example_url)
    assert at_published(settings) is settings


def test_the_published_instance_reads_the_current_copy_and_nothing_of_the_store(settings: Settings) -> None:
    found = at_published(settings)
    current = Shelf(Path(settings.copies)).current()
    assert current
    assert found.store.endswith(current.file)
    assert at_published(found).store == found.store
    store, facts = open_copy(find_copy(settings))
    assert (store.read_only, facts.number, facts.sha256) == (True, 1, current.sha256)
    store.close()


def test_where_nothing_is_published_it_is_said_and_the_server_starts_all_the_same(tmp_path: Path) -> None:
    settings = Settings(store=f"sqlite:///{tmp_path / 'oba.db'}", mode="published")
    assert peek_copy(settings) is None
    with pytest.raises(NothingPublishedError, match="python -m oba publish") as error:
        at_published(settings)
    assert str(tmp_path) not in str(error.value)
    check_store(settings)


def test_another_publication_is_seen_at_the_next_look(settings: Settings, example_url: str) -> None:
    first = find_copy(settings)
    assert peek_copy(settings) == first
    publish_into(Path(settings.copies), example_url, number=2, note="More.")
    assert peek_copy(settings) is None
    second = find_copy(settings)
    assert (first.number, second.number) == (1, 2)
    assert peek_copy(settings) == second


def test_a_publication_that_is_withdrawn_is_gone_at_the_next_look(settings: Settings) -> None:
    find_copy(settings)
    Shelf(Path(settings.copies)).switch(None)
    with pytest.raises(NothingPublishedError):
        find_copy(settings)


def test_a_copy_is_read_through_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    verify = Shelf.verify
    monkeypatch.setattr(Shelf, "verify", lambda self, file: looked.append(file) or verify(self, file))
    found = {find_copy(settings) for _ in range(5)}
    assert (len(found), len(looked)) == (1, 1)


def test_a_damaged_copy_is_refused_at_the_start_and_later(settings: Settings) -> None:
    check_store(settings)
    damage(settings)
    for look in (check_store, at_published, find_copy):
        with pytest.raises(StoreError, match="not as it was written, so it is not shown") as error:
            look(settings)
        assert settings.copies not in str(error.value)


def test_a_damaged_copy_is_refused_when_the_pointer_comes_to_name_it(
    settings: Settings, example_url: str
) -> None:
    damage(settings)
    shelf = Shelf(Path(settings.copies))
    damaged = (shelf.folder / "current.json").read_bytes()
    publish_into(shelf.folder, example_url, number=2, note="More.")
    assert find_copy(settings).number == 2
    (shelf.folder / "current.json").write_bytes(damaged)
    with pytest.raises(StoreError, match="not as it was written"):
        find_copy(settings)


def test_a_copy_that_is_missing_is_said_in_words(settings: Settings) -> None:
    path = find_copy(settings).path
    path.chmod(0o644)
    path.unlink()
    with pytest.raises(StoreError, match="not there"):
        check_store(settings)


@pytest.mark.parametrize("withdrawn", [True, False])
def test_an_earlier_publication_is_found_while_the_current_one_names_it(
    withdrawn: bool, settings: Settings, example_url: str
) -> None:
    publish_into(Path(settings.copies), example_url, number=2, note="More.")
    late = date(2026, 12, 9)
    facts = PublicFacts(2, late, "More.", earlier=(PublicNote(1, late, "", withdrawn=withdrawn),))
    if withdrawn:
        with pytest.raises(NotFoundError):
            find_earlier(settings, facts, 1)
    else:
        copy = find_earlier(settings, facts, 1)
        store, told = open_copy(copy)
        store.close()
        assert (copy.number, copy.released_on, told.published_on) == (1, late, late)
    for number in (3, 0):
        with pytest.raises(NotFoundError):
            find_earlier(settings, facts, number)


def test_a_copy_that_waits_for_its_release_is_not_found(settings: Settings, example_url: str) -> None:
    folder = Path(settings.copies)
    current = Shelf(folder).current()
    publish_into(folder, example_url, number=2, note="Not yet.")
    Shelf(folder).switch(current)
    _, facts = open_copy(find_copy(settings))
    with pytest.raises(NotFoundError):
        find_earlier(settings, facts, 2)
