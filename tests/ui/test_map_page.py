"""The mapper's page: choices are shown with what is proposed, and keeping writes the recipe."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.recipe import Recipe
from oba.store.engine import open_store
from oba.store.inbox import keep_upload, open_inbox
from oba.store.recipes import read_recipes, write_recipe

PAGE = "pages/trust/82_map.py"
ODD = (
    "Where,Kind,Referrals 2015,Referrals 2016\n"
    "Middlesbrough,<b>x</b>,12,14\n"
    "North East,Region,120,140\n"
    "Hartlepool,Unitary,7,8\n"
)


@pytest.fixture
def store(example_file: Path, tmp_path: Path) -> str:
    shutil.copy(example_file, tmp_path / "oba.db")
    return f"sqlite:///{(tmp_path / 'oba.db').as_posix()}"


@pytest.fixture
def short(store: str) -> str:
    inbox = open_inbox(store)
    upload = keep_upload(
        inbox, name="odd <i>.csv", content=ODD.encode(), at=datetime(2026, 12, 1, tzinfo=UTC), by="an officer"
    )
    return upload.short


@pytest.fixture
def store_url(store: str) -> str:
    return store


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def box(app: AppTest, label: str):
    return next(one for one in app.selectbox if one.label.replace("\\", "").startswith(label))


def field(app: AppTest, label: str):
    return next(one for one in app.text_input if one.label.replace("\\", "") == label)


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def test_without_a_file_the_page_lists_those_that_wait(open_page, short: str) -> None:
    app = open_page()
    assert not app.exception
    assert f'href="map?file={short}"' in text_of(app)
    assert "odd &lt;i&gt;.csv" in text_of(app)


def test_the_sheet_is_shown_with_its_row_numbers_letters_and_nothing_of_it_runs(
    open_page, short: str
) -> None:
    app = open_page(file=short)
    assert not app.exception
    text = text_of(app)
    assert '<th scope="col">C</th>' in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert "<b>x</b>" not in text
    assert "2 columns are headed by periods, the first by 2015" in text


def test_what_is_proposed_is_chosen_already(open_page, short: str) -> None:
    app = open_page(file=short)
    assert box(app, "Column A: Where").value == "area"
    assert box(app, "Column B: Kind").value == ""
    assert box(app, "Figures under: Referrals").value == "new"


def test_a_publisher_is_needed_before_a_recipe_can_be_kept(open_page, short: str) -> None:
    app = open_page(file=short)
    assert "This cannot be kept yet.</strong> The publisher is not given." in text_of(app)
    assert "6 figures of new indicators" in text_of(app)
    assert not [one for one in app.button if one.label.startswith("Keep")]


def test_choosing_changes_the_preview_at_once(open_page, short: str) -> None:
    app = open_page(file=short)
    field(app, "Publisher").input("The Trust").run()
    field(app, "Title").input("Referrals").run()
    assert "6 figures of new indicators" in text_of(app)
    box(app, "Figures under: Referrals").select("under18_conceptions").run()
    assert "6 figures of indicators of the plan would be read" in text_of(app)
    assert "Referrals 2015, line 2" in text_of(app)


def test_keeping_writes_the_recipe_and_says_so(open_page, short: str, store: str) -> None:
    app = open_page(file=short)
    field(app, "Publisher").input("The Trust").run()
    field(app, "Title").input("Referrals").run()
    button(app, "Keep this recipe").click().run()
    assert not app.exception
    assert "is kept in the store" in text_of(app)
    opened = open_store(store)
    with opened.reading() as connection:
        kept = read_recipes(connection)
    opened.close()
    assert [(one.publisher, one.columns, one.values) for one in kept] == [
        ("The Trust", {"area": "Where"}, {"Referrals": ""})
    ]


def test_a_file_that_is_not_there_is_answered_with_the_list(open_page, short: str) -> None:
    app = open_page(file="0" * 12)
    assert not app.exception
    assert "Which file?" in text_of(app)


def test_a_kept_recipe_is_forgotten_when_it_is_picked(open_page, store: str, short: str) -> None:
    kept = open_store(store)
    with kept.writing() as connection:
        for name in ("Old layout", "Services"):
            recipe = Recipe(name=name, publisher="The Trust", title="Return")
            write_recipe(connection, recipe, made_at=datetime(2026, 12, 1, tzinfo=UTC))
    app = open_page()
    button(app, "Forget this recipe").click().run()
    with kept.reading() as connection:
        assert len(read_recipes(connection)) == 2
    box(app, "Recipe").select("Old layout").run()
    button(app, "Forget this recipe").click().run()
    assert not app.exception
    assert "The recipe 'Old layout' is forgotten." in text_of(app).replace("&#39;", "'")
    with kept.reading() as connection:
        assert [one.name for one in read_recipes(connection)] == ["Services"]
    kept.close()


def test_without_a_kept_recipe_nothing_is_offered_to_forget(open_page) -> None:
    assert "Forget this recipe" not in [one.label for one in open_page().button]
