"""Tell where the figures of one curve come from: each release, its file and cells, its licence."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.day import day_of
from oba.tasks.gather import Gathered
from oba.tasks.tables import Table, make_table
from oba.words.numbers import say_date
from oba.words.sources import say_cells


def tell_sources(found: Gathered, key: str, *, published: bool) -> Table:
    """One row for each release that this series stands on."""
    used: dict[int, list[str]] = {}
    for observation in found.ours(key).observations:
        used.setdefault(observation.release, []).append(observation.cell)
    rows = [
        _trace_release(found, release, cells, published=published)
        for release, cells in used.items()
        if release in found.releases
    ]
    return make_table(
        ("Publisher and title", "Released", "Address", "Licence", "File and cells", "Loaded"), rows
    )


def _trace_release(
    found: Gathered, release: int, cells: Sequence[str], *, published: bool
) -> tuple[str, ...]:
    one = found.releases[release]
    source = one.source
    span = cells[0] if len(cells) == 1 else f"{cells[0]} to {cells[-1]}"
    return (
        f"{source.publisher}: {source.title}",
        source.release or (say_date(source.published) if source.published else "not stated"),
        source.address or "not stated",
        source.licence or "not stated",
        say_cells(one.file_name, span, one.sha256),
        say_date(day_of(one.loaded_at)) + ("" if published else f" by {one.loaded_by}"),
    )
