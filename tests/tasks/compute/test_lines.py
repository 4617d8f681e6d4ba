"""Every finding of the example is worked out again from its own line, and is the finding of the page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from oba.analysis.baseline import make_baseline
from oba.analysis.control import find_control
from oba.model.baseline import Scenario
from oba.model.finding import ComparedWith
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.store.engine import open_store
from oba.tasks.compute.run import compute
from oba.tasks.compute_lines import ComputeLine, lines_of
from oba.tasks.draw_signals import find_target
from oba.tasks.gather import Gathered, gather, make_findings


@pytest.fixture(scope="module")
def found(example_url: str) -> Gathered:
    return gather(open_store(example_url, read_only=True), every_area=True)


@pytest.fixture(scope="module")
def lines(found: Gathered) -> dict[str, tuple[ComputeLine, ...]]:
    return {key: lines_of(found, key) for key in found.findings}


def answers(lines: tuple[ComputeLine, ...], method: str) -> list[dict[str, Any]]:
    return [compute(method, json.loads(one.line)) for one in lines if one.method == method]


def near(found: float | None, wanted: float | None) -> bool:
    return found == wanted or (found is not None and wanted == pytest.approx(found, rel=1e-9, abs=1e-12))


def test_every_indicator_has_lines_and_none_is_refused(lines) -> None:
    assert len(lines) >= 24
    for key, each in lines.items():
        assert each, key
        for one in each:
            assert "\n" not in one.line
            assert one.file_name in one.command
            assert "error" not in compute(one.method, json.loads(one.line)), one


def test_the_trend_of_every_indicator_is_the_pages(found, lines) -> None:
    for key, finding in found.findings.items():
        (answer,) = answers(lines[key], "trend")
        trend = finding.trend
        assert (answer["trend"], answer["judgement"], answer["method"]) == (
            trend.word,
            trend.judgement,
            trend.method,
        )
        assert near(answer["statistic"], trend.statistic), key
        assert near(answer["slope"], trend.slope), key
        assert answer["points_used"] == len(trend.periods)
        assert bool(answer["reason"]) == bool(trend.reason)


def test_every_comparison_is_the_pages(found, lines) -> None:
    seen = set()
    for key, finding in found.findings.items():
        compared = [one for one in finding.comparisons if one.word.value != "not compared"]
        for answer, one in zip(answers(lines[key], "compare"), compared, strict=True):
            seen.add(one.compared_with)
            if one.fifth:
                assert (answer["fifth"], answer["of"]) == (one.fifth, one.of), key
            else:
                assert answer["comparison"] == one.word, (key, one)
            if one.compared_with is not ComparedWith.TARGET:
                assert answer["level"] == one.level, (key, one)
    assert {ComparedWith.COUNTRY, ComparedWith.REGION} <= seen


def test_every_forecast_is_the_frozen_one(found, lines) -> None:
    frozen = [key for key, finding in found.findings.items() if finding.baseline]
    assert len(frozen) >= 20
    for key in frozen:
        (answer,) = answers(lines[key], "forecast")
        baseline = found.findings[key].baseline
        assert (answer["method"], answer["version"]) == (baseline.method, baseline.method_version)
        assert answer["points"] == pytest.approx([one.value for one in baseline.points], rel=1e-12)
        for name in ("lower80", "upper80", "lower95", "upper95"):
            for given, one in zip(answer[name], baseline.points, strict=True):
                assert near(given, getattr(one, name)), (key, name)
        assert answer["weight"] == pytest.approx(baseline.weight)


def test_every_verdict_is_the_pages(found, lines) -> None:
    judged = [key for key, finding in found.findings.items() if finding.verdict]
    told = {key: answer for key in judged for answer in answers(lines[key], "verdict")}
    assert len(told) >= 20
    for key, answer in told.items():
        verdict = found.findings[key].verdict
        assert answer["verdict"] == verdict.word, key
        assert near(answer["gap"], verdict.gap), key
        assert near(answer["mean_gap"], verdict.mean_gap.value if verdict.mean_gap else None), key
        if verdict.mean_gap and verdict.mean_gap.lower95 is not None:
            assert answer["mean_gap_interval"] == pytest.approx(
                [verdict.mean_gap.lower95, verdict.mean_gap.upper95]
            )
        assert (answer["cumulative"] is None) == (verdict.cumulative is None), key
        if verdict.cumulative:
            assert answer["cumulative"]["value"] == pytest.approx(verdict.cumulative.value)
        assert (answer["rank"] or {}).get("place") == (verdict.rank.place if verdict.rank else None)
        outlook = verdict.outlook
        assert (answer["when_will_we_know"] is None) == (outlook is None)
        if outlook:
            assert answer["when_will_we_know"]["periods80"] == outlook.periods80, key
            assert answer["when_will_we_know"]["periods95"] == outlook.periods95, key
            assert answer["when_will_we_know"]["change"] == pytest.approx(outlook.change)


def test_every_control_chart_is_the_pages(found, lines) -> None:
    for key in found.findings:
        chart = find_control(found.ours(key), found.indicator(key), target=find_target(found, key))
        given = answers(lines[key], "spc")
        assert len(given) == (chart is not None)
        for answer in given:
            assert (answer["variation"], answer["assurance"], answer["trial"]) == (
                chart.variation, chart.assurance, chart.trial,
            )  # fmt: skip
            assert [one["kind"] for one in answer["points"]] == [one.kind for one in chart.points]
            assert near(answer["lower_limit"], chart.points[-1].lower)


def test_the_interval_of_the_newest_figure_is_near_the_published_one(found, lines) -> None:
    """It is computed from counts that may be rounded; where none is published it is the pages' own."""
    checked = 0
    for key, finding in found.findings.items():
        for answer in answers(lines[key], "interval"):
            checked += 1
            one = finding.latest
            assert answer["lower"] <= answer["value"] <= answer["upper"]
            assert answer["value"] == pytest.approx(one.value, rel=0.05), key
    assert checked >= 5


