"""Home: the four themes at a glance, then what needs attention."""

from oba.ui import fetch, frame, html


def home() -> None:
    page = frame.begin()
    visit = page.visit
    page.entitle(fetch.masthead(visit).plan_title)
    html.show("home.html", home=fetch.home(visit))
    frame.end(visit)


home()
