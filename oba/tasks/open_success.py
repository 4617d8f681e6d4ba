"""Open a success story: the data at the beginning, what happened, and the curve as it has turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from oba.charts import svg, turn_the_curve
from oba.charts.curve import Curve, Options
from oba.charts.description import ChartDescription
from oba.model.action import ActionStatus
from oba.model.baseline import Baseline
from oba.model.day import day_of
from oba.model.finding import Finding, VerdictWord
from oba.model.indicator import Indicator
from oba.model.series import Observation, Series
from oba.model.success import Success
from oba.store.actions import KIND
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.meetings import read_decisions
from oba.store.progress import read_progress
from oba.store.successes import find_success
from oba.tasks.draw_curve import PHONE, actions_of, gather_curve, make_curve, nothing_found
from oba.tasks.fit_paper import (
    WIDTH,
    Entry,
    Level,
    PaperList,
    choose_level,
    count_shortened,
    list_height,
    shorten_fields,
    shorten_list,
    text_height,
)
from oba.tasks.gather import Gathered, gather
from oba.tasks.open_card import ACROSS
from oba.tasks.sketch import Badge, badge_of_verdict
from oba.words import successes as words
from oba.words.actions import say_note
from oba.words.findings import say_movement, say_title
from oba.words.gaps import say_several
from oba.words.numbers import say_date
from oba.words.papers import NOTHING_ATTRIBUTED, OWN_ACCOUNT, clip, say_printed, say_shortened
from oba.words.verdicts import say_verdict_working

LEVELS = (
    *(
        Level(points, chart=chart)
        for points, chart in ((11, 330), (10.5, 310), (10, 300), (9.5, 280), (9, 270))
    ),
    *(Level(8.5, most=most, chart=260) for most in (0, 8, 6, 5, 4, 3)),
    *(
        Level(8.5, most=most, letters=letters, chart=250)
        for letters in (600, 400, 200, 100)
        for most in (3, 2, 1)
    ),
)

LETTERS = {"title": 300, "source": 300}
"""What the last levels leave of the story's own texts."""
NOTHING = PaperList(())


@dataclass(frozen=True, slots=True)
class SuccessView:
    """A success story as its page shows it. `not_yet` says why there is none, and then the rest is empty.

    `run_on` is the account without its paragraphs, where paper has no room for them; `on_paper` has what paper bears of
    another text, by the name of its field. `later` is what was done or decided after the newest figure's period.
    """

    key: str
    indicator: str
    title: str
    not_yet: str = ""
    early: str = ""
    beginning: str = ""
    then_svg: str = ""
    then_phone: str = ""
    then_alt: str = ""
    account: tuple[Entry, ...] = ()
    run_on: str = ""
    no_account: str = ""
    done: PaperList = NOTHING
    decided: PaperList = NOTHING
    later: PaperList = NOTHING
    status: Badge | None = None
    verdict: str = ""
    several: tuple[str, ...] = ()
    now_svg: str = ""
    now_phone: str = ""
    now_alt: str = ""
    source: str = ""
    attributed: str = NOTHING_ATTRIBUTED
    foot: tuple[str, ...] = ()
    shortened: str = ""
    points: float = 11.0
    on_paper: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SuccessDesk:
    """What the form of an account needs: whether there may be one, what stands, and what its words claim."""

    key: str
    available: bool
    not_yet: str
    early: str
    text: str
    version: int
    by: str


def open_success(store: Store, *, indicator: str, today: date, published: bool) -> SuccessView:
    """The success story of one indicator in the plan's own area. NotFoundError for another indicator."""
    found = gather_curve(store, indicator=indicator, area=None, published=published)
    one = found.indicator(indicator)
    finding = found.findings.get(indicator) or nothing_found(indicator, found.place.code)
    title = f"{say_title(finding, indicator=one)}."
    word = finding.verdict.word if finding.verdict else None
    foot = (say_printed(today), found.book.plan.trust)
    if word not in words.TURNING or finding.baseline is None or finding.verdict is None:
        return SuccessView(indicator, one.title, title, not_yet=words.say_not_yet(word), foot=foot)
    now = _describe_now(found, one, today=today)
    then = replace(_describe_then(found, one, finding.baseline), x=now.x, y=now.y)
    whole = SuccessView(
        key=indicator,
        indicator=one.title,
        title=title,
        early=words.EARLY if word is VerdictWord.EARLY_SIGN else "",
        beginning=words.say_beginning(finding.baseline),
        then_alt=then.alt,
        status=badge_of_verdict(finding, dark=False),
        verdict=f"{say_movement(finding, indicator=one)} {say_verdict_working(finding.verdict, indicator=one)}".strip(),
        several=say_several(finding.verdict, indicator=one),
        now_alt=now.alt,
        source=now.source,
        foot=foot,
        **_read_happened(store, found, finding, published=published),
    )
    level = choose_level(lambda each: _height(_set(whole, each), each), levels=LEVELS)
    pictures = (svg.draw(each, width=ACROSS, height=level.chart, titled=False) for each in (then, now))
    then_svg, now_svg = pictures
    then_phone, now_phone = (
        svg.draw(each, width=PHONE[0], height=PHONE[1], titled=False) for each in (then, now)
    )
    return replace(
        _set(whole, level), then_svg=then_svg, now_svg=now_svg, then_phone=then_phone, now_phone=now_phone
    )


