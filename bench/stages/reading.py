"""Reading pages a second from the process that holds the explorer too, alone and while visitors explore."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bench import crowd, readers
from bench.public import open_site, published
from bench.result import Result
from bench.serving import serve_published
from bench.stages.explorer import walk
from bench.workshop import Workshop
from oba.site.pages import list_addresses

NAME = "reading"
LEAST_A_SECOND = 250
EXPLORING = 20


def measure(workshop: Workshop) -> list[Result]:
    settings = published(workshop)
    site = open_site(settings)
    paths = [f"/{one}" for one in list_addresses(site) if one.endswith(".html")]
    site.store.close()
    with serve_published(settings) as served:
        for path in paths:
            readers.fetch(served.address, path[1:])
        alone = readers.read(served.address, paths, workshop.folder)
        with exploring(f"{served.address}/explore", EXPLORING):
            beside = readers.read(served.address, paths, workshop.folder)
    against = f"the least, by {alone.by}"
    return [
        Result("reading: pages a second", alone.a_second, "/s", LEAST_A_SECOND, against, 1.0, more=True),
        Result(
            f"reading: while {EXPLORING} explore",
            beside.a_second,
            "/s",
            LEAST_A_SECOND,
            against,
            1.0,
            more=True,
        ),
    ]


@contextmanager
def exploring(address: str, visitors: int) -> Iterator[None]:
    """Entered when the visitors have come; they stay for their usual time. RuntimeError where one went away."""
    seen: list[crowd.Seen] = []
    thread = threading.Thread(target=lambda: seen.append(crowd.visit(address, walk(), visitors)))
    thread.start()
    threading.Event().wait(crowd.ARRIVE)
    try:
        yield
    finally:
        thread.join()
    if not seen or seen[0].failed:
        raise RuntimeError(f"an explorer went away: {seen[0].failed[0] if seen else 'all of them'}")
