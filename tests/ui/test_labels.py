"""The plan's words for outcome and indicator on every page and paper, in both modes, and nowhere the usual ones."""

from __future__ import annotations

import base64
import html as markup
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oba.errors import NotFoundError
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.plans import read_plan, write_plan
from oba.ui.menu import page_files
from oba.ui.papers import PAPERS, make_paper
from oba.words.labels import USUAL, use_labels
from tests.services_example import add_services

ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"[^.;:\n]{0,50}\b(?:indicator|outcome)s?\b[^.;:\n]{0,50}", re.IGNORECASE)
TAG = re.compile(r"<(?:style|script)[^>]*>.*?</(?:style|script)>|<!--.*?-->|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r'(?:aria-label|alt|title|data-label|placeholder)="([^"]*)"')
DRAWN = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
STANDS_FAST = re.compile(
    r"outcomes-based|national indicators?|statutory indicators?|Fingertips indicators?"
    r"|\bsheets? (?:named )?(?:Plan, Themes and )?(?:Indicators|Outcomes)|\bcolumns? (?:Indicators|Outcomes|Outcome|Indicator)\b",
    re.IGNORECASE,
)
"""Names that no plan changes: the method's, those of statutory lists and publishers, and those in a workbook."""
LABELS = {"outcome": "Result", "indicator": "Benchmark"}
MODES = ("trust", "published")
PAGES = [(mode, path) for mode in MODES for path in page_files(mode)]


@pytest.fixture(autouse=True)
def usual_words() -> Iterator[None]:
    yield
    use_labels(USUAL)


@pytest.fixture(scope="module")
def relabelled(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, tuple[str, ...]]:
    """The example with other words, and the texts of its plan that hold one of the usual ones."""
    folder = tmp_path_factory.mktemp("labels")
    url = f"sqlite:///{(folder / 'oba.db').as_posix()}"
    (folder / "oba.db").write_bytes(example_file.read_bytes())
    add_services(url)
    store = open_store(url)
    with store.writing() as connection:
        book = read_plan(connection)
        write_plan(connection, replace(book, plan=replace(book.plan, labels=LABELS)))
    store.close()
    return url, tuple(_own_texts(asdict(book)))


def _own_texts(content: object) -> Iterator[str]:
    """Every text of the plan in which one of the usual words stands."""
    if isinstance(content, str):
        if WORD.search(content) and " " in content:
            yield content
    elif isinstance(content, dict):
        for each in content.values():
            yield from _own_texts(each)
    elif isinstance(content, list | tuple):
        for each in content:
            yield from _own_texts(each)


def found_in(text: str, *, own: tuple[str, ...]) -> list[str]:
    """Where the usual words stand in a visible text, apart from what the plan itself says."""
    plain = " ".join(text.split())
    for one in sorted(own, key=len, reverse=True):
        plain = plain.replace(" ".join(one.split()), "")
    if WORD.search(STANDS_FAST.sub("", plain)):
        plain = _without_shortened(plain, own)
    return sorted({one.strip() for one in WORD.findall(STANDS_FAST.sub("", plain))})


def _without_shortened(plain: str, own: tuple[str, ...]) -> str:
    """Without the beginnings of the plan's texts that a chart or a list has room for."""
    texts = [" ".join(one.split()) for one in own]
    *cut, last = re.split(r"…|\.\.\.", plain)
    return " … ".join([*(_without_beginning(one, texts) for one in cut), last])


def _without_beginning(said: str, texts: list[str]) -> str:
    for one in texts:
        start = said.rfind(one[:20])
        if start >= 0 and one.startswith(said[start:].rstrip(" ,;:.")):
            return said[:start]
    return said


def visible(content: str) -> str:
    """What is read in some HTML: its text, what is read out of it, and the text of the pictures in it."""
    drawn = [base64.b64decode(one).decode() for one in DRAWN.findall(content)]
    content = DRAWN.sub("", content)
    return " . ".join([_read(content), *map(_read, drawn)])


def _read(content: str) -> str:
    spoken = " . ".join(SPOKEN.findall(content))
    return markup.unescape(f"{TAG.sub(' ', content)} . {spoken}")


def say_all(app: AppTest) -> str:
    """Everything that a page shows or that is read out: its HTML, and the labels, hints and choices of its fields."""
    said = [visible(one.proto.body) for one in app.get("html")]
    said += [one.proto.spec for one in app.get("plotly_chart")]
    for element in app.main:
        proto = element.proto if hasattr(element, "proto") else None
        for name in ("label", "help", "placeholder"):
            said.append(str(getattr(proto, name, "") or ""))
        said += [str(one) for one in getattr(proto, "options", ())]
    return " . ".join(said)


@pytest.mark.parametrize(("mode", "path"), PAGES, ids=[f"{mode}-{path.stem}" for mode, path in PAGES])
def test_no_page_says_the_usual_words_where_the_plan_has_others(
    mode: str, path: Path, relabelled: tuple[str, tuple[str, ...]], open_page: Callable[..., AppTest]
) -> None:
    url, own = relabelled
    app = open_page(str(path.relative_to(ROOT)), mode=mode, store=url)
    assert not app.exception
    assert found_in(say_all(app), own=own) == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("public/30_indicator", {"indicator": "neet_16_17", "plain": "true"}),
        ("public/30_indicator", {"indicator": "neet_16_17", "asof": "2015-01-01"}),
        ("public/30_indicator", {"indicator": "neet_16_17", "asof": "1990-01-01"}),
        ("public/30_indicator", {"indicator": "none_of_these"}),
        ("public/35_compare", {"indicator": "low_income_2026_ahc", "plain": "true"}),
        ("public/40_plan", {"status": "done"}),
        ("public/50_data", {"show": "doubtful"}),
        ("trust/80_load", {"load": "3"}),
        ("trust/84_baseline", {"indicator": "neet_16_17"}),
        ("trust/85_story", {"indicator": "neet_16_17"}),
        ("trust/87_services", {"look": "outcomes"}),
        ("trust/88_choosing", {"indicator": "neet_16_17"}),
    ],
)
def test_no_other_state_of_a_page_says_them_either(
    name: str,
    address: dict[str, str],
    relabelled: tuple[str, tuple[str, ...]],
    open_page: Callable[..., AppTest],
) -> None:
    url, own = relabelled
    app = open_page(f"pages/{name}.py", store=url, **address)
    assert not app.exception
    assert found_in(say_all(app), own=own) == []


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_no_paper_says_the_usual_words_where_the_plan_has_others(
    name: str, relabelled: tuple[str, tuple[str, ...]]
) -> None:
    url, own = relabelled
    settings = Settings(store=url, today="2026-12-01")
    try:
        paper = make_paper(settings, name, {"indicator": "neet_16_17"})
    except NotFoundError as error:
        paper = str(error)
    assert found_in(visible(paper), own=own) == []


def test_a_page_says_the_plans_words(
    relabelled: tuple[str, tuple[str, ...]], open_page: Callable[..., AppTest]
) -> None:
    url, _ = relabelled
    said = say_all(open_page("pages/public/20_theme.py", mode="published", store=url))
    assert "Headline benchmarks: did we turn the curve?" in said
    assert "a benchmark" in say_all(open_page("pages/trust/88_choosing.py", store=url))


def test_another_visitors_plan_keeps_its_own_words(
    relabelled: tuple[str, tuple[str, ...]], example_url: str, open_page: Callable[..., AppTest]
) -> None:
    for url, word in (
        (relabelled[0], "benchmarks"),
        (example_url, "indicators"),
        (relabelled[0], "benchmarks"),
    ):
        assert f"Headline {word}: did we turn the curve?" in say_all(
            open_page("pages/public/20_theme.py", store=url)
        )
