"""Every figure, to take away."""

from oba.ui import fetch, frame, show


def download() -> None:
    visit = frame.begin("Download").visit
    show.downloads(visit, fetch.download(visit))
    frame.end(visit)


download()
