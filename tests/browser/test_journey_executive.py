"""An hour of the Trust Executive on paper and screen, and what a parent reads of the same store on a phone."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.record_action import add_action, change_action
from oba.tasks.record_decision import decide
from oba.tasks.record_meeting import end_meeting, start_meeting
from oba.tasks.record_story import add, change
from oba.words.executive import ATTENTION_CURVES
from tests.browser.conftest import serve, unfold, wait_until_drawn
from tests.browser.test_pages import violations
from tests.browser.test_papers import assert_nothing_is_missing, letters, print_paper
from tests.browser.test_plain_words import title_of

WORSE, UNANSWERED, TURNED = "suspensions", "permanent_exclusions", "breastfeeding"
TODAY = "2026-12-15"
ANN = Editor("Annabel Officer")
CHAIR = "Priya Chairwoman"
NAMES = (ANN.name, CHAIR)
DOING = "Mentors meet every pupil who comes back from a suspension"
DONE = "Schools agree one way of recording suspensions"
DECIDED = "Ask every head teacher what stands in the way"
BEFORE, AFTER = (
    "Pupils wait long for help with their speech",
    "Pupils wait two terms for help with their speech",
)


def write_example(folder: Path) -> str:
    """A store with a meeting that ended on 2 December, and with figures, an action and a story that changed since."""
    url = f"sqlite:///{(folder / 'oba.db').as_posix()}"
    then, since = (Settings(store=url, user=ANN.name, today=day) for day in ("2026-12-02", "2026-12-09"))
    serves = {"indicators": WORSE, "lead": "schools", "budget_cost": "£0"}
    add_action(then, ANN, {"proposed_action": DOING, "status": "under way", "due": "2027-03-31", **serves})
    done = add_action(
        then, ANN, {"proposed_action": DONE, "status": "under way", "due": "2026-12-31", **serves}
    )
    add(then, "force", {"text": BEFORE, "direction": "hinders"}, editor=ANN, indicator=WORSE)
    meeting = start_meeting(then, ANN, group="executive", indicators=[WORSE], present=[CHAIR])
    decide(then, ANN, meeting.number, DECIDED, indicator=WORSE)
    end_meeting(then, ANN, meeting.number)
    change_action(since, ANN, done.action.number, {"status": "done"}, version=done.version)
    change(since, "force", f"{WORSE}/1", {"text": AFTER}, editor=ANN, version=1)
    path = folder / "suspensions_2025.csv"
    rows = (f"{WORSE},Middlesbrough,2023/24,30.4", f"{WORSE},Middlesbrough,2024/25,36.2")
    path.write_text("\n".join(("indicator,area,period,value", *rows, "")), encoding="utf-8")
    wishes = Wishes(
        origin={"publisher": "A rehearsal", "title": "Made up for a test", "published": since.date_today()}
    )
    (report,) = load_files(since, files=[path], wishes=wishes)
    assert report.written, report.problems
    return url


@pytest.fixture(scope="module")
def store(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("hour") / "store"
    shutil.copytree(example_file.parent, folder)
    return write_example(folder)


@pytest.fixture(scope="module")
def working(store: str) -> Iterator[str]:
    with serve(store, mode="trust", user=ANN.name, today=TODAY) as address:
        yield address


@pytest.fixture(scope="module")
def published(store: str) -> Iterator[str]:
    with serve(store, mode="published", user=ANN.name, today=TODAY) as address:
        yield address


def open_everything(page: Page) -> None:
    unfold(page)


def check(page: Page) -> None:
    """With everything opened all of it is in reach of everyone, and nothing is wider than the screen."""
    open_everything(page)
    assert violations(page) == []
    width = page.viewport_size["width"]
    for where in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"({where} ?? document.body).scrollWidth") <= width


def follow(page: Page, name: str | re.Pattern[str], *, to: str, inside: str = "body") -> None:
    """Go by a link to a page of the dashboard, and wait until it is drawn."""
    page.locator(inside).get_by_role("link", name=name).first.click()
    page.wait_for_url(re.compile(to))
    wait_until_drawn(page)


def print_from(page: Page, link: str, *, to: str) -> PdfReader:
    """Open the paper of this link and print it: one page, with every text of it."""
    page.get_by_role("link", name=link).click()
    page.wait_for_url(re.compile(to))
    check(page)
    printed = print_paper(page)
    assert len(printed.pages) == 1
    assert_nothing_is_missing(page, printed)
    page.emulate_media(media="null")
    return printed


def told_on(page: Page) -> list[str]:
    """Every text of the Executive view but what its style sheet leaves to the screen."""
    found = (
        page.locator(".oba.executive")
        .locator("h2, p, li, th, td")
        .evaluate_all(
            """all => all.filter((one) => one.offsetParent !== null && !one.closest('.screen-only, .skip, .quiet'))
            .map((one) => {
              const copy = one.cloneNode(true);
              copy.querySelectorAll('.screen-only').forEach((each) => each.remove());
              return copy.textContent.trim();
            }).filter((text) => text)"""
        )
    )
    return [str(one) for one in found]


def test_the_executive_goes_from_the_exceptions_on_paper_to_a_curve_its_card_and_the_next_curve(
    working: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{working}/")
    follow(page, title_of("executive"), to="/executive$")
    assert page.locator(".oba.executive h2").first.inner_text() == ATTENTION_CURVES
    alarms = page.locator(".oba ul.alarms > li")
    assert [one.split("\n")[0] for one in alarms.all_inner_texts()] == ["Early warning"] * 3
    expect(alarms.nth(0)).to_contain_text("36.2 per 100 in 2024/25, worse than the example forecast")
    expect(alarms.nth(0)).to_contain_text(f"{DOING} Under way; Schools in Middlesbrough; due 31 March 2027")
    expect(alarms.nth(1)).to_contain_text("No action is recorded for this curve.")
    check(page)
    told = told_on(page)
    assert len(told) > 60
    paper = letters(
        print_from(page, "Print this on one page of A4", to="/print/executive$").pages[0].extract_text()
    )
    assert [one for one in told if letters(one) not in paper] == []

    follow(page, "Back to the Executive view", to="/executive$")
    follow(page, "Suspensions from school", to=f"indicator={WORSE}", inside="ul.alarms")
    verdict = page.locator(".oba .verdict")
    expect(verdict).to_contain_text("Early warning")
    expect(verdict).to_contain_text("For 2024/25 the forecast was 16.1")
    expect(page.get_by_text(AFTER)).to_be_visible()
    proposed = page.get_by_role("table", name="Actions that serve this curve")
    expect(proposed.get_by_role("row").filter(has_text=DOING)).to_contain_text("Schools in Middlesbrough")
    expect(proposed.get_by_role("row").filter(has_text=DOING)).to_contain_text("Due 31 March 2027")
    check(page)
    card = letters(print_from(page, "Print the report card", to="/print/card").pages[0].extract_text())
    for words in (AFTER, DOING, DONE, "Due 31 March 2027", "For 2024/25 the forecast was 16.1"):
        assert letters(words) in card

    follow(page, "Back to the indicator's page", to=f"indicator={WORSE}")
    follow(page, title_of("executive"), to="/executive$")
    follow(page, "Permanent exclusions from school", to=f"indicator={UNANSWERED}", inside="ul.alarms")
    expect(page.locator(".oba .verdict")).to_contain_text("Early warning")
    expect(page.get_by_text("No story has been written yet.")).to_be_visible()
    expect(page.get_by_role("link", name="Write the story")).to_be_visible()


def test_what_has_changed_since_the_executive_last_met_stands_on_home_with_what_it_decided(
    working: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{working}/")
    line = page.locator("summary", has_text="Since the meeting of 2 December 2026 (Trust Executive)")
    expect(line).to_contain_text(
        "1 new figure, 1 revision, 1 action done, 1 story edit; 17 actions are still late."
    )
    line.click()
    since = page.locator(".oba.since")
    for words in (
        DECIDED,
        "New, 2024/25: 36.2 per 100.",
        "Revised, 2023/24: from 30.0 to 30.4 per 100.",
        DONE,
        f"“{AFTER}” ({ANN.name})",
    ):
        expect(since).to_contain_text(words)
    check(page)
    follow(page, "Suspensions from school", to=f"indicator={WORSE}", inside=".oba.since")
    expect(page.get_by_role("heading", name="Suspensions from school", exact=True)).to_be_visible()


def test_a_success_story_is_offered_where_a_curve_turns_and_elsewhere_its_page_says_why_there_is_none(
    working: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{working}/indicator?indicator={WORSE}")
    expect(page.get_by_role("link", name="Print the report card")).to_be_visible()
    expect(page.get_by_role("link", name="See the success story")).to_have_count(0)
    box = page.get_by_role("combobox", name="Indicator")
    box.click()
    box.fill("Breastfeeding")
    page.get_by_role("option", name="Breastfeeding at six to eight weeks").click()
    page.wait_for_url(f"**indicator={TURNED}**")
    wait_until_drawn(page)
    print_from(page, "See the success story", to="/print/success")
    for words in ("an early sign, not yet a turned curve", "Nobody has written yet what happened."):
        expect(page.get_by_text(words)).to_be_visible()
    page.goto(f"{working}/print/success?indicator={WORSE}")
    expect(page.get_by_text("There is no success story of this curve yet")).to_be_visible()
    check(page)
    follow(page, "Back to the indicator's page", to=f"indicator={WORSE}")


PHONE = {"width": 320, "height": 640, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
PLAIN = re.compile("[?&]plain=true")
WRITING = re.compile("^(Save|Write|Add|Change (?!the picture)|Load|Upload|Withdraw|Agree|End|Start the)")
CURVE = "In 2024/25 it was 36.2 for every 100 pupils"


def read(page: Page) -> None:
    """What holds wherever the public is: in reach, plain in every link, and no name, no meeting and nothing to write."""
    check(page)
    links = page.locator(".oba:not(.menu) a[href], header.bar a[href]").evaluate_all(
        "all => all.map((one) => one.getAttribute('href'))"
    )
    assert [one for one in links if not PLAIN.search(one) and not one.startswith(("#", "https://"))] == []
    assert PLAIN.search(page.url)
    text = page.locator("body").inner_text()
    assert [name for name in (*NAMES, DECIDED, "meeting of 2 December") if name in text] == []
    assert page.locator("textarea, input[type=text]:not([role=combobox], [aria-label*=date i])").count() == 0
    assert page.get_by_role("button", name=WRITING).or_(page.get_by_role("link", name=WRITING)).count() == 0


def tap(page: Page, name: str, *, to: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.tap()
    page.wait_for_url(re.compile(to))
    wait_until_drawn(page)


def smallest_letters(page: Page, picture: str) -> float:
    """The size on the screen, in pixels, of the smallest letters of a drawing."""
    image = page.locator(picture).first
    source, shown = image.evaluate("one => [one.src, one.getBoundingClientRect().width]")
    drawn = ElementTree.fromstring(base64.b64decode(source.partition(",")[2]))
    width = float(drawn.attrib["viewBox"].split()[2])
    sizes = [float(one.attrib["font-size"]) for one in drawn.iter() if "font-size" in one.attrib]
    return min(sizes) * float(shown) / width


def test_a_parent_on_a_phone_goes_from_home_to_a_curve_in_plain_words_and_prints_its_card(
    published: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{published}/", **PHONE)
    page.get_by_text("Plain words").tap()
    expect(page.get_by_text("What the marks mean")).to_be_visible()
    wait_until_drawn(page)
    read(page)
    tap(page, "Risk Taking Behaviour", to="/theme[?]theme=risk_taking")
    read(page)
    headings = page.locator(".oba h2, .oba h3").all_inner_texts()
    assert headings.index("Under-18 conceptions") < headings.index("Partners") < headings.index("Actions")
    tap(page, "Suspensions from school", to=f"indicator={WORSE}")
    expect(page.get_by_text(CURVE).first).to_be_visible()
    expect(page.get_by_text("A lower figure is better.").first).to_be_visible()
    expect(page.get_by_text(AFTER)).to_be_visible()
    picture = "figure.phone img"
    expect(page.locator(picture)).to_be_visible()
    assert smallest_letters(page, picture) >= 9
    page.get_by_text("The figures of this chart as a table").tap()
    table = page.get_by_role("table", name="Figures of the chart")
    expect(table.get_by_role("row").filter(has_text="2024/25")).to_contain_text("36.2")
    sizes = table.locator("th, td").evaluate_all(
        "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 12
    read(page)
    card = letters(print_from(page, "Print the report card", to="/print/card").pages[0].extract_text())
    read(page)
    for words in (CURVE, AFTER, DOING):
        assert letters(words) in card
    for words in NAMES:
        assert letters(words) not in card
    follow(page, "Back to the indicator's page", to=f"indicator={WORSE}")
    expect(page.get_by_text(CURVE).first).to_be_visible()
    read(page)


@pytest.mark.parametrize("place", ["meeting", "story", "actions", "what_works", "partners", "load"])
def test_nothing_can_be_written_or_chaired_on_the_published_copy(place: str, published: str) -> None:
    for address in (f"{place}?indicator={WORSE}&plain=true", "print/meeting?meeting=1"):
        with pytest.raises(HTTPError) as error:
            urlopen(f"{published}/{address}", timeout=10)
        said = error.value.read().decode()
        assert error.value.code == 404
        assert "There is no such page" in said
        assert [name for name in (*NAMES, DECIDED) if name in said] == []
