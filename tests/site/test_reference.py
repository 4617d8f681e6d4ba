"""Plan, data, download, terms, access, release dates, publications, and what is said where nothing is."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from oba.model.publication import PublicFacts, PublicNote
from oba.model.release import Source
from oba.site.access_page import tell_results
from oba.site.access_results import read_results
from oba.site.missing_page import render_missing
from oba.site.open_files import files_of
from oba.site.pages import Site, list_addresses, render
from oba.words.accessibility import NOT_REACHED, NOT_TESTED
from oba.words.sizes import say_size
from oba.words.sources import say_licences
from tests.site.test_found_and_shared import HeadReader

OURS = [
    "plan.html",
    "data.html",
    "download.html",
    "about.html",
    "accessibility.html",
    "releases.html",
    "publications.html",
    "404.html",
]
EARLIER = (
    PublicNote(2, date(2026, 9, 1), "Second.", withdrawn=True, sha256="b" * 64),
    PublicNote(1, date(2026, 5, 1), "First.", sha256="a" * 64),
)
FACTS = PublicFacts(3, date(2026, 11, 25), "Third.", EARLIER, sha256="c" * 64)
BASE = "https://host.example/"
RESULTS = {
    "tested_on": "2026-11-20",
    "standard": "WCAG 2.2 AA",
    "tool": "axe-core 4.10",
    "pages": ["index.html", "plan.html"],
    "violations": [],
}


@pytest.fixture(scope="session")
def third(site: Site) -> Site:
    """The third publication, with an explorer."""
    return replace(site, facts=FACTS, explorer="explore/", _kept={})


def text_of(site: Site, address: str) -> str:
    html = render(site, address).body.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


@pytest.mark.parametrize("address", OURS)
def test_every_link_of_a_page_leads_somewhere(third: Site, address: str) -> None:
    read = HeadReader(render(third, address).body.decode())
    there = {*list_addresses(third), *files_of(third), "publications/1/index.html", "explore/"}
    for link in read.links:
        whole = unquote(urljoin(BASE + address, link))
        if not whole.startswith(BASE):
            assert whole.startswith(("https://", "http://"))
            continue
        page, _, place = whole.removeprefix(BASE).partition("#")
        assert page in there, link
        if place:
            target = read if page == address else HeadReader(render(third, page).body.decode())
            assert place in target.ids


@pytest.mark.parametrize("address", OURS)
def test_a_page_needs_no_script_and_brings_nothing_from_elsewhere(third: Site, address: str) -> None:
    html = render(third, address).body.decode()
    read = HeadReader(html)
    assert all(one.get("type") == "application/ld+json" for tag, one in read.tags if tag == "script")
    assert not [
        one for tag, one in read.tags for name in one if name.startswith("on") or name in ("src", "style")
    ]
    assert html.count("<h1") == 1


def test_the_plan_has_its_outcomes_its_indicators_and_its_own_columns(third: Site) -> None:
    said = text_of(third, "plan.html")
    assert "Children and young people in Middlesbrough grow up in families with enough to live on." in said
    assert "Lead partner: Middlesbrough Partnership" in said
    assert "Low-income families, before housing costs headline" in said
    assert "Scrutiny recommendation Proposed action By whom Budget cost Timescale Status" in said
    assert "28 actions. 17 are past their date." in said
    assert "Budget cost as the plan states it" in said
    assert '<svg width="860"' in render(third, "plan.html").body.decode()


def test_the_data_page_tells_the_quality_and_the_origin_of_the_figures(third: Site) -> None:
    said = text_of(third, "data.html")
    assert "34 indicators of 40 have figures for Middlesbrough" in said
    assert "What families say about having enough for essentials" in said
    assert ".xlsx" not in said
    assert (
        "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait"
        in HeadReader(render(third, "data.html").body.decode()).links
    )


def test_every_file_is_offered_with_its_size_and_the_checksum_of_what_is_sent(third: Site) -> None:
    html = render(third, "download.html").body.decode()
    checksums = files_of(third)["data/checksums.txt"].make().decode()
    for address, one in files_of(third).items():
        assert f'href="{address}"' in html
        if address in ("data/figures.csv", "data/tables.xlsx", "data/datapackage.json"):
            body = one.make()
            assert f">{sha256(body).hexdigest()[:12]}…<" in html
            assert sha256(body).hexdigest() in checksums
            assert sha256(body).hexdigest() not in html
            assert say_size(len(body)) in html
    assert "publication 3, 25 November 2026" in html


def test_release_dates_tell_what_is_late_apart_from_what_is_to_come(third: Site) -> None:
    said = text_of(third, "releases.html")
    assert (
        "As of 1 December 2026 new figures are awaited of 3 indicators; those of 21 indicators are late."
        in said
    )
    late, coming = said.index(" Late "), said.index(" To come ")
    assert late < said.index("Breastfeeding at six to eight weeks May 2026") < coming
    assert "They were due, and were not held when this page was made on 1 December 2026." in said
    assert "They were still to come when this page was made on 1 December 2026." in said
    assert coming < said.index("First-time entrants to youth justice February 2027")
    calendar = render(third, "releases.ics").body.decode()
    assert calendar.count("BEGIN:VEVENT") == 24


@pytest.mark.parametrize("address", ["index.html", "plan.html", "data.html"])
def test_a_page_that_tells_what_is_late_says_on_which_day_and_stays_true(third: Site, address: str) -> None:
    assert "As it stood on 1 December 2026, when this page was made." in text_of(third, address)
    assert "Made on 1 December 2026: what is called late, due or overdue was so" in text_of(
        third, "about.html"
    )


def test_publications_are_listed_with_what_has_changed_and_a_withdrawn_one_leads_nowhere(third: Site) -> None:
    html = render(third, "publications.html").body.decode()
    said = text_of(third, "publications.html")
    assert "3 publications, of which 1 was withdrawn. This is number 3." in said
    assert "Withdrawn: its pages and files are no longer served." in said
    assert "Second." not in said
    assert "c" * 64 in html
    assert "a" * 64 in html
    assert 'href="publications/1/index.html"' in html
    assert "publications/2/" not in html
    earlier = replace(third, newest=4, newest_home="../../index.html", _kept={})
    assert 'href="../1/index.html"' in render(earlier, "publications.html").body.decode()


@pytest.mark.parametrize(
    ("root", "home"), [("", "index.html"), ("../../", "../../index.html"), ("/a/", "/a/index.html")]
)
def test_where_nothing_is_every_link_begins_at_the_root(third: Site, root: str, home: str) -> None:
    html = render_missing(third, root=root).body.decode()
    links = HeadReader(html).links
    assert home in links
    assert all(link.startswith((root, "#")) for link in links)


def test_the_file_for_any_depth_begins_at_the_root_of_the_host_and_brings_its_style(third: Site) -> None:
    known = replace(third, address="https://host.example/a/b/", _kept={})
    html = render(known, "404.html").body.decode()
    assert all(link.startswith(("/a/b/", "#")) for link in HeadReader(html).links)
    assert "<style>" in html
    assert "sha256-" in html
    assert "<style>" not in render_missing(third, root="../").body.decode()


def test_the_same_file_of_an_earlier_publication_leads_to_its_own_pages_and_to_the_newest(
    third: Site,
) -> None:
    known = {"address": "https://host.example/a/b/", "explorer": ""}
    earlier = replace(third, newest=4, newest_home="../../index.html", _kept={}, **known)
    html = render(earlier, "404.html").body.decode()
    own, newest = "/a/b/publications/3/", "/a/b/index.html"
    for link in HeadReader(html).links:
        assert link.startswith((own, "#")), link
    assert newest in [posixpath.normpath(link) for link in HeadReader(html).links]


def test_nothing_is_said_to_be_tested_before_it_is(tmp_path: Path) -> None:
    assert read_results(tmp_path / "none.json") is None
    assert tell_results(None)["status"] == NOT_TESTED


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[]",
        "{",
        json.dumps({**RESULTS, "tested_on": "yesterday"}),
        json.dumps({**RESULTS, "pages": []}),
        json.dumps({**RESULTS, "tool": ""}),
        json.dumps({**RESULTS, "violations": None}),
        json.dumps({name: value for name, value in RESULTS.items() if name != "violations"}),
        json.dumps({**RESULTS, "violations": [{"nothing": 1}]}),
        json.dumps({**RESULTS, "violations": [7]}),
        json.dumps({**RESULTS, "unfinished": ["plan.html"]}),
        json.dumps({**RESULTS, "unfinished": [{"part": "paper", "missed": "1", "of": 2}]}),
    ],
)
def test_results_that_are_not_whole_are_no_results(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(broken, encoding="utf-8")
    assert read_results(path) is None


def test_a_test_without_failures_is_not_called_full_compliance(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(RESULTS), encoding="utf-8")
    told = tell_results(read_results(path))
    assert "partially compliant" in str(told["status"])
    assert "fully" not in str(told)
    assert str(told["tested"]).startswith("This website was last tested on 20 November 2026 against")
    assert "2 pages were tested" in str(told["tested"])


def test_each_failure_is_told_with_its_criteria_and_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    failure = {
        "id": "color-contrast",
        "help": "Text must have enough contrast.",
        "criteria": ["1.4.3 Contrast (Minimum)"],
        "pages": ["plan.html"],
    }
    path.write_text(json.dumps({**RESULTS, "violations": [failure, "region"]}), encoding="utf-8")
    told = tell_results(read_results(path))
    assert "due to the non-compliances listed below" in str(told["status"])
    assert told["failures"] == (
        "Text must have enough contrast. This fails 1.4.3 Contrast (Minimum). Found on plan.html.",
        "region.",
    )


def test_a_part_of_the_test_that_was_not_run_or_broke_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    parts = [
        {"part": "reading pages on paper", "missed": 0, "of": 0},
        {"part": "reading pages from a disk", "missed": 3, "of": 146},
    ]
    path.write_text(json.dumps({**RESULTS, "unfinished": parts}), encoding="utf-8")
    assert tell_results(read_results(path))["unfinished"] == (
        "Not tested: reading pages on paper.",
        "Not tested to the end: reading pages from a disk, 3 of 146 pages.",
    )


def test_the_statement_has_the_parts_that_the_regulations_ask_for(third: Site) -> None:
    said = text_of(third, "accessibility.html")
    for part in (
        "Feedback and contact information",
        "Enforcement procedure",
        "Equality and Human Rights Commission (EHRC)",
        "Technical information about this website’s accessibility",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "Content that’s not within the scope of the accessibility regulations",
        "Preparation of this accessibility statement",
        "This statement was made together with the publication of 25 November 2026.",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("data@trust.example", "mailto:data@trust.example"),
        ("https://trust.example/contact", "https://trust.example/contact"),
        ("01642 000000", ""),
        ("javascript:alert(1)", ""),
        ("a@b.example?subject=x", ""),
        ("", ""),
    ],
)
def test_the_statement_says_how_to_reach_those_who_publish(third: Site, contact: str, link: str) -> None:
    html = render(replace(third, contact=contact), "accessibility.html").body.decode()
    assert (contact or NOT_REACHED) in html
    assert (f'href="{link}"' in html) if link else ("mailto:" not in html and 'href="java' not in html)


def test_each_licence_is_told_with_those_whose_figures_it_is_for() -> None:
    told = say_licences((Source("A", "a", licence="L"), Source("B", "b", licence="L"), Source("C", "c")))
    assert told[:2] == ("Figures of A and B: L.", "Figures of C: no licence is stated; ask their publisher.")


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (34_499, "34 kB"),
        (1_230_000, "1.2 MB"),
    ],
)
def test_a_size_is_said_as_it_is_read(octets: int, said: str) -> None:
    assert say_size(octets) == said
