"""Choosing: how strong each indicator is, who sees it otherwise, and which become headlines."""

from oba.ui import choosing_page, frame


def choosing() -> None:
    visit = frame.begin("Choose indicators", trust=True).visit
    choosing_page.show_page(visit)
    frame.end(visit)


choosing()
