"""Every address of the reading pages, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from oba.errors import NotFoundError
from oba.site.cards import CARD
from oba.site.crawling import keys_with_an_address, make_sitemap
from oba.site.homepage import HOME
from oba.site.icon import ADDRESS as FAVICON
from oba.site.icon import ICON
from oba.site.indicators import EMBEDDED, INDICATOR, PICTURE
from oba.site.indicators import PLAIN as PLAIN_INDICATOR
from oba.site.kinds import PageKind as PageKind
from oba.site.kinds import Sent as Sent
from oba.site.kinds import Site as Site
from oba.site.reference import REFERENCE
from oba.site.style import STYLE
from oba.site.themes import THEME
from oba.words.labels import use_labels

KEY = "{key}"
SITEMAP = "sitemap.xml"


def _map_site(site: Site, _: str) -> Sent:
    return make_sitemap(site, list_addresses(site))


PAGES: dict[str, PageKind] = {
    "index.html": HOME,
    "themes/{key}.html": THEME,
    "indicators/{key}.html": INDICATOR,
    "indicators/{key}-plain.html": PLAIN_INDICATOR,
    "embed/{key}.html": EMBEDDED,
    "cards/{key}.html": CARD,
    "charts/{key}.svg": PICTURE,
    "style.css": STYLE,
    FAVICON: ICON,
    **REFERENCE,
    SITEMAP: PageKind(_map_site, keys_with_an_address),
}
"""Kinds of pages by the pattern of their address, in which {key} stands for any key that the kind knows."""


def list_addresses(site: Site) -> tuple[str, ...]:
    """Every address there is, in the order of `PAGES`."""
    return tuple(pattern.replace(KEY, key) for pattern, kind in PAGES.items() for key in kind.keys(site))


def render(site: Site, address: str) -> Sent:
    """What stands at an address from the root of the site. NotFoundError, in plain words, where nothing does."""
    kind, key = _find(site, address)
    use_labels(site.masthead.labels)
    return kind.make(site, key)


def mark_of(site: Site, address: str) -> str:
    """What tells apart what stands at an address without making it; '' where that is not known."""
    kind, key = _find(site, address)
    return kind.mark(site, key)


def _find(site: Site, address: str) -> tuple[PageKind, str]:
    if address in PAGES and KEY not in address and "" in PAGES[address].keys(site):
        return PAGES[address], ""
    for pattern, kind in _with_keys().items():
        before, after = pattern.split(KEY)
        if address.startswith(before) and address.endswith(after) and "{" not in address:
            key = address[len(before) : len(address) - len(after)]
            if key in site.keep(f"keys of {pattern}", partial(_keys_of, kind, site)):
                return kind, key
    raise NotFoundError("there is no such page", remedy="Go to the home page")


def _keys_of(kind: PageKind, site: Site) -> frozenset[str]:
    return frozenset(kind.keys(site))


def _with_keys() -> Mapping[str, PageKind]:
    return {pattern: kind for pattern, kind in PAGES.items() if KEY in pattern}
