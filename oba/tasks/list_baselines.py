"""Every baseline that was ever frozen for a curve: who, when, why, and the verdict that it would have today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oba.analysis.verdict import judge
from oba.charts import turn_the_curve
from oba.charts.curve import Curve, OtherForecast
from oba.charts.description import ChartDescription
from oba.model.baseline import Baseline
from oba.model.finding import Finding, Verdict
from oba.store.engine import Store
from oba.tasks.compare_scenarios import about, view_chart
from oba.tasks.draft_baseline import Draft, gather_draft
from oba.tasks.draw_curve import find_revised, nothing_found
from oba.tasks.sketch import Badge, make_badge
from oba.tasks.write_chart import ChartView
from oba.words import scenarios as words
from oba.words.baselines import say_revised_history
from oba.words.loading import say_time
from oba.words.numbers import begin, say_when
from oba.words.status import status_of_verdict
from oba.words.verdicts import say_gap, say_verdict_working


@dataclass(frozen=True, slots=True)
class FrozenView:
    """One frozen baseline. `verdict` and `gap` are today's, the superseded ones' too."""

    number: int
    name: str
    stands: bool
    standing: str
    headline: str
    agreed_by: str
    reason: str
    recorded: str
    method: str
    verdict: Badge
    gap: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class FrozenList:
    """`chart` draws one of them with its fan, the others thin and dotted; None when nothing was ever frozen."""

    frozen: tuple[FrozenView, ...]
    choices: dict[str, str]
    chart: ChartView | None
    working: tuple[str, ...]


def list_baselines(
    store: Store, *, indicator: str, area: str, today: date, dark: bool, shown: str = ""
) -> FrozenList:
    """The newest first. The one whose number is `shown` is drawn, or the one that stands."""
    with store.reading() as connection:
        draft = gather_draft(connection, indicator=indicator, area=area)
    peers = {one.area: one for one in draft.others}
    verdicts = {one.id: judge(one, draft.series, draft.indicator, peers=peers) for one in draft.frozen}
    drawn = next((one for one in draft.frozen if str(one.id) == shown), draft.standing)
    newest = draft.frozen[::-1]
    if drawn is None:
        return FrozenList((), {}, None, ())
    described = _describe(draft, drawn, verdicts[drawn.id], today=today)
    return FrozenList(
        frozen=tuple(_view(one, draft, verdicts[one.id], drawn=one is drawn, dark=dark) for one in newest),
        choices={str(one.id): _say_choice(one, draft) for one in newest},
        chart=view_chart(
            described,
            name="The forecasts that were frozen",
            dark=dark,
            stem=f"frozen_{draft.indicator.key}_{draft.place.code}",
            about=about(draft),
        ),
        working=_work(draft, drawn, verdicts[drawn.id]),
    )


def _describe(draft: Draft, drawn: Baseline, verdict: Verdict, *, today: date) -> ChartDescription:
    nothing = nothing_found(draft.indicator.key, draft.place.code)
    finding = Finding(
        nothing.indicator, nothing.area, draft.series.latest, nothing.trend, baseline=drawn, verdict=verdict
    )
    return turn_the_curve.describe(
        Curve(
            indicator=draft.indicator,
            area_name=draft.place.name,
            series=draft.series,
            finding=finding,
            today=today,
            others=tuple(
                OtherForecast(words.say_short_name(one), one) for one in draft.frozen if one is not drawn
            ),
            revised=find_revised(drawn, draft.series, draft.indicator),
            sources=draft.sources,
        )
    )


def _view(one: Baseline, draft: Draft, verdict: Verdict, *, drawn: bool, dark: bool) -> FrozenView:
    by = next((each for each in draft.frozen if each.id == one.superseded_by), None)
    who = f" by {one.recorded_by}" if one.recorded_by else ""
    return FrozenView(
        number=one.id,
        name=words.say_name(one),
        stands=by is None,
        standing=words.say_standing(one, by=by),
        headline=words.say_scenario(one, indicator=draft.indicator),
        agreed_by="Nobody: it is an example" if one.example else one.agreed_by,
        reason=one.reason,
        recorded=f"{say_time(one.recorded_at)}{who}",
        method=f"{begin(one.method)}, version {one.method_version}",
        verdict=make_badge(status_of_verdict(verdict), dark=dark),
        gap=_say_gap(verdict, draft),
        drawn=drawn,
    )


def _say_gap(verdict: Verdict, draft: Draft) -> str:
    if verdict.gap is None or verdict.period is None:
        return begin(verdict.reason)
    return f"{begin(say_when(verdict.period))}: {say_gap(verdict, indicator=draft.indicator)}"


def _say_choice(one: Baseline, draft: Draft) -> str:
    stands = " (stands)" if one.superseded_by is None else ""
    return f"Number {one.id}: {words.say_name(one)}{stands}"


def _work(draft: Draft, drawn: Baseline, verdict: Verdict) -> tuple[str, ...]:
    """The verdict on the one that is drawn, and what has become of its history."""
    revised = find_revised(drawn, draft.series, draft.indicator)
    lines = (
        say_verdict_working(verdict, indicator=draft.indicator),
        say_revised_history(drawn, revised=revised, indicator=draft.indicator),
    )
    return tuple(line for line in lines if line)
