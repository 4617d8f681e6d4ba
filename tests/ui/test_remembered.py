"""The indicator and the area that were chosen last stand on the next page too, for this visitor alone."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

INDICATOR, COMPARE, SIGNALS, BASELINE = (
    f"pages/{one}.py"
    for one in ("public/30_indicator", "public/35_compare", "public/38_signals", "trust/84_baseline")
)


@pytest.fixture
def store_url(example_url: str) -> str:
    return example_url


def go_on(app: AppTest, page: str, **address: str) -> AppTest:
    """Through the menu, which leaves nothing in the address but what is given."""
    app.query_params.clear()
    app.query_params.update(address)
    return app.switch_page(page).run()


def chosen(app: AppTest) -> tuple[str, ...]:
    return tuple(
        next(one.value for one in app.selectbox if one.label == label) for label in ("Indicator", "Area")
    )


@pytest.mark.parametrize("page", [INDICATOR, COMPARE, SIGNALS, BASELINE])
def test_the_menu_keeps_what_was_chosen_and_the_address_says_so(open_page, page: str) -> None:
    app = open_page(INDICATOR, indicator="injury_admissions", area="E06000001")
    app = go_on(app, page)
    assert not app.exception
    assert chosen(app) == ("injury_admissions", "E06000001")
    assert (app.query_params["indicator"], app.query_params["area"]) == ("injury_admissions", "E06000001")


def test_the_address_wins_over_what_was_chosen_last(open_page) -> None:
    app = go_on(open_page(INDICATOR, indicator="injury_admissions"), COMPARE, indicator="neet_16_17")
    assert chosen(app)[0] == "neet_16_17"
    assert chosen(go_on(app, SIGNALS))[0] == "neet_16_17"


def test_what_one_visitor_chose_is_not_shown_to_another(open_page) -> None:
    usual = chosen(open_page(COMPARE))
    open_page(COMPARE, indicator="injury_admissions", area="E06000001")
    assert chosen(open_page(COMPARE)) == usual


def test_an_indicator_that_is_not_in_the_plan_is_not_remembered(open_page) -> None:
    app = open_page(INDICATOR, indicator="injury_admissions")
    app = go_on(app, COMPARE, indicator="nothing")
    assert "The address asks for" in "".join(one.proto.body for one in app.get("html"))
    assert chosen(go_on(app, SIGNALS))[0] == "injury_admissions"
