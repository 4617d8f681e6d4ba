"""The static site: what is published, and only that, as files that need no server."""

from __future__ import annotations

import gzip
import html
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from oba.cli import main
from oba.errors import UsageError
from oba.settings import Settings
from oba.site import writing
from oba.site.files import LIST
from oba.site.kinds import PageKind
from oba.site.pages import PAGES
from oba.site.writing import write_site
from oba.store.engine import open_store
from oba.store.publications import record_withdrawal
from oba.store.shelf import Pointer, Shelf
from oba.tasks.find_published import NothingPublishedError
from oba.words.publishing import CONTACT_MISSING
from tests.publishing import publish_as_event, publish_for_test
from tests.site.test_found_and_shared import HeadReader

FEW = ("index.html", "style.css", "themes/{key}.html", "publications.html", "404.html")
AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


@pytest.fixture
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site of few pages and without open data, for what is tried here is how it is written."""
    for pattern in [one for one in PAGES if one not in FEW]:
        monkeypatch.delitem(PAGES, pattern)
    monkeypatch.setattr(writing, "files_of", lambda _: {})


class Trust:
    """A working store with its published copies, and the folder of its site."""

    def __init__(self, store: str, folder: Path) -> None:
        self.settings = Settings(
            store=store, mode="published", copies=str(folder / "copies"), today="2026-12-01"
        )
        self.out = folder / "site"
        (folder / "copies").mkdir()

    def publish(self, number: int) -> None:
        publish_as_event(
            self.settings.copies_folder, self.settings.store, number=number, note=f"New in {number}."
        )

    def withdraw(self, number: int, *, back_to: Pointer | None) -> None:
        store = open_store(self.settings.store)
        with store.writing() as connection:
            record_withdrawal(connection, number, at=AT, by="ann", because="A figure was wrong.")
        store.close()
        shelf = Shelf(self.settings.copies_folder)
        file = shelf.find(number)
        shelf.switch(back_to)
        assert file
        shelf.remove(file)

    def pointer(self) -> Pointer:
        found = Shelf(self.settings.copies_folder).current()
        assert found
        return found

    def write(self) -> list[str]:
        return list(write_site(self.settings, self.out))

    def page(self, address: str) -> str:
        return html.unescape((self.out / address).read_text(encoding="utf-8"))


@pytest.fixture
def trust(own_example: str, tmp_path: Path, few_pages: None) -> Trust:
    return Trust(own_example, tmp_path)


def files(out: Path) -> Iterator[str]:
    return (path.relative_to(out).as_posix() for path in sorted(out.rglob("*")) if path.is_file())


@pytest.fixture(scope="module")
def command(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that writes the example's site, which has been run once."""
    folder = tmp_path_factory.mktemp("site") / "out"
    copies = publish_for_test(example_url)
    command = ["site", str(folder), "--store", example_url, "--copies", str(copies)]
    assert main(command) == 0
    return command


def test_every_page_and_every_file_of_figures_is_written_with_its_twin(command: list[str]) -> None:
    out = Path(command[1])
    there = set(files(out))
    for one in (
        "index.html",
        "indicators/injury_admissions.html",
        "charts/injury_admissions.svg",
        "style.css",
    ):
        assert {one, f"{one}.gz"} <= there
    assert {"data/injury_admissions.csv", "data/injury_admissions.xlsx", "data/datapackage.json"} <= there
    assert gzip.decompress((out / "index.html.gz").read_bytes()) == (out / "index.html").read_bytes()


def test_what_a_page_leads_to_is_there(command: list[str]) -> None:
    """So that the folder can be opened from a disk, or from any place of a web host; the place in a page too."""
    out = Path(command[1]).resolve()
    read = {page: HeadReader(page.read_text(encoding="utf-8")) for page in out.rglob("*.html")}
    for page, found in read.items():
        for link in found.links:
            to, _, place = link.partition("#")
            target = (page.parent / unquote(to)).resolve() if to else page
            if ":" not in link:
                assert target.is_file(), (page.name, link)
                assert not place or place in read[target].ids, (page.name, link)


