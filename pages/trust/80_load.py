"""Load: hand in files, see what each would change, accept or refuse; earlier loads, and undoing them."""

from oba.ui import frame, load_page


def load() -> None:
    visit = frame.begin("Load", trust=True).visit
    load_page.show(visit)
    frame.end(visit)


load()
