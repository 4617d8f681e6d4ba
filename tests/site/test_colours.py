"""Contrast of every pair of colours of the style sheet and of the charts on its paper, in light and in dark."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest

from oba.charts.palette import Theme, contrast, of_theme
from oba.site.templating import TEMPLATES

STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")
SCHEMES = dict(zip(Theme, re.findall(r":root \{([^}]*)\}", STYLE), strict=True))
THEMES = list(Theme)
MARKED, ON_MARK = "#fd0", "#1d1d1f"
"""The yellow of the focus and of the word Example, and the black that goes with it."""


def colours(theme: Theme) -> dict[str, str]:
    return {name: whole(found) for name, found in re.findall(r"--(\w+): (#\w+)", SCHEMES[theme])}


def whole(colour: str) -> str:
    """`#fd0` as `#ffdd00`."""
    return colour if len(colour) == 7 else "#" + "".join(one * 2 for one in colour[1:])


def test_the_style_sheet_has_no_colour_but_those_that_are_tried_here() -> None:
    rules = re.sub(r":root \{[^}]*\}", "", STYLE)
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) == {MARKED, ON_MARK}
    assert not re.search(r"\b(?:rgba?|hsla?|oklch|color-mix)\(|opacity", rules)
    assert [set(colours(theme)) for theme in THEMES] == [
        {"paper", "ink", "quiet", "line", "soft", "accent"}
    ] * 2


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "soft"])
@pytest.mark.parametrize("word", ["ink", "quiet", "accent"])
def test_words_can_be_read_on_paper_and_on_what_is_set_off(word: str, ground: str, theme: Theme) -> None:
    found = colours(theme)
    assert contrast(found[word], found[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "soft"])
def test_the_focus_stands_out_from_whatever_it_is_on(ground: str, theme: Theme) -> None:
    on = colours(theme)[ground]
    assert max(contrast(whole(MARKED), on), contrast(ON_MARK, on)) >= 3.0
    assert contrast(whole(MARKED), ON_MARK) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_charts_stand_out_from_the_paper_of_the_page(theme: Theme) -> None:
    paper, palette = colours(theme)["paper"], of_theme(theme)
    assert [one for one in palette.words if contrast(one, paper) < 4.5] == []
    assert [one for one in palette.marks if contrast(one, paper) < 3.0] == []


def test_every_colour_of_a_chart_has_one_dark_colour_of_its_own_so_that_no_two_roles_become_one() -> None:
    light, dark = astuple(of_theme(Theme.LIGHT)), astuple(of_theme(Theme.DARK))
    both: dict[str, set[str]] = {}
    for one, other in zip(light, dark, strict=True):
        both.setdefault(one, set()).add(other)
    assert {one: found for one, found in both.items() if len(found) > 1} == {}
