"""Whether periods or areas are headings: then each column beneath holds figures of one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from oba.load.headers import Role, plain_header
from oba.load.recipes.layout_columns import NOT_READ, ColumnGuess
from oba.load.recipes.layout_headings import (
    Footnotes,
    Heading,
    Label,
    split_area,
    split_period,
    without_footnotes,
)
from oba.load.recipes.layout_rows import IsArea
from oba.model.recipe import Orientation


def choose_orientation(
    headings: Sequence[Heading], guesses: Sequence[ColumnGuess], *, is_area: IsArea, footnotes: Footnotes
) -> tuple[Orientation, dict[int, Label]]:
    """The orientation, and the period or area of each column that has one in its heading."""
    roles = {guess.role for guess in guesses}
    # a column of numbers without area or period may be blank in every row that was looked at
    open_to = [
        heading
        for heading, guess in zip(headings, guesses, strict=True)
        if guess.role in (Role.VALUE, NOT_READ, Role.NUMERATOR, Role.DENOMINATOR) and heading.named
    ]
    if Role.PERIOD not in roles:
        periods = {heading.index: label for heading in open_to if (label := split_period(heading))}
        if _is_across(periods):
            return Orientation.ACROSS, name_groups(periods, footnotes=footnotes)
    if not roles & {Role.AREA, Role.AREA_CODE}:
        areas = {
            heading.index: label for heading in open_to if (label := split_area(heading, is_area=is_area))
        }
        if _is_across(areas):
            return Orientation.AREAS_ACROSS, name_groups(areas, footnotes=footnotes)
    return Orientation.ROWS, {}


def name_groups(labels: dict[int, Label], *, footnotes: Footnotes) -> dict[int, Label]:
    """Groups that differ by a footnote of the sheet only are one, unless that would give it a label twice.

    One of them must stand there without: where each has a digit, the digit may part them.
    """
    groups = list(dict.fromkeys(label.group for label in labels.values()))
    bare = {plain_header(group) for group in groups}
    alike: dict[str, list[str]] = {}
    for group in groups:
        form = without_footnotes(group, footnotes=footnotes)
        alike.setdefault(form if form in bare else group, []).append(group)
    named = dict(labels)
    for names in alike.values():
        together = [index for index, label in labels.items() if label.group in names]
        if len({labels[index].text for index in together}) == len(together):
            named.update({index: replace(labels[index], group=names[0]) for index in together})
    return named


def _is_across(labels: dict[int, Label]) -> bool:
    """Two different labels in one group at least: a year in one heading alone is part of its name."""
    groups = Counter(group for group, _ in {(label.group, label.text) for label in labels.values()})
    return any(count > 1 for count in groups.values())
