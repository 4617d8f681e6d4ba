"""Open the report card of one curve: the whole talk on one page of A4, in the order in which it is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from oba.charts import svg, turn_the_curve
from oba.charts.curve import Options
from oba.model.indicator import Indicator
from oba.store.engine import Store
from oba.tasks.card_lists import (
    list_actions,
    list_ideas,
    list_partners,
    list_story,
    say_over,
    speak_fully,
    speak_plainly,
)
from oba.tasks.draw_curve import PHONE, gather_curve, make_curve, nothing_found
from oba.tasks.fit_paper import (
    WIDTH,
    Level,
    PaperList,
    PaperTable,
    choose_level,
    count_shortened,
    list_height,
    shorten_fields,
    shorten_list,
    shorten_table,
    table_height,
    text_height,
)
from oba.tasks.gather import Gathered, gather
from oba.tasks.sketch import Badge, badge_of_verdict
from oba.words import cards as words
from oba.words.papers import say_next, say_printed, say_shortened
from oba.words.sources import say_sources

SHARES = (40, 22, 13, 12, 13)
"""Hundredths of the page's width for each column of the actions."""
ACROSS = 800
LETTERS = {"over": 240, "title": 300, "chart_notes": 400, "source": 400}
"""What the last levels leave of a card's own texts."""
LISTS = ("doing", "helping", "hindering", "voices", "gaps", "partners", "works")


@dataclass(frozen=True, slots=True)
class CardView:
    """One card as its page shows it. `points` is the size of its type on paper; 0 while it has not been fitted.

    `on_paper` has what paper bears of a text, by the name of its field, where that is not the whole.
    """

    key: str
    area: str
    area_name: str
    over: str
    title: str
    status: Badge
    verdict: str
    aside: str
    doing: PaperList
    helping: PaperList
    hindering: PaperList
    voices: PaperList
    gaps: PaperList
    partners: PaperList
    works: PaperList
    actions: PaperTable
    chart_notes: str
    source: str
    foot: tuple[str, ...]
    story_note: str = ""
    chart_svg: str = ""
    phone_svg: str = ""
    chart_alt: str = ""
    shortened: str = ""
    points: float = 0.0
    on_paper: Mapping[str, str] = field(default_factory=dict)

    def printed(self, name: str) -> str:
        return self.on_paper.get(name) or str(getattr(self, name))


def open_card(
    store: Store, *, indicator: str, area: str, today: date, published: bool, plain: bool = False
) -> CardView:
    """The card of one indicator in one area, '' for the plan's own. NotFoundError where the plan knows no such one."""
    found = gather_curve(store, indicator=indicator, area=area or None, published=published)
    return make_card(store, found, indicator, today=today, published=published, plain=plain)


def open_cards(
    store: Store, *, indicators: Sequence[str], today: date, published: bool, foot: str = ""
) -> tuple[CardView, ...]:
    """The cards of several indicators of the plan's own area, in that order; `foot` is said on each beside its own."""
    wanted = set(indicators)
    found = gather(store, wanted=lambda one: one.key in wanted, every_area=True, published=published)
    known = {one.key for one in found.book.indicators}
    return tuple(
        make_card(store, found, key, today=today, published=published, foot=foot)
        for key in indicators
        if key in known
    )


def make_card(
    store: Store,
    found: Gathered,
    key: str,
    *,
    today: date,
    published: bool,
    plain: bool = False,
    foot: str = "",
) -> CardView:
    """The card, set so that it fits its page."""
    one = found.indicator(key)
    finding = found.findings.get(key) or nothing_found(key, found.place.code)
    curve = make_curve(found, key, options=Options(), today=today)
    drawn = replace(turn_the_curve.describe(curve), status=None)  # the verdict stands below the picture
    spoken = (
        speak_plainly(found, finding, today=today)
        if plain
        else speak_fully(found, finding, published=published)
    )
    whole = CardView(
        key=key,
        area=found.place.code,
        area_name=found.place.name,
        over=say_over(found, one),
        title=spoken.title,
        status=badge_of_verdict(finding, dark=False),
        verdict=spoken.verdict,
        aside=spoken.aside,
        doing=spoken.doing,
        **list_story(store, key, found.place.code, published=published),
        partners=list_partners(store, found, key, published=published),
        works=list_ideas(store, key, found.place.code, published=True, today=today),  # a paper is handed on
        actions=list_actions(found, key, today=today),
        chart_notes=drawn.subtitle,
        source=drawn.source or say_sources(found.sources(found.ours(key))),
        foot=_say_foot(found, one, today=today, beside=foot),
        story_note=words.say_whose_story(found.name(found.book.plan.area))
        if found.place.code != found.book.plan.area
        else "",
        chart_alt=drawn.alt,
    )
    level = choose_level(lambda each: _height(_set(whole, each), each))
    picture = svg.draw(drawn, width=ACROSS, height=level.chart, titled=False)
    phone = svg.draw(drawn, width=PHONE[0], height=PHONE[1], titled=False)
    return replace(_set(whole, level), chart_svg=picture, phone_svg=phone)


def _say_foot(found: Gathered, one: Indicator, *, today: date, beside: str) -> tuple[str, ...]:
    coming = f"{say_next(one.next_release, today=today)}."
    return tuple(filter(None, (say_printed(today), beside, coming, found.book.plan.trust)))


def _set(whole: CardView, level: Level) -> CardView:
    """The card as one level prints it."""
    lists: dict[str, Any] = {name: shorten_list(getattr(whole, name), level) for name in LISTS}
    actions = shorten_table(whole.actions, level)
    cut = shorten_fields(whole, LETTERS if level.letters else {})
    return replace(
        whole,
        **lists,
        actions=actions,
        on_paper=cut,
        shortened=say_shortened(count_shortened(*lists.values(), actions) + len(cut)),
        points=level.points,
    )


def _height(card: CardView, level: Level) -> float:
    """An estimate of the printed height, in points; the style sheet of papers has the same measures."""
    size = level.points
    small, half = size * 0.88, (WIDTH - size * 1.5) / 2
    heading = size * (1.15 * 1.25 + 0.75)

    def pair(left: PaperList, right: PaperList) -> float:
        return heading + max(list_height(one, points=size, width=half) for one in (left, right))

    beside = WIDTH - size * 4.2
    verdict = size * 1.5 + text_height(card.verdict, points=size, width=beside)
    return sum(
        (
            text_height(card.printed("over"), points=small) + size * 0.2,
            text_height(card.printed("title"), points=size * 1.45, bold=True, line=1.2) + size * 0.4,
            WIDTH * level.chart / ACROSS + size * 0.2,
            text_height(f"{card.printed('chart_notes')} {card.printed('source')}", points=small) + size * 0.3,
            verdict + size * 1.3,
            list_height(card.doing, points=size) + size * 0.3,
            text_height(card.story_note, points=small),
            pair(card.helping, card.hindering),
            pair(card.voices, card.gaps),
            _partners_height(card, size=size, heading=heading, half=half),
            heading + table_height(card.actions, points=size, shares=SHARES),
            text_height(" ".join((*card.foot, card.shortened)), points=small) + size * 1.2,
        )
    )


def _partners_height(card: CardView, *, size: float, heading: float, half: float) -> float:
    """Beside what works, or where nobody has written what each brings, in one line of their own."""
    works = list_height(card.works, points=size, width=half)
    if card.partners.entries:
        return heading + max(list_height(card.partners, points=size, width=half), works)
    line = text_height(f"Partners {card.partners.empty}", points=size)
    return line + size * 0.5 + heading + list_height(card.works, points=size)
