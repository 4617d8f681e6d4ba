"""Publishing when somebody else publishes the same, or when what is on the shelf is not as it was."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from oba.errors import StoreError, UsageError
from oba.model.disclosure import Rule
from oba.model.publication import Publication
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.publications import read_rules
from oba.store.shelf import CURRENT, Shelf
from oba.tasks import publish
from oba.tasks.keep_publishing import keep_rule, keep_threshold, read_rule
from oba.tasks.publish import Wish, approve_publication, list_publications, release_due, withdraw_publication
from tests.tasks.publishing_rehearsed import ANN, on, retitle


@pytest.fixture
def settings(published_once: Path, tmp_path: Path) -> Settings:
    """A store of its own that has published once."""
    return on(Path(shutil.copytree(published_once, tmp_path / "own")))


def shelf_of(settings: Settings) -> Shelf:
    return Shelf(settings.copies_folder)


def current(settings: Settings) -> int | None:
    pointer = shelf_of(settings).current()
    return pointer.number if pointer else None


def damage(settings: Settings, one: Publication) -> None:
    path = shelf_of(settings).path(one.file)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def test_of_two_who_approve_the_same_at_once_the_first_one_s_copy_stays(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, both_made = publish.make_copy, threading.Barrier(2)

    def wait_for_the_other(*given: object, **more: object) -> object:
        built = make(*given, **more)  # type: ignore[arg-type]
        both_made.wait(60)
        return built

    def approve(_: int) -> Publication | str:
        try:
            return approve_publication(settings, ANN, Wish("The second."))
        except UsageError as error:
            return str(error)

    monkeypatch.setattr(publish, "make_copy", wait_for_the_other)
    with ThreadPoolExecutor(2) as pool:
        said, one = sorted(pool.map(approve, range(2)), key=lambda found: isinstance(found, Publication))
    assert isinstance(one, Publication)
    assert "somebody has changed the store" in str(said)
    assert [each.number for each in list_publications(settings)] == [2, 1]
    assert shelf_of(settings).verify(one.file).exists()
    assert current(settings) == 2
    assert len(shelf_of(settings).names()) == 2
    assert not [each for each in settings.copies_folder.iterdir() if each.name.startswith(".")]


def test_what_is_withdrawn_is_not_shown_though_the_one_before_it_is_damaged(settings: Settings) -> None:
    (first,) = list_publications(settings)
    retitle(settings, "Children in care")
    second = approve_publication(settings, ANN, Wish("The second."))
    damage(settings, first)
    with pytest.raises(StoreError, match="not as it was written"):
        withdraw_publication(settings, ANN, 2, because="A figure was wrong")
    assert current(settings) is None
    assert not shelf_of(settings).path(second.file).exists()


def test_a_pointer_that_cannot_be_read_is_written_anew(settings: Settings) -> None:
    (settings.copies_folder / CURRENT).write_text("{", encoding="utf-8")
    assert release_due(settings, ANN) == ()
    assert current(settings) == 1


def test_nothing_is_published_while_nobody_can_say_what_an_earlier_publication_shows(
    settings: Settings,
) -> None:
    (first,) = list_publications(settings)
    retitle(settings, "Children in care")
    approve_publication(settings, ANN, Wish("The second."))
    shelf_of(settings).remove(first.file)
    with pytest.raises(StoreError, match="not there"):
        approve_publication(settings, ANN, Wish("The third."))
    withdraw_publication(settings, ANN, 1, because="Its copy is lost")
    approve_publication(settings, ANN, Wish("The third."))
    assert current(settings) == 3


def test_another_threshold_leaves_what_else_the_rule_says(settings: Settings) -> None:
    strict = Rule("looked_after", threshold=5, zero_shown=False, round_base=10, reason="Few of them")
    keep_rule(settings, ANN, strict)
    keep_threshold(settings, ANN, read_rule("looked_after=7", because=""))
    store = open_store(settings.store)
    with store.reading() as connection:
        found = read_rules(connection)["looked_after"]
    store.close()
    assert found == Rule("looked_after", threshold=7, zero_shown=False, round_base=10)
