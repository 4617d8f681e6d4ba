"""Tell of baselines on the command line: what would be frozen, what was, and every one there is."""

from __future__ import annotations

import json
from typing import Any

from oba.model.baseline import Baseline
from oba.model.indicator import Indicator
from oba.settings import Settings
from oba.store.baselines import read_baselines
from oba.store.engine import open_store
from oba.store.plans import read_plan
from oba.tasks.agree_baseline import Agreed
from oba.tasks.gather import choose_area
from oba.words import scenarios as words
from oba.words.loading import say_time
from oba.words.numbers import begin, say_bare_value, say_range

NOTHING = "No baseline has been frozen yet. See how to freeze one: python -m oba freeze --help"


def tell_agreed(done: Agreed) -> list[str]:
    """Lines that say what was frozen or, in a dry run, would be: the forecast period by period, who, why."""
    one, indicator = done.baseline, done.indicator
    lines = [
        done.said if done.written else f"Would be frozen: {indicator.title}, {done.area_name}.",
        words.say_made(one, indicator=indicator),
        *(f"  {_say_point(one, place, indicator)}" for place in range(len(one.points))),
        f"Method: {one.method}, version {one.method_version}.",
        f"Agreed by {one.agreed_by.rstrip('.')}. Reason: {one.reason.rstrip('.')}.",
    ]
    if done.replaced is not None:
        why = one.replaces_because.rstrip(".")
        lines.append(
            f"Supersedes number {done.replaced.id} ({words.say_name(done.replaced)}). Reason: {why}."
        )
    return lines


def tell_agreed_as_json(done: Agreed) -> str:
    return json.dumps(
        {
            "written": done.written,
            "supersedes": done.replaced.id if done.replaced else None,
            "digest": done.digest,
            **as_data(done.baseline),
        },
        ensure_ascii=False,
    )


def list_all(
    settings: Settings, *, indicator: str | None = None, area: str | None = None, as_json: bool = False
) -> str:
    """Every baseline that was ever frozen, the superseded ones too, in the order in which they were recorded."""
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            book = read_plan(connection)
            areas = [choose_area(book, area).code] if area else None
            keys = [indicator] if indicator else None
            found = read_baselines(connection, indicators=keys, areas=areas, superseded=True)
    finally:
        store.close()
    if as_json:
        return json.dumps([as_data(one) for one in found], ensure_ascii=False, indent=1)
    titles = {one.key: one.title for one in book.indicators}
    names = {one.code: one.name for one in book.areas}
    by_number = {one.id: one for one in found}
    lines = [
        f"{one.id:>4}  {titles.get(one.indicator, one.indicator)}, {names.get(one.area, one.area)}: "
        f"{_in_a_sentence(words.say_name(one))}. {words.say_standing(one, by=by_number.get(one.superseded_by or 0))}"
        f"{_say_who(one)}"
        for one in found
    ]
    return "\n".join(lines) or NOTHING


def as_data(one: Baseline) -> dict[str, Any]:
    """A baseline with every number and its working."""
    return {
        "number": one.id,
        "indicator": one.indicator,
        "area": one.area,
        "frozen_on": one.frozen_on.isoformat(),
        "recorded_at": one.recorded_at.isoformat(),
        "recorded_by": one.recorded_by,
        "data_to": one.data_to.label,
        "origin_value": one.origin_value,
        "scenario": one.scenario.value,
        "method": one.method,
        "method_version": one.method_version,
        "points_used": one.points_used,
        "weight": one.weight,
        "se1": one.se1,
        "degrees": one.degrees,
        "moderated_by": one.moderated_by,
        "points": [
            {
                "period": point.period.label,
                "value": point.value,
                "lower80": point.lower80,
                "upper80": point.upper80,
                "lower95": point.lower95,
                "upper95": point.upper95,
            }
            for point in one.points
        ],
        "history": [{"period": period.label, "value": value} for period, value in one.history],
        "releases": list(one.releases),
        "agreed_by": one.agreed_by,
        "reason": one.reason,
        "replaces_because": one.replaces_because,
        "example": one.example,
        "superseded_by": one.superseded_by,
        "peers": [
            {"area": peer.area, "typical_change": peer.typical_change, "forecast": list(peer.values)}
            for peer in one.peers
        ],
    }


def _say_point(one: Baseline, place: int, indicator: Indicator) -> str:
    point = one.points[place]
    said = f"{point.period.label}: {say_bare_value(point.value, indicator=indicator)}"
    for name, lower, upper in (("80%", point.lower80, point.upper80), ("95%", point.lower95, point.upper95)):
        if lower is not None and upper is not None:
            said += f", {name} interval {say_range(lower, upper, indicator=indicator)}"
    return said


def _in_a_sentence(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _say_who(one: Baseline) -> str:
    if one.example:
        return " An example, agreed by nobody."
    who = f" {begin('agreed by')} {one.agreed_by.rstrip('.')}." if one.agreed_by else ""
    return f"{who} Recorded {say_time(one.recorded_at)}."
