"""The reading pages: every address answers, and no other."""

from __future__ import annotations

import pytest

from oba.errors import NotFoundError
from oba.site.pages import Site, list_addresses, render


def test_every_address_that_is_listed_answers(site: Site) -> None:
    addresses = list_addresses(site)
    assert len(set(addresses)) == len(addresses)
    assert all(render(site, address).body for address in addresses)


@pytest.mark.parametrize(
    "address", ["nothing.html", "indicators/{key}.html", "indicators/none.html", "../index.html", ""]
)
def test_no_other_address_does(site: Site, address: str) -> None:
    with pytest.raises(NotFoundError):
        render(site, address)


def test_home_leads_to_the_plans_themes_and_their_curves(site: Site) -> None:
    home = render(site, "index.html").body.decode()
    assert 'href="themes/child_poverty.html"' in home
    assert '<html lang="en-GB">' in home
    assert "Publication 1, 25 November 2026" in home


def test_the_style_sheet_has_the_dark_colour_of_every_light_one(site: Site) -> None:
    style = render(site, "style.css").body.decode()
    assert "svg [fill='#12436D']{fill:#9CC7F2}" in style
