"""A theme group's meeting of two curves, played whole: from what has changed since the last one to its papers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from oba.model.editor import Editor
from oba.model.meeting_walk import find_running
from oba.settings import Settings
from oba.store.actions import read_saved
from oba.store.engine import open_store
from oba.store.meetings import read_steps, write_step
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.record_action import change_action
from oba.tasks.record_decision import decide
from oba.tasks.record_meeting import end_meeting, start_meeting
from oba.tasks.record_story import change
from tests.browser.conftest import serve, wait_until_drawn
from tests.browser.hands import (
    check,
    choose,
    fill,
    open_form,
    part,
    press,
    settle,
    type_and_enter,
    type_day,
    type_in,
)
from tests.browser.test_journey_executive import PHONE
from tests.browser.test_pages import violations
from tests.browser.test_papers import assert_nothing_is_missing, is_dark_enough, letters, print_paper
from tests.talk_making import ANN as BEFORE_HER
from tests.talk_making import write_talk

ONE, TWO = "suspensions", "persistent_absence"
ONE_TITLE, TWO_TITLE = "Suspensions from school", "Persistent absence from school"
GROUP = "Risk Taking Behaviour"
TODAY, LATER = "2026-12-15", "2027-01-26"
ANN, BOB = Editor("Annabel Officer"), "Bob Colleague"
PEOPLE = ("Priya Chairwoman", "Sam Nurse", "Mo Teacher")
DECIDED = "Ask every head teacher what stands in the way"
BEFORE_HERS = "Pupils wait two terms for help with their speech"
HINDERS = "Families are told of a suspension by letter and not by voice"
HELPS = "Schools ring home before they send a pupil away"
HERS = "Pupils wait two terms for help and then leave school"
HIS = "Pupils wait three terms for help with their speech"
BOTH = "Pupils wait two or three terms for help with their speech"
VOICE = "Nobody asked me what happened before they sent me home"
GAP = "How many pupils are sent home without being counted"
SENT = "On the data development agenda since 15 December 2026"
OWNER = "Analyst of the council"
PART, BRINGS = "Keeps pupils in school", "A quiet room and a mentor in every school"
PAID, FREE = "A bus for pupils who live far away", "A telephone call before any letter"
DISSENT = "Some parents do not answer their telephones"
ACTION, WHO, WHEN, COST = "Teach calm talk to all lunch staff", "Head of Inclusion", "March 2027", "£4,500"
CHOSEN = "We look at every suspension of more than three days together"
LATE = "Buses come after the first lesson has begun"
DEAR = "A second school bus on every line"
WHY = "Buses are paid for by another authority until summer"
OF_ALL = "We meet again in six weeks with the bus company"
OF_ONE = (
    HINDERS,
    HELPS,
    BOTH,
    VOICE,
    GAP,
    OWNER,
    PART,
    BRINGS,
    PAID,
    FREE,
    ACTION,
    WHO,
    WHEN,
    COST,
    DISSENT,
    SENT,
)
OF_TWO = (LATE, DEAR, WHY)
OF_BOTH = (*PEOPLE, CHOSEN, OF_ALL, FREE, ACTION, WHO, WHEN, COST)
"""What was typed of each curve, and what stands on the page after them."""


@pytest.fixture
def store(example_file: Path, tmp_path: Path) -> str:
    """A first meeting ended on 2 December; since then a release was loaded, an action done, a story edited."""
    shutil.copytree(example_file.parent, tmp_path / "store")
    url = f"sqlite:///{(tmp_path / 'store' / 'oba.db').as_posix()}"
    then, since = (Settings(store=url, user=ANN.name, today=day) for day in ("2026-12-02", "2026-12-09"))
    write_talk(then, ONE, entries=1, letters=70)
    meeting = start_meeting(then, ANN, group="risk_taking", indicators=[ONE], present=PEOPLE[:1])
    decide(then, ANN, meeting.number, DECIDED, indicator=ONE)
    end_meeting(then, ANN, meeting.number)
    set_status(since, find_action(url, "Number 4 says").number, "done")
    change(since, "force", f"{ONE}/2", {"text": BEFORE_HERS}, editor=BEFORE_HER, version=1)
    path = tmp_path / "suspensions.csv"
    rows = (f"{ONE},Middlesbrough,2023/24,30.4", f"{ONE},Middlesbrough,2024/25,36.2")
    path.write_text("\n".join(("indicator,area,period,value", *rows, "")), encoding="utf-8")
    origin = {"publisher": "A rehearsal", "title": "Made up for a test", "published": since.date_today()}
    (report,) = load_files(since, files=[path], wishes=Wishes(origin=origin))
    assert report.written, report.problems
    return url


def find_action(url: str, start: str):
    opened = open_store(url, read_only=True)
    with opened.reading() as connection:
        (found,) = [
            one.action for one in read_saved(connection) if one.action.proposed_action.startswith(start)
        ]
    opened.close()
    return found


def set_status(settings: Settings, number: int, status: str) -> None:
    opened = open_store(settings.store, read_only=True)
    with opened.reading() as connection:
        version = next(one.version for one in read_saved(connection) if one.action.number == number)
    opened.close()
    change_action(settings, ANN, number, {"status": status}, version=version)


def spend_all_but(url: str, seconds: int) -> None:
    """Let the running step have begun so long ago that only so many seconds of its 15 minutes are left."""
    opened = open_store(url)
    with opened.writing() as connection:
        running = find_running(read_steps(connection, 2))
        began = running.running_since - timedelta(minutes=15, seconds=-seconds)
        write_step(connection, replace(running, running_since=began))
    opened.close()


def at(page: Page, indicator: str, step: str) -> None:
    page.wait_for_url(re.compile(f"indicator={indicator}&step={step}$"))
    page.locator(f"[data-stop='{indicator} {step}']").wait_for()
    wait_until_drawn(page)


def go_on(page: Page, indicator: str, step: str) -> None:
    """To the next stop by its key, pressed where no field is typed in."""
    page.locator(".oba h1").first.click()
    page.keyboard.press("PageDown")
    at(page, indicator, step)


def test_a_theme_group_goes_from_what_has_changed_through_two_curves_to_its_papers_and_on_to_the_next(
    store: str, visit: Callable[..., Page]
) -> None:
    with serve(store, mode="trust", user=ANN.name, today=TODAY) as server:
        page = visit(f"{server}/", height=720)
        begin(page)
        talk_of_the_first(page)
        with serve(store, mode="trust", user=BOB, today=TODAY) as other:
            write_at_once(page, visit(f"{other}{page.url.removeprefix(server)}&screen=2", height=720))
        tell_the_story(page)
        go_on(page, ONE, "partners")
        say_what_a_partner_brings(page)
        go_on(page, ONE, "what_works")
        think_of_what_works(page)
        go_on(page, ONE, "proposal")
        propose(page)
        go_on(page, TWO, "how_are_we_doing")
        talk_of_the_second(page, store)
        close(page)
        print_papers(page)
        read_the_curve(page, server)
    set_status(Settings(store=store, user=ANN.name, today=LATER), find_action(store, ACTION).number, "done")
    with serve(store, mode="trust", user=ANN.name, today=LATER) as server:
        begin_the_next(visit(f"{server}/meeting", height=720))
    with serve(store, mode="published", user=ANN.name, today=TODAY) as public:
        read_on_a_phone(visit(f"{public}/indicator?indicator={ONE}", **PHONE))


def begin(page: Page) -> None:
    """Home says what has changed since the first meeting; a second one is begun with two curves and three people."""
    line = page.locator("summary", has_text=f"Since the meeting of 2 December 2026 ({GROUP})")
    expect(line).to_contain_text("1 new figure, 1 revision, 1 action done, 1 story edit")
    page.get_by_role("button", name="The talk").click()
    page.get_by_role("menuitem", name="Hold a meeting").click()
    page.wait_for_url(re.compile("/meeting$"))
    wait_until_drawn(page)
    choose(page, "Group", GROUP)
    expect(
        page.get_by_text("4 curves of 55 minutes: 3 hours 40 minutes. That is over two hours.")
    ).to_be_visible()
    check(page)
    curves = page.get_by_role("combobox", name="Curves to talk through, in their order")
    for _ in range(4):
        curves.press("Backspace")
        settle(page)
    for title in (ONE_TITLE, TWO_TITLE):
        curves.fill(title)
        page.get_by_role("option", name=title, exact=True).click()
        settle(page)
    expect(page.get_by_text("2 curves of 55 minutes: 1 hour 50 minutes.")).to_be_visible()
    page.get_by_label("Who is here, one name a line").fill("\n".join(PEOPLE))
    settle(page)
    press(page, "Begin the meeting")
    page.wait_for_url(re.compile("meeting=2"))
    page.get_by_role("heading", name="The curves of today").wait_for()
    since = page.locator(".oba.since")
    for words in (DECIDED, "New, 2024/25: 36.2 per 100.", "from 30.0 to 30.4 per 100.", BEFORE_HERS):
        expect(since).to_contain_text(words)
    expect(page.get_by_text(f"Here: {', '.join(PEOPLE)}.")).to_be_visible()
    check(page)


def talk_of_the_first(page: Page) -> None:
    page.keyboard.press("PageDown")
    at(page, ONE, "how_are_we_doing")
    expect(page.locator(".oba .verdict")).to_contain_text("Early warning")
    expect(page.locator(".oba .verdict")).to_contain_text("For 2024/25 the forecast was 16.1")
    expect(page.locator("[role=timer] .clock")).to_have_text(re.compile("left$"))
    check(page)
    page.keyboard.press("ArrowRight")
    at(page, ONE, "story")
    type_and_enter(page, "What helps, in a sentence", HELPS)
    half = HINDERS[:30]
    type_in(page, "What hinders, in a sentence", half)
    page.wait_for_timeout(1200)
    page.reload()
    at(page, ONE, "story")
    field = page.get_by_role("textbox", name="What hinders, in a sentence")
    expect(field).to_have_value(half)
    field.click()
    page.keyboard.press("End")
    page.keyboard.type(HINDERS[30:])
    page.keyboard.press("Enter")
    expect(part(page, "Hinders, number 2")).to_contain_text(HINDERS)
    expect(part(page, "Helps, number 2")).to_contain_text(HELPS)


def write_at_once(ann: Page, bob: Page) -> None:
    """Two people of two names change one force: who saves second sees both texts, and saves one that has both."""
    for page, words in ((ann, HERS), (bob, HIS)):
        page.locator("[class*=st-key-offer_change_hinders_1] button").click()
        page.wait_for_url(re.compile("edit=force-2"))
        settle(page)
        field = changing(page)
        expect(field).to_have_value(BEFORE_HERS)
        field.fill(words)
        page.wait_for_timeout(1000)
    press(bob, "Save the change")
    bob.get_by_text("Saved. What stood there before").wait_for()
    expect(part(bob, "Hinders, number 1")).to_contain_text(HIS)
    press(ann, "Save the change")
    alert = ann.locator(".oba[role=alert]")
    for words in (f"{BOB} saved this while you were writing.", HIS, HERS):
        expect(alert).to_contain_text(words)
    check(ann)
    changing(ann).fill(BOTH)
    ann.wait_for_timeout(1000)
    press(ann, "Save the change")
    ann.get_by_text("Saved. What stood there before").wait_for()
    expect(part(ann, "Hinders, number 1")).to_contain_text(BOTH)


def changing(page: Page) -> Locator:
    """The field of the force that is being changed; forms for new ones have one of the same name."""
    save = page.get_by_role("button", name="Save the change")
    field = page.get_by_role("textbox", name="What is it, in a sentence")
    return (
        page.get_by_test_id("stVerticalBlock")
        .filter(has=save)
        .filter(has=field)
        .last.get_by_role("textbox", name="What is it, in a sentence")
    )


def tell_the_story(page: Page) -> None:
    form = open_form(page, "Add what someone says")
    fill(form, "What do they say, in their own words", VOICE)
    choose(form, "Who says it", "Young people")
    fill(form, "Where it was heard or read (needed)", "Youth council")
    press(page, "Save: add what someone says")
    expect(part(page, "Voice 2")).to_contain_text(VOICE)
    form = open_form(page, "Add a gap")
    fill(form, "What is not known, in a sentence", GAP)
    choose(form, "What is missing", "Data gap")
    fill(form, "Who finds out", OWNER)
    type_day(form, "By when", "31032027")
    press(page, "Save: add a gap")
    press(page, "Send gap 2 to the data development agenda")
    expect(page.get_by_text("The gap stands on the data development agenda now.")).to_be_visible()


def say_what_a_partner_brings(page: Page) -> None:
    choose(page, "Partner", "Schools in Middlesbrough")
    for label, text in (
        ("Its part in this curve", PART),
        ("What it brings: people, places, money, knowledge", BRINGS),
    ):
        page.get_by_role("textbox", name=label, exact=True).fill(text)
        settle(page)
    press(page, "Save what it brings")
    expect(part(page, "Schools in Middlesbrough")).to_contain_text(BRINGS)
    check(page)


def think_of_what_works(page: Page) -> None:
    """One idea quickly, one that costs nothing with its details; that is rated, and becomes an action in one press."""
    type_and_enter(page, "What might work, in a sentence", PAID)
    form = open_form(page, "Add an idea with its details")
    fill(form, "What might work, in a sentence", FREE)
    choose(form, "What does it cost", "No cost")
    press(page, "Save the idea")
    expect(part(page, "Idea 2")).to_contain_text(FREE)
    press(page, "Rate 2")
    for label in ("Leverage", "Feasibility and reach", "Specificity", "Values"):
        choose(page, re.compile(f"^{label}|, {label}"), "High")
    fill(
        page.locator("body"),
        "What those say who see it otherwise, without names: the public reads this",
        DISSENT,
    )
    fill(page.locator("body"), "Who they are: never shown to the public", PEOPLE[1])
    check(page)
    press(page, "Save the rating")
    expect(part(page, "Idea 1")).to_contain_text(FREE)
    expect(part(page, "Idea 1")).to_contain_text(DISSENT)
    press(page, "Make 1 an action")
    expect(page.get_by_text("Say in the next step who does it, and by when.")).to_be_visible()


def propose(page: Page) -> None:
    actions = page.get_by_role("table", name="Actions meant to turn this curve")
    expect(actions).to_contain_text(FREE)
    for label, text in (("Who does it", WHO), ("By when", WHEN), ("What it costs", COST)):
        type_in(page, label, text)
    type_and_enter(page, "What we will do, in a sentence", ACTION)
    row = actions.get_by_role("row").filter(has_text=ACTION)
    for words in (WHO, WHEN, COST):
        expect(row).to_contain_text(words)
    type_and_enter(page, "What we decide, in a sentence", CHOSEN)
    expect(page.get_by_role("group", name="Decision 1")).to_contain_text(CHOSEN)
    check(page)


def talk_of_the_second(page: Page, store: str) -> None:
    """Its clock runs over; what is typed is saved on the way; and no idea of it is cheap."""
    expect(page.get_by_text("Curve 2 of 2")).to_be_visible()
    go_on(page, TWO, "story")
    spend_all_but(store, 3)
    page.reload()
    at(page, TWO, "story")
    expect(page.locator("#meeting-said")).to_have_text("Time is up for this step", timeout=8000)
    expect(page.locator("[role=timer] .clock")).to_have_text(re.compile("over$"))
    type_in(page, "What hinders, in a sentence", LATE)
    press(page, "Next")
    at(page, TWO, "partners")
    expect(page.get_by_text(f"Saved: {LATE}")).to_be_visible()
    go_on(page, TWO, "what_works")
    type_and_enter(page, "What might work, in a sentence", DEAR)
    go_on(page, TWO, "proposal")


def close(page: Page) -> None:
    """What is open is asked for; then the meeting ends."""
    page.locator(".oba h1").first.click()
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile("step=close"))
    wait_until_drawn(page)
    expect(page.get_by_text("All that you typed is saved.")).to_be_visible()
    expect(page.get_by_text("There is an idea that costs little or nothing.")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Why there is none")).to_have_count(1)
    fill(page.locator("body"), "Why there is none", WHY)
    press(page, "Save why")
    expect(page.get_by_text(f"{WHY} ({ANN.name}")).to_be_visible()
    type_and_enter(page, "What we decide, in a sentence", OF_ALL)
    check(page)
    press(page, "End the meeting now")
    page.get_by_role("heading", name="This meeting has ended").wait_for()
    expect(page.get_by_role("button", name="End the meeting")).to_have_count(0)
    for words in (CHOSEN, OF_ALL):
        expect(page.get_by_role("table", name="What was decided")).to_contain_text(words)
    check(page)


def print_papers(page: Page) -> None:
    """A page for each curve and one for what was decided, also in black and white, with all that was typed on them."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Every report card and the action table").click()
    paper = opened.value
    paper.wait_for_load_state()
    check_paper(paper)
    for ink in ("", INK):
        if ink:
            paper.add_style_tag(content=ink)
        printed = print_paper(paper)
        assert_nothing_is_missing(paper, printed)
        marks = [is_dark_enough(one.screenshot()) for one in paper.locator(".verdict img:visible").all()]
        assert marks == [True, True]
        paper.emulate_media(media="null")
        first, second, last = (letters(one.extract_text()) for one in printed.pages)
        titles = [letters(one) in text[:400] for one, text in ((ONE_TITLE, first), (TWO_TITLE, second))]
        assert titles == [True, True]
        assert [one for one in OF_ONE if letters(one) not in first] == []
        assert [one for one in OF_TWO if letters(one) not in second] == []
        assert [one for one in OF_BOTH if letters(one) not in last] == []
    cards = [one.get_attribute("href") for one in page.get_by_role("link", name="The report card of").all()]
    assert [one.rpartition("=")[2] for one in cards] == [ONE, TWO]
    for address in cards:
        paper.goto(f"{page.url.partition('/meeting')[0]}/{address}")
        assert len(print_paper(paper).pages) == 1
    paper.close()


