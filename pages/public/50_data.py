"""Can the figures be trusted: how current, how complete, and where each comes from."""

from oba.ui import fetch, frame, html


def data() -> None:
    visit = frame.begin("Data").visit
    html.show("data.html", view=fetch.data(visit))
    frame.end(visit)


data()
