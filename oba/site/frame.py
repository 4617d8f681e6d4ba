"""The frame of every reading page: who publishes it, the way about, which publication it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oba.site import templating
from oba.site.kinds import Sent, Site, root_of
from oba.site.sharing import Share, make_head
from oba.words import reading_pages as words


def fill_page(
    site: Site,
    template: str,
    *,
    address: str,
    title: str,
    description: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    share: Share | None = None,
    root: str | None = None,
    **data: Any,
) -> Sent:
    """A page that extends `base.html`. `title` is its own, beside the Trust's; `description` is for who searches.

    `crumbs` are the pages above it after the home page, each with its address from the root and its title. `share` is
    what else is told of it where it is found or shared. `root` is the way to the root of the site where the page
    stands elsewhere than at its address.
    """
    head = make_head(site, address=address, title=title, description=description, crumbs=crumbs, share=share)
    html = templating.fill(
        template,
        site=site,
        masthead=site.masthead,
        facts=site.facts,
        root=root_of(address) if root is None else root,
        address=address,
        title=title,
        head=head,
        crumbs=crumbs,
        navigation=words.NAVIGATION,
        more=words.MORE,
        said=words.say_publication(site.facts),
        made=words.say_made(site.today),
        as_it_stood=words.say_as_it_stood(site.today),
        superseded=words.say_superseded(site.facts, newest=site.newest) if site.newest_home else "",
        **data,
    )
    return Sent(html.encode())
