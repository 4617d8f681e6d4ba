"""What was loaded, when and by whom, and whether the store is healthy. Only on the working instance."""

from oba.ui import fetch, frame, html


def loads() -> None:
    visit = frame.begin("Loads", trust=True).visit
    html.show("loads.html", view=fetch.loads(visit))
    frame.end(visit)


loads()
