"""The stages of the public's copy run at a tiny size, and a peer that is not there is said, not made up."""

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import plotly
import pytest

from bench import crowd, public, readers, serving
from bench.peers import apart
from bench.plan import key_of
from bench.result import Result
from bench.stages import explorer, publish, reading, site, weight
from bench.workshop import Workshop
from oba.settings import Settings

INDICATORS = 5
UNPUBLISHED = "unpublished.db"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("public"), rows=2400)


@pytest.fixture(scope="module")
def settings(workshop: Workshop) -> Settings:
    made = public.make_store(workshop, indicators=INDICATORS)
    shutil.copy(workshop.folder / f"public{INDICATORS}.db", workshop.folder / UNPUBLISHED)
    assert public.published(workshop, indicators=INDICATORS) == made
    return made


@pytest.fixture(scope="module")
def served(settings: Settings) -> Iterator[serving.Served]:
    with serving.serve_published(settings) as found:
        yield found


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once round, and few: these tests ask whether a stage works, not what it finds."""
    for module, names in {
        public: {"INDICATORS": INDICATORS},
        crowd: {"ARRIVE": 0.1, "WATCHED": 0.5, "EACH": 0.1, "TRIALS": 1, "MOST": 2},
        readers: {"SECONDS": 1, "CONNECTIONS": 2},
        explorer: {"WARM_UPS": 1, "TIMED": 1},
        reading: {"EXPLORING": 1},
        weight: {"RUNS": 1, "WITH_EXAMPLE": False},
        publish: {"INDICATORS": INDICATORS, "RUNS": 1},
    }.items():
        for name, value in names.items():
            monkeypatch.setattr(module, name, value)


@pytest.fixture
def shared(served: serving.Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """One published process for every stage that asks for one."""

    @contextmanager
    def serve(_: Settings) -> Iterator[serving.Served]:
        yield served

    for module in (explorer, reading, weight):
        monkeypatch.setattr(module, "serve_published", serve)


def check(found: list[Result]) -> None:
    assert found
    assert all(one.ours > 0 and one.peer > 0 for one in found), found


@pytest.mark.usefixtures("quick", "shared", "settings")
def test_visitors_of_the_explorer_are_counted_beside_those_of_a_bare_page(workshop: Workshop) -> None:
    held, *memory = explorer.measure(workshop)
    assert held.ours in (0, 1, 2)
    assert held.more
    assert held.target == 0.7
    assert [one.unit for one in memory] == ["KiB", "MiB"]


@pytest.mark.usefixtures("quick", "shared", "settings")
def test_pages_are_read_by_our_own_client_where_there_is_no_other(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers.shutil, "which", lambda _: None)
    found = reading.measure(workshop)
    check(found)
    assert all(readers.OUR_CLIENT in one.against for one in found)


@pytest.mark.usefixtures("quick", "settings")
def test_the_site_is_measured_without_a_peer_that_cannot_be_installed(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Path:
        raise apart.NotInstalledError("datasette: no network")

    monkeypatch.setattr(apart, "find_datasette", fail)
    found = site.measure(workshop)
    assert all(one.ours > 0 and one.verdict == "not measured" for one in found)
    assert "not held against datasette: datasette: no network" in capsys.readouterr().err


@pytest.mark.usefixtures("quick", "settings")
def test_what_the_peer_is_given_to_serve_are_the_very_figures(workshop: Workshop, tmp_path: Path) -> None:
    files = tmp_path / "site"
    list(site.write_site(public.published(workshop), files))
    site.copy_figures(files / "data" / "figures.csv", tmp_path / "plain.sqlite")
    rows = site.read_rows(tmp_path / "plain.sqlite", key_of(0))
    answer, ours = tmp_path / "answer.json", files / "data" / f"{key_of(0)}.json"
    answer.write_text(json.dumps(rows), encoding="utf-8")
    site.check_same(ours, answer.as_uri())
    rows[0]["value"] = 0.5
    answer.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(RuntimeError, match="does not give the figures"):
        site.check_same(ours, answer.as_uri())


@pytest.mark.browser
@pytest.mark.usefixtures("quick", "shared", "settings")
def test_pages_are_weighed_and_drawn(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    monkeypatch.setattr(apart, "find_plotly_basic", lambda: script)
    found = weight.measure(workshop)
    check(found)
    assert len(found) == len(weight.KINDS) + 1


@pytest.mark.usefixtures("quick", "settings")
def test_a_publication_and_its_pages_are_measured_in_parts(workshop: Workshop, tmp_path: Path) -> None:
    shutil.copy(workshop.folder / UNPUBLISHED, tmp_path / f"public{INDICATORS}.db")
    found = publish.measure(Workshop(tmp_path, rows=2400))
    check(found)
    whole, *parts = found[: 1 + len(publish.PARTS)]
    assert whole.ours == pytest.approx(sum(one.ours for one in parts))
    assert len(list((tmp_path / "written" / "indicators").glob("*-plain.html"))) == INDICATORS


@pytest.mark.parametrize("most", [0, 1, 2, 7, 40, 133, 1000])
@pytest.mark.parametrize("start", [1, 8, 60, 900])
def test_a_search_ends_near_the_largest_number_that_holds(start: int, most: int) -> None:
    found = run_search(start, most=most, trials=40)
    assert found <= most
    assert found >= most - max(1, crowd.NEAR * most) if most <= crowd.MOST else found == crowd.MOST


def test_a_search_tries_no_more_often_than_it_may() -> None:
    for trials in range(1, 6):
        start = random.Random(trials).randrange(1, 200)
        assert run_search(start, most=100, trials=trials) in {0, *range(101)}


def run_search(start: int, *, most: int, trials: int) -> int:
    tried: list[int] = []

    def holds(number: int) -> bool:
        tried.append(number)
        assert 1 <= number <= crowd.MOST
        return number <= most

    search = crowd.search(start, most=crowd.MOST, trials=trials)
    found = crowd.search_in_turn({"one": (search, holds)})["one"]
    assert len(tried) <= trials
    assert found == max((one for one in tried if one <= most), default=0)
    return found


def test_a_crowd_is_held_only_when_95_of_100_reruns_take_a_second_and_nobody_went_away() -> None:
    assert crowd.Seen([0.1] * 95 + [5.0] * 5).held
    assert not crowd.Seen([0.1] * 90 + [5.0] * 10).held
    assert not crowd.Seen([0.1], ["TimeoutError"]).held
    assert not crowd.Seen().held


def test_a_target_that_asks_for_more_is_met_from_it_on() -> None:
    def verdict(ours: float, peer: float) -> str:
        return Result("stage", ours, "/s", peer, "the peer", 0.7, more=True).verdict

    assert verdict(7, 10) == "met"
    assert verdict(6.9, 10) == "NOT met"
    assert verdict(7, float("nan")) == "not measured"
