"""Tell how the figures of one curve were revised: every value that was ever held, and where it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.marker import Marker
from oba.model.vintage import Vintage
from oba.tasks.gather import Gathered
from oba.tasks.tables import Table, make_table
from oba.words.markers import say_markers
from oba.words.numbers import say_date, say_short_value
from oba.words.revisions import say_fate, say_revisions, say_why

HEADS = ("Period", "Value", "Release", "Published", "Loaded", "Cell", "What became of it")


@dataclass(frozen=True, slots=True)
class RevisionsView:
    """`revised` has the periods of which more than one value was held, `every` all of them.

    `reasons` are what the releases that revised figures say of themselves.
    """

    summary: str
    reasons: tuple[str, ...]
    revised: Table
    every: Table


def tell_revisions(
    vintages: Sequence[Vintage],
    indicator: Indicator,
    found: Gathered,
    *,
    published: bool,
    brief: bool = False,
) -> RevisionsView:
    """For the area that was gathered. The public sees no names of officers; `brief` leaves `every` without rows."""
    held = Counter(one.period for one in vintages)
    several = [one for one in vintages if held[one.period] > 1 or one.happened]
    return RevisionsView(
        summary=say_revisions(vintages, indicator=indicator),
        reasons=say_why(vintages, indicator=indicator, notes=_notes(found)),
        revised=_tabulate(several, indicator, found, published=published),
        every=_tabulate(() if brief else vintages, indicator, found, published=published),
    )


def _notes(found: Gathered) -> dict[int, str]:
    return {number: " ".join(one.source.note.split()) for number, one in found.releases.items()}


def _tabulate(
    vintages: Sequence[Vintage], indicator: Indicator, found: Gathered, *, published: bool
) -> Table:
    rows = [
        (
            one.period.label,
            say_figure(one.value, one.markers, indicator),
            _name_release(found, one.release),
            say_date(one.published) if one.published else "not stated",
            say_date(day_of(one.loaded_at)) + ("" if published else f" by {one.loaded_by}"),
            one.cell,
            say_fate(one),
        )
        for one in vintages
    ]
    return make_table(HEADS, rows)


def say_figure(value: float | None, markers: tuple[Marker, ...], indicator: Indicator) -> str:
    marks = say_markers(markers)
    if value is None:
        return marks or "no figure"
    figure = say_short_value(value, indicator=indicator)
    return f"{figure} ({marks})" if marks else figure


def _name_release(found: Gathered, release: int) -> str:
    one = found.releases.get(release)
    if one is None:
        return "not known"
    return f"{one.source.publisher}, {one.source.release or one.file_name or one.source.title}"
