"""Whether the figures can be trusted: their quality, how current and complete they are, where each comes from."""

from __future__ import annotations

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.tasks.open_data import open_data

ADDRESS = "data.html"


def make(site: Site, _: str) -> Sent:
    view = site.keep("data", lambda: open_data(site.store, today=site.today, published=True))
    return fill_page(
        site,
        "data.html",
        address=ADDRESS,
        title="How current the data are",
        description=f"{view.tally} {view.summary}",
        view=view,
    )


DATA = PageKind(make)
