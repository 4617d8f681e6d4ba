"""Executive view: every theme on one page, what needs attention first, with what is being done about it."""

from oba.ui import executive_page, fetch, frame, reading, since


def executive() -> None:
    page = frame.begin()
    visit = page.visit
    page.entitle(f"Executive view: {fetch.masthead(visit).plan_title}")
    reading.offer()
    if fetch.masthead(visit).has_plan:
        since.show_since(visit, days=True)
    executive_page.show_page(visit)
    frame.end(visit)


executive()
