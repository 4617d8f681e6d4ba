"""The Partners page: all of them, one with all that is its own, or what each brings to one curve."""

from __future__ import annotations

from functools import partial

from oba.settings import read_settings
from oba.tasks.open_partner import PartnerDesk, open_new_partner, open_partner
from oba.tasks.open_partners import (
    ContributionsDesk,
    PartnersOverview,
    list_partner_names,
    open_contributions,
    open_partners,
)
from oba.ui import ask, fetch, frame, html, show
from oba.ui.contribution_form import add_here, change_here, contribution_name
from oba.ui.desk import open_desk
from oba.ui.partner_form import add_partner_here, change_partner_here, show_leaving
from oba.ui.visit import Visit
from oba.words import partners as words
from oba.words.story import say_history

ALL, NONE = "all", "none"
DEED = "change contribution"


def show_page(visit: Visit) -> None:
    """What the address names: a partner, or a curve; else every partner."""
    names: dict[str, str] = fetch.result_of(visit, list_partner_names)
    curves = fetch.curve_choices(visit).indicators
    left, right = frame.columns(2)
    partner = ask.choose(
        "Partner",
        {ALL: "All partners", **names},
        name="partner",
        default=ALL,
        place=left,
        drops=("indicator", "edit"),
        among="a partner of this plan",
    )
    curve = ask.choose(
        "What partners bring to a curve",
        {NONE: "Choose a curve", **curves},
        name="indicator",
        default=NONE,
        place=right,
        drops=("partner", "edit"),
    )
    if curve != NONE:
        show_here(visit, curve, head=True)
        return
    with frame.slot():
        if said := ask.take_word():
            html.show("story_done.html", said=said)
    if partner == ALL:
        _show_all(visit)
    else:
        _show_one(visit, partner)


def show_here(visit: Visit, indicator: str, *, head: bool = False) -> None:
    """What each partner brings to one curve, with its deeds and a form for more; on the page of a meeting too."""
    desk = open_desk(visit, read_settings(), within=f"contributions/{indicator}")
    deed, named = ask.take_deed(DEED)
    if deed:
        ask.readdress(edit=named)
    view: ContributionsDesk = fetch.result_of(visit, open_contributions, indicator=indicator)
    html.show("contributions_head.html", view=view, head=head)
    with frame.slot():
        if said := ask.take_word():
            html.show("story_done.html", said=said)
    html.show("story_heading.html", heading="Partners", empty="" if view.shown else words.NONE_YET)
    for place, (one, shown) in enumerate(zip(view.contributions, view.shown, strict=True), start=1):
        with frame.slot():
            if ask.address("edit") == contribution_name(one):
                change_here(desk, view, one, name=shown.name)
            else:
                html.show("contribution.html", one=shown)
                label = ask.Said(f"Change what {shown.name} brings")
                ask.offer(label, name=f"contribution_{place}", deed=DEED, shown=contribution_name(one))
    add_here(desk, view)
    summary = say_history(len(view.history.rows))
    html.show("contributions_history.html", view=view, summary=summary)


def _show_all(visit: Visit) -> None:
    view: PartnersOverview = fetch.result_of(visit, open_partners, today=visit.today)
    html.show("partners.html", view=view)
    desk = open_desk(visit, read_settings(), within="partner/new")
    add_partner_here(desk, fetch.result_of(visit, open_new_partner))


def _show_one(visit: Visit, key: str) -> None:
    view: PartnerDesk = fetch.result_of(visit, open_partner, partner=key, today=visit.today)
    desk = open_desk(visit, read_settings(), within=f"partner/{key}")
    html.show("partner_head.html", view=view)
    change_partner_here(desk, view)
    html.show("partner.html", view=view, words=words)
    if view.template:
        make = partial(fetch.template, visit, key)
        show.workbook(f"Template for {view.name}", make, name=view.template)
    show_leaving(desk, view)
    html.show("partner_history.html", view=view, summary=say_history(len(view.history.rows)))
