"""The Load page as a person uses it: hand in, answer, add, accept, refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.upload import Decisions
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.plans import read_plan
from oba.store.series import read_series
from oba.tasks.keep_upload import decide, keep_files, list_waiting
from oba.ui.ask import plain

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/trust/80_load.py"
HEAD = "indicator,area,period,value"
NEW = "under18_conceptions,Middlesbrough,2023,28.4"
SAID = Decisions(publisher="Office for National Statistics", title="Conceptions")


@pytest.fixture
def settings(own_example: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    said = {"OBA_STORE": own_example, "OBA_MODE": "trust", "OBA_TODAY": "2026-12-01", "OBA_USER": "ann"}
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    return Settings(store=own_example, user="ann", today="2026-12-01")


def open_load(**address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    app.switch_page(PAGE)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def hand_in(settings: Settings, *rows: str, name: str = "figures.csv", said: Decisions | None = SAID) -> str:
    (upload,) = keep_files(settings, [(name, "\n".join([HEAD, *rows, ""]).encode())])
    if said is not None:
        decide(settings, upload, said)
    return upload.short


def text_of(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(one.proto.body for one in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    found = [one for one in app.button if one.label.replace("\\", "").startswith(label)]
    assert len(found) == 1, [one.label for one in app.button]
    return found[0].click().run()


def held(settings: Settings, key: str) -> dict[str, float | None]:
    with open_store(settings.store, read_only=True).reading() as connection:
        found = read_series(connection, indicators=[key], areas=["E06000002"])
    return {one.period.label: one.value for series in found for one in series.observations}


def test_the_page_says_what_is_taken_and_lists_what_was_loaded(settings: Settings) -> None:
    app = open_load()
    text = text_of(app)
    assert ".xlsx" in text
    assert "10 MB" in text
    assert "No file waits" in text
    assert "middlesbrough_plan.xlsx" in text
    assert "every page of the file reads well" in text


def test_a_dropped_file_is_kept_at_once_and_its_address_opens_it_for_another(settings: Settings) -> None:
    app = open_load()
    app.file_uploader[0].upload("figures.csv", f"{HEAD}\n{NEW}\n".encode(), "text/csv").run()
    (upload,) = list_waiting(settings)
    assert app.query_params["file"] in (upload.short, [upload.short])
    other = open_load(file=upload.short)
    assert "figures.csv" in text_of(other)
    assert "tidy CSV" in text_of(other)


def test_publisher_and_title_are_asked_and_then_the_file_can_be_accepted(settings: Settings) -> None:
    short = hand_in(settings, NEW, said=None)
    app = open_load(file=short)
    assert not [one for one in app.button if one.label.startswith("Write")]
    fields = {one.label.replace("\\", ""): one for one in app.text_input}
    fields["Publisher (needed)"].input("Office for National Statistics")
    fields["Title (needed)"].input("Conceptions")
    app = press(app, "Save this and read the file again")
    app = press(app, "Write 1 new figure")
    text = text_of(app)
    assert "Wrote 1 new figure." in text
    assert 'href="indicator?indicator=under18_conceptions"' in text
    assert held(settings, "under18_conceptions")["2023"] == 28.4
    assert "Accepted by ann" in text_of(open_load(file=short))


def test_a_question_is_answered_once_and_the_preview_is_read_again(settings: Settings) -> None:
    short = hand_in(
        settings, "under18_conceptions,Middlesbrough,2023,*", "under18_conceptions,England,2023,*"
    )
    app = open_load(file=short)
    assert "1 question for you" in text_of(app)
    (box,) = [one for one in app.selectbox if "value, line 2" in one.label.replace("\\", "")]
    box.select("c")
    app = press(app, "Answer and read the file again")
    assert "question for you" not in text_of(app)
    assert "Answered so far: 1" in text_of(app)
    app = press(app, "Take these answers back")
    assert "1 question for you" in text_of(app)


def test_a_new_measure_is_added_with_its_record_only_when_a_person_says_so(settings: Settings) -> None:
    short = hand_in(settings, NEW, "Children in temporary accommodation,Middlesbrough,2023,14.2")
    app = open_load(file=short)
    assert "1 measure that the plan does not have" in text_of(app)
    app.multiselect[0].set_value(["Children in temporary accommodation"])
    app = press(app, "Read the file again with these")
    fields = {one.label: one for one in app.text_input}
    fields["Title"].input("Temporary accommodation")
    app = press(app, "Save this record")
    app = press(app, "Add 1 indicator, write 2 new figures")
    with open_store(settings.store, read_only=True).reading() as connection:
        added = [one for one in read_plan(connection).indicators if one.title == "Temporary accommodation"]
    assert [one.polarity.value for one in added] == ["no judgement"]


def test_what_changed_under_an_open_page_is_not_written(settings: Settings) -> None:
    short = hand_in(settings, NEW)
    app = open_load(file=short)
    other = open_load(file=hand_in(settings, NEW.replace("28.4", "27.1"), name="other.csv"))
    press(other, "Write 1 new figure")
    app = press(app, "Write 1 new figure")
    assert held(settings, "under18_conceptions")["2023"] == 27.1
    assert "Nothing was written" in text_of(app)
    assert "1 revised" in text_of(app)


def test_refusing_takes_the_file_off_the_list_and_writes_nothing(settings: Settings) -> None:
    short = hand_in(settings, NEW)
    before = held(settings, "under18_conceptions")
    app = press(open_load(file=short), "Refuse it and take it off the list")
    assert "was taken off the list" in text_of(app)
    assert list_waiting(settings) == []
    assert held(settings, "under18_conceptions") == before


def test_several_files_are_looked_at_together_and_the_clean_ones_accepted(settings: Settings) -> None:
    hand_in(settings, NEW, name="a.csv")
    hand_in(settings, "under18_conceptions,Middlesbrough,2024,-4", name="b.csv", said=Decisions("ONS", "B"))
    app = open_load()
    assert text_of(app).count("Not looked at yet") == 2
    app = press(app, "Look at all of them")
    assert "1 refused cell" in text_of(app)
    app = press(app, "Accept all that are clean (1 file): write 1 new figure")
    assert held(settings, "under18_conceptions")["2023"] == 28.4
    assert [one.name for one in list_waiting(settings)] == ["b.csv"]


def test_a_file_that_no_format_knows_leads_to_the_mapper(settings: Settings) -> None:
    (upload,) = keep_files(settings, [("odd.csv", b"one,two,three\n1,2,3\n4,5,6\n")])
    assert f'href="map?file={upload.short}"' in text_of(open_load(file=upload.short))


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    ":red[x] ![a](http://b/c) # H *b*",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_cells_are_shown_as_the_text_they_are(text: str, settings: Settings) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    short = hand_in(
        settings,
        NEW,
        f"under18_conceptions,{quoted},2024,1",
        f"{quoted},Middlesbrough,2024,1",
        name=f"{text}.csv",
    )
    for app in (open_load(file=short), open_load(), open_load(look="all")):
        shown = text_of(app)
        assert "<script>" not in shown
        assert "<img src=x" not in shown
        for label in [one.label for one in (*app.button, *app.selectbox, *app.text_input, *app.expander)]:
            assert "](" not in label
            assert not re.search(r"(?<!\\):red\[|(?<!\\)<|(?<!\\)\*", label)


@pytest.mark.parametrize("asked", ["0" * 12, "../oba.db", "<b>x</b>", "x" * 500])
def test_an_address_that_names_no_file_is_answered_in_words(asked: str, settings: Settings) -> None:
    app = open_load(file=asked)
    assert "is not waiting here" in text_of(app)
    assert "<b>x</b>" not in text_of(app)


def test_an_earlier_load_is_undone_after_showing_what_would_change_back(settings: Settings) -> None:
    before = held(settings, "under18_conceptions")
    press(open_load(file=hand_in(settings, NEW)), "Write 1 new figure")
    app = open_load(load="20")
    assert "What would change back" in text_of(app)
    app = press(app, "Undo load 20: 1 figure goes")
    assert "was undone" in text_of(app)
    assert "Undid load 20" in text_of(app)
    assert held(settings, "under18_conceptions") == before


@pytest.mark.parametrize("asked", ["1", "999", "-1", "x", "1e9", "9" * 60, "٣"])
def test_a_load_that_cannot_be_undone_is_answered_in_words(asked: str, settings: Settings) -> None:
    app = open_load(load=asked)
    assert "Earlier loads" in text_of(app)
    assert not [one for one in app.button if one.label.startswith("Undo")]


@pytest.mark.parametrize(
    "label",
    [
        "Publisher (needed)",
        "Found '12.5', expected a number such as [x] or [c] (value, line 5)",
        "under18_conceptions: 3!",
    ],
)
def test_a_plain_label_is_handed_on_as_it_is_for_those_who_hear_it(label: str) -> None:
    assert plain(label) == label


@pytest.mark.parametrize(
    "label",
    [
        "**b**",
        "[a](b)",
        "![a](b)",
        ":red[x]",
        "`c`",
        "$x$",
        "~~s~~",
        "<b>",
        "# h",
        "1. x",
        "- x",
        "_i_",
        ":smile:",
        "&lt;",
        "\\*",
        "> q",
        "[a]: b",
    ],
)
def test_what_means_something_in_a_label_is_made_to_stand_for_itself(label: str) -> None:
    assert plain(label) != label
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(label)) == label
