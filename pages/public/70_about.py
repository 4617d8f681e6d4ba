"""What the words mean, how each finding is made, and who is to be thanked."""

from oba.ui import fetch, frame, html


def about() -> None:
    visit = frame.begin("About").visit
    html.show("about.html", view=fetch.about(visit))
    frame.end(visit)


about()
