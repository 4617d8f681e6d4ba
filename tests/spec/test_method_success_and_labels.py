"""A success story is one page of a curve that turned (M11); the labels are chosen once, in the plan (M12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor
from oba.model.finding import VerdictWord
from oba.model.success import find_causes
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan, write_plan
from oba.tasks.gather import gather
from oba.tasks.open_success import SuccessView, open_success
from oba.tasks.record_success import tell_success
from oba.words.labels import USUAL, use_labels
from oba.words.successes import NO_ACCOUNT, TURNING, say_not_yet

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def store(example_url: str) -> Iterator[Store]:
    found = open_store(example_url, read_only=True)
    yield found
    found.close()


def told(store: Store, key: str, *, published: bool = True) -> SuccessView:
    return open_success(store, indicator=key, today=TODAY, published=published)


# M11: of each verdict, whether there is a success story

STORIES = [(word, word in (VerdictWord.TURNED, VerdictWord.EARLY_SIGN)) for word in VerdictWord]


@pytest.mark.parametrize(("word", "there"), STORIES)
def test_only_a_curve_that_does_better_than_its_forecast_has_a_success_story(
    word: VerdictWord, there: bool
) -> None:
    assert (word in TURNING) is there
    if not there:
        assert word.value in say_not_yet(word)


def test_the_curves_of_the_example_follow_that_rule_and_each_kind_is_among_them(store: Store) -> None:
    findings = gather(store).findings
    seen = set()
    for key, finding in findings.items():
        view = told(store, key)
        there = finding.verdict is not None and finding.verdict.word in TURNING
        assert bool(view.then_svg and view.now_svg) is there, key
        assert bool(view.not_yet) is not there, key
        seen.add(there)
    assert seen == {True, False}


def test_the_page_has_the_data_at_the_beginning_what_happened_and_the_turned_curve(
    own_example: str, store: Store
) -> None:
    findings = gather(store).findings
    key = next(key for key, one in findings.items() if one.verdict and one.verdict.word in TURNING)
    settings = Settings(store=own_example, user="ann", today=TODAY.isoformat())
    before = told(store, key)
    assert before.beginning.startswith("The figures up to")
    assert NO_ACCOUNT in repr(before)
    verdict = findings[key].verdict
    assert bool(before.early) is (verdict is not None and verdict.word is VerdictWord.EARLY_SIGN)
    account = "In 2019 schools and nurses began to meet each month."
    tell_success(settings, account, editor=Editor("ann"), indicator=key, version=0)
    mine = open_store(own_example, read_only=True)
    after = told(mine, key)
    mine.close()
    assert account in repr(after)
    assert "ann" not in re.findall(r"\w+", repr(after).replace(account, ""))


CAUSES = [
    ("Schools and nurses met each month from 2019. Admissions fell.", False),
    ("Admissions fell because of our programme.", True),
    ("Thanks to the nurses the curve turned.", True),
    ("The visits led to fewer injuries.", True),
    ("Fewer injuries were due to the helmets.", True),
]


@pytest.mark.parametrize(("account", "claims"), CAUSES)
def test_an_account_that_claims_a_cause_is_told_so(account: str, claims: bool) -> None:
    assert bool(find_causes(account)) is claims


# M12: what the plan calls an outcome and an indicator, and what a reader then meets in the menu and on a page

LABELS = [
    ({}, "Indicators", "Choose indicators"),
    ({"indicator": "Benchmark"}, "Benchmarks", "Choose benchmarks"),
    ({"outcome": "Result"}, "Indicators", "Choose indicators"),
    ({"outcome": "Result", "indicator": "Benchmark"}, "Benchmarks", "Choose benchmarks"),
]


@pytest.mark.parametrize(("labels", "menu", "choosing"), LABELS)
def test_the_labels_of_the_plan_are_those_of_the_menu_and_of_the_pages(
    labels: dict[str, str], menu: str, choosing: str, own_example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(own_example)
    with store.writing() as connection:
        book = read_plan(connection)
        write_plan(connection, replace(book, plan=replace(book.plan, labels=labels)))
    store.close()
    for name, value in {"OBA_STORE": own_example, "OBA_MODE": "trust", "OBA_TODAY": str(TODAY)}.items():
        monkeypatch.setenv(name, value)
    try:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app = app.switch_page("pages/trust/88_choosing.py").run()
    finally:
        use_labels(USUAL)
    assert not app.exception
    text = "\n".join(one.proto.body for one in app.get("html"))
    titles = re.findall(r"<li><a [^>]*>([^<]*)</a>", text)
    assert menu in titles
    assert choosing in titles
    assert f"<h1>{choosing}</h1>" in text
