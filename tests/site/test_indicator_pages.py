"""The pages of a curve and of a theme: whole, light, and saying what the chart shows."""

from __future__ import annotations

import gzip
import html
import re
from xml.etree import ElementTree

import pytest

from oba.charts.palette import DARK, LIGHT
from oba.site.pages import Site, list_addresses, render
from oba.site.style import make_style
from oba.site.views import chart_of, indicator_of, indicators_by_name, plain_of

MOST = 14_700
"""Bytes: 15 kB, with room for what a plan says at greater length than the example."""
KEY = "injury_admissions"


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    """Every page of HTML by its address."""
    found = [one for one in list_addresses(site) if one.endswith(".html")]
    return {one: render(site, one).body.decode() for one in found}


def texts(page: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def test_no_page_weighs_more_than_15_kb_as_it_is_sent(pages: dict[str, str]) -> None:
    """With the style sheet, which a first visit needs too."""
    style = len(gzip.compress(make_style().encode(), 6))
    weights = {
        name: len(gzip.compress(page.encode(), 6)) + (style if "style.css" in page else 0)
        for name, page in pages.items()
    }
    assert {name: weight for name, weight in weights.items() if weight > MOST} == {}


def test_no_page_has_a_script_that_runs_or_a_style_of_its_own(pages: dict[str, str]) -> None:
    """The content policy of the pages would stop either."""
    for name, page in pages.items():
        assert not re.findall(r"<script(?! type=\"application/ld\+json\")", page), name
        assert not re.findall(r"\son[a-z]+=\"|javascript:", page), name
        assert name.startswith("cards/") or not re.findall(r"\sstyle=", page), name
        own = "'unsafe-inline'; img-src data:" if name.startswith("cards/") else "'self'"
        assert f"default-src 'none'; style-src {own}" in page, name


def test_every_name_within_a_page_is_given_once(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), name


def test_every_page_has_one_heading_a_title_of_its_own_and_its_language(pages: dict[str, str]) -> None:
    titles = [re.findall(r"<title>([^<]+)</title>", page)[0] for page in pages.values() if "<nav" in page]
    assert len(set(titles)) == len(titles)
    for name, page in pages.items():
        assert len(re.findall(r"<h1", page)) == 1, name
        assert page.startswith('<!doctype html>\n<html lang="en-GB">'), name


def test_every_link_to_a_page_of_ours_leads_to_one(site: Site, pages: dict[str, str]) -> None:
    known = set(list_addresses(site))
    for name, page in pages.items():
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page):
            if ":" in link or link.startswith("/") or "data/" in link:
                continue
            parts = [*name.split("/")[:-1]]
            for part in link.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/".join(parts) in known, (name, link)


def test_the_report_says_what_the_tasks_say_in_the_order_of_the_talk(
    site: Site, pages: dict[str, str]
) -> None:
    view, page = indicator_of(site, KEY), pages[f"indicators/{KEY}.html"]
    headings = [html.unescape(one) for one in re.findall(r"<h2[^>]*>([^<]+)</h2>", page)]
    assert headings == [
        "How are we doing?",
        "The story behind the baseline",
        "Partners",
        "What works",
        "What we propose",
        "What this indicator is",
        "All areas compared",
        "Quality of the figures",
        "How the figures were revised",
        "Sources",
    ]
    opening = texts(page.split("</h2>")[1])
    said = [view.title_sentence, *view.verdict.split(". ")[:1], *view.comparisons, *view.cautions]
    assert all(" ".join(one.split()) in opening for one in said)


def test_the_number_of_a_test_stands_in_the_working_and_nowhere_else(pages: dict[str, str]) -> None:
    number = re.compile(r"\((?:t|chi-squared) [−\d]")
    with_number = [name for name, page in pages.items() if number.search(page)]
    assert f"indicators/{KEY}.html" in with_number
    for name in with_number:
        beside = re.sub(
            r"<details><summary>How the (?:forecast|trend).*?</details>", "", pages[name], flags=re.DOTALL
        )
        assert not number.search(beside), name


def test_no_figure_is_called_as_forecast_and_beside_it_above_or_below_it(pages: dict[str, str]) -> None:
    as_forecast = [name for name, page in pages.items() if "As forecast: inside the forecast" in page]
    assert len(as_forecast) > 20
    for name in as_forecast:
        told = texts(re.sub(r"<table.*?</table>", "", pages[name], flags=re.DOTALL))
        assert not re.findall(r"[\d.,]+ (?:\w+ )*(?:below|above) forecast", told), name
    assert "as forecast (7.9 below)" in texts(pages["embed/under18_conceptions.html"])
    assert "7.9 per 1,000 below, within what chance would do." in texts(
        pages["cards/under18_conceptions.html"]
    )


