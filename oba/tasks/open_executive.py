"""Open the Executive view: every theme on one page of A4, what needs attention first, with what is done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from oba.model.action import Action
from oba.model.finding import Finding, Judgement, VerdictWord
from oba.model.indicator import Standing
from oba.model.plan import Theme
from oba.store.engine import Store
from oba.store.progress import read_progress
from oba.tasks.choose_actions import names_by_key, put_late_first
from oba.tasks.draw_curve import actions_of
from oba.tasks.fit_paper import (
    HEIGHT,
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
from oba.tasks.sketch import Badge, Row, badge_of_verdict, make_badge, sketch_row
from oba.tasks.tell_plainly import tell_headline
from oba.words import executive as words
from oba.words.actions import say_note
from oba.words.findings import say_title
from oba.words.papers import say_more, say_printed, say_shortened
from oba.words.status import status_of_trend

ALARMING = (VerdictWord.WORSE, VerdictWord.EARLY_WARNING)
LEVELS = (
    *(Level(points) for points in (10.5, 10, 9.5, 9, 8.5)),
    *(Level(8.5, most=most) for most in (12, 8, 6, 5, 4, 3)),
    *(Level(8.5, most=most, letters=letters) for letters in (240, 140, 90) for most in (5, 4, 3, 2)),
    *(Level(8, most=most, letters=70) for most in (3, 2, 1)),
)

LETTERS = {"plan_title": 160}
"""What the last levels leave of the view's own texts."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A curve that does worse than it should. `doing` lists its actions; its empty sentence says that there is none."""

    status: Badge
    key: str
    title: str
    sentence: str
    theme: str
    doing: PaperList
    on_paper: bool = True
    plain: str = ""


@dataclass(frozen=True, slots=True)
class ThemeRows:
    """A theme with its headline indicators; `on_paper` of them are printed."""

    key: str
    title: str
    lead: str
    rows: tuple[Row, ...]
    on_paper: int
    more: str = ""


@dataclass(frozen=True, slots=True)
class ExecutiveView:
    plan_title: str
    trust: str
    alarms: tuple[Alarm, ...]
    more_alarms: str
    overdue_sentence: str
    overdue: PaperList
    themes: tuple[ThemeRows, ...]
    printed: str
    points: float = 0.0
    shortened: str = ""
    on_paper: Mapping[str, str] = field(default_factory=dict)


def open_executive(store: Store, *, today: date, dark: bool = False, plain: bool = False) -> ExecutiveView:
    """For the plan's own area, fitted to its page with its sentences in plain words or not.

    NotFoundError where there is no plan yet.
    """
    found = gather(store)
    with store.reading() as connection:
        notes = {
            number: say_note(some[-1], named=False)
            for number, some in read_progress(connection).items()
            if some
        }
    late = put_late_first([one for one in found.book.actions if one.is_overdue(today)], today=today)
    names = names_by_key(found.book)
    entries = (
        Entry(one.proposed_action, words.say_late(one, partners=names, note=notes.get(one.number, "")))
        for one in late
    )
    whole = ExecutiveView(
        plan_title=found.book.plan.title,
        trust=found.book.plan.trust,
        alarms=tuple(_list_alarms(found, today=today, dark=dark)),
        more_alarms="",
        overdue_sentence=words.say_overdue(late),
        overdue=PaperList(tuple(entries)),
        themes=tuple(_make_theme(theme, found, dark=dark) for theme in found.book.themes),
        printed=say_printed(today),
    )
    level = choose_level(
        lambda each: _height(_set(whole, each), each, plain=plain), levels=LEVELS, room=HEIGHT
    )
    return _set(whole, level)


def _list_alarms(found: Gathered, *, today: date, dark: bool) -> Iterator[Alarm]:
    """Worse than forecast first, then early warnings, then what gets worse without a forecast; headlines first."""
    findings = sorted(
        found.findings.values(),
        key=lambda one: found.indicator(one.indicator).standing is not Standing.HEADLINE,
    )
    for word in ALARMING:
        for one in findings:
            if one.verdict and one.verdict.word is word:
                yield _make_alarm(one, found, badge_of_verdict(one, dark=dark), today=today)
    for one in findings:
        if one.verdict is None and one.trend.judgement is Judgement.WORSE:
            badge = make_badge(status_of_trend(one.trend), dark=dark)
            yield _make_alarm(one, found, badge, today=today)


def _make_alarm(finding: Finding, found: Gathered, status: Badge, *, today: date) -> Alarm:
    indicator = found.indicator(finding.indicator)
    names = names_by_key(found.book)
    sentence = say_title(finding, indicator=indicator).removeprefix(f"{indicator.title}: ")
    actions: Sequence[Action] = put_late_first(actions_of(found.book, indicator.key), today=today)
    doing = (Entry(one.proposed_action, words.say_doing(one, partners=names, today=today)) for one in actions)
    return Alarm(
        status=status,
        key=indicator.key,
        title=indicator.title,
        sentence=f"{sentence}.",
        theme=next((one.title for one in found.book.themes if one.key == indicator.theme), ""),
        doing=PaperList(tuple(doing), empty=words.NO_ACTION),
        plain=tell_headline(finding, found),
    )


