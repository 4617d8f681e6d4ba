"""Open the data page: quality, currency, completeness and provenance of every indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oba.model.day import day_of
from oba.model.indicator import Indicator, Standing
from oba.model.quality import Mark, Quality
from oba.model.release import Release
from oba.store.engine import Store
from oba.tasks.gather import Gathered, gather
from oba.tasks.list_gaps import GapRow, list_gaps
from oba.tasks.list_returns import NO_OWNER, Owed, ReturnsView, find_all_owed, list_returns
from oba.tasks.sketch import Badge, make_badge
from oba.tasks.standing_releases import list_standing
from oba.tasks.tables import Table, make_table
from oba.tasks.tell_quality import assess_all
from oba.words.indicators import say_age, say_marked, say_periods
from oba.words.lag import say_next_release
from oba.words.numbers import begin, say_count, say_date
from oba.words.quality import say_aspects, say_tally, status_of_mark

MARKS = {"all": tuple(Mark), "concerns": (Mark.CARE, Mark.DOUBTFUL), "doubtful": (Mark.DOUBTFUL,)}
NO_FIGURES = "No indicator has figures yet. Load a file of figures: python -m oba load FILE."
NONE_LEFT = "No indicator has this mark. Choose All to see every one."


@dataclass(frozen=True, slots=True)
class DataRow:
    """`concerns` names the aspects that keep the quality from being sound, '' for none."""

    key: str
    title: str
    quality: Badge
    concerns: str
    latest: str
    age: str
    periods: str
    missing: str
    source: str
    next: str


@dataclass(frozen=True, slots=True)
class DataView:
    """`nothing` says why there are no rows."""

    summary: str
    tally: str
    nothing: str
    rows: tuple[DataRow, ...]
    releases: Table
    development: Table
    gaps: tuple[GapRow, ...]
    returns: ReturnsView


def open_data(
    store: Store,
    *,
    today: date,
    dark: bool = False,
    published: bool = False,
    order: str = "plan",
    mark: str = "all",
) -> DataView:
    """For the plan's own area, in the plan's order or with the worst quality first; `mark` is one of MARKS."""
    found = gather(store, every_area=True, whole=False)
    measured = [one for one in found.book.indicators if one.key in found.findings]
    wanted = [one for one in found.book.indicators if one.key not in found.findings]
    standing = list_standing(store, found)
    owed = find_all_owed(store, found, today=today)
    judged = assess_all(store, found, [one.key for one in measured], today=today, published=published)
    shown = [one for one in measured if judged[one.key].mark in MARKS[mark]]
    if order == "worst":
        shown.sort(key=lambda one: _badness(judged[one.key]))
    return DataView(
        summary=_summarise(found, measured, releases=len(standing)),
        tally=say_tally([one.mark for one in judged.values()]),
        nothing="" if shown else NONE_LEFT if measured else NO_FIGURES,
        rows=tuple(
            _make_row(found, one, owed[one.key], judged[one.key], today=today, dark=dark) for one in shown
        ),
        releases=_list_releases(standing),
        development=_list_wanted(found, wanted),
        gaps=list_gaps(store, found),
        returns=list_returns(found.book, list(owed.values()), today=today),
    )


def _badness(quality: Quality) -> tuple[int, int]:
    """The worst mark first, among equals the one with more concerns; otherwise as in the plan."""
    return -quality.mark.rank, -len(quality.concerns)


def _summarise(found: Gathered, measured: list[Indicator], *, releases: int) -> str:
    figures = sum(len(series.observations) for series in found.series.values())
    return (
        f"{say_count(len(measured), noun='indicator')} of {len(found.book.indicators)} have figures for "
        f"{found.place.name}; {say_count(releases, noun='release')} {'is' if releases == 1 else 'are'} loaded. "
        f"{figures:,} figures of {found.place.name} and the areas it is compared with stand behind these pages."
    )


def _make_row(
    found: Gathered, indicator: Indicator, owed: Owed, quality: Quality, *, today: date, dark: bool
) -> DataRow:
    series = found.ours(indicator.key)
    first, last = series.observations[0].period.short_label, series.observations[-1].period.short_label
    gaps = [f"no row for {say_periods(quality.missing)}"] if quality.missing else []
    marked = [say_marked(quality)] if quality.markers else []
    sources = found.sources(series)
    return DataRow(
        key=indicator.key,
        title=indicator.title,
        quality=make_badge(status_of_mark(quality.mark), dark=dark),
        concerns=say_aspects(quality),
        latest=quality.latest.label if quality.latest else "none",
        age=say_age(quality),
        periods=f"{quality.figures}, {first} to {last}",
        missing="; ".join([*gaps, *marked]) or "none",
        source="; ".join(f"{one.publisher}, {one.release or one.title}" for one in sources),
        next=_say_next(owed, today=today),
    )


def _say_next(owed: Owed, *, today: date) -> str:
    """A day that has passed is told of only while nothing newer has come."""
    expected = owed.due if owed.overdue or not owed.past else None
    return begin(say_next_release(expected, today=today))


def _list_releases(standing: Sequence[Release]) -> Table:
    rows = [
        (
            f"{one.source.publisher}: {one.source.title}",
            one.source.release or "not stated",
            say_date(one.source.published) if one.source.published else "not stated",
            one.source.licence or "not stated",
            one.file_name or "not published",
            say_date(day_of(one.loaded_at)),
        )
        for one in standing
    ]
    return make_table(("Publisher and title", "Release", "Published", "Licence", "File", "Loaded"), rows)


def _list_wanted(found: Gathered, wanted: list[Indicator]) -> Table:
    themes = {theme.key: theme.title for theme in found.book.themes}
    rows = [
        (
            one.title,
            _theme_of(one, themes),
            one.lay_definition,
            one.owner or NO_OWNER,
            _say_standing(one),
        )
        for one in wanted
    ]
    return make_table(("Indicator", "Theme", "What it would tell", "Owner", "Standing"), rows)


def _say_standing(indicator: Indicator) -> str:
    if indicator.standing is Standing.DEVELOPMENT:
        return indicator.standing.value
    return f"{indicator.standing.value}, but no figures are loaded"


def _theme_of(indicator: Indicator, themes: dict[str, str]) -> str:
    return themes.get(indicator.theme, "none yet")