def test_the_table_below_a_chart_has_exactly_its_numbers(site: Site, pages: dict[str, str]) -> None:
    table = chart_of(site, KEY).table
    page = pages[f"indicators/{KEY}.html"]
    body = re.findall(r"<caption>Figures of the chart.*?</table>", page, flags=re.DOTALL)[0]
    cells = [html.unescape(one) for one in re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", body)]
    assert cells == [*(head.text for head in table.heads), *(cell for row in table.rows for cell in row)]


def test_all_areas_on_one_line_have_a_table_and_a_file_too(site: Site, pages: dict[str, str]) -> None:
    areas = indicator_of(site, KEY).areas
    assert areas
    assert areas.table
    page = pages[f"indicators/{KEY}.html"]
    below = page[page.index("<h2>All areas compared</h2>") : page.index('<h2 id="quality">')]
    cells = re.findall(r"<(?:td|th scope=\"row\")[^>]*>([^<]*)<", below)
    assert [html.unescape(one) for one in cells][: sum(map(len, areas.table.rows))] == [
        cell for row in areas.table.rows for cell in row
    ]
    assert f'<a href="../data/{KEY}.csv">The figures of every area (CSV)</a>' in below


def test_both_drawings_of_a_chart_are_named_and_fit_their_place(pages: dict[str, str]) -> None:
    page = pages[f"indicators/{KEY}.html"]
    drawings = re.findall(r'<div class="(broad|narrow)">(<svg.*?</svg>)</div>', page, flags=re.DOTALL)
    assert [name for name, _ in drawings] == ["broad", "narrow"] * 2
    for name, svg in drawings[:2]:
        root = ElementTree.fromstring(svg)
        title, described = (root.find(part) for part in ("title", "desc"))
        assert title is not None
        assert described is not None
        assert described.text
        assert f"{root.get('aria-labelledby')}" == f"{title.get('id')} {described.get('id')}"
        width = float(str(root.get("viewBox")).split()[2])
        assert width <= 340 if name == "narrow" else width > 800


def test_a_mark_tells_a_mouse_the_beginning_of_an_action_and_a_telephone_nothing(
    pages: dict[str, str],
) -> None:
    page = pages["indicators/under18_conceptions.html"]
    broad, narrow = re.findall(r'<div class="(?:broad|narrow)">(<svg.*?</svg>)</div>', page, flags=re.DOTALL)[
        :2
    ]
    said = re.findall(r"<title>([^<]*)</title>", broad)
    assert any(one.startswith("1 January 2010: ") and one.endswith("…") for one in said)
    assert all(len(html.unescape(one)) <= 60 for one in said)
    assert "<title>" not in narrow
    assert "<title id=" in narrow


def test_each_chart_stands_alone_for_other_pages(site: Site, pages: dict[str, str]) -> None:
    assert set(indicators_by_name(site)) == {
        name.removeprefix("embed/").removesuffix(".html") for name in pages if name.startswith("embed/")
    }
    embedded = pages[f"embed/{KEY}.html"]
    assert indicator_of(site, KEY).title_sentence in texts(embedded)
    assert "<nav" not in embedded
    snippet = html.unescape(
        re.findall(r"<code>(.*?)</code>", pages[f"indicators/{KEY}.html"], flags=re.DOTALL)[0]
    )
    assert f'src="embed/{KEY}.html"' in snippet
    assert 'title="Injury admissions' in snippet


def test_each_curve_has_a_report_card_to_print_that_leads_back(site: Site, pages: dict[str, str]) -> None:
    card = pages[f"cards/{KEY}.html"]
    assert f'href="../indicators/{KEY}.html"' in card
    assert f'href="../cards/{KEY}.html"' in pages[f"indicators/{KEY}.html"]
    assert indicator_of(site, KEY).title_sentence in texts(card)
    assert "<script" not in card
    assert {one for one in pages if one.startswith("cards/")} == {
        f"cards/{name}.html" for name in indicators_by_name(site)
    }


def test_each_light_colour_has_one_dark_one() -> None:
    pairs = {(getattr(LIGHT, name), getattr(DARK, name)) for name in LIGHT.__dataclass_fields__}
    assert len(pairs) == len({light for light, _ in pairs})
    assert all(f"[fill='{light}']" in make_style() for light, _ in pairs)


def test_plain_words_have_a_page_of_their_own(site: Site, pages: dict[str, str]) -> None:
    page = texts(pages[f"indicators/{KEY}-plain.html"])
    assert " ".join(plain_of(site, KEY).headline) in page
    assert "chi-squared" not in page
