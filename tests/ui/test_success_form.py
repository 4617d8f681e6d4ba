"""The account of a curve that turned, on the page of its story; and the Executive view and the links to papers."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.successes import find_success
from oba.tasks.record_success import tell_success
from oba.ui import html

STORY, EXECUTIVE = "pages/trust/85_story.py", "pages/public/15_executive.py"
INDICATOR, ACTIONS = "pages/public/30_indicator.py", "pages/trust/86_actions.py"
EARLY, LEVEL = "breastfeeding", "looked_after"
SAVE = "Save the success story"
OPENED = {"page": STORY}


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def write(app: AppTest, text: str) -> AppTest:
    return next(one for one in app.text_area if one.label == "What happened").input(text).run()


def kept(url: str):
    with open_store(url, read_only=True).reading() as connection:
        return find_success(connection, EARLY)


def test_an_account_is_written_and_what_claims_a_cause_is_pointed_out(open_page, own_example: str) -> None:
    app = write(open_page(indicator=EARLY), "It rose because of <b>us</b>.")
    assert "“because of”, which claims a cause" in text_of(app)
    app = press(app, SAVE)
    assert "The success story is saved." in text_of(app)
    found = kept(own_example)
    assert found
    assert (found.text, found.written_by, found.version) == ("It rose because of <b>us</b>.", "ann", 1)


def test_what_is_typed_and_not_saved_is_there_again_after_a_reload(open_page, own_example: str) -> None:
    write(open_page(indicator=EARLY), "Half a sent")
    again = open_page(indicator=EARLY)
    assert [one.value for one in again.text_area if one.label == "What happened"] == ["Half a sent"]
    assert kept(own_example) is None


def test_two_who_write_at_once_are_shown_both_texts(open_page, own_example: str) -> None:
    write(open_page(indicator=EARLY), "Mine")
    settings = Settings(store=own_example, user="bob", today="2026-12-01")
    tell_success(settings, "Theirs", editor=Editor("bob"), indicator=EARLY, version=0)
    app = open_page(indicator=EARLY)
    assert "bob saved this while you were writing." in text_of(app)
    assert "Theirs" in text_of(app)
    app = press(app, SAVE)
    found = kept(own_example)
    assert found
    assert (found.text, found.version) == ("Mine", 2)


def test_a_withdrawn_account_leaves_an_empty_field(open_page, own_example: str) -> None:
    settings = Settings(store=own_example, user="bob", today="2026-12-01")
    tell_success(settings, "Theirs", editor=Editor("bob"), indicator=EARLY, version=0)
    app = press(open_page(indicator=EARLY), "Withdraw the success story")
    assert [one.value for one in app.text_area if one.label == "What happened"] == [""]
    found = kept(own_example)
    assert found
    assert found.withdrawn


def test_a_curve_that_has_not_turned_says_when_its_story_becomes_available(open_page) -> None:
    app = open_page(indicator=LEVEL)
    assert "It becomes available when a new figure" in text_of(app)
    assert "What happened" not in [one.label for one in app.text_area]


def test_pages_of_a_process_without_papers_say_how_to_have_them(
    open_page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(html._environment().globals, "papers", False)
    for page in (INDICATOR, EXECUTIVE, ACTIONS):
        told = text_of(open_page(page, indicator=EARLY))
        assert "python -m oba serve" in told
        assert "print/" not in told


def test_pages_of_the_server_link_to_their_papers(open_page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(html._environment().globals, "papers", True)
    told = text_of(open_page(INDICATOR, indicator=EARLY))
    assert f'href="print/card?indicator={EARLY}&amp;area=E06000002"' in told
    assert f'href="print/success?indicator={EARLY}"' in told
    assert "print/success" not in text_of(open_page(INDICATOR, indicator=LEVEL))
    assert 'href="print/executive"' in text_of(open_page(EXECUTIVE))
    assert 'href="print/actions' in text_of(open_page(ACTIONS, status="overdue"))


def test_the_executive_view_has_what_goes_wrong_before_its_themes(open_page) -> None:
    told = text_of(open_page(EXECUTIVE, mode="published"))
    order = [
        "Suspensions from school",
        "No action is recorded",
        "17 actions past their date",
        "Reducing Child Poverty",
    ]
    places = [told.index(one) for one in order]
    assert places == sorted(places)
