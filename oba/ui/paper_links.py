"""Links from pages to their papers. `streamlit run` has no papers, and the pages then say how to have them."""

from __future__ import annotations

from urllib.parse import urlencode

from oba.tasks.open_success import open_success_desk
from oba.ui import fetch, html
from oba.ui.actions_list import kept_choices
from oba.ui.visit import Visit
from oba.words import papers


def offer_card(visit: Visit, indicator: str, area: str, *, plain: bool = False) -> None:
    """The report card of a curve; its success story where it has turned."""
    card = {"indicator": indicator, "area": area, **({"plain": "true"} if plain else {})}
    home = fetch.curve_choices(visit).area == area
    turned = home and fetch.result_of(visit, open_success_desk, indicator=indicator).available
    html.show(
        "indicator_papers.html",
        card=f"card?{urlencode(card)}",
        label=papers.PRINT_CARD,
        success=f"success?{urlencode({'indicator': indicator})}" if turned else "",
        success_label=papers.SEE_SUCCESS,
    )


def offer_actions() -> None:
    """The action plan for what is chosen in the address."""
    chosen = urlencode(kept_choices())
    address = f"actions?{chosen}" if chosen else "actions"
    html.show("indicator_papers.html", card=address, label=papers.PRINT_ACTIONS, success="", success_label="")
