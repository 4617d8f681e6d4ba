"""Can the figures be trusted: how current, how complete, and where each comes from."""

from oba.ui import fetch, frame, show


def data() -> None:
    visit = frame.begin("Data").visit
    show.data(visit, fetch.data(visit))
    frame.end(visit)


data()
