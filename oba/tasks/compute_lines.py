"""Each finding of a page as a line that `python -m oba compute` works out again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oba.analysis.control import find_control
from oba.analysis.limits import Limits, find_limits
from oba.analysis.panel import usable
from oba.model.baseline import Baseline
from oba.model.control import ControlChart
from oba.model.finding import ComparedWith, Comparison, ComparisonWord, Finding
from oba.model.indicator import Indicator, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.tasks.beside import doubtful_at, lay_beside
from oba.tasks.compute.describe import COMMAND
from oba.tasks.draw_signals import find_target
from oba.tasks.gather import Gathered
from oba.tasks.regular_scale import find_places, find_years, spread

KINDS = {ValueType.PROPORTION: "proportion", ValueType.CRUDE_RATE: "rate"}
IMPROVEMENT = {1: "increase", -1: "decrease", 0: "neutral"}
COLUMNS = {"lower": "lower", "upper": "upper", "numerators": "numerator", "denominators": "denominator"}
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ComputeLine:
    """One finding to work out again: `line` is one line of JSON, `command` what to type with its file."""

    method: str
    title: str
    line: str
    file_name: str

    @property
    def command(self) -> str:
        return f"{COMMAND} {self.method} < PATH/TO/{self.file_name}"

    def to_bytes(self) -> bytes:
        """The file of this one line."""
        return f"{self.line}\n".encode()


def lines_of(found: Gathered, key: str) -> tuple[ComputeLine, ...]:
    """The lines of one indicator's findings, in the order of the page. What cannot be told in a line has none."""
    finding = found.findings.get(key)
    if finding is None:
        return ()
    one, series = found.indicator(key), found.ours(key)
    drawn = [
        ("trend", "The recent trend", trend_line(series, one)),
        ("interval", "The interval of the newest figure", interval_line(finding.latest, one)),
        *_comparison_lines(found, finding, one, series),
        ("spc", "The control chart", control_line(finding.control or _draw_control(found, key), one)),
    ]
    if finding.baseline is not None:
        peers = _peers_of(found, key, finding.baseline)
        drawn.append(("forecast", "The frozen forecast", forecast_line(finding.baseline, one, peers)))
        drawn.append(("verdict", "The verdict", _verdict_line(found, finding, one, series, peers)))
    told = [(method, title, line) for method, title, line in drawn if line is not None]
    note = f"{one.title}, {found.place.name}"
    stem = f"{key}_{found.place.code}"
    return tuple(
        ComputeLine(
            method,
            title,
            json.dumps({"note": f"{note}: {title[:1].lower()}{title[1:]}"} | line),
            f"{stem}_{place}_{method}.jsonl",
        )
        for place, (method, title, line) in enumerate(told, start=1)
    )


def _draw_control(found: Gathered, key: str) -> ControlChart | None:
    return find_control(found.ours(key), found.indicator(key), target=find_target(found, key))


def trend_line(series: Series, indicator: Indicator) -> Line | None:
    """The figures since the last break on a regular scale; None where they do not stand on one."""
    points = usable(series)
    places = find_places([one.period for one in points])
    if places is None:
        return None
    values = spread(places, [one.value for one in points])
    found = {
        name: spread(places, [getattr(one, column) for one in points]) for name, column in COLUMNS.items()
    }
    _blank_impossible(found, indicator)
    return {
        "values": values,
        **{name: column for name, column in found.items() if any(one is not None for one in column)},
        "years_per_period": find_years(points[-1].period, indicator),
        "value_type": indicator.value_type.value,
        "polarity": indicator.polarity.value,
        "multiplier": indicator.multiplier,
    }


def interval_line(latest: Observation | None, indicator: Indicator) -> Line | None:
    """The interval that the counts of the newest figure give."""
    kind = KINDS.get(indicator.value_type)
    if latest is None or kind is None or latest.numerator is None or not latest.denominator:
        return None
    if latest.numerator < 0 or latest.denominator < 0:
        return None
    if kind == "proportion" and latest.numerator > latest.denominator:
        return None
    return {
        "kind": kind,
        "numerator": latest.numerator,
        "denominator": latest.denominator,
        "multiplier": indicator.multiplier,
    }


def control_line(chart: ControlChart | None, indicator: Indicator) -> Line | None:
    """The figures of the control chart as they stand in a row: those that share data were left out of it."""
    if chart is None:
        return None
    return {
        "values": [one.value for one in chart.points],
        "improvement": IMPROVEMENT[indicator.polarity.sign],
        "screen": chart.screened,
        "run_length": chart.run_length,
        "target": chart.target,
    }


def forecast_line(baseline: Baseline, indicator: Indicator, peers: Iterable[Series]) -> Line | None:
    """What the frozen baseline was made from; peers, whose histories it does not keep, as they stand today."""
    history = _history_of(baseline)
    if history is None:
        return None
    return {
        "values": history,
        "horizon": baseline.horizon,
        **_how_made(baseline, indicator),
        "peers": [row["history"] for row in _peer_rows(baseline, peers, since=())],
    }


