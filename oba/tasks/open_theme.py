"""Open a theme: its outcomes, a small turn-the-curve chart for each headline indicator, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from oba.charts import small_multiple
from oba.charts.curve import Curve, Options
from oba.charts.description import ChartDescription
from oba.charts.table import make_table as make_twin
from oba.errors import NotFoundError
from oba.model.indicator import Indicator, Standing
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.tasks.choose_actions import names_by_key
from oba.tasks.draw_curve import make_curve
from oba.tasks.find import find
from oba.tasks.gather import Gathered
from oba.tasks.open_plan import list_actions
from oba.tasks.sketch import Badge, Row, badge_of_verdict, colours, sketch_row
from oba.tasks.tables import Table
from oba.tasks.tell_plainly import list_marks, tell_headline
from oba.tasks.write_chart import ChartFiles
from oba.words.findings import say_title
from oba.words.numbers import say_count
from oba.words.plain_reading import PICTURE
from oba.words.sources import say_publishers, say_sources
from oba.words.trends import say_short_trend

WIDTH, HEIGHT = 420, 250
TAKEN = (640, 400)
"""Pixels across and down of a chart on the page, and of one that is taken away."""
READING = (
    "All charts have the same height and the same years, and start at zero. The solid line is what happened; the "
    "dashed line is where the frozen forecast was heading, with its 80% and 95% intervals in grey."
)


@dataclass(frozen=True, slots=True)
class Multiple:
    key: str
    title: str
    status: Badge
    movement: str
    sentence: str
    source: str
    svg: str
    alt: str
    files: ChartFiles
    width: int = WIDTH
    height: int = HEIGHT
    plain: str = ""


@dataclass(frozen=True, slots=True)
class ThemeView:
    """`partners` have each the name and the role in the Trust."""

    title: str
    outcomes: tuple[str, ...]
    lead: str
    partners: tuple[tuple[str, str], ...]
    multiples: tuple[Multiple, ...]
    secondary: tuple[Row, ...]
    development: tuple[Indicator, ...]
    without: tuple[str, ...]
    actions: Table
    actions_note: str
    reading: str = READING
    plain_reading: str = " ".join(PICTURE)
    marks: tuple[Badge, ...] = ()


def list_themes(store: Store) -> dict[str, str]:
    """Keys to titles, in the plan's order."""
    with store.reading() as connection:
        themes = {theme.key: theme.title for theme in read_plan(connection).themes}
    if not themes:
        raise NotFoundError("the plan has no themes", remedy="Add them to the sheet Themes and load it again")
    return themes


def open_theme(store: Store, *, theme: str, today: date, dark: bool) -> ThemeView:
    return view_theme(find(store, theme=theme), theme, today=today, dark=dark)


def view_theme(
    found: Gathered, theme: str, *, today: date, dark: bool, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> ThemeView:
    """A theme of what was gathered of its indicators, or of all; `size` is that of its charts, in pixels."""
    book = found.book
    one = next(each for each in book.themes if each.key == theme)
    mine = [indicator for indicator in book.indicators if indicator.theme == theme]
    actions = [action for action in book.actions if action.theme == theme]
    shared = sum(action.theme == "" for action in book.actions)
    return ThemeView(
        title=one.title,
        outcomes=tuple(outcome.sentence for outcome in book.outcomes if outcome.theme == theme),
        lead=next((each.name for each in book.partners if each.is_named(one.lead_partner)), one.lead_partner),
        partners=tuple((each.name, each.role) for each in book.taking_part if theme in each.themes),
        multiples=_draw_multiples(found, mine, today=today, dark=dark, size=size),
        secondary=tuple(
            sketch_row(found, found.findings[each.key], dark=dark)
            for each in mine
            if each.standing is Standing.SECONDARY and each.key in found.findings
        ),
        development=tuple(each for each in mine if each.standing is Standing.DEVELOPMENT),
        without=tuple(
            each.title
            for each in mine
            if each.standing is not Standing.DEVELOPMENT and each.key not in found.findings
        ),
        actions=list_actions(actions, today=today, partners=names_by_key(book)),
        actions_note=_say_shared(len(actions), shared),
        marks=list_marks(dark=dark),
    )


def _draw_multiples(
    found: Gathered, mine: Sequence[Indicator], *, today: date, dark: bool, size: tuple[int, int]
) -> tuple[Multiple, ...]:
    headline = [one for one in mine if one.standing is Standing.HEADLINE and one.key in found.findings]
    curves = [
        make_curve(found, one.key, options=Options(show_interval=False), today=today) for one in headline
    ]
    years = small_multiple.years_of(curves)
    return tuple(
        Multiple(
            key=one.key,
            title=one.title,
            status=badge_of_verdict(curve.finding, dark=dark),
            movement=say_short_trend(curve.finding.trend),
            sentence=say_title(curve.finding, indicator=one).removeprefix(f"{one.title}: ") + ".",
            source=say_publishers(curve.sources),
            svg=small_multiple.draw(drawn, width=size[0], height=size[1], theme=colours(dark)),
            alt=drawn.alt,
            files=_make_files(found, curve, drawn),
            plain=tell_headline(curve.finding, found),
            width=size[0],
            height=size[1],
        )
        for one, curve in zip(headline, curves, strict=True)
        for drawn in [small_multiple.describe(curve, years=years)]
    )


def _make_files(found: Gathered, curve: Curve, drawn: ChartDescription) -> ChartFiles:
    """The small chart as a picture with its finding and its publishers, and its numbers with their whole source."""
    one = curve.indicator
    told = replace(drawn, title=say_title(curve.finding, indicator=one))
    paper = replace(told, source=say_publishers(curve.sources))
    return ChartFiles(
        stem=f"{one.key}_{found.place.code}_small",
        twin=make_twin(replace(told, source=say_sources(curve.sources))),
        draw=partial(small_multiple.draw, paper, width=TAKEN[0], height=TAKEN[1], titled=True),
        about=(("Indicator", one.title), ("Area", found.place.name), ("Unit", one.unit)),
    )


def _say_shared(own: int, shared: int) -> str:
    if not own and not shared:
        return "No action of the plan serves this theme."
    start = "" if own else "No action of the plan names this theme alone. "
    return (
        f"{start}{say_count(shared, noun='action')} of the plan {'serves' if shared == 1 else 'serve'} every theme."
        if shared
        else start
    )
