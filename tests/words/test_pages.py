"""What the menu calls the pages, and where each stands."""

from __future__ import annotations

from pathlib import Path

from oba.words.pages import NO_SECTION, SECTIONS, arrange

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = [path.stem.split("_", 1)[1] for path in (ROOT / "pages").rglob("[0-9]*.py")]


def test_every_page_there_is_stands_in_the_menu_once_under_a_title_of_its_own() -> None:
    named = [address for pages in SECTIONS.values() for address, _ in pages]
    titles = [title for pages in SECTIONS.values() for _, title in pages]
    assert set(ADDRESSES) <= set(named)
    assert len(named) == len(set(named))
    assert len(titles) == len(set(titles))


def test_a_section_without_pages_is_left_out() -> None:
    assert arrange(["home", "about"]) == [
        (NO_SECTION, [("home", "Home")]),
        ("About", [("about", "About this dashboard")]),
    ]


def test_a_page_that_no_section_names_stands_by_itself_under_its_address() -> None:
    assert arrange(["home", "needs_analysis"]) == [
        (NO_SECTION, [("home", "Home"), ("needs_analysis", "Needs analysis")])
    ]


def test_the_public_sees_no_section_that_is_for_work() -> None:
    public = [path.stem.split("_", 1)[1] for path in (ROOT / "pages" / "public").glob("[0-9]*.py")]
    sections = [section for section, _ in arrange(public)]
    assert sections == [NO_SECTION, "How are we doing", "Figures", "About"]
