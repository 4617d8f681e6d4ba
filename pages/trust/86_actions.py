"""Actions: change them in place, note how they go, add and withdraw them, take them to a spreadsheet and back."""

from oba.ui import actions_page, frame


def actions() -> None:
    visit = frame.begin("Actions", trust=True).visit
    actions_page.show_page(visit)
    frame.end(visit)


actions()
