"""Open the page that compares areas: one indicator at one period, and how it changed since another."""

from __future__ import annotations

from dataclasses import dataclass

from oba.model.period import Period
from oba.store.engine import Store
from oba.tasks.compare_areas import Cut, compare_areas, cut_at, warn_of_no_comparators
from oba.tasks.compare_changes import compare_changes, list_earlier, usual_start
from oba.tasks.compare_neighbours import compare_neighbours
from oba.tasks.draw_curve import gather_curve
from oba.tasks.gather import Gathered
from oba.tasks.rank_areas import rank_areas
from oba.tasks.write_chart import ChartView
from oba.words.nothing_to_compare import say_no_figures


@dataclass(frozen=True, slots=True)
class PeriodChoices:
    """Periods by their labels, the newest first; '' as the usual one when there is none to choose from."""

    periods: dict[str, str]
    usual: str


@dataclass(frozen=True, slots=True)
class CompareView:
    """The charts in their order. With `empty` there are none, and it says what to do."""

    key: str
    area: str
    heading: str
    unit: str
    polarity: str
    charts: tuple[ChartView, ...] = ()
    doubts: tuple[str, ...] = ()
    empty: str = ""
    alone: str = ""


def list_periods(store: Store, *, indicator: str, area: str, published: bool) -> PeriodChoices:
    """The periods for which our area has a figure."""
    found = gather_curve(store, indicator=indicator, area=area, published=published)
    labels = [one.period.label for one in reversed(found.ours(indicator).observations) if one.measured]
    return PeriodChoices({label: label for label in labels}, labels[0] if labels else "")


def list_starts(store: Store, *, indicator: str, area: str, period: str, published: bool) -> PeriodChoices:
    """The earlier periods from which the change to `period` may be measured."""
    found = gather_curve(store, indicator=indicator, area=area, published=published)
    last = _find_period(found, indicator, period)
    if last is None:
        return PeriodChoices({}, "")
    cut = cut_at(found, found.indicator(indicator), last, published=published)
    labels = [one.label for one in list_earlier(cut)]
    usual = usual_start(cut)
    return PeriodChoices(
        {label: label for label in labels}, usual.label if usual else labels[0] if labels else ""
    )


def open_compare(
    store: Store,
    *,
    indicator: str,
    area: str,
    period: str,
    since: str,
    zero: bool,
    dark: bool,
    published: bool,
) -> CompareView:
    """The charts of one indicator at `period`; `since` is where the change is measured from. Both are labels.

    NotFoundError when the plan does not know the indicator or the area.
    """
    found = gather_curve(store, indicator=indicator, area=area, published=published)
    one = found.indicator(indicator)
    last = _find_period(found, indicator, period)
    if last is None:
        empty = say_no_figures(one, area_name=found.place.name, published=published)
        return CompareView(one.key, found.place.code, one.title, one.unit, one.polarity.value, empty=empty)
    cut = cut_at(found, one, last, published=published)
    return CompareView(
        key=one.key,
        area=found.place.code,
        heading=one.title,
        unit=one.unit,
        polarity=one.polarity.value,
        doubts=cut.doubts,
        alone=warn_of_no_comparators(found, published=published),
        charts=_draw_all(cut, since=_find_period(found, indicator, since), zero=zero, dark=dark),
    )


def _draw_all(cut: Cut, *, since: Period | None, zero: bool, dark: bool) -> tuple[ChartView, ...]:
    return (
        rank_areas(cut, dark=dark, zero=zero),
        compare_areas(cut, dark=dark, zero=zero),
        compare_neighbours(cut, dark=dark, zero=zero),
        compare_changes(cut, since, dark=dark),
    )


def _find_period(found: Gathered, indicator: str, label: str) -> Period | None:
    """The period of this label among our figures."""
    ours = found.ours(indicator).observations
    return next((one.period for one in ours if one.measured and one.period.label == label), None)
