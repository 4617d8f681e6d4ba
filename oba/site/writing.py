"""The static site: every reading page and every file of figures of what is published, as files for any web host."""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import oba
from oba.errors import NotFoundError
from oba.settings import Settings
from oba.site.files import TWIN, File, Folder
from oba.site.kinds import root_of
from oba.site.notice import make_notice
from oba.site.open_files import files_of
from oba.site.pages import Site, list_addresses, mark_of, render
from oba.site.style import make_style
from oba.tasks.find_published import Copy, NothingPublishedError, find_copy, find_earlier, open_copy
from oba.words import reading_pages as words

EARLIER = "publications/"
_NUMBERED = re.compile(r"publications/([1-9][0-9]*)/")
HOME, STYLE = "index.html", "style.css"
PROGRAM = (".py", ".html", ".css", ".json", ".csv", ".toml")


@dataclass(frozen=True, slots=True)
class Edition:
    """One published copy, open, and where its pages stand below the root."""

    site: Site
    below: str = ""


def write_site(settings: Settings, out: Path, *, address: str = "") -> Iterator[str]:
    """Lines to say as it goes. The newest publication stands at the root, each earlier one that is public below it.

    Where nothing is public any more, what was written before gives way to a page that says so; NothingPublishedError
    where nothing was.
    """
    folder = Folder(out)
    address = address or settings.web_address
    with ExitStack() as stack:
        stack.enter_context(_without_collector())
        try:
            newest = find_copy(settings)
        except NothingPublishedError:
            if not folder.known:
                raise
            yield from _keep(folder, list(_withdraw_all(folder.known)))
            return
        editions = list(_open_editions(stack, settings, newest, address=address))
        yield words.say_writing([one.site.facts for one in editions])
        files = [file for one in editions for file in list_edition(one)]
        yield from _keep(folder, [*files, *_tell_of_others(folder.known, editions)])


@contextmanager
def _without_collector() -> Iterator[None]:
    """All that is gathered is kept to the end: to look through it for rubbish again and again is half of the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def list_edition(edition: Edition) -> list[File]:
    """Every file of one publication. Those of figures come first: pages tell their sizes, which are known then."""
    site, below = edition.site, edition.below
    made_of = f"{site.facts.sha256} {site.facts.published_on} {digest_program()}" if site.facts.sha256 else ""
    figures = [File(below + one.address, one.make, _mark(made_of)) for one in files_of(site).values()]
    told = json.dumps([str(site.today), site.address, site.contact, site.newest, site.newest_home])
    shown = _mark(f"{made_of} {told}" if made_of else "")
    pages = [
        File(below + one, partial(_make_page, site, one), _mark(mark_of(site, one)) or shown)
        for one in list_addresses(site)
    ]
    return [*figures, *pages]


@cache
def digest_program() -> str:
    """Of the program's own files: what another program has written is written anew."""
    root = Path(oba.__file__).parent
    found = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in PROGRAM):
        found.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def _open_editions(stack: ExitStack, settings: Settings, newest: Copy, *, address: str) -> Iterator[Edition]:
    store, facts = open_copy(newest)
    stack.callback(store.close)
    today = settings.date_today()
    yield Edition(Site(store, today, facts, address=address, contact=settings.contact))
    for number in [one.number for one in facts.earlier if not one.withdrawn]:
        try:
            earlier, told = open_copy(find_earlier(settings, facts, number))
        except NotFoundError:
            continue
        stack.callback(earlier.close)
        site = Site(
            earlier,
            today,
            told,
            address=address,
            contact=settings.contact,
            newest=facts.number,
            newest_home="../../index.html",
        )
        yield Edition(site, f"{EARLIER}{number}/")


def _tell_of_others(known: Mapping[str, object], editions: list[Edition]) -> Iterator[File]:
    """A page in the place of each page of a publication that is public no more, and one that leads to the newest."""
    facts = editions[0].site.facts
    yield _notice(f"{EARLIER}{facts.number}/{HOME}", words.say_is_newest(facts), title=words.NEWEST)
    withdrawn = {one.number for one in facts.earlier if one.withdrawn}
    standing = {one.site.facts.number for one in editions}
    for number in sorted({*withdrawn, *(one.number for one in facts.earlier), *_numbers(known)} - standing):
        said = words.say_gone(number, withdrawn=number in withdrawn or number > facts.number)
        for one in _pages_below(known, f"{EARLIER}{number}/"):
            yield _notice(one, said)


def _withdraw_all(known: Mapping[str, object]) -> Iterator[File]:
    yield File(STYLE, lambda: make_style().encode())
    for one in _pages_below(known, ""):
        yield _notice(one, words.NOTHING_NOW, link=False)


def _pages_below(known: Mapping[str, object], below: str) -> list[str]:
    """The home page, and every other page that was ever written there: links to them lead somewhere still."""
    pages = [one for one in known if one.startswith(below) and one.endswith(".html")]
    return sorted({f"{below}{HOME}", *pages})


def _notice(address: str, said: str, *, title: str = words.NOTICE, link: bool = True) -> File:
    return File(address, lambda: make_notice(title, said, root=root_of(address), link=link).encode())


def _numbers(known: Iterable[str]) -> set[int]:
    found = (_NUMBERED.match(one) for one in known if not one.endswith(TWIN))
    return {int(one[1]) for one in found if one}


def _keep(folder: Folder, files: list[File]) -> Iterator[str]:
    yield from folder.keep(files, say=words.say_written_so_far)
    tally = folder.tally
    yield words.say_written(tally.written, tally.kept, tally.removed)


def _make_page(site: Site, address: str) -> bytes:
    return render(site, address).body


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""
