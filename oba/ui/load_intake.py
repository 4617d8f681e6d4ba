"""The inbox on the Load page: hand files in, see what waits, look at all of it, load what is clean."""

from __future__ import annotations

from oba.model.editor import editor_of
from oba.model.upload import Upload
from oba.settings import Settings
from oba.tasks.accept_upload import accept_clean, is_clean
from oba.tasks.keep_upload import find_waiting, keep_files, list_waiting, refuse_upload, say_bound
from oba.tasks.open_waiting import open_waiting, say_clean
from oba.tasks.preview_upload import Preview
from oba.ui import ask, fetch, fetch_previews, html, show
from oba.ui.load_progress import Progress
from oba.ui.visit import Visit

MEGABYTES = 10
NOT_HERE = "The file that this address names is not waiting here. It may have been removed."
CHANGED = "Nothing was written: the files or the figures have changed since this was shown. Look again."
LOOK, ALL = "look", "all"
HINT = (
    "Excel (.xlsx, .xlsm), OpenDocument (.ods), CSV or text (.csv, .tsv, .txt), compressed CSV (.csv.gz) and Parquet, "
    "10 MB each. A plan workbook is taken too. A .meta.csv or .source.toml goes with the file whose name it bears."
)


def take_files(visit: Visit, settings: Settings) -> None:
    """Keep what is dropped at once, so that a reload loses nothing, and show it. The plan can be taken along too."""
    html.show("load_intro.html", hint=HINT)
    if fetch.masthead(visit).has_plan:
        with ask.folded("Change the plan in Excel"):
            html.show("load_plan.html")
            show.plan_workbook(visit)
    given = ask.files("Choose or drag files", name="load", megabytes=MEGABYTES)
    if not given:
        return
    kept = keep_files(settings, given)
    ask.forget_files("load")
    if said := say_bound(settings, kept):
        ask.leave_word(said)
    own = {one.sha256 for one in list_waiting(settings)}
    shown = [one for one in kept if one.sha256 in own]
    ask.go(**({"file": shown[0].short} if len(shown) == 1 else {LOOK: ALL}))


def chosen_file(settings: Settings) -> Upload | None:
    """The file that the address names. An address that names none says so."""
    asked = ask.address("file")
    found = find_waiting(settings, asked) if asked else None
    if asked and found is None:
        html.show(
            "load_word.html",
            said=NOT_HERE,
        )
    return found


def show_waiting(visit: Visit, settings: Settings) -> None:
    """Every file that waits, in one line each, and what can be done with all of them."""
    waiting = list_waiting(settings)
    if not waiting:
        html.show("load_waiting.html", view=None)
        return
    if ask.address(LOOK) == ALL:
        progress = Progress()
        for number, one in enumerate(waiting, start=1):
            fetch_previews.preview(
                visit, settings, one, progress=progress.of(f"{one.name} ({number:,} of {len(waiting):,})")
            )
        progress.end()
    found = {one.sha256: fetch_previews.kept_preview(visit, settings, one) for one in waiting}
    html.show("load_waiting.html", view=open_waiting(waiting, found))
    _offer_actions(settings, waiting, [one for one in found.values() if one is not None])


def _offer_actions(settings: Settings, waiting: list[Upload], read: list[Preview]) -> None:
    if len(read) < len(waiting) and ask.button("Look at all of them", name="look"):
        ask.go(**{LOOK: ALL})
    clean = [one for one in read if is_clean(one)]
    shown = " ".join(one.fingerprint for one in clean)
    if clean and (pressed := ask.press(say_clean(clean), name="clean", shown=shown)):
        Progress().say(f"{len(clean):,} files", "Reading them once more and writing them")
        done = accept_clean(settings, editor_of(settings), clean) if pressed == shown else []
        said = [f"{one.upload.name}: {one.said}" for one in done] or [CHANGED]
        ask.leave_word(" ".join(said))
        ask.go(**{LOOK: ALL})
    names = {one.sha256: one.name for one in waiting}
    with ask.folded("Remove files from the list"), ask.form("remove"):
        gone = ask.picks("Files to remove", names, name="remove")
        if ask.send("Remove them") and gone:
            for one in waiting:
                if one.sha256 in gone:
                    refuse_upload(settings, one)
            ask.leave_word("Removed from the list. Nothing that was loaded has changed.")
            ask.go()
