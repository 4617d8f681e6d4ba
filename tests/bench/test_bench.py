"""The benchmark runs at a tiny size, is deterministic, and says plainly when a target is missed."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench import figures, stages
from bench.command import main
from bench.peers import one_chart
from bench.plan import INDICATORS, PERIODS, list_places
from bench.result import Result, write_table
from bench.stages import chart, load, meeting, panel, query, rerun
from bench.workshop import Workshop
from oba.analysis.control_rules import control_limits

ROWS = figures.smallest()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("bench"), rows=ROWS, full=True)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once round: these tests ask whether the benchmark works, not what it finds."""
    for module, names in {
        load: {"RUNS": 1},
        query: {"ROUNDS": 2, "CALLS": 1},
        panel: {"RUNS": 1},
        chart: {"ROUNDS": 1, "CALLS": 1},
        rerun: {"WARM_UPS": 1, "RERUNS": 2},
        meeting: {"TIMES": 1, "CURVES": 2},
    }.items():
        for name, value in names.items():
            monkeypatch.setattr(module, name, value)


def result(ours: float, peer: float, **more: object) -> Result:
    return Result("stage", ours, "s", peer, "the peer", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (result(1.0, 2.0, target=0.5), "met"),
        (result(1.01, 2.0, target=0.5), "NOT met"),
        (result(9.0, 1.0), "reported"),
        (result(10.0, 10.0, exact=True), "met"),
        (result(9.0, 10.0, exact=True), "NOT met"),
        (result(1.0, 0.0, target=1.0), "NOT met"),
    ],
)
def test_a_line_is_met_only_when_its_ratio_is_within_the_target(one: Result, verdict: str) -> None:
    assert one.verdict == verdict
    assert one.as_json()["verdict"] == verdict


def test_the_table_says_not_met_and_names_the_peer() -> None:
    last = write_table([result(1.0, 2.0, target=1.0), result(4.0, 2.0, target=1.0)]).splitlines()[-1]
    assert last.split() == ["stage", "4", "s", "2", "s", "(the", "peer)", "2x", "<=", "1x", "NOT", "met"]


def test_the_same_size_gives_the_same_bytes_and_as_many_rows_as_asked(tmp_path: Path) -> None:
    places = list_places(figures.places_of(ROWS))
    for name in ("one.csv", "two.csv"):
        figures.write_figures(tmp_path / name, rows=ROWS, places=places)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    lines = (tmp_path / "one.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == ROWS + 1
    assert lines[0].count(",") == 26


def test_a_revised_file_differs_in_one_line_of_a_hundred(tmp_path: Path) -> None:
    places = list_places(figures.places_of(ROWS))
    figures.write_figures(tmp_path / "one.csv", rows=ROWS, places=places)
    changed = figures.write_figures(tmp_path / "two.csv", rows=ROWS, places=places, revised=True)
    before, after = (
        (tmp_path / name).read_text(encoding="utf-8").splitlines() for name in ("one.csv", "two.csv")
    )
    assert sum(one != two for one, two in zip(before, after, strict=True)) == changed
    assert changed == INDICATORS * round(ROWS / INDICATORS * 0.01)


@pytest.mark.parametrize("rows", [0, 800, 2401, 3000])
def test_a_size_that_does_not_give_every_indicator_its_periods_is_refused(rows: int) -> None:
    with pytest.raises(ValueError, match=f"multiple of {INDICATORS * PERIODS}"):
        figures.series_of(rows)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("module", [load, panel, chart, rerun, meeting], ids=lambda module: module.NAME)
def test_a_stage_measures_ours_and_its_peer(module: object, workshop: Workshop) -> None:
    check(module.measure(workshop))  # type: ignore[attr-defined]


@pytest.mark.postgres
@pytest.mark.usefixtures("quick")
def test_the_query_is_measured_against_a_real_server(workshop: Workshop) -> None:
    found = query.measure(workshop)
    check(found)
    assert [one.against for one in found][-1] == f"of {ROWS:,} rows"


def check(found: list[Result]) -> None:
    assert found
    assert all(one.ours > 0 and one.peer > 0 for one in found), found


def test_every_value_revised_is_in_the_history_and_no_other(workshop: Workshop) -> None:
    store = workshop.copy_planned("history.db")
    load.load(store, workshop.csv)
    assert load.count_history(store) == 0
    revised, changed = workshop.revised_csv
    load.load(store, revised)
    assert load.count_history(store) == changed


def test_a_peer_that_finds_something_else_is_refused() -> None:
    counts, sizes, benchmark = panel.make_panel(3)
    ours = panel.analyse_panel(counts, sizes, benchmark=benchmark)
    other = panel.one_by_one.analyse(panel.one_by_one.lay_long(counts + 1, sizes, benchmark), horizon=3)
    with pytest.raises(RuntimeError, match="lower"):
        panel.check_same(ours, other)


@pytest.mark.parametrize("seed", range(40))
def test_the_peers_control_chart_is_ours_with_ties_runs_and_trends(seed: int) -> None:
    chance = np.random.default_rng(seed)
    steps = np.round(chance.normal(seed % 4 / 4, 1.0, 20), 1)
    values = np.cumsum(steps) if seed % 2 else steps
    theirs = one_chart.find_special_cause(pd.Series(values))
    ours = control_limits(values[np.newaxis])
    assert ours.rule[0].tolist() == theirs["rule"]
    assert ours.side[0].tolist() == theirs["side"]
    assert ours.upper[0] == pytest.approx(theirs["high limit"])


@pytest.mark.usefixtures("quick")
def test_the_command_prints_the_table_and_writes_the_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    assert main(["--only", "statistics", "--rows", str(ROWS), "--json", str(file)]) == 0
    printed = capsys.readouterr().out.splitlines()
    written = json.loads(file.read_text(encoding="utf-8"))
    assert printed[0].split() == ["stage", "ours", "peer", "ratio", "target", "load"]
    assert [one["stage"] for one in written["results"]] == ["statistics: 120 series x 20, CPU"]
    assert printed[-1] == written["machine"]


def test_a_stage_that_cannot_be_measured_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Workshop) -> list[Result]:
        raise FileNotFoundError("no server here")

    file = tmp_path / "figures.json"
    replaced: dict[str, Callable[[Workshop], list[Result]]] = {
        "query": fail,
        "chart": lambda _: [result(1.0, 2.0)],
    }
    for name, measure in replaced.items():
        monkeypatch.setattr(stages.STAGES[name], "measure", measure)
    assert main(["--only", "query", "--only", "chart", "--json", str(file)]) == 1
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["failed"] == {"query": "no server here"}
    assert len(written["results"]) == 1
