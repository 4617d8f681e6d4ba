"""Every publication on the Publish page: the list, two of them compared, one of them withdrawn."""

from __future__ import annotations

from oba.errors import ObaError
from oba.model.publication import State
from oba.tasks.open_publish import PublishView, view_changes
from oba.tasks.publish import withdraw_publication
from oba.ui import ask, fetch_publishing, frame, html
from oba.ui.desk import Desk
from oba.ui.load_progress import Progress
from oba.ui.publish_form import MOST
from oba.ui.visit import Visit
from oba.words import publishing as words


def show_list(visit: Visit, desk: Desk, view: PublishView) -> None:
    html.show("publish_list.html", rows=view.publications)
    kept = {
        str(one.number): f"{one.number}: {one.note}"
        for one in view.publications
        if one.state != State.WITHDRAWN
    }
    if len(kept) > 1:
        _compare(visit, desk, kept)
    if kept:
        _withdraw(desk, kept)


def _compare(visit: Visit, desk: Desk, kept: dict[str, str]) -> None:
    """The two newest, until others are chosen."""
    newest, before, *_ = kept
    html.show("story_heading.html", heading="Compare two publications", empty="")
    left, right = frame.columns(2)
    among = "a publication that stands"
    first = ask.choose("From", kept, name="from", default=before, place=left, among=among)
    second = ask.choose("To", kept, name="to", default=newest, place=right, among=among)
    try:
        found = fetch_publishing.compared(visit, desk.settings, int(first), int(second), progress=Progress())
    except ObaError as error:
        html.show("error.html", error=error)
        return
    since = f"From publication {first} to publication {second}:" if found else words.NO_DIFFERENCE
    html.show("publish_changes.html", since=since, changes=view_changes(found), heading="")


def _withdraw(desk: Desk, kept: dict[str, str]) -> None:
    """In a part that a reader opens: what is withdrawn does not come back."""
    error = ask.take_refusal("withdraw/")
    with ask.folded("Withdraw a publication", open_now=desk.lies("withdraw/") or error is not None):
        html.show("publish_withdraw.html", how=words.WITHDRAWING)
        newest = next(iter(kept))
        number = ask.draft_pick(
            words.FIELDS["which"], kept, desk=desk, name="withdraw/number", saved=newest
        ).text
        because = ask.draft_text(
            words.FIELDS["because"],
            desk=desk,
            name="withdraw/because",
            saved="",
            version=0,
            lines=False,
            most=MOST,
        ).text
        if shown := ask.press("Withdraw it", name="withdraw", shown=number, main=False):
            try:
                one = withdraw_publication(desk.settings, desk.editor, int(shown), because=because)
            except ObaError as refused:
                ask.leave_refusal(refused, place="withdraw/")
            desk.clear("withdraw/")
            ask.leave_word(words.say_publication(one))
            ask.go()
        if error is not None:
            html.show("error.html", error=error)
