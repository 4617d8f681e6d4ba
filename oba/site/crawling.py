"""What a search engine asks for first: the list of pages, and what it may read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as Xml

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Pages that one sitemap may list."""


def write_sitemap(pages: Iterable[str], *, address: str, changed: date) -> bytes:
    """The pages by their addresses below `address`, which ends in a slash: a sitemap has whole addresses only."""
    listed = Xml.Element("urlset", {"xmlns": SITEMAP})
    for page in list(pages)[:MOST]:
        one = Xml.SubElement(listed, "url")
        Xml.SubElement(one, "loc").text = address + ("" if page == "index.html" else quote(page))
        Xml.SubElement(one, "lastmod").text = changed.isoformat()
    return Xml.tostring(listed, encoding="utf-8", xml_declaration=True)


def write_robots(*, address: str = "", explorer: str = "") -> bytes:
    """All may be read but the explorer, which is nothing without a browser's script."""
    folder = urlsplit(address).path or "/"
    lines = ["User-agent: *"]
    lines.append(f"Disallow: {folder}explore/" if explorer else "Disallow:")
    if address:
        lines += ["", f"Sitemap: {address}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()
