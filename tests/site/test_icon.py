"""The small picture in a browser's tab."""

from __future__ import annotations

import struct

import pytest

from oba.site.icon import SIZES, make_icon
from oba.site.pages import Site, render


def test_the_picture_is_drawn_in_each_size_that_its_directory_lists() -> None:
    icon = make_icon()
    assert struct.unpack_from("<HHH", icon) == (0, 1, len(SIZES))
    for number, size in enumerate(SIZES):
        width, height, *_, length, where = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * number)
        picture = icon[where : where + length]
        assert (width, height) == (size, size)
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert picture.endswith(b"IEND\xaeB`\x82")
        assert struct.unpack_from(">II", picture, 16) == (size, size)


def test_the_picture_is_a_small_file() -> None:
    assert len(make_icon()) < 3_000


@pytest.mark.parametrize(
    ("address", "link"),
    [("index.html", "favicon.ico"), ("indicators/suspensions.html", "../favicon.ico")],
)
def test_every_page_names_it_from_where_it_stands_and_brings_none_of_it_along(
    address: str, link: str, site: Site
) -> None:
    assert f'<link rel="icon" href="{link}">' in render(site, address).body.decode()
    assert render(site, "favicon.ico").media_type == "image/x-icon"
