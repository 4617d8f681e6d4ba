"""What the power grid suggests, and in which order it sorts."""

import pytest

from oba.model.choice import Choice, Power
from oba.model.indicator import Standing

H, M, L, NO = Power.HIGH, Power.MEDIUM, Power.LOW, Power.NOT_RATED
HEADLINE, SECONDARY, AGENDA = Standing.HEADLINE, Standing.SECONDARY, Standing.DEVELOPMENT

RULES = [
    ("strong in all three ways", (H, H, H), HEADLINE),
    ("speaks and is central, but has no good figures", (H, H, L), AGENDA),
    ("its figures are middling", (H, H, M), SECONDARY),
    ("good figures of something that is not central", (H, M, H), SECONDARY),
    ("good figures that speak to nobody", (L, H, H), SECONDARY),
    ("middling throughout", (M, M, M), SECONDARY),
    ("weak throughout", (L, L, L), SECONDARY),
    ("not rated in one way", (H, H, NO), None),
    ("not rated at all", (NO, NO, NO), None),
]


@pytest.mark.parametrize(("why", "powers", "standing"), RULES)
def test_what_the_grid_suggests(
    why: str, powers: tuple[Power, Power, Power], standing: Standing | None
) -> None:
    assert Choice("x", *powers).suggest() is standing


def test_the_strongest_sorts_first_and_what_is_not_rated_last() -> None:
    order = [(H, H, H), (H, M, H), (M, H, H), (H, H, M), (M, M, M), (H, L, L), (L, L, L), (NO, NO, NO)]
    rated = [Choice(str(place), *powers) for place, powers in enumerate(order)]
    rated.reverse()
    found = sorted(rated, key=Choice.rank)
    assert [one.indicator for one in found] == ["0", "2", "1", "3", "4", "5", "6", "7"]
