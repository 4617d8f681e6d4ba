"""The head of a page: what search engines and those who share a link are told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from oba.site.kinds import Site, root_of
from oba.site.plain_text import clean
from oba.site.share_image import SIZE
from oba.site.structured import describe_path, write_block

LONGEST = 300
"""Characters of a description; what shows results cuts them at some 160, and pictures of links at 300."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one page adds. `title` is said where the page is shared, `description` there and where it is found.

    `image` is its picture's address from the root. `about` is told to programs as it is. A page that is not `listed`
    is not to be found by search.
    """

    title: str = ""
    description: str = ""
    image: str = ""
    image_alt: str = ""
    about: tuple[Mapping[str, Any], ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Head:
    """Whole addresses are '' where the site does not know its own."""

    title: str
    description: str
    kind: str
    listed: bool
    canonical: str
    image: str
    image_alt: str
    width: int
    height: int
    blocks: tuple[Markup, ...]


def base_of(site: Site) -> str:
    """Where the site stands on the web, with a slash at its end; '' where that is not known."""
    return f"{site.address.rstrip('/')}/" if site.address else ""


def whole_address(site: Site, address: str) -> str:
    """A page's whole address, by which it is known: the home page is known by that of the site. '' as above."""
    base = base_of(site)
    return base and base + ("" if address == "index.html" else address)


def link_from(site: Site, page: str, address: str) -> str:
    """The address as whole as the site can tell it, for a program that reads `page`."""
    return whole_address(site, address) or root_of(page) + address


def make_head(
    site: Site,
    *,
    address: str,
    title: str,
    description: str,
    crumbs: Sequence[tuple[str, str]] = (),
    share: Share | None = None,
) -> Head:
    """Of a publication that is no longer the newest nothing is listed: the newest is what people look for."""
    share = share or Share()
    listed = share.listed and not site.newest_home
    steps = [("index.html", site.masthead.plan_title), *crumbs, (address, title)]
    path = describe_path([(link_from(site, address, to), name) for to, name in steps])
    blocks = [*share.about, *([path] if address != "index.html" else [])] if listed else []
    return Head(
        title=clean(share.title or title),
        description=clean(share.description or description, most=LONGEST),
        kind="website" if address == "index.html" else "article",
        listed=listed,
        canonical=whole_address(site, address) if listed else "",
        image=whole_address(site, share.image) if share.image and listed else "",
        image_alt=clean(share.image_alt, most=LONGEST),
        width=SIZE[0],
        height=SIZE[1],
        blocks=tuple(map(write_block, blocks)),
    )
