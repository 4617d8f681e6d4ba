"""Open an indicator: the report of one curve in the order of the talk, then what the indicator is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from oba.model.day import day_of
from oba.model.disclosure import Rule
from oba.model.finding import Finding
from oba.model.indicator import Indicator, Standing
from oba.model.quality import Quality
from oba.store.engine import Store
from oba.tasks.choose_actions import names_by_key
from oba.tasks.compare_areas import compare_newest, warn_of_no_comparators
from oba.tasks.compute_lines import ComputeLine, lines_of
from oba.tasks.draw_curve import actions_of, compared_series, gather_curve, nothing_found
from oba.tasks.gather import Gathered
from oba.tasks.gather_written import Written, gather_written
from oba.tasks.list_breakdowns import BreakdownsView, list_breakdowns
from oba.tasks.open_ideas import IdeasView, view_ideas
from oba.tasks.open_partners import PartnersView, view_partners
from oba.tasks.open_plan import list_actions
from oba.tasks.open_story import StoryView, tell_story
from oba.tasks.sketch import Badge, badge_of_verdict
from oba.tasks.tables import Table, make_table
from oba.tasks.tell_plainly import tell_plainly
from oba.tasks.tell_quality import QualityView, assess_all, view_quality
from oba.tasks.tell_revisions import RevisionsView, tell_revisions
from oba.tasks.tell_sources import tell_sources
from oba.tasks.write_chart import ChartView
from oba.words import about
from oba.words.baselines import say_baseline_working
from oba.words.changes import say_changes
from oba.words.comparisons import say_each_comparison
from oba.words.disclosure import say_rule
from oba.words.doubts import say_doubt
from oba.words.findings import say_movement, say_title
from oba.words.gaps import HISTORY_HEADS, say_history_row, say_several
from oba.words.indicators import say_definition, say_quality, say_written_today
from oba.words.labels import in_words
from oba.words.lag import say_lag
from oba.words.numbers import begin, say_count, say_date
from oba.words.plain_reading import PlainReading
from oba.words.sources import say_sources
from oba.words.trends import say_trend, say_trend_test
from oba.words.turned import say_turned
from oba.words.verdicts import say_verdict_working

BY_WHICH_DAY = "A figure counts from the day its release was published or, where none is stated, loaded here."
STILL_SAID = "The recent trend stands below."


@dataclass(frozen=True, slots=True)
class CurveName:
    """Which curve it is, and where it stands in the plan. Without a theme its title is ''."""

    key: str
    area: str
    heading: str
    theme_key: str
    theme_title: str
    outcome: str
    standing: str
    statutory_number: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    name: CurveName
    title_sentence: str
    turned: str
    status: Badge
    verdict: str
    verdict_aside: str
    several: tuple[str, ...]
    verdicts: Table
    no_verdict: str
    trend: str
    comparisons: tuple[str, ...]
    cautions: tuple[str, ...]
    working: tuple[str, ...]
    source_line: str
    prompts: tuple[str, ...]
    story: StoryView
    ideas: IdeasView
    partners: PartnersView
    actions: Table
    actions_note: str
    definition: tuple[tuple[str, str], ...]
    areas: ChartView | None
    breakdowns: BreakdownsView | None
    revisions: RevisionsView
    quality: tuple[tuple[str, str], ...]
    trust: QualityView
    provenance: Table
    lines: tuple[ComputeLine, ...]
    plain: PlainReading | None
    as_of: str = ""
    written_today: str = ""
    may_freeze: bool = False


def open_indicator(
    store: Store,
    *,
    indicator: str,
    area: str,
    today: date,
    dark: bool,
    published: bool,
    as_of: date | None = None,
) -> IndicatorView:
    """Everything around the chart of one curve, now or on a day. The public sees no officers, and nothing undone."""
    found = gather_curve(store, indicator=indicator, area=area, published=published, as_of=as_of)
    written = gather_written(store, found, [indicator], published=published, as_of=as_of)[indicator]
    held = {indicator: written.vintages}
    quality = assess_all(store, found, [indicator], today=today, published=published, held=held)[indicator]
    return view_indicator(
        found, indicator, written, quality=quality, today=today, dark=dark, published=published
    )


def view_indicator(
    found: Gathered,
    indicator: str,
    written: Written,
    *,
    quality: Quality,
    today: date,
    dark: bool,
    published: bool,
    brief: bool = False,
) -> IndicatorView:
    """The same of what was gathered; a `brief` one leaves out the plain reading, `lines` and values never revised."""
    one, as_of = found.indicator(indicator), found.as_of
    finding = found.findings.get(indicator) or nothing_found(indicator, found.place.code)
    actions = actions_of(found.book, indicator)
    return IndicatorView(
        name=_name(found, one),
        title_sentence=f"{say_title(finding, indicator=one)}.",
        turned=say_turned(finding),
        status=badge_of_verdict(finding, dark=dark),
        verdict=say_verdict_working(finding.verdict, indicator=one) if finding.verdict else "",
        verdict_aside=say_movement(finding, indicator=one),
        several=say_several(finding.verdict, indicator=one) if finding.verdict else (),
        verdicts=_list_verdicts(finding, one),
        no_verdict=say_no_verdict(finding, found),
        trend=say_trend(finding.trend, indicator=one, tested=not published),
        comparisons=_compare(finding, found),
        cautions=warn(finding, found, quality, today=today, published=published),
        working=(*_show_working(finding, one), *_show_test(finding, published=published)),
        source_line=say_sources(found.sources(found.ours(indicator), *compared_series(found, indicator))),
        prompts=() if published else about.STORY_PROMPTS,
        story=_tell_story(found, written, published=published),
        ideas=_tell_ideas(found, written, today=today, published=published),
        partners=view_partners(found.book, written.contributions, indicator=indicator, published=published),
        actions=list_actions(actions, today=today, partners=names_by_key(found.book)),
        actions_note=_say_actions(len(actions), found),
        definition=say_definition(one),
        areas=compare_newest(found, one, dark=dark, published=published),
        breakdowns=list_breakdowns(written.parts, one),
        revisions=tell_revisions(written.vintages, one, found, published=published, brief=brief),
        quality=(*say_quality(quality), *_say_rule(written.rule)),
        trust=view_quality(quality, name=found.name, dark=dark),
        provenance=tell_sources(found, indicator, published=published),
        lines=() if brief else lines_of(found, indicator),
        plain=None if brief else tell_plainly(finding, found, today=today, quality=quality),
        as_of=_say_as_of(finding, found) if as_of else "",
        written_today=say_written_today(as_of) if as_of else "",
        may_freeze=not published and as_of is None,
    )


def _name(found: Gathered, one: Indicator) -> CurveName:
    developing = one.standing is Standing.DEVELOPMENT
    return CurveName(
        key=one.key,
        area=found.place.code,
        heading=one.title,
        theme_key=one.theme,
        theme_title=next((theme.title for theme in found.book.themes if theme.key == one.theme), ""),
        outcome=next((each.sentence for each in found.book.outcomes if each.key == one.outcome), ""),
        standing=one.standing.value if developing else in_words(f"{one.standing.value} indicator"),
        statutory_number=one.statutory_number,
    )


def _compare(finding: Finding, found: Gathered) -> tuple[str, ...]:
    """The figure beside others of its period, then our change beside others'."""
    one, baseline = found.indicator(finding.indicator), finding.baseline
    changes = say_changes(
        finding.changes,
        indicator=one,
        names=found.name,
        own_name=found.place.name,
        forecast_from=baseline.data_to if baseline else None,
    )
    return (*say_each_comparison(finding.comparisons, indicator=one, names=found.name), *changes)


