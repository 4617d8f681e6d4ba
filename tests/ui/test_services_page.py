"""The Services page: what it says without services, the questions in order, saving, loading figures, freezing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor, Role
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.measure_baselines import read_measure_baselines
from oba.store.measure_figures import read_figures
from oba.store.plans import read_plan, write_plan
from oba.store.service_talk import read_talk
from oba.tasks.record_service import record_talk
from oba.ui.menu import page_names
from oba.words.services import FIELD_NAMES, QUESTIONS
from tests.publishing import publish_for_test
from tests.services_example import add_services

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/trust/87_services.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture
def served(own_example: str) -> str:
    return add_services(own_example)


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def area(app: AppTest, field: str) -> object:
    return next(one for one in app.text_area if one.label == FIELD_NAMES[field])


def test_without_services_the_page_says_what_to_do_and_invents_nothing(open_page: OpenPage) -> None:
    app = open_page()
    assert not app.exception
    assert "The plan has no services yet. Write them on the sheets" in text_of(app)
    assert not app.text_area
    assert [one.label for one in app.get("download_button")] == ["The whole plan as a workbook"]


def test_the_seven_questions_stand_in_order_and_the_share_better_off_comes_first(
    open_page: OpenPage, served: str
) -> None:
    app = open_page()
    assert not app.exception
    text = text_of(app)
    headings = re.findall(r"<h3>(\d)\. (.*?)</h3>", text)
    assert headings == [(str(place), one.text) for place, one in enumerate(QUESTIONS, start=1)]
    cells = re.findall(r'<section class="cell" aria-label="(.*?)">', text)
    assert cells == [
        "Is anyone better off? Share in %",
        "Is anyone better off? Number",
        "How well did we do it?",
        "How much did we do?",
    ]
    assert "53.5% in 2024/25" in text
    assert "Parents of babies under two who ask for help" in text
    assert "suppressed" in text


def test_a_service_without_measures_says_what_is_wanted(open_page: OpenPage, served: str) -> None:
    app = open_page(service="ex_clubs")
    assert not app.exception
    assert "This service has no performance measures yet." in text_of(app)
    assert "Load figures first" in text_of(app)


def test_measures_without_figures_say_how_they_come(open_page: OpenPage, own_example: str) -> None:
    add_services(own_example, figures=False)
    app = open_page()
    assert not app.exception
    assert "No figures of these measures are held yet." in text_of(app)
    assert text_of(app).count("No figures yet.") == 4


def test_what_a_group_says_is_saved_with_its_history(open_page: OpenPage, served: str) -> None:
    app = open_page()
    area(app, "story").input("Families move <b>house</b>").run()
    press(app, "Save what was said")
    assert not app.exception
    assert "Every edit is kept" in text_of(app)
    store = open_store(served)
    with store.reading() as connection:
        talk = read_talk(connection, "ex_visits")
    store.close()
    assert (talk.story, talk.version) == ("Families move <b>house</b>", 1)
    assert area(open_page(), "story").value == "Families move <b>house</b>"


def test_what_is_typed_and_not_saved_outlives_a_reload(open_page: OpenPage, served: str) -> None:
    area(open_page(), "works").input("Ask the grandmothers").run()
    assert area(open_page(), "works").value == "Ask the grandmothers"


def test_two_who_write_at_once_see_both_texts_and_lose_neither(open_page: OpenPage, served: str) -> None:
    app = open_page()
    area(app, "proposal").input("Mine").run()
    settings = Settings(store=served, today="2026-12-01")
    record_talk(
        settings, Editor("bob", Role.EDITOR), service="ex_visits", texts={"proposal": "Theirs"}, version=0
    )
    app = open_page()
    assert area(app, "proposal").value == "Mine"
    text = text_of(app)
    assert "saved this while you were writing" in text
    assert "Theirs" in text
    press(app, "Save what was said")
    store = open_store(served)
    with store.reading() as connection:
        assert read_talk(connection, "ex_visits").proposal == "Mine"
    store.close()


def test_the_money_stands_by_outcome_with_its_chart_and_its_table(open_page: OpenPage, served: str) -> None:
    app = open_page(look="outcomes")
    assert not app.exception
    text = text_of(app)
    assert "£165,000 in 2025/26 for one service; 1 further amount is not known." in text
    assert "Cleveland Police: not known, aligned with NHS Middlesbrough (to be agreed)" in text
    assert "Share of parents who say they cope better: 53.5% in 2024/25" in text
    assert "not measured yet" in text
    assert "must not be added up" in text
    labels = [one.label for one in app.get("download_button")]
    assert labels == ["Spending: CSV", "Spending: XLSX", "Spending: PNG", "Spending: SVG"]
    again = open_page(look="outcomes", year="2024/25")
    assert "£110,000 in 2024/25 for one service" in text_of(again)


def test_a_forecast_of_a_measure_is_frozen_and_judged_from_then_on(open_page: OpenPage, served: str) -> None:
    app = open_page(measure="ex_cope", scenario="hold")
    press(app, "Freeze this forecast")
    assert "obody is named who agreed on it" in text_of(app)
    next(one for one in app.text_input if one.label.startswith("Who agreed")).input("Board").run()
    next(one for one in app.text_input if one.label == "Why this scenario").input("No other course").run()
    app = press(app, "Freeze this forecast")
    assert not app.exception
    assert "Frozen: Share of parents who say they cope better" in text_of(app)
    store = open_store(served)
    with store.reading() as connection:
        (frozen,) = read_measure_baselines(connection, ["ex_cope"])
    store.close()
    assert (frozen.scenario.value, frozen.agreed_by, frozen.recorded_by) == ("hold the level", "Board", "ann")
    assert "too early to tell" in text_of(open_page())


def test_a_filled_sheet_is_shown_then_saved(open_page: OpenPage, served: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Measure key", "Measure", "Period", "Value", "Marker"],
        ["ex_cope", "", "2024/25", 54.5, None],
        ["ex_cope", "", "2025/26", 61, None],
        ["ex_on_time", "", "2025/26", None, "[c]"],
        ["ex_visited", "", "2024/25", 250, None],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    app = open_page()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    app.get("file_uploader")[0].upload("filled.xlsx", out.getvalue(), kind).run()
    assert not app.exception
    assert "4 figures: 2 new, 1 revised, 1 unchanged." in text_of(app)
    press(app, "Save the figures of filled.xlsx")
    assert not app.exception
    assert "Saved from filled.xlsx" in text_of(app)
    store = open_store(served)
    with store.reading() as connection:
        found = {one.period.label: one.value for one in read_figures(connection, ["ex_cope"])}
    store.close()
    assert (found["2024/25"], found["2025/26"]) == (54.5, 61.0)


@pytest.mark.parametrize(
    "address", [{"service": "<b>x</b>"}, {"look": "no"}, {"look": "outcomes", "year": "1"}]
)
def test_an_address_that_asks_for_what_is_not_there_is_answered_in_words(
    open_page: OpenPage, served: str, address: dict[str, str]
) -> None:
    app = open_page(**address)
    assert not app.exception
    assert "The address asks for" in text_of(app)
    assert "<b>x</b>" not in text_of(app)


def test_the_published_copy_has_neither_page(open_page: OpenPage) -> None:
    assert {"services", "choosing"} & set(page_names("published")) == set()
    assert {"services", "choosing"} <= set(page_names("trust"))
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(mode="published")


def test_how_outcomes_are_worded_is_told_on_the_working_instance_alone(
    monkeypatch: pytest.MonkeyPatch, own_example: str
) -> None:
    store = open_store(own_example)
    with store.writing() as connection:
        book = read_plan(connection)
        first = replace(book.outcomes[0], sentence="Reduce <b>poverty</b> by 50%")
        write_plan(connection, replace(book, outcomes=(first, *book.outcomes[1:])))
    store.close()
    told = {}
    given = {
        "OBA_STORE": own_example,
        "OBA_TODAY": "2026-12-01",
        "OBA_COPIES": str(publish_for_test(own_example)),
    }
    for mode in ("trust", "published"):
        for name, value in {**given, "OBA_MODE": mode}.items():
            monkeypatch.setenv(name, value)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.run()
        app = app.switch_page("pages/public/20_theme.py").run()
        assert not app.exception
        told[mode] = text_of(app)
    assert "How the outcomes are worded: 1 to look at again" in told["trust"]
    assert "No reduce, increase or improve: &#39;Reduce&#39;" in told["trust"]
    assert "<b>poverty" not in told["trust"]
    assert "Reduce &lt;b&gt;poverty" in told["published"]
    assert "How the outcomes are worded" not in told["published"]
