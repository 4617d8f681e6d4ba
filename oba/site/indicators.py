"""The report of one curve, in the order of the talk: in full, in plain words, for another page, as a picture."""

from __future__ import annotations

from typing import Any

from oba.model.page_name import name_page
from oba.site.frame import fill_page
from oba.site.kinds import SVG, PageKind, Sent, Site
from oba.site.open_files import curve_files
from oba.site.pictures import share_indicator
from oba.site.views import chart_of, indicator_of, indicators_by_name, plain_of
from oba.words.reading_pages import IN_PLAIN_WORDS, say_embedding


def make(site: Site, name: str) -> Sent:
    return _fill(site, "indicator.html", name=name, address=f"indicators/{name}.html")


def make_plain(site: Site, name: str) -> Sent:
    address = f"indicators/{name}-plain.html"
    plain = plain_of(site, indicators_by_name(site)[name])
    return _fill(
        site, "indicator_plain.html", name=name, address=address, suffix=f", {IN_PLAIN_WORDS}", plain=plain
    )


def make_embedded(site: Site, name: str) -> Sent:
    """The chart with its sentence and its source, for an <iframe> on another page."""
    return _fill(site, "embed.html", name=name, address=f"embed/{name}.html")


def make_picture(site: Site, name: str) -> Sent:
    """The chart as a file of its own, with its title and its source."""
    return Sent(chart_of(site, indicators_by_name(site)[name]).source.encode(), SVG)


def _fill(site: Site, template: str, *, name: str, address: str, suffix: str = "", **more: Any) -> Sent:
    key = indicators_by_name(site)[name]
    view = indicator_of(site, key)
    above, theme = f"themes/{name_page(view.name.theme_key)}.html", view.name.theme_title
    return fill_page(
        site,
        template,
        address=address,
        title=view.name.heading + suffix,
        description=view.title_sentence,
        crumbs=((above, theme),) if theme else (),
        share=share_indicator(site, key, whole=not suffix),
        name=name,
        view=view,
        chart=chart_of(site, key),
        files=tuple((one, one.rpartition(".")[2].upper()) for one in curve_files(site, key)),
        embedding=say_embedding(site.address, name=name, title=view.title_sentence),
        **more,
    )


INDICATOR = PageKind(make, indicators_by_name)
PLAIN = PageKind(make_plain, indicators_by_name)
EMBEDDED = PageKind(make_embedded, indicators_by_name)
PICTURE = PageKind(make_picture, indicators_by_name)
