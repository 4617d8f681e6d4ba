"""Whether the figures can be trusted: their quality, how current and complete they are, where each comes from."""

from __future__ import annotations

from dataclasses import dataclass

from oba.model.release import Source
from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.structured import is_web
from oba.site.views import found_of
from oba.tasks.open_data import open_data
from oba.tasks.standing_releases import list_standing
from oba.words.numbers import say_date

ADDRESS = "data.html"
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Origin:
    """A release that figures come from. `link` is its address on the web, '' where it is none."""

    title: str
    link: str
    publisher: str
    release: str
    published: str
    licence: str


def make(site: Site, _: str) -> Sent:
    view = site.keep("data", lambda: open_data(site.store, today=site.today, published=True))
    return fill_page(
        site,
        "data.html",
        address=ADDRESS,
        title="How current the data are",
        description=f"{view.tally} {view.summary}",
        view=view,
        origins=site.keep("origins", lambda: _list_origins(site)),
    )


def _list_origins(site: Site) -> tuple[Origin, ...]:
    return tuple(_origin(one.source) for one in list_standing(site.store, found_of(site)))


def _origin(source: Source) -> Origin:
    return Origin(
        title=source.title,
        link=source.address if is_web(source.address) else "",
        publisher=source.publisher,
        release=source.release or NOT_STATED,
        published=say_date(source.published) if source.published else NOT_STATED,
        licence=source.licence or NOT_STATED,
    )


DATA = PageKind(make)
