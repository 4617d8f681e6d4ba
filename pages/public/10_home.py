"""Home: what has changed since the last meeting, the four themes at a glance, then what needs attention."""

from oba.ui import fetch, frame, html, reading, since


def home() -> None:
    page = frame.begin()
    visit = page.visit
    page.entitle(fetch.masthead(visit).plan_title)
    reading.offer()
    view = fetch.home(visit)
    told = not view.empty and since.show_since(visit, days=True)
    html.show("home.html", home=view, told=told)
    frame.end(visit)


home()
