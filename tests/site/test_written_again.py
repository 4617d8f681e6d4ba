"""What is written again of a site: nothing of what is as it was, and everything that another program would write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from oba.cli import main
from oba.site import writing
from oba.site.files import LIST
from oba.site.kinds import PageKind, Sent, Site
from oba.site.pages import PAGES
from tests.publishing import publish_for_test

FEW = ("index.html", "style.css", "themes/{key}.html", "404.html")
Run = Callable[..., list[str]]


@pytest.fixture
def run(example_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Writes a site of few pages by the command; gives the addresses whose pages were made for it."""
    made: list[str] = []
    for pattern in [one for one in PAGES if one not in FEW]:
        monkeypatch.delitem(PAGES, pattern)
    monkeypatch.setattr(writing, "files_of", lambda _: {})
    render = writing.render

    def watch(site: Site, address: str) -> Sent:
        made.append(address)
        return render(site, address)

    monkeypatch.setattr(writing, "render", watch)
    copies = str(publish_for_test(example_url))

    def write(*more: str, today: str = "2026-12-01") -> list[str]:
        made.clear()
        monkeypatch.setenv("OBA_TODAY", today)
        assert main(["site", str(tmp_path / "out"), "--store", example_url, "--copies", copies, *more]) == 0
        return sorted(made)

    return write


def test_no_page_is_made_again_of_the_same_copy_on_the_same_day(run: Run) -> None:
    first = run()
    assert "index.html" in first
    assert run() == []


def test_pages_are_made_again_on_another_day_and_for_another_address(run: Run) -> None:
    first = run()
    assert run(today="2026-12-02") == first
    assert run("--address", "https://trust.example/", today="2026-12-02") == first


def test_pages_are_made_again_by_another_program(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run()
    monkeypatch.setattr(writing, "digest_program", lambda: "another")
    assert run() == first


def test_a_page_that_somebody_removed_is_made_again_alone(run: Run, tmp_path: Path) -> None:
    run()
    (tmp_path / "out" / "index.html").unlink()
    assert run() == ["index.html"]
    assert (tmp_path / "out" / LIST).exists()


def test_a_page_that_knows_its_own_mark_keeps_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    home = PAGES["index.html"]
    monkeypatch.setitem(PAGES, "index.html", PageKind(home.make, home.keys, lambda *_: "its own"))
    assert run() == ["index.html"]
    monkeypatch.setattr(writing, "digest_program", lambda: "another")
    assert "index.html" not in run()