def _verdict_line(
    found: Gathered, finding: Finding, indicator: Indicator, series: Series, peers: Sequence[Series]
) -> Line | None:
    """None where a change of definition since the freeze decides: a line has no way to tell of one."""
    baseline = finding.baseline
    assert baseline is not None
    history = _history_of(baseline)
    later = [one for one in series.observations if one.period.end > baseline.data_to.end]
    if history is None or any(one.breaks for one in later):
        return None
    points = [one for one in usable(series) if one.period.end > baseline.data_to.end]
    places = find_places([baseline.data_to, *(one.period for one in points)])
    if places is None:
        return None
    since = spread(places, [None, *(one.value for one in points)])[1:]
    sizes = spread(places, [None, *(one.denominator for one in points)])[1:]
    change = lay_beside(found.book, found.place.code, found.series)[indicator.key].change_to_target(baseline)
    return {
        "history": history,
        "since": since,
        "polarity": indicator.polarity.value,
        "horizon": baseline.horizon,
        **_how_made(baseline, indicator),
        "peers": _peer_rows(baseline, peers, since=[one.period for one in points]),
        "change": change,
        **_what_adds_up(baseline, indicator, sizes),
    }


def _what_adds_up(baseline: Baseline, indicator: Indicator, sizes: Sequence[float | None]) -> Line:
    """Children counted on one day of each year do not add up to a number of children."""
    if baseline.data_to.kind is PeriodKind.POINT_IN_TIME:
        return {}
    told: Line = {"multiplier": indicator.multiplier, "value_type": indicator.value_type.value}
    return told | ({"denominators": list(sizes)} if any(one is not None for one in sizes) else {})


def _blank_impossible(columns: dict[str, list[float | None]], indicator: Indicator) -> None:
    """What the trend passes over and a line may not hold: limits the wrong way round, more than all, less than none."""
    for low, high, checked in (
        ("lower", "upper", True),
        ("numerators", "denominators", indicator.value_type is ValueType.PROPORTION),
    ):
        pairs = zip(columns[low], columns[high], strict=True)
        for place, (below, above) in enumerate(pairs):
            if checked and below is not None and above is not None and below > above:
                columns[low][place] = columns[high][place] = None


def _history_of(baseline: Baseline) -> list[float | None] | None:
    places = find_places([period for period, _ in baseline.history])
    return spread(places, [value for _, value in baseline.history]) if places is not None else None


def _how_made(baseline: Baseline, indicator: Indicator) -> Line:
    return {
        "scenario": baseline.scenario.value,
        "years_per_period": find_years(baseline.data_to, indicator),
        "lower_bound": indicator.lower_bound,
        "upper_bound": indicator.upper_bound,
    }


def _peers_of(found: Gathered, key: str, baseline: Baseline) -> list[Series]:
    """The areas whose forecasts were frozen with ours, as their figures stand."""
    return [found.series[key, one.area] for one in baseline.peers if (key, one.area) in found.series]


def _peer_rows(baseline: Baseline, peers: Iterable[Series], *, since: Sequence[Period]) -> list[Line]:
    """Each area's figures up to the freeze and at the periods since, on the scale of ours."""
    rows = []
    for one in peers:
        before = [
            each for each in one.observations if each.measured and each.period.end <= baseline.data_to.end
        ][-baseline.points_used :]
        places = find_places([each.period for each in before])
        later = find_places([baseline.data_to, *since])
        if places is None or later is None or before[-1].period != baseline.data_to:
            continue
        values = {each.period: each.value for each in _until_break(one, after=baseline.data_to)}
        row: Line = {"history": spread(places, [each.value for each in before])}
        if since:
            row["since"] = spread(later, [None, *(values.get(period) for period in since)])[1:]
        rows.append(row)
    return rows


def _until_break(series: Series, *, after: Period) -> Iterator[Observation]:
    """The measured figures up to the first change of definition after a period."""
    for one in series.observations:
        if one.breaks and one.period.end > after.end:
            return
        if one.measured:
            yield one


def _comparison_lines(
    found: Gathered, finding: Finding, indicator: Indicator, series: Series
) -> Iterator[tuple[str, str, Line]]:
    for one in finding.comparisons:
        at = next((each for each in series.observations if each.period == one.period and each.measured), None)
        if one.word is not ComparisonWord.NOT_COMPARED and at is not None:
            limits = find_limits(at, indicator=indicator)
            own = _fifths(found, finding, one) if one.fifth else _against(one, limits)
            line = {"value": at.value, "polarity": indicator.polarity.value} | own
            yield "compare", f"The comparison with {_name_other(found, one)}", line


def _name_other(found: Gathered, one: Comparison) -> str:
    named = {
        ComparedWith.NEIGHBOURS: "the statistical neighbours",
        ComparedWith.TARGET: "the target",
        ComparedWith.AREAS: "all authorities",
    }
    return named.get(one.compared_with) or found.name(one.with_area)


def _against(one: Comparison, limits: Limits | None) -> Line:
    ends: Mapping[str, float] = {"lower": limits.lower95, "upper": limits.upper95} if limits else {}
    if one.compared_with is ComparedWith.TARGET:
        return {**ends, "method": "target", "target": one.other_value}
    if limits is None or not limits.lower998 < limits.upper998:
        return {**ends, "method": "one_interval", "benchmark": one.other_value}
    far = {"lower99_8": limits.lower998, "upper99_8": limits.upper998}
    return {**ends, **far, "method": "two_levels", "benchmark": one.other_value}


def _fifths(found: Gathered, finding: Finding, one: Comparison) -> Line:
    """The figures of all authorities in the order of their codes, in which equal ones are dealt out."""
    beside = lay_beside(found.book, found.place.code, found.series)[finding.indicator]
    doubtful = doubtful_at(finding.doubts, one.period)
    values = {
        code: each.value
        for code, series in sorted({**beside.peers, found.place.code: found.ours(finding.indicator)}.items())
        if code not in doubtful
        for each in series.observations
        if each.period == one.period and each.measured
    }
    return {
        "method": "quintiles",
        "areas": list(values.values()),
        "position": list(values).index(found.place.code),
    }
