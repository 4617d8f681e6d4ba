"""Compare scenarios before one is agreed: all on one chart, and what each means in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from oba.charts import svg, turn_the_curve
from oba.charts.curve import Curve, Options, OtherForecast
from oba.charts.description import ChartDescription
from oba.charts.scenario_curve import name_forecast
from oba.charts.table import make_table as make_twin
from oba.errors import UsageError
from oba.model.baseline import Baseline, Scenario
from oba.model.day import day_of
from oba.model.finding import Finding
from oba.store.engine import Store
from oba.tasks.draft_baseline import (
    LONGEST,
    SCENARIOS,
    Draft,
    check_horizon,
    digest_of,
    draft_scenarios,
    find_origin,
    gather_draft,
)
from oba.tasks.draw_curve import PAPER, PHONE, SAME, nothing_found
from oba.tasks.sketch import colours
from oba.tasks.write_chart import ChartFiles, ChartView, tabulate
from oba.words import scenarios as words
from oba.words.baselines import SCENARIO_NAMES
from oba.words.numbers import begin, say_date

KEYS = {one: key for key, one in SCENARIOS.items()}


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """One scenario in words: where it ends, how it is made, how well it does, why take it."""

    key: str
    name: str
    chosen: bool
    headline: str
    lines: tuple[str, ...]
    method: str
    method_text: str


@dataclass(frozen=True, slots=True)
class BaselineChoices:
    """What can be chosen for a curve: the last figure to use, how far ahead, which scenario. Keys to words."""

    title: str
    area_name: str
    origins: dict[str, str]
    horizons: dict[str, str]
    scenarios: dict[str, str]


@dataclass(frozen=True, slots=True)
class ScenariosView:
    """`digest` is what freezing is held against; `stands` tells of the baseline that would be superseded."""

    key: str
    area: str
    title: str
    area_name: str
    data_to: str
    horizon: int
    scenario: Scenario
    scenarios: tuple[ScenarioView, ...]
    chart: ChartView
    cautions: tuple[str, ...]
    stands: str
    digest: str
    no_margin: bool = False


def list_baseline_choices(store: Store, *, indicator: str, area: str) -> BaselineChoices:
    """NotFoundError when there is no plan, or it knows no such indicator or area."""
    with store.reading() as connection:
        draft = gather_draft(connection, indicator=indicator, area=area)
    labels = [one.label for one in draft.origins]
    return BaselineChoices(
        title=draft.indicator.title,
        area_name=draft.place.name,
        origins={label: f"{label} (the newest)" if label == labels[0] else label for label in labels},
        horizons={str(ahead): _say_ahead(ahead) for ahead in range(1, LONGEST + 1)},
        scenarios={key: SCENARIO_NAMES[one] for key, one in SCENARIOS.items()},
    )


def compare_scenarios(
    store: Store,
    *,
    indicator: str,
    area: str,
    today: date,
    dark: bool,
    data_to: str = "",
    horizon: int = 5,
    scenario: Scenario = Scenario.CARRY_ON,
) -> ScenariosView:
    """Every scenario that the figures allow, the chosen one with its fan. UsageError where there are no figures.

    A scenario that these figures do not allow gives way to carrying the trend on, and the cautions say so.
    """
    with store.reading() as connection:
        draft = gather_draft(connection, indicator=indicator, area=area)
    origin = find_origin(draft, data_to)
    noon = datetime.combine(today, time(12), tzinfo=UTC)
    found = draft_scenarios(
        draft, data_to=origin, horizon=check_horizon(draft, horizon), frozen_on=today, recorded_at=noon
    )
    taken = scenario if scenario in found else Scenario.CARRY_ON
    chosen = found[taken]
    unlike = tuple(one for one in found.values() if one is not chosen and not is_alike(one, chosen))
    alike = tuple(one.scenario for one in found.values() if one is not chosen and one not in unlike)
    described = _describe(draft, chosen, unlike, name=words.name_line((taken, *alike)), today=today)
    return ScenariosView(
        key=draft.indicator.key,
        area=draft.place.code,
        title=draft.indicator.title,
        area_name=draft.place.name,
        data_to=origin.label,
        horizon=horizon,
        scenario=taken,
        scenarios=tuple(_say(one, draft, chosen=chosen) for one in found.values()),
        chart=view_chart(
            described,
            name="The scenarios on one chart",
            dark=dark,
            stem=f"scenarios_{draft.indicator.key}_{draft.place.code}",
            about=about(draft),
        ),
        cautions=_warn(draft, chosen, wanted=scenario),
        stands=_say_stands(draft),
        digest=digest_of(draft, chosen),
        no_margin=bool(words.say_no_margin(chosen)),
    )


def is_alike(one: Baseline, other: Baseline) -> bool:
    """Whether the two are one line on the chart."""
    return all(abs(a.value - b.value) < SAME for a, b in zip(one.points, other.points, strict=True))


def view_chart(
    described: ChartDescription, *, name: str, dark: bool, stem: str, about: tuple[tuple[str, str], ...]
) -> ChartView:
    """A described curve as a still chart of a page. Its notes stand in the picture, its subtitle under it."""
    theme = colours(dark)
    twin = make_twin(described)
    return ChartView(
        name=name,
        title=described.title,
        sentences=(described.subtitle,),
        alt=described.alt,
        svg=svg.draw(described, width=PAPER[0], height=PAPER[1], theme=theme, titled=False),
        phone_svg=svg.draw(described, width=PHONE[0], height=PHONE[1], theme=theme, titled=False),
        paper_svg=svg.draw(described, width=PAPER[0], height=PAPER[1], titled=False) if dark else "",
        table=tabulate(twin),
        source=described.source,
        files=ChartFiles(stem, twin, lambda: svg.draw(described, width=PAPER[0], height=PAPER[1]), about),
        wide=True,
    )


def about(draft: Draft) -> tuple[tuple[str, str], ...]:
    """What stands in every row of the chart's table as a file."""
    return (("Indicator", draft.indicator.title), ("Area", draft.place.name), ("Unit", draft.indicator.unit))


