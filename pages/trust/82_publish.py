"""Publish: what stands in the way, what has changed, and the approval; every publication, compared or withdrawn."""

from oba.ui import frame, publish_page


def publish() -> None:
    visit = frame.begin("Publish", trust=True).visit
    publish_page.show_page(visit)
    frame.end(visit)


publish()
