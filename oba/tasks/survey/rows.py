"""One row a series: what was found of it, in the words of the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from oba.analysis.area_table import AreaTable
from oba.analysis.control import name_kind
from oba.analysis.control_rules import RULES
from oba.analysis.recent_trend import Basis
from oba.analysis.sides import name_side
from oba.analysis.survey import Beside, Surveyed
from oba.analysis.trend import WORDS, judge_direction
from oba.analysis.verdict import name_verdict
from oba.model.finding import ComparisonWord, TrendWord, VerdictWord
from oba.words.survey import NO_MARGIN, NO_TREND, NOT_JUDGED

Row = dict[str, str | float | int | bool]
OUTSIDE = {2: "95%", 1: "80%", 0: "", -1: "80%", -2: "95%"}
SERIES = ("indicator", "title", "breakdown", "area", "area_name", "area_kind", "unit", "polarity")
LATEST = ("figures", "latest_period", "latest")
TREND = ("trend", "trend_judgement", "trend_slope", "trend_statistic", "trend_reason")
BESIDE = ("country_value", "against_country", "region", "region_value", "against_region", "fifth")
AHEAD = ("next_period", "next", "next_lower80", "next_upper80", "next_lower95", "next_upper95", "weight")
CONTROL = ("control", "control_rule", "control_points", "control_trial")
SINCE = (
    "frozen_to",
    "judged_period",
    "judged",
    "forecast",
    "forecast_lower95",
    "forecast_upper95",
    "margin_moderated",
    "verdict",
    "verdict_reason",
    "independent_figures",
    "mean_gap",
    "rank",
    "rank_of",
)
COLUMNS = (*SERIES, *LATEST, *TREND, *BESIDE, *AHEAD, *CONTROL, *SINCE)


def list_rows(table: AreaTable, found: Surveyed, *, regions: Mapping[str, str], since: int) -> Iterator[Row]:
    """A row for each area that has a figure. Numbers that there are none of are ''."""
    names = {one.code: one.name for one in table.areas}
    counts = np.isfinite(table.values).sum(axis=1)
    labels = [one.label for one in table.periods]
    frozen = labels[-since - 1] if len(labels) > since else ""
    for area in np.flatnonzero(found.newest >= 0).tolist():
        one = table.areas[area]
        newest = table.periods[found.newest[area]]
        row: Row = {
            "indicator": table.indicator.key,
            "title": table.indicator.title,
            "breakdown": table.breakdown,
            "area": one.code,
            "area_name": one.name,
            "area_kind": one.kind.value,
            "unit": table.indicator.unit,
            "polarity": table.indicator.polarity.value,
            "figures": int(counts[area]),
            "latest_period": newest.label,
            "latest": _number(table.values[area, found.newest[area]]),
            "region": names.get(regions.get(one.code, ""), ""),
            "fifth": int(found.fifth[area]) or "",
            "next_period": newest.later(1).label,
            "frozen_to": frozen,
        }
        row |= _tell_trend(table, found, area)
        row |= _tell_beside(table, found.country, area, name="country")
        row |= _tell_beside(table, found.region, area, name="region")
        row |= _tell_ahead(found, area)
        row |= _tell_control(table, found, area)
        row |= _tell_since(table, found, area)
        yield row


def _number(value: float) -> float | str:
    return float(f"{value:.10g}") if np.isfinite(value) else ""


def _tell_trend(table: AreaTable, found: Surveyed, area: int) -> Row:
    trend = found.trend
    direction = int(trend.direction[area])
    tested = trend.basis[area] != Basis.NONE
    polarity = table.indicator.polarity
    return {
        "trend": (WORDS[direction] if tested else TrendWord.CANNOT_BE_CALCULATED).value,
        "trend_judgement": judge_direction(direction, polarity=polarity).value if tested else "none",
        "trend_slope": _number(trend.slope[area]) if tested else "",
        "trend_statistic": _number(trend.statistic[area]) if tested else "",
        "trend_reason": "" if tested else NO_TREND.get(int(trend.obstacle[area]), NO_TREND[3]),
    }


def _tell_beside(table: AreaTable, other: Beside, area: int, *, name: str) -> Row:
    side = other.side[area]
    word = name_side(int(side), polarity=table.indicator.polarity) if np.isfinite(side) else None
    return {
        f"{name}_value": _number(other.values[area]),
        f"against_{name}": (word or ComparisonWord.NOT_COMPARED).value,
    }


def _tell_ahead(found: Surveyed, area: int) -> Row:
    ahead = found.ahead
    return {
        "next": _number(ahead.values[area, 0]),
        "next_lower80": _number(ahead.lower80[area, 0]),
        "next_upper80": _number(ahead.upper80[area, 0]),
        "next_lower95": _number(ahead.lower95[area, 0]),
        "next_upper95": _number(ahead.upper95[area, 0]),
        "weight": _number(ahead.weight[area]),
    }


def _tell_control(table: AreaTable, found: Surveyed, area: int) -> Row:
    kind = name_kind(int(found.control_side[area]), sign=table.indicator.polarity.sign)
    rule = RULES[int(found.control_rule[area])]
    return {
        "control": kind.value,
        "control_rule": rule.value if rule else "",
        "control_points": int(found.control_points[area]),
        "control_trial": bool(found.trial[area]),
    }


def _tell_since(table: AreaTable, found: Surveyed, area: int) -> Row:
    since = found.since
    column = int(since.newest[area])
    judged, drawn = column >= 0, bool(since.drawn[area])
    value = float(table.values[area, column])
    word = VerdictWord.TOO_EARLY
    if drawn:
        word = name_verdict(
            OUTSIDE[int(since.level[area])],
            gap=value - float(since.forecast[area]),
            sign=table.indicator.polarity.sign,
            independent=int(since.independent[area]),
        )
    place, of = int(since.place[area]), int(since.of[area])
    return {
        "judged_period": table.periods[column].label if judged else "",
        "judged": _number(value) if judged else "",
        "forecast": _number(since.forecast[area]),
        "forecast_lower95": _number(since.lower95[area]),
        "forecast_upper95": _number(since.upper95[area]),
        "margin_moderated": bool(since.moderated[area]),
        "verdict": word.value,
        "verdict_reason": "" if drawn else NO_MARGIN if judged else NOT_JUDGED,
        "independent_figures": int(since.independent[area]),
        "mean_gap": _number(since.mean_gap[area]),
        "rank": place or "",
        "rank_of": of or "",
    }
