"""Freeze the baselines that the plan asks for and that do not stand yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from oba.analysis.baseline import make_baseline
from oba.errors import ObaError
from oba.model.baseline import Baseline
from oba.model.plan import BaselineRequest, PlanBook
from oba.model.series import Series
from oba.store.baselines import freeze, read_baselines
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.series import read_series
from oba.tasks.draft_baseline import choose_authorities
from oba.words.numbers import say_count, say_period

MOST_TOLD = 3


def freeze_baselines(store: Store, *, now: datetime) -> list[str]:
    """Freeze what can be frozen; lines that say what was done, and what waits for which figures.

    A baseline that stands is left alone, whatever the plan now asks for: it can only be superseded.
    """
    with store.writing() as connection:
        book = read_plan(connection)
        standing = {(one.indicator, one.area): one for one in read_baselines(connection)}
        kept = [
            f"the baseline of {one.indicator} stays as it was frozen, from data to {say_period(stands.data_to)}"
            for one in book.baselines
            if (stands := standing.get((one.indicator, one.area))) and stands.data_to != one.data_to
        ]
        wanted = [one for one in book.baselines if (one.indicator, one.area) not in standing]
        keys = {one.indicator for one in wanted}
        found = read_series(connection, indicators=keys) if wanted else []
        series = {(one.indicator, one.area): one for one in found}
        local = choose_authorities(book, found)
        frozen, waiting = 0, []
        for request in wanted:
            try:
                ours = series.get((request.indicator, request.area))
                peers = [each for each in local if each.indicator == request.indicator]
                one = _make(request, book, ours, peers=peers, now=now)
            except ObaError as error:
                waiting.append(f"baseline of {request.indicator} not frozen: {error}")
                continue
            freeze(connection, one)
            frozen += 1
    return [*([f"{say_count(frozen, noun='baseline')} frozen"] if frozen else []), *kept, *_shorten(waiting)]


def _shorten(waiting: list[str]) -> list[str]:
    """The first few, and how many more: on a first load every baseline waits for its figures."""
    rest = len(waiting) - MOST_TOLD
    return [*waiting[:MOST_TOLD], *([f"{rest} more baselines wait for figures"] if rest > 0 else [])]


def _make(
    request: BaselineRequest, book: PlanBook, series: Series | None, *, peers: Sequence[Series], now: datetime
) -> Baseline:
    indicator = next(one for one in book.indicators if one.key == request.indicator)
    if series is None:
        raise ObaError(
            "there are no figures yet", where=indicator.title, remedy="Load them, then the plan again"
        )
    return make_baseline(
        series,
        indicator=indicator,
        data_to=request.data_to,
        scenario=request.scenario,
        horizon=request.horizon,
        frozen_on=request.frozen_on,
        recorded_at=now,
        agreed_by=request.agreed_by,
        reason=request.reason,
        example=book.plan.example,
        peers=peers,
    )
