"""What is said where there is no such page."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlsplit

from markupsafe import Markup

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.sharing import Share, base_of
from oba.site.style import make_style

ADDRESS = "404.html"


def render_missing(site: Site, *, root: str, styled: bool = False) -> Sent:
    """`root` is the way from the address that was asked for up to the root of the site, such as `../../`.

    A page that is `styled` brings the style sheet along, for where the link to it may lead nowhere.
    """
    style = make_style() if styled else ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return fill_page(
        site,
        "missing.html",
        address=ADDRESS,
        title="There is no such page",
        share=Share(listed=False),
        root=root,
        style=Markup(style),  # noqa: S704 our own style sheet
        own_style=f"'sha256-{digest}'",
    )


def make(site: Site, _: str) -> Sent:
    """The file that a web host sends at whatever depth nothing is found.

    No link from there can be relative: it begins at the root of the host, where the site knows its own address. Where
    it does not, the file is right at the root of the site only, and says in words what else to do.
    """
    base = base_of(site)
    below = f"publications/{site.facts.number}/" if site.newest_home else ""
    return render_missing(site, root=(urlsplit(base).path or "/") + below if base else "", styled=True)


MISSING = PageKind(make)
