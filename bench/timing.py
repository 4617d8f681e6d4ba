"""Time in alternation: ours, peer, ours, peer, so that a busy machine slows both alike. Medians are kept."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence


def say(words: str) -> None:
    """Progress, on the error stream so that the table stands alone on the other."""
    print(words, file=sys.stderr, flush=True)


def alternate(runs: int, *jobs: Callable[[], float]) -> list[float]:
    """The median of what each job gives, over `runs` rounds in which every job has one turn."""
    found: list[list[float]] = [[] for _ in jobs]
    for _ in range(runs):
        for kept, job in zip(found, jobs, strict=True):
            kept.append(job())
    return [statistics.median(kept) for kept in found]


def cpu_of(job: Callable[[], object], *, times: int = 1) -> Callable[[], float]:
    """A job that gives the CPU seconds which one call of `job` takes in this process, over `times` calls."""
    return _timed(job, clock=time.process_time, times=times)


def elapsed_of(job: Callable[[], object], *, times: int = 1) -> Callable[[], float]:
    """The same by the clock on the wall: for work that is shared with another process."""
    return _timed(job, clock=time.perf_counter, times=times)


def _timed(job: Callable[[], object], *, clock: Callable[[], float], times: int) -> Callable[[], float]:
    def run() -> float:
        gc.collect()
        begun = clock()
        for _ in range(times):
            job()
        return (clock() - begun) / times

    return run


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
