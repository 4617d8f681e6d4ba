"""The page Compare: its choices in the address, its charts, and what it says when there is nothing to compare."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

COMPARE, INDICATOR = "pages/public/35_compare.py", "pages/public/30_indicator.py"
ENGLAND = "E92000001"
OPENED = {"mode": "published", "page": COMPARE}


@pytest.fixture
def store_url(example_url: str) -> str:
    return example_url


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def address_of(app: AppTest) -> dict[str, str]:
    found = dict(app.query_params)
    return {name: one[0] if isinstance(one, list) else one for name, one in found.items()}


def test_an_address_chooses_indicator_area_period_and_start(open_page) -> None:
    app = open_page(indicator="injury_admissions", area="E06000001", period="2021/22", since="2015/16")
    assert [box.value for box in app.selectbox] == ["injury_admissions", "E06000001", "2021/22", "2015/16"]
    assert "Hartlepool" in text_of(app)
    assert "between 2015/16 and 2021/22" in text_of(app)


def test_every_chart_has_finding_picture_text_table_source_and_four_files(open_page) -> None:
    app = open_page(indicator="injury_admissions")
    text = text_of(app)
    assert text.count('<figure class="still') == 4
    assert text.count("The figures of this chart as a table") == 4
    assert text.count("Source: Office for Health") >= 4
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == [
        f"{name}: {ending}"
        for name in ("In order", "On one line", "Neighbours", "Changes")
        for ending in ("CSV", "XLSX", "PNG", "SVG")
    ]


def test_another_indicator_forgets_the_period_of_the_last(open_page) -> None:
    app = open_page(indicator="injury_admissions", period="2021/22", since="2015/16")
    app.selectbox[0].select("under18_conceptions").run()
    assert not app.exception
    assert address_of(app) == {"indicator": "under18_conceptions"}
    assert [box.value for box in app.selectbox][2] == "2022"
    assert "The address asks for" not in text_of(app)


def test_choosing_a_period_writes_it_into_the_address_and_forgets_the_start(open_page) -> None:
    app = open_page(indicator="injury_admissions", since="2019/20")
    app.selectbox[2].select("2016/17").run()
    assert address_of(app) == {"indicator": "injury_admissions", "period": "2016/17"}
    assert "in 2016/17" in text_of(app)


@pytest.mark.parametrize("asked", ["1066", "<b>x</b>", "' OR 1=1 --", "x" * 500])
def test_a_period_that_is_not_there_is_answered_in_words(asked: str, open_page) -> None:
    app = open_page(indicator="injury_admissions", period=asked)
    assert not app.exception
    assert "which is not among the periods of these figures" in text_of(app)
    assert "<b>x</b>" not in text_of(app)


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
    assert len(app.selectbox) == 2
    assert said in text_of(app)


def test_a_doubt_about_a_comparator_stands_over_the_charts(open_page) -> None:
    text = text_of(open_page(indicator="first_time_entrants"))
    assert "look wrong" in text
    assert text.index("look wrong") < text.index("<figure")


def test_the_indicator_page_links_to_the_comparison_of_the_same_curve(open_page) -> None:
    text = text_of(open_page(INDICATOR, indicator="injury_admissions", area="E06000002"))
    assert 'href="compare?indicator=injury_admissions&amp;area=E06000002"' in text
