"""Load a file of the inbox as it was shown, or say that it is no longer what was shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from oba.errors import NotFoundError
from oba.model.editor import Editor, Right
from oba.model.upload import Receipt, Upload
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.inbox import Inbox, close_upload, companions_of, find_upload
from oba.store.plans import read_plan
from oba.tasks.freeze_baselines import freeze_baselines
from oba.tasks.keep_upload import open_for_work, remove_along
from oba.tasks.preview_upload import Preview, read_upload
from oba.words.loading import LISTS, say_counts, say_wrote

OTHER = "Nothing was written: what this would write has changed since it was shown. Look again: now it would be {now}."
PLAN = "Nothing was written: the plan has changed since this was shown. Look again."
DESCRIBED = "Nothing was written: a file that describes it has come or gone meanwhile. Look again before you accept it."
GONE = "Nothing was written: somebody has loaded or removed this file meanwhile."
DECIDED = "Nothing was written: somebody has answered otherwise meanwhile. Look again before you accept it."
REFUSED = "Nothing was written: look at what is told of it."


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of one file, in a sentence."""

    upload: Upload
    said: str
    written: bool


def accept_upload(settings: Settings, editor: Editor, shown: Preview) -> Accepted:
    """Write what was shown, whole or not at all. A file that would now do something else is not written."""
    inbox = open_for_work(settings)
    editor.require(Right.KEEP_PLAN if shown.is_plan else Right.LOAD_FIGURES)
    settings = replace(settings, user=editor.name)
    waiting = find_upload(inbox, shown.upload.sha256)
    if waiting is None or waiting.receipt is not None:
        return Accepted(shown.upload, GONE, written=False)
    if waiting.decisions != shown.upload.decisions:
        return Accepted(waiting, DECIDED, written=False)
    beside = [one.sha256 for one in companions_of(inbox, waiting)]
    if beside != [one.sha256 for one in shown.along] and not shown.is_plan:
        return Accepted(waiting, DESCRIBED, written=False)
    store = open_store(settings.store)
    try:
        if shown.is_list and (now := _has_changed(store, settings, inbox, shown)) is not None:
            return Accepted(waiting, say_other(now), written=False)
        done = read_upload(store, settings, inbox, waiting, dry_run=False, expect=shown.report.digest)
        if not done.report.written:
            other = done.report.digest not in ("", shown.report.digest)
            return Accepted(waiting, say_other(done) if other else REFUSED, written=False)
        receipt = _receipt(store, settings, done, now=settings.now())
    finally:
        store.close()
    remove_along(settings, waiting)
    close_upload(inbox, waiting.sha256, receipt)
    return Accepted(waiting, receipt.said, written=True)


def accept_clean(settings: Settings, editor: Editor, shown: list[Preview]) -> list[Accepted]:
    """Load every file that nothing stops, plans first; each only if it still does what was shown."""
    clean = [one for one in shown if is_clean(one)]
    ordered = sorted(clean, key=lambda one: (not one.is_plan, _day(one), one.upload.uploaded_at))
    return [accept_upload(settings, editor, one) for one in ordered]


def say_other(now: Preview) -> str:
    """That nothing was written, because the file would now do something else than was shown."""
    if now.is_plan:
        return PLAN
    return OTHER.format(now=say_counts(now.report.counts))


def is_clean(preview: Preview) -> bool:
    """Nothing stops it, and it has something to write."""
    return not preview.report.refused and not preview.report.already_loaded


def _has_changed(store: Store, settings: Settings, inbox: Inbox, shown: Preview) -> Preview | None:
    """The list as it would be read now, where it is another."""
    now = read_upload(store, settings, inbox, shown.upload, dry_run=True)
    return None if now.fingerprint == shown.fingerprint else now


def _receipt(store: Store, settings: Settings, done: Preview, *, now: datetime) -> Receipt:
    report = done.report
    if done.is_plan:
        notes = (*report.notes, *freeze_baselines(store, now=now))
        return Receipt("The plan was changed.", at=now, by=settings.user, notes=notes)
    if done.is_list:
        return Receipt(LISTS[report.format][1], at=now, by=settings.user, notes=report.notes)
    try:
        with store.reading() as connection:
            titles = {one.key: one.title for one in read_plan(connection).indicators}
    except NotFoundError:
        titles = {}
    return Receipt(
        say_wrote(report.counts, indicators=done.adds),
        at=now,
        by=settings.user,
        indicators=tuple((key, titles.get(key, key)) for key in report.indicators),
        notes=report.notes,
    )


def _day(preview: Preview) -> str:
    source = preview.report.source
    return source.published.isoformat() if source and source.published else ""
