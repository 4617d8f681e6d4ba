"""A curve as it stood on an earlier day, through its address; and the Data page's templates in each mode."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

INDICATOR, DATA = "pages/public/30_indicator.py", "pages/public/50_data.py"
OPENED = {"mode": "published"}


@pytest.fixture
def store_url(example_url: str) -> str:
    return example_url


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def test_the_address_names_the_day_and_the_page_says_clearly_that_it_is_not_todays(open_page) -> None:
    text = text_of(open_page(INDICATOR, indicator="under18_conceptions", asof="2026-05-01"))
    assert "Not today's view." in text
    assert "How were we doing?" in text
    assert 'href="indicator?indicator=under18_conceptions&amp;area=E06000002"' in text


@pytest.mark.parametrize("area", ["E06000002", "E92000001"])
@pytest.mark.parametrize("plain", ["true", "false"])
def test_above_the_story_it_says_that_what_is_written_is_todays(open_page, area: str, plain: str) -> None:
    said = "The story, partners, ideas and actions below are those of today, not of 1 May 2026."
    asked = {"indicator": "under18_conceptions", "area": area, "plain": plain}
    text = text_of(open_page(INDICATOR, asof="2026-05-01", **asked))
    assert text.count(said) == 1
    assert text.index(said) < text.index("The story behind the")
    assert said[:40] not in text_of(open_page(INDICATOR, **asked))


def test_without_a_day_the_page_is_todays(open_page) -> None:
    app = open_page(INDICATOR, indicator="under18_conceptions")
    assert "Not today's view" not in text_of(app)
    assert app.date_input[0].value is None


@pytest.mark.parametrize("asked", ["2027-01-01", "yesterday", "1066-10-14", "<b>x</b>"])
def test_a_day_that_cannot_be_shown_is_answered_with_todays_view(asked: str, open_page) -> None:
    app = open_page(INDICATOR, indicator="under18_conceptions", asof=asked)
    assert not app.exception
    assert "which is no day such as 2023-03-01" in text_of(app)
    assert "Not today's view" not in text_of(app)
    assert "<b>x</b>" not in text_of(app)


def test_choosing_a_day_writes_it_into_the_address(open_page) -> None:
    from datetime import date

    app = open_page(INDICATOR, indicator="under18_conceptions")
    app.date_input[0].set_value(date(2026, 5, 1)).run()
    assert app.query_params["asof"] in ("2026-05-01", ["2026-05-01"])
    assert "Not today's view." in text_of(app)


def test_templates_of_partners_are_offered_on_the_working_instance_only(open_page) -> None:
    public, working = open_page(DATA), open_page(DATA, mode="trust")
    assert "Who owes what by when" in text_of(public)
    assert not public.get("download_button")
    labels = [one.proto.label for one in working.get("download_button")]
    assert "Template for Cleveland Police" in labels
