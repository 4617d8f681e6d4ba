"""Services: each with its seven questions and its measures, and what is spent on each outcome by whom."""

from oba.ui import frame, services_page


def services() -> None:
    visit = frame.begin("Services and their measures", trust=True).visit
    services_page.show_page(visit)
    frame.end(visit)


services()
