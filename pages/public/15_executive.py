"""Executive view: every theme on one page, what needs attention first, with what is being done about it."""

from oba.ui import executive_page, fetch, frame, reading


def executive() -> None:
    page = frame.begin()
    visit = page.visit
    page.entitle(f"Executive view: {fetch.masthead(visit).plan_title}")
    reading.offer()
    executive_page.show_page(visit)
    frame.end(visit)


executive()
