"""Baseline: compare scenarios on the chart, agree on one with a reason, freeze it; and all that were frozen before."""

from oba.ui import baseline_page, frame


def baseline() -> None:
    visit = frame.begin("Agree on a baseline", trust=True).visit
    baseline_page.show_page(visit)
    frame.end(visit)


baseline()
