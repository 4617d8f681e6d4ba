"""A theme: what is wanted, who leads, its curves side by side, and what is done."""

from __future__ import annotations

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.views import theme_of, themes_by_name


def make(site: Site, name: str) -> Sent:
    theme = theme_of(site, themes_by_name(site)[name])
    return fill_page(
        site,
        "theme.html",
        address=f"themes/{name}.html",
        title=theme.title,
        description=" ".join(theme.outcomes),
        theme=theme,
    )


THEME = PageKind(make, themes_by_name)