INK = "* { color: black !important; background: white !important; border-color: black !important; }"
"""What a printer with black ink alone makes of a paper, without its backgrounds."""


def check_paper(paper: Page) -> None:
    assert violations(paper) == []
    assert paper.evaluate("document.documentElement.scrollWidth") <= paper.viewport_size["width"]


def read_the_curve(page: Page, server: str) -> None:
    """On the page of the curve stands what was said of it, to those who work here."""
    page.goto(f"{server}/indicator?indicator={ONE}")
    wait_until_drawn(page)
    text = page.locator("body").inner_text()
    assert [one for one in (*OF_ONE, PEOPLE[1]) if one not in text] == []


def begin_the_next(page: Page) -> None:
    """Six weeks later one more action was done: the start of a third meeting tells that, and what was decided."""
    expect(page.get_by_role("table", name="Earlier meetings")).to_contain_text("2 decisions, 3 present")
    choose(page, "Group", GROUP)
    press(page, "Begin the meeting")
    page.wait_for_url(re.compile("meeting=3"))
    expect(
        page.locator("summary", has_text=f"Since the meeting of 15 December 2026 ({GROUP})")
    ).to_contain_text("1 action done")
    since = page.locator(".oba.since")
    for words in (CHOSEN, OF_ALL, ACTION):
        expect(since).to_contain_text(words)
    assert BEFORE_HERS not in since.inner_text()


def read_on_a_phone(page: Page) -> None:
    """A reader sees story, ideas and actions, and nobody's name."""
    page.get_by_role("heading", name=ONE_TITLE, exact=True).wait_for()
    check(page)
    text = page.locator("body").text_content() or ""
    assert [one for one in OF_ONE if one not in text] == []
    assert [one for one in (*PEOPLE, ANN.name, BOB, CHOSEN, HIS, HERS) if one in text] == []
    assert not re.search(rf"\b{BEFORE_HER.name}\b", text)
