"""The Baseline page: choices in the address, words kept, freezing, and nothing of it on the published copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import editor_of
from oba.settings import Settings
from oba.store.baselines import read_baselines
from oba.store.engine import open_store
from oba.tasks.agree_baseline import Agreement, agree
from oba.tasks.open_download import write_download
from oba.ui import baseline_page
from tests.publishing import publish_for_test

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/trust/84_baseline.py"
KEY = "persistent_absence"
WHO, WHY, REPLACES = "agreed_by", "reason", "replaces"
TYPED = {WHO: "Emotional health group", WHY: "No other course is in sight", REPLACES: "It was an example"}


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def frozen(url: str):
    store = open_store(url, read_only=True)
    with store.reading() as connection:
        found = read_baselines(connection, indicators=[KEY], superseded=True)
    store.close()
    return found


def press(app: AppTest) -> AppTest:
    return next(one for one in app.button if one.label == "Freeze this forecast").click().run()


def chosen(app: AppTest) -> dict[str, str]:
    return {one.label: one.value for one in app.selectbox}


def test_the_page_compares_the_scenarios_of_the_curve_that_the_address_names(open_page) -> None:
    app = open_page(indicator=KEY, scenario="hold", horizon="3", data_to="2022/23")
    assert not app.exception
    assert chosen(app) == {
        "Indicator": KEY,
        "Area": "E06000002",
        "Last figure to use": "2022/23",
        "How far ahead": "3",
        "Scenario to freeze": "hold",
    }
    text = text_of(app)
    assert "in 2025/26 if the level holds (80% interval" in text
    assert '<span class="chosen">chosen</span>' in text
    assert "2 figures after 2022/23 are known already." in text


def test_choosing_writes_every_choice_into_the_address_and_another_curve_drops_what_was_of_the_last(
    open_page,
) -> None:
    app = open_page(indicator=KEY, data_to="2022/23")
    next(one for one in app.selectbox if one.label == "How far ahead").select("2").run()
    assert app.query_params["horizon"] == "2"
    next(one for one in app.selectbox if one.label == "Indicator").select("neet_16_17").run()
    assert app.query_params["indicator"] == "neet_16_17"
    assert app.query_params["horizon"] == "2"
    assert "data_to" not in app.query_params
    assert "The address asks for" not in text_of(app)


def test_what_is_typed_stands_in_the_address_and_in_the_preview(open_page) -> None:
    app = open_page(indicator=KEY)
    assert "Name the group that agreed." in text_of(app)
    app.text_input[0].input("  Group <b>A</b> ").run()
    assert app.query_params[WHO] == "  Group <b>A</b> "
    assert "<dd>Group &lt;b&gt;A&lt;/b&gt;</dd>" in text_of(app)
    again = open_page(indicator=KEY, **TYPED)
    assert [one.value for one in (*again.text_input, *again.text_area)] == list(TYPED.values())
    assert "Before it can be frozen" not in text_of(again)


def test_freezing_writes_what_was_shown_says_so_and_empties_the_fields(open_page, own_example: str) -> None:
    app = press(open_page(indicator=KEY, scenario="hold", **TYPED))
    assert not app.exception
    old, new = frozen(own_example)
    assert (new.scenario.value, new.agreed_by, new.reason) == ("hold the level", TYPED[WHO], TYPED[WHY])
    assert (old.superseded_by, new.replaces_because) == (new.id, TYPED[REPLACES])
    text = text_of(app)
    assert f"Frozen as number {new.id}: Persistent absence from school, Middlesbrough." in text
    assert f'href="indicator?indicator={KEY}&amp;area=E06000002"' in text
    assert text.count('<section class="frozen"') == 2
    assert [one.value for one in (*app.text_input, *app.text_area)] == ["", "", ""]
    assert app.query_params["shown"] == str(new.id)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (WHO, "nobody is named who agreed on it."),
        (WHY, "no reason is given."),
        (REPLACES, "no reason is given for replacing the one that stands."),
    ],
)
def test_without_who_or_why_nothing_is_frozen_and_what_was_typed_stays(
    open_page, own_example: str, missing: str, said: str
) -> None:
    given = {name: text for name, text in TYPED.items() if name != missing}
    app = press(open_page(indicator=KEY, **given))
    assert f": {said}</strong>" in text_of(app)
    assert len(frozen(own_example)) == 1
    assert {one.value for one in (*app.text_input, *app.text_area)} == {*given.values(), ""}


def test_who_freezes_second_is_told_who_was_first_and_keeps_what_was_typed(
    open_page, own_example: str
) -> None:
    late = open_page(indicator=KEY, **TYPED)
    press(open_page(indicator=KEY, **{**TYPED, WHO: "The Executive"}))
    app = press(late)
    assert "The Executive froze another baseline of this curve first" in text_of(app)
    assert len(frozen(own_example)) == 2
    assert app.text_input[0].value == TYPED[WHO]


def test_who_is_refused_sees_the_list_as_it_stands_after_the_other_wrote(
    open_page, own_example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other tab writes while this one is being drawn, when it has read the list already."""

    def outrun(settings, editor, agreement, *, shown):
        agree(settings, editor, replace(agreement, agreed_by="The Executive"))
        return agree(settings, editor, agreement, shown=shown)

    app = open_page(indicator=KEY, **TYPED)
    monkeypatch.setattr(baseline_page, "agree", outrun)
    text = text_of(press(app))
    assert text.count("The Executive froze another baseline of this curve first") == 1
    assert text.count('<section class="frozen"') == 2
    assert "<dd>The Executive</dd>" in text
    assert "froze another baseline" not in text_of(app.run())


