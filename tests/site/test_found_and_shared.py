"""What search engines and those who share a link find: heads, the list of pages, pictures."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as Xml

import pytest

from oba.errors import NotFoundError
from oba.site import templating
from oba.site.crawling import SITEMAP, write_robots
from oba.site.pages import Site, list_addresses, mark_of, render
from oba.site.sharing import Share, make_head
from oba.tasks.open_masthead import Masthead
from tests.site.hostile_texts import HOSTILE
from tests.site.test_structured import check, read_block

ADDRESS = "https://trust.example/outcomes/"
CURVE = "indicators/under18_conceptions.html"


class HeadReader(HTMLParser):
    """The tags of a page's head, the text of its title, and every address that it links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.blocks = "".join(re.findall(r'<script type="application/ld\+json">.*?</script>', html, re.S))
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        self.links += [found["href"]] if "href" in found else []
        self.ids |= {found["id"]} if "id" in found else set()

    def meta(self, name: str) -> str:
        held = [one["content"] for tag, one in self.tags if tag == "meta" and name in one.values()]
        assert len(held) <= 1
        return held[0] if held else ""

    def link(self, rel: str) -> str:
        held = [one["href"] for tag, one in self.tags if tag == "link" and one.get("rel") == rel]
        assert len(held) <= 1
        return held[0] if held else ""


@pytest.fixture(scope="session")
def known(site: Site) -> Site:
    """The same site, which knows its address and has an explorer."""
    return replace(site, address=ADDRESS, explorer="explore/", _kept={})


def read(site: Site, address: str) -> HeadReader:
    return HeadReader(render(site, address).body.decode())


def pages(site: Site) -> list[str]:
    return [
        one
        for one in list_addresses(site)
        if one.endswith(".html") and not one.startswith(("embed/", "cards/"))
    ]


def test_every_page_has_a_title_a_description_and_says_what_it_is(known: Site) -> None:
    titles = []
    curves = [one for one in pages(known) if one.startswith("indicators/")]
    looked_at = [one for one in pages(known) if one not in curves[3:-3]]
    for address in looked_at:
        head = read(known, address)
        titles.append(head.meta("og:title"))
        assert titles[-1]
        assert head.meta("og:site_name") == known.masthead.plan_title
        if address == "404.html":
            assert head.meta("robots") == "noindex"
            continue
        assert 50 <= len(head.meta("description")) <= 300, address
        assert head.meta("description") == head.meta("og:description")
        assert head.link("canonical") == head.meta("og:url") == ADDRESS + address.replace("index.html", "")
        assert not head.meta("robots")
        for block in read_block(head.blocks):
            check(block, kind=block["@type"])
    full = [title for title, address in zip(titles, looked_at, strict=True) if "-plain" not in address]
    assert len(set(full)) == len(full)


def test_a_curve_is_shared_with_its_finding_and_its_picture(known: Site) -> None:
    head = read(known, CURVE)
    assert head.meta("og:title").startswith("Under-18 conceptions: 29.2 per 1,000 in 2022")
    assert head.meta("og:image") == f"{ADDRESS}images/under18_conceptions.png"
    assert head.meta("twitter:card") == "summary_large_image"
    assert "pregnant" in head.meta("description")
    kinds = [one["@type"] for one in read_block(head.blocks)]
    assert kinds == ["Dataset", "BreadcrumbList"]
    named = [one["contentUrl"] for one in read_block(head.blocks)[0]["distribution"]]
    assert f"{ADDRESS}data/under18_conceptions.csv" in named


def test_a_site_that_does_not_know_its_address_names_none(site: Site) -> None:
    head = read(site, CURVE)
    assert not head.link("canonical")
    assert not head.meta("og:image")
    assert not head.meta("og:url")
    assert read_block(head.blocks)[0]["url"] == f"../{CURVE}"
    assert "sitemap.xml" not in list_addresses(site)
    assert not [one for one in list_addresses(site) if one.startswith("images/")]
    with pytest.raises(NotFoundError):
        render(site, "sitemap.xml")


def test_an_earlier_publication_is_not_to_be_found_by_search(known: Site) -> None:
    earlier = replace(known, newest=9, newest_home="../../index.html")
    head = read(earlier, CURVE)
    assert head.meta("robots") == "noindex"
    assert not head.link("canonical")
    assert not head.blocks
    assert "sitemap.xml" not in list_addresses(earlier)


@pytest.mark.parametrize("part", ["embed", "cards"])
def test_a_part_of_a_page_says_in_itself_that_it_is_not_to_be_listed(part: str, known: Site) -> None:
    name = CURVE.rpartition("/")[2]
    assert '<meta name="robots" content="noindex">' in render(known, f"{part}/{name}").body.decode()


def test_the_sitemap_lists_each_page_that_is_to_be_found(known: Site) -> None:
    root = Xml.fromstring(render(known, "sitemap.xml").body)
    name = f"{{{SITEMAP}}}"
    assert root.tag == f"{name}urlset"
    listed = [one.findtext(f"{name}loc") for one in root]
    assert listed == [ADDRESS + one.replace("index.html", "") for one in pages(known) if one != "404.html"]
    assert {one.findtext(f"{name}lastmod") for one in root} == {"2026-11-25"}


@pytest.mark.parametrize(
    ("address", "explorer", "told"),
    [
        ("", "", "User-agent: *\nDisallow:\n"),
        ("", "explore/", "User-agent: *\nDisallow: /explore/\n"),
        ("", "https://other.example/explore/", "User-agent: *\nDisallow:\n"),
        (
            ADDRESS,
            "explore/",
            f"User-agent: *\nDisallow: /outcomes/explore/\n\nSitemap: {ADDRESS}sitemap.xml\n",
        ),
    ],
)
def test_all_may_be_read_but_the_explorer(address: str, explorer: str, told: str) -> None:
    assert write_robots(address=address, explorer=explorer).decode() == told


def test_a_picture_has_the_size_that_is_asked_for_and_is_the_same_each_time(known: Site) -> None:
    address = "images/under18_conceptions.png"
    sent = render(known, address)
    assert sent.media_type == "image/png"
    assert struct.unpack(">II", sent.body[16:24]) == (1200, 630)
    assert sent.body == render(known, address).body
    assert mark_of(known, address) == mark_of(known, address) != mark_of(known, "images/looked_after.png")


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_plan_is_called_stays_text_in_a_head(text: str) -> None:
    masthead = Masthead(plan_title=text, trust=text, example=False, footer="")
    site = Site(None, date(2026, 1, 1), None, address=ADDRESS, _kept={"masthead": masthead})  # type: ignore[arg-type]
    head = make_head(
        site,
        address="themes/a.html",
        title=text,
        description=text,
        crumbs=[("x.html", text)],
        share=Share(title=text, image="images/a.png", image_alt=text),
    )
    html = templating.fill("head.html", head=head, root="../", masthead=masthead)
    html.encode("utf-8", "replace")
    found = HeadReader(html)
    assert {tag for tag, _ in found.tags} == {"meta", "link", "script"}
    assert all(
        set(one) <= {"name", "property", "content", "rel", "type", "title", "href"} for _, one in found.tags
    )
    assert found.meta("og:title") == head.title
    assert [one["@type"] for one in read_block(found.blocks)] == ["BreadcrumbList"]
