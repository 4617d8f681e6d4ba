"""One theme: its outcomes, and a turn-the-curve chart for each headline indicator."""

from oba.ui import ask, fetch, frame, reading, show, since


def theme() -> None:
    page = frame.begin()
    visit = page.visit
    reading.offer()
    themes = fetch.themes(visit)
    key = ask.choose("Theme", themes, name="theme", default=next(iter(themes)))
    view = fetch.theme(visit, key)
    page.entitle(view.title)
    since.show_since(visit, theme=key)
    show.theme(view)
    show.wording(visit, key)
    frame.end(visit)


theme()
