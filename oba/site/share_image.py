"""The picture that a link to a curve is shown with where it is shared: its finding, and the curve itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from oba.charts import export, svg, turn_the_curve
from oba.charts.curve import Options
from oba.tasks.draw_curve import make_curve
from oba.tasks.gather import Gathered
from oba.words.numbers import say_unit
from oba.words.publications import say_whose

SIZE = (1200, 630)
"""Width and height in pixels: what is asked for where links are shared."""
DRAWN = (720, 378)
"""The same shape with letters that can be read when the picture is as small as a phone is wide."""
PLAIN = Options(show_interval=False, show_comparators=False, show_neighbours=False)
PNG = "image/png"


def draw_share_image(found: Gathered, indicator: str, *, today: date) -> bytes:
    """A PNG, the same for the same figures on every machine. It costs some 50 ms: it is made when it is asked for."""
    return export.to_png(draw_share_svg(found, indicator, today=today), scale=SIZE[0] / DRAWN[0])


def draw_share_svg(found: Gathered, indicator: str, *, today: date) -> str:
    """What was gathered is of the plan's own area, and need not be whole."""
    described = turn_the_curve.describe(make_curve(found, indicator, options=PLAIN, today=today))
    one = found.indicator(indicator)
    plain = replace(
        described,
        subtitle=f"{found.place.name}. {say_unit(one)}",
        source=say_whose(found.book.plan.title, example=found.book.plan.example),
        notes=(),
    )
    return svg.draw(plain, width=DRAWN[0], height=DRAWN[1])