def _say_as_of(finding: Finding, found: Gathered) -> str:
    """What a reader of an earlier day's view must know before anything else."""
    assert found.as_of is not None
    day = say_date(found.as_of)
    if finding.latest is None:
        return f"On {day} no figure of this {in_words('indicator')} was known for {found.place.name}. {BY_WHICH_DAY}"
    return (
        f"This is how the curve stood on {day}: figures that came or were revised later are left out, and so are"
        f" forecasts frozen later. {BY_WHICH_DAY}"
    )


def say_no_verdict(finding: Finding, found: Gathered) -> str:
    if finding.verdict is not None:
        return ""
    if finding.latest is None and found.as_of:
        return "There were no figures for this area on that day, so there is nothing to judge."
    if finding.latest is None:
        return "There are no figures for this area yet. The data page says what is missing."
    if finding.withheld:
        return f"{finding.withheld} {STILL_SAID}"
    if found.as_of:
        return f"No forecast had been frozen for this curve by that day, so there is no verdict. {STILL_SAID}"
    if found.place.code != found.book.plan.area:
        return f"No forecast is frozen for {found.place.name}, so there is no verdict. {STILL_SAID}"
    return f"No forecast has been frozen for this curve, so there is no verdict yet. {STILL_SAID}"


def warn(
    finding: Finding, found: Gathered, quality: Quality, *, today: date, published: bool
) -> tuple[str, ...]:
    """When figures come, what is in doubt, and what the plan notes of the indicator."""
    indicator = found.indicator(finding.indicator)
    kept_back = found.ours(indicator.key).kept_back
    coming = indicator.next_release
    lag = begin(say_lag(finding.latest, next_release=coming, today=today, kept_back=kept_back))
    # when the next figures were expected on an earlier day is not kept
    lines = [] if found.as_of else [f"{lag}."]
    if quality.stale:
        lines.append("The newest figure is older than this kind of figure usually is.")
    lines += [say_doubt(one, indicator=indicator, name=found.name(one.area)) for one in finding.doubts]
    lines += [warn_of_no_comparators(found, published=published), indicator.notes]
    return tuple(line for line in lines if line)


