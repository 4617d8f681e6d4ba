"""The report card of each curve: one page of A4, to print."""

from __future__ import annotations

from oba.site.kinds import PageKind, Sent, Site, root_of
from oba.site.sharing import whole_address
from oba.site.templating import fill
from oba.site.views import found_of, indicators_by_name
from oba.tasks.open_card import SHARES, make_card
from oba.words import cards, papers, reading_pages


def _stands_at(site: Site, name: str) -> str:
    below = f"publications/{site.facts.number}/" if site.newest_home else ""
    return whole_address(site, f"{below}indicators/{name}.html")


def make(site: Site, name: str) -> Sent:
    """The card of the plan's own area. Its style stands in it, for what fits one page depends on what is said."""
    address = f"cards/{name}.html"
    view = make_card(
        site.store,
        found_of(site),
        indicators_by_name(site)[name],
        today=site.today,
        published=True,
        foot=reading_pages.say_on_paper(site.facts, newest=site.newest, address=_stands_at(site, name)),
    )
    filled = fill(
        "card.html",
        view=view,
        masthead=site.masthead,
        headings=cards.HEADINGS,
        shares=SHARES,
        name=papers.CARD,
        hint=papers.HINT,
        back=f"{root_of(address)}indicators/{name}.html",
    )
    return Sent(filled.encode())


CARD = PageKind(make, indicators_by_name)
