"""The page Signals: the recent trend and the control chart, with the reader's choices in the address."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from oba.store.engine import open_store
from oba.tasks.open_signals import CONTROL, NEVER, TREND, SignalsView, list_new_phases, open_signals

SIGNALS, INDICATOR = "pages/public/38_signals.py", "pages/public/30_indicator.py"
OURS, ENGLAND = "E06000002", "E92000001"
OPENED = {"mode": "published", "page": SIGNALS}


@pytest.fixture
def store_url(example_url: str) -> str:
    return example_url


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def view_of(url: str, key: str, **more: object) -> SignalsView:
    choices = {
        "zero": True,
        "screen": True,
        "anew": NEVER,
        "dark": False,
        "published": True,
        "area": OURS,
    } | more
    return open_signals(open_store(url, read_only=True), indicator=key, **choices)  # type: ignore[arg-type]


def test_both_charts_stand_with_their_findings_tables_and_files(open_page) -> None:
    app = open_page(indicator="injury_admissions")
    text = text_of(app)
    assert text.count('<figure class="still') == 2
    assert text.count("The figures of this chart as a table") == 2
    assert "getting better" in text
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == [
        f"{name}: {ending}" for name in (TREND, CONTROL) for ending in ("CSV", "XLSX", "PNG", "SVG")
    ]


def test_limits_are_set_anew_from_the_period_in_the_address(open_page, example_url: str) -> None:
    app = open_page(indicator="injury_admissions", anew="2017/18")
    assert not app.exception
    assert [box.value for box in app.selectbox] == ["injury_admissions", OURS, "2017/18"]
    once, twice = (
        view_of(example_url, "injury_admissions", anew=one).charts[1].table for one in (NEVER, "2017/18")
    )
    assert once is not None
    assert twice is not None
    means = [head.text for head in once.heads].index("Mean")
    assert len({row[means] for row in once.rows}) == 1
    assert len({row[means] for row in twice.rows}) == 2


def test_another_indicator_forgets_where_limits_were_set_anew(open_page) -> None:
    app = open_page(indicator="injury_admissions", anew="2017/18")
    app.selectbox[0].select("under18_conceptions").run()
    assert not app.exception
    assert app.selectbox[2].value == NEVER
    assert "The address asks for" not in text_of(app)


def test_a_period_that_is_not_there_is_answered_in_words(open_page) -> None:
    app = open_page(indicator="injury_admissions", anew="<b>x</b>")
    assert not app.exception
    assert "which is not among the periods of these figures" in text_of(app)
    assert "<b>x</b>" not in text_of(app)


def test_new_phases_may_begin_at_any_figure_but_the_first(example_url: str) -> None:
    store = open_store(example_url, read_only=True)
    found = list(list_new_phases(store, indicator="injury_admissions", area=OURS, published=True))
    assert found[:2] == [NEVER, "2023/24"]
    assert found[-1] == "2011/12"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("published", "Choose another indicator or area."),
        ("trust", "Load a file that holds them on the page Load."),
    ],
)
def test_an_area_without_figures_is_told_what_to_do(mode: str, said: str, open_page) -> None:
    app = open_page(mode=mode, indicator="low_income_2022", area=ENGLAND)
    assert not app.exception
    assert said in text_of(app)
    assert "<figure" not in text_of(app)


def test_the_indicator_page_links_to_the_signals_of_the_same_curve(open_page) -> None:
    text = text_of(open_page(INDICATOR, indicator="injury_admissions", area=OURS))
    assert 'href="signals?indicator=injury_admissions&amp;area=E06000002"' in text
