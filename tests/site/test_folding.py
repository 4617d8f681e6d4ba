"""On paper the rows of a table that hold no figure stand in one line."""

from __future__ import annotations

import re

import pytest

from oba.site.folding import fold
from oba.site.pages import Site, render
from oba.site.style import make_style
from oba.tasks.tables import Table, make_table

HEADS = ("Period", "Value", "Forecast", "Note")


def table_of(*rows: tuple[str, str, str, str], head: str = "Period") -> Table:
    return make_table((head, *HEADS[1:]), rows, numbers=HEADS[1:3])


def test_years_without_a_figure_are_told_as_runs_each_with_its_reason() -> None:
    without = [(str(year), "no figure", "", "no figure") for year in (1999, 2000, 2001, 2013, 2014)]
    hidden = ("2015", "suppressed", "", "suppressed")
    table = table_of(("1998", "66.5", "", ""), *without[:3], ("2002", "4.1", "", ""), *without[3:], hidden)
    folded = fold(table)
    assert folded.without == (False, True, True, True, False, True, True, True)
    assert folded.said == "No figure published for: 1999 to 2001, 2013 and 2014. Suppressed: 2015."


def test_a_row_with_a_forecast_stays_on_paper() -> None:
    table = table_of(
        ("2019", "not available", "15.5", "not available in 2019"),
        *[(str(year), "", "", "no figure") for year in (2000, 2001, 2002)],
    )
    assert fold(table).without == (False, True, True, True)


def test_areas_are_named_one_by_one_for_they_are_in_no_order() -> None:
    names = ("Hartlepool", "Rochdale", "Salford")
    rows = [(name, "", "", "statistical neighbour in 2019") for name in names]
    folded = fold(table_of(("Middlesbrough", "4", "", ""), *rows, head="Area"))
    assert folded.said == "No figure published for: Hartlepool, Rochdale and Salford."


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_few_rows_are_left_in_their_places(count: int) -> None:
    rows = [(str(2000 + each), "", "", "") for each in range(count)]
    folded = fold(table_of(("1999", "1", "", ""), *rows))
    assert (folded.said, any(folded.without)) == ("", False)


def test_the_line_stands_on_paper_alone_and_the_rows_on_the_screen_alone(site: Site) -> None:
    page = render(site, "indicators/under18_conceptions.html").body.decode()
    assert '<tr class="none"><th scope="row">1999</th>' in page
    assert '<p class="paper">No figure published for: 1999 to 2010, 2013 and 2014.</p>' in page
    screen, paper = make_style().split("@media print")
    assert ".paper{display: none}" in screen
    assert ".none" not in screen
    assert re.search(r"\.none\{display: none\}", paper)
    assert ".paper{display: block}" in paper
