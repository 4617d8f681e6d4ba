"""The switch of plain words: in the address, remembered for the visit, carried by every link, and nothing hidden for good."""

from __future__ import annotations

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.reading import Reading
from oba.store.engine import open_store
from oba.tasks.curve_choices import list_curve_choices
from oba.tasks.open_indicator import open_indicator
from oba.ui.html import keep_reading

HOME, EXECUTIVE, THEME, INDICATOR, PLAN = (
    f"pages/public/{one}.py" for one in ("10_home", "15_executive", "20_theme", "30_indicator", "40_plan")
)
MODES = ("published", "trust")
CURVE = {"indicator": "injury_admissions", "plain": "true"}
PLAIN = "It has gone down, from 120.9 in 2019/20 to 90.9 in 2023/24."
FULL = "Getting better: falling between 2019/20 and 2023/24"
OPENED = {"mode": "published"}


@pytest.fixture
def store_url(example_url: str) -> str:
    return example_url


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def switch_of(app: AppTest):
    return next(one for one in app.toggle if one.label == "Plain words")


def above_the_workings(app: AppTest) -> str:
    return text_of(app).split("For those who want the workings")[0]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("page", "said"),
    [
        (HOME, "too close to the forecast to tell; getting better"),
        (EXECUTIVE, "That is worse than the example forecast, but only an early warning."),
        (THEME, "That is not clearly better or worse than the example forecast."),
        (INDICATOR, "A lower figure is better."),
    ],
)
def test_each_page_reads_in_plain_words_in_both_modes(page: str, said: str, mode: str, open_page) -> None:
    full = open_page(page, mode=mode, theme="safeguarding", indicator="injury_admissions")
    plain = open_page(page, mode=mode, theme="safeguarding", **CURVE)
    assert not plain.exception
    assert (switch_of(full).value, switch_of(plain).value) == (False, True)
    assert said in text_of(plain)
    assert said not in text_of(full)


def test_the_definition_stands_first_then_the_plain_sentences_and_the_workings_last(open_page) -> None:
    app = open_page(INDICATOR, **CURVE)
    told = text_of(app)
    order = [
        "What is counted", "For every 10,000 children under 15", "How are we doing?", "What is a forecast?", "Is it going up or down?</h3>",
        "The story behind the line", "<details><summary>For those who want the workings</summary>", FULL,
        "What this indicator is", "How the figures were revised", "Source and quality",
    ]  # fmt: skip
    places = [told.index(one) for one in order]
    assert places == sorted(places)
    assert "chi-squared" not in above_the_workings(app)
    assert "interval" not in told.split("The figures of this chart as a table")[0].split("</style>")[-1]
    chart = app.get("plotly_chart")[0].proto
    assert chart.alt.startswith(
        "Line chart. Injury admissions, aged 0 to 14, Middlesbrough. In 2023/24 it was 90.9"
    )
    assert "interval" not in chart.alt


def test_nothing_of_the_full_reading_is_hidden_for_good(open_page, example_url: str) -> None:
    store = open_store(example_url, read_only=True)
    for key in list(list_curve_choices(store).indicators)[:12]:
        view = open_indicator(
            store, indicator=key, area="E06000002", today=date(2026, 12, 1), dark=False, published=True
        )
        told = text_of(open_page(INDICATOR, indicator=key, plain="true")).replace("&#39;", "'")
        for sentence in (
            view.title_sentence,
            view.verdict,
            view.trend,
            *view.several,
            *view.comparisons,
            *view.cautions,
        ):
            assert sentence in told, key


def test_the_lines_to_work_it_out_again_stand_below_the_workings(open_page) -> None:
    app = open_page(INDICATOR, **CURVE)
    assert "Work it out yourself" in [one.label for one in app.expander]


def test_the_switch_writes_itself_into_the_address_and_out_of_it(open_page) -> None:
    app = open_page(INDICATOR, indicator="injury_admissions")
    assert PLAIN not in text_of(app)
    switch_of(app).set_value(True).run()
    assert app.query_params["plain"] in ("true", ["true"])
    assert PLAIN in text_of(app)
    switch_of(app).set_value(False).run()
    assert "plain" not in app.query_params
    assert PLAIN not in text_of(app)


def test_the_choice_is_remembered_through_the_menu_and_through_pages_without_the_switch(open_page) -> None:
    app = open_page(HOME)
    switch_of(app).set_value(True).run()
    for page in (PLAN, THEME, INDICATOR, HOME):
        app.query_params.clear()
        app.switch_page(page).run()
        assert app.query_params["plain"] in ("true", ["true"])
    assert switch_of(app).value is True
    switch_of(app).set_value(False).run()
    app.switch_page(INDICATOR).run()
    assert switch_of(app).value is False


@pytest.mark.parametrize("asked", ["false", "yes", "<b>x</b>", ""])
def test_an_address_that_asks_for_something_else_is_read_in_full(asked: str, open_page) -> None:
    app = open_page(INDICATOR, indicator="injury_admissions", plain=asked)
    assert not app.exception
    assert switch_of(app).value is False
    assert "<b>x</b>" not in text_of(app)


@pytest.mark.parametrize("page", [HOME, EXECUTIVE, THEME, INDICATOR])
def test_every_link_to_a_page_of_ours_carries_the_reading(page: str, open_page) -> None:
    links = re.findall(r'href="([^"]*)"', text_of(open_page(page, plain="true")))
    ours = [one for one in links if not one.startswith(("#", "http", "/"))]
    assert len(ours) >= 5
    assert [one for one in ours if "plain=true" not in one] == []
    assert "plain=true" not in text_of(open_page(page))


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("indicator?indicator=x", "indicator?indicator=x&amp;plain=true"),
        ("plan", "plan?plain=true"),
        ("about#methods", "about?plain=true#methods"),
        ("print/card?indicator=x", "print/card?indicator=x&amp;plain=true"),
        ("theme?plain=true", "theme?plain=true"),
        ("#quality", "#quality"),
        ("https://www.gov.uk/a?b=c", "https://www.gov.uk/a?b=c"),
        ("//elsewhere/x", "//elsewhere/x"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
    ],
)
def test_only_addresses_of_this_server_are_added_to(link: str, kept: str) -> None:
    filled = f'<a href="{link}">x</a>'
    assert keep_reading(filled, reading=Reading.PLAIN) == f'<a href="{kept}">x</a>'
    assert keep_reading(filled, reading=Reading.FULL) == filled


def test_the_marks_keep_their_official_words_and_are_explained(open_page) -> None:
    told = text_of(open_page(HOME, plain="true"))
    assert "What the marks mean" in told
    for word in (
        "Turned",
        "Early sign",
        "As forecast",
        "Early warning",
        "Worse than forecast",
        "Too early to tell",
    ):
        assert word in told
    assert "too close to the forecast to tell" in told
    assert "What the marks mean" not in text_of(open_page(HOME))


def test_a_curve_without_a_forecast_or_without_figures_reads_in_plain_words_too(open_page) -> None:
    told = above_the_workings(open_page(INDICATOR, indicator="good_development", plain="true"))
    assert "Nobody has made a forecast for this yet" in told
    told = above_the_workings(open_page(INDICATOR, indicator="life_satisfaction", plain="true"))
    assert "There are no figures yet." in told


def test_an_earlier_day_reads_in_plain_words_without_what_is_not_kept_of_it(open_page) -> None:
    told = above_the_workings(open_page(INDICATOR, asof="2022-06-01", **CURVE))
    assert "How were we doing?" in told
    assert "No day is set for the next one." not in told