def test_one_message_names_all_that_is_missing(open_page, own_example: str) -> None:
    text = text_of(press(open_page(indicator=KEY)))
    assert text.count('role="alert"') == 1
    assert (
        "nobody is named who agreed on it; no reason is given; "
        "no reason is given for replacing the one that stands." in text
    )


def test_what_was_typed_of_one_curve_is_not_shown_of_another_and_is_there_on_coming_back(open_page) -> None:
    app = open_page(indicator=KEY)
    app.text_input[0].input("Group A").run()
    app.text_area[0].input("A reason").run()
    choose(app, "Indicator", "neet_16_17")
    assert fields(app) == ["", "", ""]
    assert {WHO, WHY}.isdisjoint(app.query_params)
    app.text_input[0].input("Group B").run()
    choose(app, "Area", "E92000001")
    assert set(fields(app)) == {""}
    choose(app, "Area", "E06000002")
    assert fields(app)[0] == "Group B"
    choose(app, "Indicator", KEY)
    assert fields(app) == ["Group A", "A reason", ""]
    assert app.query_params[WHO] == "Group A"


def test_a_field_that_was_emptied_stays_empty(open_page) -> None:
    app = open_page(indicator=KEY, **TYPED)
    app.text_input[0].input("").run()
    assert WHO not in app.query_params
    assert app.run().text_input[0].value == ""


def test_without_a_margin_only_a_tick_freezes_and_the_tick_is_of_one_curve(
    open_page, own_example: str
) -> None:
    keep_newest(own_example, 2)
    app = press(open_page(indicator=KEY, **TYPED))
    assert "2 figures are too few for a margin of error" in text_of(app)
    assert len(frozen(own_example)) == 1
    app.checkbox[0].check().run()
    press(app)
    assert len(frozen(own_example)) == 2
    assert not open_page(indicator=KEY, **TYPED).checkbox[0].value
    assert not open_page(indicator="neet_16_17").checkbox


def test_a_forecast_that_ends_among_known_figures_is_refused(open_page, own_example: str) -> None:
    app = press(open_page(indicator=KEY, data_to="2021/22", horizon="2", **TYPED))
    assert "no new figure could ever be judged against it" in text_of(app)
    assert len(frozen(own_example)) == 1


OFFICER = "Zebedee Officer"


