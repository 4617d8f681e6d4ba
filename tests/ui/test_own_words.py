"""The plan's words where they are easily lost or overdone: people's own words in a label, and a part made ahead."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from jinja2 import DictLoader
from streamlit.testing.v1 import AppTest

from oba.errors import NotFoundError
from oba.model.editor import Editor
from oba.model.upload import Decisions
from oba.settings import Settings
from oba.store.engine import Store, identify, open_store
from oba.store.plans import read_plan, write_plan
from oba.tasks.keep_upload import decide, keep_files
from oba.tasks.list_groups import add_group
from oba.tasks.record_story import add, send_gap
from oba.ui import fetch, html
from oba.ui.label import Said, own
from oba.ui.papers import make_paper
from oba.ui.visit import Visit
from oba.words.labels import USUAL, in_words, make_labels, use_labels

ANN = Editor("ann")
LABELS = {"outcome": "result", "indicator": "benchmark"}
GROUP, GAP = "Outcomes and indicators group", "No outcome of the survey is known"


@pytest.fixture(autouse=True)
def usual_words() -> Iterator[None]:
    yield
    use_labels(USUAL)


@pytest.fixture
def settings(own_example: str) -> Settings:
    """The example, whose plan has words of its own."""
    store = open_store(own_example)
    with store.writing() as connection:
        book = read_plan(connection)
        write_plan(connection, replace(book, plan=replace(book.plan, labels=LABELS)))
    store.close()
    return Settings(store=own_example, user="ann", today="2026-12-01")


def folded(app: AppTest) -> list[str]:
    assert not app.exception
    return [one.label for one in app.expander]


def test_a_label_with_peoples_own_words_keeps_them() -> None:
    use_labels(make_labels(LABELS))
    assert own("Choose an indicator") == "Choose a benchmark"
    assert own(Said("Change the *indicator* group")) == r"Change the \*indicator\* group"


def test_the_name_of_a_group_and_the_words_of_a_gap_stand_as_they_were_written(
    settings: Settings, open_page: Callable[..., AppTest]
) -> None:
    add_group(settings, ANN, {"name": GROUP, "theme": "", "minutes": "5,15,5,15,15", "members": ""})
    texts = {"text": GAP, "kind": "data", "owner": "Cat", "due": "2027-03-31"}
    gap = add(settings, "gap", texts, editor=ANN, indicator="under18_conceptions")
    send_gap(settings, gap.key, editor=ANN, version=gap.version)
    assert f"Change {GROUP}" in folded(open_page("pages/trust/79_meeting.py"))
    assert f"{GAP} (Under-18 conceptions)" in folded(open_page("pages/trust/88_choosing.py"))


def test_what_a_template_says_follows_the_plan_also_after_it_was_first_read() -> None:
    templates = html._environment().overlay(
        loader=DictLoader({"a.html": 'An outcome{{ say("Indicators of it") }}'})
    )
    shown = []
    for spoken in (USUAL, make_labels(LABELS), USUAL):
        use_labels(spoken)
        shown.append(templates.get_template("a.html").render(say=lambda text: f": {text}"))
    assert shown == [
        "An outcome: Indicators of it",
        "A result: Benchmarks of it",
        "An outcome: Indicators of it",
    ]


def hand_in(settings: Settings, text: str) -> str:
    (upload,) = keep_files(settings, [("figures.csv", text.encode())])
    decide(settings, upload, Decisions(publisher="The Trust", title="Conceptions"))
    return upload.short


def labels(app: AppTest) -> list[str]:
    assert not app.exception
    return [one.label.replace("\\", "") for one in (*app.selectbox, *app.text_input)]


def test_the_headings_of_a_file_stand_as_they_were_written_where_its_layout_is_described(
    settings: Settings, open_page: Callable[..., AppTest]
) -> None:
    file = "Area,Outcome type,An indicator 2015,An indicator 2016\nMiddlesbrough,x,12,14\nEngland,y,1,2\n"
    said = labels(open_page("pages/trust/82_map.py", file=hand_in(settings, file)))
    assert "Column B: Outcome type" in said
    assert "Figures under: An indicator" in said


def test_a_question_quotes_a_file_as_it_is_and_asks_in_the_plans_words(
    settings: Settings, open_page: Callable[..., AppTest]
) -> None:
    file = "indicator,area,period,value\nLooked-after child's outcome,Middlesbrough,2023,28.4\n"
    app = open_page("pages/trust/80_load.py", file=hand_in(settings, file))
    (said,) = [one for one in labels(app) if one.startswith("Question 1")]
    assert "'Looked-after child's outcome'" in said
    assert "the key or title of a benchmark of the plan" in said
    assert "(indicator, line 2)" in said


def speak(store: Store, *, of: str, today: date) -> str:
    """A task whose sentence takes the plan's words."""
    return in_words(f"an indicator of {of} on {today}")


def test_what_is_made_ahead_in_the_background_says_the_plans_words_too(settings: Settings) -> None:
    use_labels(make_labels(LABELS))
    day = date(2026, 12, 1)
    visit = Visit(settings.store, identify(settings.store), False, 1, day, False, figures=1)
    made: list[str] = []

    def note(store: Store, *, of: str, today: date) -> str:
        made.append(speak(store, of=of, today=today))
        return made[-1]

    fetch.warm(visit, note, of="health", today=day)
    for _ in range(100):
        if made:
            break
        time.sleep(0.05)
    assert made == ["a benchmark of health on 2026-12-01"]
    assert fetch.figures_of(visit, note, of="health", today=day) == made[0]
    assert len(made) == 1


@pytest.mark.parametrize("asked", [{}, {"indicator": "none"}])
def test_a_paper_that_is_not_there_is_refused_in_the_plans_words(
    settings: Settings, asked: dict[str, str]
) -> None:
    with pytest.raises(NotFoundError) as refused:
        make_paper(settings, "card", asked)
    assert "benchmark" in str(refused.value)
    assert "indicator" not in str(refused.value)
