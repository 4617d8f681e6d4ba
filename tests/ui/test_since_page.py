"""What has changed since the last meeting, on home and on a theme: on the working instance only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor
from oba.model.meeting import Group, Meeting
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.meetings import add_meeting, write_group
from oba.tasks.record_action import add_action
from oba.tasks.record_story import add

HOME, THEME = "pages/public/10_home.py", "pages/public/20_theme.py"
KEY = "under18_conceptions"
ENDED = datetime(2026, 12, 2, 16, 30, tzinfo=UTC)
NEWS = "What is new in the figures</h2>"
COUNTED = "Since the meeting of 2 December 2026 (Risk taking group):"
OPENED = {"today": "2026-12-20", "page": HOME}


@pytest.fixture
def met(own_example: str) -> None:
    """A meeting has ended, and since then an action was added and a force written."""
    store = open_store(own_example)
    with store.writing() as connection:
        write_group(connection, Group("risk", "Risk taking group", "risk_taking"))
        add_meeting(
            connection, Meeting(1, "risk", ENDED.date(), ENDED, "ann", indicators=(KEY,), ended_at=ENDED)
        )
    store.close()
    settings = Settings(store=own_example, user="ann", today="2026-12-05")
    add_action(settings, Editor("ann"), {"proposed_action": "Train <b>mentors</b>"})
    text = {"text": "Rents <i>rise</i>", "direction": "hinders"}
    add(settings, "force", text, editor=Editor("ann"), indicator=KEY)


def text_of(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(one.proto.body for one in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.expander]


def test_home_without_a_meeting_says_what_it_will_show_and_keeps_its_news(open_page) -> None:
    app = open_page()
    said = text_of(app)
    assert '<a href="meeting">Hold a meeting</a>' in said
    assert NEWS in said
    assert labels(app) == ["No meeting has ended yet. See what has changed since the end of any day"]


def test_home_counts_from_the_last_meeting_and_says_what_is_new_once(open_page, met: None) -> None:
    app = open_page()
    said = text_of(app)
    (label,) = labels(app)
    assert label.startswith(f"{COUNTED} 1 action new, 1 story edit; 17 actions are still late.")
    assert "Train &lt;b&gt;mentors&lt;/b&gt;" in said
    assert f'<a href="story?indicator={KEY}">Under-18 conceptions</a>' in said
    assert "Rents &lt;i&gt;rise&lt;/i&gt;" in said
    assert '<a href="plan?status=overdue">And 14 more</a>' in said
    assert NEWS not in said


def test_the_executive_view_counts_from_the_last_meeting_too(open_page, met: None) -> None:
    (label,) = labels(open_page("pages/public/15_executive.py"))
    assert label.startswith(COUNTED)
    assert labels(open_page("pages/public/15_executive.py", mode="published")) == []


def test_a_theme_counts_from_the_meetings_of_its_own_groups(open_page, met: None) -> None:
    (mine,) = [one for one in labels(open_page(THEME, theme="risk_taking")) if one.startswith("Since")]
    assert mine.startswith(f"{COUNTED} 1 action new, 1 story edit;")
    other = open_page(THEME, theme="safeguarding")
    assert "No meeting of this theme has ended yet." in text_of(other)
    assert not [one for one in labels(other) if one.startswith("Since")]


@pytest.mark.parametrize("page", [HOME, THEME])
def test_the_published_copy_shows_none_of_it(open_page, met: None, page: str) -> None:
    app = open_page(page, mode="published", theme="risk_taking", since="2026-12-01")
    said = text_of(app)
    assert not [one for one in labels(app) if "ince" in one]
    assert not [words for words in ("Since the", "No meeting", "still late") if words in said]
    assert page == THEME or NEWS in said


def test_a_day_in_the_address_is_counted_from_its_end(open_page, met: None) -> None:
    (label,) = labels(open_page(since="2026-12-04"))
    assert label.startswith("Since the end of 4 December 2026: 1 action new, 1 story edit;")
    (label,) = labels(open_page(since="2026-12-05"))
    assert label.startswith("Since the end of 5 December 2026: nothing has changed;")
    (label,) = labels(open_page(since="2026-11-01"))
    assert "28 new" in label or "29 new" in label


def test_a_day_that_is_chosen_stands_in_the_address(open_page, met: None) -> None:
    app = open_page()
    app = app.date_input[0].set_value(datetime(2026, 12, 5, tzinfo=UTC).date()).run()
    assert app.query_params["since"] == "2026-12-05"
    assert labels(app)[0].startswith("Since the end of 5 December 2026: nothing has changed;")


def test_a_day_that_is_none_is_said_and_the_last_meeting_is_counted_from(open_page, met: None) -> None:
    app = open_page(since="yesterday")
    assert labels(app)[0].startswith(COUNTED)
    assert "yesterday" in text_of(app)
