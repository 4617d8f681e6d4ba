"""What works: ideas that might bend a curve, how the group rates them, and what became of them."""

from oba.ui import frame, ideas_page


def what_works() -> None:
    visit = frame.begin("What works", trust=True).visit
    ideas_page.show_page(visit)
    frame.end(visit)


what_works()
