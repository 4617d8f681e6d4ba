"""Home: the four themes at a glance, then what needs attention."""

from oba.ui import fetch, frame, html


def home() -> None:
    visit = frame.begin("Home")
    html.show("home.html", home=fetch.home(visit))
    frame.end(visit)


home()
