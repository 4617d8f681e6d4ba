"""Find an indicator: every one from A to Z, in the words by which somebody looks for it, one tap from home."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from oba.model.indicator import Standing
from oba.model.marker import Marker
from oba.site.pages import Site, render
from oba.site.views import found_of
from oba.tasks.list_by_letter import list_by_letter
from oba.words.reading_pages import say_all_listed


def page_of(site: Site, address: str) -> str:
    return html.unescape(render(site, address).body.decode())


def test_home_leads_to_every_indicator_in_one_tap_before_anything_else_is_told(site: Site) -> None:
    home = page_of(site, "index.html")
    assert home.index('href="indicators.html">Indicators</a>') < home.index("<h1>")
    assert (
        home.index("<h1>") < home.index('href="indicators.html">Find an indicator</a>') < home.index("<h2>")
    )


def test_every_indicator_of_the_plan_is_found_once_in_the_order_of_the_alphabet(site: Site) -> None:
    page = page_of(site, "indicators.html")
    names = re.findall(r'<strong><a href="indicators/[^"]+">([^<]+)</a></strong>', page)
    assert names == sorted((one.title for one in found_of(site).book.indicators), key=str.casefold)
    letters = re.findall(r'<h2 id="(letter-[a-z])">([A-Z])</h2>', page)
    assert [name for _, name in letters] == sorted({name[0] for name in names})
    assert [f'href="#{anchor}">{name}</a>' in page for anchor, name in letters] == [True] * len(letters)


def test_an_indicator_is_found_by_the_plans_everyday_words_with_its_short_answer(site: Site) -> None:
    page = page_of(site, "indicators.html")
    entry = next(one for one in page.split("<li>") if ">Under-18 conceptions<" in one)
    said = " ".join(re.sub(r"<[^>]+>", " ", entry).split())
    assert "As forecast ; 29.2 per 1,000 in 2022" in said
    assert "how many became pregnant in the year" in said
    assert "Risk Taking Behaviour : Young people in Middlesbrough make choices" in said
    without = next(one for one in page.split("<li>") if ">How happy children say they are" in one)
    assert "No figures yet" in without


def test_an_indicator_whose_figures_are_all_suppressed_is_not_said_to_wait_for_them(site: Site) -> None:
    found = found_of(site)
    key = next(iter(found.findings))
    ours = found.ours(key)
    kept_back = tuple(replace(one, value=None, markers=(Marker.CONFIDENTIAL,)) for one in ours.observations)
    series = {**found.series, (key, ours.area): replace(ours, observations=kept_back)}
    findings = {**found.findings, key: replace(found.findings[key], latest=None)}
    letters = list_by_letter(replace(found, series=series, findings=findings))
    status = {one.key: one.status for letter in letters for one in letter.listed}[key]
    assert status.word == "Figures not shown, to protect children"
    assert status.meaning == "Every figure of this curve is suppressed to protect confidentiality."


def test_what_is_still_to_be_measured_is_not_counted_with_what_the_plan_measures_by(site: Site) -> None:
    said = "All 34 that the plan measures by, and 6 still to be measured, from A to Z."
    for address in ("index.html", "indicators.html"):
        assert said in page_of(site, address)
    book = found_of(site).book.indicators
    measured = [one for one in book if one.standing is not Standing.DEVELOPMENT]
    awaited = [one for one in book if one.standing is Standing.DEVELOPMENT]
    assert say_all_listed(measured) == "All 34 that the plan measures by, from A to Z."
    assert say_all_listed(awaited) == "All 6 of the plan, still to be measured, from A to Z."


def test_a_name_is_looked_for_without_its_accent_its_quotation_mark_or_its_number(site: Site) -> None:
    found = found_of(site)
    names = ("Écoles maternelles", "'Every child' survey", "2-year check", "eating well", "Żłobki", "…")
    some = tuple(replace(one, title=title) for one, title in zip(found.book.indicators, names, strict=False))
    letters = list_by_letter(replace(found, book=replace(found.book, indicators=some)))
    assert [(one.name, one.anchor, [each.title for each in one.listed]) for one in letters] == [
        ("0–9", "letter-0", ["…", "2-year check"]),
        ("E", "letter-e", ["eating well", "Écoles maternelles", "'Every child' survey"]),
        ("Z", "letter-z", ["Żłobki"]),
    ]
