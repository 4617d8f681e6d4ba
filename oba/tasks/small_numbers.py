"""Look for small numbers that nobody has set a rule for: they would be published by a rule of nobody's choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from oba.analysis.disclosure import find_unprotected
from oba.model.checklist import Item
from oba.model.disclosure import Cell, Control, Rule
from oba.model.period import Period
from oba.model.plan import PlanBook
from oba.store.schema import NUMBERS
from oba.store.side_by_side import each_figure
from oba.tasks.checks_of_plan import make_item
from oba.words.disclosure import (
    CLOSE_IT,
    LEAVE_OR_RENEW,
    SET_A_RULE,
    SHOWN_BEFORE,
    SMALL_WITHOUT_RULE,
    STILL_OPEN,
    TELL_THEM,
)
from oba.words.numbers import say_count


def check_small_numbers(connection: Any, book: PlanBook, rules: Mapping[str, Rule]) -> Iterator[Item]:
    """Indicators without a rule of which a count of 1 to 5 is held, given or to be worked out from what is given."""
    known = {one.key: one for one in book.indicators}
    without = [key for key in known if key not in rules]
    rows = each_figure(connection, indicators=without)
    for key, group in groupby(rows, key=lambda row: row[0][0]):
        cells = [
            Cell(
                name[0],
                name[1],
                name[2],
                Period.from_key(name[3]),
                {label: number for label, number in zip(NUMBERS, held, strict=False) if number is not None},
                held[-1],
            )
            for name, held in group
        ]
        small = find_unprotected(cells, Rule(key), indicators=known)
        if small:
            figures = say_count(len(small), noun="figure")
            stand = "stands" if len(small) == 1 else "stand"
            yield make_item(
                "small_numbers",
                of=known[key].title,
                found=SMALL_WITHOUT_RULE.format(figures=figures, stand=stand),
                remedy=SET_A_RULE.format(key=key),
                link=f"publish?indicator={key}",
                key=key,
            )


def check_given_away(control: Control, *, titles: Mapping[str, str]) -> Iterator[Item]:
    """Figures that are hidden and could still be worked out; and those that were public before, which stays so."""
    for code, cells, found, remedy in (
        ("small_numbers", control.open, STILL_OPEN, CLOSE_IT),
        ("shown_before", control.published_before, SHOWN_BEFORE, TELL_THEM),
    ):
        for key, count in Counter(one.indicator for one in cells).items():
            figures = say_count(count, noun="figure")
            yield make_item(
                code,
                of=titles.get(key, key),
                found=found.format(figures=figures),
                remedy=remedy,
                link=f"publish?indicator={key}",
                key=key,
            )


def check_withheld(
    withheld: Mapping[tuple[str, str], str], *, titles: Mapping[str, str], area: str
) -> Iterator[Item]:
    """Frozen forecasts of the plan's area that the copy does not have; `withheld` says why, by indicator and area."""
    for (key, of_area), because in withheld.items():
        if of_area == area and key in titles:
            yield make_item(
                "withheld",
                of=titles[key],
                found=because,
                remedy=LEAVE_OR_RENEW,
                link=f"publish?indicator={key}",
                key=key,
            )
