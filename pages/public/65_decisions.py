"""How the dashboard decides: every rule with an example that the tests work out."""

from oba.ui import fetch, frame, html


def decisions() -> None:
    visit = frame.begin("How the dashboard decides").visit
    html.show("decisions.html", view=fetch.decisions(visit))
    frame.end(visit)


decisions()
