"""Open the home page: four themes at a glance, the exceptions, and what is new in the figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oba.analysis.quality import assess_quality
from oba.errors import NotFoundError
from oba.model.finding import Finding, Judgement, VerdictWord
from oba.model.indicator import Standing
from oba.model.plan import Theme
from oba.store.engine import Store
from oba.tasks.gather import Gathered, gather
from oba.tasks.sketch import Badge, Row, badge_of_verdict, make_badge, sketch_row
from oba.tasks.standing_releases import list_standing
from oba.tasks.tell_plainly import list_marks, tell_headline
from oba.words import exceptions as words
from oba.words.findings import say_title
from oba.words.status import status_of_trend

QUESTION = (
    "For each outcome that the partners have agreed for children: where was the curve heading, "
    "and did we turn it?"
)
PLAIN_QUESTION = "What do the partners want for children here? Where was it heading, and is it better now?"
ALARMING = (VerdictWord.WORSE, VerdictWord.EARLY_WARNING)


@dataclass(frozen=True, slots=True)
class ThemeCard:
    key: str
    title: str
    outcomes: tuple[str, ...]
    rows: tuple[Row, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Something that needs attention: a curve by its `key`, or another page by its `address`. `plain` is its sentence
    in plain words, where that is another."""

    status: Badge
    title: str
    sentence: str
    key: str = ""
    address: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class HomeView:
    question: str = QUESTION
    plain_question: str = PLAIN_QUESTION
    cards: tuple[ThemeCard, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    news: tuple[str, ...] = ()
    more_news: str = ""
    empty: bool = False
    marks: tuple[Badge, ...] = ()


def open_home(store: Store, *, today: date, dark: bool) -> HomeView:
    """Home for the plan's own area. A store without a plan gives an empty page that says what to do."""
    try:
        found = gather(store)
    except NotFoundError:
        return HomeView(empty=True)
    return view_home(store, found, today=today, dark=dark)


def view_home(store: Store, found: Gathered, *, today: date, dark: bool) -> HomeView:
    """Home of what was gathered of every indicator."""
    standing = list_standing(store, found)
    return HomeView(
        cards=tuple(_make_card(theme, found, dark=dark) for theme in found.book.themes),
        exceptions=(
            *_curves_gone_wrong(found, dark=dark),
            *_late_actions(found, today=today),
            *_late_figures(found, today=today),
        ),
        news=words.say_loads(standing),
        more_news=words.say_more_loads(len(standing)),
        marks=list_marks(dark=dark),
    )


def _make_card(theme: Theme, found: Gathered, *, dark: bool) -> ThemeCard:
    headline = {
        one.key
        for one in found.book.indicators
        if one.theme == theme.key and one.standing is Standing.HEADLINE
    }
    rows = [sketch_row(found, one, dark=dark) for key, one in found.findings.items() if key in headline]
    return ThemeCard(
        key=theme.key,
        title=theme.title,
        outcomes=tuple(one.sentence for one in found.book.outcomes if one.theme == theme.key),
        rows=tuple(rows),
        source="; ".join(dict.fromkeys(name for row in rows for name in row.source.split("; "))),
    )


def _curves_gone_wrong(found: Gathered, *, dark: bool) -> Iterable[Exceptional]:
    """Worse than forecast first, then early warnings, then curves that get worse and have no forecast."""
    for word in ALARMING:
        for finding in found.findings.values():
            if finding.verdict and finding.verdict.word is word:
                yield _curve(finding, found, status=badge_of_verdict(finding, dark=dark))
    for finding in found.findings.values():
        if finding.verdict is None and finding.trend.judgement is Judgement.WORSE:
            yield _curve(finding, found, status=make_badge(status_of_trend(finding.trend), dark=dark))


def _curve(finding: Finding, found: Gathered, *, status: Badge) -> Exceptional:
    indicator = found.indicator(finding.indicator)
    sentence = say_title(finding, indicator=indicator).removeprefix(f"{indicator.title}: ")
    return Exceptional(
        status=status,
        title=indicator.title,
        sentence=f"{sentence}.",
        key=indicator.key,
        plain=tell_headline(finding, found),
    )


def _late_actions(found: Gathered, *, today: date) -> Iterable[Exceptional]:
    late = [action for action in found.book.actions if action.is_overdue(today)]
    if late:
        badge = Badge(word="Overdue", icon="", meaning="Past its date, and neither done nor stopped.")
        sentence = words.say_late_actions(late)
        yield Exceptional(status=badge, title="Action plan", sentence=sentence, address="plan?status=overdue")


def _late_figures(found: Gathered, *, today: date) -> Iterable[Exceptional]:
    late = [
        found.indicator(key).title
        for key in found.findings
        if _is_late(found, key, today=today) and found.indicator(key).standing is Standing.HEADLINE
    ]
    if late:
        badge = Badge(word="Late figures", icon="", meaning="Older than their usual release allows.")
        yield Exceptional(status=badge, title="Data", sentence=words.say_late_figures(late), address="data")


def _is_late(found: Gathered, key: str, *, today: date) -> bool:
    quality = assess_quality(found.ours(key), indicator=found.indicator(key), today=today)
    return quality.stale or quality.overdue
