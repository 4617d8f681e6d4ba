"""What a search engine asks for first: the list of pages, and what it may read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as Xml

from oba.site.kinds import PageKind, Sent, Site
from oba.site.sharing import base_of

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Pages that one sitemap may list."""
UNLISTED = ("404.html", "embed/", "cards/", "publications/")
"""What nobody should be led to by a search: a part of a page, or what is no longer the newest."""


def make_robots(site: Site, _: str) -> Sent:
    return Sent(write_robots(address=base_of(site), explorer=site.explorer), "text/plain; charset=utf-8")


def keys_with_an_address(site: Site) -> Iterable[str]:
    """Of what there is once: only where the site knows its own address, and for the newest publication."""
    return ("",) if site.address and not site.newest_home else ()


def make_sitemap(site: Site, addresses: Iterable[str]) -> Sent:
    """Of those addresses that are pages to be found by search."""
    pages = [one for one in addresses if one.endswith(".html") and not one.startswith(UNLISTED)]
    body = write_sitemap(pages, address=base_of(site), changed=site.facts.published_on)
    return Sent(body, "application/xml; charset=utf-8")


def write_sitemap(pages: Iterable[str], *, address: str, changed: date) -> bytes:
    """The pages by their addresses below `address`, which ends in a slash: a sitemap has whole addresses only."""
    listed = Xml.Element("urlset", {"xmlns": SITEMAP})
    for page in list(pages)[:MOST]:
        one = Xml.SubElement(listed, "url")
        Xml.SubElement(one, "loc").text = address + ("" if page == "index.html" else quote(page))
        Xml.SubElement(one, "lastmod").text = changed.isoformat()
    return bytes(Xml.tostring(listed, encoding="utf-8", xml_declaration=True))


def write_robots(*, address: str = "", explorer: str = "") -> bytes:
    """All may be read but the explorer, which is nothing without a browser's script."""
    folder = urlsplit(address).path or "/"
    lines = ["User-agent: *"]
    lines.append(f"Disallow: {folder}{explorer}" if explorer and "://" not in explorer else "Disallow:")
    if address:
        lines += ["", f"Sitemap: {address}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


ROBOTS = PageKind(make_robots)
