"""Every page, opened through app.py in both modes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from oba.store.engine import open_store
from oba.ui.menu import list_pages
from tests.publishing import publish_for_test

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = [f"pages/public/{path.name}" for path in sorted((ROOT / "pages/public").glob("[0-9]*.py"))]
TRUST = [f"pages/trust/{path.name}" for path in sorted((ROOT / "pages/trust").glob("[0-9]*.py"))]
EVERYWHERE = [("published", page) for page in PUBLIC] + [("trust", page) for page in [*PUBLIC, *TRUST]]
OPENED = {"mode": "published"}
ADDRESSED = (
    *(
        "action",
        "anew",
        "area",
        "asof",
        "by",
        "data_to",
        "decision",
        "edit",
        "file",
        "group",
        "horizon",
        "indicator",
    ),
    *(
        "load",
        "look",
        "measure",
        "meeting",
        "order",
        "partner",
        "period",
        "quality",
        "scenario",
        "screen",
        "service",
    ),
    *("sheet", "since", "status", "step", "theme", "year"),
)
"""The names by which addresses of pages choose what is shown."""


@pytest.fixture
def store_url(example_url: str) -> str:
    return example_url


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


@pytest.mark.parametrize(("mode", "page"), EVERYWHERE)
def test_every_page_opens_through_app_in_both_modes(mode: str, page: str, open_page) -> None:
    app = open_page(page, mode=mode)
    assert not app.exception
    assert text_of(app).count("<h1>") == 1
    assert 'role="alert"' not in text_of(app)


@pytest.mark.parametrize("asked", ["99", "-1", "<h1>x"])
@pytest.mark.parametrize(("mode", "page"), EVERYWHERE)
def test_every_page_has_its_heading_also_where_its_address_names_what_is_not_there(
    mode: str, page: str, asked: str, open_page
) -> None:
    app = open_page(page, mode=mode, **dict.fromkeys(ADDRESSED, asked))
    assert not app.exception
    assert text_of(app).count("<h1>") == 1


@pytest.mark.parametrize(("mode", "page"), EVERYWHERE)
def test_every_page_says_what_to_do_when_there_is_no_plan_yet(
    mode: str, page: str, open_page, tmp_path: Path
) -> None:
    from oba.store.migrate import migrate

    url = f"sqlite:///{(tmp_path / 'empty.db').as_posix()}"
    migrate(url)
    app = open_page(page, mode=mode, store=url)
    assert not app.exception
    assert text_of(app).count("<h1>") == 1
    assert "python -m oba" in text_of(app) or page.endswith("70_about.py")


def test_trust_pages_are_listed_only_on_the_working_instance() -> None:
    public, working = (
        [page for held in list_pages(mode).values() for page in held] for mode in ("published", "trust")
    )
    assert len(public) == len(PUBLIC)
    assert len(working) == len(PUBLIC) + len(TRUST)


def test_the_default_page_is_home_and_nothing_else() -> None:
    assert PUBLIC[0].endswith("_home.py")


def test_the_example_says_on_every_page_that_it_is_one(open_page) -> None:
    for page in PUBLIC:
        assert "<strong>Example.</strong>" in text_of(open_page(page))


def test_every_theme_has_its_turn_the_curve_charts(open_page, example_url: str) -> None:
    from oba.store.engine import open_store
    from oba.tasks.open_theme import list_themes

    for key in list_themes(open_store(example_url, read_only=True)):
        app = open_page("pages/public/20_theme.py", theme=key)
        assert text_of(app).count("<figure>") >= 2, key


def test_the_chart_of_an_indicator_is_named_by_its_sentence(open_page) -> None:
    app = open_page("pages/public/30_indicator.py", indicator="under18_conceptions")
    chart = app.get("plotly_chart")[0].proto
    assert chart.alt.startswith("Line chart. Under-18 conceptions")
    assert "Middlesbrough" in chart.alt


def test_an_address_chooses_the_indicator_and_the_area(open_page) -> None:
    app = open_page("pages/public/30_indicator.py", indicator="excess_weight_year6", area="E92000001")
    assert [box.value for box in app.selectbox] == ["excess_weight_year6", "E92000001"]
    assert "No forecast is frozen for England" in text_of(app)


def test_choosing_writes_the_choice_into_the_address(open_page) -> None:
    app = open_page("pages/public/20_theme.py")
    app.selectbox[0].select("safeguarding").run()
    assert app.query_params["theme"] in ("safeguarding", ["safeguarding"])


@pytest.mark.parametrize("asked", ["no_such", "<b>x</b>", "' OR 1=1 --", "x" * 500])
def test_an_address_that_asks_for_what_is_not_there_is_answered_in_words(asked: str, open_page) -> None:
    app = open_page("pages/public/30_indicator.py", indicator=asked)
    assert not app.exception
    assert "which is not in this plan" in text_of(app)
    assert "<b>x</b>" not in text_of(app)


def test_actions_can_be_narrowed_to_one_party(open_page) -> None:
    app = open_page("pages/public/40_plan.py", by="Board of NHS")
    assert "of 28." in text_of(app)


def test_the_data_page_puts_the_worst_quality_first_when_asked_in_the_address(open_page) -> None:
    app = open_page("pages/public/50_data.py", order="worst", quality="concerns")
    assert [box.value for box in app.selectbox] == ["worst", "concerns"]
    told = text_of(app)
    assert told.index("Doubtful") < told.index("Use with care</span>")
    assert "Of 34 indicators " in told


def test_the_indicator_page_shows_the_quality_mark_and_its_reasons(open_page) -> None:
    told = text_of(open_page("pages/public/30_indicator.py", indicator="first_time_entrants"))
    assert "Quality of the figures:" in told
    assert 'id="quality"' in told
    assert "9 published figures for England" in told
    assert "figures for England for 2016 to 2024 look wrong" in told


def test_an_area_without_figures_has_no_quality_to_judge(open_page) -> None:
    app = open_page("pages/public/30_indicator.py", indicator="self_harm_admissions", area="E12000001")
    assert "There are no figures whose quality could be judged." in text_of(app)


@pytest.mark.parametrize(
    ("page", "label"),
    [
        ("20_theme.py", "Under-18 conceptions: SVG"),
        ("30_indicator.py", "All areas: CSV"),
        ("30_indicator.py", "Chart as PNG"),
        ("40_plan.py", "Timeline: XLSX"),
    ],
)
def test_every_chart_can_be_taken_away(page: str, label: str, open_page) -> None:
    app = open_page(f"pages/public/{page}", theme="risk_taking", indicator="injury_admissions")
    assert label in [one.proto.label for one in app.get("download_button")]


def test_no_title_of_a_chart_is_read_as_markdown_on_its_buttons(
    monkeypatch: pytest.MonkeyPatch, own_example: str
) -> None:
    store = open_store(own_example)
    with store.writing() as connection:
        connection.execute(text("UPDATE indicator SET title = '![a](https://b.example/c.png) *d*'"))
    store.close()
    copies = str(publish_for_test(own_example))
    for name, value in {"OBA_STORE": own_example, "OBA_MODE": "published", "OBA_COPIES": copies}.items():
        monkeypatch.setenv(name, value)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    labels = [
        one.proto.label for one in app.switch_page("pages/public/20_theme.py").run().get("download_button")
    ]
    assert len(labels) >= 4
    assert all(label.startswith("!\\[a]") and "https://" not in label for label in labels)


def test_a_card_says_the_recent_trend_beside_the_verdict(open_page) -> None:
    home = text_of(open_page("pages/public/10_home.py"))
    rows = re.findall(r'<td class="against">\s*<span class="status">.*?</span>\s*.*?</td>', home, re.DOTALL)
    assert len(rows) >= 8
    trends = r'<span class="also">(getting better|getting worse|rising|falling|no clear change|trend not known)</span>'
    assert all(re.search(trends, row) for row in rows)
    theme = text_of(open_page("pages/public/20_theme.py"))
    assert re.search(r"</span>\s*; (getting |rising|falling|no clear change|trend not known)", theme)


def test_home_says_how_many_loads_it_does_not_name(open_page) -> None:
    news = text_of(open_page("pages/public/10_home.py")).partition("What is new in the figures")[2]
    assert news.count("<li>") == 5
    assert re.search(r'<li><a href="data">and \d+ more</a></li>', news)
