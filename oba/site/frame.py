"""The frame of every reading page: who publishes it, the way about, which publication it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oba.site import templating
from oba.site.kinds import Sent, Site, root_of
from oba.words import reading_pages as words


def fill_page(
    site: Site,
    template: str,
    *,
    address: str,
    title: str,
    description: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    **data: Any,
) -> Sent:
    """A page that extends `base.html`. `title` is its own, beside the Trust's; `description` is for who searches.

    `crumbs` are the pages above it after the home page, each with its address from the root and its title.
    """
    html = templating.fill(
        template,
        site=site,
        masthead=site.masthead,
        facts=site.facts,
        root=root_of(address),
        address=address,
        title=title,
        description=description,
        crumbs=crumbs,
        navigation=words.NAVIGATION,
        said=words.say_publication(site.facts),
        superseded=words.say_superseded(site.facts, newest=site.newest) if site.newest_home else "",
        **data,
    )
    return Sent(html.encode())