def test_the_same_publication_written_again_touches_no_file(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.stat() for path in Path(command[1]).rglob("*")}
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "0 files written" in said
    assert said.endswith(f"{CONTACT_MISSING}\n")
    after = {path: path.stat() for path in Path(command[1]).rglob("*")}
    assert {path: (one.st_mtime_ns, one.st_ino) for path, one in after.items()} == {
        path: (one.st_mtime_ns, one.st_ino) for path, one in before.items()
    }


def test_an_earlier_publication_keeps_its_address_and_leads_to_the_newest(trust: Trust) -> None:
    trust.publish(1)
    trust.write()
    assert "Publication 1, 1 December 2026" in trust.page("index.html")
    assert "is the newest" in trust.page("publications/1/index.html")
    trust.publish(2)
    trust.write()
    assert "Publication 2, 1 December 2026" in trust.page("index.html")
    earlier = trust.page("publications/1/themes/safeguarding.html")
    assert "Publication 2 is newer" in earlier
    assert 'href="../../../index.html"' in earlier


def test_a_withdrawn_publication_gives_way_to_a_page_that_says_so(trust: Trust) -> None:
    trust.publish(1)
    first = trust.pointer()
    trust.publish(2)
    trust.write()
    assert (trust.out / "publications/1/style.css").exists()
    trust.withdraw(2, back_to=first)
    trust.write()
    assert "Publication 1, 1 December 2026" in trust.page("index.html")
    assert "Publication 2 has been withdrawn" in trust.page("publications/2/index.html")
    assert "is the newest" in trust.page("publications/1/index.html")


def test_pages_of_an_earlier_one_that_is_withdrawn_say_so_at_each_address(trust: Trust) -> None:
    trust.publish(1)
    trust.publish(2)
    trust.write()
    second = trust.pointer()
    trust.withdraw(1, back_to=second)
    trust.write()
    for page in ("index.html", "themes/safeguarding.html"):
        said = trust.page(f"publications/1/{page}")
        assert "Publication 1 " in said
        assert "Safeguarding" not in said
    assert not (trust.out / "publications/1/style.css").exists()


def test_nothing_stays_of_a_site_when_nothing_is_public_any_more(trust: Trust) -> None:
    with pytest.raises(NothingPublishedError):
        trust.write()
    trust.publish(1)
    trust.write()
    trust.withdraw(1, back_to=None)
    trust.write()
    assert "has been withdrawn" in trust.page("index.html")
    assert "has been withdrawn" in trust.page("themes/safeguarding.html")
    kept = {one.removesuffix(".gz") for one in files(trust.out)} - {LIST, "style.css"}
    assert all(one.endswith(".html") for one in kept)
    assert all("forecast" not in trust.page(one) for one in kept)


def test_a_page_that_there_is_no_more_is_removed(trust: Trust, monkeypatch: pytest.MonkeyPatch) -> None:
    trust.publish(1)
    trust.write()
    monkeypatch.delitem(PAGES, "publications.html")
    said = trust.write()
    assert not (trust.out / "publications.html").exists()
    assert said[-1].endswith("1 removed.")


def test_a_folder_of_others_is_refused_before_anything_is_read(trust: Trust) -> None:
    trust.out.mkdir()
    (trust.out / "letter.txt").write_text("Dear Ann")
    with pytest.raises(UsageError, match="did not write"):
        trust.write()
    assert list(files(trust.out)) == ["letter.txt"]


def test_a_run_that_was_cut_off_is_finished_by_the_next(
    trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust.publish(1)

    def fail(*_: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(PAGES, "publications.html", PageKind(fail))  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            trust.write()
    trust.write()
    first = sorted(files(trust.out))
    shutil.rmtree(trust.out)
    trust.write()
    assert sorted(files(trust.out)) == first
