"""Contrast of every colour, in both themes: 3:1 for marks and 4.5:1 for words."""

from __future__ import annotations

import pytest

from oba.charts.description import Role
from oba.charts.palette import Theme, contrast, of_theme
from oba.words.status import Tone

THEMES = list(Theme)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#FFFFFF", 1.0), ("#767676", "#FFFFFF", 4.54)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_the_background_and_from_the_fan(theme: Theme) -> None:
    palette = of_theme(theme)
    for ground in (palette.background, palette.fan80, palette.fan95):
        for colour in palette.marks:
            assert contrast(colour, ground) >= 3.0, (colour, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_the_background_and_on_the_fan(theme: Theme) -> None:
    palette = of_theme(theme)
    for ground in (palette.background, palette.fan80, palette.fan95):
        for colour in palette.words:
            assert contrast(colour, ground) >= 4.5, (colour, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_of_a_line_has_a_colour_that_is_a_mark(theme: Theme) -> None:
    palette = of_theme(theme)
    bands = (Role.FAN80, Role.FAN95, Role.NEIGHBOURS)
    assert {palette.of_role(role) for role in Role if role not in bands} <= set(palette.marks)


@pytest.mark.parametrize("theme", THEMES)
def test_better_and_worse_have_colours_of_their_own_and_neutral_has_neither(theme: Theme) -> None:
    palette = of_theme(theme)
    assert len({palette.of_tone(tone) for tone in Tone}) == 3
    assert palette.of_tone(Tone.NEUTRAL) == palette.ink


@pytest.mark.parametrize("theme", THEMES)
def test_the_two_greys_of_the_fan_can_be_told_from_each_other_by_their_edge(theme: Theme) -> None:
    palette = of_theme(theme)
    assert contrast(palette.fan80, palette.fan95) >= 1.15
    assert contrast(palette.fan_edge, palette.background) >= 2.4
