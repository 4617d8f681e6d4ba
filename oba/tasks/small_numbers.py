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
from oba.words.numbers import say_count

STILL_OPEN = (
    "{figures} of a few children would be hidden, and could still be worked out from what is published"
)
CLOSE_IT = "Set a stricter rule, or withdraw the earlier publication that gives them away"
SHOWN_BEFORE = "{figures} of a few children are hidden now, and were public before"
TELL_THEM = (
    "Nothing can call them back: withdraw the publication that shows them, and tell whoever answers for it"
)


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
                found=f"{figures} of 1 to 5 children {stand} without a rule for small numbers",
                remedy=f"Set a rule: python -m oba publish --rule {key}=5, or on the page Publish",
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
