"""The page What works: ideas in the group's order, each written, rated and made an action in place."""

from __future__ import annotations

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.model.idea import Idea
from oba.settings import read_settings
from oba.tasks.open_ideas import IdeasDesk, IdeaView, open_ideas
from oba.tasks.record_idea import bring_back, make_action
from oba.ui import ask, fetch, frame, html, show
from oba.ui.desk import Desk, open_desk
from oba.ui.ideas_form import add_here, ask_why, change_here, idea_name, rate_here, rating_name
from oba.ui.visit import Visit
from oba.words import ideas as words
from oba.words.story import say_conflict

DEEDS = ("idea_edit", "idea_action", "idea_back")


def show_page(visit: Visit) -> None:
    """Choose an indicator; its ideas; then those withdrawn, and every edit."""
    choices = fetch.curve_choices(visit)
    key = ask.choose(
        "Indicator", choices.indicators, name="indicator", default=choices.indicator, drops=("edit",)
    )
    view = show_here(visit, key, head=True)
    if view.withdrawn:
        with ask.folded(words.say_withdrawn(len(view.withdrawn))):
            for place, one in enumerate(view.withdrawn, start=1):
                html.show("idea_withdrawn.html", one=one)
                ask.offer(f"Bring back {place}", name=f"idea_back_{place}", deed="idea_back", shown=one.key)
    html.show("idea_history.html", view=view, summary=words.say_history(view.edits))


def show_here(
    visit: Visit, indicator: str, *, head: bool = False, asks_why: bool = True, after_quick: bool = False
) -> IdeasDesk:
    """The ideas of one indicator with their deeds and a form for more, for any page of the working instance.

    What a button asked for is done first. The address says under `edit` which idea is being written or rated, and keeps
    all else. With `asks_why` the reason is asked for where ideas stand and none of them is cheap. It is
    `after_quick` below the quick field of a meeting.
    """
    desk = open_desk(visit, read_settings(), within=f"ideas/{indicator}")
    visit = _do(visit, desk, in_meeting=after_quick)
    view = _open(visit, indicator)
    if head:
        html.show("idea_head.html", view=view)
    with frame.slot():
        if said := ask.take_word():
            html.show("story_done.html", said=said)
    html.show("idea_explained.html", view=view)
    edited = ask.address("edit")
    for idea, shown in zip(view.ideas, view.views, strict=True):
        with frame.slot():
            html.show("idea.html", one=shown, label=f"Idea {shown.place}")
            if edited == idea_name(idea):
                change_here(desk, view, idea, place=shown.place)
            elif edited == rating_name(idea):
                rate_here(desk, view, idea, place=shown.place)
            else:
                _offer_deeds(desk, idea, shown)
    add_here(desk, view, after_quick=after_quick)
    if asks_why and view.ideas and view.lacks_cheap:
        ask_why(desk, view)
    return view


def ask_why_here(visit: Visit, indicator: str) -> bool:
    """At the end of a talk: ask why no idea costs nothing or little, where none does. Whether it was asked.

    Not on one screen with `show_here`, unless that is told not to ask.
    """
    view = _open(visit, indicator)
    if view.lacks_cheap:
        ask_why(open_desk(visit, read_settings(), within=f"ideas/{indicator}"), view)
    return view.lacks_cheap


def _open(visit: Visit, indicator: str) -> IdeasDesk:
    view: IdeasDesk = fetch.result_of(visit, open_ideas, indicator=indicator, today=visit.today)
    return view


def _do(visit: Visit, desk: Desk, *, in_meeting: bool) -> Visit:
    """Do what a button asked for before anything is shown; what cannot be done is said."""
    deed, shown = ask.take_deed(*DEEDS)
    key, _, version = shown.partition(" ")
    if deed == "idea_edit":
        ask.readdress(edit=shown)
    if deed not in ("idea_action", "idea_back"):
        return visit
    try:
        if deed == "idea_action":
            number = make_action(desk.settings, desk.editor, key, version=int(version))
            ask.leave_word(words.say_made(number, in_meeting=in_meeting))
        else:
            bring_back(desk.settings, desk.editor, key)
            ask.leave_word("The idea stands again.")
    except EditConflict as error:
        ask.leave_word(say_conflict(error.by))
    except ObaError as error:
        ask.leave_word(str(error))
    return frame.renew(visit)


def _offer_deeds(desk: Desk, idea: Idea, shown: IdeaView) -> None:
    place = shown.place
    with ask.row():
        ask.offer(f"Rate {place}", name=f"idea_rate_{place}", deed="idea_edit", shown=rating_name(idea))
        if not idea.action:
            version = f"{idea.key} {idea.version}"
            ask.offer(
                f"Make {place} an action", name=f"idea_action_{place}", deed="idea_action", shown=version
            )
        ask.offer(f"Change {place}", name=f"idea_change_{place}", deed="idea_edit", shown=idea_name(idea))
        if idea.file_sha256:
            show.evidence(desk.settings, idea.file_name, idea.file_sha256)