def test_an_indicator_without_figures_has_no_lines(found) -> None:
    empty = next(one.key for one in found.book.indicators if one.key not in found.findings)
    assert lines_of(found, empty) == ()


def test_with_twenty_areas_the_moderated_margin_and_the_rank_are_the_pages_too(found) -> None:
    random = np.random.default_rng(11)
    place, codes = found.place, [found.place.code, *(f"E0600{number:04d}" for number in range(100, 126))]
    areas = tuple(replace(place, code=code, name=code) for code in codes)
    key = next(one for one in found.findings if found.indicator(one).years_pooled == 1)
    indicator = replace(found.indicator(key), lower_bound=None, upper_bound=None)
    years = [Period.year(2010 + step, kind=PeriodKind.CALENDAR_YEAR) for step in range(11)]
    series = {
        (key, code): Series(
            key, code, observations=tuple(
                Observation(period, float(value))
                for period, value in zip(years, np.round(50 + random.normal(0, 2, 11).cumsum(), 2), strict=True)
            ),
        )
        for code in codes
    }  # fmt: skip
    book = replace(found.book, areas=areas, indicators=(indicator,), comparators=(), targets=())
    baseline = make_baseline(
        series[key, place.code], indicator=indicator, data_to=years[7], scenario=Scenario.CARRY_ON, horizon=5,
        frozen_on=date(2018, 9, 1), recorded_at=datetime(2018, 9, 1, tzinfo=UTC), peers=list(series.values()),
    )  # fmt: skip
    findings = make_findings(book, place.code, series, [baseline], whole=True)
    gathered = Gathered(book=book, place=place, series=series, findings=findings, releases={})
    lines, verdict = lines_of(gathered, key), findings[key].verdict
    (forecast,), (answer,) = answers(lines, "forecast"), answers(lines, "verdict")
    assert forecast["moderated_by"] == baseline.moderated_by == 26
    assert forecast["degrees"] == pytest.approx(baseline.degrees)
    assert forecast["upper95"] == pytest.approx([one.upper95 for one in baseline.points])
    assert answer["rank"] == {
        "place": verdict.rank.place,
        "of": 27,
        "chance": pytest.approx(verdict.rank.chance),
    }
    (fifth,) = answers(lines, "compare")
    assert (fifth["fifth"], fifth["of"]) == (findings[key].comparisons[0].fifth, 27)
