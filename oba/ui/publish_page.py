"""The Publish page from top to bottom: checklist, texts to read, rules, what has changed, approval, publications."""

from __future__ import annotations

from oba.errors import ObaError
from oba.model.release_time import find_next, read_release_at
from oba.settings import Settings, read_settings
from oba.tasks.open_publish import PublishView, open_publish
from oba.tasks.publish import Wish, approve_publication
from oba.tasks.tell_publishing import tell_approved
from oba.ui import ask, fetch, fetch_publishing, frame, html, publish_form, publish_list
from oba.ui.desk import Desk, open_desk
from oba.ui.load_progress import Progress
from oba.ui.visit import Visit
from oba.words import publishing as words

APPROVE = "approve"
"""The form that shows why an approval was refused."""


def show_page(visit: Visit) -> None:
    settings = read_settings()
    if said := ask.take_word():
        html.show("story_done.html", said=said)
    if (refusal := ask.take_refusal()) is not None:
        html.show("error.html", error=refusal)
    progress = Progress()
    prepared = fetch_publishing.prepared(visit, settings, progress=progress)
    view = open_publish(fetch.reading_store(visit), prepared)
    desk = open_desk(visit, settings, within="publish")
    html.show("publish_head.html", view=view)
    html.show("publish_checks.html", view=view)
    publish_form.show_again(desk, view)
    publish_form.show_texts(desk, view)
    publish_form.show_revisions(desk, view)
    html.show("publish_changes.html", since=view.since, changes=view.changes, heading="What has changed")
    _approve(settings, desk, view)
    publish_form.show_rules(desk, view)
    publish_list.show_list(visit, desk, view)


def _approve(settings: Settings, desk: Desk, view: PublishView) -> None:
    """Who, what has changed, when, and the button; where something blocks, only why there is none."""
    html.show("publish_approve.html", view=view)
    if view.waiting or not view.ready:
        publish_form.refused(APPROVE)
        return
    left, right = frame.columns(2)
    with left:
        by = ask.draft_text(
            words.FIELDS["by"], desk=desk, name="by", saved=desk.editor.name, version=0, lines=False, most=200
        )
    with right:
        whens = words.list_whens(find_next(settings.now()))
        when = ask.draft_pick(words.FIELDS["at"], whens, desk=desk, name="at", saved=words.WHEN_NOW)
    day = ""
    if when.text == words.WHEN_DAY:
        day = ask.draft_day(words.FIELDS["day"], desk=desk, name="day", saved="").text
    note = ask.draft_text(
        words.FIELDS["note"], desk=desk, name="note", saved="", version=0, most=publish_form.MOST
    )
    label = words.APPROVE_NOW if when.text == words.WHEN_NOW else words.APPROVE_LATER
    if shown := ask.press(label, name="approve", shown=str(view.version)):
        at = day if when.text == words.WHEN_DAY else when.text
        _do(settings, desk, by.text, note.text, at or "no day", int(shown))
    publish_form.refused(APPROVE)


def _do(settings: Settings, desk: Desk, by: str, note: str, at: str, shown: int) -> None:
    """Either way the page is shown anew, with what was done or what was refused."""
    progress = Progress()
    try:
        wish = Wish(note, read_release_at(at, now=settings.now()), shown)
        editor = publish_form.named(desk, by)
        one = approve_publication(
            settings, editor, wish, progress=fetch_publishing.telling(progress, words.PUBLISHING)
        )
    except ObaError as error:
        progress.end()
        ask.leave_refusal(error, place=APPROVE)
    desk.clear("note", "at", "day")
    ask.leave_word(tell_approved(one))
    ask.go()