def open_success_desk(store: Store, *, indicator: str) -> SuccessDesk:
    """What the form shows. The verdict is that of the newest figure."""
    found = gather(store, wanted=lambda one: one.key == indicator)
    finding = found.findings.get(indicator)
    word = finding.verdict.word if finding and finding.verdict else None
    with store.reading() as connection:
        kept = find_success(connection, indicator)
    standing = kept if kept and not kept.withdrawn else None
    return SuccessDesk(
        key=indicator,
        available=word in words.TURNING,
        not_yet="" if word in words.TURNING else words.say_not_yet(word),
        early=words.EARLY if word is VerdictWord.EARLY_SIGN else "",
        text=standing.text if standing else "",
        version=kept.version if kept else 0,
        by=kept.written_by if kept else "",
    )


def _read_happened(store: Store, found: Gathered, finding: Finding, *, published: bool) -> dict[str, Any]:
    """The account; the actions that were done, each with its last note; and, not for the public, what was decided.

    What is dated after the newest figure's period cannot show in it, and stands by itself.
    """
    with store.reading() as connection:
        kept = find_success(connection, finding.indicator)
        notes = read_progress(connection)
        decisions = () if published else read_decisions(connection, indicator=finding.indicator)
        days = _find_days_done(connection)
    end = finding.latest.period.end if finding.latest else date.max
    done: tuple[list[Entry], list[Entry]] = ([], [])
    decided: tuple[list[Entry], list[Entry]] = ([], [])
    for one in actions_of(found.book, finding.indicator):
        if one.status is not ActionStatus.DONE:
            continue
        noted = [say_note(each, named=False) for each in notes.get(one.number, ())[-1:]]
        day = days.get(one.number)
        recorded = [words.say_recorded_done(day)] if day and not noted else []
        done[day is not None and day > end].append(Entry(one.proposed_action, " ".join((*recorded, *noted))))
    for each in decisions:
        on = day_of(each.written_at) if each.written_at else None
        decided[on is not None and on > end].append(Entry(each.text, f"({say_date(on)})" if on else ""))
    account = _paragraphs(kept)
    return {
        "account": account,
        "no_account": words.NO_ACCOUNT,
        "done": PaperList(tuple(done[False]), empty=words.NO_ACTION_DONE),
        "decided": PaperList(tuple(decided[False])),
        "later": PaperList((*done[True], *decided[True])),
        "attributed": f"{OWN_ACCOUNT} {NOTHING_ATTRIBUTED}" if account else NOTHING_ATTRIBUTED,
    }


def _find_days_done(connection: Any) -> dict[int, date]:
    """When each action was last recorded as done, by its number; one that came in as done has no day."""
    edits = read_edits(connection, kind=KIND)
    return {
        int(one.key): day_of(one.at)
        for one in edits
        if one.field == "status" and one.after == ActionStatus.DONE.value
    }


def _paragraphs(kept: Success | None) -> tuple[Entry, ...]:
    if kept is None or kept.withdrawn:
        return ()
    return tuple(Entry(line.strip()) for line in kept.text.splitlines() if line.strip())


def _describe_then(found: Gathered, one: Indicator, baseline: Baseline) -> ChartDescription:
    """The chart from the very figures that were frozen, and the forecast that was made of them."""
    figures = tuple(Observation(period, value) for period, value in baseline.history)
    series = Series(baseline.indicator, baseline.area, baseline.breakdown, figures)
    finding = replace(nothing_found(one.key, found.place.code), latest=series.latest, baseline=baseline)
    curve = Curve(
        indicator=replace(one, next_release=None),
        area_name=found.place.name,
        series=series,
        finding=finding,
        today=baseline.data_to.end,
        options=Options(show_interval=False),
    )
    return replace(turn_the_curve.describe(curve), status=None, notes=())


def _describe_now(found: Gathered, one: Indicator, *, today: date) -> ChartDescription:
    drawn = turn_the_curve.describe(make_curve(found, one.key, options=Options(), today=today))
    return replace(drawn, status=None)


def _set(whole: SuccessView, level: Level) -> SuccessView:
    lists: dict[str, Any] = {
        name: shorten_list(getattr(whole, name), level) for name in ("done", "decided", "later")
    }
    told = " ".join(one.text for one in whole.account)
    run_on = clip(told, most=level.letters and 3 * level.letters) if level.most else ""
    cut = count_shortened(*lists.values()) + (run_on not in ("", clip(told, most=0)))
    fields = shorten_fields(whole, LETTERS if level.letters else {})
    return replace(
        whole,
        **lists,
        run_on=run_on,
        on_paper=fields,
        shortened=say_shortened(cut + len(fields)),
        points=level.points,
    )


def _height(view: SuccessView, level: Level) -> float:
    """An estimate of the printed height, in points; the style sheet of papers has the same measures."""
    size = level.points
    small, heading = size * 0.88, size * (1.15 * 1.25 + 0.75)
    chart = WIDTH * level.chart / ACROSS + size * 0.2
    told = [view.run_on] if view.run_on else [one.text for one in view.account] or [view.no_account]
    several = PaperList(tuple(Entry(line) for line in view.several))
    beside = [one for one in (view.decided, view.later) if one.entries]
    decided = sum(heading + list_height(one, points=size) for one in beside)
    return sum(
        (
            size * 2,
            text_height(view.on_paper.get("title") or view.title, points=size * 1.45, bold=True, line=1.2)
            + size * 0.4,
            text_height(view.early, points=size) + heading + chart,
            text_height(view.beginning, points=size),
            heading + sum(text_height(line, points=size) + size * 0.3 for line in told),
            heading + list_height(view.done, points=size) + decided,
            heading + chart + text_height(view.on_paper.get("source") or view.source, points=small),
            size * 1.5 + text_height(view.verdict, points=size, width=WIDTH - size * 4.2) + size * 1.3,
            list_height(several, points=size),
            text_height(f"{view.attributed} {' '.join(view.foot)} {view.shortened}", points=small)
            + size * 1.2,
        )
    )
