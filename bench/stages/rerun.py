"""The server's time for a rerun of a page, warm: one visitor, from asking to `script finished`."""

from __future__ import annotations

from bench.result import Result
from bench.serving import EMPTY, Served, serve_ours, serve_plain
from bench.timing import median
from bench.visitor import Visitor
from bench.workshop import Workshop

NAME = "rerun"
LIMIT_MS = 30
WARM_UPS, RERUNS = 5, 30
PAGES = {"home": "", "theme": "theme", "indicator": "indicator"}


def measure(workshop: Workshop) -> list[Result]:
    store = workshop.filled
    with serve_plain(workshop.folder / "empty", EMPTY) as peer, serve_ours(store) as ours:
        _, empty_cpu = time_reruns(peer, "")
        results = []
        for name, page in PAGES.items():
            elapsed, cpu = time_reruns(ours, page)
            results += [
                Result(f"rerun: {name}", elapsed, "ms", LIMIT_MS, "the limit", 1.0),
                Result(f"rerun: {name}, CPU of the server", cpu, "ms", empty_cpu, "an empty page"),
            ]
    return results


def time_reruns(served: Served, page: str) -> tuple[float, float]:
    """Median milliseconds of a rerun, and the server's CPU milliseconds for each, on average."""
    with Visitor(served.address) as visitor:
        for _ in range(WARM_UPS):
            visitor.run(page)
        before = served.cpu()
        elapsed = [visitor.run(page) for _ in range(RERUNS)]
        cpu = served.cpu() - before
    return median(elapsed) * 1000, cpu / RERUNS * 1000
