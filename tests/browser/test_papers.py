"""Papers as a browser prints them: so many pages, nothing cut, told without colour; and readable on any screen."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.record_success import tell_success
from tests.browser.conftest import serve
from tests.talk_making import write_talk
from tests.ui.test_papers import hold_meeting

NORMAL, LONG, EMPTY, ALARMED, EARLY = (
    "under18_conceptions",
    "looked_after",
    "good_development",
    "suspensions",
    "breastfeeding",
)
A4 = {"portrait": (595, 842), "landscape": (842, 595)}
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def talked(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """A store in which curves were talked through: one as usual, one at far too great length; and its meeting."""
    copy = tmp_path_factory.mktemp("papers") / "oba.db"
    shutil.copy(example_file, copy)
    url = f"sqlite:///{copy.as_posix()}"
    settings = Settings(store=url, user="ann", today="2026-12-01")
    write_talk(settings, NORMAL, entries=3, letters=110)
    write_talk(settings, LONG, entries=9, letters=900)
    write_talk(settings, ALARMED, entries=2, letters=300)
    account = "\n".join(
        f"In month {month} the nurses wrote down what they saw and did." for month in range(30)
    )
    tell_success(settings, account, editor=Editor("ann"), indicator=EARLY, version=0)
    return url, hold_meeting(url, indicators=(NORMAL, LONG, EMPTY))


@pytest.fixture(scope="module")
def address(talked: tuple[str, int]) -> Iterator[str]:
    with serve(talked[0], mode="trust") as found:
        yield f"{found}/print"


@pytest.fixture
def open_paper(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def start(url: str, *, width: int = 1280) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB"))
        page = contexts[-1].new_page()
        assert page.goto(url).status == 200
        return page

    yield start
    for one in contexts:
        one.close()


def print_paper(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def letters(text: str) -> str:
    """What is left to compare when line breaks, hyphens and ligatures are taken away."""
    return re.sub(r"[\W_]+", "", text.replace("\N{LATIN SMALL LIGATURE FI}", "fi")).casefold()


def texts_on_paper(page: Page) -> list[str]:
    """Every text that stands on the page when it is printed, block by block."""
    page.emulate_media(media="print")
    found = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, p, li, th, td')]
            .filter((one) => one.offsetParent !== null && !one.closest('.skip, caption, thead.skip'))
            .map((one) => one.innerText.trim()).filter((text) => text)"""
    )
    return [str(one) for one in found]


def assert_nothing_is_missing(page: Page, paper: PdfReader) -> None:
    printed = letters("".join(one.extract_text() for one in paper.pages))
    wanted = texts_on_paper(page)
    assert len(wanted) > 5
    assert [text for text in wanted if letters(text) not in printed] == []


@pytest.mark.parametrize(
    "paper",
    [
        f"card?indicator={NORMAL}",
        f"card?indicator={NORMAL}&plain=true",
        f"card?indicator={LONG}",
        f"card?indicator={EMPTY}",
        f"card?indicator={EARLY}&area=E92000001",
        f"success?indicator={EARLY}",
        f"success?indicator={NORMAL}",
        "executive",
        "executive?plain=true",
    ],
)
def test_a_paper_of_one_page_prints_on_one_page_of_a4_with_every_text_on_it(
    paper: str, address: str, open_paper
) -> None:
    page = open_paper(f"{address}/{paper}")
    printed = print_paper(page)
    assert len(printed.pages) == 1
    box = printed.pages[0].mediabox
    assert (round(box.width), round(box.height)) == A4["portrait"]
    if "indicator=under18" not in paper or "success" not in paper:
        assert_nothing_is_missing(page, printed)


def test_the_papers_of_a_meeting_are_a_page_for_each_curve_and_then_the_decisions(
    address: str, talked: tuple[str, int], open_paper
) -> None:
    page = open_paper(f"{address}/meeting?meeting={talked[1]}")
    printed = print_paper(page)
    titles = ["under18conceptions", "lookedafterchildren", "goodlevelofdevelopment"]
    starts = [letters(one.extract_text())[:400] for one in printed.pages]
    assert [title in start for title, start in zip(titles, starts, strict=False)] == [True] * 3
    assert "weasktheschools" in letters(printed.pages[3].extract_text())
    assert_nothing_is_missing(page, printed)


def test_the_action_plan_prints_across_with_its_columns_named_on_every_page(address: str, open_paper) -> None:
    page = open_paper(f"{address}/actions")
    printed = print_paper(page)
    assert len(printed.pages) > 2
    for one in printed.pages:
        assert (round(one.mediabox.width), round(one.mediabox.height)) == A4["landscape"]
        text = letters(one.extract_text())
        assert all(
            letters(head) in text for head in ("Proposed action", "By whom", "Budget cost", "Timescale")
        )
    assert_nothing_is_missing(page, printed)


def test_what_paper_leaves_out_stands_on_the_screen(address: str, open_paper) -> None:
    page = open_paper(f"{address}/card?indicator={LONG}")
    assert page.locator("ol").first.locator("li:visible").count() == 9
    on_screen = page.locator("main").inner_text()
    assert "more, on the screen" not in on_screen
    page.emulate_media(media="print")
    on_paper = page.locator("main").inner_text()
    assert "more, on the screen" in on_paper
    assert "shortened on paper" in on_paper
    assert len(on_paper) < len(on_screen)


@pytest.mark.parametrize("paper", [f"card?indicator={NORMAL}", "executive"])
def test_a_status_is_told_by_word_and_shape_where_there_is_no_colour(
    paper: str, address: str, open_paper
) -> None:
    """Printed without backgrounds and in grey, each mark has its word beside it, and the shapes differ."""
    page = open_paper(f"{address}/{paper}")
    page.emulate_media(media="print")
    page.add_style_tag(content="html { filter: grayscale(1); }")
    marks = page.evaluate(
        """() => [...document.querySelectorAll('.status, .verdict')].filter((one) => one.offsetParent !== null)
            .map((one) => [one.innerText.trim().split('.')[0], one.querySelector('img')?.src ?? ''])"""
    )
    assert marks
    assert all(word for word, _ in marks)
    shapes = {word: shape for word, shape in marks if shape}
    assert len(set(shapes.values())) == len(shapes)
    for mark in page.locator(".status img:visible, .verdict img:visible").all():
        assert is_dark_enough(mark.screenshot())


def is_dark_enough(picture: bytes) -> bool:
    """Whether the darkest spot of a mark stands out from white paper by 3 to 1 at least, in grey."""
    from PIL import Image

    darkest = min(Image.open(io.BytesIO(picture)).convert("L").getdata())
    return darkest < 148


@pytest.mark.parametrize(
    "paper",
    [
        f"card?indicator={LONG}",
        f"card?indicator={EMPTY}",
        "executive",
        "actions",
        f"success?indicator={EARLY}",
        f"success?indicator={NORMAL}",
        "meeting?meeting=1",
    ],
)
def test_a_paper_is_accessible_and_fits_every_screen(paper: str, address: str, open_paper) -> None:
    page = open_paper(f"{address}/{paper}")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page, options=AXE).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations] == []
    assert page.locator("header a").count() == 1
    assert "Ctrl and P" in page.locator("header").inner_text()


def test_a_paper_asks_for_nothing_but_itself_and_breaks_no_rule_of_the_policy(
    address: str, browser: Browser
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text))
    page.goto(f"{address}/executive")
    assert [one for one in asked if not one.startswith("data:")] == [f"{address}/executive"]
    assert said == []
    page.close()
