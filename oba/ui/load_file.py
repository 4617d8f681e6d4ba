"""One file of the inbox on the Load page: what it is, what is asked, what it would change, accept or refuse."""

from __future__ import annotations

from dataclasses import replace

from oba.model.editor import editor_of
from oba.model.release import Answer, QuestionKind
from oba.model.upload import Decisions, Upload
from oba.settings import Settings
from oba.tasks.accept_upload import accept_upload, say_other
from oba.tasks.keep_upload import decide, refuse_upload
from oba.tasks.open_load import LoadFileView, open_load
from oba.tasks.open_problems import QuestionView
from oba.tasks.preview_upload import Preview, say_again
from oba.tasks.release_age import OLDER
from oba.tasks.write_corrected_copy import has_cells_to_mark
from oba.ui import ask, fetch_previews, frame, html, load_measures, show
from oba.ui.load_progress import Progress
from oba.ui.visit import Visit
from oba.words.labels import in_words
from oba.words.loading import say_time

WRITING = "Reading it once more and writing it"
SAME = "The name that stays the same from one release to the next"
MOST_ASKED = 40
MANY = 4
"""More cells than this that are asked about in one file can be answered for at once."""


def show_file(visit: Visit, settings: Settings, upload: Upload) -> None:
    """The whole of one file; every answer reads it again."""
    if upload.receipt is not None:
        html.show("load_receipt.html", upload=upload, when=say_time(upload.receipt.at))
        return
    progress = Progress()
    preview = fetch_previews.preview(visit, settings, upload, progress=progress.of(upload.name))
    progress.end()
    view = open_load(preview)
    html.show("load_file.html", view=view)
    if not view.is_plan and not preview.is_own:
        _ask_source(settings, preview)
    if not view.is_plan or view.questions or upload.decisions.answers:
        _ask_questions(settings, upload, view)
    html.show("load_problems.html", view=view)
    if view.choices:
        html.show("load_new.html", view=view)
        load_measures.ask_measures(settings, preview, view)
    html.show("load_preview.html", view=view)
    _offer_deeds(settings, preview, view)


def _ask_source(settings: Settings, preview: Preview) -> None:
    """Publisher, title and the rest: as the file or its last release says, to be put right by a person."""
    upload, report = preview.upload, preview.report
    if not report.format:
        return
    said = say_again(report, upload.decisions)
    missing = not (said.publisher and said.title)
    with ask.folded("Where these figures come from", open_now=missing), ask.form("source"):
        given = _source_fields(said)
        if ask.send("Save this and read the file again"):
            old = upload.decisions
            _decide(
                settings, upload, replace(given, answers=old.answers, picks=old.picks, records=old.records)
            )


def _source_fields(said: Decisions) -> Decisions:
    """Two fields side by side, so that they also follow one another well on a narrow screen."""
    left, right = frame.columns(2)
    with left:
        publisher = ask.text("Publisher (needed)", name="publisher", value=said.publisher)
    with right:
        title = ask.text("Title (needed)", name="title", value=said.title, hint=SAME)
    left, right = frame.columns(2)
    with left:
        release = ask.text("Release", name="release", value=said.release, hint="Such as 2025 or March 2026")
    with right:
        published = ask.day("Published on", name="published", value=said.published)
    left, right = frame.columns(2)
    with left:
        licence = ask.text("Licence", name="licence", value=said.licence)
    with right:
        address = ask.text("Public page", name="address", value=said.address)
    return Decisions(publisher, title, release, address, licence, published)


def _ask_questions(settings: Settings, upload: Upload, view: LoadFileView) -> None:
    """One answer for all cells of a question; answers are kept with the file at once."""
    if view.questions:
        html.show(
            "load_questions.html",
            number=len(view.questions),
            shown=min(len(view.questions), MOST_ASKED),
            ours=all(one.kind in (QuestionKind.ACTION, QuestionKind.PLAN) for one in view.questions),
        )
        with ask.form("questions"):
            given = [_ask_one(number, one) for number, one in enumerate(view.questions[:MOST_ASKED])]
            cells = [
                one
                for one in view.questions
                if one.kind is QuestionKind.ACCEPT and not one.subject.startswith(OLDER)
            ]
            many = len(cells) > MANY and ask.tick(
                f"All {len(cells):,} cells that are asked about are right as they stand", name="right"
            )
            if ask.send("Answer and read the file again"):
                said = [one for one in given if one is not None]
                right = [Answer(one.kind, one.subject, "yes") for one in cells] if many else []
                _decide(settings, upload, _answered(upload.decisions, [*right, *said]))
    if upload.decisions.answers:
        html.show("load_answers.html", answers=upload.decisions.answers)
        if ask.button("Take these answers back", name="answers"):
            _decide(settings, upload, replace(upload.decisions, answers=()))


def _ask_one(number: int, one: QuestionView) -> Answer | None:
    where = f" ({one.where})" if one.where else ""
    label = ask.Said(in_words(f"Question {number + 1}: {one.asked}") + where)
    hint = ask.plain(in_words(one.hint))
    name = f"question_{one.kind}_{one.subject}"
    if one.choices:
        said = ask.pick(label, one.choices, name=name, value=None, hint=hint)
    else:
        said = ask.text(label, name=name, value="", hint=hint)
    return Answer(one.kind, one.subject, said) if said else None


def _answered(old: Decisions, given: list[Answer]) -> Decisions:
    """The newest answer to each question."""
    kept = {(one.kind, one.subject): one for one in (*old.answers, *given)}
    return replace(old, answers=tuple(kept.values()))


def _decide(settings: Settings, upload: Upload, decisions: Decisions) -> None:
    decide(settings, upload, decisions)
    ask.go(file=upload.short)


def _offer_deeds(settings: Settings, preview: Preview, view: LoadFileView) -> None:
    upload = preview.upload
    html.show("load_deed.html", view=view)
    with ask.row():
        shown = preview.fingerprint
        if view.deed and (pressed := ask.press(view.deed, name="accept", shown=shown)):
            Progress().say(upload.name, WRITING)
            said = (
                accept_upload(settings, editor_of(settings), preview).said
                if pressed == shown
                else say_other(preview)
            )
            ask.leave_word(f"{upload.name}: {said}")
            ask.go(file=upload.short)
        if has_cells_to_mark(preview):
            show.marked_copy(settings, preview)
        if ask.button("Refuse it and take it off the list", name="refuse"):
            refuse_upload(settings, upload)
            ask.leave_word(f"{upload.name} was taken off the list. Nothing was written.")
            ask.go()
