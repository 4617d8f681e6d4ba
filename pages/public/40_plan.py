"""The action plan in its own columns: what, by whom, at what cost, by when, and how it goes."""

from oba.ui import actions_list, frame, show


def plan() -> None:
    visit = frame.begin("Plan and actions").visit
    actions_list.show_list(visit)
    if not visit.published:
        show.plan_workbook(visit)
    frame.end(visit)


plan()
