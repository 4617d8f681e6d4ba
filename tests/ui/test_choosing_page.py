"""The Choosing page: the grid in any order, ratings with dissent, standing, and the agenda's owner, day and step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.choice import Power
from oba.model.editor import Editor, NotAllowedError, Role
from oba.model.indicator import Standing
from oba.settings import Settings
from oba.store.choices import read_choice
from oba.store.engine import open_store
from oba.tasks.record_choice import record_choice
from oba.words.choosing import FIELD_NAMES

PAGE = "pages/trust/88_choosing.py"
KEY = "looked_after"
RATED = {"communication": "high", "proxy": "high", "data": "low", "rated_by": "Group", "dissent": "Schools"}
AGENDA = {"standing": Standing.DEVELOPMENT.value, "owner": "NHS", "due": "2026-11-01", "next_step": "Ask"}
OpenPage = Callable[..., AppTest]


@pytest.fixture
def record(own_example: str) -> Callable[..., None]:
    settings = Settings(store=own_example, today="2026-12-01")

    def write(indicator: str = KEY, *, version: int = 0, role: Role = Role.OFFICER, **fields: str) -> None:
        record_choice(settings, Editor("ann", role), indicator=indicator, fields=fields, version=version)

    return write


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def grid(app: AppTest) -> str:
    return next(one for one in text_of(app).split("<table") if "Power grid</caption>" in one)


def test_nothing_is_rated_until_somebody_has(open_page: OpenPage) -> None:
    app = open_page()
    assert not app.exception
    assert "No indicator has been rated yet." in text_of(app)
    assert 'class="power high"' not in text_of(app)
    assert "Not rated yet (40)" in text_of(app)
    assert "<table" not in text_of(app)


def test_the_grid_sorts_by_power_and_shows_dissent_and_what_is_late(
    open_page: OpenPage, record: Callable[..., None]
) -> None:
    record(**RATED, **AGENDA)
    record("under18_conceptions", communication="low", proxy="high", data="high", rated_by="Group")
    first = grid(open_page()).split('<th scope="row">')
    assert ["under18_conceptions" in first[1], KEY in first[2]] == [True, True]
    assert "Schools" in first[2]
    assert "Ask, NHS, by 1 November 2026" in first[2]
    assert "past its day" in first[2]
    assert "on the data development agenda, as it stands" in first[2]
    by_speech = grid(open_page(order="communication")).split('<th scope="row">')
    assert KEY in by_speech[1]
    as_planned = grid(open_page(order="plan")).split('<th scope="row">')
    assert KEY in as_planned[1]
    assert len(as_planned) == 3


def test_a_rating_is_saved_from_the_page_with_its_history(open_page: OpenPage, own_example: str) -> None:
    app = open_page(indicator=KEY)
    for name in ("communication", "proxy", "data"):
        next(one for one in app.selectbox if one.label == FIELD_NAMES[name]).select("high").run()
    press(app)
    assert ": nobody is named who rated it." in text_of(app)
    next(one for one in app.text_input if one.label == FIELD_NAMES["rated_by"]).input("Group").run()
    press(app)
    assert not app.exception
    assert "Saved: Looked-after children." in text_of(app)
    assert "How this choice came about (4 listed)" in text_of(app)
    store = open_store(own_example)
    with store.reading() as connection:
        saved = read_choice(connection, KEY)
    store.close()
    assert (saved.powers, saved.rated_by, saved.version) == ((Power.HIGH,) * 3, "Group", 1)


def press(app: AppTest) -> AppTest:
    return next(one for one in app.button if one.label == "Save the choice").click().run()


@pytest.mark.parametrize(
    ("missing", "said"), [("owner", "takes it on"), ("due", "no day"), ("next_step", "next step")]
)
def test_the_agenda_needs_an_owner_a_day_and_a_step(
    record: Callable[..., None], missing: str, said: str
) -> None:
    with pytest.raises(Exception, match=said):
        record(**{name: text for name, text in AGENDA.items() if name != missing})


@pytest.mark.parametrize(
    "fields",
    [{"data": "very"}, {"due": "soon"}, {"standing": "best"}, {"version": "x"}, {"dissent": "x" * 1001}],
)
def test_what_cannot_be_read_is_refused(own_example: str, fields: dict[str, str]) -> None:
    settings = Settings(store=own_example, today="2026-12-01")
    with pytest.raises(Exception, match="expected"):
        record_choice(settings, Editor("ann", Role.OFFICER), indicator=KEY, fields=fields, version=0)


def test_a_reader_may_not_choose_and_only_an_officer_changes_the_standing(
    record: Callable[..., None],
) -> None:
    with pytest.raises(NotAllowedError):
        record(role=Role.READER, dissent="No")
    record(role=Role.EDITOR, dissent="No")
    with pytest.raises(NotAllowedError):
        record(role=Role.EDITOR, version=1, standing=Standing.SECONDARY.value)


def test_two_who_choose_at_once_see_both_texts(open_page: OpenPage, record: Callable[..., None]) -> None:
    app = open_page(indicator=KEY)
    next(one for one in app.text_area if one.label == FIELD_NAMES["dissent"]).input("Mine").run()
    record(dissent="Theirs")
    app = open_page(indicator=KEY)
    text = text_of(app)
    assert "saved this while you were writing" in text
    assert "Theirs" in text
    assert next(one for one in app.text_area if one.label == FIELD_NAMES["dissent"]).value == "Mine"
