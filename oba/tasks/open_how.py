"""The first step of a talk: one curve large, its sentence and its verdict. It reads nothing of what a talk writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oba.charts.curve import Options
from oba.store.engine import Store
from oba.tasks.draw_curve import DrawnCurve, draw_gathered, gather_curve, nothing_found
from oba.tasks.open_indicator import say_no_verdict, warn
from oba.tasks.sketch import Badge, badge_of_verdict
from oba.tasks.tell_plainly import tell_plainly
from oba.tasks.tell_quality import assess
from oba.words.findings import say_movement, say_title
from oba.words.gaps import say_several
from oba.words.plain_reading import PlainReading
from oba.words.sources import say_sources
from oba.words.trends import say_trend
from oba.words.verdicts import say_verdict_working


@dataclass(frozen=True, slots=True)
class HowView:
    """How a curve is doing, as a meeting needs it: to be read across a room, in full or in plain words."""

    key: str
    area: str
    sentence: str
    status: Badge
    verdict: str
    aside: str
    several: tuple[str, ...]
    no_verdict: str
    trend: str
    cautions: tuple[str, ...]
    source_line: str
    drawn: DrawnCurve
    plain: PlainReading


def open_how(store: Store, *, indicator: str, today: date, dark: bool) -> HowView:
    """One indicator in the plan's own area, as its page shows it; for the working instance."""
    found = gather_curve(store, indicator=indicator, area=None, published=False)
    one = found.indicator(indicator)
    finding = found.findings.get(indicator) or nothing_found(indicator, found.place.code)
    quality = assess(store, found, indicator, today=today, published=False)
    drawn = draw_gathered(store, found, indicator, options=Options(), today=today, dark=dark, published=False)
    return HowView(
        key=indicator,
        area=found.place.code,
        sentence=f"{say_title(finding, indicator=one)}.",
        status=badge_of_verdict(finding, dark=dark),
        verdict=say_verdict_working(finding.verdict, indicator=one) if finding.verdict else "",
        aside=say_movement(finding, indicator=one),
        several=say_several(finding.verdict, indicator=one) if finding.verdict else (),
        no_verdict=say_no_verdict(finding, found),
        trend=say_trend(finding.trend, indicator=one),
        cautions=warn(finding, found, quality, today=today, published=False),
        source_line=say_sources(found.sources(found.ours(indicator))),
        drawn=drawn,
        plain=tell_plainly(finding, found, today=today, quality=quality),
    )
