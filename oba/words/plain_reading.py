"""A curve in plain English: the same facts as the full reading, in short sentences, and no more certain than it.

Every number is one that the full reading or the finding holds, rounded alike; a simple share may stand beside a
percentage. The six words of a verdict stay; plain sentences stand beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oba.model.finding import DoubtKind, Finding
from oba.model.indicator import Indicator
from oba.model.quality import Quality
from oba.words.findings import say_movement
from oba.words.numbers import say_when
from oba.words.plain_comparisons import looks_wrong, say_plain_changes, say_plain_comparisons
from oba.words.plain_data import say_plain_age, say_plain_doubt, say_plain_margin, say_plain_revised
from oba.words.plain_figures import say_whole_value
from oba.words.plain_forecasts import say_plain_forecast, say_plain_several, say_when_known
from oba.words.plain_trends import say_brief_trend, say_plain_trend, say_short_plain_trend
from oba.words.plain_verdicts import (
    say_brief_verdict,
    say_direction,
    say_plain_headline,
    say_plain_verdict,
)

COUNTED = "What is counted"
HEADINGS = {
    "forecast": "What is a forecast?",
    "known": "When will we know?",
    "trend": "Is it going up or down?",
    "beside": "How does it compare?",
    "margin": "How exact is it?",
    "age": "How new is it?",
}
NO_VERDICT = "Nobody has made a forecast for this yet, so we cannot say if it does better or worse than one."
PICTURE = (
    "The solid line is what happened.",
    "The dashed line is the forecast: where it was heading.",
    "The grey shows how far chance could take it.",
)
PICTURE_ALONE = ("The solid line is what happened.",)


@dataclass(frozen=True, slots=True)
class PlainPart:
    """A question and its answer."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainReading:
    """`verdict` stands beside the official word, `together` is what all figures since the forecast say; without a
    forecast there is neither, and `no_verdict` says so."""

    counted: tuple[str, ...]
    headline: tuple[str, ...]
    verdict: tuple[str, ...]
    together: tuple[str, ...]
    no_verdict: str
    parts: tuple[PlainPart, ...]
    picture: tuple[str, ...]
    alt: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is said, in order, without the headings."""
        of_parts = tuple(sentence for part in self.parts for sentence in part.sentences)
        return (*self.counted, *self.headline, *self.verdict, *self.together, *of_parts)


def read_plainly(
    finding: Finding,
    *,
    indicator: Indicator,
    area_name: str,
    names: Callable[[str], str],
    today: date,
    quality: Quality | None = None,
    as_of: bool = False,
) -> PlainReading:
    """The whole reading. `names` names an area by its code; `as_of` leaves out what is not kept of an earlier day."""
    parts = {
        "forecast": say_plain_forecast(finding.baseline) if finding.baseline else (),
        "known": say_when_known(finding.verdict, indicator=indicator) if finding.verdict else (),
        "trend": say_plain_trend(finding.trend, indicator=indicator),
        "beside": _compare(finding, indicator=indicator, area_name=area_name, names=names),
        "margin": say_plain_margin(finding.latest, indicator=indicator, quality=quality),
        "age": say_plain_age(finding.latest, indicator=indicator, quality=quality, today=today, as_of=as_of),
    }
    return PlainReading(
        counted=say_counted(indicator),
        headline=say_headline(finding, indicator=indicator, area_name=area_name),
        verdict=_judge(finding, indicator=indicator),
        together=say_plain_several(finding.verdict, indicator=indicator) if finding.verdict else (),
        no_verdict="" if finding.verdict else finding.withheld or NO_VERDICT,
        parts=tuple(PlainPart(HEADINGS[name], said) for name, said in parts.items() if said),
        picture=PICTURE if finding.baseline else PICTURE_ALONE,
        alt=_describe_picture(finding, indicator=indicator, area_name=area_name),
    )


def say_counted(indicator: Indicator) -> tuple[str, ...]:
    """What the indicator counts in the plan's own words, and which way is good."""
    counted = indicator.lay_definition or f"{indicator.title}."
    pooled = f"Each figure covers {indicator.years_pooled} years." if indicator.years_pooled > 1 else ""
    return tuple(one for one in (counted, pooled, say_direction(indicator)) if one)


def say_headline(finding: Finding, *, indicator: Indicator, area_name: str = "") -> tuple[str, ...]:
    """`In 2022 it was 29.2 for every 1,000 girls aged 15 to 17 in Middlesbrough.` and what that means."""
    latest = finding.latest
    if latest is None or latest.value is None:
        return ("There are no figures yet.",)
    when = say_when(latest.period)
    where = f" in {area_name}" if area_name else ""
    value = say_whole_value(latest.value, indicator=indicator)
    start = f"{when[0].upper()}{when[1:]} it was {value}{where}."
    if finding.verdict is None or finding.baseline is None:
        return start, say_short_plain_trend(finding.trend)
    meant = say_plain_headline(finding.verdict, baseline=finding.baseline, latest=when, indicator=indicator)
    return start, meant


def say_brief(finding: Finding) -> str:
    """A few plain words beside the official word of a status, for a list, and the trend."""
    judged = say_brief_verdict(finding.verdict) if finding.verdict else ""
    return "; ".join(filter(None, (judged, say_brief_trend(finding.trend))))


def _describe_picture(finding: Finding, *, indicator: Indicator, area_name: str) -> str:
    """The alternative text of the curve: what it is of, and what is said of it."""
    said = (
        f"Line chart. {indicator.title}, {area_name}.",
        *say_headline(finding, indicator=indicator),
        *say_plain_trend(finding.trend, indicator=indicator),
    )
    return " ".join(dict.fromkeys(said))


def _judge(finding: Finding, *, indicator: Indicator) -> tuple[str, ...]:
    if finding.verdict is None:
        return ()
    movement = say_movement(finding, indicator=indicator)
    return (
        *say_plain_verdict(finding.verdict, indicator=indicator),
        *((movement,) if movement else ()),
        *(say_plain_revised(one) for one in finding.doubts if one.kind is DoubtKind.REVISED),
    )


def _compare(
    finding: Finding, *, indicator: Indicator, area_name: str, names: Callable[[str], str]
) -> tuple[str, ...]:
    told = {one.with_area for one in finding.comparisons if looks_wrong(one)}
    doubted = (one for one in finding.doubts if one.kind is DoubtKind.COMPARATOR and one.area not in told)
    return (
        *say_plain_comparisons(finding.comparisons, indicator=indicator, names=names, own_name=area_name),
        *(say_plain_doubt(one, name=names(one.area)) for one in doubted),
        *say_plain_changes(finding.changes, indicator=indicator, names=names, own_name=area_name),
    )
