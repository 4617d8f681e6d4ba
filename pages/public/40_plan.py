"""The action plan in its own columns: what, by whom, at what cost, by when."""

from oba.ui import ask, fetch, frame, show


def plan() -> None:
    visit = frame.begin("Plan and actions").visit
    choices = fetch.plan_choices(visit)
    one, two, three = frame.columns(3)
    view = fetch.plan(
        visit,
        theme=ask.choose("Theme", choices.themes, name="theme", default="all", place=one),
        by_whom=ask.choose("By whom", choices.by_whom, name="by", default="all", place=two),
        status=ask.choose("Status", choices.statuses, name="status", default="all", place=three),
    )
    show.plan(view)
    frame.end(visit)


plan()