def test_nothing_public_names_who_recorded_or_loaded_anything(
    open_page, own_example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import text

    settings = Settings(store=own_example, user=OFFICER, today="2026-12-01")
    agree(
        settings,
        editor_of(settings),
        Agreement(KEY, TYPED[WHO], TYPED[WHY], replaces_because=TYPED[REPLACES]),
    )
    store = open_store(own_example)
    with store.writing() as connection:
        connection.execute(text("UPDATE load SET loaded_by = :who"), {"who": OFFICER})
    for key in ("figures_csv", "findings_json"):
        assert OFFICER.encode() not in write_download(store, key)
    store.close()
    monkeypatch.setenv("OBA_STORE", own_example)
    monkeypatch.setenv("OBA_TODAY", "2026-12-01")
    monkeypatch.setenv("OBA_COPIES", str(publish_for_test(own_example)))
    for mode, named in (("published", False), ("trust", True)):
        monkeypatch.setenv("OBA_MODE", mode)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["indicator"] = KEY
        shown = text_of(app.run())
        for page in sorted((ROOT / "pages" / "public").glob("[0-9]*.py")):
            app.query_params["indicator"] = KEY
            shown += text_of(app.switch_page(str(page.relative_to(ROOT))).run())
        assert TYPED[WHO] in shown
        assert (OFFICER in shown) is named


def choose(app: AppTest, label: str, key: str) -> AppTest:
    return next(one for one in app.selectbox if one.label == label).select(key).run()


def fields(app: AppTest) -> list[str]:
    return [one.value for one in (*app.text_input, *app.text_area)]


def keep_newest(url: str, number: int) -> None:
    from sqlalchemy import text

    ours = f"series_id = (SELECT id FROM series WHERE indicator = '{KEY}' AND area = 'E06000002' AND breakdown = '')"
    kept = f"SELECT period_id FROM observation WHERE {ours} ORDER BY period_id DESC LIMIT {number}"
    store = open_store(url)
    with store.writing() as connection:
        connection.execute(text(f"DELETE FROM observation WHERE {ours} AND period_id NOT IN ({kept})"))
    store.close()


def test_each_frozen_forecast_can_be_drawn(open_page) -> None:
    press(open_page(indicator=KEY, **TYPED))
    app = open_page(indicator=KEY)
    (old,) = [key for key in frozen_choices(app) if "Example" in frozen_choices(app)[key]]
    next(one for one in app.selectbox if one.label == "Forecast to draw").select(old).run()
    assert app.query_params["shown"] == old
    assert "in line with the example forecast from data to 2017/18" in text_of(app)


def frozen_choices(app: AppTest) -> dict[str, str]:
    box = next(one for one in app.selectbox if one.label == "Forecast to draw")
    return {words.split(":")[0].removeprefix("Number "): words for words in box.options}


def test_a_curve_without_figures_says_what_to_do(open_page, own_example: str) -> None:
    from sqlalchemy import text

    store = open_store(own_example)
    with store.writing() as connection:
        connection.execute(
            text(
                "DELETE FROM observation WHERE series_id IN"
                f" (SELECT id FROM series WHERE indicator = '{KEY}' AND area = 'E92000001')"
            )
        )
    store.close()
    app = open_page(indicator=KEY, area="E92000001")
    assert not app.exception
    assert "There are no figures of Persistent absence from school for England" in text_of(app)
    assert not app.button


@pytest.mark.parametrize(
    "address", [{"horizon": "99"}, {"scenario": "hope"}, {"data_to": "<b>x</b>"}, {"shown": "' OR 1=1"}]
)
def test_an_address_that_asks_for_what_is_not_there_is_answered_in_words(open_page, address) -> None:
    press(open_page(indicator=KEY, **TYPED))
    app = open_page(indicator=KEY, **address)
    assert not app.exception
    assert "The address asks for" in text_of(app)
    assert "<b>x</b>" not in text_of(app)


def test_the_published_copy_has_neither_the_page_nor_a_link_to_it(
    open_page, monkeypatch, own_example
) -> None:
    from oba.ui.menu import page_names

    assert "baseline" not in page_names("published")
    assert "baseline" in page_names("trust")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(mode="published", indicator=KEY)
    for mode, there in (("published", False), ("trust", True)):
        monkeypatch.setenv("OBA_MODE", mode)
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        page.query_params["indicator"] = KEY
        page.run()
        shown = text_of(page.switch_page("pages/public/30_indicator.py").run())
        assert (f'href="baseline?indicator={KEY}&amp;area=E06000002"' in shown) is there
