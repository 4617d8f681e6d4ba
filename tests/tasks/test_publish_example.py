"""The example is published unasked, once; nothing else ever is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from oba.cli import main
from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.plans import read_plan, write_plan
from oba.tasks.find_published import find_copy
from oba.tasks.publish_example import publish_example

ANN = Editor("ann")


def test_the_example_is_published_once(own_example: str, monkeypatch, capsys) -> None:
    monkeypatch.setenv("OBA_TODAY", "2026-12-01")
    asked = ["publish", "--example", "--store", own_example]
    assert main(asked) == 0
    assert "number 1" in capsys.readouterr().out
    settings = Settings(store=own_example, mode="published")
    first = find_copy(settings)
    assert main(asked) == 0
    assert capsys.readouterr().out == ""
    assert find_copy(settings) == first


def test_a_plan_that_is_not_the_example_is_never_published_unasked(own_example: str, tmp_path: Path) -> None:
    store = open_store(own_example)
    with store.writing() as connection:
        book = read_plan(connection)
        write_plan(connection, replace(book, plan=replace(book.plan, example=False)))
    store.close()
    assert publish_example(Settings(store=own_example, user="ann", today="2026-12-01"), ANN) is None
    assert not (tmp_path / "published").exists()