def _describe(
    draft: Draft, chosen: Baseline, others: tuple[Baseline, ...], *, name: str, today: date
) -> ChartDescription:
    """History, what is known since, the chosen scenario with its fan, the others dotted."""
    nothing = nothing_found(draft.indicator.key, draft.place.code)
    finding = Finding(nothing.indicator, nothing.area, draft.series.latest, nothing.trend, baseline=chosen)
    curve = Curve(
        indicator=draft.indicator,
        area_name=draft.place.name,
        series=draft.series,
        finding=finding,
        today=today,
        others=tuple(OtherForecast(SCENARIO_NAMES[one.scenario], one) for one in others),
        freeze_label=words.say_would_freeze(chosen),
        sources=draft.sources,
        options=Options(),
    )
    return name_forecast(
        turn_the_curve.describe(curve),
        name=name,
        title=words.say_title(chosen, indicator=draft.indicator),
        alt=words.say_alt(chosen, indicator=draft.indicator, area_name=draft.place.name, others=others),
    )


def _say(one: Baseline, draft: Draft, *, chosen: Baseline) -> ScenarioView:
    indicator = draft.indicator
    alike = one is not chosen and is_alike(one, chosen)
    lines = (
        words.say_interval95(one, indicator=indicator),
        words.say_made(one, indicator=indicator),
        words.say_alike(chosen.scenario) if alike else "",
        words.say_measured(one) or words.say_method(one),
        words.WHY[one.scenario],
    )
    return ScenarioView(
        key=KEYS[one.scenario],
        name=SCENARIO_NAMES[one.scenario],
        chosen=one is chosen,
        headline=words.say_scenario(one, indicator=indicator),
        lines=tuple(line for line in lines if line),
        method=f"{begin(one.method)}, version {one.method_version}",
        method_text=words.say_method(one) if words.say_measured(one) else "",
    )


def _warn(draft: Draft, chosen: Baseline, *, wanted: Scenario) -> tuple[str, ...]:
    known = sum(one.measured and one.period.end > chosen.data_to.end for one in draft.series.observations)
    lines = [
        begin(each)
        for each in (
            words.say_ends_too_soon(chosen, newest=draft.newest)
            or words.say_known_since(chosen, known=known),
            words.say_no_margin(chosen),
        )
    ]
    if wanted is not chosen.scenario:
        refused = UsageError(
            f"a {wanted.value} cannot be drawn here",
            expected="five yearly figures or more that do not overlap",
        )
        lines.append(begin(str(refused)))
    return tuple(line for line in lines if line)


def _say_stands(draft: Draft) -> str:
    if draft.standing is None:
        return ""
    recorded = say_date(day_of(draft.standing.recorded_at))
    return f"{words.say_name(draft.standing)} (number {draft.standing.id}, recorded {recorded})"


def _say_ahead(ahead: int) -> str:
    return "1 period ahead" if ahead == 1 else f"{ahead} periods ahead"
