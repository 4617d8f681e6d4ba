"""The plan: its outcomes and indicators, its actions by theme, what they cost, and their timeline."""

from __future__ import annotations

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.tasks.open_whole_plan import open_whole_plan
from oba.words.search import say_plan

ADDRESS = "plan.html"


def make(site: Site, _: str) -> Sent:
    whole = site.keep("whole plan", lambda: open_whole_plan(site.store, today=site.today))
    return fill_page(
        site,
        "plan.html",
        address=ADDRESS,
        title="Plan and actions",
        description=say_plan(
            site.masthead.plan_title,
            themes=[one.title for one in whole.outlines],
            count=whole.plan.count_sentence,
        ),
        whole=whole,
        plan=whole.plan,
    )


PLAN = PageKind(make)
