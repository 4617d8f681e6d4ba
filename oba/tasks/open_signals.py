"""Open the page of signals: the recent trend of one indicator, and what stands out in its control chart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from oba.model.period import Period
from oba.store.engine import Store
from oba.tasks.draw_curve import gather_curve
from oba.tasks.draw_signals import SignalChoices, draw_control, draw_trend
from oba.tasks.gather import Gathered
from oba.tasks.write_chart import ChartView
from oba.words.nothing_to_compare import say_no_figures

NEVER = "no"
TREND, CONTROL = "Recent trend", "Control chart"


@dataclass(frozen=True, slots=True)
class SignalsView:
    """Both charts. With `empty` there are none, and it says what to do."""

    key: str
    area: str
    heading: str
    unit: str
    polarity: str
    charts: tuple[ChartView, ...] = ()
    empty: str = ""


def list_new_phases(store: Store, *, indicator: str, area: str, published: bool) -> dict[str, str]:
    """Where the limits may be set anew: labels of periods, the newest first, after a word for nowhere."""
    found = gather_curve(store, indicator=indicator, area=area, published=published)
    measured = [one.period.label for one in found.ours(indicator).observations if one.measured]
    return {NEVER: "Not set anew", **{label: f"From {label} on" for label in reversed(measured[1:])}}


def open_signals(
    store: Store,
    *,
    indicator: str,
    area: str,
    zero: bool,
    screen: bool,
    anew: str,
    dark: bool,
    published: bool,
) -> SignalsView:
    """`anew` is the label of the period from which the control limits are set anew, `no` for none.

    NotFoundError when the plan does not know the indicator or the area.
    """
    found = gather_curve(store, indicator=indicator, area=area, published=published)
    one = found.indicator(indicator)
    view = SignalsView(one.key, found.place.code, one.title, one.unit, one.polarity.value)
    if found.ours(indicator).latest is None:
        empty = say_no_figures(one, area_name=found.place.name, published=published)
        return replace(view, empty=empty)
    choices = SignalChoices(zero=zero, screen=screen, rebase_at=_find_period(found, indicator, anew))
    trend = draw_trend(found, indicator, dark=dark, zero=zero)
    control = draw_control(found, indicator, dark=dark, choices=choices)
    return replace(
        view, charts=(replace(trend, name=TREND, wide=True), replace(control, name=CONTROL, wide=True))
    )


def _find_period(found: Gathered, indicator: str, label: str) -> tuple[Period, ...]:
    ours = found.ours(indicator).observations
    return tuple(one.period for one in ours if one.measured and one.period.label == label)[:1]
