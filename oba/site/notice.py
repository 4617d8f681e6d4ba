"""A page that needs no published copy: it says that there is none, or that it cannot be used."""

from __future__ import annotations

from oba.site import templating
from oba.words.numbers import begin


def make_notice(title: str, said: str, *, root: str, link: bool = False) -> str:
    """`root` is the way up to the root of the site; with `link` the newest publication stands there."""
    return templating.fill("notice.html", title=title, said=begin(said), root=root, link=link)
