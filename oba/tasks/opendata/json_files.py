"""JSON at stable addresses: one file for each indicator with all that is published of it, and an index of them."""

from __future__ import annotations

import json
from typing import Any

from oba.model.indicator import Indicator
from oba.model.series import Observation, Series
from oba.tasks.opendata.gathered import Opened
from oba.tasks.opendata.metadata import About
from oba.tasks.tell_findings import describe_finding
from oba.words import open_data as words


def write_json(told: object, *, indent: int | None = None) -> bytes:
    """UTF-8; without an indent as short as can be, which is ten times as fast to write."""
    parts = (",", ": ") if indent else (",", ":")
    text = json.dumps(told, ensure_ascii=False, indent=indent, separators=parts, allow_nan=False)
    return f"{text}\n".encode(errors="replace")


def describe_publication(about: About) -> dict[str, Any]:
    licence = words.find_licence(about.licences)
    return {
        "publication": about.facts.number,
        "published_on": about.facts.published_on.isoformat(),
        "version": about.version,
        "note": about.facts.note,
        "title": about.title,
        "publisher": about.publisher,
        "example": about.example,
        "licences": list(about.licences),
        "licence_address": licence.path if licence else None,
    }


def describe_indicator(opened: Opened, indicator: Indicator, about: About) -> dict[str, Any]:
    """The record, every series, the finding of the plan's own area with its baseline and verdict, and the sources."""
    series = opened.series[indicator.key]
    finding = opened.found.findings.get(indicator.key)
    used = {one.release for each in series for one in each.observations}
    return {
        **describe_publication(about),
        "indicator": describe_record(opened, indicator),
        "series": [_series(opened, one) for one in series],
        "finding": describe_finding(finding, opened.found) if finding else None,
        "sources": [
            {
                "release": number,
                "publisher": one.source.publisher,
                "title": one.source.title,
                "edition": one.source.release,
                "address": one.source.address,
                "licence": one.source.licence,
                "published": one.source.published.isoformat() if one.source.published else None,
            }
            for number, one in opened.found.releases.items()
            if number in used
        ],
    }


def describe_record(opened: Opened, one: Indicator) -> dict[str, Any]:
    book = opened.found.book
    sentences = {each.key: each.sentence for each in book.outcomes}
    titles = {each.key: each.title for each in book.themes}
    return {
        "key": one.key,
        "title": one.title,
        "theme": one.theme,
        "theme_title": titles.get(one.theme, ""),
        "outcome": one.outcome,
        "outcome_sentence": sentences.get(one.outcome, ""),
        "standing": one.standing.value,
        "unit": one.unit,
        "decimals": one.decimals,
        "polarity": one.polarity.value,
        "period_kind": one.period_kind.value,
        "years_pooled": one.years_pooled,
        "lay_definition": one.lay_definition,
        "technical_definition": one.technical_definition,
        "owner": one.owner,
        "next_release": one.next_release.isoformat() if one.next_release else None,
        "notes": one.notes,
    }


def _series(opened: Opened, series: Series) -> dict[str, Any]:
    return {
        "area_code": series.area,
        "area_name": opened.name(series.area),
        "breakdown": series.breakdown,
        "figures": [_figure(one) for one in series.observations],
    }


def _figure(one: Observation) -> dict[str, Any]:
    return {
        "period": one.period.label,
        "start": one.period.start.isoformat(),
        "end": one.period.end.isoformat(),
        "value": one.value,
        "lower": one.lower,
        "upper": one.upper,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "markers": sorted(marker.value for marker in one.markers),
        "release": one.release,
        "cell": one.cell,
    }
