"""A national file is back-tested and surveyed without a store, whatever it is wrapped in, and nothing is hidden."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from oba.analysis.backtest import LAST, LINE, OURS
from oba.cli import main
from oba.load.gazetteer import read_gazetteer
from oba.load.refusal import RefusedFile
from oba.model.area import Area, AreaKind
from oba.model.indicator import Polarity
from oba.model.period import Period, PeriodKind
from oba.tasks.backtest.run import ABOVE, ANY, BELOW, JUDGED, Backtest, list_groups, run_backtest
from oba.tasks.backtest.tell import tell_as_json, tell_as_markdown
from oba.tasks.gather_tables import Gathering
from oba.tasks.read_national import National, read_national
from oba.tasks.survey.run import Wishes, run_survey
from oba.tasks.survey.tell import tell_plan, tell_survey

HEADER = ["Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region"]
YEARS = range(2014, 2025)
AUTHORITIES = 40
DICTIONARY = """\
"Measure_code","Measure","Chart_title","Measure_short","Polarity","y_axis_name","Description","Year_Type","dps"
"1","Steady share","Steady share","Share","High","Percentage","A share.","Academic year","1"
"""


def rows() -> list[list[str]]:
    """Two measures of 40 authorities, a region and England: `Walk` has no drift; `Share` is a percentage."""
    chance = np.random.default_rng(8)
    known = [one for one in read_gazetteer().areas.values() if one.current and one.code.startswith("E0")]
    authorities = [one for one in known if one.kind == "local authority" and one.dfe_number][:AUTHORITIES]
    places = [("England", "970.0", "NA"), ("North East", "980.0", "NA")]
    places += [(one.name, f"{one.dfe_number}.0", "North East") for one in authorities]
    found = []
    for measure, start in (("Walk", 400.0), ("Share", 50.0)):
        values = start + np.cumsum(chance.normal(size=(len(places), len(YEARS))), axis=1)
        for row, (name, number, region) in enumerate(places):
            for column, year in enumerate(YEARS):
                title = "Percentage of children" if measure == "Share" else "Walk rate per 10,000"
                value = f"{values[row, column]:.3f}"
                found.append([measure, title, str(year), name, value, number, region])
    found[-1][4] = "-"
    found[-12][4] = "103.2"
    return found


def text_of(table: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([HEADER, *table])
    return file.getvalue()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("national") / "long.csv"
    path.write_text(text_of(rows()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def dictionary(data: Path) -> Path:
    path = data.with_name("dictionary.csv")
    path.write_text(DICTIONARY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tested(data: Path, dictionary: Path) -> Backtest:
    return run_backtest(data, dictionary=dictionary)


def write_wrapped(folder: Path, kind: str) -> Path:
    path = folder / f"long.{kind}"
    if kind == "csv.gz":
        path.write_bytes(gzip.compress(text_of(rows()).encode()))
    else:
        frame = pd.DataFrame(rows(), columns=HEADER)
        frame.assign(**{"LA Number": frame["LA Number"].astype(float)}).to_parquet(path)
    return path


def same(one: National, other: National) -> None:
    assert [table.indicator.key for table in one.tables] == [table.indicator.key for table in other.tables]
    for ours, theirs in zip(one.tables, other.tables, strict=True):
        assert ours.periods == theirs.periods
        assert np.array_equal(ours.values, theirs.values, equal_nan=True)


@pytest.mark.parametrize("kind", ["csv.gz", "parquet"])
def test_a_wrapped_table_is_read_as_the_plain_one(kind: str, data: Path, tmp_path: Path) -> None:
    same(read_national(data), read_national(write_wrapped(tmp_path, kind)))


def test_what_is_not_read_is_counted_by_its_reason_and_the_rest_is_read(data: Path) -> None:
    found = read_national(data)
    assert found.cells == 2 * (AUTHORITIES + 2) * len(YEARS)
    assert found.series == 2 * (AUTHORITIES + 2)
    assert +found.left_out == {
        "signs in place of a number that a person would have to decide about": 1,
        "figures outside what their unit allows": 1,
    }
    kept = sum(int(np.isfinite(table.values).sum()) for table in found.tables)
    assert kept + found.left_out.total() == found.cells
    assert read_national(data, possible_only=False).left_out.total() == 1


def test_each_authority_has_the_region_the_file_says(data: Path) -> None:
    found = read_national(data)
    assert len(found.regions) == AUTHORITIES
    assert set(found.regions.values()) == {"E12000001"}


def test_only_the_dictionary_says_which_way_is_good(data: Path, dictionary: Path) -> None:
    assert {one.indicator.polarity for one in read_national(data).tables} == {Polarity.NO_JUDGEMENT}
    told = {one.indicator.polarity for one in read_national(data, dictionary=dictionary).tables}
    assert told == {Polarity.NO_JUDGEMENT, Polarity.HIGH_IS_GOOD}


def test_figures_before_a_break_and_a_publishers_forecasts_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "tidy.csv"
    lines = [
        f"Births,E06000002,{year},{year - 2000},{'b' if year == 2014 else ''}" for year in range(2010, 2025)
    ]
    lines += ["Births,E06000002,2025,99,f", "Births,E06000003,2013,7,"]
    path.write_text("\n".join(["indicator,area,period,value,marker", *lines]))
    found = read_national(path)
    (table,) = found.tables
    own = table.values[[one.code for one in table.areas].index("E06000002")]
    assert own[np.isfinite(own)].tolist() == [year - 2000 for year in YEARS]
    assert +found.left_out == {"forecasts of the publisher's": 1}


def test_periods_of_another_length_than_most_are_counted_and_left_out(data: Path) -> None:
    indicator = read_national(data).tables[0].indicator
    periods = [Period.year(year, kind=PeriodKind.CALENDAR_YEAR) for year in (2020, 2021)]
    keys = [*(one.key for one in periods), Period.months(2021, 10, count=3).key]
    frame = pd.DataFrame({name: pd.Categorical([""] * 3) for name in ("breakdown", "marker")})
    frame["indicator"], frame["area"] = pd.Categorical(["one"] * 3), pd.Categorical(["E1"] * 3)
    frame["period"], frame["value"] = keys, [1.0, 2.0, 3.0]
    for name in ("lower", "upper", "numerator", "denominator"):
        frame[name] = np.nan
    gathered = Gathering({"one": indicator}, {"E1": Area("E1", "One", AreaKind.LOCAL_AUTHORITY)})
    gathered.add(frame)
    left_out = Counter[str]()
    (table,) = gathered.tables(left_out, possible_only=True)
    assert table.periods == tuple(periods)
    assert table.values.tolist() == [[1.0, 2.0]]
    assert +left_out == {"figures of a period of another length than most of their indicator's": 1}


def test_the_backtest_knows_a_walk_without_drift(tested: Backtest) -> None:
    first = tested.forecasts[0]
    assert (first.points, first.ahead, first.measures, first.series) == (5, 3, 2, 2 * AUTHORITIES - 1)
    assert first.rules[LAST].error == 1.0
    assert first.rules[LINE].error > 1.1
    assert 0.85 < first.rules[OURS].cover95 <= 1.0


def test_each_measure_counts_where_its_polarity_puts_it(tested: Backtest) -> None:
    of = {one.group: one.measures for one in tested.starts if (one.points, one.after) == (5, 3)}
    assert of == {JUDGED: 1, ABOVE: 1, BELOW: 1, ANY: 2}
    assert list_groups(-1) == [(JUDGED, -1), (ANY, -1)]
    assert list_groups(0) == [(ABOVE, 1), (BELOW, -1), (ANY, -1)]


def test_the_report_says_each_requirement_and_holds_the_numbers_of_the_json(tested: Backtest) -> None:
    report = tell_as_markdown(tested, day=date(2026, 11, 22))
    told = json.loads(tell_as_json(tested))
    assert report.startswith("# Back-test of the methods, 22 November 2026")
    for one in told["forecasts"]:
        assert f"{one['rules'][LINE]['error']:.3f}" in report
    starts = [one for one in told["starts"] if one["group"] == JUDGED]
    assert report.count("false *turned*") == 2 * len(starts)
    assert len([line for line in report.splitlines() if line.startswith("- 95% interval")]) == 8


def test_a_file_without_enough_series_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text(text_of([row for row in rows() if row[2] > "2020"]))
    with pytest.raises(Exception, match=r"no measure has 8 figures in a row.*Give the whole national file"):
        run_backtest(path)


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_a_survey_writes_one_finding_for_every_series_with_a_figure(
    ending: str, data: Path, dictionary: Path, tmp_path: Path
) -> None:
    out = tmp_path / f"findings{ending}"
    found = run_survey(data, Wishes(dictionary=dictionary, out=out))
    if ending == ".csv":
        with out.open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file))
    else:
        written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(written) == found.rows == found.national.series
    assert sum(found.verdicts.values()) == found.rows
    one = next(
        row for row in written if row["title"].startswith("Walk") and row["area_kind"] == "local authority"
    )
    assert one["verdict"] in ("as forecast", "above forecast", "below forecast")
    assert float(one["forecast_lower95"]) < float(one["forecast"]) < float(one["forecast_upper95"])
    assert (one["region"], str(one["rank_of"])) == ("North East", str(AUTHORITIES))
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_survey_tells_what_it_found_left_out_and_took(data: Path) -> None:
    found = run_survey(data, Wishes())
    told = "\n".join(tell_survey(found))
    assert "left out: figures outside what their unit allows: 1" in told
    assert f"{found.rows:,} findings in" in told
    assert "peak memory" in told


def test_a_plan_of_a_survey_finds_nothing_and_writes_nothing(data: Path, tmp_path: Path) -> None:
    found = run_survey(data, Wishes(out=tmp_path / "x.csv", plan=True))
    assert found.rows == 0
    assert tell_plan(found)[-1] == "nothing was surveyed: leave --plan out"
    assert not list(tmp_path.iterdir())


def test_a_dictionary_that_is_none_is_refused(data: Path) -> None:
    with pytest.raises(RefusedFile, match="no data dictionary"):
        read_national(data, dictionary=data)


@pytest.mark.parametrize("command", ["backtest", "survey"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file. Give the path of a file."),
        ("Dear Sir or Madam,\nno figures here\n", "letter.csv"),
        ("a,b\n", "a header and nothing below it"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_exit_1(
    command: str, content: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.csv"
    if content is not None:
        path.write_text(content)
    assert main([command, str(path)]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert str(tmp_path) not in told


@pytest.mark.parametrize("arguments", [["--since", "0"], ["--since", "x"], ["--out", "findings.xlsx"]])
def test_a_wrong_wish_of_a_survey_exits_2(
    arguments: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["survey", str(data), *arguments]) == 2
    assert "expected" in capsys.readouterr().err


def test_the_commands_print_and_write(
    data: Path, dictionary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.md"
    assert main(["backtest", str(data), "--dictionary", str(dictionary), "--out", str(report), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["dictionary"] == "dictionary.csv"
    assert "## Forecasts" in report.read_text(encoding="utf-8")
    assert main(["survey", str(data), "--out", str(tmp_path / "f.csv")]) == 0
    assert "written to f.csv" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["backtest", "survey"])
def test_a_report_that_cannot_be_written_is_told(
    command: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(data), "--out", str(tmp_path / "none" / "x.csv")]) == 1
    assert (
        "x.csv cannot be written. Name a file in a folder that you may write to." in capsys.readouterr().err
    )