def _show_working(finding: Finding, indicator: Indicator) -> tuple[str, ...]:
    if finding.baseline is None:
        return ()
    baseline = finding.baseline
    day = say_date(day_of(baseline.recorded_at))
    made = f"Method: {baseline.method}, version {baseline.method_version}. Recorded {day}."
    unsaid = baseline.reason if baseline.example else ""
    lines = [say_baseline_working(baseline, indicator=indicator), made, unsaid]
    return tuple(line for line in lines if line)


def _show_test(finding: Finding, *, published: bool) -> tuple[str, ...]:
    """The number of the trend's test, which the public is told here and not in the list of findings."""
    said = say_trend_test(finding.trend) if published else ""
    return (said,) if said else ()


def _tell_story(found: Gathered, written: Written, *, published: bool) -> StoryView:
    """It is written of the plan's own area, and shown as it stands today."""
    home = found.book.plan.area
    note = f"The story is written for {found.name(home)}." if found.place.code != home else ""
    return replace(tell_story(written.story, published=published), note=note)


def _tell_ideas(found: Gathered, written: Written, *, today: date, published: bool) -> IdeasView:
    """They are written of the plan's own area, and shown as they stand today."""
    home, here = found.book.plan.area, found.place.code
    note = f"The ideas are written for {found.name(home)}." if here != home else ""
    ideas, why, actions = written.ideas, written.why_none, written.actions
    return view_ideas(ideas, why, actions, published=published, today=today, note=note)


def _list_verdicts(finding: Finding, indicator: Indicator) -> Table:
    rows = (say_history_row(each, indicator=indicator) for each in finding.verdicts)
    return make_table(HISTORY_HEADS, rows, numbers=HISTORY_HEADS[1:-1])


def _say_rule(rule: Rule | None) -> tuple[tuple[str, str], ...]:
    """What a rule for small numbers does to the figures that are published."""
    return (("Small numbers", say_rule(rule)),) if rule and (rule.threshold or rule.round_base > 1) else ()


def _say_actions(own: int, found: Gathered) -> str:
    shared = sum(not action.indicators for action in found.book.actions)
    if own:
        return f"{say_count(shared, noun='action')} of the plan name no single curve." if shared else ""
    if shared:
        serve = "serves" if shared == 1 else "serve"
        return f"No action of the plan names this curve. {say_count(shared, noun='action')} {serve} the whole plan."
    return "No action of the plan names this curve."
