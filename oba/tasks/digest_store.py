"""A digest of what a store says: two stores with one digest hold the same plan, figures, markers and revisions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from oba.model.baseline import Baseline
from oba.model.marker import write_markers
from oba.model.plan import PlanBook
from oba.model.revision import Revision
from oba.model.series import Observation
from oba.store.baselines import read_baselines
from oba.store.engine import Store
from oba.store.history import read_history
from oba.store.plans import read_plan
from oba.store.releases import read_releases
from oba.store.series import read_series
from oba.tasks.keep_actions import describe_actions
from oba.tasks.keep_baselines import as_record
from oba.tasks.keep_ideas import describe_ideas
from oba.tasks.keep_meetings import describe_meetings
from oba.tasks.keep_partners import describe_partners
from oba.tasks.keep_retired import describe_retired
from oba.tasks.keep_rules import describe_rules
from oba.tasks.keep_services import describe_services
from oba.tasks.keep_stories import describe_stories
from oba.tasks.keep_successes import describe_successes

Hashes = dict[int, str]


def digest_store(store: Store, *, whole_files: bool = True, baselines: bool = False) -> str:
    """Numbers that a store gives its rows, days of loading and names of files are no part of it.

    Without `whole_files` a figure's file and cell are none either: they differ where a file was made anew. With
    `baselines` every frozen baseline and every story is part of it too.
    """
    digest = hashlib.sha256()
    for line in describe_store(store, whole_files=whole_files, baselines=baselines):
        digest.update(line.encode("utf-8", errors="surrogatepass") + b"\n")
    return digest.hexdigest()


def describe_store(store: Store, *, whole_files: bool = True, baselines: bool = False) -> Iterator[str]:
    """The lines that are digested, for finding where two stores part."""
    with store.reading() as connection:
        yield from _plan(read_plan(connection))
        files = {one.id: one.sha256 if whole_files else "" for one in read_releases(connection)}
        for series in read_series(connection, breakdown=None):
            key = repr((series.indicator, series.area, series.breakdown))
            yield from (f"{key} {_figure(one, files, whole=whole_files)}" for one in series.observations)
            history = read_history(connection, series.indicator, series.area, breakdown=series.breakdown)
            yield from (f"{key} was {_revision(one, files)}" for one in history)
        frozen = read_baselines(connection, superseded=True) if baselines else []
    yield from _baselines(frozen, files if whole_files else {})
    if baselines:
        yield from describe_retired(store)
        yield from describe_stories(store)
        yield from describe_services(store)
        yield from describe_actions(store)
        yield from describe_partners(store)
        yield from describe_meetings(store)
        yield from describe_ideas(store)
        yield from describe_successes(store)
        yield from describe_rules(store)


def _baselines(frozen: list[Baseline], files: Hashes) -> Iterator[str]:
    """Numbers are counted anew, so that which superseded which is told by place."""
    places = {one.id: place for place, one in enumerate(frozen)}
    for one in frozen:
        record = as_record(one, files)
        superseded = places.get(one.superseded_by) if one.superseded_by else None
        moment = one.recorded_at.timestamp()
        yield repr(record | {"id": places[one.id], "superseded_by": superseded, "recorded_at": moment})


def _plan(book: PlanBook) -> Iterator[str]:
    yield repr(book.plan)
    for things in (book.themes, book.outcomes, book.areas, book.comparators, book.partners, book.actions):
        yield from (repr(one) for one in things)
    yield from (repr(one) for one in (*book.indicators, *book.baselines, *book.targets))
    held = book.services
    yield from (repr(one) for one in (*held.services, *held.measures, *held.budgets))


def _figure(one: Observation, files: Hashes, *, whole: bool) -> str:
    place = (one.cell, files.get(one.release, "")) if whole else ()
    numbers = (one.value, one.lower, one.upper, one.numerator, one.denominator)
    return repr((one.period.key, *numbers, write_markers(one.markers), one.source_text, *place))


def _revision(one: Revision, files: Hashes) -> str:
    marks = (write_markers(one.old_markers), write_markers(one.new_markers))
    ends = (files.get(one.old_release, ""), files.get(one.new_release, ""))
    return repr((one.period.key, str(one.kind), one.old_value, one.new_value, *marks, *ends))
