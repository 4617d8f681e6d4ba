"""The small picture in a browser's tab: a curve that turns. One file of three sizes, which every browser knows."""

from __future__ import annotations

import struct
from functools import cache

from oba.charts import export
from oba.charts.palette import LIGHT
from oba.site.kinds import PageKind, Sent, Site

ADDRESS = "favicon.ico"
ICO = "image/x-icon"
SIZES = (16, 32, 48)
DRAWN = 16
PICTURE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{DRAWN}" height="{DRAWN}" viewBox="0 0 16 16">'
    f'<rect width="16" height="16" rx="3" fill="{LIGHT.focus}"/>'
    f'<path d="M2.5 4.5C5 4.5 6 11.5 8.5 11.5S11.5 6 13.5 4.5" fill="none" stroke="{LIGHT.background}" '
    'stroke-width="2" stroke-linecap="round"/></svg>'
)


@cache
def make_icon() -> bytes:
    """Pictures of each size as PNG behind a directory that says where each stands, as the format has it."""
    drawn = [export.to_png(PICTURE, scale=size / DRAWN) for size in SIZES]
    place = 6 + 16 * len(SIZES)
    listed, pictures = struct.pack("<HHH", 0, 1, len(SIZES)), b""
    for size, picture in zip(SIZES, drawn, strict=True):
        where = place + len(pictures)
        listed += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), where)
        pictures += picture
    return listed + pictures


def make(_: Site, __: str) -> Sent:
    return Sent(make_icon(), ICO)


ICON = PageKind(make)
