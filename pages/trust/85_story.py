"""Story: what helps and what hinders a curve, what people say of it, and what is not known."""

from oba.ui import frame, story_page


def story() -> None:
    visit = frame.begin("The story behind the baseline", trust=True).visit
    story_page.show_page(visit)
    frame.end(visit)


story()
