"""The one style sheet. Pictures are drawn in light colours, and it has the dark one of each."""

from __future__ import annotations

import re
from dataclasses import astuple

from oba.charts.palette import DARK, LIGHT
from oba.site.kinds import CSS, PageKind, Sent, Site
from oba.site.templating import TEMPLATES

PAINTED = ("fill", "stroke")


def make(_: Site, __: str) -> Sent:
    return Sent(make_style().encode(), CSS)


def make_style() -> str:
    """The style sheet with the rules for drawings on a dark screen."""
    rules = "".join(
        f"svg [{name}={light!r}]{{{name}:{dark}}}" for light, dark in _pairs() for name in PAINTED
    )
    written = pack((TEMPLATES / "style.css").read_text(encoding="utf-8"))
    return f"{written}@media screen and (prefers-color-scheme:dark){{{rules}}}\n"


def pack(style: str) -> str:
    """The same rules without comments and without spaces that mean nothing. No text in quotes may hold `{ } ; ,`."""
    short = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return re.sub(r"\s*([{};,])\s*", r"\1", short).replace(";}", "}").strip()


def _pairs() -> list[tuple[str, str]]:
    """Each light colour once, with the dark one of the same role."""
    return list(dict(zip(astuple(LIGHT), astuple(DARK), strict=True)).items())


STYLE = PageKind(make)
