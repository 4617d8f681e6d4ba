"""The Atom feed, against RFC 4287 line by line, and whatever is typed into a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest

from oba.model.plan import Plan
from oba.model.publication import PublicFacts, PublicNote
from oba.site.feed import ATOM, write_feed
from oba.site.plain_text import clean
from tests.site.hostile_texts import HOSTILE

PLAN = Plan(title="A plan", trust="A Trust", area="E06000002")
EARLIER = (
    PublicNote(3, date(2026, 9, 1), "Three.", withdrawn=True),
    PublicNote(2, date(2026, 5, 1), "Two."),
    PublicNote(1, date(2026, 2, 1), ""),
)
FACTS = PublicFacts(4, date(2026, 11, 25), "Four.", EARLIER)
ONCE = {"id", "title", "updated"}
MAY_REPEAT = {"link", "author", "entry"}
OF_A_FEED = ONCE | MAY_REPEAT | {"generator"}
OF_AN_ENTRY = ONCE | {"link", "published", "summary"}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def read(feed: bytes) -> Xml.Element:
    """The feed, after everything that RFC 4287 asks of it has been looked at."""
    root = Xml.fromstring(feed)
    assert root.tag == f"{{{ATOM}}}feed"
    assert len(root.findall(_name("author"))) == 1
    assert root.findtext(f"{_name('author')}/{_name('name')}")
    _check(root, OF_A_FEED)
    for entry in root.findall(_name("entry")):
        _check(entry, OF_AN_ENTRY)
        links = entry.findall(_name("link"))
        assert [link.get("rel") for link in links] == ["alternate"]
    ids = [one.text for one in root.iter(_name("id"))]
    assert len(set(ids)) == len(ids)
    return root


def _check(element: Xml.Element, allowed: set[str]) -> None:
    names = [child.tag.removeprefix(f"{{{ATOM}}}") for child in element]
    assert set(names) <= allowed
    assert all(names.count(name) == 1 for name in ONCE)
    assert all(names.count(name) <= 1 for name in set(names) - MAY_REPEAT)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(_name("id")) or "")
    for moment in _moments(element):
        assert MOMENT.fullmatch(moment)
        datetime.fromisoformat(moment)
    for link in element.findall(_name("link")):
        assert link.get("href")
        assert link.get("rel") in ("self", "alternate")


def _moments(element: Xml.Element) -> Iterator[str]:
    for name in ("updated", "published"):
        for one in element.findall(_name(name)):
            yield one.text or ""


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def texts(root: Xml.Element, tag: str) -> list[str]:
    return [entry.findtext(_name(tag)) or "" for entry in root.findall(_name("entry"))]


def test_each_publication_is_an_entry_the_newest_first() -> None:
    root = read(write_feed(FACTS, PLAN))
    assert texts(root, "title") == [
        "Publication 4, 25 November 2026",
        "Publication 3, 1 September 2026 (withdrawn)",
        "Publication 2, 1 May 2026",
        "Publication 1, 1 February 2026",
    ]
    summaries = texts(root, "summary")
    assert summaries[0] == "Four."
    assert summaries[1].startswith("Withdrawn")
    assert summaries[3] == "No note was written of what changed."


def test_a_withdrawal_makes_its_entry_as_new_as_the_publication_that_followed() -> None:
    root = read(write_feed(FACTS, PLAN))
    updated = [one[:10] for one in texts(root, "updated")]
    assert updated == ["2026-11-25", "2026-11-25", "2026-05-01", "2026-02-01"]
    assert all(later >= earlier for later, earlier in pairwise(updated))


def test_an_entry_keeps_its_name_in_later_publications_and_at_other_addresses() -> None:
    before = PublicFacts(2, date(2026, 5, 1), "Two.", EARLIER[2:])
    old = texts(read(write_feed(before, PLAN)), "id")
    new = texts(read(write_feed(FACTS, PLAN, address="https://example.org/site/")), "id")
    assert new[2:] == old


@pytest.mark.parametrize(
    ("address", "href", "own"),
    [
        ("", "publications.html#publication-4", []),
        (
            "https://example.org/x/",
            "https://example.org/x/publications.html#publication-4",
            ["https://example.org/x/feed.atom"],
        ),
    ],
)
def test_links_are_whole_where_the_site_knows_its_address(address: str, href: str, own: list[str]) -> None:
    root = read(write_feed(FACTS, PLAN, address=address))
    entry = root.find(_name("entry"))
    assert entry is not None
    assert [one.get("href") for one in entry.findall(_name("link"))] == [href]
    found = [one.get("href") for one in root.findall(_name("link")) if one.get("rel") == "self"]
    assert found == own


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_stays_text(text: str) -> None:
    plan = Plan(title=text, trust=text, area="E06000002")
    root = read(write_feed(PublicFacts(1, date(2026, 1, 1), text), plan))
    assert texts(root, "summary") == [clean(text)]
    assert root.findtext(_name("title")) == clean(f"Publications: {text}")


def test_a_feed_is_the_same_when_it_is_written_again() -> None:
    assert write_feed(FACTS, PLAN) == write_feed(FACTS, PLAN)
