"""The reading pages: every address answers, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oba.errors import NotFoundError
from oba.site.pages import Site, list_addresses, render
from oba.site.views import indicator_of, indicators_by_name
from oba.store.engine import open_store


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


def test_a_report_card_says_which_publication_it_is_of_and_where_that_stands(site: Site) -> None:
    known = replace(site, address="https://a.example/b")
    name = next(iter(indicators_by_name(site)))
    card = render(known, f"cards/{name}.html").body.decode()
    assert f"Publication 1, 25 November 2026 · https://a.example/b/indicators/{name}.html" in card
    earlier = replace(known, newest=2, newest_home="../../index.html")
    card = render(earlier, f"cards/{name}.html").body.decode()
    assert "an earlier publication: number 2 is newer" in card
    assert f"https://a.example/b/publications/1/indicators/{name}.html" in card


def test_a_page_of_a_curve_answers_in_its_first_lines_whether_it_was_turned(site: Site) -> None:
    name, key = next(iter(indicators_by_name(site).items()))
    for page in (f"indicators/{name}.html", f"indicators/{name}-plain.html"):
        said = render(site, page).body.decode()
        assert indicator_of(site, key).turned in said[: said.index("<figure")]


def test_the_page_on_the_data_leads_to_the_files_first(site: Site) -> None:
    said = render(site, "data.html").body.decode()
    on_this_page = said.index('aria-label="On this page"')
    assert said.index('href="download.html">Get the figures', on_this_page) < said.index(
        'href="#', on_this_page
    )


def test_each_page_names_one_licence_only_where_every_source_has_it(site: Site, own_example: str) -> None:
    assert "Figures: Open Government Licence v3.0." in render(site, "about.html").body.decode()
    store = open_store(own_example)
    with store.writing() as connection:
        connection.exec_driver_sql(
            "update release set licence = '' where id = (select max(release_id) from load where format <> 'plan workbook')"
        )
    changed = render(replace(site, store=store, _kept={}), "about.html").body.decode()
    store.close()
    assert "Licences of the figures: see their sources." in changed
    assert "Figures: Open Government Licence" not in changed