def _make_theme(theme: Theme, found: Gathered, *, dark: bool) -> ThemeRows:
    headline = [
        one.key
        for one in found.book.indicators
        if one.theme == theme.key and one.standing is Standing.HEADLINE
    ]
    rows = tuple(
        sketch_row(found, found.findings[key], dark=dark) for key in headline if key in found.findings
    )
    names = {one.key: one.name for one in found.book.partners}
    lead = names.get(theme.lead_partner, theme.lead_partner)
    return ThemeRows(theme.key, theme.title, lead, rows, on_paper=len(rows))


def _set(whole: ExecutiveView, level: Level) -> ExecutiveView:
    """The view as one level prints it: as many curves as twice the entries of a list."""
    most = level.most * 2 if level.most else len(whole.alarms)
    fewer = replace(level, most=min(level.most, 3)) if level.most else level
    alarms = tuple(
        replace(one, doing=shorten_list(one.doing, fewer), on_paper=place < most)
        for place, one in enumerate(whole.alarms)
    )
    rows = max(level.most, 4) if level.most else 0
    themes = tuple(
        replace(
            one,
            on_paper=min(rows or len(one.rows), len(one.rows)),
            more=say_more(len(one.rows) - rows) if rows and len(one.rows) > rows else "",
        )
        for one in whole.themes
    )
    overdue = _shorten_overdue(whole.overdue, level)
    lists = (overdue, *(one.doing for one in alarms if one.on_paper))
    cut = shorten_fields(whole, LETTERS if level.letters else {})
    return replace(
        whole,
        alarms=alarms,
        more_alarms=say_more(max(len(alarms) - most, 0)),
        overdue=overdue,
        themes=themes,
        on_paper=cut,
        shortened=say_shortened(count_shortened(*lists) + len(cut)),
        points=level.points,
    )


def _shorten_overdue(whole: PaperList, level: Level) -> PaperList:
    """What is left out stands in the action plan, not on the view's own page."""
    short = shorten_list(whole, level)
    return replace(short, more=words.say_more_overdue(sum(not one.on_paper for one in short.entries)))


def _height(view: ExecutiveView, level: Level, *, plain: bool) -> float:
    """An estimate of the printed height, in points; the style sheet of the view has the same measures."""
    size = level.points
    heading = size * (1.15 * 1.25 + 0.65)
    beside = WIDTH - size * 11.5
    alarms = [one for one in view.alarms if one.on_paper]
    heads = (
        text_height(f"{one.title}: {_said(one, plain)}", points=size, width=beside, bold=True)
        for one in alarms
    )
    doings = (list_height(one.doing, points=size, width=beside) + size * 0.5 for one in alarms)
    half = (WIDTH - size * 1.5) / 2
    themes = [_theme_height(one, size=size, width=half, plain=plain) for one in view.themes]
    pairs = (max(themes[place : place + 2]) for place in range(0, len(themes), 2))
    return sum(
        (
            text_height(f"{view.trust} {view.printed}", points=size * 0.88) + size,
            text_height(
                view.on_paper.get("plan_title") or view.plan_title, points=size * 1.45, bold=True, line=1.2
            )
            + size * 0.5,
            heading + sum(heads) + sum(doings) + (size * LINES_OF_ALL_WELL if not alarms else 0),
            heading + text_height(view.overdue_sentence, points=size) if view.overdue.entries else 0,
            list_height(view.overdue, points=size),
            sum(pairs),
            text_height(view.shortened, points=size * 0.88) + size * 2.5,
        )
    )


LINES_OF_ALL_WELL = 2.75


def _said(one: Alarm, plain: bool) -> str:
    return one.plain if plain else one.sentence


def _theme_height(one: ThemeRows, *, size: float, width: float, plain: bool) -> float:
    small = size * 0.94
    head = text_height(one.title, points=size * 1.15, width=width, bold=True, line=1.25) + size * 2.2
    shown = one.rows[: one.on_paper]
    lines = (
        max(
            text_height(row.title, points=small, width=width * 0.34),
            text_height(f"{row.latest} {row.unit} {row.short_period}", points=small, width=width * 0.2),
            text_height(row.status.word, points=small, width=width * 0.2, bold=True)
            + text_height(row.plain if plain else row.movement, points=small * 0.9, width=width * 0.24),
        )
        + size * 0.25
        for row in shown
    )
    return head + sum(lines) + (size * 1.3 if one.more else 0)
